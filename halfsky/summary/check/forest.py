"""Sums of small decision trees, kept as plain numbers: no library is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# A node is [place of the sign, bound, at most the bound, above it]; a leaf is its value.
Node = Any


def _leaf(node: Node, values: list[float]) -> float:
    while type(node) is list:
        node = node[2] if values[node[0]] <= node[1] else node[3]
    return float(node)


@dataclass(frozen=True)
class Forest:
    """Trees over signs of these names; what they say together is the log of the odds."""

    names: list[str]
    trees: list[Node]

    def odds(self, signs: dict[str, float]) -> float:
        """The log of the odds; a sign that is not there counts as nought."""
        values = [signs.get(name, 0.0) for name in self.names]
        return sum(_leaf(tree, values) for tree in self.trees)
