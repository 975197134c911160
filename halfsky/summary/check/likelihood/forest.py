"""Sums of small decision trees over the signs of relations, as plain arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np

from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.network.seen import Numbers

# So many relations at a time go through the trees.
_ROWS = 256


@dataclass(frozen=True)
class Nodes:
    """The nodes of all trees: which sign each asks for, and where it leads.

    Up to its bound below, else above; a leaf leads to itself and has a value.
    """

    sign: Numbers
    bound: Numbers
    below: Numbers
    above: Numbers
    value: Numbers

    @cached_property
    def ways(self) -> Numbers:
        """Where each node leads, above and below in turn."""
        return np.column_stack([self.above, self.below]).ravel()


class Forest(NamedTuple):
    """Trees over signs of these names; what they say together is the log of the odds."""

    names: list[str]
    roots: Numbers
    depth: int
    nodes: Nodes

    def odds(self, rows: Sequence[Signs]) -> list[float]:
        """The log of the odds of each row; a sign that is not there counts as nought."""
        signs = np.array([[row.get(name, 0.0) for name in self.names] for row in rows])
        found: list[float] = []
        for at in range(0, len(signs), _ROWS):
            found += self._summed(signs[at : at + _ROWS]).tolist()
        return found

    def _summed(self, signs: Numbers) -> Numbers:
        # All is taken from plain rows, which is twice as fast as by row and column.
        asked, nodes = signs.ravel(), self.nodes
        first = np.arange(0, asked.size, signs.shape[1])[:, None]
        at = np.broadcast_to(self.roots, (len(signs), len(self.roots)))
        for _ in range(self.depth):
            is_below = asked.take(first + nodes.sign.take(at)) <= nodes.bound.take(at)
            at = nodes.ways.take(2 * at + is_below)
        total: Numbers = nodes.value.take(at).sum(axis=1)
        return total


def load(source: Path | IO[bytes]) -> dict[str, dict[str, Forest]]:
    """By step and by sort of relation the forests that scripts/weigh_check.py wrote."""
    with np.load(source) as kept:
        arrays: dict[str, Any] = {name: kept[name] for name in kept.files}
    listed: list[dict[str, Any]] = json.loads(str(arrays.pop("forests")))
    roots = arrays.pop("roots")
    nodes = Nodes(**arrays)
    found: dict[str, dict[str, Forest]] = {}
    for one in listed:
        own = roots[one["first"] : one["last"]]
        forest = Forest(one["names"], own, one["depth"], nodes)
        found.setdefault(one["step"], {})[one["sort"]] = forest
    return found
