"""How near a stated number lies to the computed one: the slips that a pen makes."""

from __future__ import annotations

import math
from collections.abc import Iterable

from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.intervals import Exact, Interval

# Numbers of another length that differ by more than a dropped digit.
_FAR = 9
Signs = dict[str, float]


def middle(interval: Interval) -> Exact:
    return interval.low if interval.exact else interval.middle


def digits_apart(one: str, other: str) -> tuple[int, bool]:
    """In how many digits two printed numbers differ, and whether two digits have changed places."""
    if len(one) == len(other):
        apart = sum(a != b for a, b in zip(one, other, strict=True))
        return apart, apart == 2 and sorted(one) == sorted(other)
    short, long = sorted((one, other), key=len)
    dropped = len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )
    return (1 if dropped else _FAR), False


def _share_apart(one: Exact, other: Exact) -> float:
    """How far the two lie apart, as a share of the larger."""
    # In whole numbers over one denominator: several times as fast as fractions.
    own, its = one.numerator * other.denominator, other.numerator * one.denominator
    return abs(own - its) / max(abs(own), abs(its)) if own or its else 0.0


def closeness(computed: Interval, stated: Interval, like: Told) -> Signs:
    """How far apart the two are, in size and in digits."""
    made, told = middle(computed), middle(stated)
    apart = _share_apart(made, told)
    printed = like.as_printed(told)
    digits, swapped = digits_apart(like.as_printed(made), printed) if told else (_FAR, False)
    return {
        "n_rel": apart,
        "n_log": -math.log(max(apart, 0.002)),
        "n_one": float(digits == 1),
        "n_swap": float(swapped),
        "n_len": float(min(4, len(printed.rstrip("0")))),
        "n_one_long": float(digits == 1 and len(printed) > 2),
        "n_two": float(digits == 2 and not swapped),
        "n_close": float(apart < 0.3),
    }


def slips(found: Signs, needed: Iterable[tuple[Told, Exact]]) -> Signs:
    """Whether some number of the relation, one digit other or two swapped, would make it hold."""
    pairs = list(needed)
    marks = [digits_apart(own.as_printed(value), own.printed) for own, value in pairs if value > 0]
    one = any(digits == 1 for digits, _ in marks)
    swapped = any(swap for _, swap in marks)
    slip = one or swapped or bool(found["n_one"] or found["n_swap"])
    shortest = min(len(own.printed) for own, _ in pairs)
    return {
        "s_one": float(one),
        "s_swap": float(swapped),
        "s_any": float(slip),
        "s_any_long": float(slip and shortest > 2),
        "s_any_short": float(slip and shortest < 2),
    }


def yes(**signs: object) -> Signs:
    """Each sign as one or nought."""
    return {name: float(bool(value)) for name, value in signs.items()}
