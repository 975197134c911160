"""A cell left empty in a column of numbers: 一库|18|18, 二库|22|, 三库|15|15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.tables import NO_CELL, SPANNED

_BARS = re.compile(r"[|\t]")
_NUMBER = lazy(r"^\s*\d[\d,.]*\s*(?:%|[\u4e00-\u9fff]{1,3})?\s*$")
_TOTAL = lazy(r"^\s*(?:合\s*计|总\s*计|小\s*计|备注|说明|平均|其中)")
_LEAST_ROWS = 4  # a head and three rows


class _Row(NamedTuple):
    """A line of a table: where it begins and what its cells hold."""

    start: int
    cells: list[str]

    def span(self, column: int) -> tuple[int, int]:
        """Offsets of a cell with the bar before it."""
        before = sum(len(cell) + 1 for cell in self.cells[:column])
        start = self.start + before - 1
        return start, start + 1 + len(self.cells[column])


def _rows(plain: str) -> Iterator[_Row]:
    at = 0
    for line in plain.split("\n"):
        yield _Row(at, _BARS.split(line))
        at += len(line) + 1


def _tables(plain: str) -> Iterator[list[_Row]]:
    for cells, rows in groupby(_rows(plain), lambda row: len(row.cells)):
        table = list(rows)
        if cells > 1 and len(table) >= _LEAST_ROWS:
            yield table


def _empty(table: list[_Row]) -> Iterator[tuple[_Row, int]]:
    """The only empty cell of the table, if its column holds numbers otherwise."""
    body = [row for row in table[1:] if not _TOTAL.match(row.cells[0])]
    empty = [
        (row, column)
        for row in body
        for column, cell in enumerate(row.cells)
        if column and not cell.strip() and cell not in {NO_CELL, SPANNED}
    ]
    if len(empty) != 1:
        return
    row, column = empty[0]
    others = [other.cells[column] for other in body if other is not row]
    if row.cells[0].strip() and len(others) > 1 and all(map(_NUMBER.match, others)):
        yield row, column


def find(read: ReadText) -> list[Problem]:
    """Cells without the number that every other row of their column has."""
    found = []
    for table in _tables(read.plain):
        for row, column in _empty(table):
            start, end = row.span(column)
            message = f"“{row.cells[0].strip()}”这一行缺一个数，同一列别的行都有。"
            quote = read.text[start:end]
            found.append(Problem(quote, start, end, "placeholder", "doubtful", message))
    return found
