"""Units of bare numbers in table cells: from the row's label, a unit column, or the heading."""

from __future__ import annotations

import re
from functools import lru_cache

from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.wording import unit_of

_IN_BRACKETS = lazy(r"[(]\s?(?:单位[:]?)?\s?([^()\s\d]{1,5})\s?[)]")
# 各镇参保人数统计(单位:人), 单位:万元: of a table without units of its own.
_CAPTION = lazy(r"(?:[(]\s?(?:单位:)?|单位:)\s?([^()\s\d:]{1,5})\s?[)]?:?\s*$")
_NUMERIC = lazy(r"^\s*[-+]?\d|\(\d+分\)|总分|天数|时长|学时")
_NO_FIGURE = lazy(r"序号|编号|年份|年度|月份|名次|日期|得分|率|比例|占比|电话")
_PEOPLE = lazy(
    r"(?:女?(?:教职工|职工|女工|员工|会员|党员)|[应已未实受]检|参保|孕期|产期|哺乳期|先进个人)(?:总?数)?$"
)
_COUNTED = {
    "人数": "人",
    "人次": "人次",
    "户数": "户",
    "家数": "家",
    "件数": "件",
    "份数": "份",
    "场次": "场次",
    "场数": "场",
    "期数": "期",
    "次数": "次",
    "先进集体": "个",
    "集体合同": "份",
    "女职工委员会": "家",
}
# 单位(人) in the corner tells for all columns.
_CORNER = lazy(r"\s*单位[(:]")
# 单位:个、人、万元 and 填报单位:某某 over a table are no heading of a column.
_NO_HEADING = lazy(r"\s*(?:[计数]量)?单位\s*:|\s*(?:填[报表制]|制表|报送)(?:单位|人|日期|时间)")
_FARTHEST = 60
# Stand in a .docx table where a cell goes on: from the left, and from above (or where none is).
SPANNED, NO_CELL = "\u2005", "\u2004"
# (单位:人) over lines of names and numbers, 物资登记(箱):, 女干警人数): tells for all below.
_OVER = guarded(
    r"单位[:为] ?(?P<unit>[^()\s\d:,，、;。]{1,5})"
    r"|[(](?P<bracket>[^()\s\d:,，、;。]{1,4})[)]:(?![ \t]*\d)"
    r"|(?P<head>人数|人次|次数)[)]?:?$|(?P<clause>人数|人次|户数|份数|次数):(?=[\u4e00-\u9fff])",
    re.M,
)
_REGION = 600
_REGION_END = lazy(r"\n\n")
_CLAUSE_END = lazy(r"[;。\n]")
_BARE = lazy(r"[ \t]*(?:[,，。;、()\n|/]|\Z| [\u4e00-\u9fff])")
_NO_COUNT = lazy(r"(?:率|占|比例|比重|第|年|\d[./-])[: ]*$")


