"""What would become of the rows of a further page, each under its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from halfsky.components import Cell, Column, Row, Table
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from halfsky.records.pages.past import Line
from halfsky.records.pages.workbooks.preview import Changed, without_code
from halfsky.records.sheets.children.keeping import StagedChild, page_of
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.columns import Kind, is_secret
from halfsky.records.sheets.marking import place_in_file
from halfsky.records.sheets.models import ImportBatch
from halfsky.records.sheets.verdicts import ROWS_A_FILE, Problem, Verdict, named
from halfsky.records.sheets.writing_out import Names, writer_of
from halfsky.records.values import as_text, hidden
from halfsky.records.visibility import readable


def counts_beside(register: Register, batch: ImportBatch) -> Iterator[tuple[str, str, str, int]]:
    """Relation, label, verdict and number of what there is on further pages."""
    for sheet in child_sheets(register):
        relation = sheet.child.relation
        for verdict, number in batch.beside.get(relation, {}).items():
            yield relation, str(sheet.child.label), verdict, number


def sheet_named(register: Register, relation: str) -> ChildSheet:
    """The page of a kind of rows."""
    return next(one for one in child_sheets(register) if one.child.relation == relation)


class FurtherPreview:
    """Shows the rows of one further page of a batch."""

    def __init__(
        self, batch: ImportBatch, register: Register, reader: Reader, relation: str
    ) -> None:
        self.batch, self.register, self.reader = batch, register, reader
        self.sheet = sheet_named(register, relation)
        self.names = [
            Names(column) if column.field.is_relation else None for column in self.sheet.own
        ]
        self.records: dict[int, Any] = {}

    def rows(self, verdict: str, first: int, size: int) -> Any:
        """Some of the rows of a verdict: a table, or field by field."""
        found = page_of(self.batch, self.sheet, Verdict(verdict), first, size)
        keys = {row.record for row in found if row.record > 0}
        self.records = readable(self.register, self.reader).in_bulk(keys)
        for place, names in enumerate(self.names):
            if names is not None:
                values = [row.values[place] for row in found]
                names.prepare(values + [row.before[place] for row in found if row.before])
        ways: dict[str, Any] = {"refused": self.refused, "new": self.new}
        return ways.get(verdict, self.changed)(found)

    def refused(self, rows: Iterable[StagedChild]) -> Table:
        """A line a problem: where it is, what stands there, what to do."""
        columns = [
            Column(_("单元格"), is_title=True, is_short=True),
            Column(_("列")),
            Column(_("填的是")),
            Column(_("问题")),
        ]
        lines = [self._wrong(row, problem) for row in rows for problem in row.problems]
        return Table(_("“{page}”页有错的行").format(page=self.sheet.child.label), columns, lines)

    def _wrong(self, row: StagedChild, problem: Problem) -> Row:
        column = self.sheet.columns[problem.column] if problem.column >= 0 else None
        value = problem.value
        if column is not None and is_secret(column):
            value = hidden(value) if value else ""
        heading = column.heading if column else ""
        cells = (
            Cell(self._place(row, problem)),
            Cell(heading),
            Cell(value),
            Cell(problem.sentence),
        )
        return Row(cells)

    def _place(self, row: StagedChild, problem: Problem) -> str:
        number = row.number % ROWS_A_FILE
        layout = self.batch.layout["beside"][self.sheet.child.relation]
        if problem.column < 0 or layout["cells"][problem.column] is None:
            return _("第{row}行").format(row=number)
        return f"{xl_col_to_name(place_in_file(layout, problem) - 1)}{number}"

    def new(self, rows: Sequence[StagedChild]) -> Table:
        """Each row with the record that it belongs to."""
        columns = [
            Column(_("行"), is_short=True, is_title=True),
            Column(str(self.register.label)),
            *(
                Column(one.heading, is_numeric=one.kind in (Kind.INTEGER, Kind.MONEY))
                for one in self.sheet.own
            ),
        ]
        lines = [
            Row(
                (
                    Cell(named(row.number)),
                    Cell(self._record(row)),
                    *(Cell(self.said(at, value)) for at, value in enumerate(row.values)),
                ),
                url=self._url(row),
            )
            for row in rows
        ]
        return Table(_("“{page}”页要新增的行").format(page=self.sheet.child.label), columns, lines)

    def _record(self, row: StagedChild) -> str:
        """The record that is there, or the row that adds it."""
        if record := self.records.get(row.record):
            return str(record)
        return _("第{row}行新增的").format(row=named(row.record_row))

    def _url(self, row: StagedChild) -> str:
        return record_url(self.register, row.record) if row.record in self.records else ""

    def changed(self, rows: Sequence[StagedChild]) -> list[Changed]:
        """Field by field: what it says now, and what it would say."""
        return [
            Changed(
                named(row.number),
                self._record(row),
                self._url(row),
                list(self._lines(row)),
                [one.sentence for one in row.problems],
            )
            for row in rows
        ]

    def _lines(self, row: StagedChild) -> Iterator[Line]:
        for place, column in enumerate(self.sheet.own):
            before, after = row.before[place], row.values[place]
            if before != after:
                yield Line(column.heading, self.said(place, before), self.said(place, after))

    def said(self, place: int, value: Any) -> str:
        """A value as the reader knows it; a secret masked, even to her who typed it."""
        if value is None or value == "":
            return ""
        names, column = self.names[place], self.sheet.own[place]
        if names is not None:
            return without_code(column, names.of(value))
        if is_secret(column):
            return hidden(value)
        return as_text(writer_of(column, None)(value))
