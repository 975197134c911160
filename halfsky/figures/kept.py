"""What was computed is kept in this process, exactly as long as nothing it stands on has changed.

A request reads the pulses of all tables first, in one query, and then asks. What it finds kept
under the same pulses is as new as the database; what it computes is stored under the pulses that
it read before, so it is never older than they say. Several processes need not know of each other.

After a write little is read again: of rows those of the organisations written, of reports the ones
whose rows came out otherwise. A part of the tree is answered from the whole where that is kept.
"""

import datetime
import re
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from halfsky.figures.engine import OrmEngine, Rows
from halfsky.figures.latest import latest_half_year
from halfsky.figures.mending import grouping_field, mended, unless_equal, written_since
from halfsky.figures.periods import Period
from halfsky.figures.pulses import all_tables, read_pulses
from halfsky.figures.registry import figures, register_codes
from halfsky.figures.report import Ground, Report, compute
from halfsky.figures.store import Entry, StandsOn, Store
from halfsky.org.models import Edge, Organisation, ParameterValue
from halfsky.org.parameters import Parameters
from halfsky.org.tree import Tree, parents_on, read_edges, read_nodes
from halfsky.records.registry import registers

Kept = TypeVar("Kept")
Tables = frozenset[str]
Asked = tuple[Period, datetime.date | None, frozenset[str]]
QUOTED = re.compile(r'"([a-z0-9_]+)"')


STORE = Store()


@dataclass
class Keeping:
    """One request's way to figures; an engine that answers from what is kept."""

    pulses: dict[str, int]
    using: str = "default"
    store: Store = field(default_factory=lambda: STORE)
    touched: set[str] = field(default_factory=set)  # tables that the current computation reads
    read: list[tuple[QuerySet[Any, tuple[Any, ...]], Rows]] = field(default_factory=list)
    written: dict[tuple[str, int], frozenset[int] | None] = field(default_factory=dict)

    @classmethod
    def begin(cls, using: str = "default") -> "Keeping":
        """Read the pulses before anything else is read."""
        return cls(read_pulses(using), using)

    def run(self, queryset: QuerySet[Any, tuple[Any, ...]]) -> Rows:
        """The rows of a queryset, kept by its very SQL; those of organisations written, mended."""
        sql, parameters = queryset.using(self.using).query.get_compiler(self.using).as_sql()
        tables = tables_of(sql)
        key = ("rows", self.using, sql, repr(parameters))
        rows = self._keep(key, tables, lambda: self._rows(key, queryset, sql), len)
        self.touched |= tables
        self.read.append((queryset, rows))
        return rows

    def _rows(self, key: Hashable, queryset: QuerySet[Any, tuple[Any, ...]], sql: str) -> Rows:
        last = self.store.last(key)
        if last is None:
            return OrmEngine(self.using).run(queryset)
        name = grouping_field(queryset, sql)
        written = self._written(last, queryset.model._meta.db_table) if name else None
        if written is None:
            return unless_equal(last.value, OrmEngine(self.using).run(queryset))
        again = OrmEngine(self.using).run(queryset.filter(**{f"{name}__in": written}))
        return mended(last.value, again, written)

    def _written(self, last: Entry, table: str) -> frozenset[int] | None:
        """The organisations written since, if nothing but one table has moved."""
        moved = {name for name, value in last.pulses.items() if self.pulses.get(name) != value}
        if moved != {table} or table not in self.pulses:
            return None
        since, now = last.pulses[table], self.pulses[table]
        if (table, since) not in self.written:
            self.written[table, since] = written_since(table, since, now, self.using)
        return self.written[table, since]

    def report(
        self,
        period: Period,
        organisation: int | None = None,
        *,
        entered_by: datetime.date | None = None,
        codes: Iterable[str] | None = None,
    ) -> Report:
        """What `compute` gives; registers that do not touch each other are kept apart.

        It is shared with other requests: nobody changes it.
        """
        groups = dict.fromkeys(group_of(code) for code in (figures() if codes is None else codes))
        parts = [self._part(period, organisation, entered_by, group) for group in groups]
        first = parts[0]
        whole = Report(first.question, first.tree, first.top, first.order)
        for part in parts:
            whole.own_cells |= part.own_cells
            whole.cells |= part.cells
            whole.own_standings |= part.own_standings
            whole.standings |= part.standings
        return whole

    def some(self, period: Period, organisation: int, codes: Collection[str]) -> Report:
        """The same, as `Disclosure` reads it."""
        return self.report(period, organisation, codes=codes)

    def latest_half_year(self) -> Period:
        """The half-year of the latest record."""
        tables = frozenset(register.model._meta.db_table for register in registers().values())
        key = ("latest", self.using, timezone.localdate())
        return self._keep(key, tables, lambda: latest_half_year(self.using), lambda _found: 1)

    def ground(self, day: datetime.date) -> Ground:
        """The tree and the parameters of a day."""
        tables = table_names(Organisation, Edge)
        tree = self._keep(
            ("tree", self.using, day), tables, lambda: self._tree(day), lambda tree: len(tree.nodes)
        )
        parameters = self._keep(
            ("parameters", self.using, day),
            table_names(ParameterValue),
            lambda: Parameters.on(day, self.using),
            lambda _found: 1,
        )
        return Ground(tree, parameters)

    def _tree(self, day: datetime.date) -> Tree:
        nodes, edges = self._keep(
            ("nodes", self.using),
            table_names(Organisation, Edge),
            lambda: (read_nodes(self.using), read_edges(self.using)),
            lambda found: len(found[0]) + len(found[1]),
        )
        return Tree(nodes, parents_on(day, nodes, edges))

    def _part(
        self,
        period: Period,
        organisation: int | None,
        entered_by: datetime.date | None,
        group: frozenset[str],
    ) -> Report:
        ground = self.ground(period.last_day)
        asked = (period, entered_by, group)
        if organisation is None or organisation == ground.tree.root.id:
            return self._computed(asked, None, ground)
        if self.store.last(self._key(asked, None)) is not None:
            return self._computed(asked, None, ground).below(organisation)
        return self._computed(asked, organisation, ground)

    def _key(self, asked: Asked, organisation: int | None) -> Hashable:
        return ("report", self.using, asked, organisation)

    def _computed(self, asked: Asked, organisation: int | None, ground: Ground) -> Report:
        """A report, computed where what it stands on came out otherwise."""
        key = self._key(asked, organisation)
        if (entry := self.store.find(key, self.pulses)) is not None:
            kept: Report = entry.value
            return kept
        period, entered_by, group = asked
        last, self.touched, self.read = self.store.last(key), set(GROUND), []
        if last is not None and self._still_stands(last, ground):
            report: Report = last.value
        else:
            self.touched, self.read = set(GROUND), []
            codes = sorted(group, key=list(figures()).index)
            report = compute(
                period,
                organisation,
                entered_by=entered_by,
                engine=self,
                codes=codes,
                ground=ground,
            )
        stands_on = StandsOn((ground.tree, ground.parameters), self.read)
        self._put(key, frozenset(self.touched), report, size_of(report), stands_on)
        return report

    def _still_stands(self, last: Entry, ground: Ground) -> bool:
        """Whether every row that a report was computed from is as it was."""
        on = last.stands_on
        if on is None or on.ground[0] is not ground.tree or on.ground[1] is not ground.parameters:
            return False
        return all(self.run(queryset) is rows for queryset, rows in on.read)

    def _keep(
        self,
        key: Hashable,
        tables: Tables,
        make: Callable[[], Kept],
        size: Callable[[Kept], int],
    ) -> Kept:
        entry = self.store.find(key, self.pulses)
        if entry is not None:
            kept: Kept = entry.value
            return kept
        made = make()
        self._put(key, tables, made, size(made))
        return made

    def _put(
        self,
        key: Hashable,
        tables: Tables,
        value: Any,
        size: int,
        stands_on: StandsOn | None = None,
    ) -> None:
        """Keep it, if every table it stands on has a pulse."""
        if tables <= self.pulses.keys():
            pulses = {name: self.pulses[name] for name in tables}
            self.store.put(key, Entry(value, pulses, size + 1, stands_on))