def _line_bounds(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


@lru_cache(maxsize=1)
def _tabbed(text: str) -> str:
    """The text with bars as tabs: both part cells."""
    return text.replace("|", "\t")


def _named(cell: str) -> str:
    """The known unit a cell brings, in brackets or as its whole content."""
    found = _IN_BRACKETS.search(cell)
    word = found[1] if found else cell.strip()
    return word if word and word != "名次" and unit_of(word) else ""


def _headed(cell: str) -> str:
    """The unit a heading tells by what is counted under it: 参保人数, 女会员."""
    cell = cell.strip()
    if _PEOPLE.search(cell):
        return "人"
    return next((unit for word, unit in _COUNTED.items() if cell.endswith(word)), "")


def _column(text: str, start: int, end: int) -> int:
    """The column, from nought, of the cell that a number fills; -1 where there is none."""
    line_start, line_end = _line_bounds(text, start)
    if "\t" not in text[line_start:line_end] or line_end - line_start > 2000:
        return -1
    left = text[line_start:start].rpartition("\t")[2]
    right = text[end:line_end].partition("\t")[0]
    return -1 if left.strip() or right.strip() else text.count("\t", line_start, start)


def _over(cells: list[str], column: int) -> str:
    """What stands over a column in a row: of a cell that spans several, the same over each."""
    if column >= len(cells):
        return ""
    while column and cells[column] == SPANNED:
        column -= 1
    return cells[column]


def states_figure(text: str, start: int, end: int) -> bool:
    """Whether a bare number fills a cell in a column that counts something, whatever it is."""
    text = _tabbed(text)
    column = _column(text, start, end)
    if column < 1:
        return False
    at = _line_bounds(text, start)[0]
    head = ""
    for _ in range(_FARTHEST):
        above_start, above_end = _line_bounds(text, at - 1) if at else (0, 0)
        cells = text[above_start:above_end].split("\t")
        if len(cells) <= column:
            break
        head, at = _over(cells, column), above_start
    return bool(head.strip()) and not _NUMERIC.search(head) and not _NO_FIGURE.search(head)


_RUNNING = lazy(r"\s*(?:序号|编号|序|No\.?|NO\.?)\s*$")
_OF_YEARS = lazy(r"\s*(?:(?:19|20)\d\d\s?(?:年|[.-]\d)|\d{1,2}\s?(?:月|季))")
_WORDS = lazy(r"[\u4e00-\u9fffA-Za-z]")


def _is_value(cell: str) -> bool:
    return bool(_NUMERIC.match(cell)) and not _OF_YEARS.match(cell)


@lru_cache(maxsize=1)
def _headings(text: str) -> dict[int, list[list[str]]]:
    """The cells of the heading rows over each row of figures, by where that row begins."""
    over: dict[int, list[list[str]]] = {}
    heads: list[list[str]] = []
    at, in_body = 0, False
    for line in _tabbed(text).split("\n"):
        cells = line.split("\t")
        named = sum(bool(_WORDS.search(cell)) for cell in cells)
        if len(cells) < 2:
            heads, in_body = [], False
        elif any(_is_value(cell) for cell in cells):
            over[at], in_body = heads, True
        elif named > 1 or not in_body:
            heads, in_body = ([cells] if in_body else [*heads, cells]), False
        at += len(line) + 1
    return over


def _said_over(heads: list[list[str]], column: int) -> list[str]:
    """What the heading rows say over a column; a cell drawn over several columns tells for all."""
    said: list[str] = []
    for depth, cells in enumerate(heads):
        last = depth == len(heads) - 1
        words = _over(cells, column) if last else _drawn_over(cells, column)
        if words.strip() and words.strip() not in said and not _NO_HEADING.match(words):
            said.append(words.strip())
    return said


def _drawn_over(cells: list[str], column: int) -> str:
    """The heading over a column, or the one to its left that is so wide."""
    return next((cell for cell in cells[column:0:-1] if cell.strip() not in {"", SPANNED}), "")


def is_running_number(text: str, start: int, end: int) -> bool:
    """Whether a number only numbers the rows of a table: it fills a cell under 序号."""
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip(" ") or text[end : end + 3].lstrip(" ")[:1] not in {"\t", "|"}:
        return False
    heads = _headings(text).get(line_start, [])
    return any(_RUNNING.match(cells[0]) for cells in heads)


def _row_name(cells: list[str]) -> str:
    """The words nearest before a figure in its row, past other figures: 乡镇 甲镇."""
    named: list[str] = []
    for cell in reversed(cells):
        words = cell.strip()
        if _is_value(words) or not _WORDS.search(words):
            if named:
                break
        elif not (unit_of(words) and len(cells) > 1):
            named.append(words)
    return " ".join(reversed(named))


def cell_names(text: str, start: int, end: int) -> tuple[str, str] | None:
    """What a figure that fills a table cell is called by its row and by its column; else None."""
    line_start, line_end = _line_bounds(text, start)
    text = _tabbed(text)
    left, mark, sign = text[line_start:start].rpartition("\t")
    if "\t" not in text[line_start:line_end] or line_end - line_start > 2000:
        return None
    if sign.strip(" -+约近超") or text[end:line_end].partition("\t")[0].strip():
        return None
    before = left.split("\t") if mark else []
    heads = _headings(text).get(line_start, [])
    return _row_name(before), " ".join(_said_over(heads, len(before)))


def cell_unit(text: str, start: int, end: int) -> str:
    """The unit of a number that fills a table cell (parted by tabs or bars); empty if unknown."""
    line_start, line_end = _line_bounds(text, start)
    text = _tabbed(text)
    column = _column(text, start, end)
    if column < 0:
        return ""
    cells = text[line_start:line_end].split("\t")
    if _tells_percent(text, line_start, column):
        return "%"
    if money := _told_in_money(text, line_start, column):
        return money
    for cell in cells[:column][::-1]:
        if _named(cell):
            return _named(cell)
    told = _from_heading(text, line_start, column)
    return _headed(cells[0]) if told is None and column else told or ""


# 增减%, 增长(%), 比上年(±%): what a column is told in, whatever its rows count.
_PERCENT = lazy(r"[%％]\s*[)）]?\s*$")


def _tells_percent(text: str, line_start: int, column: int) -> bool:
    """Whether the heading over a column says that it is told in percent."""
    said = _said_over(_headings(text).get(line_start, []), column)
    return bool(said) and bool(_PERCENT.search(said[-1]))


_MONEY = lazy(r"[(（](?P<unit>[万亿]?元)[)）]\s*$")


def _told_in_money(text: str, line_start: int, column: int) -> str:
    """金额(万元) over a column, whatever its rows count; empty where it is no money."""
    said = _said_over(_headings(text).get(line_start, []), column)
    found = _MONEY.search(said[-1]) if said else None
    return found["unit"] if found else ""


def _captioned(line: str) -> str:
    """The unit that the line over a table tells for all of it."""
    found = _CAPTION.search(line)
    return found[1] if found and unit_of(found[1]) else ""


def _from_heading(text: str, line_start: int, column: int) -> str | None:
    """What the nearest cell above, in the same column, names; None where nothing does."""
    at = line_start
    for _ in range(_FARTHEST):
        if at == 0:
            return None
        above_start, above_end = _line_bounds(text, at - 1)
        cells = text[above_start:above_end].split("\t")
        if len(cells) < 2:
            return _captioned(cells[0]) or None
        head = _over(cells, column)
        if _named(head):
            return _named(head)
        if _NO_FIGURE.search(head):
            return ""
        if _headed(head):
            return _headed(head)
        if _CORNER.match(cells[0]) and _named(cells[0]):
            return _named(cells[0])
        at = above_start
    return None


@lru_cache(maxsize=1)
def _overs(text: str) -> list[tuple[int, int, str]]:
    """Where a unit told once for all holds: from, to, and the unit."""
    overs: list[tuple[int, int, str]] = []
    for found in _OVER.finditer(text):
        counted = found["head"] or found["clause"]
        unit = _COUNTED[counted] if counted else found["unit"] or found["bracket"]
        if unit_of(unit):
            ends = _CLAUSE_END if found["clause"] else _REGION_END
            ended = ends.search(text, found.end(), found.end() + _REGION)
            overs.append((found.end(), ended.start() if ended else found.end() + _REGION, unit))
    return overs


def told_unit(text: str, start: int, end: int) -> str:
    """The unit told over a list for a bare number in it; empty where none is told."""
    overs = _overs(text)
    if not overs or not _BARE.match(text, end) or _NO_COUNT.search(text[max(0, start - 5) : start]):
        return ""
    return next((unit for since, to, unit in reversed(overs) if since <= start < to), "")
