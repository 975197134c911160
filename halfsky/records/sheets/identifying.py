"""Which record each row of a sheet means: by its mark, or by its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.cells import Raw, Refusal, Refused, is_empty, plain
from halfsky.records.sheets.columns import Column, Sheet
from halfsky.records.sheets.marks import Marker, WrongMark
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import MARK_COLUMN, Layout, Problem, Row


class Identifier:
    """Finds the records of a chunk in a few queries."""

    def __init__(self, sheet: Sheet, scope: Scope, layout: Layout, marker: Marker) -> None:
        self.sheet, self.scope, self.layout, self.marker = sheet, scope, layout, marker

    def identified(
        self,
        numbers: Sequence[int],
        rows: Sequence[Sequence[Raw]],
        columns: Sequence[Sequence[Any]],
    ) -> list[Row]:
        """The rows of a chunk with the keys of their records."""
        under_way = [Row(number) for number in numbers]
        if self.layout.mark is not None:
            for row, cells in zip(under_way, rows, strict=True):
                if cells[self.layout.mark]:
                    self._read_mark(row, cells[self.layout.mark])
        natural = self.sheet.natural
        if natural is not None:
            self._find_by_number(under_way, columns[self.sheet.columns.index(natural)], natural)
        return under_way

    def _read_mark(self, row: Row, raw: Raw) -> None:
        if is_empty(raw):
            return
        try:
            row.mark = self.marker.read(plain(raw))
            row.record = row.mark.record
        except (WrongMark, Refused):
            sentence = _("记录标识被改动过。新增的行请把标识留空，原有的行请重新导出。")
            row.problems.append(Problem(MARK_COLUMN, sentence))

    def _find_by_number(
        self, under_way: list[Row], numbers: Sequence[Any], natural: Column
    ) -> None:
        """A row without a mark means the record of its number, where there is one."""
        unmarked = [
            (row, number)
            for row, number in zip(under_way, numbers, strict=True)
            if row.record is None and not row.problems and number.__class__ is not Refusal
        ]
        found: dict[Any, int] = {}
        for part in parts(list({number for _row, number in unmarked})):
            rows = self.scope.records.filter(**{f"{natural.name}__in": part})
            found.update(rows.values_list(natural.name, "pk"))
        for row, number in unmarked:
            row.record = found.get(number)

    def existing(self, records: Iterable[int]) -> dict[int, list[Any]]:
        """The records that the rows mean, within reach, as candidate rows."""
        found: dict[int, list[Any]] = {}
        names = [one.name for one in self.sheet.fields]
        pk = self.sheet.places[self.sheet.model._meta.pk.name]
        for part in parts(list(set(records))):
            for values in self.scope.records.filter(pk__in=part).values_list(*names):
                found[values[pk]] = list(values)
        return found
