"""Every rule that a whole row has to keep, made once for a register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.models import Organisation
from halfsky.records.models import DatedRecord, NamedPerson, StandingRecord
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.conditions import (
    Candidate,
    CannotCompile,
    ColumnTest,
    Test,
    compiled,
    field_of,
    names_in,
    over_columns,
    values_at,
)
from halfsky.records.sheets.intervals import life_of, one_at_a_time
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.uniqueness import refused_by, rules_of_uniqueness

# Their `clean` is done here in bulk; a model that overrides it is asked row by row.
CLEANED_IN_BULK = (Model, DatedRecord, StandingRecord, NamedPerson)
CONTRARY = {
    "lte": gettext_lazy("大于"),
    "lt": gettext_lazy("不小于"),
    "gte": gettext_lazy("小于"),
    "gt": gettext_lazy("不大于"),
}

Fault = tuple[str, str]  # the field, or nothing where it is the row's, and the sentence


@dataclass(frozen=True)
class Condition:
    """A check constraint, over candidate rows."""

    names: frozenset[str]
    holds: Test
    over: ColumnTest
    constraint: CheckConstraint
    sheet: Sheet

    def faults(self, row: Candidate) -> list[Fault]:
        """The sentence at each field that the constraint speaks of and the sheet shows."""
        shown = [column.name for column in self.sheet.columns if column.name in self.names]
        sentence = self._sentence(row)
        return [(name, sentence) for name in shown] or [("", sentence)]

    def _sentence(self, row: Candidate) -> str:
        declared = str(self.constraint.violation_error_message)
        if declared != str(CheckConstraint.default_violation_error_message):
            return declared
        return self._comparison(row, self.constraint.condition) or self._labels()

    def _comparison(self, row: Candidate, condition: Any) -> str:
        """The first comparison of two fields that fails, where all of them have to hold."""
        if condition.negated or condition.connector != Q.AND:
            return ""
        for child in condition.children:
            if isinstance(child, Q):
                if found := self._comparison(row, child):
                    return found
            elif isinstance(child[1], F) and compiled(Q(child), self.sheet.places)(row) is False:
                name, _separator, lookup = child[0].partition("__")
                contrary = CONTRARY.get(lookup)
                return (contrary and self._said(name, str(contrary), field_of(child[1]))) or ""
        return ""

    def _said(self, left: str, contrary: str, right: str) -> str:
        sentence = _("“{left}”{contrary}“{right}”，请核对。")
        labels = (self._label(left), self._label(right))
        return sentence.format(left=labels[0], contrary=contrary, right=labels[1])

    def _labels(self) -> str:
        labels = "”“".join(
            self._label(one.name) for one in self.sheet.columns if one.name in self.names
        )
        return _("“{labels}”之间不相符，请核对。").format(labels=labels)

    def _label(self, name: str) -> str:
        return str(self.sheet.model._meta.get_field(name).verbose_name)


class Rules:
    """What `full_clean` asks of a record beyond its fields, over many rows at once."""

    def __init__(self, sheet: Sheet, scope: Scope) -> None:
        self.sheet, self.model = sheet, sheet.model
        self.life = life_of(sheet, scope.places)
        self.one_at_a_time = one_at_a_time(sheet)
        self.once, self.slow = rules_of_uniqueness(sheet)
        self.conditions = self._conditions()
        self.cleans = overrides_clean(self.model)
        self.organisations: dict[int, Organisation] = {}
        self.compares = bool(self.once or self.one_at_a_time)  # rows with each other

    def _conditions(self) -> list[Condition]:
        found = []
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    test = compiled(constraint.condition, self.sheet.places)
                except CannotCompile:
                    self.slow.append(constraint)
                    continue
                names = frozenset(names_in(constraint.condition))
                over = over_columns(constraint.condition, self.sheet.places)
                found.append(Condition(names, test, over, constraint, self.sheet))
            elif not isinstance(constraint, UniqueConstraint):
                self.slow.append(constraint)
        return found

    def prepare(self, candidates: Sequence[Candidate]) -> None:
        """Read what the rows of a chunk are compared with."""
        for rule in self.once:
            rule.prepare(candidates)
        if self.one_at_a_time:
            self.one_at_a_time.prepare(candidates)
        if self.cleans:
            place = self.sheet.places["organisation"]
            self.organisations = Organisation.objects.in_bulk(values_at(place, candidates))

    def doubtful(self, rows: Sequence[Candidate]) -> set[int]:
        """Where rows stand that `faults` has to look at, apart from what it compares them with.

        None of their values may be a refusal.
        """
        if self.cleans or self.slow or not rows:
            return set(range(len(rows)))
        columns = list(zip(*rows, strict=True))
        judged: list[Sequence[bool | None]] = [one.over(columns) for one in self.conditions]
        if self.life:
            judged.append(self.life.within(columns))
        found: set[int] = set()
        for results in judged:
            if False in results:
                found |= {place for place, known in enumerate(results) if known is False}
        return found

    def collides(self, row: Candidate) -> bool:
        """Whether a new row stands against a record or a row before it."""
        if self.one_at_a_time and self.one_at_a_time.other(row, None) is not None:
            return True
        return any(rule.other(row, None) is not None for rule in self.once)

    def faults(self, row: Candidate, own: int | None, bad: AbstractSet[str]) -> list[Fault]:
        """Everything that is wrong with a row; `bad` names the fields that are wrong already."""
        found = self._faults_of_days(row, own, bad)
        if (self.cleans or self.slow) and not bad:
            found += [one for one in self._judged(row, own) if one not in found]
        silent = bad | {name for name, _sentence in found} if found else bad
        for condition in self.conditions:
            if not (silent and silent & condition.names) and condition.holds(row) is False:
                found += condition.faults(row)
        for rule in self.once:
            if silent and silent & rule.fields:
                continue
            if (owner := rule.other(row, own)) is not None:
                found.append((rule.names[0], rule.sentence(owner)))
        return found

    def _faults_of_days(
        self, row: Candidate, own: int | None, bad: AbstractSet[str]
    ) -> list[Fault]:
        if self.life and not (bad and {"organisation", self.life.name} & bad):
            sentence = self.life.problem(row)
            if sentence:
                return [(self.life.name, sentence)]
        if self.one_at_a_time and not (bad and {"organisation", "since", "until"} & bad):
            owner = self.one_at_a_time.other(row, own)
            if owner is not None:
                return [("since", self.one_at_a_time.sentence(owner, row))]
        return []

    def _judged(self, row: Candidate, own: int | None) -> list[Fault]:
        """What the model's own `clean` and the constraints say that are not done in bulk."""
        instance = self.instance(row, own)
        found: list[Fault] = []
        if self.cleans:
            try:
                instance.clean()
            except ValidationError as error:
                found += faults_of(error)
        for constraint in self.slow:
            said = refused_by(constraint, self.model, instance, {name for name, _s in found})
            found += [("", sentence) for sentence in said]
        return found

    def instance(self, row: Candidate, own: int | None) -> Any:
        """The row as a record that is not saved."""
        values = {field.attname: value for field, value in zip(self.sheet.fields, row, strict=True)}
        instance = self.model(**values)
        instance._state.adding = own is None
        instance.pk = own
        if organisation := self.organisations.get(values.get("organisation_id", 0)):
            instance.organisation = organisation
        return instance

    def take(self, row: Candidate, before: Candidate | None, owner: int) -> None:
        """The row was accepted: the next ones are compared with it too."""
        for rule in self.once:
            rule.take(row, before, owner)
        if self.one_at_a_time:
            self.one_at_a_time.take(row, before, owner)

    def forget(self, numbers: Iterable[int]) -> None:
        """Rows that were accepted are not to be stored after all."""
        owners = {-number for number in numbers}
        for rule in self.once:
            rule.forget(owners)
        if self.one_at_a_time:
            self.one_at_a_time.forget(owners)


def overrides_clean(model: type[Model]) -> bool:
    """Whether a model has rules of its own in `clean`."""
    return any("clean" in vars(one) and one not in CLEANED_IN_BULK for one in model.__mro__)


def faults_of(error: ValidationError) -> list[Fault]:
    """What a model's own rule says, at the field that it names."""
    if not hasattr(error, "error_dict"):
        return [("", sentence) for sentence in error.messages]
    return [
        ("" if name == NON_FIELD_ERRORS else name, sentence)
        for name, sentences in error.message_dict.items()
        for sentence in sentences
    ]
