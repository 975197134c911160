"""Writes to records: rights, version, audit and the change itself in one transaction."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.audit.snapshot import difference, snapshot
from halfsky.org.models import Entry, Organisation
from halfsky.org.reader import Reader
from halfsky.records.assignments import Assignment
from halfsky.records.children import kept_rows
from halfsky.records.declaration import Register


class VersionConflict(Exception):
    """Somebody saved the record after it was opened; `current` is what she saved."""

    def __init__(self, current: Entry) -> None:
        super().__init__(str(current))
        self.current = current


def no_rows(record: Any) -> None:
    """Nothing beside the record changes."""


def add(
    register: Register,
    record: Entry,
    reader: Reader,
    reason: str = "",
    save_rows: Callable[[Any], None] = no_rows,
) -> None:
    """Save a new record and the rows beside it; a sealed one is assigned to who opened it."""
    refuse_elsewhere(register, record, reader)
    with transaction.atomic():
        record.entered_by = reader.person
        record.entered_at = timezone.now()
        record.version = 1
        record.save()
        save_rows(record)
        _write_down(register, Action.ADDED, record, reader, {}, reason)
        if register.is_sealed and reader.person is not None:
            Assignment.objects.create(
                register=register.code,
                record=record.pk,
                person=reader.person,
                assigned_by=reader.person,
                since=reader.on,
            )


def change(
    register: Register,
    record: Entry,
    version: int,
    reader: Reader,
    reason: str = "",
    save_rows: Callable[[Any], None] = no_rows,
) -> None:
    """Save a changed record, unless somebody saved it since `version` was opened."""
    _change(register, Action.CHANGED, record, version, reader, reason, save_rows)


def withdraw(register: Register, record: Entry, version: int, reader: Reader, reason: str) -> None:
    """Take a record out of every figure; it stays, with the reason."""
    record.refuse_withdrawal()
    record.withdrawn_at, record.withdrawn_because = timezone.now(), reason
    _change(register, Action.WITHDRAWN, record, version, reader, reason)


def restore(register: Register, record: Entry, version: int, reader: Reader, reason: str) -> None:
    """Undo a withdrawal."""
    record.withdrawn_at, record.withdrawn_because = None, ""
    _change(register, Action.RESTORED, record, version, reader, reason)


def advance(
    register: Register,
    record: Entry,
    step: str,
    on: datetime.date,
    version: int,
    reader: Reader,
    reason: str = "",
) -> None:
    """Take a step of the workflow on a day; raises `TransitionRefused` with what is missing."""
    if register.workflow is None:
        raise LookupError(register.code)
    register.workflow.advance(record, step, on)
    _change(register, Action.STEPPED, record, version, reader, reason)


def take_in(
    register: Register,
    record: Entry,
    version: int,
    reader: Reader,
    reason: str,
    save_rows: Callable[[Any], None],
) -> None:
    """Add rows beside a record that is not hers: what follows from an answer about her own."""
    with transaction.atomic():
        before = kept_rows(register, claim(record, version))
        save_rows(record)
        after = kept_rows(register, record)
        deed = Deed(
            action=Action.CHANGED,
            kind=register.code,
            key=str(record.pk),
            organisation=organisation_of(register, record).pk,
            after={name: value for name, value in after.items() if name not in before},
            reason=reason,
        )
        write_down(reader, deed)


def claim(record: Entry, version: int) -> Any:
    """The record as it is stored, now of the next version; or a conflict.

    The check and the act are one statement: of two editors one finds the version.
    """
    manager = type(record)._default_manager
    claimed = manager.filter(pk=record.pk, version=version).update(version=version + 1)
    stored = manager.get(pk=record.pk)
    if not claimed:
        raise VersionConflict(stored)
    return stored


def put_back(register: Register, record: Entry, version: int, reader: Reader, reason: str) -> None:
    """Save a record as it was before its last step (halfsky/records/stepping_back.py)."""
    _change(register, Action.STEPPED_BACK, record, version, reader, reason)


def refuse_elsewhere(register: Register, record: Any, reader: Reader) -> None:
    """A write names no organisation outside the writer's reach (ASVS 8.4.1)."""
    path = organisation_of(register, record).path
    if not reader.can_at(register.writing, path):
        raise PermissionDenied


def organisation_of(register: Register, record: Any) -> Organisation:
    """The organisation that a record belongs to."""
    found: Organisation = record
    if register.organisation_prefix:
        for step in register.organisation.split("__"):
            found = getattr(found, step)
    return found


def _change(
    register: Register,
    action: Action,
    record: Entry,
    version: int,
    reader: Reader,
    reason: str,
    save_rows: Callable[[Any], None] = no_rows,
) -> None:
    refuse_elsewhere(register, record, reader)
    with transaction.atomic():
        stored = claim(record, version)
        refuse_elsewhere(register, stored, reader)
        before = snapshot(stored) | kept_rows(register, stored)
        record.version = version + 1
        record.save()
        save_rows(record)
        _write_down(register, action, record, reader, before, reason)


def _write_down(
    register: Register,
    action: Action,
    record: Entry,
    reader: Reader,
    before: dict[str, Any],
    reason: str,
) -> None:
    old, new = difference(before, snapshot(record) | kept_rows(register, record))
    deed = Deed(
        action=action,
        kind=register.code,
        key=str(record.pk),
        organisation=organisation_of(register, record).pk,
        before=old or None,
        after=new,
        reason=reason,
    )
    write_down(reader, deed)
