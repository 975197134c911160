"""How likely it is, by the words alone, that numbers were meant as a relation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np

from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.network.layers import (
    Weights,
    above_nought,
    attended,
    convolved,
    linear,
)
from halfsky.summary.check.network.seen import (
    FIRST_KNOWN,
    OF_NUMBER,
    Joined,
    Numbers,
    Seen,
    see,
)

# How far each layer looks: the text five characters wide, every second, every fourth.
STEPS = (1, 2, 4)
LOOKS = 2


class Network(NamedTuple):
    """The weights by name, and what the places of its vocabularies stand for."""

    weights: Weights
    vocabulary: dict[str, int]
    kinds: list[str]
    sorts: list[str]
    # Of what is seen of each number beside its kind, what it heeds: one or nought for each.
    heeded: Numbers

    @classmethod
    def load(cls, source: Path | IO[bytes]) -> Network:
        """Reads what scripts/teach_network.py wrote."""
        with np.load(source) as kept:
            arrays: dict[str, Any] = {name: kept[name] for name in kept.files}
        words = str(arrays["vocabulary"])
        kinds, sorts = (str(arrays[name]).split() for name in ("kinds", "sorts"))
        return cls(
            _by_name(arrays["weights"].astype(np.float32), json.loads(str(arrays["shapes"]))),
            {sign: FIRST_KNOWN + at for at, sign in enumerate(words)},
            kinds,
            sorts,
            arrays.get("heeded", np.ones(OF_NUMBER)).astype(np.float32),
        )

    def odds(self, told: Sequence[Told], relations: Sequence[Relation]) -> list[float]:
        """The log of the odds that each relation of the numbers was meant."""
        if not relations:
            return []
        found: list[float] = self.joined(self.see(told), Joined.of(relations, self.sorts)).tolist()
        return found

    def see(self, told: Sequence[Told]) -> Seen:
        """The text of these numbers by the vocabulary of the network."""
        return see(told[0].read.plain, told, self.vocabulary, self.kinds)

    def numbers(self, seen: Seen) -> Numbers:
        """Each number as the network understands it: a row for each."""
        rows = linear(self.weights, "inp", self.weights["emb.weight"][seen.characters])
        for at, step in enumerate(STEPS):
            rows = convolved(self.weights, f"convs.{at}", rows, step)
        kinds = self.weights["kind.weight"][seen.kinds]
        numbers = np.concatenate([rows[seen.places], kinds, seen.about * self.heeded], axis=1)
        numbers = above_nought(linear(self.weights, "num", numbers))
        kin = {"sentence": seen.sentences, "paragraph": seen.paragraphs, "sort": seen.kinds}
        for at in range(LOOKS):
            numbers = attended(self.weights, f"att.{at}", numbers, kin)
        return numbers

    def joined(self, seen: Seen, joined: Joined) -> Numbers:
        """The log of the odds of each relation."""
        numbers, sorts = self.numbers(seen), len(self.sorts)
        wholes, parts = (
            linear(self.weights, name, numbers).reshape(len(numbers), sorts, -1)
            for name in ("whole", "part")
        )
        whole = wholes[joined.wholes, joined.sorts]
        each = parts[joined.parts, np.repeat(joined.sorts, joined.counts)]
        mean = np.add.reduceat(each, joined.starts) / joined.counts[:, None]
        most = np.maximum.reduceat(each, joined.starts)
        first, last = each[joined.starts], each[joined.starts + joined.counts - 1]
        signs = [
            whole * mean,
            above_nought(whole + first),
            above_nought(whole + most),
            first * last,
            above_nought(whole + mean),
            joined.about(seen),
        ]
        hidden = linear(self.weights, "h1", np.concatenate(signs, axis=1))
        hidden = above_nought(hidden + self.weights["sort.weight"][joined.sorts])
        return linear(self.weights, "out", hidden)[:, 0]


def _by_name(row: Numbers, shapes: Mapping[str, Sequence[int]]) -> Weights:
    """The weights that stand one behind the other in a row."""
    found: dict[str, Numbers] = {}
    start = 0
    for name, shape in shapes.items():
        end = start + math.prod(shape)
        found[name], start = row[start:end].reshape(shape), end
    return found


class Networks(NamedTuple):
    """The two that read the words: of all relations, and of pairs (pairs.py)."""

    relations: Network
    pairs: Network


@cache
def shipped() -> Networks:
    """Those that come with the checker."""
    data = resources.files("halfsky.summary.check").joinpath("data")
    with (
        data.joinpath("network.npz").open("rb") as one,
        data.joinpath("pairs.npz").open("rb") as other,
    ):
        return Networks(Network.load(one), Network.load(other))
