"""What a calculator makes of the printed numbers, as the sentence of a finding says it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from halfsky.summary.check.report import shown
from halfsky.summary.check.text.intervals import Exact, Interval
from halfsky.summary.check.text.reading import Reading

# Of less than one as many decimals as it takes to see two digits.
_MOST_PLACES = 8


def rounded(value: Exact, places: int = 2) -> str:
    """A number rounded half up (away from nought) to `places` decimals."""
    up = Fraction(1, 2 * 10**places)
    return shown(value + up if value >= 0 else value - up, places)


def printed_to(value: Exact, places: int, cut_off: bool = False) -> str:
    """A number with all its decimals, cut off or rounded, as one prints it: 80.70, 61.50."""
    words = shown(value, places) if cut_off else rounded(value, places)
    whole, _, decimals = words.partition(".")
    return f"{whole}.{decimals:0<{places}}" if places else whole


def equals(value: Exact, unit: str = "", places: int = 2) -> str:
    """“＝600元” where that is all of it, “≈92.62%” where it is rounded."""
    while value and abs(value) * 10**places < 10 and places < _MOST_PLACES:
        places += 1
    whole = Fraction(value * 10**places).denominator == 1
    return f"{'＝' if whole else '≈'}{rounded(value, places)}{unit}"


def equals_percent(interval: Interval) -> str:
    """A percentage; from one end to the other where a range was told."""
    return _equals(interval, 1, "%", 2)


def equals_amount(interval: Interval, like: Reading, places: int = 4) -> str:
    """An amount in the unit of a printed one."""
    return _equals(interval, like.quantity.scale, like.claim.unit.strip(), places)


def equals_sum(added: Iterable[Reading], like: Reading) -> str:
    """The sum of amounts as they are printed, in the unit of another; votes are no people."""
    added = list(added)
    summed = sum((one.claim.value * one.quantity.scale for one in added), Fraction(0))
    if len({one.claim.unit for one in added}) == 1 and added[0].kind != like.kind:
        like = added[0]
    return equals(summed / like.quantity.scale, like.claim.unit.strip(), 4)


def in_unit(interval: Interval, like: Reading) -> str:
    """The same amount without a sign ahead of it."""
    return equals_amount(interval, like).lstrip("＝≈")


def fold(interval: Interval) -> str:
    """How many times as much one thing is as another: 1.5倍, 约1.67倍."""
    return _equals(interval, 1, "倍", 2).replace("≈", "约").lstrip("＝")


def _equals(interval: Interval, scale: int, unit: str, places: int) -> str:
    if interval.said is not None:
        return equals(Fraction(interval.said) / scale, unit, places)
    ends = (rounded(Fraction(end) / scale, places) for end in (interval.low, interval.high))
    return f"＝{'至'.join(ends)}{unit}"
