"""What a row beside a record has to keep: as in the forms, knowing what is above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from halfsky.org.models import Organisation
from halfsky.records.sheets.children.sheets import ChildSheet
from halfsky.records.sheets.conditions import Candidate, values_at
from halfsky.records.sheets.rules import Rules
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.uniqueness import Once
from halfsky.records.sheets.verdicts import named

DERIVED_FROM = {"person_key": "identity_number"}


@dataclass
class OnceBeside(Once):
    """What may be there once beside a record; said without naming the record."""

    beside: str = ""  # the key to the record

    def sentence(self, owner: int) -> str:
        """Whom the row collides with."""
        if self.beside not in self.names or self._of_constraint():
            return super().sentence(owner)
        if owner < 0:
            return _("与第{row}行重复，请删去一行。").format(row=named(-owner))
        names = [DERIVED_FROM.get(one, one) for one in self.names if one != self.beside]
        labels = "、".join(str(self.model._meta.get_field(one).verbose_name) for one in names)
        if not labels:
            return super().sentence(owner)
        return _("这条记录里已有同样的{labels}，请删去这一行。").format(labels=labels)


class ChildRules(Rules):
    """The rules of a child row; what is above it may be new too."""

    def __init__(self, sheet: ChildSheet, scope: Scope) -> None:
        super().__init__(sheet, scope)
        self.key = sheet.key.name
        self.above: dict[int, Any] = {}  # what rows are under, as the file would leave it
        self.once = [OnceBeside(**vars(rule), beside=self.key) for rule in self.once]

    def prepare(self, candidates: Sequence[Candidate]) -> None:
        """Read what the rows are compared with."""
        for rule in self.once:
            rule.prepare(candidates)
        if "organisation" in self.sheet.places:
            wanted = values_at(self.sheet.places["organisation"], candidates)
            self.organisations = Organisation.objects.in_bulk(wanted)

    def instance(self, row: Candidate, own: int | None) -> Any:
        """The row with what is above it."""
        instance = super().instance(row, own)
        if above := self.above.get(row[self.sheet.places[self.key]]):
            setattr(instance, self.key, above)
        return instance

    def named(self, name: str) -> str:
        """At which field a fault is shown: not at the record, nor at a derived key."""
        return DERIVED_FROM.get(name, name)
