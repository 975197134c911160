"""How a relation stands against the others of its text: what else its numbers may be.

17 of 25 is 68 %, so 68 % need not be the share of some other two; 258 less 61 is in the list of
the years, so it is no part of the list of trades. Odds are logs, as the weighing gives them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict

from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.clues.relations import Relation, Sort

# The odds of what is not there at all.
ABSENT = -8.0
KIN: dict[Sort, str] = {
    "list": "sum",
    "three": "sum",
    "four": "sum",
    "flow": "sum",
    "bill": "sum",
    "product": "sum",
    "timed": "sum",
    "same": "same",
    "excess": "same",
    "undone": "done",
    "rate": "rate",
    "split": "rate",
    "joined": "rate",
    "lacking": "rate",
    "growth": "rate",
    "added": "rate",
    "changed": "rate",
}


class Candidate:
    """A relation, the odds that it was meant, and whether it holds.

    Of one that does not hold the words alone give the odds; that one holds speaks for it too.
    """

    def __init__(self, relation: Relation, odds: float, held: bool, broken: bool) -> None:
        self.relation, self.odds, self.held, self.broken = relation, odds, held, broken
        self.kin = KIN[relation.sort]
        self.whole = relation.whole.at
        self.parts = frozenset(part.at for part in relation.parts)
        self.numbers = self.parts | {self.whole}


def _together(odds: list[float]) -> float:
    """The log of the summed odds."""
    if not odds:
        return ABSENT
    most = max(odds)
    return most + math.log(sum(math.exp(one - most) for one in odds))


class Alike:
    """What one number may be, computed in one way: the odds of all that would make it up."""

    def __init__(self, found: list[Candidate]) -> None:
        held = [one.odds for one in found if one.held]
        self.held, self.held_count = max(held, default=ABSENT), len(held)
        self.broken = sorted(one.odds for one in found if one.broken)
        self.everyone = _together([one.odds for one in found])
        self.held_share = _together(held) - self.everyone

    def rival(self, odds: float) -> tuple[float, int]:
        """The best of the other broken ones, and how many are likelier than `odds`."""
        likelier = len(self.broken) - bisect_right(self.broken, odds)
        if likelier:
            return self.broken[-1], likelier
        return (self.broken[-2] if len(self.broken) > 1 else ABSENT), 0


# Of a number that a hundred sums may explain, the likeliest are enough.
_MOST_HELD = 24
# Numbers farther apart have much else between them, whatever it is.
_WIDEST_GAP = 12
_LIKELY = -2.5


class Rivals:
    """All candidates of a text, by the numbers they are about."""

    def __init__(self, candidates: list[Candidate], sure: dict[int, float]) -> None:
        self.sure = sure
        alike: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
        held: dict[int, list[Candidate]] = defaultdict(list)
        self.wholes: dict[int, list[float]] = defaultdict(list)
        self.broken: dict[int, dict[str, float]] = defaultdict(dict)
        for one in candidates:
            alike[one.whole, one.kin].append(one)
            if one.held:
                self.wholes[one.whole].append(one.odds)
            for number in one.numbers:
                if one.held:
                    held[number].append(one)
                elif one.broken:
                    best = self.broken[number]
                    best[one.kin] = max(best.get(one.kin, ABSENT), one.odds)
        self.alike = {place: Alike(found) for place, found in alike.items()}
        self.held = {
            number: sorted(found, key=lambda one: -one.odds)[:_MOST_HELD]
            for number, found in held.items()
        }

    def signs(self, one: Candidate) -> Signs:
        """How it stands against the rest."""
        return self._of_whole(one) | self._of_parts(one) | self._of_sets(one) | self._of_gaps(one)

    def _best(self, number: int) -> float:
        held = self.held.get(number)
        return held[0].odds if held else ABSENT

    def _of_whole(self, one: Candidate) -> Signs:
        alike = self.alike[one.whole, one.kin]
        rival, rank = alike.rival(one.odds)
        wholes = self.wholes.get(one.whole, ())
        any_held = max(wholes, default=ABSENT)
        return {
            "odds": one.odds,
            "whole_held": any_held,
            "kin_held": alike.held,
            "held_count": float(len(wholes)),
            "kin_held_count": float(alike.held_count),
            "rival": rival,
            "rank": float(rank),
            "over_rival": one.odds - rival,
            "over_whole": one.odds - any_held,
            "over_kin": one.odds - alike.held,
            "share": one.odds - alike.everyone,
            "held_share": alike.held_share,
            "sure_whole": self.sure.get(one.whole, 0.0),
        }

    def _of_parts(self, one: Candidate) -> Signs:
        best = [self._best(part.at) for part in one.relation.parts]
        sure = [self.sure.get(part.at, 0.0) for part in one.relation.parts]
        elsewhere = [
            odds
            for number in one.numbers
            for kin, odds in self.broken.get(number, {}).items()
            if kin != one.kin
        ]
        return {
            "parts_least": min(best),
            "parts_mean": sum(best) / len(best),
            "parts_most": max(best),
            "sure_least": min(sure),
            "sure_mean": sum(sure) / len(sure),
            "sure_most": max(sure),
            "broken_elsewhere": max(elsewhere, default=ABSENT),
            "last_held": self._best(max(one.numbers)),
        }

    def _of_sets(self, one: Candidate) -> Signs:
        shared = within = completed = ABSENT
        for number in one.numbers:
            for other in self.held.get(number, ()):
                if len(one.numbers & other.numbers) > 1:
                    shared = max(shared, other.odds)
                if one.parts <= other.numbers or len(one.parts & other.parts) > 1:
                    within = max(within, other.odds)
                if one.numbers <= other.numbers:
                    completed = max(completed, other.odds)
        return {
            "shared": shared,
            "within": within,
            "completed": completed,
            "over_shared": one.odds - shared,
        }

    def _of_gaps(self, one: Candidate) -> Signs:
        """What stands between its numbers: others made up of them, or strangers."""
        low, high = min(one.numbers), max(one.numbers)
        gaps = [place for place in range(low + 1, high) if place not in one.numbers]
        if not gaps or len(gaps) > _WIDEST_GAP:
            return {}
        nested = sum(self._is_nested(place, one) for place in gaps)
        return {"nested": float(nested), "strangers": float(len(gaps) - nested)}

    def _is_nested(self, place: int, one: Candidate) -> bool:
        """每人保费50元,其中公司30元,个人20元: the two speak of the fifty."""
        return any(
            other.odds > _LIKELY and not other.numbers.isdisjoint(one.numbers)
            for other in self.held.get(place, ())
        )
