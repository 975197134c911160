"""The records of a file, as the rows of its further pages name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.candidates import blank_value
from halfsky.records.sheets.cells import Raw, Refused, is_empty, plain
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import CheckedRow, Verdict


@dataclass(slots=True)
class Parent:
    """A record of the file: its row, what becomes of it, and which record it is or will be."""

    row: CheckedRow
    version: int = 0  # of a record that is there, as it is stored now
    instance: Any = None  # as the file would leave it
    is_gone: bool = False  # withdrawn, or out of reach

    @property
    def key(self) -> int:
        """The key of the record; of a new one the number of its row, negative."""
        return self.row.record if self.row.record is not None else -self.row.number

    @property
    def is_new(self) -> bool:
        """Whether the file adds it."""
        return self.row.record is None


@dataclass
class Parents:
    """The records of one file by their running numbers."""

    sheet: Sheet
    scope: Scope
    numbered: dict[str, list[Parent]] = field(default_factory=dict)

    def learn(self, rows: Iterable[CheckedRow], cells: Sequence[Sequence[Raw]], at: int) -> None:
        """Some checked rows, with where their running number stands."""
        for row, line in zip(rows, cells, strict=True):
            if number := running(line[at]):
                self.numbered.setdefault(number, []).append(Parent(row))

    def find(self, number: str) -> Parent:
        """The record of a running number; raises `Refused`."""
        found = self.numbered.get(number, [])
        page = self.sheet.register.label
        if not found:
            sentence = _("“{page}”页没有序号“{number}”，请核对。")
            raise Refused(sentence.format(page=page, number=number))
        if len(found) > 1:
            sentence = _("“{page}”页有{count}行的序号都是“{number}”，请改成不同的号。")
            raise Refused(sentence.format(page=page, count=len(found), number=number))
        return found[0]

    def read(self, wanted: Iterable[Parent]) -> None:
        """What is stored of some records, laid under what the file says of them."""
        wanted = [one for one in wanted if one.instance is None]
        stored: dict[int, Any] = {}
        keys = [one.row.record for one in wanted if one.row.record is not None]
        for part in parts(keys):
            stored.update(self.scope.records.in_bulk(part))
        for one in wanted:
            self._lay(one, stored.get(one.row.record) if one.row.record is not None else None)

    def _lay(self, parent: Parent, stored: Any) -> None:
        row = parent.row
        fresh = {one.attname: blank_value(one) for one in self.sheet.fields}
        parent.instance = stored or self.sheet.model(**fresh)
        parent.version = stored.version if stored else 0
        parent.is_gone = not parent.is_new and (
            stored is None or (stored.withdrawn_at is not None and not row.restores)
        )
        if row.verdict in (Verdict.NEW, Verdict.CHANGED):
            for column, value in zip(self.sheet.columns, row.values, strict=True):
                setattr(parent.instance, column.field.attname, value)


def running(raw: Raw) -> str:
    """A running number as it compares; nothing where there is none that can be read."""
    try:
        return "" if is_empty(raw) else plain(raw)
    except Refused:
        return ""
