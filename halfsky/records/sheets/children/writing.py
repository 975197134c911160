"""Writes the rows that belong to a chunk of records onto their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from halfsky.records.sheets.books import Page
from halfsky.records.sheets.children.sheets import ChildSheet
from halfsky.records.sheets.columns import Column
from halfsky.records.sheets.marks import Marker
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writers import Written, writers_of

Numbers = dict[int, tuple[int, int]]  # running number and version of records, by key


class Beside:
    """The further pages of an export: after each chunk of records the rows that belong to them."""

    def __init__(self, pages: Sequence[Page], scope: Scope, *, is_open: bool) -> None:
        self.writers = [ChildWriter(page, scope, is_open=is_open) for page in pages]
        self.done = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are on each page."""
        return {one.sheet.child.relation: one.at for one in self.writers if one.at}

    def write(self, chunk: Sequence[tuple[Any, ...]]) -> None:
        """The rows of a chunk of records, which come with key and version."""
        numbers = {pk: (at, version) for at, (pk, version, *_v) in enumerate(chunk, self.done + 1)}
        self.done += len(chunk)
        for writer in self.writers:
            writer.write(numbers)


class ChildWriter:
    """One page of rows; it is written as far as its records are."""

    def __init__(self, page: Page, scope: Scope, *, is_open: bool) -> None:
        assert isinstance(page.sheet, ChildSheet)
        self.page, self.sheet = page, page.sheet
        self.marker = Marker(self.sheet.code)
        self.columns = writers_of(self.sheet.columns[1:], scope, is_open=is_open)
        self.at = 0

    def write(self, numbers: Numbers) -> None:
        """The rows of some records, by their keys: running number and version."""
        for mark, cells in self.rows(numbers):
            self.at += 1
            self.page.write_row(self.at, mark, cells)

    def rows(self, numbers: Numbers) -> Iterator[Written]:
        """Each row with its mark, under its record, in the order in which they were entered."""
        found = sorted(self._read(list(numbers)), key=lambda row: (numbers[row[1]][0], row[0]))
        if not found:
            return
        columns = list(zip(*found, strict=True))[2:]
        cells = [write(column) for write, column in zip(self.columns, columns, strict=True)]
        for (pk, record, *values), row in zip(found, zip(*cells, strict=True), strict=True):
            number, version = numbers[record]
            yield self.marker.write(pk, version, values), [number, *row]

    def _read(self, records: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        names = [self._path(column) for column in self.sheet.columns[1:]]
        for part in parts(list(records)):
            rows = self.sheet.model._default_manager.filter(**{f"{self.sheet.up}__in": part})
            yield from rows.values_list("pk", self.sheet.up, *names)

    def _path(self, column: Column) -> str:
        is_above = column is self.sheet.above
        return f"{self.sheet.key.name}__{column.name}" if is_above else column.name
