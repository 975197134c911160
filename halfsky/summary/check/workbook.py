"""Writes a collated table as a workbook.

What several texts tell stands side by side, with a sheet of where each tells it; what only one
tells, what was not read and other findings have sheets of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from halfsky.summary.check.collating import Cell, Row, Table, change_text
from halfsky.summary.check.report import number

_COLUMNS = ("数值", "单位", "原文", "问题")
_WIDTHS = (9, 8, 32, 22)
_NAME_WIDTH, _CHANGE_WIDTH = 32, 24
_LIST_WIDTHS = (34, 13, 8, 52, 33)
# So many texts fit beside each other on a page that can still be read.
_TEXTS_A_PAGE, _SCALE = 7, 75
# A line of a cell in points; a Chinese character is two digits wide.
_LINE, _MOST_LINES, _LAST_NARROW = 16.5, 24, 0x2000
_A4 = 9
_BORDERED = {"border": 1, "valign": "top", "text_wrap": True}
_FAULTY = {"bg_color": "#FFD6D6"}


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[bool, str], Any] = {}
        self.group = book.add_format({"bold": True, "border": 1, "bg_color": "#EDEDED"})
        self.head = book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )

    def cell(self, faulty: bool = False, shape: str = "") -> Any:
        """The format of a cell, red where something is wrong; `shape` is how its number shows."""
        if (faulty, shape) not in self._made:
            told = {"num_format": shape} if shape else {}
            form = {**_BORDERED, **(_FAULTY if faulty else {}), **told}
            self._made[faulty, shape] = self._book.add_format(form)
        return self._made[faulty, shape]


def _printed(sheet: Any, heading_rows: int) -> None:
    """On paper: landscape, the headings on every page, the pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0, heading_rows - 1)
    sheet.set_footer("&C&P / &N")


def _paged(sheet: Any, table: Table) -> None:
    """Some texts a page beside the figures' names; fewer fill the width of one page."""
    sheet.repeat_columns(0)
    texts = len(table.names)
    if texts <= _TEXTS_A_PAGE:
        sheet.fit_to_pages(1, 0)
        return
    breaks = [_first(table, place) for place in range(_TEXTS_A_PAGE, texts, _TEXTS_A_PAGE)]
    if table.changes and texts % _TEXTS_A_PAGE == 0:
        breaks.append(_first(table, texts))
    sheet.set_v_pagebreaks(breaks)
    sheet.set_print_scale(_SCALE)


def _columns(table: Table) -> tuple[str, ...]:
    """The columns of each text: with its words only where there is no other text beside it."""
    return _COLUMNS if len(table.names) == 1 else _COLUMNS[:2]


def _first(table: Table, place: int) -> int:
    """The first column of a text; behind the last text, of the changes."""
    return 1 + place * len(_columns(table))


def _head(sheet: Any, table: Table, formats: _Formats) -> None:
    """Two heading rows."""
    sheet.merge_range(0, 0, 1, 0, "指标", formats.head)
    sheet.set_column(0, 0, _NAME_WIDTH)
    for place, name in enumerate(table.names):
        first = _first(table, place)
        last = first + len(_columns(table)) - 1
        sheet.merge_range(0, first, 0, last, name or "文字", formats.head)
        for at, heading in enumerate(_columns(table)):
            sheet.write_string(1, first + at, heading, formats.head)
            sheet.set_column(first + at, first + at, _WIDTHS[at])
    for at, change in enumerate(table.changes):
        column = _first(table, len(table.names)) + at
        pair = f"变化：{table.names[change.earlier]}→{table.names[change.later]}"
        sheet.merge_range(0, column, 1, column, pair, formats.head)
        sheet.set_column(column, column, _CHANGE_WIDTH)
    sheet.freeze_panes(2, 1)


