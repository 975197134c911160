"""The workbook that a person fills in: one page a register, empty but for an example."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from halfsky.records.sheets.books import EXAMPLE, EXPLAINED, Book, Page
from halfsky.records.sheets.children.sheets import ChildSheet, asked_sheets
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.explaining import example, explanation
from halfsky.records.sheets.scope import Scope


def write_template(
    target: Path | IO[bytes], scopes: Iterable[Scope], on: datetime.date
) -> list[str]:
    """A page for each scope's register; the titles of the pages."""
    book = Book(target)
    for scope in scopes:
        children = asked_sheets(scope.register, is_alone=scope.home is not None)
        for page in book.add(sheet_of(scope.register), scope, children):
            write_explanations(page, children)
            write_example(page, on)
    book.close()
    return [page.worksheet.name for page in book.pages]


def write_explanations(page: Page, children: Sequence[ChildSheet]) -> None:
    """The second row says what each column wants."""
    style = page.book.format(
        "explained",
        font_name="微软雅黑",
        font_size=9,
        italic=True,
        font_color="#595959",
        text_wrap=True,
        valign="top",
        bg_color="#F2F2F2",
        border=1,
    )
    page.worksheet.set_row(1, 64)
    page.worksheet.write_string(1, 0, EXPLAINED, style)
    if page.is_numbered:
        page.worksheet.write_string(1, 1, explanation_of_numbers(children), style)
    for place, column in enumerate(page.sheet.columns, page.first):
        page.worksheet.write_string(1, place, explanation(column, page.scope), style)


def explanation_of_numbers(children: Sequence[ChildSheet]) -> str:
    """What the running number is for."""
    pages = "、".join(str(one.child.label) for one in children)
    return _("要填“{pages}”页的，给记录编个号。").format(pages=pages)


def write_example(page: Page, on: datetime.date) -> None:
    """The third row shows how; left as it is, it is not taken for a record."""
    cells = [example(column, page.scope, on) for column in page.sheet.columns]
    page.write_row(2, EXAMPLE, cells, number=1 if page.is_numbered else 0)
    page.example = [str(cell) for cell in cells]
