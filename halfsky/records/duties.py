"""What has to be done by when, over every register that a reader may see (issue C 5)."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet

from halfsky.org.labels import Label
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from halfsky.records.duty import Duty
from halfsky.records.registry import registers
from halfsky.records.visibility import readable
from halfsky.records.writing import organisation_of

SHOWN = 30  # of all registers together
MOST_COUNTED = 1000  # of one duty; the oldest beyond are not looked at
FROM = "duty_from"
Run = Callable[[QuerySet[Any, tuple[Any, ...]]], Sequence[tuple[Any, ...]]]


@dataclass(frozen=True)
class Pending:
    """One thing to do: what, whose, by when, and where."""

    label: Label
    record: str
    organisation: str
    due: datetime.date
    is_overdue: bool
    url: str
    register: Label
    rule: str


@dataclass(frozen=True)
class Pendings:
    """The most urgent, and how many there are."""

    items: list[Pending] = field(default_factory=list)
    count: int = 0
    overdue: int = 0
    is_capped: bool = False  # there are more than were counted


def duties_of(
    reader: Reader, today: datetime.date, shown: int = SHOWN, run: Run = list
) -> Pendings:
    """What is pending: the lately overdue first, then what falls due next.

    One query for each declared duty, by way of `run`, and one for each register of those shown.
    """
    found: list[Found] = []
    is_capped = False
    for register in registers().values():
        if register.duties and reader.can(register.reading):
            for duty in register.duties:
                rows = run(pending(register, duty, reader, today))
                found += (Found(register, duty, key, duty.due(day)) for key, day in rows)
                is_capped |= len(rows) == MOST_COUNTED
    found.sort(key=lambda one: urgency(one.due, today))
    overdue = sum(one.due < today for one in found)
    items = in_words(found[:shown], today)
    return Pendings(items, len(found), overdue, is_capped)


@dataclass(frozen=True)
class Found:
    """A record that gives rise to a duty, and by when."""

    register: Register
    duty: Duty
    key: int
    due: datetime.date


def pending(
    register: Register, duty: Duty, reader: Reader, today: datetime.date
) -> QuerySet[Any, tuple[Any, ...]]:
    """The records that give rise to a duty now, with the day that it is counted from."""
    rows = readable(register, reader).filter(withdrawn_at__isnull=True)
    rows = rows.filter(duty.pending(today)).annotate(**{FROM: F(duty.on)})
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by(f"-{FROM}", "pk").values_list("pk", FROM)
    return found[:MOST_COUNTED]


def urgency(due: datetime.date, today: datetime.date) -> tuple[bool, datetime.timedelta]:
    """Overdue before the rest; of both what is nearest to today."""
    return due >= today, abs(due - today)


def in_words(found: list[Found], today: datetime.date) -> list[Pending]:
    """As pages show them; their records are read a register at a time."""
    keys: dict[str, set[int]] = {}
    for one in found:
        keys.setdefault(one.register.code, set()).add(one.key)
    records = {code: records_of(registers()[code], wanted) for code, wanted in keys.items()}
    return [pending_of(one, records[one.register.code][one.key], today) for one in found]


def records_of(register: Register, keys: set[int]) -> dict[int, Any]:
    """Records that were found to be hers to see, with whose they are."""
    rows = register.model._default_manager.filter(pk__in=keys)
    if register.organisation_prefix:
        rows = rows.select_related(register.organisation)
    return {row.pk: row for row in rows}


def pending_of(one: Found, record: Any, today: datetime.date) -> Pending:
    """One of them, in words."""
    return Pending(
        label=one.duty.label,
        record=str(record),
        organisation=str(organisation_of(one.register, record)),
        due=one.due,
        is_overdue=one.due < today,
        url=record_url(one.register, one.key),
        register=one.register.label,
        rule=one.duty.rule,
    )
