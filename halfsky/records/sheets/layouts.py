"""Finds the heading among the rows of a page, and which of its columns are the sheet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, compress, product
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.books import (
    EXAMPLE,
    EXPLAINED,
    KEY_SHEET,
    LONGEST_TITLE,
    MARK_HEADING,
    NUMBER_HEADING,
    PROBLEMS_HEADING,
)
from halfsky.records.sheets.cells import Raw, is_empty
from halfsky.records.sheets.checking import text_of
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.columns import Column, Sheet, plain_heading
from halfsky.records.sheets.reading import FileRefused, Page, Reader, Rows
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import Layout

# Titles, notes and units stand above the heading; further down there is none.
HEADING_WITHIN = 20
LONGEST_TOTAL = 10
SHORT = 1_000  # letters of a heading that is remembered
CHILD_ROWS = 50_000  # of one further page: it is kept whole while its records are read
TOTALS = re.compile(r"[合总小共累]\s*计")
NO_DATA = (EXPLAINED, EXAMPLE)  # in the column of the mark
MARK_NAMES = frozenset(map(plain_heading, (MARK_HEADING, "标识", "记录标识")))
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


def table_of(sheet: Sheet, reader: Reader, path: Path) -> Table:
    """The page of a file that holds the register's rows; raises `FileRefused`."""
    parts = reader.read(path)
    key = Key()
    page = Page("")
    beside = Beside(child_sheets(sheet.register), key) if sheet.register.children else None
    for part in parts:
        if isinstance(part, Page):
            page = part
        elif page.title == KEY_SHEET:
            key.learn(part)
        elif beside is not None and beside.takes(page, part):
            continue
        elif key.titles.get(page.title, sheet.register.code) == sheet.register.code:
            heading = heading_of(sheet, part)
            if heading is not None:
                below = heading.last_row + 1
                rest = Rows(part.numbers[below:], part.cells[below:])
                example = key.examples.get(sheet.register.code, ())
                rows = chain([rest], of_page(parts, beside))
                return Table(page, heading, rows, example, beside=beside)
    raise FileRefused(no_heading(sheet, key))


class Beside:
    """The further pages of one file, as far as it has any: kept whole, for they are short."""

    def __init__(self, sheets: Sequence[ChildSheet], key: Key) -> None:
        self.sheets, self.key = sheets, key
        self.tables: dict[str, ChildTable] = {}  # by the relation

    def takes(self, page: Page, rows: Rows) -> bool:
        """Whether some rows are of a further page; they are kept then."""
        sheet = self._sheet_of(page.title)
        if sheet is None:
            return False
        table = self.tables.get(sheet.child.relation)
        if table is None:
            table = self.tables[sheet.child.relation] = self._begun(sheet, page, rows)
            below = table.table.heading.last_row + 1
            rows = Rows(rows.numbers[below:], rows.cells[below:])
        elif table.table.page is not page:
            raise FileRefused(_("“{page}”有两页，请合成一页。").format(page=sheet.child.label))
        table.take(rows)
        return True

    def _sheet_of(self, title: str) -> ChildSheet | None:
        """By the hidden key; in a file without one by what the page is called."""
        code = self.key.titles.get(title)
        for sheet in self.sheets:
            named = title in (sheet.title[:LONGEST_TITLE], str(sheet.child.label))
            if sheet.code == code or (code is None and named):
                return sheet
        return None

    def _begun(self, sheet: ChildSheet, page: Page, rows: Rows) -> ChildTable:
        heading = heading_of(sheet, rows)
        if heading is None:
            sentence = _("“{page}”页没有找到表头，请保留填写表的表头行。")
            raise FileRefused(sentence.format(page=page.title))
        missing = [
            one for one, at in pairs_of(sheet, heading.layout) if at is None and one.required
        ]
        if missing:
            headings = "、".join(one.heading for one in missing)
            sentence = _("“{page}”页缺少“{headings}”这一列，请补上后再导入。")
            raise FileRefused(sentence.format(page=page.title, headings=headings))
        example = self.key.examples.get(sheet.code, ())
        return ChildTable(sheet, Table(page, heading, iter(()), example))


@dataclass
class ChildTable:
    """The rows of one further page."""

    sheet: ChildSheet
    table: Table
    numbers: list[int] = field(default_factory=list)
    cells: list[Sequence[Raw]] = field(default_factory=list)

    def layout_kept(self) -> dict[str, Any]:
        """Where things stand on the page."""
        return self.table.layout_kept() | {"last_row": self.numbers[-1] if self.numbers else 0}

    def take(self, rows: Rows) -> None:
        """Some more of them."""
        found = self.table.data_of(rows)
        self.numbers += found.numbers
        self.cells += found.cells
        if len(self.numbers) > CHILD_ROWS:
            sentence = _("“{page}”页超过{most}行，请拆成几个文件。")
            raise FileRefused(sentence.format(page=self.table.page.title, most=CHILD_ROWS))


@dataclass
class Key:
    """What the hidden page of our own workbooks says: the register and example of each page."""

    titles: dict[str, str] = field(default_factory=dict)
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, rows: Rows) -> None:
        """One line a page: register, title, example."""
        for number, cells in zip(rows.numbers, rows.cells, strict=True):
            texts = list(map(text_of, cells))
            if number > 1 and len(texts) > 1:
                self.titles[texts[1]] = texts[0]
                self.examples[texts[0]] = tuple(texts[2:])


def of_page(parts: Iterator[Page | Rows], beside: Beside | None) -> Iterator[Rows]:
    """The rows up to the next page; of what follows the further pages of the register are kept.

    All is read to the end, so that the reader is free.
    """
    page: Page | None = None
    for part in parts:
        if isinstance(part, Page):
            page = part
        elif page is None:
            yield part
        elif beside is not None:
            beside.takes(page, part)


def no_heading(sheet: Sheet, key: Key) -> str:
    """What a file is that has no heading of the register."""
    label = sheet.register.label
    codes = {title: code for title, code in key.titles.items() if "/" not in code}
    others = [title for title, code in codes.items() if code != sheet.register.code]
    if others:
        sentence = _("这是“{other}”的表，不能导入“{label}”，请选对应的登记册。")
        return sentence.format(other=others[-1], label=label)
    wanted = "、".join(column.heading for column in sheet.columns if column.required)
    sentence = _("没有找到“{label}”的表头，请保留填写表的表头行，至少要有：{wanted}。")
    return sentence.format(label=label, wanted=wanted)


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
        elif any(line[at] not in ("", PROBLEMS_HEADING) for line in lines):
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
