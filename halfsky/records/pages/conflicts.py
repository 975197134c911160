"""Two versions of a record side by side."""

from dataclasses import dataclass
from typing import Any

from halfsky.records.declaration import Register
from halfsky.records.sheets.columns import editable_fields
from halfsky.records.values import shown


@dataclass(frozen=True)
class Difference:
    """A field in which two versions differ."""

    label: str
    theirs: str
    mine: str


def differences(register: Register, theirs: Any, mine: Any) -> list[Difference]:
    """The fields that differ, as pages show them."""
    found = []
    for field in editable_fields(register.model):
        if getattr(theirs, field.attname) != getattr(mine, field.attname):
            both = [shown(register, field, getattr(one, field.name)) for one in (theirs, mine)]
            found.append(Difference(str(field.verbose_name), *both))
    return found
