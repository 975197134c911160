"""The columns of a table and their totals: 合计 of all rows, 小计 of those of a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from halfsky.summary.check.clues import calculated
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.sums.running_columns import RUNNING
from halfsky.summary.check.sums.table_rows import (
    Cell,
    finding,
    heading_rows,
    headings,
    total_name,
)
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.tables import NO_CELL, SPANNED

Row = list[Cell]

_SUBTOTAL = lazy(r"小\s*计\s*(?:[(][^()]*[)])?\s*$")
_NUMBERED = lazy(r"^\s*(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)])")
_NO_SUM = lazy(r"率|比|均|标准|单价|%|年份|序号|名次")
_BLANK = lazy(r"\s+")


@dataclass(frozen=True)
class Sum:
    """A row of totals and the rows that it sums up."""

    total: Row
    parts: Sequence[Row]


@dataclass(frozen=True)
class Sections:
    """The parts of a table that have totals of their own, and the rows outside of them."""

    sums: Sequence[Sum]
    loose: Sequence[Row]

    @property
    def rows(self) -> list[Row]:
        """What the total of the whole table sums up."""
        return [*(one.total for one in self.sums), *self.loose]

    @property
    def details(self) -> list[Row]:
        """The same without subtotals."""
        return [row for one in self.sums for row in one.parts] + [*self.loose]


def _opens(row: Row) -> bool:
    """Whether a row sums up a section by its name: 小计, 教育小计."""
    for cell in row:
        if cell.number is not None:
            return False
        if _SUBTOTAL.search(cell.words):
            return True
    return False


def _is_numbered(row: Row) -> bool:
    """一、教育系统 5 200: a section that is summed up where it is named."""
    told = any(cell.number is not None for cell in row[1:])
    return told and bool(_NUMBERED.match(row[0].words))


def _totals_of_sections(rows: Sequence[Row]) -> list[bool]:
    """Of each row whether it sums up others."""
    small = [_opens(row) for row in rows]
    numbered = [_is_numbered(row) for row in rows]
    return small if any(small) or all(numbered) or sum(numbered) < 2 else numbered


def _sections(rows: Sequence[Row]) -> Sections:
    """The rows by section, whether its total stands under its rows or over them."""
    marks = _totals_of_sections(rows)
    if not any(marks):
        return Sections((), rows)
    over = marks[0]
    sums: list[Sum] = []
    parts: list[Row] = []
    ordered = list(zip(rows, marks, strict=True))
    for row, is_total in reversed(ordered) if over else ordered:
        if not is_total:
            parts.append(row)
            continue
        sums.append(Sum(row, parts[::-1] if over else parts))
        parts = []
    return Sections(sums[::-1] if over else sums, parts)


def _total(rows: Sequence[Row]) -> tuple[Row | None, list[Row]]:
    """The total of the whole table, under its rows or over them, and these rows."""
    for at, row in enumerate(rows):
        if total_name(row) and not _opens(row):
            return row, [*(rows[:at] if at else rows[1:])]
    return None, [*rows]


def _without_details(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that the row over them sums up in every column, unnamed as it is."""
    kept: list[Row] = []
    at = 0
    while at < len(rows):
        kept.append(rows[at])
        at += 1 + _summed_up_by(rows[at], rows[at + 1 :])
    return kept


def _summed_up_by(row: Row, below: Sequence[Row]) -> int:
    """How many of the rows below, two or more, the row sums up in all its numbers."""
    columns = [at for at, cell in enumerate(row) if cell.number is not None]
    sizes = range(2, len(below) + 1) if columns else ()
    return next(
        (
            size
            for size in sizes
            if all(row[column].number == _made(below[:size], column) for column in columns)
        ),
        0,
    )


def _is_wide(row: Row, column: int) -> bool:
    """Whether the cell goes on over the next column, so that its number is of both."""
    return column + 1 < len(row) and row[column + 1].mark == SPANNED


def _numbers(rows: Sequence[Row], column: int) -> list[Cell]:
    return [row[column] for row in rows if row[column].number is not None]


def _made(rows: Sequence[Row], column: int) -> Fraction:
    return sum((cell.number or Fraction(0) for cell in _numbers(rows, column)), Fraction(0))


def _can_be_summed(summed: Sum, column: int) -> bool:
    """Whether total and parts are numbers of this column, but for one part at most."""
    rows = [*summed.parts, summed.total]
    if summed.total[column].number is None or any(_is_wide(row, column) for row in rows):
        return False
    cells = [row[column] for row in summed.parts if row[column].mark != NO_CELL]
    told = len(_numbers(summed.parts, column))
    empty = any(not cell.words or "%" in cell.words for cell in [*cells, summed.total[column]])
    return told > 1 and told >= len(cells) - 1 and not empty


def _name(row: Row) -> str:
    """What a row of totals is called: 合计, 教育小计."""
    named = next((cell.words for cell in row if cell.words and cell.number is None), "合计")
    return _BLANK.sub("", _NUMBERED.sub("", named))


def _check(read: ReadText, summed: Sum, column: int, head: str) -> Problem | None:
    if not _can_be_summed(summed, column):
        return None
    total, told = summed.total[column], _numbers(summed.parts, column)
    made = _made(summed.parts, column)
    if total.number in {made, _made(_without_details(summed.parts), column)}:
        return None
    shape = "＋".join(shown(cell.number or 0, 4) for cell in told)
    line = f"“{head}”一栏：" if head else ""
    message = (
        f"{line}{shape}{calculated.equals(made, places=4)}，"
        f"{_name(summed.total)}为{shown(total.number or 0, 4)}，对不上。"
    )
    cells = sorted([*told, total], key=lambda cell: cell.start)
    return finding(read, cells, message)


def _check_column(
    read: ReadText, total: Row | None, sections: Sections, column: int, head: str
) -> Iterator[Problem | None]:
    """Each section of a column, then its total; that of all details is right as well."""
    for summed in sections.sums:
        yield _check(read, summed, column, head)
    if total is None:
        return
    if sections.sums and _made(sections.details, column) == total[column].number:
        return
    yield _check(read, Sum(total, sections.rows), column, head)


def _is_among_them(row: Row) -> bool:
    """其中：企业 90: a row that tells some of another one."""
    return any("其中" in cell.words for cell in row[:2])


def _without_notes(rows: list[Row]) -> list[Row]:
    """The rows without what is told under the total: 其中：女会员 900."""
    while len(rows) > 1 and _is_among_them(rows[-1]) and not total_name(rows[-1]):
        ahead = rows[:-1]
        if not any(total_name(row) for row in ahead):
            break
        rows = ahead
    return rows


def has_totals(grid: list[Row]) -> bool:
    """Whether rows under headings sum up others, so that the columns are looked at here."""
    total, rows = _total(grid[heading_rows(grid) :])
    return heading_rows(grid) > 0 and (total is not None or any(_totals_of_sections(rows)))


def find_in(read: ReadText, grid: list[Row]) -> list[Problem]:
    """Totals of columns that do not come out; shares and averages do not add up."""
    body = _without_notes(grid[heading_rows(grid) :])
    if any(map(_is_among_them, body)):
        return []
    total, rows = _total(body)
    if total is None and not any(map(_opens, rows)):
        return []
    heads, sections = headings(grid), _sections(rows)
    found: list[Problem | None] = []
    for column in range(1, len(heads)):
        if not _NO_SUM.search(heads[column]) and not RUNNING.search(heads[column]):
            head = heads[column] if grid[0][column].number is None else ""
            found += _check_column(read, total, sections, column, head)
    return [problem for problem in found if problem]
