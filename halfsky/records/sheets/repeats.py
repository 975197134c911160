"""Rows that are there already: imported before, or entered with the same content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.conditions import values_at
from halfsky.records.sheets.marks import Marker, canonical
from halfsky.records.sheets.models import ImportBatch, ImportedRow, State
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.scope import Scope


class Repeats:
    """Finds the record that a row without a mark has already become.

    The second of two equal rows in a file is another record than the first.
    """

    def __init__(self, sheet: Sheet, scope: Scope, marker: Marker) -> None:
        self.sheet, self.scope, self.marker = sheet, scope, marker
        self.names = [column.name for column in sheet.columns]
        self.times: dict[str, int] = {}
        self.keys: list[str] = []  # of the rows of the chunk
        self.nth: list[int] = []  # which of the equal rows of the file each is
        self.imported: dict[str, int] = {}
        self.entered: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        self.read: dict[Any, tuple[Any, Any]] = {}  # of an organisation, from which day to which
        batches = ImportBatch.objects.filter(register=sheet.register.code)
        self.any_imported = batches.filter(state=State.APPLIED).exists()
        self.any_entered = scope.records.exists()

    def prepare(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Give the rows of a chunk their keys, and read which of them are there."""
        self.keys = self.marker.row_keys(rows)
        self.nth = list(map(self._number, range(len(rows)), self.keys))
        if self.any_imported:
            found = ImportedRow.objects.filter(batch__state=State.APPLIED)
            for part in parts(self.keys):
                self.imported.update(found.filter(key__in=part).values_list("key", "record"))
        if self.any_entered:
            self._read_entered(rows)

    def _number(self, place: int, key: str) -> int:
        """Which of the equal rows of the file it is; the later ones have keys of their own."""
        times = self.times[key] = self.times.get(key, 0) + 1
        if times > 1:
            self.keys[place] = self.marker.row_key((key, times))
        return times

    def _read_entered(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """The records of the chunk's organisations and days, by what they say."""
        places = [self.names.index(name) for name in (self.sheet.register.on, *self._owner())]
        days = values_at(places[0], rows)
        if not days:
            return
        on, first, last = self.sheet.register.on, min(days), max(days)
        conditions = {f"{on}__gte": first, f"{on}__lte": last, "withdrawn_at": None}
        owners = values_at(places[1], rows) if len(places) > 1 else {None}
        for part in parts([one for one in owners if not self._have_read(one, first, last)]):
            if len(places) > 1:
                conditions[f"{self.names[places[1]]}__in"] = part
            records = self.scope.records.filter(**conditions).order_by("pk")
            for pk, *values in records.values_list("pk", *self.names):
                content = tuple(map(canonical, values))
                if pk not in self.entered[content]:
                    self.entered[content].append(pk)

    def _have_read(self, owner: Any, first: Any, last: Any) -> bool:
        """Whether an organisation's records of these days have been read; from now on they have."""
        begin, end = self.read.get(owner, (first, last))
        if owner in self.read and begin <= first and last <= end:
            return True
        apart = last < begin or end < first
        self.read[owner] = (first, last) if apart else (min(begin, first), max(end, last))
        return False

    def _owner(self) -> list[str]:
        column = self.sheet.organisation
        return [column.name] if column is not None else []

    @property
    def are_any(self) -> bool:
        """Whether rows can be there at all."""
        return bool(self.imported or self.entered)

    def find(self, place: int, row: tuple[Any, ...]) -> int | None:
        """The record that a row of the chunk is already."""
        imported = self.imported.get(self.keys[place])
        if imported is not None:
            return imported
        alike, nth = self.entered.get(row, []), self.nth[place]
        return alike[nth - 1] if nth <= len(alike) else None

    def undone(self, records: Sequence[int]) -> set[int]:
        """Which of some records were withdrawn because their import was undone."""
        rows = ImportedRow.objects.filter(
            batch__register=self.sheet.register.code, batch__state=State.UNDONE, record__in=records
        )
        return set(rows.values_list("record", flat=True))
