"""What the numbers of a text may be to each other, and whether they are."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.report import Kind
from halfsky.summary.check.text.intervals import Interval

Sort = Literal[
    "list",
    "three",
    "four",
    "flow",
    "same",
    "excess",
    "undone",
    "rate",
    "split",
    "joined",
    "lacking",
    "growth",
    "added",
    "changed",
    "product",
    "timed",
    "bill",
]
KINDS: dict[Sort, Kind] = {
    "list": "sum_mismatch",
    "three": "sum_mismatch",
    "four": "sum_mismatch",
    "flow": "sum_mismatch",
    "same": "contradiction",
    "excess": "contradiction",
    "undone": "contradiction",
    "rate": "rate_mismatch",
    "split": "rate_mismatch",
    "joined": "rate_mismatch",
    "lacking": "rate_mismatch",
    "growth": "rate_mismatch",
    "added": "rate_mismatch",
    "changed": "rate_mismatch",
    "product": "sum_mismatch",
    "timed": "sum_mismatch",
    "bill": "sum_mismatch",
}


# A part above its whole, something left of what is all done: these are made up only when they fail.
NEVER_HOLDS = frozenset({"excess", "undone"})


class Relation(NamedTuple):
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
    if one.kind == other.kind:  # asked very often
        return one.kind not in evidence.OF_ONE_UNIT or one.unit == other.unit
    return one.kind in evidence.COUNTED_ALIKE and other.kind in evidence.COUNTED_ALIKE


# Of what kinds the things may be that a number of such things sums up: 85个 of 15个 and 30名,
# 2800份 of 900册 and 600张, 20场次 of 8场 and 7期.
_HELD_KINDS: dict[str, frozenset[str]] = {
    "generic": frozenset(
        [
            "generic",
            "organisation",
            "person",
            "household",
            "team",
            "place",
            "class_group",
            "goods",
            "document",
            "item",
        ]
    ),
    "document": frozenset({"document", "goods", "vote"}),
    "goods": frozenset({"goods", "document", "generic"}),
    "item": frozenset({"item", "document", "generic", "goods", "case", "organisation"}),
    "case": frozenset({"case", "item", "goods", "document"}),
    "session": frozenset({"session", "item"}),
    "organisation": frozenset({"organisation", "generic", "place", "class_group"}),
    "vote": frozenset({"vote", "document"}),
}


def may_hold(whole: Told, part: Told) -> bool:
    """Whether a number of things in general may count things of this kind among them."""
    return part.kind in _HELD_KINDS.get(whole.kind, ())


def _average_fits(relation: Relation) -> bool:
    """人均41元 of 4.68万元 and 1130人: an average may be rounded or cut off."""
    number, each = relation.parts
    if number.low <= 0 or "均" not in each.lead[-12:]:
        return False
    place = 1 if each.value.denominator == 1 else each.value / each.value.numerator
    room = place * each.reading.quantity.scale
    wide = Interval(each.interval.low - room, each.interval.high + room)
    return relation.stated.over(number.interval).meets(wide)


def _is_of_one_habit(relation: Relation) -> bool:
    """Whether it comes out with all numbers rounded, or with all cut off: nobody does both."""
    exact = relation.computed.exact and relation.stated.exact
    if exact or any(told.reading.claim.approx for told in relation.told):
        return True
    whole, parts = relation.whole.reading, [part.reading for part in relation.parts]
    if relation.sort == "product":
        return evidence.multiplies(whole, *parts) or _average_fits(relation)
    if relation.sort == "four":
        return evidence.comes_out(whole, parts[:2], parts[2:])
    if relation.sort in {"list", "three"}:
        return evidence.comes_out(whole, parts)
    return True


def holds(relation: Relation) -> bool:
    """Whether the numbers may be just what the relation makes them."""
    if relation.sort in NEVER_HOLDS:
        return False
    if relation.computed.meets(relation.stated):
        return _is_of_one_habit(relation)
    return relation.sort == "product" and _average_fits(relation)


# Beyond this a coincidence is out of the question anyway.
_SUREST = 7.0


def surety(relation: Relation) -> float:
    """The log of how rarely numbers of this size would come out so by chance."""
    computed, stated = relation.computed, relation.stated
    room = float(stated.high - stated.low + computed.high - computed.low)
    size = 100.0 if KINDS[relation.sort] == "rate_mismatch" else float(stated.high)
    least = 0.01 if KINDS[relation.sort] == "rate_mismatch" else 1.0
    return min(_SUREST, math.log(max(1.0, size / max(room, least))))


def _near(relation: Relation) -> bool:
    """Whether a slip of the pen may part the two."""
    if KINDS[relation.sort] == "rate_mismatch":
        return evidence.slipped_rate(relation.computed, relation.stated)
    factor = 3.0 if relation.sort == "excess" else evidence.SLIP
    return evidence.slipped(relation.computed, relation.stated, factor)


def is_broken(relation: Relation) -> bool:
    """Whether it nearly holds and does not."""
    return not holds(relation) and (relation.sort == "undone" or _near(relation))
