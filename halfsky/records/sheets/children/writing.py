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
from halfsky.records.sheets.writers import writers_of
from halfsky.records.sheets.writing_out import Cell

CAPTION_CELLS, LONGEST_CAPTION = 3, 80
Numbers = dict[int, tuple[int, int]]  # running number and version of records, by key


class Beside:
    """The further pages of an export: after each chunk of records the rows that belong to them."""

    def __init__(self, pages: Sequence[Page], scope: Scope, *, is_open: bool) -> None:
        self.writers = [ChildWriter(page, scope, is_open=is_open) for page in pages]
        self.captions: dict[int, str] = {}  # of the records under way, by running number
        self.done = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are on each page."""
        return {one.sheet.child.relation: one.at for one in self.writers if one.at}

    def caption(self, number: int, cells: Sequence[Cell]) -> None:
        """What a record says in its first columns, for who looks at the rows beside it."""
        if self.writers:
            said = " ".join(str(cell) for cell in cells[:CAPTION_CELLS] if cell not in (None, ""))
            self.captions[number] = said[:LONGEST_CAPTION]

    def write(self, chunk: Sequence[tuple[Any, ...]]) -> None:
        """The rows of a chunk of records, which come with key and version."""
        numbers = {pk: (at, version) for at, (pk, version, *_v) in enumerate(chunk, self.done + 1)}
        self.done += len(chunk)
        for writer in self.writers:
            writer.write(numbers, self.captions)
        self.captions.clear()


class ChildWriter:
    """One page of rows; it is written as far as its records are."""

    def __init__(self, page: Page, scope: Scope, *, is_open: bool) -> None:
        assert isinstance(page.sheet, ChildSheet)
        self.page, self.sheet = page, page.sheet
        self.marker = Marker(self.sheet.code)
        self.columns = writers_of(self.sheet.columns[1:], scope, is_open=is_open)
        self.at = 0
        self.place = page.first + len(self.sheet.columns)  # of the caption, beyond them all
        page.head_caption(self.place)

    def write(self, numbers: Numbers, captions: dict[int, str]) -> None:
        """The rows of some records, by their keys: running number and version."""
        for number, mark, cells in self.rows(numbers):
            self.at += 1
            self.page.write_row(self.at, mark, cells)
            self.page.worksheet.write_string(self.at, self.place, captions.get(number, ""))

    def rows(self, numbers: Numbers) -> Iterator[tuple[int, str, list[Cell]]]:
        """Each row with its mark, under its record, in the order in which they were entered."""
        found = sorted(self._read(list(numbers)), key=lambda row: (numbers[row[1]][0], row[0]))
        if not found:
            return
        columns = list(zip(*found, strict=True))[2:]
        cells = [write(column) for write, column in zip(self.columns, columns, strict=True)]
        for (pk, record, *values), row in zip(found, zip(*cells, strict=True), strict=True):
            number, version = numbers[record]
            yield number, self.marker.write(pk, version, values), [number, *row]

    def _read(self, records: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        names = [self._path(column) for column in self.sheet.columns[1:]]
        for part in parts(list(records)):
            rows = self.sheet.model._default_manager.filter(**{f"{self.sheet.up}__in": part})
            yield from rows.values_list("pk", self.sheet.up, *names)

    def _path(self, column: Column) -> str:
        is_above = column is self.sheet.above
        return f"{self.sheet.key.name}__{column.name}" if is_above else column.name
