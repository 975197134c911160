"""Sums of small decision trees, kept as plain numbers: no library is needed to read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Any

# A node is [place of the sign, bound, at most the bound, above it]; a leaf is its value.
Node = Any
# After so many trees it is asked whether the rest can still matter.
AT_A_TIME = 10
# Rows of a form have the same signs: so many are remembered.
_MOST_KNOWN = 512


@dataclass(frozen=True)
class Forest:
    """Trees over signs of these names; what they say together is the log of the odds."""

    names: list[str]
    trees: list[Node]
    # After each part of the trees, the most that the later ones added to what came out likely.
    rest: list[float]
    _known: dict[tuple[float, ...], float] = field(default_factory=dict, repr=False)

    def odds(self, signs: dict[str, float], least: float | None = None) -> float:
        """The log of the odds; a sign that is not there counts as nought.

        Where they are below `least` whatever the remaining trees say, any number below it will do.
        """
        values = tuple(map(signs.get, self.names, repeat(0.0)))
        if least is not None:
            return self._sum(values, least)
        if values not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[values] = self._sum(values, float("-inf"))
        return self._known[values]

    def _sum(self, values: tuple[float, ...], least: float) -> float:
        total = 0.0
        # In one loop, without a function for each tree: a text asks for half a million leaves.
        for trees, rest in self._parts:
            for tree in trees:
                node = tree
                while type(node) is list:
                    place, bound, at_most, above = node
                    node = at_most if values[place] <= bound else above
                total += node
            if total + rest < least:
                return total + rest
        return total

    @cached_property
    def _parts(self) -> list[tuple[list[Node], float]]:
        """The trees in parts, each with the most that all later ones may add."""
        starts = range(0, len(self.trees), AT_A_TIME)
        parts = [self.trees[start : start + AT_A_TIME] for start in starts]
        return list(zip(parts, self.rest or [0.0] * len(parts), strict=True))
