"""Writes workbooks: formats, headings, drop-downs, the hidden key that names the register."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import FileCreateError

from halfsky.org.models import Employer
from halfsky.records.sheets.cells import inert
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.columns import Column, Kind, Sheet
from halfsky.records.sheets.explaining import explanation
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writing_out import Cell

# Named in every workbook of ours, so that a file can be told without its headings.
KEY_SHEET = "halfsky"
LIST_SHEET = "选项"
LAYOUT_VERSION = 1
MARK_HEADING = "标识（勿改）"
CAPTION_HEADING = "所属记录（仅供查看）"
NUMBER_HEADING = "序号"  # by which the rows of further pages name a record
PROBLEMS_HEADING = "问题（改好后再导入）"  # above the column that a marked workbook adds
EXPLAINED, EXAMPLE = "说明", "示例"
LAST_ROW = 1_048_575
LONGEST_TITLE, LONGEST_CELL, LONGEST_MESSAGE, LONGEST_MESSAGE_TITLE = 31, 32_767, 255, 32
EMPLOYERS_LISTED = 5_000
DAY_0 = datetime.date(1899, 12, 30)

BASE = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
HEAD = {**BASE, "bold": True, "border": 1, "align": "center", "text_wrap": True}
NUMBER_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONEY: "#,##0.00",
    Kind.INTEGER: "0",
    Kind.ROW: "General",  # a typed number is one here as it is beside the record
}
WIDTHS = {
    Kind.ROW: 10,
    Kind.DATE: 12,
    Kind.INTEGER: 10,
    Kind.MONEY: 13,
    Kind.BOOLEAN: 8,
    Kind.IDENTIFIER: 21,
}
WIDE, USUAL, MARK_WIDTH, NUMBER_WIDTH = 34, 18, 6, 11
NUMBERS_LISTED = 2_000  # rows of a drop-down of running numbers
# No cell is ever taken for a formula or a link, whatever it begins with.
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass
class Book:
    """A workbook under way; a row that is written cannot be changed any more."""

    target: Path | IO[bytes]
    book: Any = field(init=False)
    lists: Any = field(init=False, default=None)
    pages: list[Page] = field(init=False, default_factory=list)
    pending: list[list[str]] = field(init=False, default_factory=list)
    signature: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Open it; memory stays the same however many rows are written."""
        target = str(self.target) if isinstance(self.target, Path) else self.target
        self.book = xlsxwriter.Workbook(target, {"constant_memory": True, **PLAIN_TEXT})
        self.formats: dict[str, Any] = {}

    def sign(self, text: str) -> None:
        """Who took it and when: in its properties, and at the foot of every printed page."""
        self.book.set_properties({"comments": text})
        self.signature = text

    def format(self, name: str, **properties: Any) -> Any:
        """A format, made once."""
        if name not in self.formats:
            self.formats[name] = self.book.add_format(properties)
        return self.formats[name]

    def add(
        self, sheet: Sheet, scope: Scope, children: Sequence[ChildSheet] | None = None
    ) -> list[Page]:
        """A page for a register and one for each kind of rows that it keeps with its records."""
        children = child_sheets(sheet.register) if children is None else children
        main = self._add(sheet, scope, str(sheet.register.label), is_numbered=bool(children))
        return [main, *(self._add(one, scope, one.title, beside=main) for one in children)]

    def _add(
        self,
        sheet: Sheet,
        scope: Scope,
        title: str,
        *,
        is_numbered: bool = False,
        beside: Page | None = None,
    ) -> Page:
        """A page with its heading row, its formats, its drop-downs."""
        worksheet = self.book.add_worksheet(self._title(title, sheet))
        page = Page(self, sheet, scope, worksheet, is_numbered=is_numbered, beside=beside)
        if self.signature:
            page.worksheet.set_footer(f"&L{self.signature.replace('&', '&&')}&R&P/&N")
        self.pages.append(page)
        page.write_heading()
        return page

    def _title(self, wanted: str, sheet: Sheet) -> str:
        title = re.sub(r"[\[\]:*?/\\']", "", wanted)[:LONGEST_TITLE]
        taken = {page.worksheet.name for page in self.pages}
        return (
            title if title not in taken else f"{title[:20]} {sheet.register.code}"[:LONGEST_TITLE]
        )

    def list_of(self, texts: Sequence[str]) -> str:
        """The range of the hidden sheet that holds a list; its source in a drop-down."""
        place = self.pending.index([*texts]) if [*texts] in self.pending else len(self.pending)
        if place == len(self.pending):
            self.pending.append([*texts])
        letter = xlsxwriter.utility.xl_col_to_name(place)
        return f"='{LIST_SHEET}'!${letter}$1:${letter}${len(texts)}"

    def close(self) -> None:
        """Write the hidden sheets and the file."""
        self._write_lists()
        self._write_key()
        try:
            self.book.close()
        except FileCreateError as problem:
            raise OSError(str(problem)) from None

    def _write_lists(self) -> None:
        if not self.pending:
            return
        lists = self.book.add_worksheet(LIST_SHEET)
        lists.hide()
        for row in range(max(map(len, self.pending))):
            for column, texts in enumerate(self.pending):
                if row < len(texts):
                    lists.write_string(row, column, texts[row])

    def _write_key(self) -> None:
        key = self.book.add_worksheet(KEY_SHEET)
        key.very_hidden()
        key.write_row(0, 0, [KEY_SHEET, LAYOUT_VERSION])
        for row, page in enumerate(self.pages, 1):
            cells = [page.sheet.code, page.worksheet.name, *page.example]
            for column, text in enumerate(cells):
                key.write_string(row, column, text)
        self.pages[0].worksheet.activate()


