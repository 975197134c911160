"""The rows of a sheet as they would be stored: a value for every field of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from halfsky.records.models import NamedPerson, with_person_key
from halfsky.records.sheets.cells import Refusal
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.marks import canonical
from halfsky.records.sheets.verdicts import Row


@dataclass
class PersonValues:
    """The two values of a person in a register that a key is derived from."""

    identity_number: Any
    person_key: str = ""

    def derived(self) -> str:
        """Her key."""
        with_person_key(self, {})  # type: ignore[arg-type] # it has the two attributes
        return self.person_key


def key_place(sheet: Sheet) -> int | None:
    """Where the key of a person stands in a candidate row."""
    is_person = issubclass(sheet.model, NamedPerson)
    return sheet.places["person_key"] if is_person else None


def blank_value(field: Any) -> Any:
    """What a field holds in a new record that no column fills."""
    if field.name == "person_key":
        return ""
    return None if field.primary_key else canonical(field.get_default())


class Candidates:
    """Lays the cells of a chunk over new records, or over those that are there."""

    def __init__(self, sheet: Sheet, present: Sequence[bool]) -> None:
        self.sheet, self.present = sheet, list(present)
        self.at = [sheet.places[column.name] for column in sheet.columns]
        self.blank = [blank_value(one) for one in sheet.fields]
        self.key = key_place(sheet)

    def laid_out(
        self,
        columns: Sequence[Sequence[Any]],
        under_way: Sequence[Row],
        existing: dict[int, list[Any]],
    ) -> list[Any]:
        """The candidate rows of a chunk; what the file lacks stays as the record has it."""
        size = len(under_way)
        by_field = [repeat(value, size) for value in self.blank]
        for place, column in zip(self.at, columns, strict=True):
            by_field[place] = column  # type: ignore[call-overload]
        rows: list[Any] = list(zip(*by_field, strict=True))
        for place, row in enumerate(under_way if existing else ()):
            before = existing.get(row.record) if row.record is not None else None
            if before is not None:
                rows[place] = self._changed(before, [column[place] for column in columns])
        if self.key is not None:
            rows = [self._with_person_key(row) for row in rows]
        return rows

    def _changed(self, before: Sequence[Any], values: Sequence[Any]) -> list[Any]:
        row = list(before)
        for place, value, present in zip(self.at, values, self.present, strict=True):
            if present and canonical(row[place]) != value:
                row[place] = value
        return row

    def _with_person_key(self, row: Sequence[Any]) -> Sequence[Any]:
        assert self.key is not None
        identity = row[self.sheet.places["identity_number"]]
        if identity.__class__ is Refusal:
            return row
        changed = list(row)
        changed[self.key] = PersonValues(identity, row[self.key] or "").derived()
        return changed
