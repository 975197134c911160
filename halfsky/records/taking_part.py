"""What an organisation took part in that others held: read from their records, never counted.

Only open registers: what is sensitive or sealed is not told of through this door (0027).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.panels import Panel
from halfsky.org.reader import Reader
from halfsky.records.addresses import record_url
from halfsky.records.children import model_of
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.registry import registers
from halfsky.records.visibility import readable

SHOWN = 10


@dataclass(frozen=True)
class Part:
    """One event: what a participating unit may know of it, and its page for who may open it."""

    day: datetime.date
    title: str
    register: Label
    holder: str
    women: int | None  # of the unit
    url: str


def held_jointly() -> Iterator[Register]:
    """The registers whose events one body may hold for many units."""
    return (one for one in registers().values() if one.participants)


def parts_of(reader: Reader, organisation: Organisation, most: int) -> list[Part]:
    """The latest that an organisation took part in, where the reader reads of it at all."""
    found: list[Part] = []
    for register in held_jointly():
        is_open = register.confidential is Confidentiality.OPEN
        if is_open and reader.can_at(register.reading, organisation.path):
            found += parts_in(register, reader, organisation, most)
    return sorted(found, key=lambda part: part.day, reverse=True)[:most]


def parts_in(
    register: Register, reader: Reader, organisation: Organisation, most: int
) -> list[Part]:
    """The latest of one register."""
    kept = register.participants
    if kept is None:
        return []
    rows: Any = model_of(register, kept)._default_manager
    rows = rows.filter(organisation=organisation, record__withdrawn_at__isnull=True)
    holder = f"record__{register.organisation}"
    latest = list(rows.select_related(holder).order_by(f"-record__{register.on}", "-pk")[:most])
    keys = [row.record_id for row in latest]
    hers = set(readable(register, reader).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Part(
            getattr(row.record, register.on),
            str(getattr(row.record, kept.titled)),
            register.label,
            str(row.record.organisation),
            row.women,
            record_url(register, row.record_id) if row.record_id in hers else "",
        )
        for row in latest
    ]


def taken_part_panel(reader: Reader, organisation: Organisation) -> Panel | None:
    """On an organisation's page: the latest that others held for it too."""
    found = parts_of(reader, organisation, SHOWN + 1)
    if not found:
        return None
    content = {"parts": found[:SHOWN], "has_more": len(found) > SHOWN}
    return Panel(_("参加的活动"), "records/taken_part.html", content)
