"""Sums of small decision trees, kept as plain numbers: no library is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import Any

# A node is [place of the sign, bound, at most the bound, above it]; a leaf is its value.
Node = Any


@dataclass(frozen=True)
class Forest:
    """Trees over signs of these names; what they say together is the log of the odds."""

    names: list[str]
    trees: list[Node]

    def odds(self, signs: dict[str, float]) -> float:
        """The log of the odds; a sign that is not there counts as nought."""
        total = 0.0
        values = list(map(signs.get, self.names, repeat(0.0)))
        # In one loop, without a function for each tree: a text asks for half a million leaves.
        for tree in self.trees:
            node = tree
            while type(node) is list:
                place, bound, at_most, above = node
                node = at_most if values[place] <= bound else above
            total += node
        return total
