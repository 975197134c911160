"""Tables whose totals, by column or by row, or whose differences do not come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from halfsky.summary.check.clues import calculated
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.tables import NO_CELL, SPANNED

TOTAL = lazy(
    r"^\s*(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数|全年|全[市县区镇乡厂校矿院局](?:合计)?)\s*(?:[(][^()]*[)])?\s*$"
)
_NUMBER = lazy(
    r"^\s*(?P<n>[-+]?\d[\d,]*(?:\.\d+)?)\s*(?![年月日号周]|季度)(?P<unit>[\u4e00-\u9fff]{0,3})\s*$"
)
_DIFFERENCE = lazy(
    r"^\s*(?:增减(?:数|量|情况)?|增加数?|差额|净增数?|增长数|比上年增减)\s*(?:[(][^()%]*[)])?\s*$"
)
_NOW = lazy(r"今年|本年|本期|本季|20\d\d年")
_THEN = lazy(r"去年|上年|上期|上季|20\d\d年")
_MOST_ROWS = 200


class Cell(NamedTuple):
    """A cell of a table row with its place in the text."""

    words: str
    start: int
    end: int
    mark: str = ""  # of a field that is part of a cell to the left or above

    @property
    def number(self) -> Fraction | None:
        found = _NUMBER.match(self.words)
        return Fraction(found["n"].replace(",", "").replace("+", "")) if found else None


def _row(plain: str, start: int, end: int) -> list[Cell]:
    cells = []
    at = start
    bar = "\t" if "\t" in plain[start:end] else "|"
    for words in plain[start:end].split(bar):
        lead = len(words) - len(words.lstrip())
        mark = words if words in {NO_CELL, SPANNED} else ""
        cells.append(Cell(words.strip(), at + lead, at + lead + len(words.strip()), mark))
        at += len(words) + 1
    if bar == "|":
        cells = cells[1:] if cells and not cells[0].words else cells
        cells = cells[:-1] if cells and not cells[-1].words else cells
    return cells


_GAP, _SENTENCE = lazy(r"[ \u3000]+"), lazy(r"[,，。;:；：、]")
_MOST_CELLS = 12


def _spaced(line: str, start: int) -> list[Cell]:
    """A row whose cells only gaps part: 城东分会 14人 7000元."""
    words = line.strip()
    if " " not in words or _SENTENCE.search(words):
        return []
    begin = start + len(line) - len(line.lstrip())
    cells: list[Cell] = []
    for word in _GAP.split(words):
        at = line.index(word, begin - start) + start
        begin = at + len(word)
        cells.append(Cell(word, at, begin))
    told = sum(cell.number is not None for cell in cells)
    headed = not told and len(cells) > 2
    return cells if len(cells) <= _MOST_CELLS and (told or headed) else []


def _aligned(row: list[Cell], rows: list[list[Cell]]) -> list[Cell]:
    """A row of totals that has no running number: 合计 6 153 under 1 红峰厂 2 51."""
    if not rows or not row or len(row) != len(rows[-1]) - 1 or not TOTAL.match(row[0].words):
        return row
    numbered = rows[-1][0].number is not None and rows[-1][1].number is None
    return [row[0], Cell("", row[0].end, row[0].end), *row[1:]] if numbered else row


def _cornered(grid: list[list[Cell]], row: list[Cell]) -> bool:
    """Whether the row is the first under headings whose corner is empty: 7月 8月 合计."""
    if len(grid) != 1 or len(grid[0]) != len(row) - 1 or row[0].number is not None:
        return False
    heads, numbers = grid[0], [cell.number for cell in row[1:]]
    return None not in numbers and all(cell.number is None for cell in heads)


def grids(plain: str) -> list[list[list[Cell]]]:
    """Runs of lines with the same number of cells."""
    grids: list[list[list[Cell]]] = [[]]
    at = 0
    for line in plain.split("\n"):
        marked = "\t" in line or "|" in line
        row = _row(plain, at, at + len(line)) if marked else _spaced(line, at)
        row = _aligned(row, grids[-1])
        if row and _cornered(grids[-1], row):
            head = grids[-1][0]
            grids[-1] = [[Cell("", head[0].start, head[0].start), *head]]
        ruled = row and all(re.fullmatch(r":?-*:?", cell.words) for cell in row)
        if not ruled:
            if len(row) < 2 or (grids[-1] and len(grids[-1][-1]) != len(row)):
                grids.append([])
            if len(row) > 1:
                grids[-1].append(row)
        at += len(line) + 1
    return [grid[:_MOST_ROWS] for grid in grids if len(grid) > 1]


def _finding(read: ReadText, cells: list[Cell], message: str) -> Problem:
    """A fault of some cells, the first and the last of which it runs between."""
    start, end = cells[0].start, cells[-1].end
    about = frozenset(cell.start for cell in cells)
    return Problem(read.text[start:end], start, end, "sum_mismatch", "wrong", message, about)


def _heading_rows(grid: list[list[Cell]]) -> int:
    """How many rows stand over the first number."""
    for at, row in enumerate(grid):
        if any(cell.number is not None for cell in row):
            return at
    return 0


def _headings(grid: list[list[Cell]]) -> list[str]:
    """The words over each column, of all heading rows; what spans several is over each of them."""
    heads = [""] * len(grid[0])
    for row in grid[: max(1, _heading_rows(grid))]:
        if all(cell.mark == SPANNED for cell in row[1:]):  # the title of the table
            continue
        words = ""
        for column, cell in enumerate(row):
            words = words if cell.mark == SPANNED else cell.words
            heads[column] += words
    return heads


def _total_name(row: list[Cell]) -> str:
    """合计 or the like, if the row is one of totals: before its first number."""
    for cell in row:
        if cell.number is not None:
            return ""
        if TOTAL.match(cell.words):
            return cell.words
    return ""


def _is_wide(row: list[Cell], column: int) -> bool:
    """Whether the cell goes on over the next column, so that its number is of both."""
    return column + 1 < len(row) and row[column + 1].mark == SPANNED


def _check_column(
    read: ReadText, rows: list[list[Cell]], totals: list[Cell], column: int, head: str
) -> Problem | None:
    total = totals[column]
    stated = total.number
    if any(_is_wide(row, column) for row in [*rows, totals]):
        return None
    cells = [row[column] for row in rows if row[column].mark != NO_CELL]
    numbers = [cell.number for cell in cells]
    known = [number for number in numbers if number is not None]
    if stated is None or len(known) < 2 or len(known) < len(cells) - 1 or sum(known) == stated:
        return None
    if any(not cell.words or "%" in cell.words for cell in [*cells, total]):
        return None
    shape = "＋".join(shown(number, 4) for number in known)
    made = calculated.equals(sum(known, Fraction(0)), places=4)
    line = f"“{head}”一栏：" if head else ""
    message = f"{line}{shape}{made}，合计为{shown(stated, 4)}，对不上。"
    told = [cell for cell in cells if cell.number is not None]
    return _finding(read, [*told, total], message)


def _check_columns(read: ReadText, grid: list[list[Cell]]) -> list[Problem]:
    """A row 合计 under its columns; shares and averages do not add up and are left alone."""
    found: list[Problem | None] = []
    since = _heading_rows(grid)
    heads = _headings(grid)
    for at, row in enumerate(grid):
        name = _total_name(row)
        if not name:
            continue
        body = [line for line in grid[since:at] if not _total_name(line)]
        for column in range(1, len(row)):
            if re.search(r"率|比|均|标准|%|年份|序号|名次", heads[column]):
                continue
            lines = [
                line for line in body if line[column].number is not None or line is not grid[0]
            ]
            head = heads[column] if grid[0][column].number is None else ""
            found.append(_check_column(read, lines, row, column, head))
        if "小" in name:
            since = at + 1
        else:
            break
    nested = any("其中" in line[0].words for line in grid)
    totals = [name for name in map(_total_name, grid) if name]
    small = any("小" in words for words in totals) and len(totals) > 1
    return [] if nested or small else [problem for problem in found if problem]


def _check_rows(read: ReadText, grid: list[list[Cell]]) -> list[Problem]:
    """A last column 合计 and a column 增减; a row of totals is as wrong as the row it sums up."""
    found: list[tuple[bool, Problem]] = []
    heads = _headings(grid)
    for row in grid[1:]:
        problem = _row_total(read, heads, row) or _row_difference(read, heads, row)
        if problem:
            found.append((_total_name(row) != "", problem))
    rows = [problem for totals, problem in found if not totals]
    return rows or [problem for _, problem in found]


def _row_total(read: ReadText, heads: list[str], row: list[Cell]) -> Problem | None:
    stated = row[-1].number
    numbers = [cell.number for cell in row[1:-1]]
    known = [number for number in numbers if number is not None]
    if not TOTAL.match(heads[-1]) or stated is None:
        return None
    if len(known) < 2 or len(known) != len(numbers) or sum(known) == stated:
        return None
    shape = "＋".join(shown(number, 4) for number in known)
    made = calculated.equals(sum(known, Fraction(0)), places=4)
    line = f"“{row[0].words}”一行：" if row[0].words else ""
    message = f"{line}{shape}{made}，合计栏为{shown(stated, 4)}，对不上。"
    return _finding(read, row[1:], message)


def _row_difference(read: ReadText, heads: list[str], row: list[Cell]) -> Problem | None:
    """去年 57, 今年 43, 增减 -24."""
    for at in range(2, len(row)):
        if not _DIFFERENCE.match(heads[at]):
            continue
        one, other, stated = row[at - 2].number, row[at - 1].number, row[at].number
        if one is None or other is None or stated is None:
            continue
        names = heads[at - 2], heads[at - 1]
        change = other - one if _NOW.search(names[1]) and _THEN.search(names[0]) else None
        if "去年" not in names[1] and "上年" not in names[1] and change is not None:
            pass
        elif _NOW.search(names[0]) and re.search(r"去年|上年|上期", names[1]):
            change = one - other
        else:
            continue
        if change == stated or abs(change or 0) == stated:
            continue
        message = (
            f"{shown(one, 4)}与{shown(other, 4)}相差{shown(change or Fraction(0), 4)}，"
            f"增减栏为{shown(stated, 4)}，对不上。"
        )
        return _finding(read, row[at - 2 : at + 1], message)
    return None


_SIGNS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "－": lambda one, other: one - other,
    "＋": lambda one, other: one + other,
    "×": lambda one, other: one * other,
}
_LEAST_ROWS, _MOST_COLUMNS = 3, 8


def _odd_row(read: ReadText, grid: list[list[Cell]]) -> Problem | None:
    """A row in which three columns do not hang together as in all the others: 应到、实到、缺席."""
    rows = [row for row in grid if sum(cell.number is not None for cell in row) > 2]
    if len(rows) < _LEAST_ROWS:
        return None
    for columns in combinations(range(min(len(grid[0]), _MOST_COLUMNS)), 3):
        for sign, made in _SIGNS.items():
            own = [row for row in rows if sign != "×" or not _total_name(row)]
            cells = [[row[column] for column in columns] for row in own]
            told = [line for line in cells if all(cell.number for cell in line)]
            wrong = [line for line in told if not _holds(line, made)]
            if len(wrong) == 1 and len(told) >= _LEAST_ROWS and len(told) == len(cells):
                one, other, stated = wrong[0]
                computed = made(_value(one), _value(other))
                message = (
                    f"{one.words}{sign}{other.words}{calculated.equals(computed, places=4)}，"
                    f"表中{stated.words}，对不上；其余各行都对得上。"
                )
                return _finding(read, wrong[0], message)
    return None


def _value(cell: Cell) -> Fraction:
    return cell.number or Fraction(0)


def _holds(line: list[Cell], made: Callable[[Fraction, Fraction], Fraction]) -> bool:
    one, other, stated = line
    return made(_value(one), _value(other)) == _value(stated)


def find(read: ReadText) -> list[Problem]:
    """Faults in the tables of a text."""
    problems: list[Problem] = []
    for grid in grids(read.plain):
        problems += _check_columns(read, grid)
        problems += _check_rows(read, grid)
        odd = _odd_row(read, grid)
        if odd and not any(one.start < odd.end and odd.start < one.end for one in problems):
            problems.append(odd)
    return problems
