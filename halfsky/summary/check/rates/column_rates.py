"""A column of rates or means that two other columns make, but for a row: 应检、实检、检查率."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import permutations

from halfsky.summary.check.clues import calculated
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.table_rows import (
    Cell,
    finding,
    grids,
    heading_rows,
    headings,
    total_name,
)
from halfsky.summary.check.text.intervals import Exact, Interval, printed
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

Row = list[Cell]
Making = Callable[[Fraction, Fraction], Fraction]

_PERCENT = lazy(r"^[-+]?(?P<n>\d+(?:\.(?P<places>\d+))?)\s*%$")
_MEAN = lazy(r"人均|户均|平均|均值|均$")
_IN_PERCENT = lazy(r"%|百分比")
_PLAIN = lazy(r"^[-+]?(?P<n>\d+(?:\.(?P<places>\d+))?)$")
# That all were reached says nothing of which columns the rate is made of.
_ALL = lazy(r"^100(?:\.0+)?\s*%?$")
_MOST_COLUMNS, _MOST_ROWS = 9, 60
# As many rows must agree, and twice as many as do not.
_LEAST = 2


@dataclass(frozen=True)
class Stated:
    """A rate or mean as a cell tells it: all that its digits can stand for."""

    cell: Cell
    interval: Interval
    unit: str

    @classmethod
    def of(cls, cell: Cell, sort: str) -> Stated | None:
        """What a cell states in a column of percentages (`%`) or of means."""
        found = _PERCENT.match(cell.words) or (_PLAIN.match(cell.words) if sort else None)
        if found is None:
            return None
        place = Fraction(1, 10 ** len(found["places"] or ""))
        unit = "" if sort == "mean" else "%"
        return cls(cell, printed(Fraction(found["n"]), place, whole=False), unit)


@dataclass(frozen=True)
class Formula:
    """How a row's rate is made: of which columns, and as it is written."""

    one: int
    other: int
    made: Making
    shape: str
    of_total: bool = False  # the second number is that of the row of totals

    def cells(self, row: Row, total: Row | None) -> tuple[Cell, Cell] | None:
        """The two numbers, where both are told and may be divided by."""
        below = total if self.of_total else row
        if below is None or (self.of_total and row is total):
            return None
        one, other = row[self.one], below[self.other]
        return (one, other) if one.number is not None and other.number else None


def _ratio(one: Fraction, other: Fraction) -> Fraction:
    return one / other


def _change(one: Fraction, other: Fraction) -> Fraction:
    return abs(one - other) / other


def _formulas(columns: Sequence[int], sort: str) -> Iterator[Formula]:
    for one, other in permutations(columns, 2):
        yield Formula(one, other, _ratio, "{one}÷{other}")
        if sort != "mean":
            yield Formula(one, other, _change, "（{one}－{other}）÷{other}")
    if sort != "mean":
        for one in columns:
            yield Formula(one, one, _ratio, "{one}÷{other}", of_total=True)


@dataclass(frozen=True)
class Column:
    """A column of rates, the rows it tells them of, and the row of totals."""

    at: int
    head: str
    sort: str  # "%" by its heading, "mean", or nothing where its cells say that they are rates
    rows: Sequence[Row]
    total: Row | None

    def outcome(self, formula: Formula, row: Row) -> bool | None:
        """Whether a row comes out so; None where it does not tell all three."""
        stated, cells = Stated.of(row[self.at], self.sort), formula.cells(row, self.total)
        if stated is None or cells is None:
            return None
        return self.made(formula, cells).overlaps(stated.interval)

    def made(self, formula: Formula, cells: tuple[Cell, Cell]) -> Interval:
        """What two numbers make, in the unit of the column."""
        one, other = (cell.number or Fraction(0) for cell in cells)
        value = formula.made(one, other) * (1 if self.sort == "mean" else 100)
        return Interval(value, value)

    def odd_rows(self, formula: Formula) -> list[Row] | None:
        """The few rows that do not come out where the others do; None where that is not so."""
        told = [(row, self.outcome(formula, row)) for row in self.rows]
        fit = [row for row, fits in told if fits]
        odd = [row for row, fits in told if fits is False]
        telling = sum(_ALL.match(row[self.at].words) is None for row in fit)
        return odd if telling >= _LEAST and len(fit) >= 2 * len(odd) else None


def _sort_of(head: str) -> str:
    if _MEAN.search(head):
        return "mean"
    return "%" if _IN_PERCENT.search(head) else ""


def _columns(grid: list[Row]) -> Iterator[Column]:
    """The columns that tell rates or means."""
    heads, body = headings(grid), grid[heading_rows(grid) :][:_MOST_ROWS]
    total = next((row for row in body if total_name(row)), None)
    for at, head in enumerate(heads):
        sort = _sort_of(head)
        told = [Stated.of(row[at], sort) for row in body]
        if at and sum(one is not None for one in told) > _LEAST:
            yield Column(at, head, sort, body, total)


def _best(column: Column, width: int) -> tuple[Formula, list[Row]] | None:
    """The formula that most rows agree with, and the rows that do not."""
    others = [at for at in range(1, min(width, _MOST_COLUMNS)) if at != column.at]
    tried = (
        (formula, odd)
        for formula in _formulas(others, column.sort)
        if (odd := column.odd_rows(formula)) is not None
    )
    return min(tried, key=lambda one: len(one[1]), default=None)


@dataclass(frozen=True)
class _Settled:
    """A column whose formula is known, with the rows that do not come out."""

    column: Column
    formula: Formula
    odd: list[Row]


@lru_cache(maxsize=1)
def _settled(plain: str) -> list[_Settled]:
    if "\t" not in plain and "|" not in plain:
        return []
    return [
        _Settled(column, *best)
        for grid in grids(plain)
        for column in _columns(grid)
        if (best := _best(column, len(grid[0]))) is not None
    ]


def settles(plain: str, start: int) -> bool:
    """Whether a number is a rate of a column of which is known what makes it."""
    return any(
        row[one.column.at].start == start for one in _settled(plain) for row in one.column.rows
    )


_SIGNED = lazy(r"^[-－−]")


def _as_printed(
    formula: Formula, cells: tuple[Cell, Cell], stated: Stated, value: Exact
) -> tuple[str, Exact]:
    """The formula and what a calculator makes of it: a decrease with its sign, or turned round."""
    one, other = (cell.number or Fraction(0) for cell in cells)
    if formula.made is not _change or one >= other:
        return formula.shape, value
    if _SIGNED.match(stated.cell.words.strip()):
        return formula.shape, -value
    return "（{other}－{one}）÷{other}", value


def _problem(read: ReadText, settled: _Settled, row: Row) -> Problem | None:
    column, formula = settled.column, settled.formula
    stated, cells = Stated.of(row[column.at], column.sort), formula.cells(row, column.total)
    if stated is None or cells is None:
        return None
    one, other = (cell.words for cell in cells)
    shape, value = _as_printed(formula, cells, stated, column.made(formula, cells).low)
    name = "".join(row[0].words.split())
    message = (
        f"“{name}”的“{column.head}”：{shape.format(one=one, other=other)}"
        f"{calculated.equals(value, stated.unit)}，表中{stated.cell.words}，对不上；"
        "其余各行都对得上。"
    )
    told = sorted({*cells, stated.cell}, key=lambda cell: cell.start)
    return finding(read, told, message, "rate_mismatch")


def find(read: ReadText) -> list[Problem]:
    """Rates of tables that are not made as those of the other rows are."""
    found = (
        _problem(read, settled, row) for settled in _settled(read.plain) for row in settled.odd
    )
    return [problem for problem in found if problem]
