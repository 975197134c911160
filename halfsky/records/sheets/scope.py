"""Within whose reach a sheet is made, read and written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from halfsky.org.acts import below_path
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.records.declaration import Register
from halfsky.records.visibility import readable

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Place:
    """An organisation within reach, as far as a sheet needs to know it."""

    id: int
    code: str
    name: str
    since: datetime.date
    until: datetime.date | None

    @property
    def shown(self) -> str:
        """Code and name, as cells and drop-downs hold it."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True)
class Scope:
    """The organisations and records that may be read and written."""

    register: Register
    organisations: QuerySet[Organisation]
    records: QuerySet[Any]
    whole: bool = False  # every organisation there is, so that no query has to name them
    # Where a row without an organisation belongs: the union that filled in its own workbook.
    home: int | None = None
    top: int | None = None  # the organisation it begins at, where it is one

    @cached_property
    def places(self) -> dict[int, Place]:
        """Every organisation within reach, by key."""
        rows = self.organisations.filter(withdrawn_at__isnull=True).order_by("path", "code")
        found = rows.values_list("id", "code", "name", "since", "until")
        return {row[0]: Place(*row) for row in found}

    def within(self, queryset: QuerySet[Any], path: str) -> QuerySet[Any]:
        """Rows of another model whose organisation is within reach."""
        return queryset if self.whole else queryset.filter(**{f"{path}__in": self.organisations})


def scope_of(register: Register, top: Organisation | None = None) -> Scope:
    """The operator's scope: everything, or one organisation with all below it.

    Sealed records are reached by assignment only, so the operator adds to them and sees none.
    """
    records = register.model._default_manager.all()
    if register.is_sealed:
        records = records.none()
    if top is None:
        real = f"{register.organisation_prefix}is_practice"
        organisations = Organisation.objects.filter(is_practice=False)
        return Scope(register, organisations, records.filter(**{real: False}), whole=True)
    organisations = Organisation.objects.filter(below_path(top.path))
    records = records.filter(below_path(top.path, register.organisation_prefix))
    home = top.pk if organisations.count() == 1 else None
    return Scope(register, organisations, records, home=home, top=top.pk)


def scope_for(register: Register, reader: Reader) -> Scope:
    """What a person may write: the organisations and records of her posts."""
    return reached(register, reader, register.writing)


def scope_to_read(register: Register, reader: Reader) -> Scope:
    """What a person may read."""
    return reached(register, reader, register.reading)


def reached(register: Register, reader: Reader, power: Power) -> Scope:
    """Where a person has a power."""
    organisations = Organisation.objects.filter(reader.organisations(power))
    records = readable(register, reader, power)
    only = list(organisations.values_list("pk", flat=True)[:2])
    home = only[0] if len(only) == 1 else None
    return Scope(register, organisations, records, home=home, top=reader.home(power))
