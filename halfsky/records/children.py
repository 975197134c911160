"""Rows entered together with a record: where they are, and how the audit trail keeps them."""

from typing import Any

from halfsky.org.audit.snapshot import kept
from halfsky.records.declaration import Child, Register


def related(model: Any, relation: str) -> list[Any]:
    """The reverse relations that a path walks down."""
    found, target = [], model
    for step in relation.split("__"):
        found.append(target._meta.get_field(step))
        target = found[-1].related_model
    return found


def model_of(register: Register, child: Child) -> Any:
    """The model of the rows."""
    return related(register.model, child.relation)[-1].related_model


def rows_of(register: Register, child: Child, record: Any) -> list[Any]:
    """The rows that are there, in the order in which they were entered."""
    if record.pk is None:
        return []
    path = related(register.model, child.relation)
    up = "__".join(step.field.name for step in reversed(path))
    model = path[-1].related_model
    references = [name for name in child.fields if model._meta.get_field(name).is_relation]
    if child.named_by:
        references.append(path[-1].field.name)
    rows = model._default_manager.filter(**{up: record})
    return list(rows.select_related(*references).order_by("pk"))


def kept_rows(register: Register, record: Any) -> dict[str, Any]:
    """Every field of every row under a name of its own, `terms.12.number`, for the trail."""
    return {
        f"{child.relation}.{row.pk}.{name}": kept_field(row, name)
        for child in register.children
        for row in rows_of(register, child, record)
        for name in child.fields
    }


def kept_field(row: Any, name: str) -> Any:
    """One field of a row as the trail keeps it."""
    field = row._meta.get_field(name)
    return kept(field, getattr(row, field.attname))
