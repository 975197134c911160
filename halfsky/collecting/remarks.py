"""Remarks on records: a level above asks, the unit answers, whoever asked settles it."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from halfsky.collecting.models import Remark
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.registry import registers
from halfsky.records.writing import organisation_of

KIND = "remark"


def takes_remarks(register: Register) -> bool:
    """Open registers: a remark is kept in plain text and read by every level."""
    return register.confidential is Confidentiality.OPEN


def remarks_on(register: Register, record: int) -> "QuerySet[Remark]":
    """The whole thread, the oldest first."""
    found = Remark.objects.filter(register=register.code, record=record)
    return found.select_related("person").order_by("at", "pk")


def may_send_back(reader: Reader, organisation: Organisation) -> bool:
    """Whether she looks after this unit from above."""
    return reader.can_at(Power.MANAGE_OFFICERS, organisation.path)


def open_remarks(reader: Reader) -> "QuerySet[Remark]":
    """What somebody asked within her reach and nobody has settled."""
    here = reader.organisations(Power.READ_OPEN, prefix="organisation__")
    waiting = Remark.objects.filter(here, asks=True, settled_at__isnull=True)
    return waiting.select_related("organisation", "person").order_by("-at", "-pk")


def write_remark(register: Register, record: Any, reader: Reader, text: str, asks: bool) -> Remark:
    """Add a word to the thread."""
    if reader.person is None:
        raise ValueError("a remark is somebody's")
    organisation = organisation_of(register, record)
    remark = Remark.objects.create(
        register=register.code,
        record=record.pk,
        organisation=organisation,
        person=reader.person,
        at=timezone.now(),
        text=text,
        asks=asks,
    )
    after = {"register": register.code, "record": record.pk, "text": text, "asks": asks}
    write_down(reader, Deed(Action.ADDED, KIND, str(remark.pk), organisation.pk, after=after))
    return remark


def settle(register: Register, record: Any, reader: Reader) -> int:
    """Everything that was asked about a record is done with; says how much that was."""
    asked = Remark.objects.filter(
        register=register.code, record=record.pk, asks=True, settled_at__isnull=True
    )
    settled = asked.update(settled_at=timezone.now())
    if settled:
        organisation = organisation_of(register, record)
        after = {"register": register.code, "record": record.pk}
        write_down(reader, Deed(Action.STEPPED, KIND, str(record.pk), organisation.pk, after=after))
    return settled


def label_of(register: str) -> str:
    """What the register is called."""
    known = registers().get(register)
    return str(known.label) if known else register
