"""Who has not reported: one computation of the figures' coverage, told by town and by unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from halfsky.collecting.known import measures_on
from halfsky.collecting.telephones import OFFICERS
from halfsky.figures.declaration import Distinct
from halfsky.figures.periods import Period
from halfsky.figures.report import Report, compute
from halfsky.org.acts import below_path
from halfsky.org.kinds import Tier
from halfsky.org.models import Organisation, Post, in_force
from halfsky.org.reader import Reader
from halfsky.org.tree import Node, Tree
from halfsky.records.declaration import Register


@dataclass(frozen=True)
class SilentUnit:
    """An organisation that had to report and has not, with what is missing."""

    node: Node
    missing: tuple[Register, ...]


@dataclass
class Town:
    """A town with its due and silent organisations; without one, what stands above all towns."""

    node: Node
    due: int = 0
    silent: list[SilentUnit] = field(default_factory=list)

    @property
    def reported(self) -> int:
        """Due and not silent."""
        return self.due - len(self.silent)


class Silence:
    """The standing of every organisation below one, for some registers and a period."""

    def __init__(self, asked: Sequence[Register], period: Period, top: Organisation) -> None:
        self.asked, self.period, self.top = asked, period, top
        codes = [code for register in asked if (code := quickest(register))]
        self.report: Report = compute(period, top.pk, codes=codes)

    @property
    def tree(self) -> Tree:
        """The tree of the period's last day."""
        return self.report.tree

    @cached_property
    def towns(self) -> list[Town]:
        """Towns with somebody due, in the order of the tree."""
        towns: dict[int, Town] = {}
        for id in self.report.order:
            due, missing = self._standing(id)
            if due:
                node = town_of(self.tree, id)
                town = towns.setdefault(node.id, Town(node))
                town.due += 1
                if missing:
                    town.silent.append(SilentUnit(self.tree.nodes[id], missing))
        return list(towns.values())

    def _standing(self, id: int) -> tuple[bool, tuple[Register, ...]]:
        """Whether an organisation had to report, and what is missing of it."""
        missing, due = [], False
        for register in self.asked:
            standing = self.report.own_standings.get((register.code,), {}).get(id)
            if standing is not None:
                due = True
                if not standing.reported:
                    missing.append(register)
        return due, tuple(missing)

    @property
    def silent(self) -> list[SilentUnit]:
        """Every silent organisation, in the order of the tree."""
        return [unit for town in self.towns for unit in town.silent]

    @property
    def due(self) -> int:
        """How many had to report."""
        return sum(town.due for town in self.towns)


def quickest(register: Register) -> str | None:
    """A figure on the register alone; a distinct one costs a query more."""
    measures = sorted(measures_on(register), key=lambda one: isinstance(one, Distinct))
    return measures[0].code if measures else None


def town_of(tree: Tree, id: int) -> Node:
    """The highest organisation of the middle tier above it, itself included; else the top."""
    found = node = tree.nodes[id]
    above: int | None = id
    while above is not None:
        node = tree.nodes[above]
        if node.tier is Tier.MIDDLE:
            found = node
        above = tree.parents.get(above)
    return found if found.tier is Tier.MIDDLE else node


def registers_asked(reader: Reader, asked: Sequence[Register]) -> list[Register]:
    """Those whose silence she may know."""
    return [register for register in asked if reader.can(register.reading)]


@dataclass(frozen=True)
class Officer:
    """Whom to call."""

    name: str
    mobile: str


def officers_below(
    top: Organisation, reader: Reader, units: Collection[int]
) -> dict[int, list[Officer]]:
    """The officers of units at or below an organisation, in one query."""
    posts = Post.objects.filter(
        in_force(reader.on),
        below_path(top.path, "organisation__"),
        role__in=OFFICERS,
        person__is_active=True,
    ).order_by("since", "pk")
    found: dict[int, list[Officer]] = {}
    for unit, name, mobile in posts.values_list(
        "organisation_id", "person__name", "person__mobile"
    ):
        if unit in units:
            found.setdefault(unit, []).append(Officer(name, mobile))
    return found
