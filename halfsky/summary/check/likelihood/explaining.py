"""Which numbers others explain: runs that come out when some are added, some taken away."""

from __future__ import annotations

import math
from fractions import Fraction

from halfsky.summary.check.clues.relations import addable
from halfsky.summary.check.clues.told import Told

_LONGEST = 7
# Below this a run comes out by chance as often as not.
_LEAST = 1.0


def explained(counts: list[Told]) -> dict[int, float]:
    """By the place of a number how surely a run that it is part of comes out.

    The surety is the log of how rarely numbers of this size would come out by chance.
    """
    sure: dict[int, float] = {}
    for at, opening in enumerate(counts):
        run = [opening]
        sums = {opening.middle}
        for other in counts[at + 1 : at + 12]:
            if other.paragraph != opening.paragraph or other.sentence - opening.sentence > 3:
                break
            if not addable(opening, other) or other.unit != opening.unit:
                continue
            amount = other.middle
            if len(run) > 2 and amount in sums:
                _note(sure, [*run, other], len(sums))
            if len(run) == _LONGEST:
                break
            sums = {s + a for s in sums for a in (amount, -amount) if s + a >= 0}
            run.append(other)
    return sure


def _note(sure: dict[int, float], run: list[Told], ways: int) -> None:
    largest = max(told.high for told in run)
    surety = math.log(max(1.0, largest * _places(run)) / ways)
    if surety >= _LEAST:
        for told in run:
            sure[told.at] = max(sure.get(told.at, 0.0), surety)


def _places(run: list[Told]) -> float:
    """1.62万元 has as many places as 162: the finest step between amounts of the run."""
    finest = max(
        (told.value.denominator / Fraction(told.reading.quantity.scale) for told in run),
        default=Fraction(1),
    )
    return float(finest)
