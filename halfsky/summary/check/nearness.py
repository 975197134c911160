"""How near a stated number lies to the computed one: the slips that a pen makes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from halfsky.summary.check.intervals import Interval
from halfsky.summary.check.told import Told

_MOST_PLACES = 4
# Numbers of another length that differ by more than a dropped digit.
_FAR = 9
Signs = dict[str, float]


def middle(interval: Interval) -> Fraction:
    return (interval.low + interval.high) / 2


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


def as_printed(value: Fraction, like: Told) -> str:
    """A value in the digits in which `like` is printed, without the decimal point."""
    scaled, printed = value / like.reading.quantity.scale, like.value
    for _ in range(_MOST_PLACES):
        if printed.denominator == 1:
            break
        scaled, printed = scaled * 10, printed * 10
    return str(int(scaled + Fraction(1, 2))) if scaled >= 0 else ""


def closeness(computed: Interval, stated: Interval, like: Told) -> Signs:
    """How far apart the two are, in size and in digits."""
    made, told = middle(computed), middle(stated)
    apart = float(abs(made - told) / max(abs(made), abs(told), Fraction(1, 10**9)))
    printed = as_printed(told if not stated.exact else stated.low, like)
    digits, swapped = digits_apart(as_printed(made, like), printed) if told else (_FAR, False)
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


def slips(found: Signs, needed: Iterable[tuple[Told, Fraction]]) -> Signs:
    """Whether some number of the relation, one digit other or two swapped, would make it hold."""
    pairs = list(needed)
    marks = [
        digits_apart(
            as_printed(value, own), as_printed(own.value * own.reading.quantity.scale, own)
        )
        for own, value in pairs
        if value > 0
    ]
    one = any(digits == 1 for digits, _ in marks)
    swapped = any(swap for _, swap in marks)
    slip = one or swapped or bool(found["n_one"] or found["n_swap"])
    shortest = min(len(as_printed(own.value * own.reading.quantity.scale, own)) for own, _ in pairs)
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
