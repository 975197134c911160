"""Finds the heading among the rows of a page, and which of its columns are the sheet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, compress, product
from typing import TYPE_CHECKING, Any

from halfsky.records.sheets.books import (
    CAPTION_HEADING,
    EXAMPLE,
    EXPLAINED,
    MARK_HEADING,
    NUMBER_HEADING,
    PROBLEMS_HEADING,
)
from halfsky.records.sheets.cells import Raw, is_empty
from halfsky.records.sheets.checking import text_of
from halfsky.records.sheets.columns import Column, Sheet, plain_heading
from halfsky.records.sheets.reading import Page, Rows
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import Layout

if TYPE_CHECKING:
    from halfsky.records.sheets.finding import Beside

# Titles, notes and units stand above the heading; further down there is none.
HEADING_WITHIN = 20
LONGEST_TOTAL = 10
SHORT = 1_000  # letters of a heading that is remembered
TOTALS = re.compile(r"[合总小共累]\s*计")
NO_DATA = (EXPLAINED, EXAMPLE)  # in the column of the mark
MARK_NAMES = frozenset(map(plain_heading, (MARK_HEADING, "标识", "记录标识")))
OURS = ("", PROBLEMS_HEADING, CAPTION_HEADING)  # headings that we write and do not read
NUMBER_NAMES = frozenset((plain_heading(NUMBER_HEADING),))


@dataclass(frozen=True)
class Heading:
    """A heading of one or two rows: where it ends, and which column is where."""

    last_row: int  # its place among the rows read
    layout: Layout
    texts: tuple[str, ...]
    unknown: tuple[str, ...]  # headings that are none of the sheet's
    number: int = 0  # as the spreadsheet counts
    raw: Raw = None  # its first cell as it came

    @cached_property
    def first(self) -> int:
        """The first column with a heading."""
        return next((place for place, text in enumerate(self.texts) if text), 0)

    @property
    def width(self) -> int:
        """How many columns the file has."""
        return len(self.texts)

    @property
    def problems(self) -> int:
        """Where a marked workbook says what is wrong: where it did last time, or beyond."""
        if PROBLEMS_HEADING in self.texts:
            return self.texts.index(PROBLEMS_HEADING)
        return self.width

    @property
    def found(self) -> int:
        """How many of the sheet's columns it has."""
        return sum(place is not None for place in self.layout.cells)


@dataclass
class Table:
    """The rows of a file that are a register's, with the layout of its heading."""

    page: Page
    heading: Heading
    rows: Iterator[Rows]
    example: tuple[str, ...] = ()
    skipped: list[int] = field(default_factory=list)  # totals, explanations, the example
    beside: Beside | None = None  # the further pages of the file, once its rows are read

    def layout_kept(self) -> dict[str, Any]:
        """Where things stand in the file, to mark them there later."""
        layout = self.heading.layout
        return {
            "page": self.page.title,
            "left": self.page.left,
            "cells": layout.cells,
            "mark": layout.mark,
            "unknown": self.heading.unknown,
            "heading": self.heading.number,
            "width": self.heading.width,
            "problems": self.heading.problems,
            "last_row": 0,
        }

    def chunks(self) -> Iterator[Rows]:
        """Rows of data only."""
        for rows in self.rows:
            if (found := self.data_of(rows)).numbers:
                yield found

    def data_of(self, rows: Rows) -> Rows:
        """The rows of data among some."""
        kept = [True] * len(rows.cells)
        for place in self._doubtful(rows.cells):
            kept[place] = self._is_data(rows.numbers[place], rows.cells[place])
        if all(kept):
            return rows
        return Rows(list(compress(rows.numbers, kept)), list(compress(rows.cells, kept)))

    def _doubtful(self, rows: Sequence[Sequence[Raw]]) -> list[int]:
        """Where rows stand that could be something else than data, at a glance."""
        first, raw, mark = self.heading.first, self.heading.raw, self.heading.layout.mark
        is_numbered = self.heading.layout.number is not None
        return [
            place
            for place, cells in enumerate(rows)
            if not (top := cells[0])  # what stands further right has to be looked at
            or cells[first] == raw
            or (isinstance(top, str) and ("计" in top or top.isspace()))
            or (mark is not None and cells[mark] in NO_DATA)
            or (is_numbered and len(set(cells)) < 3)
        ]

    def _is_data(self, number: int, cells: Sequence[Raw]) -> bool:
        if (
            is_total(cells)
            or self._is_heading(cells)
            or self._is_ours(cells)
            or self._is_only_numbered(cells)
        ):
            self.skipped.append(number)
            return False
        return True

    def _is_ours(self, cells: Sequence[Raw]) -> bool:
        """Whether the row explains the columns, or is the example as it was made."""
        mark = self.heading.layout.mark
        marked = cells[mark] if mark is not None else ""
        if marked == EXPLAINED or (marked == EXAMPLE and self._is_example(cells)):
            return True
        if marked == EXAMPLE and mark is not None:
            cells[mark] = ""  # type: ignore[index] # filled in over the example: a new row
        return False

    def _is_only_numbered(self, cells: Sequence[Raw]) -> bool:
        """Whether nothing but its running number was filled in, ahead of what is to come."""
        number = self.heading.layout.number
        if number is None or is_empty(cells[number]):
            return False
        return all(place == number or is_empty(cell) for place, cell in enumerate(cells))

    def _is_heading(self, cells: Sequence[Raw]) -> bool:
        """Whether the heading stands here again, as it does on every printed page."""
        place = self.heading.first
        if cells[place] != self.heading.raw:
            return False
        return self.heading.texts == tuple(map(text_of, cells))

    def _is_example(self, cells: Sequence[Raw]) -> bool:
        """Whether the example stands as it was made; without the key nobody can tell."""
        if not self.example:
            return True
        places = self.heading.layout.cells
        shown = ["" if place is None else text_of(cells[place]) for place in places]
        made = [*self.example, *[""] * len(shown)]
        return all(one in ("", other) for one, other in zip(shown, made, strict=False))


