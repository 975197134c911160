"""Whether any numbers near a portion make it: counts, sums of neighbours, what is left of a whole.

Asked only of a portion about to be called wrong, so it looks at many combinations, in plain floats.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# So many of the counts next to the portion are combined.
MOST_NEAR = 24
_MOST_IN_RUN = 6
_ROOM = 1e-9


def counts_near(read: ReadText, portion: Reading, back: int = 2, ahead: int = 0) -> list[Reading]:
    """Counts of the portion's own and the neighbouring sentences, the nearest ones."""
    near = [one for one in read.around(portion, back, ahead) if evidence.is_count(one)]
    near = sorted(near, key=lambda one: abs(one.start - portion.start))[:MOST_NEAR]
    return sorted(near, key=lambda one: one.start)


def _bounds(interval: Interval) -> tuple[float, float]:
    return float(interval.low), float(interval.high)


Amount = tuple[Reading, float, float]


def _sums(counts: list[Reading]) -> Iterator[Amount]:
    """Several in a row together, and any two."""
    sizes = [_bounds(one.interval) for one in counts]
    for at, first in enumerate(counts):
        low, high = sizes[at]
        for to in range(at + 1, min(at + _MOST_IN_RUN, len(counts))):
            if not evidence.same_unit(first, counts[to]):
                break
            low, high = low + sizes[to][0], high + sizes[to][1]
            yield first, low, high
    for (one, (a, b)), (other, (c, d)) in combinations(zip(counts, sizes, strict=True), 2):
        if evidence.same_unit(one, other):
            yield one, a + c, b + d


def _rests(counts: list[Reading]) -> Iterator[Amount]:
    """What one count leaves of a larger one."""
    for one in counts:
        for other in counts:
            low = float(one.interval.low - other.interval.high)
            if one is not other and low > 0 and evidence.same_unit(one, other):
                yield one, low, float(one.interval.high - other.interval.low)


def _quotient_fits(part: Amount, whole: Amount, least: float, most: float) -> bool:
    if whole[1] <= 0 or not evidence.kin(part[0], whole[0]):
        return False
    low, high = 100 * part[1] / whole[2], 100 * part[2] / whole[1]
    return low <= most + _ROOM and least <= high + _ROOM


def _like(one: Reading, other: Reading) -> bool:
    """Whether a part of the other may be counted so (forms stand for those who filled them in)."""
    return evidence.same_unit(one, other) or (
        "document" in {one.kind, other.kind} and evidence.kin(one, other)
    )


_OF_ONE_SEX = lazy(r"其中|[男女][^,，。;]*$")
_PAIRED = 4


def made_of_both(read: ReadText) -> frozenset[int]:
    """Where the portions end that two parts make of their two wholes."""
    portions = (one for one in read.readings if evidence.is_portion(one))
    return frozenset(one.end for one in portions if _both_over_both(read, one))


def _both_over_both(read: ReadText, portion: Reading) -> bool:
    """报名男72名、女45名,实到男61名、女41名,实到率87.2%: two parts over their two wholes."""
    stated = evidence.percent(portion)
    four = evidence.before(read, portion, 0)[-_PAIRED:]
    if stated is None or len(four) < _PAIRED or _OF_ONE_SEX.search(portion.lead):
        return False
    if not all(evidence.same_unit(one, four[0]) for one in four):
        return False
    return any(
        _of_two_groups(whole, rest, part, other)
        and (part.interval + other.interval)
        .over(whole.interval + rest.interval)
        .times(100)
        .meets(stated)
        for whole, rest, part, other in (
            (four[0], four[1], four[2], four[3]),
            (four[0], four[2], four[1], four[3]),
        )
    )


def _of_two_groups(whole: Reading, rest: Reading, part: Reading, other: Reading) -> bool:
    """Whether each part is called as its whole is, and as the other whole is not."""
    if part.interval.high > whole.interval.low or other.interval.high > rest.interval.low:
        return False
    one, two, three, four = (
        evidence.bigrams(it.before[-4:]) | evidence.bigrams(it.after[:4])
        for it in (whole, rest, part, other)
    )
    return rest.interval.low > 0 and bool((one & three) - two - four and (two & four) - one - three)


def made(
    stated: Interval,
    near: list[Reading],
    portion: Reading,
    richly: bool = True,
    part: Reading | None = None,
) -> bool:
    """Whether counts near the portion make it.

    Of the sentences around it, a count of its own sentence out of any like it; `richly`: also sums
    of several, and what one leaves of another. Where the words name the `part`, only that.
    """
    least, most = _bounds(stated)
    singles = [(one, *_bounds(one.interval)) for one in near]
    own = evidence.in_sentence(near, portion)
    here = [one for one in singles if (one[0] in own if part is None else one[0] is part)]
    if any(
        _quotient_fits(one, whole, least, most)
        for one in here
        for whole in singles
        if one[0] is not whole[0] and _like(one[0], whole[0])
    ):
        return True
    if not richly:
        return False
    ahead = [one for one in near if one.start < portion.start][-10:]
    joined = [*_sums(ahead), *_rests(ahead)]
    if any(_quotient_fits(one, whole, least, most) for one in here for whole in joined):
        return True
    return part is None and any(
        _quotient_fits(some, one, least, most)
        for some in joined
        for one in singles
        if one[0].start < portion.start
    )
