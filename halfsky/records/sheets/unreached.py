"""What a record names though whoever edits it does not reach that: left as it was, it stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from halfsky.records.sheets.cells import Raw, Refused, plain
from halfsky.records.sheets.columns import Column
from halfsky.records.sheets.writing_out import Names


class Unreached:
    """The columns of references, and what their values are called in an export."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.names = {
            place: Names(column) for place, column in enumerate(columns) if column.field.is_relation
        }

    def is_kept(self, place: int, raw: Raw, value: Any) -> bool:
        """Whether a cell says what the record says, as an export writes it."""
        if value is None or place not in self.names:
            return False
        try:
            return plain(raw) == plain(self.names[place].of(value))
        except Refused:
            return False
