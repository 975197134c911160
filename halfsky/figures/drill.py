"""The records behind a figure: the same conditions that made it (design §4)."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, ForeignObjectRel, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext as _

from halfsky.figures.declaration import AnyMeasure, Distinct, Question, Sum
from halfsky.figures.queries import records_known
from halfsky.figures.report import Report
from halfsky.figures.rounding import yuan
from halfsky.org.tree import Node
from halfsky.records.checks import fields_on_path
from halfsky.records.declaration import Confidentiality
from halfsky.records.models import MoneyField


@dataclass(frozen=True)
class Behind:
    """One record (or one distinct thing) that a figure counts."""

    id: int | str
    date: datetime.date
    organisation: Node
    label: str
    amount: int | float | None = None  # what a sum adds of it; money in yuan
    is_sealed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The contract of decisions 29; of a sealed record only that it exists and when."""
        if self.is_sealed:
            return {"id": self.id, "date": self.date.isoformat()}
        entry = {
            "id": self.id,
            "date": self.date.isoformat(),
            "organisation": {"code": self.organisation.code, "name": self.organisation.name},
            "label": self.label,
        }
        return entry if self.amount is None else {**entry, "amount": self.amount}


def records_behind(measure: AnyMeasure, report: Report, using: str = "default") -> list[Behind]:
    """Everything that a figure of a report counts, by date; a distinct thing once."""
    drill = Drill(measure, report.question, set(report.order), report.tree.nodes, using)
    return sorted(drill.entries(), key=lambda entry: (entry.date, str(entry.id)))


@dataclass(frozen=True)
class Drill:
    """One walk from a figure to its records."""

    measure: AnyMeasure
    question: Question
    within: Collection[int]
    nodes: dict[int, Node]
    using: str

    def entries(self) -> Iterator[Behind]:
        """The entries in no particular order."""
        if isinstance(self.measure, Distinct):
            yield from self.things(self.measure)
            if self.measure.head_count:
                yield from self.heads(self.measure)
        else:
            yield from self.records()

    @property
    def is_sealed(self) -> bool:
        """Sealed records show nothing but that they exist."""
        return self.measure.register.confidential is Confidentiality.SEALED

    def found(self) -> QuerySet[Any]:
        """The records that count."""
        measure = self.measure
        records = records_known(measure.register, measure.organisation, self.question, self.within)
        return records.using(self.using).filter(measure.condition(self.question))

    def records(self) -> Iterator[Behind]:
        """A record an entry; a sum leaves out those that have nothing to add."""
        field = self.measure.field if isinstance(self.measure, Sum) else ""
        for row, organisation, day in self.located(self.found()):
            amount = amount_of(row, field) if field else None
            if not field or amount is not None:
                yield self.entry(row.pk, day, organisation, row, amount)

    def heads(self, measure: Distinct) -> Iterator[Behind]:
        """A person an entry, where persons were counted without names."""
        counted = self.found().filter(**{f"{measure.head_count}__gt": 0})
        for row, organisation, day in self.located(counted):
            persons = follow(row, measure.head_count)
            for place in range(1, persons + 1):
                label = _("{record}：无名册第{place}人").format(record=row, place=place)
                yield self.entry(f"{row.pk}#{place}", day, organisation, label)

    def things(self, measure: Distinct) -> Iterator[Behind]:
        """A thing an entry, with the first day it counts on."""
        found = self.found().filter(**{f"{measure.thing}__isnull": False})
        rows = found.order_by(measure.date, "pk")
        first: dict[Any, tuple[int, datetime.date]] = {}
        for thing, organisation, day in rows.values_list(
            measure.thing, measure.organisation, measure.date
        ):
            if organisation in self.within:
                first.setdefault(thing, (organisation, day))
        labels = self.labels(measure, first)
        for thing, (organisation, day) in first.items():
            yield self.entry(thing, day, organisation, labels.get(thing, thing))

    def located(self, records: QuerySet[Any]) -> Iterator[tuple[Model, int, datetime.date]]:
        """Records with the organisation and day they count for, within the subtree asked."""
        names = [
            field.name for field in records.model._meta.fields if isinstance(field, ForeignKey)
        ]
        for row in records.select_related(*names):
            organisation = follow(row, self.measure.organisation)
            if organisation in self.within:
                yield row, organisation, follow(row, self.measure.date)

    def labels(self, measure: Distinct, things: Collection[Any]) -> dict[Any, object]:
        """What distinct things are called: records by their names, persons by a short mark."""
        model = model_at(measure.register.model, measure.thing)
        if model is None:
            return {thing: _("人员 {mark}").format(mark=str(thing)[:8]) for thing in things}
        return dict(model._default_manager.using(self.using).in_bulk(list(things)))

    def entry(
        self,
        id: int | str,
        day: datetime.date,
        organisation: int,
        label: object,
        amount: int | float | None = None,
    ) -> Behind:
        """An entry, without a label where the record is sealed."""
        node = self.nodes[organisation]
        text = "" if self.is_sealed else str(label)
        return Behind(id, day, node, text, amount, self.is_sealed)


def follow(row: Any, path: str) -> Any:
    """The value at the end of a path, of a relation its key; None where the path breaks off."""
    *steps, last = path.split(LOOKUP_SEP)
    for step in steps:
        row = getattr(row, step)
        if row is None:
            return None
    is_relation = isinstance(row._meta.get_field(last), ForeignKey)
    return getattr(row, f"{last}_id" if is_relation else last)


def amount_of(row: Model, field: str) -> int | float | None:
    """What a sum adds of a record."""
    value: int | None = follow(row, field)
    is_money = isinstance(fields_on_path(type(row), field)[-1], MoneyField)
    return yuan(value) if is_money and value is not None else value


def model_at(model: type[Model], path: str) -> type[Model] | None:
    """The model that a path ends at; None where it ends at a plain column."""
    target: type[Model] | None = model
    for step in path.split(LOOKUP_SEP):
        if target is None:
            return None
        field: Field[Any, Any] | ForeignObjectRel = target._meta.get_field(step)
        related = field.related_model
        target = related if isinstance(related, type) else None
    return target
