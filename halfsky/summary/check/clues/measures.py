"""Measures of one sort in units of each other: 2.4吨 is 2400公斤, 3公里 is 3000米."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.reading import Reading

_SORTS: tuple[dict[str, int], ...] = (
    {"吨": 1_000_000, "公斤": 1000, "千克": 1000, "斤": 500, "克": 1},
    {"公里": 1000, "千米": 1000, "米": 1},
    {"升": 1000, "毫升": 1},
    {"公顷": 10_000, "平方米": 1},
)


def _measure(one: Reading) -> tuple[int, int] | None:
    """Which sort of measure a number is told in, and how many of the smallest its unit is."""
    unit = one.claim.unit.lstrip("万亿")
    return next(((at, sort[unit]) for at, sort in enumerate(_SORTS) if unit in sort), None)


def unlike(one: Reading, other: Reading) -> bool:
    """Whether the two are measures of two sorts: 吨 and 公里."""
    first, second = _measure(one), _measure(other)
    return bool(first and second and first[0] != second[0])


def converted(one: Reading, like: Reading) -> Reading:
    """The same amount in the unit of another of its sort; any other number as it is."""
    first, second = _measure(one), _measure(like)
    if first is None or second is None or first[0] != second[0] or first[1] == second[1]:
        return one
    times = Fraction(first[1], second[1])
    amount = one.interval * Interval(times, times)
    return replace(one, quantity=replace(one.quantity, interval=amount))
