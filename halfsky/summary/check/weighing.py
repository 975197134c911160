"""How likely it is that numbers which nearly hang together were meant to, and one is wrong.

First the words alone: `meant` says how likely it is that the numbers were meant as this relation,
whether it comes out or not. Then those that nearly come out: `slipped` says by their words, by how
they miss and by what else explains their numbers (rivals.py) how likely one of them is wrong.
Both are sums of small trees (weights.json, made from labelled texts by scripts/weigh_check.py).
This is the one place that decides whether a broken relation is reported, and how gravely.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from halfsky.summary.check import evidence, saying, signs_of_pairs, signs_of_rates, signs_of_sums
from halfsky.summary.check.explaining import explained
from halfsky.summary.check.forest import Forest
from halfsky.summary.check.nearness import Signs
from halfsky.summary.check.possible import related
from halfsky.summary.check.reading import ReadText
from halfsky.summary.check.relations import KINDS, Relation, Sort, holds, is_broken
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.rivals import ABSENT, Candidate, Rivals
from halfsky.summary.check.told import tell

SIGNS: dict[Sort, Callable[[Relation], Signs]] = {
    "list": signs_of_sums.of_list,
    "three": signs_of_sums.of_three,
    "four": signs_of_sums.of_four,
    "flow": signs_of_sums.of_flow,
    "same": signs_of_pairs.of_same,
    "excess": signs_of_pairs.of_excess,
    "rate": signs_of_rates.of_rate,
    "split": signs_of_rates.of_rate,
    "joined": signs_of_rates.of_joined,
    "lacking": signs_of_rates.of_rate,
    "growth": signs_of_rates.of_growth,
    "added": signs_of_rates.of_growth,
    "changed": signs_of_rates.of_growth,
    "product": signs_of_rates.of_product,
    "bill": signs_of_rates.of_bill,
}
ARITHMETIC = {"rate_mismatch", "sum_mismatch", "contradiction"}
_MOST_ODDS = 11.5


@dataclass(frozen=True)
class Weighed:
    """A broken relation and how likely it is that one of its numbers is wrong."""

    relation: Relation
    likely: float


@dataclass(frozen=True)
class Weights:
    """For each sort what its words say (`meant`), and what a miss says (`slipped`)."""

    meant: dict[str, Forest]
    slipped: dict[str, Forest]


@cache
def _weights() -> Weights:
    text = resources.files("halfsky.summary.check").joinpath("weights.json").read_text("utf-8")
    loaded = json.loads(text)
    forests = [
        {sort: Forest(one["names"], one["trees"]) for sort, one in loaded[step].items()}
        for step in ("meant", "slipped")
    ]
    return Weights(*forests)


@dataclass(frozen=True)
class Signed:
    """A relation with what its words and numbers show."""

    relation: Relation
    signs: Signs
    held: bool
    broken: bool


def signed(read: ReadText, far: bool = False) -> tuple[list[Signed], dict[int, float]]:
    """The relations of the text that come out or nearly do, with their signs (`far`: all of them);
    and the numbers that runs explain."""
    told = tell(read)
    found = []
    for relation in related(told):
        held = holds(relation)
        broken = not held and is_broken(relation)
        if held or broken or far:
            found.append(Signed(relation, SIGNS[relation.sort](relation), held, broken))
    return found, explained([one for one in told if evidence.is_count(one.reading)])


def meant_odds(one: Signed, forests: dict[str, Forest]) -> float:
    """The log of the odds that the numbers were meant so, by their words alone."""
    forest = forests.get(one.relation.sort)
    if forest is None:
        return ABSENT
    return max(-_MOST_ODDS, min(_MOST_ODDS, forest.odds(one.signs)))


def weigh(read: ReadText) -> list[Weighed]:
    """Every broken relation of the text, the likeliest first."""
    weights = _weights()
    found, sure = signed(read)
    candidates = [
        Candidate(one.relation, meant_odds(one, weights.meant), one.held, one.broken)
        for one in found
    ]
    rivals = Rivals(candidates, sure)
    weighed = []
    for one, candidate in zip(found, candidates, strict=True):
        forest = weights.slipped.get(one.relation.sort)
        if one.broken and forest:
            odds = forest.odds(one.signs | rivals.signs(candidate))
            weighed.append(Weighed(one.relation, 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))))
    return sorted(weighed, key=lambda one: -one.likely)


def likeliest(weighed: list[Weighed], least: float) -> Iterator[Weighed]:
    """The likely ones, each number in one relation at most."""
    used: set[int] = set()
    for one in weighed:
        if one.likely < least:
            return
        places = {told.at for told in one.relation.told}
        if not places & used:
            used |= places
            yield one


# From here on the numbers were hardly meant otherwise; from `DOUBTFUL` on somebody should look;
# a rule that finds what is less likely than `BACKED` has read two things as one.
WRONG, DOUBTFUL, BACKED = 0.97, 0.9, 0.3


def _is_of(problem: Problem, relation: Relation) -> bool:
    """Whether a problem is about the numbers of a relation, up to the last of them."""
    told = relation.told
    inside = [one.reading.start < problem.end and problem.start < one.reading.end for one in told]
    return told[-1].reading.end == problem.end and sum(inside) > 1


_TOTAL = re.compile(r"^[,，、;:]?[^,，、;:]{0,5}(?:合计|共计|总计)$")


def _is_spelled_out(relation: Relation) -> bool:
    """A名、B名、C名,合计D名: nobody means anything else by that."""
    told = relation.told
    in_a_row = told[-1].at - told[0].at == len(told) - 1
    return relation.sort == "list" and in_a_row and bool(_TOTAL.search(told[-1].lead))


def backed(weighed: list[Weighed], by_rule: list[Problem]) -> list[Problem]:
    """What rules found, without what the weighing of the same numbers speaks against.

    A doubt that a rule itself calls one stays: it asks no more than a look.
    """
    kept = []
    for problem in by_rule:
        same = [one for one in weighed if _is_of(problem, one.relation)]
        unsure = same and max(one.likely for one in same) < BACKED
        spelled_out = any(_is_spelled_out(one.relation) for one in same)
        if problem.grade == "doubtful" or spelled_out or not unsure:
            kept.append(problem)
    return kept


def _problem(read: ReadText, one: Weighed) -> Problem:
    grade: Grade = "wrong" if one.likely >= WRONG else "doubtful"
    told, words = saying.amounts(one.relation), saying.sentence(one.relation)
    return evidence.finding(read, KINDS[one.relation.sort], grade, told, words)


def decide(read: ReadText, weighed: list[Weighed], by_rule: list[Problem]) -> list[Problem]:
    """What the rules found, and what hangs together elsewhere and does not come out."""
    told = [problem for problem in by_rule if problem.kind in ARITHMETIC]
    found = [_problem(read, one) for one in likeliest(weighed, DOUBTFUL)]
    fresh = [
        problem
        for problem in found
        if not any(problem.start < other.end and other.start < problem.end for other in told)
    ]
    return [*by_rule, *fresh]
