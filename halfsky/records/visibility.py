"""The one way to records: through a register, with the reader (design §6).

Outside her part of the tree a record does not exist (404); inside, without the power, it is
forbidden (403); a sealed one exists only for those to whom it is assigned.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from halfsky.org.models import Coverage, in_force
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.records.assignments import Assignment
from halfsky.records.declaration import Register


def readable(register: Register, reader: Reader, *powers: Power) -> QuerySet[Any]:
    """The records that a reader may see; with powers named, those she may use them on."""
    records = register.model._default_manager.all()
    if register.is_sealed:
        return records.filter(assigned_to(register, reader)).exclude(against(register, reader))
    wanted = powers or (register.reading,)
    return records.filter(reader.organisations(*wanted, prefix=register.organisation_prefix))


def may_enter(register: Register, reader: Reader) -> bool:
    """Whether she may add records to it somewhere."""
    return reader.can(register.writing) and not register.made_by


def open_register(register: Register, reader: Reader) -> None:
    """Refuse a register that she may not read anywhere; a sealed one does not exist for her."""
    if reader.can(register.reading):
        return
    if register.is_sealed:
        raise Http404
    raise PermissionDenied


def fetch(register: Register, reader: Reader, key: int, *powers: Power) -> Model:
    """One record that she may see, or use the powers on; else 404 or 403 as said above."""
    record = readable(register, reader, *powers).filter(pk=key).first()
    if record is not None:
        if register.is_sealed and not all(reader.can(power) for power in powers):
            raise PermissionDenied
        return record  # type: ignore[no-any-return] # every register's model is a Model
    if not register.is_sealed:
        reached = reader.organisations(prefix=register.organisation_prefix)
        if register.model._default_manager.filter(reached, pk=key).exists():
            raise PermissionDenied
    raise Http404


def assigned_to(register: Register, reader: Reader) -> Q:
    """Sealed records assigned to a case handler, inside her part of the tree."""
    if reader.person is None or not reader.can(Power.HANDLE_CASES):
        return Q(pk__in=())
    mine = Assignment.objects.filter(
        in_force(reader.on), register=register.code, person=reader.person
    )
    reach = reader.organisations(Power.HANDLE_CASES, prefix=register.organisation_prefix)
    return Q(pk__in=mine.values("record")) & reach


def against(register: Register, reader: Reader) -> Q:
    """Records whose accused is the employer of a union she holds a post in (CMP-05).

    She is barred even where somebody assigned the record to her.
    """
    if not register.accused or not reader.posts:
        return Q(pk__in=())
    hers = Coverage.objects.filter(
        in_force(reader.on),
        organisation__in=[post.organisation for post in reader.posts],
        withdrawn_at__isnull=True,
    )
    return Q(**{f"{register.accused}__in": hers.values("employer")})
