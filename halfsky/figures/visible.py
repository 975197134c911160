"""The records behind a figure that one reader may open, a page at a time (design §4, §6).

The same conditions that made the figure, on what `records.visibility` lets her see.
"""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Min, QuerySet

from halfsky.figures.declaration import AnyMeasure, Distinct, Sum, end_of_day, known_entries
from halfsky.figures.drill import Drill, amount_of, follow
from halfsky.figures.queries import summed_field
from halfsky.figures.report import Report
from halfsky.org.reader import Reader
from halfsky.org.tree import Node
from halfsky.records.visibility import readable

# More are not counted for a sentence.
MOST_COUNTED = 5_000


@dataclass(frozen=True)
class Visible:
    """A record, or a distinct thing with the record that first brought it."""

    key: int
    date: datetime.date
    organisation: Node
    label: str
    amount: int | float | None = None


@dataclass(frozen=True)
class VisibleDrill:
    """One walk from a figure to the records that a reader may open."""

    measure: AnyMeasure
    report: Report
    reader: Reader
    within: Collection[int]
    arrived_after: datetime.date | None = None
    heads: bool = False  # of a distinct figure: where persons were counted without names

    def page(self, start: int, size: int) -> list[Visible]:
        """Some entries, the latest first."""
        if isinstance(self.measure, Distinct) and not self.heads:
            return list(self._things(self.measure, start, size))
        rows = self._records().order_by(f"-{self.measure.date}", "-pk")[start : start + size]
        return [self._entry(row) for row in rows]

    def count(self) -> int | None:
        """How many the reader may open, up to a limit."""
        if isinstance(self.measure, Distinct) and not self.heads:
            found = self._named(self.measure).values(self.measure.thing).distinct().order_by()
        else:
            found = self._records().order_by().values("pk")
        counted = found[: MOST_COUNTED + 1].count()
        return counted if counted <= MOST_COUNTED else None

    @cached_property
    def shows_all(self) -> bool:
        """Whether nothing behind the figure can be out of her reach."""
        register = self.measure.register
        if register.is_sealed or self.measure.organisation != register.organisation:
            return False
        nodes = self.report.tree.nodes
        return all(self.reader.can_at(register.reading, nodes[id].path) for id in self.within)

    def _found(self) -> QuerySet[Any]:
        measure, question = self.measure, self.report.question
        # Where all of it is in her reach, the subtree itself is the condition: a join with the
        # paths would keep the database from its index of dates.
        records = (
            measure.register.model._default_manager.all()
            if self.shows_all
            else readable(measure.register, self.reader)
        )
        found = records.filter(known_entries(question))
        found = found.filter(measure.condition(question))
        if len(self.within) < len(self.report.tree.nodes):
            found = found.filter(**{f"{measure.organisation}__in": list(self.within)})
        if self.arrived_after:
            found = found.filter(entered_at__gte=end_of_day(self.arrived_after))
        return found

    def _records(self) -> QuerySet[Any]:
        """Records that count; a sum leaves out those that have nothing to add."""
        found = self._found().select_related(*self._relations())
        if self.heads:
            return found.filter(**{f"{summed_field(self.measure)}__gt": 0})
        if isinstance(self.measure, Sum):
            return found.filter(**{f"{self.measure.field}__isnull": False})
        return found

    def _relations(self) -> list[str]:
        """Every relation of a record, and those that the figure's own paths walk."""
        paths = (self.measure.organisation, self.measure.date, summed_field(self.measure))
        walked = [path.rpartition("__")[0] for path in paths if "__" in path]
        model = self.measure.register.model
        own = [field.name for field in model._meta.fields if field.many_to_one]
        return [*dict.fromkeys([*own, *walked])]

    def _named(self, measure: Distinct) -> QuerySet[Any]:
        return self._found().filter(**{f"{measure.thing}__isnull": False})

    def _things(self, measure: Distinct, start: int, size: int) -> Iterator[Visible]:
        """A thing an entry, with its first day and the record of it."""
        rows = (
            self._named(measure)
            .order_by()
            .values(measure.thing)
            .annotate(first=Min(measure.date), key=Min("pk"))
            .order_by("-first", measure.thing)
            .values_list(measure.thing, "first", "key")[start : start + size]
        )
        found = list(rows)
        drill = Drill(measure, self.report.question, self.within, self.report.tree.nodes, "default")
        labels = drill.labels(measure, [thing for thing, _first, _key in found])
        records = readable(measure.register, self.reader).filter(pk__in=[row[2] for row in found])
        by_key = {row.pk: row for row in records.select_related(*self._relations())}
        for thing, first, key in found:
            node = self._node(by_key[key])
            yield Visible(key, first, node, str(labels.get(thing, thing)))

    def _entry(self, row: Any) -> Visible:
        field = summed_field(self.measure)
        amount = amount_of(row, field) if field else None
        day = follow(row, self.measure.date)
        return Visible(row.pk, day, self._node(row), str(row), amount)

    def _node(self, row: Any) -> Node:
        return self.report.tree.nodes[follow(row, self.measure.organisation)]
