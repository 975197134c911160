"""Writes the records of a register as a workbook or as text, in constant memory."""

from __future__ import annotations

import csv
import datetime
import io
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from halfsky.records.sheets.books import MARK_HEADING, Book
from halfsky.records.sheets.cells import inert
from halfsky.records.sheets.children.writing import Beside
from halfsky.records.sheets.columns import Sheet, sheet_of
from halfsky.records.sheets.marks import Marker
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writers import Written, writers_of
from halfsky.records.sheets.writing_out import Cell

if TYPE_CHECKING:
    from django.db.models import QuerySet

ROWS_AT_ONCE = 2_000
Chunk = list[tuple[Any, ...]]  # key, version and values of some records


def alone(_chunk: Chunk) -> None:
    """Nothing follows the records."""


class RowWriter:
    """Turns records into the cells of their rows, a chunk at a time."""

    def __init__(self, sheet: Sheet, scope: Scope, *, is_open: bool = True) -> None:
        self.sheet, self.is_open = sheet, is_open
        self.marker = Marker(sheet.register.code)
        self.columns = writers_of(sheet.columns, scope, is_open=is_open)

    def rows(
        self, records: QuerySet[Any], follow: Callable[[Chunk], None] = alone
    ) -> Iterator[Written]:
        """Every record, read as it is written; after each chunk what follows it elsewhere."""
        for chunk in self._chunks(records):
            columns = list(zip(*chunk, strict=True))
            cells = [write(column) for write, column in zip(self.columns, columns[2:], strict=True)]
            for record, row in zip(chunk, zip(*cells, strict=True), strict=True):
                pk, version, *values = record
                yield self.marker.write(pk, version, values), list(row)
            follow(chunk)

    def _chunks(self, records: QuerySet[Any]) -> Iterator[Chunk]:
        """The keys at once, the records by chunks: SQLite lets nobody write while one reads."""
        names = [column.name for column in self.sheet.columns]
        keys = array("q", records.values_list("pk", flat=True).iterator(ROWS_AT_ONCE))
        for first in range(0, len(keys), ROWS_AT_ONCE):
            wanted = keys[first : first + ROWS_AT_ONCE]
            found = self.sheet.model._default_manager.filter(pk__in=wanted)
            by_key = {row[0]: row for row in found.values_list("pk", "version", *names)}
            if chunk := [by_key[key] for key in wanted if key in by_key]:
                yield chunk


def export_workbook(
    target: Path | IO[bytes],
    scope: Scope,
    records: QuerySet[Any],
    *,
    is_open: bool = True,
    mark: str = "",
    beside: dict[str, int] | None = None,
) -> int:
    """Records as a workbook that can be edited and imported again; how many there are.

    Unless it is open, secrets are masked; read back, a masked cell leaves its record as it is.
    How many rows of each further page there are is put into `beside`.
    """
    sheet = sheet_of(scope.register)
    book = Book(target)
    if mark:
        book.sign(mark)
    page, *further = book.add(sheet, scope)
    pages = Beside(further, scope, is_open=is_open)
    number = 0
    rows = RowWriter(sheet, scope, is_open=is_open).rows(records, pages.write)
    for number, (key, cells) in enumerate(rows, 1):
        page.write_row(number, key, cells, number if further else 0)
        pages.caption(number, cells)
    book.close()
    if beside is not None:
        beside.update(pages.counts)
    return number


def export_text(
    target: Path | IO[str], scope: Scope, records: QuerySet[Any], *, is_open: bool = True
) -> int:
    """Records as .csv, with the mark that Excel needs to see UTF-8."""
    lines = text_lines(scope, records, is_open=is_open)
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            return write_lines(file, lines)
    return write_lines(target, lines)


def write_lines(file: IO[str], text: Iterator[str]) -> int:
    """The rows as lines."""
    lines = 0
    for line in text:
        file.write(line)
        lines += 1
    return lines - 1  # without the heading


def text_lines(scope: Scope, records: QuerySet[Any], *, is_open: bool = True) -> Iterator[str]:
    """The heading and a line a record, as they are sent to a browser."""
    sheet = sheet_of(scope.register)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    heading = [MARK_HEADING, *(column.heading for column in sheet.columns)]
    written = RowWriter(sheet, scope, is_open=is_open).rows(records)
    rows = ([mark, *map(text_cell, cells)] for mark, cells in written)
    for row in (line for part in ([heading], rows) for line in part):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def text_cell(cell: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return inert(cell)
