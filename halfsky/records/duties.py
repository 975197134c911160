"""What has to be done by when, over every register that a reader may see (issue C 5)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from halfsky.org.labels import Label
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register
from halfsky.records.duty import ONE_DAY, Duty
from halfsky.records.registry import registers
from halfsky.records.visibility import readable
from halfsky.records.writing import organisation_of

SHOWN = 30  # of all registers together
# Beyond these nobody reads on; they are counted, up to here.
MOST_COUNTED = 500
FROM = "duty_from"


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


def duties_of(reader: Reader, today: datetime.date, shown: int = SHOWN) -> Pendings:
    """What is pending: the lately overdue first, then what falls due next.

    Two queries and a capped count for each declared duty, whatever the number of records.
    """
    found: list[Pending] = []
    count = overdue = 0
    is_capped = False
    for register in registers().values():
        if register.duties and reader.can(register.reading):
            for duty in register.duties:
                rows = pending(register, duty, reader, today)
                found += shown_of(register, duty, rows, today, shown)
                late = rows.filter(**{f"{FROM}__lt": today - duty.days * ONE_DAY})
                numbers = counted(rows), counted(late)
                count, overdue = count + numbers[0], overdue + numbers[1]
                is_capped |= MOST_COUNTED in numbers
    found.sort(key=lambda one: urgency(one, today))
    return Pendings(found[:shown], count, overdue, is_capped)


def pending(register: Register, duty: Duty, reader: Reader, today: datetime.date) -> Any:
    """The records that give rise to a duty now, with the day that it is counted from."""
    rows = readable(register, reader).filter(withdrawn_at__isnull=True)
    return rows.filter(duty.pending(today)).annotate(**{FROM: F(duty.on)})


def shown_of(
    register: Register, duty: Duty, rows: Any, today: datetime.date, shown: int
) -> Iterator[Pending]:
    """The most urgent of one duty: the lately overdue, and what falls due next."""
    steps = register.organisation.split("__") if register.organisation_prefix else []
    rows = rows.select_related("__".join(steps)) if steps else rows
    turn = today - duty.days * ONE_DAY
    late = rows.filter(**{f"{FROM}__lt": turn}).order_by(f"-{FROM}", "pk")[:shown]
    coming = rows.filter(**{f"{FROM}__gte": turn}).order_by(FROM, "pk")[:shown]
    for record in (*late, *coming):
        yield pending_of(register, duty, record, today)


def pending_of(register: Register, duty: Duty, record: Any, today: datetime.date) -> Pending:
    """One of them, in words."""
    due = duty.due(getattr(record, FROM))
    return Pending(
        label=duty.label,
        record=str(record),
        organisation=str(organisation_of(register, record)),
        due=due,
        is_overdue=due < today,
        url=record_url(register, record.pk),
        register=register.label,
        rule=duty.rule,
    )


def counted(rows: Any) -> int:
    """How many there are, up to a limit."""
    return int(rows.order_by()[:MOST_COUNTED].count())


def urgency(one: Pending, today: datetime.date) -> tuple[bool, datetime.timedelta]:
    """Overdue before the rest; of both what is nearest to today."""
    return not one.is_overdue, abs(one.due - today)
