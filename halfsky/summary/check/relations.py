"""What the numbers of a text may be to each other, and whether they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from halfsky.summary.check import evidence
from halfsky.summary.check.intervals import Interval
from halfsky.summary.check.report import Kind
from halfsky.summary.check.told import Told

Sort = Literal[
    "list",
    "three",
    "four",
    "flow",
    "same",
    "excess",
    "rate",
    "split",
    "joined",
    "lacking",
    "growth",
    "added",
    "changed",
    "product",
    "bill",
]
KINDS: dict[Sort, Kind] = {
    "list": "sum_mismatch",
    "three": "sum_mismatch",
    "four": "sum_mismatch",
    "flow": "sum_mismatch",
    "same": "contradiction",
    "excess": "contradiction",
    "rate": "rate_mismatch",
    "split": "rate_mismatch",
    "joined": "rate_mismatch",
    "lacking": "rate_mismatch",
    "growth": "rate_mismatch",
    "added": "rate_mismatch",
    "changed": "rate_mismatch",
    "product": "sum_mismatch",
    "bill": "sum_mismatch",
}


@dataclass(frozen=True)
class Relation:
    """What the numbers would have to be if they hang together: `stated` should be `computed`.

    `parts` are what it is computed from, in the order of the sum; `whole` is the stated one.
    """

    sort: Sort
    whole: Told
    parts: tuple[Told, ...]
    computed: Interval
    stated: Interval

    @property
    def told(self) -> tuple[Told, ...]:
        """All numbers in the order of the text."""
        return tuple(sorted((self.whole, *self.parts), key=lambda told: told.at))


def addable(one: Told, other: Told) -> bool:
    """Whether the two may stand in one sum; people of several events make person-times."""
    return evidence.same_unit(one.reading, other.reading)


def _average_fits(relation: Relation) -> bool:
    """人均41元 of 4.68万元 and 1130人: an average may be rounded or cut off."""
    number, each = relation.parts
    if number.low <= 0 or "均" not in each.lead[-12:]:
        return False
    place = 1 if each.value.denominator == 1 else each.value / each.value.numerator
    room = place * each.reading.quantity.scale
    wide = Interval(each.interval.low - room, each.interval.high + room)
    return relation.stated.over(number.interval).meets(wide)


def holds(relation: Relation) -> bool:
    """Whether the numbers may be just what the relation makes them."""
    if relation.sort == "excess":
        return False
    if relation.computed.meets(relation.stated):
        return True
    return relation.sort == "product" and _average_fits(relation)


def _near(relation: Relation) -> bool:
    """Whether a slip of the pen may part the two."""
    if KINDS[relation.sort] == "rate_mismatch":
        return evidence.slipped_rate(relation.computed, relation.stated)
    factor = 3.0 if relation.sort == "excess" else evidence.SLIP
    return evidence.slipped(relation.computed, relation.stated, factor)


def is_broken(relation: Relation) -> bool:
    """Whether it nearly holds and does not."""
    return not holds(relation) and _near(relation)
