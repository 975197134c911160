"""Sums of a table that are not made so: across one row, or down a column with totals.

应检 城镇120 农村100, 实检 城镇110 农村90: that 110 and 90 are no 100 is no fault, as 70 and 66 are
no 76 in the row below either. What comes out in the other rows and not in one is a fault.
"""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues.relations import KINDS, Relation
from halfsky.summary.check.rates import column_rates
from halfsky.summary.check.sums import column_totals
from halfsky.summary.check.sums.table_rows import Cell, grids

_SUMS = frozenset({"list", "three", "four"})
_Grid = list[list[Cell]]


def is_no_relation_of_a_table(relation: Relation) -> bool:
    """Whether its numbers stand in a table in which they are not added or divided so."""
    if KINDS[relation.sort] == "rate_mismatch":
        plain = relation.whole.read.plain
        return any(column_rates.settles(plain, one.reading.start) for one in relation.told)
    return relation.sort in _SUMS and (_is_of_one_row(relation) or _is_of_one_column(relation))


def _is_of_one_row(relation: Relation) -> bool:
    """Whether its parts stand in one row and make no sum in any other row that has them."""
    place = _row_of(relation.whole.read.plain, [one.reading.start for one in relation.parts])
    if place is None:
        return False
    grid, at, parts = place
    others = [row for number, row in enumerate(grid) if number != at]
    whole = _column(grid[at], relation.whole.reading.start)
    if whole < 0:
        return _is_elsewhere(relation, others)
    made = [_comes_out(row, parts, whole, relation.sort) for row in others]
    return False in made and True not in made


def _is_of_one_column(relation: Relation) -> bool:
    """Whether it adds up cells of several rows of a table with totals: that is done by column."""
    starts = {one.reading.start for one in relation.told}
    return any(
        column_totals.has_totals(grid) and _is_of_several_rows(grid, starts)
        for grid in grids(relation.whole.read.plain)
    )


def _is_of_several_rows(grid: _Grid, starts: set[int]) -> bool:
    rows = [{cell.start for cell in row} & starts for row in grid]
    return starts <= set().union(*rows) and sum(bool(row) for row in rows) > 1


def _is_elsewhere(relation: Relation, others: _Grid) -> bool:
    """Whether the whole stands in one of several other rows: nobody sums up one of them there."""
    numbered = [row for row in others if any(cell.number is not None for cell in row)]
    start = relation.whole.reading.start
    return len(numbered) > 1 and any(_column(row, start) >= 0 for row in numbered)


def _row_of(plain: str, starts: list[int]) -> tuple[_Grid, int, list[int]] | None:
    """The table and row that hold all the numbers, and the column of each."""
    for grid in grids(plain):
        for at, row in enumerate(grid):
            if row[0].start <= min(starts) and max(starts) <= row[-1].end:
                columns = [_column(row, start) for start in starts]
                return (grid, at, columns) if -1 not in columns else None
    return None


def _column(row: list[Cell], start: int) -> int:
    found = (at for at, cell in enumerate(row) if cell.number is not None and cell.start == start)
    return next(found, -1)


def _comes_out(cells: list[Cell], parts: list[int], whole: int, sort: str) -> bool | None:
    """Whether the same columns make the sum in another row; None where one has no number."""
    numbers = [cells[column].number for column in (*parts, whole)]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    *added, stated = known
    went = added.pop() if sort == "four" else Fraction(0)
    return sum(added, Fraction(0)) - went == stated
