"""Who handles a sealed record: assigning and taking off, each in one transaction with the trail."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Entry, Person, Post, in_force
from halfsky.org.reader import Reader
from halfsky.org.roles import POWERS, Power
from halfsky.records.assignments import Assignment
from halfsky.records.declaration import Register
from halfsky.records.visibility import against
from halfsky.records.writing import organisation_of

MOST_CANDIDATES = 200
HANDLING = [role for role, powers in POWERS.items() if Power.HANDLE_CASES in powers]


class HandlingRefused(Exception):
    """It cannot be given to her, or not be taken from her; the sentence says why."""


def handlers_of(register: Register, record: Entry, reader: Reader) -> list[Assignment]:
    """Who handles it today."""
    found = Assignment.objects.filter(in_force(reader.on), register=register.code, record=record.pk)
    return list(found.select_related("person", "assigned_by").order_by("since", "pk"))


def candidates(register: Register, record: Entry, reader: Reader) -> list[Person]:
    """Handlers within whose reach it lies, who are not barred and do not handle it yet."""
    there = {one.person_id for one in handlers_of(register, record, reader)}
    posts = Post.objects.filter(in_force(reader.on), role__in=HANDLING, person__is_active=True)
    people = Person.objects.filter(pk__in=posts.values("person")).exclude(pk__in=there)
    return [
        person
        for person in people.order_by("name")[:MOST_CANDIDATES]
        if may_handle(register, record, Reader.of(person, reader.on))
    ]


def may_handle(register: Register, record: Entry, other: Reader) -> bool:
    """Whether it may be given to her: within her reach, and not against her own (CMP-05)."""
    path = organisation_of(register, record).path
    if not other.can_at(Power.HANDLE_CASES, path):
        return False
    barred = against(register, other) & Q(pk=record.pk)
    return not register.model._default_manager.filter(barred).exists()


def assign(register: Register, record: Entry, person: Person, reader: Reader, reason: str) -> None:
    """Let another handler see the record, and handle it."""
    if not may_handle(register, record, Reader.of(person, reader.on)):
        raise HandlingRefused(
            _("不能指派给{person}：不在承办范围内，或与被投诉单位有关。").format(person=person)
        )
    with transaction.atomic():
        _assignment, is_new = Assignment.objects.get_or_create(
            register=register.code,
            record=record.pk,
            person=person,
            until=None,
            defaults={"assigned_by": reader.person, "since": reader.on},
        )
        if is_new:
            write_down(reader, deed(Action.ASSIGNED, register, record, person, reason))


def unassign(
    register: Register, record: Entry, assignment: Assignment, reader: Reader, reason: str
) -> None:
    """From today on she does not handle it; somebody always does."""
    with transaction.atomic():
        others = Assignment.objects.select_for_update().filter(
            in_force(reader.on), register=register.code, record=record.pk
        )
        if len(others) < 2:
            raise HandlingRefused(_("至少要有一名承办人，请先指派别人。"))
        assignment.until = max(reader.on, assignment.since)
        assignment.save(update_fields=["until"])
        person = assignment.person
        write_down(reader, deed(Action.UNASSIGNED, register, record, person, reason))


def deed(action: Action, register: Register, record: Any, person: Person, reason: str) -> Deed:
    """Who was put on it or taken off, for the trail."""
    return Deed(
        action=action,
        kind=register.code,
        key=str(record.pk),
        organisation=organisation_of(register, record).pk,
        after={"person": person.pk, "handler": person.name},
        reason=reason,
    )
