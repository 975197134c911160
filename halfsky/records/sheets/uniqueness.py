"""What may be there once: unique fields and constraints, over the database and the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext as _

from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.conditions import (
    Candidate,
    CannotCompile,
    Test,
    compiled,
    names_in,
    values_at,
)
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.verdicts import named

# Whose a key is: the key of a record, or of a new row its number in the sheet, negative.
Owner = int


@dataclass
class Once:
    """One rule of uniqueness, and who holds each key as the sheet is gone through."""

    model: Any
    names: tuple[str, ...]
    places: tuple[int, ...]
    condition: Any  # the constraint's, or none
    holds: Test | None
    constraint: UniqueConstraint | None
    holders: dict[tuple[Any, ...], set[Owner]] = field(default_factory=dict)
    fetched: set[Any] = field(default_factory=set)  # first values that were asked for
    replaced: set[int] = field(default_factory=set)  # records that the sheet has changed
    taken: dict[Owner, tuple[Any, ...]] = field(default_factory=dict)  # by the new rows

    @property
    def fields(self) -> set[str]:
        """The fields whose own faults make the rule silent."""
        return {*self.names, *(names_in(self.condition) if self.condition else ())}

    def prepare(self, candidates: Sequence[Candidate]) -> None:
        """Read who holds the keys of a chunk."""
        first = self.places[0]
        wanted = values_at(first, candidates) - self.fetched
        self.fetched |= wanted
        rows = self.model._default_manager.filter(self.condition or Q())
        for part in parts(list(wanted)):
            found = rows.filter(**{f"{self.names[0]}__in": part})
            for owner, *key in found.values_list("pk", *self.names):
                if owner not in self.replaced:
                    self.holders.setdefault(tuple(key), set()).add(owner)

    def key(self, row: Candidate) -> tuple[Any, ...] | None:
        """What must be there once; nothing where a part of it is empty."""
        key = tuple(row[place] for place in self.places)
        return None if None in key else key

    def other(self, row: Candidate, own: Owner | None) -> Owner | None:
        """Another holder of the row's key; unknown conditions count as met, as in Django."""
        key = self.key(row)
        if key is None or (self.holds and self.holds(row) is False):
            return None
        return next((owner for owner in self.holders.get(key, ()) if owner != own), None)

    def take(self, row: Candidate, before: Candidate | None, owner: Owner) -> None:
        """The row was accepted: it gives up its old key and holds its own."""
        if before is not None:
            self.replaced.add(owner)
            old = self.key(before)
            if old is not None:
                self.holders.get(old, set()).discard(owner)
        key = self.key(row)
        if key is not None and (self.holds is None or self.holds(row)):
            self.holders.setdefault(key, set()).add(owner)
            if owner < 0:
                self.taken[owner] = key

    def forget(self, owners: set[Owner]) -> None:
        """New rows that are not to be stored after all hold nothing."""
        for owner in owners & self.taken.keys():
            self.holders[self.taken.pop(owner)].discard(owner)

    def sentence(self, owner: Owner) -> str:
        """Whom the row collides with."""
        labels = "、".join(str(self.model._meta.get_field(n).verbose_name) for n in self.names)
        if owner < 0:
            sentence = _("{labels}与第{row}行重复，请核对后只留一行。")
            return sentence.format(labels=labels, row=named(-owner))
        if self.condition is None:
            return _("{labels}已被另一条记录使用，请核对。").format(labels=labels)
        return self._of_constraint() or _(
            "{labels}已有一条记录在用，请先办结或填写截止日期。"
        ).format(labels=labels)

    def _of_constraint(self) -> str:
        declared = self.constraint and self.constraint.violation_error_message
        default = UniqueConstraint.default_violation_error_message
        return "" if not declared or declared == default else str(declared)


def rules_of_uniqueness(sheet: Sheet) -> tuple[list[Once], list[Any]]:
    """The rules that are checked here, and the constraints that only the database can judge."""
    model, places = sheet.model, sheet.places
    rules = [
        Once(model, (one.name,), (places[one.name],), None, None, None)
        for one in sheet.fields
        if one.unique and not one.primary_key
    ]
    left = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            try:
                rules.append(rule_of(model, places, constraint))
            except CannotCompile:
                left.append(constraint)
    return rules, left


def rule_of(model: Any, places: dict[str, int], constraint: UniqueConstraint) -> Once:
    """A constraint over plain fields as a rule."""
    if not constraint.fields or constraint.nulls_distinct is False:
        raise CannotCompile(constraint)
    condition = constraint.condition
    holds = compiled(condition, places) if condition else None
    at = tuple(places[name] for name in constraint.fields)
    return Once(model, tuple(constraint.fields), at, condition, holds, constraint)


def refused_by(constraint: Any, model: Any, instance: Any, exclude: set[str]) -> list[str]:
    """What a constraint says that only the database can judge."""
    try:
        constraint.validate(model, instance, exclude=exclude)
    except ValidationError as error:
        return list(error.messages)
    return []
