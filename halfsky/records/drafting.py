"""Drafts: a form that was not finished, kept for the person who typed it and nobody else."""

import datetime
import json
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict

from halfsky.org.labels import Label
from halfsky.org.once import FIELD
from halfsky.org.practice import is_practising
from halfsky.org.reader import Reader
from halfsky.records.declaration import Register
from halfsky.records.drafts import Draft
from halfsky.records.registry import registers

NOT_KEPT = frozenset((FIELD, "csrfmiddlewaretoken", "again", "keep", "add_row"))
LARGEST = 200_000  # characters


@dataclass(frozen=True)
class Kept:
    """A draft as lists show it."""

    id: int
    register: Register
    label: Label
    record: int | None  # none: a new one
    saved_at: datetime.datetime


def keep(register: Register, record: int | None, data: QueryDict, reader: Reader) -> Draft | None:
    """Keep what is typed, in place of what was kept of the same form; not what is too long."""
    typed = {name: data.getlist(name) for name in data if name not in NOT_KEPT}
    content = json.dumps(typed, ensure_ascii=False)
    if reader.person is None or len(content) > LARGEST or is_practising(reader):
        return None
    with transaction.atomic():
        discard(register, record, reader)
        return Draft.objects.create(
            person=reader.person, register=register.code, record=record, content=content
        )


def draft_of(register: Register, record: int | None, reader: Reader) -> Draft | None:
    """What she kept of a form; who practises keeps nothing and finds nothing."""
    if is_practising(reader):
        return None
    found = Draft.objects.filter(person=reader.person, register=register.code, record=record)
    return found.order_by("-saved_at").first()


def typed_in(draft: Draft) -> QueryDict:
    """What was typed, as if it were sent again."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.content).items():
        data.setlist(name, values)
    return data


def discard(register: Register, record: int | None, reader: Reader) -> None:
    """The form was sent, or she does not want it any more."""
    if is_practising(reader):
        return
    Draft.objects.filter(person=reader.person, register=register.code, record=record).delete()


def drafts_of(reader: Reader) -> list[Kept]:
    """Her drafts, the latest first; of a register that she may not write any more none."""
    if is_practising(reader):
        return []
    found = Draft.objects.filter(person=reader.person).defer("content").order_by("-saved_at")
    known = registers()
    return [
        Kept(one.pk, known[one.register], known[one.register].label, one.record, one.saved_at)
        for one in found[:50]
        if one.register in known and reader.can(known[one.register].writing)
    ]
