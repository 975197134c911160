"""What was computed is kept in this process, exactly as long as nothing it stands on has changed.

A request reads the pulses of all tables first, in one query, and then asks. What it finds kept
under the same pulses is as new as the database; what it computes is stored under the pulses that
it read before, so it is never older than they say. Several processes need not know of each other.
"""

import datetime
import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from halfsky.figures.engine import OrmEngine, Rows
from halfsky.figures.latest import latest_half_year
from halfsky.figures.periods import Period
from halfsky.figures.pulses import all_tables, read_pulses
from halfsky.figures.registry import figures, register_codes
from halfsky.figures.report import Ground, Report, compute
from halfsky.org.models import Edge, Organisation, ParameterValue
from halfsky.org.parameters import Parameters
from halfsky.org.tree import Tree, parents_on, read_edges, read_nodes
from halfsky.records.registry import registers

Kept = TypeVar("Kept")
Tables = frozenset[str]
# Rows and cells together; some 100 bytes each.
MOST_KEPT = 1_000_000
QUOTED = re.compile(r'"([a-z0-9_]+)"')


@dataclass
class Entry:
    """Something kept, the pulses that it was found under, and how much room it takes."""

    value: Any
    pulses: dict[str, int]
    size: int


class Store:
    """What this process keeps; what was not asked for longest goes first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self.size = 0
        self.entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Hashable, pulses: dict[str, int]) -> Entry | None:
        """What is kept under a key, unless a pulse has moved since."""
        with self.lock:
            entry = self.entries.get(key)
            if entry is None or any(
                pulses.get(name) != value for name, value in entry.pulses.items()
            ):
                return None
            self.entries.move_to_end(key)
            return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep it, in place of what there was, and make room."""
        with self.lock:
            if old := self.entries.pop(key, None):
                self.size -= old.size
            self.entries[key] = entry
            self.size += entry.size
            while self.size > self.most and len(self.entries) > 1:
                _key, oldest = self.entries.popitem(last=False)
                self.size -= oldest.size

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.entries.clear()
            self.size = 0


STORE = Store()


@dataclass
class Keeping:
    """One request's way to figures; an engine that answers from what is kept."""

    pulses: dict[str, int]
    using: str = "default"
    store: Store = field(default_factory=lambda: STORE)
    touched: set[str] = field(default_factory=set)  # tables that the current computation reads

    @classmethod
    def begin(cls, using: str = "default") -> "Keeping":
        """Read the pulses before anything else is read."""
        return cls(read_pulses(using), using)

    def run(self, queryset: QuerySet[Any, tuple[Any, ...]]) -> Rows:
        """The rows of a queryset, kept by its very SQL."""
        sql, parameters = queryset.using(self.using).query.get_compiler(self.using).as_sql()
        tables = tables_of(sql)
        self.touched |= tables
        return self._keep(
            ("rows", self.using, sql, repr(parameters)),
            tables,
            lambda: OrmEngine(self.using).run(queryset),
            len,
        )

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
        key = ("report", self.using, period, organisation, entered_by, group)
        if (entry := self.store.find(key, self.pulses)) is not None:
            kept: Report = entry.value
            return kept
        ground = self.ground(period.last_day)
        self.touched = set(table_names(Organisation, Edge, ParameterValue))
        report = compute(
            period,
            organisation,
            entered_by=entered_by,
            engine=self,
            codes=sorted(group, key=list(figures()).index),
            ground=ground,
        )
        self._put(key, frozenset(self.touched), report, size_of(report))
        return report

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

    def _put(self, key: Hashable, tables: Tables, value: Any, size: int) -> None:
        """Keep it, if every table it stands on has a pulse."""
        if tables <= self.pulses.keys():
            pulses = {name: self.pulses[name] for name in tables}
            self.store.put(key, Entry(value, pulses, size + 1))


def table_names(*of: Any) -> Tables:
    """The tables of some models."""
    return frozenset(model._meta.db_table for model in of)


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