def heading_of(sheet: Sheet, rows: Rows) -> Heading | None:
    """The best heading among the first rows: most columns found, at least two."""
    best: Heading | None = None
    for place, depth in product(range(min(HEADING_WITHIN, len(rows.cells))), (1, 2)):
        if place + depth > len(rows.cells):
            continue
        lines = tuple(tuple(map(text_of, line)) for line in rows.cells[place : place + depth])
        is_short = sum(map(len, chain.from_iterable(lines))) <= SHORT
        found = (laid_out_again if is_short else laid_out)(sheet, place + depth - 1, lines)
        if best is None or found.found > best.found:
            best = found
        if not any(c.required and p is None for c, p in pairs_of(sheet, best.layout)):
            break  # further down there are only more rows
    needed = min(2, len(sheet.columns))
    if best is None or best.found < needed:
        return None
    last = best.last_row
    return replace(best, number=rows.numbers[last], raw=rows.cells[last][best.first])


def laid_out(sheet: Sheet, last_row: int, lines: tuple[tuple[str, ...], ...]) -> Heading:
    """Which column each heading means."""
    names = list(names_of(lines))
    places: list[int | None] = [None] * len(sheet.columns)
    mark, number, unknown, twice = None, None, [], []
    for at, options in enumerate(names):
        if MARK_NAMES & options:
            mark = at
            continue
        if NUMBER_NAMES & options and sheet.is_numbered:
            number = at
            continue
        column = column_named(sheet, options, places)
        if column is not None:
            places[column] = at
        elif options and any(sheet.columns[p].names & options for p in range(len(places))):
            twice.append(lines[-1][at])
        elif any(line[at] not in OURS for line in lines):
            unknown.append(lines[-1][at] or lines[0][at])
    layout = Layout(tuple(places), mark, number)
    return Heading(last_row, layout, tuple(lines[-1]), (*unknown, *twice))


# Returned workbooks have the same heading again and again.
laid_out_again = lru_cache(maxsize=200)(laid_out)


def names_of(lines: Sequence[Sequence[str]]) -> Iterator[frozenset[str]]:
    """What each column may be called: its own cell, with the merged one above it."""
    above = ""
    for at, lowest in enumerate(lines[-1]):
        upper = lines[0][at] if len(lines) == 2 else ""
        above = upper or above
        options = {lowest, upper if not lowest else "", above + lowest if lowest else ""}
        yield frozenset(plain_heading(text) for text in options if text)


def column_named(sheet: Sheet, options: frozenset[str], places: Sequence[int | None]) -> int | None:
    """The column of the sheet that a heading names: by its own heading before another name."""
    free = [p for p, column in enumerate(sheet.columns) if places[p] is None]
    own = [p for p in free if sheet.columns[p].own_names & options]
    other = [p for p in free if sheet.columns[p].names & options]
    return next(iter((*own, *other)), None)


def is_total(cells: Sequence[Raw]) -> bool:
    """Whether the row adds up those above it: its first text says so and little else."""
    for cell in cells:
        if not is_empty(cell):
            may_be = isinstance(cell, str) and "计" in cell and len(cell) <= LONGEST_TOTAL
            return may_be and TOTALS.search(str(cell)) is not None
    return False


def missing_columns(sheet: Sheet, layout: Layout, scope: Scope) -> list[Column]:
    """The columns that a new row needs and the file lacks."""
    pairs = pairs_of(sheet, layout)
    missing = [column for column, place in pairs if place is None and column.required]
    return [one for one in missing if scope.home is None or one is not sheet.organisation]


def pairs_of(sheet: Sheet, layout: Layout) -> Iterator[tuple[Column, int | None]]:
    """The columns of the sheet with their places in the file."""
    yield from zip(sheet.columns, layout.cells, strict=True)
