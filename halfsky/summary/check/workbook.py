"""Writes a collated table as a workbook of two sheets: the figures, and what was not read."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any, BinaryIO

import xlsxwriter

from halfsky.summary.check.collating import Cell, Row, Table, change_text
from halfsky.summary.check.report import number

_COLUMNS = ("数值", "单位", "原文", "问题")
_WIDTHS = (11, 8, 34, 26)


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        "plain": book.add_format({"border": 1, "valign": "top", "text_wrap": True}),
        "fault": book.add_format(
            {"border": 1, "valign": "top", "text_wrap": True, "bg_color": "#FFD6D6"}
        ),
    }


def _head(sheet: Any, table: Table, formats: dict[str, Any]) -> dict[int, int]:
    """Two heading rows; gives the first column of each text."""
    sheet.merge_range(0, 0, 1, 0, "指标", formats["head"])
    sheet.set_column(0, 0, 26)
    columns = {}
    for place, name in enumerate(table.names):
        first = 1 + place * len(_COLUMNS)
        columns[place] = first
        title = PurePath(name).name or "标准输入"
        sheet.merge_range(0, first, 0, first + len(_COLUMNS) - 1, title, formats["head"])
        for at, heading in enumerate(_COLUMNS):
            sheet.write_string(1, first + at, heading, formats["head"])
            sheet.set_column(first + at, first + at, _WIDTHS[at])
    for at, change in enumerate(table.changes):
        column = 1 + len(table.names) * len(_COLUMNS) + at
        earlier = PurePath(table.names[change.earlier]).name
        later = PurePath(table.names[change.later]).name
        sheet.merge_range(0, column, 1, column, f"变化：{earlier}→{later}", formats["head"])
        sheet.set_column(column, column, 24)
    sheet.freeze_panes(2, 1)
    return columns


def _write_cells(
    sheet: Any, at: int, column: int, cells: list[Cell], formats: dict[str, Any]
) -> None:
    style = formats["fault" if any(cell.faults for cell in cells) else "plain"]
    if len(cells) == 1:
        sheet.write_number(at, column, number(cells[0].value), style)
    else:
        several = "；".join(f"{number(cell.value)}" for cell in cells)
        sheet.write_string(at, column, several, style)
    units = list(dict.fromkeys(cell.unit for cell in cells))
    quotes = "\n".join(cell.quote for cell in cells)
    faults = "\n".join(cell.faults for cell in cells if cell.faults)
    for offset, words in enumerate(("、".join(units), quotes, faults), 1):
        sheet.write_string(at, column + offset, words, style)


def _write_row(
    sheet: Any, at: int, row: Row, table: Table, columns: dict[int, int], formats: dict[str, Any]
) -> None:
    sheet.write_string(at, 0, row.title, formats["plain"])
    for place, cells in row.cells.items():
        _write_cells(sheet, at, columns[place], cells, formats)
    for offset, change in enumerate(table.changes):
        words = change_text(row, change)
        if words:
            column = 1 + len(table.names) * len(_COLUMNS) + offset
            sheet.write_string(at, column, words, formats["plain"])


def _write_unread(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    for column, (heading, width) in enumerate((("文件", 24), ("没读懂的数字", 16), ("前后文", 60))):
        sheet.write_string(0, column, heading, formats["head"])
        sheet.set_column(column, column, width)
    for at, (name, span, around) in enumerate(table.unread, 1):
        for column, words in enumerate((PurePath(name).name, span.quote, around)):
            sheet.write_string(at, column, words, formats["plain"])


def write_workbook(target: Path | BinaryIO, table: Table) -> None:
    """Writes the workbook to a file or a stream; no cell is ever taken for a formula or a link."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    formats = _formats(book)
    sheet = book.add_worksheet("数字汇总")
    columns = _head(sheet, table, formats)
    for at, row in enumerate(table.rows, 2):
        _write_row(sheet, at, row, table, columns, formats)
    _write_unread(book.add_worksheet("没读懂的"), table, formats)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as problem:
        raise OSError(str(problem)) from None
