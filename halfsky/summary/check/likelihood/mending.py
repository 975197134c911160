"""Of two tellings that differ, whether the one mends what the other breaks.

98件, of which 37, 29 and 23; further on 89件: with 89 the list comes out. Then the two tell of one
thing, and the one that breaks the list is the slip.
"""

from __future__ import annotations

from collections.abc import Iterable

from halfsky.summary.check.clues.evidence import PORTIONS
from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.intervals import Interval

_SUMS = frozenset({"list", "three"})
_RATES = frozenset({"rate"})
_COMPUTED = frozenset({"four", "flow", "product", "timed", "bill"}) | _SUMS


def holds_with(relation: Relation, slip: Told, value: Interval) -> bool:
    """Whether a broken relation would hold with another value for one of its numbers."""
    if relation.sort in _COMPUTED and slip is relation.whole:
        return relation.computed.meets(value)
    if relation.sort in _SUMS:
        others = [part.interval for part in relation.parts if part is not slip]
        summed = sum_of([*others, value])
        return summed.meets(relation.stated)
    if relation.sort in _RATES and slip.kind not in PORTIONS:
        part, whole = (value if one is slip else one.interval for one in relation.parts)
        return whole.low > 0 and part.over(whole).times(100).meets(relation.stated)
    return False


def sum_of(intervals: Iterable[Interval]) -> Interval:
    """All of them added up; there must be one at least."""
    first, *more = intervals
    for one in more:
        first = first + one
    return first


def mends(pair: Relation, broken: Relation) -> bool:
    """Whether one value of a pair of tellings, in the place of the other, makes `broken` hold."""
    (one,), other = pair.parts, pair.whole
    return any(
        slip in broken.told and kept not in broken.told and holds_with(broken, slip, kept.interval)
        for slip, kept in ((one, other), (other, one))
    )
