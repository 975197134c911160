"""A text as the network sees it: its characters, each number one sign, and a little of each number.

What a number is worth it does not see, only how many digits it has: whether a relation comes out
must not tell whether it was meant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told

Numbers = np.ndarray[Any, np.dtype[Any]]

# The first places of the vocabulary: what fills up, a character that is not known, a number.
FILLING, UNKNOWN, NUMBER, FIRST_KNOWN = 0, 1, 2, 3
_FIGURES = re.compile(
    r"[\d零一二三四五六七八九十百千两〇.,%/]*[\d零一二三四五六七八九十百千两〇]%?"
)
_SMALLEST = 1e-3
_MOST_NOUGHTS = 4
# What is seen of each number beside its kind; of each relation beside its numbers.
OF_NUMBER, OF_RELATION = 5, 14


@dataclass(frozen=True)
class Seen:
    """The characters of a text, where its numbers stand among them, and what each number is."""

    characters: Numbers
    places: Numbers
    kinds: Numbers
    sentences: Numbers
    paragraphs: Numbers
    about: Numbers


def see(
    plain: str, told: Sequence[Told], vocabulary: Mapping[str, int], kinds: Sequence[str]
) -> Seen:
    """The text with its numbers; these are in the order of the text."""
    characters: list[int] = []
    places = []
    last = 0
    for one in told:
        start, end = _figures(plain, one)
        if start >= last:
            characters += (vocabulary.get(sign, UNKNOWN) for sign in plain[last:start])
            characters.append(NUMBER)
            last = end
        places.append(len(characters) - 1)
    characters += (vocabulary.get(sign, UNKNOWN) for sign in plain[last:])
    known = {kind: at for at, kind in enumerate(kinds)}
    return Seen(
        np.array(characters, dtype=np.int64),
        np.array(places, dtype=np.int64),
        np.array([known.get(one.kind, 0) for one in told], dtype=np.int64),
        np.array([one.sentence for one in told], dtype=np.int64),
        np.array([one.paragraph for one in told], dtype=np.int64),
        np.array([list(_about(one)) for one in told], dtype=np.float32).reshape(-1, OF_NUMBER),
    )


def _figures(plain: str, one: Told) -> tuple[int, int]:
    """Where the figures of a number stand; its unit is read as words."""
    start, end = one.reading.start, one.reading.end
    found = _FIGURES.search(plain, start, end)
    return found.span() if found else (start, end)


def _about(one: Told) -> Iterator[float]:
    """How many digits it has, and in what manner it is printed."""
    worth = float(one.interval.middle)
    whole = str(int(worth)) if worth >= 1 else "1"
    yield math.floor(math.log10(max(worth, _SMALLEST))) / 3
    yield float(bool(one.reading.claim.approx))
    yield float("%" in (one.unit or ""))
    yield float(worth != int(worth))
    yield min(len(whole) - len(whole.rstrip("0")), _MOST_NOUGHTS) / 2


@dataclass(frozen=True)
class Joined:
    """Relations between the numbers of one text: sort, whole and parts, as places of numbers."""

    sorts: Numbers
    wholes: Numbers
    parts: Numbers
    # How many parts each has; the parts of all stand in one row.
    counts: Numbers

    @classmethod
    def of(cls, relations: Sequence[Relation], sorts: Sequence[str]) -> Joined:
        known = {sort: at for at, sort in enumerate(sorts)}
        return cls(
            np.array([known[one.sort] for one in relations], dtype=np.int64),
            np.array([one.whole.at for one in relations], dtype=np.int64),
            np.array([part.at for one in relations for part in one.parts], dtype=np.int64),
            np.array([len(one.parts) for one in relations], dtype=np.int64),
        )

    @cached_property
    def starts(self) -> Numbers:
        """Where the parts of each begin."""
        starts: Numbers = np.cumsum(self.counts) - self.counts
        return starts

    @cached_property
    def first(self) -> Numbers:
        """The first part of each."""
        first: Numbers = self.parts[self.starts]
        return first

    @cached_property
    def last(self) -> Numbers:
        """The last part of each."""
        ends: Numbers = self.starts + self.counts - 1
        last: Numbers = self.parts[ends]
        return last

    def about(self, seen: Seen) -> Numbers:
        """How its numbers lie to each other: a row of OF_RELATION signs for each."""
        least = np.minimum.reduceat(self.parts, self.starts)
        most = np.maximum.reduceat(self.parts, self.starts)
        low, high = np.minimum(least, self.wholes), np.maximum(most, self.wholes)
        place, sentence, kind = seen.places, seen.sentences, seen.kinds
        signs = [
            np.log1p(high - low) / 2,
            np.log1p(np.maximum(high - low - self.counts, 0)) / 2,
            np.log1p(self.counts) / 2,
            self.wholes < least,
            self.wholes > most,
            np.log1p(abs(place[self.wholes] - place[self.first])) / 4,
            np.log1p(abs(place[self.wholes] - place[self.last])) / 4,
            np.log1p(place[high] - place[low]) / 4,
            sentence[low] == sentence[high],
            sentence[least] == sentence[most],
            seen.paragraphs[low] == seen.paragraphs[high],
            kind[self.wholes] == kind[self.first],
            kind[self.first] == kind[self.last],
            kind[self.wholes] == kind[self.last],
        ]
        rows: Numbers = np.stack([sign.astype(np.float32) for sign in signs], axis=1)
        return rows
