"""A value of a record as pages show it: labels, yuan, days, masked secrets."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, Field
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.identifiers import masked
from halfsky.records.declaration import Register
from halfsky.records.models import MoneyField

FEN = 100
LONGEST_MASK = 18


def yuan(fen: int) -> str:
    """Fen in yuan, without needless zeros: 500, 1234.56."""
    whole, rest = divmod(abs(fen), FEN)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole}.{rest:02d}" if rest else f"{sign}{whole}"


def hidden(text: str) -> str:
    """A secret without what would give it away: long texts not even by their length."""
    return masked(text) if len(text) <= LONGEST_MASK else f"{'*' * 6}"


def shown(register: Register, field: "Field[Any, Any]", value: Any) -> str:
    """One value; empty where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(field, EncryptedField):
        return hidden(value)
    if isinstance(field, BooleanField):
        return _("是") if value else _("否")
    if labels := labels_of(register, field):
        return labels.get(value, str(value))
    if isinstance(field, MoneyField):
        return yuan(value)
    return as_text(value)


def as_text(value: Any) -> str:
    """Anything else: days and times written one way everywhere."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def labels_of(register: Register, field: "Field[Any, Any]") -> Mapping[Any, str]:
    """What the values of a field are called: its choices, or what the register offers."""
    if offered := register.offers.get(field.name):
        return {value: str(label) for value, label in offered()}
    return {value: str(label) for value, label in field.flatchoices}
