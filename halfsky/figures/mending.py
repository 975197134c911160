"""What was kept is mended for the organisations whose rows were written since, no others."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Field, QuerySet

from halfsky.figures.engine import Rows
from halfsky.figures.models import Movement
from halfsky.figures.pulses import organisation_columns

# Beyond this many organisations everything is read again.
FEW_WRITTEN = 200


def written_since(table: str, before: int, now: int, using: str) -> frozenset[int] | None:
    """The organisations whose rows moved a pulse from one value to another.

    None where the moves are not remembered, or were never made: a value that was rolled back
    leads nowhere.
    """
    moves = Movement.objects.using(using).filter(name=table)
    rows = moves.values_list("before", "after", "organisations")
    following = {start: (after, organisations) for start, after, organisations in rows}
    found: set[int] = set()
    value = before
    while value != now:
        if value not in following:
            return None
        value, organisations = following.pop(value)
        keys = organisations.split(",")
        if not all(key.isdigit() for key in keys):
            return None
        found |= {int(key) for key in keys}
    return frozenset(found) if len(found) <= FEW_WRITTEN else None


def grouping_field(queryset: QuerySet[Any, tuple[Any, ...]], sql: str) -> str:
    """The column by which each row is one organisation's own; empty where there is none.

    It is the first that is selected, a reference of the model itself. A table that is read twice
    may let one organisation's record decide over another's, and slices over all.
    """
    name, *_others = queryset.query.values_select or ("",)
    model = queryset.model
    of_model: dict[str, Any] = {
        field.name: field for field in model._meta.concrete_fields if isinstance(field, Field)
    }
    reads = re.findall(rf'(?:FROM|JOIN) "{model._meta.db_table}"', sql)
    if name not in of_model or queryset.query.is_sliced or len(reads) != 1:
        return ""
    return name if of_model[name].column in organisation_columns(model) else ""


def mended(rows: Rows, again: Rows, written: frozenset[int]) -> Rows:
    """The rows with those of some organisations replaced; the very same where nothing differs."""
    before = [row for row in rows if row[0] in written]
    if Counter(before) == Counter(again):
        return rows
    return [*(row for row in rows if row[0] not in written), *again]


def unless_equal(before: Sequence[Any] | None, now: Sequence[Any]) -> Sequence[Any]:
    """What was kept, where what was found says the same."""
    return before if before is not None and Counter(before) == Counter(now) else now
