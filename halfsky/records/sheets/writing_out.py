"""Writes a value into a cell: labels for choices, yuan for fen, names for references."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.columns import Column, Kind, natural_field
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.scope import Scope

Cell = str | int | float | datetime.date | None
FEN = 100


def yuan(fen: int) -> float | int:
    """Fen as yuan; exact to the fen up to 90 million million yuan."""
    return fen // FEN if fen % FEN == 0 else float(Decimal(fen) / FEN)


def flag(value: bool) -> str:
    """Yes or no."""
    return _("是") if value else _("否")


def writer_of(column: Column, scope: Scope | None) -> Callable[[Any], Cell]:
    """How the values of a column are written; references need `Names` where they are many."""
    if column.kind is Kind.CHOICE:
        return lambda value: column.labels.get(value, str(value))
    if column.kind is Kind.ORGANISATION and scope is not None:
        names = {place.id: place.shown for place in scope.places.values()}
        return lambda value: names.get(value) or Names(column).of(value)
    if column.field.is_relation:
        return Names(column).of
    simple: dict[Kind, Callable[[Any], Cell]] = {Kind.MONEY: yuan, Kind.BOOLEAN: flag}
    return simple.get(column.kind, lambda value: value)


def shown(column: Column, value: Any, scope: Scope | None) -> Cell:
    """One value as a cell shows it."""
    return "" if value is None or value == "" else writer_of(column, scope)(value)


class Names:
    """What the cells of a reference say, by key; `prepare` reads those of a chunk at once."""

    def __init__(self, column: Column) -> None:
        self.model = column.field.related_model
        self.known: dict[int, str] = {}
        codes = {Kind.ORGANISATION: ("code", "name"), Kind.EMPLOYER: ("credit_code", "name")}
        self.fields: Sequence[str] = codes.get(column.kind, (natural_field(self.model),))

    def prepare(self, keys: Iterable[int | None]) -> None:
        """Read what the keys of a chunk are called."""
        wanted = {key for key in keys if key is not None} - self.known.keys()
        for part in parts(list(wanted)):
            rows = self.model._default_manager.filter(pk__in=part)
            for key, *texts in rows.values_list("pk", *self.fields):
                self.known[key] = " ".join(map(str, texts))

    def of(self, key: int) -> str:
        """What one key is called."""
        if key not in self.known:
            self.prepare([key])
        return self.known.get(key, "")
