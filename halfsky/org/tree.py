"""The tree as it stood on a day: who belongs to whom, once through and in order."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from halfsky.org.kinds import TIER_OF_KIND, OrganisationKind, Tier
from halfsky.org.models import Edge, Organisation


class TreeError(Exception):
    """The edges do not form a tree; the sentence says where."""


@dataclass(frozen=True)
class Node:
    """What a figure needs to know of an organisation, without a model instance."""

    id: int
    code: str
    name: str
    kind: OrganisationKind
    since: datetime.date
    until: datetime.date | None
    heir: int | None
    path: str = ""  # as it stands now, for rights only
    is_practice: bool = False

    @property
    def tier(self) -> Tier:
        """The tier of its kind."""
        return TIER_OF_KIND[self.kind]

    def is_in_being(self, on: datetime.date) -> bool:
        """Founded by that day and not yet dissolved (`[since, until)`)."""
        return self.since <= on and (self.until is None or on < self.until)

    def is_merged(self, on: datetime.date) -> bool:
        """Ended by that day in favour of an heir."""
        return self.heir is not None and self.until is not None and self.until <= on


class Tree:
    """Nodes and the parent of each on a day."""

    def __init__(self, nodes: Iterable[Node], parents: Mapping[int, int | None]) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.parents = parents

    @classmethod
    def on(cls, day: datetime.date, using: str = "default") -> "Tree":
        """The tree of a day in two queries."""
        nodes = read_nodes(using)
        return cls(nodes, parents_on(day, nodes, read_edges(using)))

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """The children of each node, by code."""
        children: dict[int, list[int]] = {}
        for node in sorted(self.nodes.values(), key=lambda node: node.code):
            parent = self.parents.get(node.id)
            if parent is not None:
                children.setdefault(parent, []).append(node.id)
        return children

    @cached_property
    def root(self) -> Node:
        """The organisation above all others."""
        roots = [
            node
            for node in self.nodes.values()
            if self.parents.get(node.id) is None and not node.is_practice
        ]
        if not roots:
            raise TreeError(_("还没有任何组织。"))
        return min(roots, key=lambda node: (node.since, node.id))

    def living_on(self, day: datetime.date) -> frozenset[int]:
        """Organisations gone by a day whose line of heirs ends in one that is in being.

        What was theirs and did not lapse (a contract, CON-13) is still somebody's.
        """
        return frozenset(
            node.id
            for node in self.nodes.values()
            if node.is_merged(day) and self._last_heir(node, day).is_in_being(day)
        )

    def _last_heir(self, node: Node, day: datetime.date) -> Node:
        seen: set[int] = set()
        while node.is_merged(day) and node.heir in self.nodes and node.id not in seen:
            seen.add(node.id)
            node = self.nodes[node.heir]
        return node

    def subtree(self, top: int) -> list[int]:
        """A node and everything below it: parents before children, children by code."""
        order = list(self._walk(top))
        if len(order) != len(set(order)):
            raise TreeError(_("组织隶属关系成环，请运行 halfsky manage check --database default。"))
        return order

    def _walk(self, top: int) -> Iterator[int]:
        waiting = [top]
        seen: set[int] = set()
        while waiting:
            node = waiting.pop()
            yield node
            if node not in seen:
                seen.add(node)
                waiting.extend(reversed(self.children.get(node, [])))


def read_nodes(using: str = "default") -> list[Node]:
    """Every organisation not withdrawn."""
    rows = Organisation.objects.using(using).filter(withdrawn_at__isnull=True)
    fields = ("id", "code", "name", "kind", "since", "until", "heir", "path", "is_practice")
    return [
        Node(id, code, name, OrganisationKind(kind), *others)
        for id, code, name, kind, *others in rows.values_list(*fields)
    ]


def read_edges(using: str = "default") -> list[tuple[int, int, datetime.date]]:
    """(organisation, parent, since) of every edge, the oldest first."""
    rows = Edge.objects.using(using).order_by("since", "id")
    return list(rows.values_list("organisation_id", "parent_id", "since"))


def parents_on(
    day: datetime.date, nodes: Iterable[Node], edges: Iterable[tuple[int, int, datetime.date]]
) -> dict[int, int | None]:
    """The parent of each node on a day (decisions 8).

    An edge that has ended keeps its last parent and a merged organisation comes under its heir,
    so that what happened there is not lost. An organisation whose first edge lies later keeps
    that one, for the same reason.
    """
    parents: dict[int, int | None] = {}
    for organisation, parent, since in edges:
        if since <= day or organisation not in parents:
            parents[organisation] = parent
    for node in nodes:
        parents[node.id] = node.heir if node.is_merged(day) else parents.get(node.id)
    return parents
