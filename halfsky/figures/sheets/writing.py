"""Writes a table of figures as a workbook or as text, a row at a time."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from halfsky.figures.declaration import SEMANTICS_LABELS, AnyFigure, Measure
from halfsky.figures.registry import figures
from halfsky.records.sheets.books import PLAIN_TEXT
from halfsky.records.sheets.cells import inert

Value = str | int | float | None

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LONGEST_NAME = 120
NUMBER, MONEY = "#,##0", "#,##0.00"
WIDE, USUAL = 28, 12
HEAD_ROW = 2


@dataclass(frozen=True)
class Head:
    """A column: what stands above it, and the figure that it holds."""

    text: str
    code: str = ""  # its definition is a note of the cell
    is_wide: bool = False


@dataclass
class FigureTable:
    """A title, a head, rows as they are asked for, and who took it when."""

    title: str
    heads: list[Head]
    rows: Iterable[list[Value]]
    mark: str
    codes: list[str]  # the figures that the second page defines
    fixed: int = 2  # columns that stay in sight
    written: int = 0

    def counted(self) -> Iterator[list[Value]]:
        """The rows; afterwards it is known how many there were."""
        for row in self.rows:
            self.written += 1
            yield row


def definition_of(figure: AnyFigure) -> list[str]:
    """A figure in words: code, name, unit, time, definition, rule."""
    semantics = SEMANTICS_LABELS[figure.semantics] if isinstance(figure, Measure) else _("比率")
    definition = str(figure.reference or figure.name)
    return [
        *(figure.code, str(figure.name), figure.unit, str(semantics), definition),
        figure.rule or _("内部口径"),
    ]


def note_of(figure: AnyFigure) -> str:
    """The note of a cell that stands for a figure."""
    code, name, unit, semantics, definition, _rule = definition_of(figure)
    return _("{name}（{unit}，{semantics}）：{definition}。编码 {code}").format(
        name=name, unit=unit, semantics=semantics, definition=definition, code=code
    )


def write(table: FigureTable, kind: str, file: IO[bytes]) -> None:
    """As .xlsx or as .csv."""
    if kind == "xlsx":
        write_workbook(table, file)
    else:
        file.writelines(line.encode() for line in text_lines(table))


def write_workbook(table: FigureTable, file: IO[bytes]) -> None:
    """In constant memory; text is written as text whatever it begins with."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, **PLAIN_TEXT})
    page = book.add_worksheet(_("数据"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    plain = book.add_format({"num_format": NUMBER})
    fractions = book.add_format({"num_format": MONEY})
    for place, head in enumerate(table.heads):
        page.set_column(place, place, WIDE if head.is_wide else USUAL)
    page.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
    page.write_string(1, 0, table.mark)
    for place, head in enumerate(table.heads):
        page.write_string(HEAD_ROW, place, head.text, bold)
        if head.code:
            page.write_comment(HEAD_ROW, place, note_of(figures()[head.code]))
    for line, row in enumerate(table.counted(), start=HEAD_ROW + 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(line, place, value)
            elif value is not None:
                page.write_number(line, place, value, plain if value == int(value) else fractions)
    page.freeze_panes(HEAD_ROW + 1, table.fixed)
    for_paper(page, table.mark)
    write_definitions(book, table.codes, bold)
    book.close()


def for_paper(page: Any, mark: str) -> None:
    """A4 across, the head on every sheet, and who took it at the foot."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW)
    page.set_footer(f"&L{mark.replace('&', '&&')}&R&P/&N")


def write_definitions(book: Any, codes: Iterable[str], bold: Any) -> None:
    """The second page: what each figure means."""
    page = book.add_worksheet(_("口径说明"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((30, 24, 8, 10, 60, 16)):
        page.set_column(place, place, width)
    heads = (_("编码"), _("指标"), _("单位"), _("口径"), _("定义"), _("依据"))
    for place, text in enumerate(heads):
        page.write_string(0, place, text, bold)
    for line, code in enumerate(codes, start=1):
        for place, text in enumerate(definition_of(figures()[code])):
            page.write_string(line, place, text, wrapped)
    page.freeze_panes(1, 0)


def text_lines(table: FigureTable) -> Iterator[str]:
    """With the mark by which Excel knows UTF-8; no cell is taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    heads: list[list[Value]] = [[table.title], [table.mark], [one.text for one in table.heads]]
    for row in (line for part in (heads, table.counted()) for line in part):
        writer.writerow([inert(value) if isinstance(value, str) else value for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
