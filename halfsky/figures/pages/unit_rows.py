"""Organisations below one another as rows: which are listed, and in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from halfsky.figures.disclosure import Disclosed
from halfsky.figures.pages.asking import Asked
from halfsky.figures.pages.choosing import may_read
from halfsky.figures.pages.wording import (
    coverage_of,
    is_unreported,
)
from halfsky.figures.report import Report
from halfsky.org.kinds import Tier
from halfsky.org.tree import Node

DIRECTLY, GRASSROOTS = "children", "grassroots"

# Silent, then from low to high; the name settles what is equal.
Key = tuple[int, Fraction, str]


class Units:
    """What is shown of the organisations below, each cell made when it is looked at.

    A page sorts thousands by one figure and prints a hundred of them.
    """

    def __init__(self, asked: Asked, codes: Sequence[str], level: str) -> None:
        self.codes = codes
        self.own = level == DIRECTLY and asked.own
        self.disclosure = asked.disclosure()
        self.report = asked.report([*codes])
        self.before = asked.report([*codes], asked.period.last_year)
        nodes = nodes_below(asked, self.report, level)
        self.all = [Unit(node, self) for node in nodes]


class Unit:
    """One organisation; its first figure ranks it."""

    def __init__(self, node: Node, units: Units) -> None:
        self.node = node
        self.units = units
        self.seen: dict[int, Disclosed] = {}

    def now(self, place: int = 0) -> Disclosed:
        """One of the figures asked for."""
        if place not in self.seen:
            of = self.units
            self.seen[place] = of.disclosure.of(of.report, of.codes[place], self.node.id, of.own)
        return self.seen[place]

    def last_year(self) -> Disclosed | None:
        """The first figure a year before, if the organisation is known then."""
        of = self.units
        if self.node.id not in of.before.tree.nodes:
            return None
        return of.disclosure.of(of.before, of.codes[0], self.node.id, of.own)


@dataclass(frozen=True)
class Sorting:
    """By which column and which way; as it stands in the address: `value`, `-value`."""

    column: str
    is_descending: bool

    @classmethod
    def parse(cls, text: str, columns: Sequence[str]) -> "Sorting":
        """From an address; by value, the lowest first, for anything else."""
        name = text.removeprefix("-")
        return cls(name, text.startswith("-")) if name in columns else cls("value", False)

    def of(self, column: str) -> str:
        """How the column is sorted now, for a table's head."""
        if column != self.column:
            return ""
        return "descending" if self.is_descending else "ascending"

    def turned(self, column: str) -> str:
        """What a press on the column's head asks for."""
        return f"-{column}" if column == self.column and not self.is_descending else column


def nodes_below(asked: Asked, report: Report, level: str) -> list[Node]:
    """The organisations directly below, or all grass-roots unions; those in her reach."""
    last_day = asked.period.last_day
    if level == GRASSROOTS:
        ids = [id for id in report.order[1:] if report.tree.nodes[id].tier is Tier.GRASSROOTS]
    else:
        ids = report.tree.children.get(asked.organisation.pk, [])
    nodes = (report.tree.nodes[id] for id in ids)
    return [
        node
        for node in nodes
        if node.since <= last_day and may_read(asked.reader, node) and is_listed(node, asked)
    ]


def is_listed(node: Node, asked: Asked) -> bool:
    """Whether it was there in the period; what is long gone is not listed."""
    return node.until is None or node.until > asked.period.start


def rank(one: Disclosed) -> Key:
    """Who is silent comes first, then what cannot be divided or is not shown, then low to high."""
    fact = one.fact
    name = one.organisation.code
    if fact is None or is_unreported(one):
        return (0, Fraction(0), name)
    if fact.denominator is not None:
        if not fact.denominator:
            return (1, Fraction(0), name)
        return (2, Fraction(fact.amount, fact.denominator), name)
    return (2, Fraction(fact.amount), name)


def sorted_units(units: list[Unit], sorting: Sorting) -> list[Unit]:
    """By name, coverage or one of the figures."""
    keys: dict[str, Callable[[Unit], object]] = {
        "name": lambda unit: unit.node.code,
        "value": lambda unit: rank(unit.now()),
        "before": lambda unit: rank(before) if (before := unit.last_year()) else (0,),
        "silent": lambda unit: silent_of(unit.now()),
        "numerator": lambda unit: part_of_rate(unit.now(), "amount"),
        "denominator": lambda unit: part_of_rate(unit.now(), "denominator"),
    }
    key = keys.get(sorting.column) or (lambda unit: rank(unit.now(int(sorting.column))))
    return sorted(units, key=key, reverse=sorting.is_descending)  # type: ignore[arg-type]


def part_of_rate(one: Disclosed, name: str) -> int:
    """A rate's numerator or denominator, to sort by."""
    return (getattr(one.fact, name) or 0) if one.fact else -1


def silent_of(one: Disclosed) -> int:
    """How many below it have not reported."""
    coverage = coverage_of(one)
    return coverage.silent if coverage else 0
