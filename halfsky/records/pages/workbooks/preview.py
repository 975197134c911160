"""What would become of the rows of a checked file, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from halfsky.components import Cell, Column, Row, Table
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from halfsky.records.pages.past import Line
from halfsky.records.sheets.columns import Column as SheetColumn
from halfsky.records.sheets.columns import Kind, Sheet, is_secret, sheet_of
from halfsky.records.sheets.keeping import StagedRow
from halfsky.records.sheets.marking import place_in_file
from halfsky.records.sheets.models import ImportBatch
from halfsky.records.sheets.verdicts import ROWS_A_FILE, Problem, named
from halfsky.records.sheets.writing_out import Names, writer_of
from halfsky.records.values import as_text, hidden
from halfsky.records.visibility import readable

COLUMNS = 6  # of a new row; the others are in her workbook


@dataclass(frozen=True)
class Changed:
    """A record that a row changes, or cannot change: its name, its page, and field by field."""

    row: str
    label: str
    url: str
    lines: list[Line]
    problems: list[str]


class Preview:
    """Shows the rows of a batch; what their references are called is read once a page."""

    def __init__(self, batch: ImportBatch, register: Register, reader: Reader) -> None:
        self.batch, self.register, self.reader = batch, register, reader
        self.sheet: Sheet = sheet_of(register)
        self.names = [
            Names(column) if column.field.is_relation else None for column in self.sheet.columns
        ]

    # ---- what is wrong -----------------------------------------------------------------

    def refused(self, rows: Iterable[StagedRow]) -> Table:
        """A line a problem: where it is, what stands there, what to do."""
        columns = [
            Column(_("单元格"), is_title=True, is_short=True),
            Column(_("列")),
            Column(_("填的是")),
            Column(_("问题")),
        ]
        lines = [self._wrong(row, problem) for row in rows for problem in row.problems]
        return Table(_("有错的行"), columns, lines)

    def _wrong(self, row: StagedRow, problem: Problem) -> Row:
        is_cell = problem.column >= 0
        column = self.sheet.columns[problem.column] if is_cell else None
        heading = column.heading if column else ""
        value = problem.value
        if column is not None and is_secret(column):
            value = hidden(value) if value else ""
        return Row(
            (Cell(self.place(row, problem)), Cell(heading), Cell(value), Cell(problem.sentence))
        )

    def place(self, row: StagedRow, problem: Problem) -> str:
        """As a spreadsheet names it, `C12`; of a whole row its number."""
        number = row.number % ROWS_A_FILE
        layout = self.batch.layout
        if problem.column < 0 or layout["cells"][problem.column] is None:
            return _("第{row}行").format(row=number)
        return f"{xl_col_to_name(place_in_file(layout, problem) - 1)}{number}"

    # ---- what is new -------------------------------------------------------------------

    def new(self, rows: Sequence[StagedRow]) -> Table:
        """The first columns of each, as the list will show them."""
        shown = list(enumerate(self.sheet.columns))[:COLUMNS]
        for place, _column in shown:
            self._prepare(place, [row.values[place] for row in rows])
        columns = [Column(_("行"), is_short=True, is_title=True)]
        columns += [
            Column(
                column.heading,
                is_numeric=column.kind in (Kind.INTEGER, Kind.MONEY),
                is_short=column.kind is Kind.DATE,
            )
            for _place, column in shown
        ]
        lines = [
            Row(
                (
                    Cell(named(row.number)),
                    *(Cell(self.said(place, row.values[place])) for place, _column in shown),
                )
            )
            for row in rows
        ]
        return Table(_("要新增的行"), columns, lines)

    # ---- what changes ------------------------------------------------------------------

    def changed(self, rows: Sequence[StagedRow]) -> list[Changed]:
        """Field by field: what it says now, and what it would say; in a conflict both stand."""
        for place in {place for row in rows for place in row.changes}:
            pairs = [row.changes[place] for row in rows if place in row.changes]
            self._prepare(place, [value for pair in pairs for value in pair])
        records = readable(self.register, self.reader).in_bulk([row.record for row in rows])
        return [self._change(row, records.get(row.record)) for row in rows]

    def _change(self, row: StagedRow, record: Any) -> Changed:
        lines = list(self._lines(row))
        if row.restores:
            lines.insert(0, Line(_("撤回"), _("已撤回"), _("恢复")))
        return Changed(
            named(row.number),
            str(record) if record else "",
            record_url(self.register, record.pk) if record else "",
            lines,
            [one.sentence for one in row.problems],
        )

    def _lines(self, row: StagedRow) -> Iterator[Line]:
        for place, (before, after) in row.changes.items():
            label = self.sheet.columns[place].heading
            yield Line(label, self.said(place, before), self.said(place, after))

    # ---- values ------------------------------------------------------------------------

    def _prepare(self, place: int, keys: Iterable[Any]) -> None:
        names = self.names[place]
        if names is not None:
            names.prepare(keys)

    def said(self, place: int, value: Any) -> str:
        """A value as the reader knows it; a secret masked, even to her who typed it."""
        if value is None or value == "":
            return ""
        names, column = self.names[place], self.sheet.columns[place]
        if names is not None:
            return without_code(column, names.of(value))
        if is_secret(column):
            return hidden(value)
        return as_text(writer_of(column, None)(value))


def without_code(column: SheetColumn, text: str) -> str:
    """An organisation by its name alone; in the workbook its code stands before it."""
    if column.kind in (Kind.ORGANISATION, Kind.EMPLOYER):
        return text.partition(" ")[2] or text
    return text