def table_names(*of: Any) -> Tables:
    """The tables of some models."""
    return frozenset(model._meta.db_table for model in of)


GROUND = table_names(Organisation, Edge, ParameterValue)


@cache
def known_tables() -> Tables:
    """Every table of the installation."""
    return all_tables()


def tables_of(sql: str) -> Tables:
    """The tables that a statement reads: all it names, subqueries and joins alike."""
    return frozenset(QUOTED.findall(sql)) & known_tables()


@cache
def group_of(code: str) -> frozenset[str]:
    """The figures that are computed together: those whose registers meet in some ratio."""
    return next(group for group in groups() if code in group)


@cache
def groups() -> tuple[frozenset[str], ...]:
    """All figures, parted so that no ratio is cut through."""
    found: list[tuple[set[str], set[str]]] = []
    for figure in figures().values():
        codes, of = {figure.code}, set(register_codes(figure))
        apart = []
        for group in found:
            if group[1] & of:
                codes |= group[0]
                of |= group[1]
            else:
                apart.append(group)
        found = [*apart, (codes, of)]
    return tuple(frozenset(codes) for codes, _of in found)


def size_of(report: Report) -> int:
    """How many cells a report holds."""
    kinds: tuple[dict[Any, dict[int, Any]], ...] = (
        report.own_cells,
        report.cells,
        report.own_standings,
        report.standings,
    )
    return sum(len(cells) for kind in kinds for cells in kind.values())