class Page:
    """The worksheet of one register."""

    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        scope: Scope,
        worksheet: Any,
        *,
        is_numbered: bool = False,
        beside: Page | None = None,
    ) -> None:
        self.book, self.sheet, self.scope, self.worksheet = book, sheet, scope, worksheet
        self.is_numbered, self.beside = is_numbered, beside
        self.first = 2 if is_numbered else 1  # where the columns of the sheet begin
        self.example: list[str] = []
        self.formats = [self._format_of(column) for column in sheet.columns]
        self.writers = [self._writer_of(place) for place in range(len(sheet.columns))]

    def _format_of(self, column: Column) -> Any:
        number = NUMBER_FORMATS.get(column.kind, "@")
        return self.book.format(number, **BASE, num_format=number, locked=False)

    def _writer_of(self, place: int) -> Callable[[int, Cell], None]:
        """Writes a cell of a column by its type, so that no text becomes anything else."""
        at, style = place + self.first, self.formats[place]
        worksheet = self.worksheet

        def write(row: int, cell: Cell) -> None:
            if cell is None or cell == "":
                return
            if isinstance(cell, datetime.date):
                worksheet.write_number(row, at, (cell - DAY_0).days, style)
            elif isinstance(cell, (int, float)):
                worksheet.write_number(row, at, cell, style)
            else:
                text = inert(cell) if cell[:1] == "'" else cell  # a typed text is never a formula
                worksheet.write_string(row, at, text[:LONGEST_CELL], style)

        return write

    def write_heading(self) -> None:
        """The first row, with the formats and drop-downs of what stands below it."""
        head = {
            True: self.book.format("required", **HEAD, bg_color="#FCE4D6"),
            False: self.book.format("optional", **HEAD, bg_color="#DDEBF7"),
        }
        quiet = self.book.format("mark", **BASE, font_color="#A6A6A6", locked=False)
        self.worksheet.set_column(0, 0, MARK_WIDTH, quiet)
        self.worksheet.set_row(0, 30)
        self.worksheet.write_string(0, 0, MARK_HEADING, head[False])
        if self.is_numbered:
            self._head_numbers(head[False])
        for place, column in enumerate(self.sheet.columns, self.first):
            width = WIDTHS.get(column.kind, WIDE if column.field.is_relation else USUAL)
            style = self.formats[place - self.first]
            self.worksheet.set_column(place, place, width, style)
            heading = f"{column.heading}*" if column.required else column.heading
            self.worksheet.write_string(0, place, heading, head[column.required])
            self._validate(place, column)
        self.worksheet.freeze_panes(1, self.first)
        self._protect()

    def _head_numbers(self, style: Any) -> None:
        """The running number of each record, for the rows of the further pages."""
        plain = self.book.format("running", **BASE, num_format="General", locked=False)
        self.worksheet.set_column(1, 1, NUMBER_WIDTH, plain)
        self.worksheet.write_string(0, 1, NUMBER_HEADING, style)

    def _protect(self) -> None:
        """Headings cannot be overwritten by mistake; everything below them can be edited."""
        allowed = ("insert_rows", "delete_rows", "sort", "autofilter", "format_cells")
        also = ("format_columns", "format_rows")
        self.worksheet.protect("", dict.fromkeys((*allowed, *also), True))

    def head_caption(self, place: int) -> None:
        """Beyond the columns of a further page: what each record says, only to be looked at."""
        quiet = self.book.format("caption", **BASE, font_color="#595959", locked=False)
        head = self.book.format("optional", **HEAD, bg_color="#DDEBF7")
        self.worksheet.set_column(place, place, WIDE, quiet)
        self.worksheet.write_string(0, place, CAPTION_HEADING, head)

    def _validate(self, place: int, column: Column) -> None:
        """A drop-down or a range of values, as advice: what is typed is judged at the import."""
        rule = self._rule_of(column)
        title = column.heading[:LONGEST_MESSAGE_TITLE]
        advice = {
            "ignore_blank": True,
            "input_title": title,
            "input_message": explanation(column, self.scope)[:LONGEST_MESSAGE],
            "error_type": "warning",
            "error_title": title,
            "error_message": _("与要求不符，导入时会再核对。要保留吗？"),
        }
        self.worksheet.data_validation(1, place, LAST_ROW, place, rule | advice)

    def _rule_of(self, column: Column) -> dict[str, Any]:
        if column.kind is Kind.ROW and self.beside is not None:
            page = self.beside.worksheet.name
            return {"validate": "list", "source": f"='{page}'!$B$2:$B${NUMBERS_LISTED}"}
        if listed := self._listed(column):
            return {"validate": "list", "source": self.book.list_of(listed)}
        if column.kind is Kind.DATE:
            days = (datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": days[0],
                "maximum": days[1],
            }
        if column.kind in (Kind.INTEGER, Kind.MONEY):
            name = "integer" if column.kind is Kind.INTEGER else "decimal"
            return {"validate": name, "criteria": ">=", "value": 0}
        return {"validate": "any"}

    def _listed(self, column: Column) -> list[str]:
        """What a drop-down offers."""
        if column.kind is Kind.CHOICE:
            return list(column.labels.values())
        if column.kind is Kind.BOOLEAN:
            return [_("是"), _("否")]
        if column.kind is Kind.ORGANISATION:
            return [place.shown for place in self.scope.places.values()]
        if column.kind is Kind.EMPLOYER:
            within = self.scope.within(Employer.objects.all(), "coverages__organisation")
            rows = within.order_by("credit_code").distinct().values_list("credit_code", "name")
            return [f"{code} {name}" for code, name in rows[:EMPLOYERS_LISTED]]
        return []

    def write_row(self, row: int, mark: str, cells: Sequence[Cell], number: int = 0) -> None:
        """One record; with its running number where rows of further pages may name it."""
        if mark:
            self.worksheet.write_string(row, 0, mark)
        if number:
            self.worksheet.write_number(row, 1, number)
        for write, cell in zip(self.writers, cells, strict=True):
            write(row, cell)
