"""Intervals of what printed digits can stand for, in exact fractions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

# A whole number stays one, whose arithmetic is many times as fast.
Exact = Fraction | int


def apart(one: Exact, other: Exact) -> Exact:
    """By how much two numbers differ."""
    return one - other if one > other else other - one


@dataclass(frozen=True)
class Interval:
    """Everything a printed number may mean, both ends included.

    `value` is what the printed digits say by themselves, and what a calculator makes of them.
    """

    low: Exact
    high: Exact
    value: Exact | None = field(default=None, compare=False)

    def __add__(self, other: Interval) -> Interval:
        made = self._made(other, operator.add)
        return Interval(self.low + other.low, self.high + other.high, made)

    def __sub__(self, other: Interval) -> Interval:
        made = self._made(other, operator.sub)
        return Interval(self.low - other.high, self.high - other.low, made)

    def __mul__(self, other: Interval) -> Interval:
        made = self._made(other, operator.mul)
        return Interval(self.low * other.low, self.high * other.high, made)

    def over(self, other: Interval) -> Interval:
        """This divided by `other`, which must lie above nought."""
        made = self._made(other, Fraction)
        return Interval(Fraction(self.low, other.high), Fraction(self.high, other.low), made)

    def times(self, factor: int) -> Interval:
        """Scaled by a whole number above nought."""
        said = self.said
        made = None if said is None else said * factor
        return Interval(self.low * factor, self.high * factor, made)

    def less(self, much: Exact) -> Interval:
        """This without so much."""
        return self - Interval(much, much)

    @property
    def opposite(self) -> Interval:
        """What is missing to nought: a growth as a decrease."""
        return Interval(0, 0) - self

    @property
    def said(self) -> Exact | None:
        """The value of the printed digits; None where a range is told, or a word."""
        return self.low if self.value is None and self.exact else self.value

    def _made(self, other: Interval, make: Callable[[Exact, Exact], Exact]) -> Exact | None:
        one, two = self.said, other.said
        return None if one is None or two is None else make(one, two)

    def meets(self, other: Interval) -> bool:
        """Whether one number could be both."""
        return self.low <= other.high and other.low <= self.high

    def overlaps(self, other: Interval) -> bool:
        """The same, where nothing reaches the upper end of what has a width."""
        return self._below(other) and other._below(self)

    def _below(self, other: Interval) -> bool:
        return self.low < other.high or (other.exact and self.low == other.high)

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @cached_property
    def middle(self) -> Fraction:
        """Half way between its ends."""
        return Fraction(self.low + self.high, 2)


def total(parts: list[Interval]) -> Interval:
    """The sum of all parts; nought without any."""
    summed = Interval(0, 0)
    for part in parts:
        summed = summed + part
    return summed


def printed(value: Fraction, place: Fraction, whole: bool) -> Interval:
    """What `value`, printed down to `place`, can stand for.

    A whole count is exact; anything else may have been truncated or rounded half up.
    """
    if whole and value.denominator == 1:
        return Interval(value.numerator, value.numerator)
    if whole:
        return Interval(value, value)
    return Interval(value - place / 2, value + place, value)


def printed_large(value: Fraction, place: Fraction) -> Interval:
    """What a number printed in 万 or 亿 can stand for: never a twentieth off."""
    room = value / 20
    return Interval(value - min(place / 2, room), value + min(place, room), value)


def widened(interval: Interval, value: Fraction, place: Fraction, approx: str | None) -> Interval:
    """The interval when an approximate word (`ge`, `le`, `about`) stands by the number.

    `place` is the last digit that is not nought: 1400余 reaches to 1500, 近600 down to 500.
    """
    room = max(place, value / 20)
    least: Exact = interval.low - room if interval.low > room else 0
    if approx == "ge":
        return Interval(interval.low, interval.high + room, value)
    if approx == "le":
        return Interval(least, interval.high, value)
    if approx == "about":
        return Interval(least, interval.high + room, value)
    return interval


# In a shorter list two numbers make a third by chance too often.
_SHORTEST_WITH_SUBTOTAL, _LONGEST_SUBTOTAL = 4, 5


def has_subtotal(amounts: Sequence[Interval]) -> bool:
    """Whether one of a list tells those beside it again: 得奖4件,金奖1件,银奖1件,铜奖2件."""
    return len(amounts) >= _SHORTEST_WITH_SUBTOTAL and any(
        total(list(beside[:size])).meets(one)
        for at, one in enumerate(amounts)
        for beside in (amounts[at + 1 :], amounts[:at][::-1])
        for size in range(2, min(len(beside), _LONGEST_SUBTOTAL) + 1)
    )
