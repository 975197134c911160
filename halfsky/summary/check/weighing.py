"""How likely it is that numbers which nearly hang together were meant to, and one is wrong.

Every sign of a relation has a weight (weights.json, made from labelled texts by
scripts/weigh_check.py); their sum is the log of the odds. This is the one place that decides
whether a broken relation is reported, and how gravely.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from halfsky.summary.check import evidence, saying, signs_of_pairs, signs_of_rates, signs_of_sums
from halfsky.summary.check.nearness import Signs
from halfsky.summary.check.reading import ReadText
from halfsky.summary.check.relations import KINDS, Relation, Sort, holds, is_broken, related
from halfsky.summary.check.report import Grade, Problem

SIGNS: dict[Sort, Callable[[Relation], Signs]] = {
    "list": signs_of_sums.of_list,
    "three": signs_of_sums.of_three,
    "four": signs_of_sums.of_four,
    "same": signs_of_pairs.of_same,
    "excess": signs_of_pairs.of_excess,
    "rate": signs_of_rates.of_rate,
    "growth": signs_of_rates.of_growth,
    "added": signs_of_rates.of_growth,
    "product": signs_of_rates.of_product,
}


SUMS = {"list", "three", "four"}
ARITHMETIC = {"rate_mismatch", "sum_mismatch", "contradiction"}


@dataclass(frozen=True)
class Weighed:
    """A broken relation and how likely it is that it was meant."""

    relation: Relation
    likely: float


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = resources.files("halfsky.summary.check").joinpath("weights.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)
    return loaded


def likelihood(relation: Relation) -> float:
    """Between nought and one."""
    weights = _weights().get(relation.sort)
    if not weights:
        return 0.0
    odds = weights[""] + sum(
        value * weights.get(name, 0.0) for name, value in SIGNS[relation.sort](relation).items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def weigh(read: ReadText) -> list[Weighed]:
    """Every broken relation of the text, the likeliest first.

    A sum that other numbers of the same list make up (一季度和二季度, not 多500人次) is not broken.
    """
    found: list[Relation] = []
    made_up: set[tuple[int, int]] = set()
    for relation in related(read):
        if is_broken(relation):
            found.append(relation)
        elif relation.sort in SUMS and holds(relation):
            made_up |= {(relation.whole.at, part.at) for part in relation.parts}
    weighed = [
        Weighed(relation, likelihood(relation))
        for relation in found
        if relation.sort not in SUMS
        or not any((relation.whole.at, part.at) in made_up for part in relation.parts)
    ]
    return sorted(weighed, key=lambda one: -one.likely)


def meant(weighed: list[Weighed], least: float) -> Iterator[Weighed]:
    """The likely ones, each number in one relation at most."""
    used: set[int] = set()
    for one in weighed:
        if one.likely < least:
            return
        places = {told.at for told in one.relation.told}
        if not places & used:
            used |= places
            yield one


# From here on the numbers were hardly meant otherwise; from `DOUBTFUL` on somebody should look.
WRONG, DOUBTFUL = 0.99, 0.97


def _problem(read: ReadText, one: Weighed) -> Problem:
    grade: Grade = "wrong" if one.likely >= WRONG else "doubtful"
    told, words = saying.amounts(one.relation), saying.sentence(one.relation)
    return evidence.finding(read, KINDS[one.relation.sort], grade, told, words)


def decide(read: ReadText, by_rule: list[Problem]) -> list[Problem]:
    """What the rules found, and what hangs together elsewhere and does not come out."""
    told = [problem for problem in by_rule if problem.kind in ARITHMETIC]
    found = [_problem(read, one) for one in meant(weigh(read), DOUBTFUL)]
    fresh = [
        problem
        for problem in found
        if not any(problem.start < other.end and other.start < problem.end for other in told)
    ]
    return [*by_rule, *fresh]
