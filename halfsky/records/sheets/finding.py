"""Finds the pages of a file that are a register's: that of its records, and those beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from halfsky.records.sheets.books import KEY_SHEET, LONGEST_TITLE
from halfsky.records.sheets.cells import Raw
from halfsky.records.sheets.checking import text_of
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets, titles_of
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.layouts import Table, heading_of, pairs_of
from halfsky.records.sheets.reading import FileRefused, Page, Reader, Rows

CHILD_ROWS = 50_000  # of one further page: it is kept whole while its records are read


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
            full, short = titles_of(sheet, get_language())
            named = title in (full[:LONGEST_TITLE], short)
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
