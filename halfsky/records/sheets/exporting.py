"""Writes the records of a register as a workbook or as text, in constant memory."""

from __future__ import annotations

import csv
import datetime
import io
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from halfsky.records.sheets.books import MARK_HEADING, Book
from halfsky.records.sheets.cells import inert
from halfsky.records.sheets.columns import Column, Kind, Sheet, is_secret, sheet_of
from halfsky.records.sheets.marks import Marker
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writing_out import Cell, Names, flag, yuan
from halfsky.records.values import hidden

if TYPE_CHECKING:
    from django.db.models import QuerySet

ROWS_AT_ONCE = 2_000
Written = tuple[str, list[Cell]]  # the mark and the cells of a record


class RowWriter:
    """Turns records into the cells of their rows, a chunk at a time."""

    def __init__(self, sheet: Sheet, scope: Scope, *, is_open: bool = True) -> None:
        self.sheet, self.is_open = sheet, is_open
        self.marker = Marker(sheet.register.code)
        self.columns = [self._writer(column, scope) for column in sheet.columns]

    def _writer(self, column: Column, scope: Scope) -> Callable[[Sequence[Any]], list[Cell]]:
        if column.field.is_relation:
            return NamedColumn(column, scope).written
        if is_secret(column) and not self.is_open:
            return lambda values: [value and hidden(value) for value in values]
        if column.kind is Kind.CHOICE:
            labels = column.labels
            return lambda values: [labels.get(value, value) for value in values]
        simple: dict[Kind, Callable[[Any], Cell]] = {Kind.MONEY: yuan, Kind.BOOLEAN: flag}
        write = simple.get(column.kind)
        if write is None:
            return list
        return lambda values: [None if value is None else write(value) for value in values]

    def rows(self, records: QuerySet[Any]) -> Iterator[Written]:
        """Every record, read as it is written."""
        for chunk in self._chunks(records):
            columns = list(zip(*chunk, strict=True))
            cells = [write(column) for write, column in zip(self.columns, columns[2:], strict=True)]
            for record, row in zip(chunk, zip(*cells, strict=True), strict=True):
                pk, version, *values = record
                yield self.marker.write(pk, version, values), list(row)

    def _chunks(self, records: QuerySet[Any]) -> Iterator[list[tuple[Any, ...]]]:
        """The keys at once, the records by chunks: SQLite lets nobody write while one reads."""
        names = [column.name for column in self.sheet.columns]
        keys = array("q", records.values_list("pk", flat=True).iterator(ROWS_AT_ONCE))
        for first in range(0, len(keys), ROWS_AT_ONCE):
            wanted = keys[first : first + ROWS_AT_ONCE]
            found = self.sheet.model._default_manager.filter(pk__in=wanted)
            by_key = {row[0]: row for row in found.values_list("pk", "version", *names)}
            if chunk := [by_key[key] for key in wanted if key in by_key]:
                yield chunk


class NamedColumn:
    """A column of references, named by what the keys of a chunk are called."""

    def __init__(self, column: Column, scope: Scope) -> None:
        self.names = Names(column)
        if column.kind is Kind.ORGANISATION:
            self.names.known = {place.id: place.shown for place in scope.places.values()}

    def written(self, values: Sequence[int | None]) -> list[Cell]:
        """The cells of a chunk."""
        self.names.prepare(values)
        return [None if value is None else self.names.of(value) for value in values]


def export_workbook(
    target: Path | IO[bytes],
    scope: Scope,
    records: QuerySet[Any],
    *,
    is_open: bool = True,
    mark: str = "",
) -> int:
    """Records as a workbook that can be edited and imported again; how many there are.

    Unless it is open, secrets are masked; read back, a masked cell leaves its record as it is.
    """
    sheet = sheet_of(scope.register)
    book = Book(target)
    if mark:
        book.sign(mark)
    page = book.add(sheet, scope)
    number = 0
    rows = RowWriter(sheet, scope, is_open=is_open).rows(records)
    for number, (key, cells) in enumerate(rows, 1):
        page.write_row(number, key, cells)
    book.close()
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