def _height(words: str, width: int) -> float:
    """The height in points of words that break in a column of that width."""
    lines = 0
    for line in words.split("\n"):
        taken = sum(2 if ord(character) > _LAST_NARROW else 1 for character in line)
        lines += max(1, -(-taken // (width - 2)))
    return min(lines, _MOST_LINES) * _LINE


def _write_cells(
    sheet: Any, at: int, column: int, cells: list[Cell], formats: _Formats, widths: Sequence[int]
) -> float:
    """One value is a number that can be added up; several are words and say so. The height.

    Of value, unit, words and faults as many are written as there are widths.
    """
    faults = [fault for cell in cells for fault in cell.faults]
    style = formats.cell(bool(faults))
    if len(cells) == 1:
        shape = _shape(cells[0])
        sheet.write_number(at, column, number(cells[0].value), formats.cell(bool(faults), shape))
    else:
        sheet.write_string(at, column, _several(cells), style)
    quotes = dict.fromkeys(cell.quote for cell in cells)
    words_of_all = [cells[0].unit, "\n".join(quotes), "\n".join(dict.fromkeys(faults))]
    told = words_of_all[: len(widths) - 1]
    for offset, words in enumerate(told, 1):
        sheet.write_string(at, column + offset, words, style)
    shown = ("" if len(cells) == 1 else _several(cells), *told)
    return max(_height(words, width) for words, width in zip(shown, widths, strict=True))


def _several(cells: list[Cell]) -> str:
    values = "；".join(f"{one.before}{number(one.value)}{one.after}" for one in cells)
    return f"{values}（{len(cells)}处不一）"


def _shape(cell: Cell) -> str:
    """How a rough number shows, 1400多, while the cell still holds 1400."""
    before = f'"{cell.before}"' if cell.before else ""
    after = f'"{cell.after}"' if cell.after else ""
    return f"{before}General{after}" if before or after else ""


def _write_row(sheet: Any, at: int, row: Row, table: Table, formats: _Formats) -> None:
    sheet.write_string(at, 0, row.title, formats.cell())
    heights = [_height(row.title, _NAME_WIDTH)]
    widths = _WIDTHS[: len(_columns(table))]
    for column in range(1, _first(table, len(table.names))):
        sheet.write_blank(at, column, None, formats.cell())
    for place, cells in row.cells.items():
        heights.append(_write_cells(sheet, at, _first(table, place), cells, formats, widths))
    sheet.set_row(at, max(heights))
    for offset, change in enumerate(table.changes):
        words = change_text(row, change)
        if words:
            sheet.write_string(at, _first(table, len(table.names)) + offset, words, formats.cell())


def _write_figures(sheet: Any, table: Table, formats: _Formats) -> None:
    _head(sheet, table, formats)
    for at, row in enumerate(table.shared, 2):
        _write_row(sheet, at, row, table, formats)
    if not table.shared:
        nothing = "没有两份都说到的数字。" if table.rows else "没有读出数字。"
        sheet.write_string(2, 0, nothing, formats.cell())
    _printed(sheet, 2)
    _paged(sheet, table)


# A heading, and under it what is called so with what is told of it.
_Group = tuple[str, list[tuple[str, list[Cell]]]]


def _by_text(table: Table) -> list[_Group]:
    """Text by text what only that one tells."""
    groups = []
    for place, name in enumerate(table.names):
        told = [(row.title, row.cells[place]) for row in table.told_only_by(place)]
        if told:
            groups.append((f"{name or '文字'}（{len(told)}项）", told))
    return groups


def _by_figure(table: Table) -> list[_Group]:
    """Figure by figure where the texts tell it."""
    return [
        (row.title, [(table.names[place], cells) for place, cells in sorted(row.cells.items())])
        for row in table.shared
    ]


def _write_groups(sheet: Any, heading: str, groups: list[_Group], formats: _Formats) -> None:
    """Groups of values, each with its words and what is wrong with it."""
    for column, words in enumerate((heading, *_COLUMNS)):
        sheet.write_string(0, column, words, formats.head)
        sheet.set_column(column, column, _LIST_WIDTHS[column])
    at = 1
    for title, told in groups:
        sheet.merge_range(at, 0, at, len(_COLUMNS), title, formats.group)
        for row, (name, cells) in enumerate(told, at + 1):
            sheet.write_string(row, 0, name, formats.cell())
            height = _write_cells(sheet, row, 1, cells, formats, _LIST_WIDTHS[1:])
            sheet.set_row(row, max(height, _height(name, _LIST_WIDTHS[0])))
        at += len(told) + 1
    sheet.freeze_panes(1, 1)
    _printed(sheet, 1)
    sheet.fit_to_pages(1, 0)


def _write_list(
    sheet: Any,
    headings: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str | int]],
    nothing: str,
    formats: _Formats,
) -> None:
    """A sheet of plain rows; one without rows says so."""
    for column, (heading, width) in enumerate(headings):
        sheet.write_string(0, column, heading, formats.head)
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows or [(nothing,)], 1):
        for column, words in enumerate(row):
            write = sheet.write_number if isinstance(words, int) else sheet.write_string
            write(at, column, words, formats.cell())
        if len(row) > 1:
            told = zip(row, headings, strict=True)
            sheet.set_row(at, max(_height(str(words), head[1]) for words, head in told))
    sheet.freeze_panes(1, 0)
    _printed(sheet, 1)
    sheet.fit_to_pages(1, 0)


_UNREAD = (("文件", 24), ("没读懂的数字", 16), ("前后文", 80))
_OTHERS = (("文件", 24), ("行", 6), ("原文", 50), ("问题", 50))


def write_workbook(
    target: Path | BinaryIO, table: Table, unopened: Sequence[tuple[str, str]] = ()
) -> None:
    """Writes the workbook to a file or a stream; no cell is ever taken for a formula or a link.

    `unopened` are files that could not be read, with why: they stand among the other findings.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    formats = _Formats(book)
    _write_figures(book.add_worksheet("数字汇总"), table, formats)
    if len(table.names) > 1:
        _write_groups(book.add_worksheet("各份原文"), "文件", _by_figure(table), formats)
        _write_groups(book.add_worksheet("只有一份说到的"), "指标", _by_text(table), formats)
    unread = [(name, span.quote, words) for name, span, words in table.unread]
    nothing = "没有读不懂的数字。"
    _write_list(book.add_worksheet("没读懂的"), _UNREAD, unread, nothing, formats)
    others: list[tuple[str, str | int, str, str]] = [
        (name, "", "", f"这份没有读出来：{reason}") for name, reason in unopened
    ]
    others += [(one.name, one.line, one.quote, one.sentence) for one in table.others]
    _write_list(book.add_worksheet("其他问题"), _OTHERS, others, "没有其他问题。", formats)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as problem:
        raise OSError(str(problem)) from None
