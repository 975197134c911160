"""Amounts of one account are told as exactly as the most exact of them.

Who prints 12600元 and 9800元 beside 3万元, or 7.35万元 beside 6万元, has rounded neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.reading import Reading

_MOST_PLACES = 4


def place(one: Reading) -> Fraction:
    """What one of its last printed digit is worth."""
    value, power = one.claim.value, 1
    for _ in range(_MOST_PLACES):
        if value.denominator == 1:
            break
        value, power = value * 10, power * 10
    return Fraction(one.quantity.scale) / power


def finest(account: Iterable[Reading]) -> Fraction:
    """What the last digit of the most exactly printed amount is worth."""
    return min(place(one) for one in account)


def told_to(one: Reading, least: Fraction) -> Interval:
    """What an amount stands for in an account that is told so exactly."""
    if one.interval.exact or one.claim.approx:
        return one.interval
    value = one.claim.value * one.quantity.scale
    room = min(least, place(one))
    if room == 1:
        return Interval(value, value)
    return Interval(value - room / 2, value + room / 2, value)
