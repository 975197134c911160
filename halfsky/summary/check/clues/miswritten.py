"""Whether a number looks like another one that was written wrongly: 298 for 288, 485 for 458."""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues.evidence import one_digit_off
from halfsky.summary.check.report import shown
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.reading import Reading


def _digits(value: Fraction, places: int) -> str:
    return shown(value * 10**places, 0)


def is_miswritten(made: Interval, told: Reading) -> bool:
    """Whether one digit or the order of two parts what was printed from what should have been."""
    if made.said is None or made.low <= 0:
        return False
    places = len(shown(told.claim.value, 4).partition(".")[2])
    scaled = Fraction(made.said) / told.quantity.scale
    ours, theirs = _digits(scaled, places), _digits(told.claim.value, places)
    if len(ours) != len(theirs):
        return one_digit_off(int(ours), int(theirs))
    apart = [at for at in range(len(ours)) if ours[at] != theirs[at]]
    return len(apart) == 1 or (len(apart) == 2 and sorted(ours) == sorted(theirs))
