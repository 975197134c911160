"""What a person would type into a register's form for a record of the factories."""

import datetime
from typing import Any

from django.db.models import BooleanField, Model

from halfsky.org.models import Organisation
from halfsky.org.once import FIELD, new_key
from halfsky.records.declaration import Register
from halfsky.records.forms.building import form_fields
from halfsky.records.models import MoneyField
from halfsky.records.values import yuan
from tests.registers.test_every_register import factory_of


def typed_for(register: Register, organisation: Organisation, **changes: Any) -> dict[str, str]:
    """The fields of a new record as text, with a key; the record itself is not kept."""
    record = factory_of(register.model).build(**{register.organisation: organisation})
    others = iter(Organisation.objects.exclude(pk=organisation.pk).order_by("-pk"))
    for name in form_fields(register):
        value = getattr(record, name)
        if isinstance(value, Model) and value.pk is None:
            setattr(record, name, kept(value, next(others)))
    return {**typed_of(register, record), FIELD: new_key(), **changes}


def kept(row: Model, organisation: Organisation) -> Model:
    """What a record refers to is there already, within reach."""
    if isinstance(row, Organisation):
        return organisation
    if hasattr(row, "organisation"):
        return factory_of(type(row)).create(organisation=organisation)
    row.save()
    return row


def typed_of(register: Register, record: Any) -> dict[str, str]:
    """A record as it would be typed."""
    return {name: as_typed(record, name) for name in form_fields(register, record)}


def as_typed(record: Any, name: str) -> str:
    """One field as text."""
    field, value = record._meta.get_field(name), getattr(record, name)
    if value is None or value is False:
        return ""
    if isinstance(field, BooleanField):
        return "on"
    if isinstance(field, MoneyField):
        return yuan(value)
    if isinstance(value, datetime.date):
        return f"{value.year}.{value.month}.{value.day}"
    if isinstance(value, Model):
        code = next(c for c in ("code", "credit_code", "number") if hasattr(value, c))
        return str(getattr(value, code))
    return str(value)
