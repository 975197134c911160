"""What an act of the tree changes, row by row: kept in the audit trail, and the way back."""

import datetime
from collections.abc import Iterable
from typing import Any, TypeAlias

from django.db.models import DateField, Model, Q

from halfsky.org.audit.snapshot import snapshot
from halfsky.org.models import Coverage, Edge, FormerName, Organisation, Post

Columns: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[str, Columns | None]  # by `label:key`; None: no such row
MODELS: tuple[type[Model], ...] = (Organisation, Edge, Coverage, Post, FormerName)
BY_LABEL = {model._meta.model_name: model for model in MODELS}


def footprint(organisations: Iterable[int]) -> dict[str, Columns]:
    """Every row that an act on these organisations could change."""
    keys = list(organisations)
    rows: list[Model] = [
        *Organisation.objects.filter(pk__in=keys),
        *Edge.objects.filter(Q(organisation__in=keys) | Q(parent__in=keys)),
        *Coverage.objects.filter(organisation__in=keys),
        *Post.objects.filter(organisation__in=keys),
        *FormerName.objects.filter(organisation__in=keys),
    ]
    return {name_of(row): snapshot(row) for row in rows}


def name_of(row: Model) -> str:
    """A row as the trail calls it, `edge:12`."""
    return f"{row._meta.model_name}:{row.pk}"


def changes(before: dict[str, Columns], after: dict[str, Columns]) -> tuple[Rows, Rows]:
    """The columns that differ, before and after; of a row that was made, all of it."""
    old: Rows = {}
    new: Rows = {}
    for name, columns in after.items():
        was = before.get(name)
        if was is None:
            old[name], new[name] = None, columns
        elif changed := [column for column in columns if was[column] != columns[column]]:
            old[name] = {column: was[column] for column in changed}
            new[name] = {column: columns[column] for column in changed}
    return old, new


def still_stands(after: Rows) -> bool:
    """Whether everything is as the act left it: nothing has been done to these rows since."""
    for name, columns in after.items():
        row = row_of(name)
        if row is None:
            return False
        now = snapshot(row)
        if any(now.get(column) != value for column, value in (columns or {}).items()):
            return False
    return True


def put_back(before: Rows) -> None:
    """Set the columns as they were; rows that the act made go first, but for an organisation."""
    for name, columns in before.items():
        row = row_of(name) if columns is None else None
        if row is not None and not isinstance(row, Organisation):
            row.delete()
    for name, columns in before.items():
        row = row_of(name) if columns else None
        if row is not None and columns:
            for column, value in columns.items():
                setattr(row, column, value_of(row, column, value))
            row.save(update_fields=list(columns))


def row_of(name: str) -> Model | None:
    """The row that the trail calls so, if it is still there."""
    label, _colon, key = name.partition(":")
    return BY_LABEL[label]._default_manager.filter(pk=key).first()


def value_of(row: Model, column: str, value: Any) -> Any:
    """A column's value from the trail's JSON; only days are kept as text."""
    is_day = any(
        isinstance(field, DateField) and field.attname == column
        for field in row._meta.concrete_fields
    )
    return datetime.date.fromisoformat(value) if is_day and value else value
