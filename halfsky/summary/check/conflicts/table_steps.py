"""A table row in which the later of two columns is more: 应检 46, 实检 48; 本月 9件, 累计 6件.

In all other rows it is not: what columns by their headings may be is left to the table itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.table_rows import Cell, grids
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import load

_FEWEST_ROWS = 1
_MOST = 3
# What else is in the later column, or is carried over, or is counted otherwise.
_OTHERS = lazy(
    r"率|比例|占比|%|上年|去年|往年|结转|遗留|历年|期初|年初|原有|计划|目标|人次|增|减|金额|元|补|排名|名次|得分|平均|均"
)
_EXPLAINED = lazy(
    r"(?<![无未没不非])(?:上年|去年|往年|结转|遗留|历年|跨年|跨月|上月|期初(?!无|没|为0)|年初|含|包括|另有|外来|外单位|家属|退休|追加|补报|补办|补查"
    r"|加班|多出|超出|超额|超过(?!应)|重复|多次|人次|一人多|可多|新增|调入|新进|新招|转入|外借|借调|借用|捐|更正|有误|笔误|勘误|颠倒|不符)"
    r"|比[^,，。;]{2,10}多|[串错]报"
)
_NOTE = 160
_TOTAL = lazy(r"^\s*(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数)")


@cache
def _pairs() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Headings of what there is, and of what of it was done, of table_steps.toml."""
    rows = load("table_steps.toml")["pair"]
    return [(re.compile(row["whole"]), re.compile(row["part"])) for row in rows]


def _named(head: str) -> str:
    return re.sub(
        r"[(（][^()（）]*[)）]|\s|(?<=..)(?:总?数量?|人数?|户数?|件数?|家数?|份数?)$", "", head
    )


def _are_steps(whole: str, part: str) -> bool:
    if _OTHERS.search(whole + part):
        return False
    due = re.match(r"应(?P<deed>[\u4e00-\u9fff])", whole)
    if due and re.match(rf"(?:实际?|已|到|完成|落实){due['deed']}|到检|实到|完成|已完成", part):
        return True
    return any(first.search(whole) and second.search(part) for first, second in _pairs())


def _unit(cell: Cell) -> str:
    return re.sub(r"[\d.,\s]", "", cell.words)


def _row_beyond(rows: list[list[Cell]], whole: int, part: int) -> list[Cell] | None:
    """The one row in which the part is more than the whole, if it is so in one alone."""
    told = [row for row in rows if row[whole].number is not None and row[part].number is not None]
    beyond = [row for row in told if (row[part].number or 0) > (row[whole].number or 0)]
    if len(beyond) != 1 or len(told) <= _FEWEST_ROWS or _TOTAL.match(beyond[0][0].words):
        return None
    row = beyond[0]
    alike = _unit(row[whole]) == _unit(row[part])
    near = (row[part].number or 0) <= _MOST * (row[whole].number or 0)
    return row if alike and near else None


def _found(read: ReadText, grid: list[list[Cell]]) -> Iterator[Problem]:
    heads = [_named(cell.words) for cell in grid[0]]
    if any(cell.number is not None for cell in grid[0]):
        return
    end = grid[-1][-1].end
    if _EXPLAINED.search(read.plain[end : end + _NOTE]):
        return
    for whole, first in enumerate(heads):
        for part, second in enumerate(heads):
            if whole == part or not _are_steps(first, second):
                continue
            row = _row_beyond(grid[1:], whole, part)
            if row:
                yield _problem(read, row, heads, whole, part)


def _problem(read: ReadText, row: list[Cell], heads: list[str], whole: int, part: int) -> Problem:
    start = min(row[whole].start, row[part].start)
    end = max(row[whole].end, row[part].end)
    message = (
        f"“{heads[whole]}”只有{row[whole].words}，“{heads[part]}”却有{row[part].words}"
        "，其余各行都不是这样。"
    )
    about = frozenset({row[whole].start, row[part].start})
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Rows of tables in which more was done than there was to do."""
    if "\t" not in read.plain and "|" not in read.plain:
        return []
    return [problem for grid in grids(read.plain) for problem in _found(read, grid)]
