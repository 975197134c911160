"""How the columns of a sheet are written into cells, a chunk of values at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from halfsky.records.sheets.columns import Column, Kind, is_secret
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writing_out import Cell, Names, flag, yuan
from halfsky.records.values import hidden

Written = tuple[str, list[Cell]]  # the mark and the cells of a row


def writers_of(
    columns: Sequence[Column], scope: Scope, *, is_open: bool
) -> list[Callable[[Sequence[Any]], list[Cell]]]:
    """How the values of each column are written; unless it is open, secrets are masked."""
    return [writer(column, scope, is_open=is_open) for column in columns]


def writer(column: Column, scope: Scope, *, is_open: bool) -> Callable[[Sequence[Any]], list[Cell]]:
    """How the values of a column are written, a chunk at a time."""
    if column.field.is_relation:
        return NamedColumn(column, scope).written
    if is_secret(column) and not is_open:
        return lambda values: [value and hidden(value) for value in values]
    if column.kind is Kind.CHOICE:
        labels = column.labels
        return lambda values: [labels.get(value, value) for value in values]
    simple: dict[Kind, Callable[[Any], Cell]] = {Kind.MONEY: yuan, Kind.BOOLEAN: flag}
    write = simple.get(column.kind)
    if write is None:
        return list
    return lambda values: [None if value is None else write(value) for value in values]


class NamedColumn:
    """A column of references, named by what the keys of a chunk are called."""

    def __init__(self, column: Column, scope: Scope) -> None:
        self.names = Names(column)
        if column.kind is Kind.ORGANISATION:
            self.names.known = {place.id: place.shown for place in scope.places.values()}

    def written(self, values: Sequence[int | None]) -> list[Cell]:
        """The cells of a chunk."""
        self.names.prepare(values)
        return [None if value is None else self.names.of(value) for value in values]
