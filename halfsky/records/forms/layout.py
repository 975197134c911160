"""How the fields of a form stand on the page: what must be filled first, short ones in pairs."""

from dataclasses import dataclass
from typing import Literal

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from halfsky.records.declaration import Register
from halfsky.records.forms.building import RecordForm
from halfsky.records.forms.fields import DayField, WholeField, YuanField
from halfsky.records.forms.references import ReferenceField

Kind = Literal["plain", "day", "whole", "yuan"]
MANY_OPTIONAL = 3  # from so many on, what may stay empty is folded away on a telephone


@dataclass(frozen=True)
class Placed:
    """A field with the component that shows it."""

    bound: BoundField
    kind: Kind
    is_wide: bool


@dataclass(frozen=True)
class Group:
    """Fields that stand together; the second is folded away where nothing in it is wrong."""

    label: str
    fields: list[Placed]
    is_folded: bool = False


def groups_of(register: Register, form: RecordForm) -> list[Group]:
    """What must be filled in, then what may be."""
    placed = [placed_of(form[name]) for name in form.fields]
    needed = [one for one in placed if is_needed(one.bound)]
    optional = [one for one in placed if not is_needed(one.bound)]
    if not needed or len(optional) < MANY_OPTIONAL:
        return [Group("", placed)]
    return [Group("", needed), Group(_("可以不填的"), optional, is_folded=is_quiet(optional))]


def is_needed(bound: BoundField) -> bool:
    """Whether it belongs to what every record says."""
    field = bound.field
    return field.required or isinstance(field, (forms.BooleanField, YuanField))


def is_quiet(optional: list[Placed]) -> bool:
    """Nothing in it is filled in or wrong."""
    return not any(one.bound.errors or one.bound.value() for one in optional)


def placed_of(bound: BoundField) -> Placed:
    """The component for a field, and whether it takes the whole width."""
    kinds: dict[type[forms.Field], Kind] = {
        DayField: "day",
        WholeField: "whole",
        YuanField: "yuan",
    }
    kind = kinds.get(type(bound.field), "plain")
    return Placed(bound, kind, is_wide(bound, kind))


def is_wide(bound: BoundField, kind: Kind) -> bool:
    """Long texts, and what names something long."""
    if kind != "plain" or isinstance(bound.field, (forms.ChoiceField, forms.BooleanField)):
        return False
    longest = getattr(bound.field, "max_length", None)
    return isinstance(bound.field, ReferenceField) or longest is None or longest > 60
