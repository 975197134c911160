"""The rows that records have already, and which of them a row without a mark means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import UniqueConstraint

from halfsky.records.sheets.children.sheets import ChildSheet
from halfsky.records.sheets.marks import canonical
from halfsky.records.sheets.references import parts


@dataclass(slots=True, eq=False)
class Kept:
    """A row that is there: its own values as they compare, and all of them."""

    key: int
    record: int
    values: tuple[Any, ...]
    candidate: list[Any]
    is_named: bool = False  # by a row of the file


class Existing:
    """What is there of one kind of rows, read for the records that a file names."""

    def __init__(self, sheet: ChildSheet) -> None:
        self.sheet = sheet
        self.at = [sheet.places[column.name] for column in sheet.own]
        self.key_at = sheet.places[sheet.key.name]
        self.primary = sheet.places[sheet.model._meta.pk.name]
        self.naturals = list(self._naturals())
        self.kept: dict[int, Kept] = {}
        self.by_record: dict[int, list[Kept]] = {}
        self.said: dict[tuple[Any, ...], list[Kept]] = {}
        self.names: dict[tuple[Any, ...], Kept] = {}

    def _naturals(self) -> Iterator[tuple[int, ...]]:
        """Where the values stand by which people know a row among others of its record."""
        for constraint in self.sheet.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and not constraint.condition:
                yield tuple(self.sheet.places[name] for name in constraint.fields)

    @property
    def candidates(self) -> list[list[Any]]:
        """All of them, as candidate rows."""
        return [one.candidate for one in self.kept.values()]

    def of(self, record: int) -> list[Kept]:
        """The rows of a record."""
        return self.by_record.get(record, [])

    def read(self, records: Sequence[int]) -> None:
        """The rows of some records that are stored."""
        names = [one.name for one in self.sheet.fields]
        wanted = [key for key in records if key not in self.by_record]
        self.by_record.update((key, []) for key in wanted)
        for part in parts(wanted):
            rows = self.sheet.model._default_manager.filter(**{f"{self.sheet.up}__in": part})
            for record, *values in rows.order_by("pk").values_list(self.sheet.up, *names):
                self._keep(record, values)

    def _keep(self, record: int, row: list[Any]) -> None:
        values = tuple(canonical(row[at]) for at in self.at)
        kept = Kept(row[self.primary], record, values, row)
        self.kept[kept.key] = kept
        self.by_record[record].append(kept)
        self.said.setdefault((row[self.key_at], *values), []).append(kept)
        for places in self.naturals:
            self.names[places, *(row[at] for at in places)] = kept

    def alike(self, above: int, values: tuple[Any, ...]) -> Kept | None:
        """A row that says the same and that no other row of the file means."""
        return self._free(self.said.get((above, *values), []))

    def by_name(self, candidate: Sequence[Any]) -> Kept | None:
        """The row that has the same name beside the same record."""
        found = [self.names.get((places, *(candidate[at] for at in places)))
                 for places in self.naturals]  # fmt: skip
        return self._free([one for one in found if one is not None])

    def _free(self, found: Sequence[Kept]) -> Kept | None:
        one = next((one for one in found if not one.is_named), None)
        if one is not None:
            one.is_named = True
        return one
