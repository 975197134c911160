"""How likely it is that numbers which nearly hang together were meant to, and one is wrong.

First the words alone: `meant` says how likely it is that the numbers were meant as this relation,
whether it comes out or not. Then those that nearly come out: `slipped` says by their words, by how
they miss and by what else explains their numbers (rivals.py) how likely one of them is wrong.
Both are sums of small trees (weights.npz, made from labelled texts by scripts/weigh_check.py).
This is the one place that decides whether a broken relation is reported, and how gravely.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import NamedTuple

from halfsky.summary.check.arithmetic import Found
from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.corrections import puts_right
from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.clues.relations import (
    KINDS,
    Relation,
    Sort,
    holds,
    is_broken,
    surety,
)
from halfsky.summary.check.clues.told import Told, tell
from halfsky.summary.check.likelihood import (
    saying,
    signs_of_lists,
    signs_of_pairs,
    signs_of_rates,
    signs_of_sums,
    signs_of_undone,
)
from halfsky.summary.check.likelihood.explaining import explained
from halfsky.summary.check.likelihood.forest import Forest, load
from halfsky.summary.check.likelihood.mending import mends
from halfsky.summary.check.likelihood.no_parts import is_no_sum
from halfsky.summary.check.likelihood.overlapping import counts_twice, overlap
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.likelihood.rivals import ABSENT, Candidate, Rivals
from halfsky.summary.check.likelihood.rows_alike import is_no_relation_of_a_table
from halfsky.summary.check.network.network import Networks, shipped
from halfsky.summary.check.network.pairs import OF_PAIRS, looked_at
from halfsky.summary.check.rates import explained_rates
from halfsky.summary.check.report import Grade, Problem
from halfsky.summary.check.rules_by_themselves import ONLY_OF_RELATIONS
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

SIGNS: dict[Sort, Callable[[Relation], Signs]] = {
    "list": signs_of_lists.of_list,
    "three": signs_of_sums.of_three,
    "four": signs_of_sums.of_four,
    "flow": signs_of_sums.of_flow,
    "same": signs_of_pairs.of_same,
    "excess": signs_of_pairs.of_excess,
    "undone": signs_of_undone.of_undone,
    "rate": signs_of_rates.of_rate,
    "split": signs_of_rates.of_rate,
    "joined": signs_of_rates.of_joined,
    "lacking": signs_of_rates.of_rate,
    "growth": signs_of_rates.of_growth,
    "added": signs_of_rates.of_growth,
    "changed": signs_of_rates.of_growth,
    "product": signs_of_rates.of_product,
    "timed": signs_of_rates.of_product,
    "bill": signs_of_rates.of_bill,
}
ARITHMETIC = {"rate_mismatch", "sum_mismatch", "contradiction"}
MOST_ODDS = 11.5
NEVER = -30.0


@dataclass(frozen=True)
class Weighed:
    """A broken relation and how likely it is that one of its numbers is wrong."""

    relation: Relation
    likely: float


@cache
def _forests() -> dict[str, dict[str, Forest]]:
    """For each sort what its words say (`meant`), and what a miss says (`slipped`)."""
    file = resources.files("halfsky.summary.check").joinpath("data", "weights.npz")
    with file.open("rb") as source:
        return load(source)


class Signed(NamedTuple):
    """A relation with what its words and numbers show."""

    relation: Relation
    signs: Signs
    held: bool
    broken: bool
    surety: float


def signed(
    read: ReadText, by_rule: Found, networks: Networks | None = None, far: bool = False
) -> tuple[list[Signed], dict[int, float]]:
    """The relations of the text that come out or nearly do, with their signs (`far`: all of them);
    and the numbers that runs explain."""
    told = tell(read)
    found = []
    for relation in related(told):
        held = holds(relation)
        broken = not held and is_broken(relation)
        if held or broken or far:
            signs = SIGNS[relation.sort](relation)
            if broken:
                signs |= by_rule.signs(relation)
            found.append(Signed(relation, signs, held, broken, surety(relation) if held else 0.0))
    _look_at_words(found, told, networks or shipped())
    return found, explained([one for one in told if evidence.is_count(one.reading)])


def _look_at_words(found: list[Signed], told: list[Told], networks: Networks) -> None:
    """Adds what the networks make of the words to the signs of each relation."""
    known = [one for one in found if one.relation.sort in networks.relations.sorts]
    odds = networks.relations.odds(told, [one.relation for one in known])
    for one, its in zip(known, odds, strict=True):
        one.signs["read"] = its
    pairs = [one for one in found if one.relation.sort in OF_PAIRS]
    signs = looked_at(networks.pairs, told, [one.relation for one in pairs])
    for one, more in zip(pairs, signs, strict=True):
        one.signs.update(more)


def _odds(rows: list[tuple[Sort, Signs]], forests: dict[str, Forest], absent: float) -> list[float]:
    """The log of the odds of each row by the trees of its sort, of all of a sort at once."""
    found = [absent] * len(rows)
    by: dict[Sort, list[int]] = defaultdict(list)
    for at, (sort, _) in enumerate(rows):
        by[sort].append(at)
    for sort, places in by.items():
        if sort in forests:
            odds = forests[sort].odds([rows[at][1] for at in places])
            for at, its in zip(places, odds, strict=True):
                found[at] = its
    return found


def _candidates(found: list[Signed]) -> list[Candidate]:
    """The relations as rivals: that one comes out makes it the likelier, the rarer that is."""
    rows = [(one.relation.sort, one.signs) for one in found]
    return [
        Candidate(
            one.relation, max(-MOST_ODDS, min(MOST_ODDS, odds)) + one.surety, one.held, one.broken
        )
        for one, odds in zip(found, _odds(rows, _forests()["meant"], ABSENT), strict=True)
    ]


def weigh(read: ReadText, by_rule: Found) -> list[Weighed]:
    """Every broken relation of the text, the likeliest first."""
    found, sure = signed(read, by_rule)
    candidates = _candidates(found)
    rivals = Rivals(candidates, sure)
    rows = [
        (one.relation.sort, one.signs | rivals.signs(among))
        for one, among in zip(found, candidates, strict=True)
        if one.broken
    ]
    broken = [one.relation for one in found if one.broken]
    weighed = [
        Weighed(relation, _likely_slip(read, relation, _likely(odds)))
        for relation, odds in zip(broken, _odds(rows, _forests()["slipped"], NEVER), strict=True)
    ]
    weighed = _without_overlaps(_not_of_both(read, weighed))
    return sorted(weighed, key=lambda one: -one.likely)


# A pair of tellings that is at least so likely, and mends what is broken, says what is wrong;
# of what is less likely nothing is made.
_LIKELY_PAIR = 0.25


def _likely_slip(read: ReadText, relation: Relation, likely: float) -> float:
    """How likely it is, unless the words say that the numbers do not hang together so."""
    if likely < _LIKELY_PAIR:
        return likely
    first, last = (relation.told[at].reading.sentence for at in (0, -1))
    corrected = puts_right(read, first.start, last.end)
    none = corrected or is_no_sum(relation) or is_no_relation_of_a_table(relation)
    return 0.0 if none else likely


def _likely(odds: float) -> float:
    return 1 / (1 + math.exp(-max(NEVER, min(-NEVER, odds))))


# From here on the numbers were hardly meant otherwise; from `DOUBTFUL` on somebody should look,
# and from `RULED` on at what a rule found, which can say why, and at a list that does not come
# out although the text says how many are in two of its parts.
WRONG, DOUBTFUL, RULED = 0.95, 0.75, 0.7


_ACCOUNTS = {"four", "flow"}


def _is_within(one: Weighed, other: Weighed) -> bool:
    """Whether all numbers of the one are numbers of the other."""
    return {told.at for told in one.relation.told} <= {told.at for told in other.relation.told}


def _without_overlaps(weighed: list[Weighed]) -> list[Weighed]:
    """Numbers that come out once what is in two parts is counted once are no longer suspected."""
    explained = [numbers for one in weighed if (numbers := overlap(one.relation))]
    if not explained:
        return weighed
    return [
        replace(one, likely=0.0)
        if any({told.at for told in one.relation.told} <= numbers for numbers in explained)
        else one
        for one in weighed
    ]


def _not_of_both(read: ReadText, weighed: list[Weighed]) -> list[Weighed]:
    """A rate that two parts make of their two wholes is no longer suspected."""
    made = explained_rates.made_of_both(read) if weighed else frozenset()
    return [
        replace(one, likely=0.0)
        if KINDS[one.relation.sort] == "rate_mismatch" and one.relation.told[-1].reading.end in made
        else one
        for one in weighed
    ]


def likeliest(weighed: list[Weighed], least: float) -> Iterator[Weighed]:
    """The likely ones, each number in one relation at most."""
    used: set[int] = set()
    accounts = [one for one in weighed if one.relation.sort in _ACCOUNTS and one.likely >= WRONG]
    for one in weighed:
        if one.likely < least:
            return
        # 年初9件,受理164件,办结167件: more may go out than came in where some were there before.
        if one.relation.sort == "excess" and any(_is_within(one, other) for other in accounts):
            continue
        places = {told.at for told in one.relation.told}
        if not places & used:
            used |= places
            yield one


def _is_pair(one: Weighed) -> bool:
    """Whether two sentences may tell one thing differently."""
    relation = one.relation
    apart = relation.told[0].sentence != relation.told[-1].sentence
    return relation.sort == "same" and apart and one.likely >= _LIKELY_PAIR


def _said_twice(one: Weighed, weighed: list[Weighed]) -> Weighed:
    """The two tellings, where another one mends a sum or a rate.

    98件 of 37, 29 and 23 should be 89件, as the opening says.
    """
    if KINDS[one.relation.sort] != "contradiction":
        for pair in filter(_is_pair, weighed):
            if mends(pair.relation, one.relation):
                return Weighed(pair.relation, max(one.likely, pair.likely))
    return one


def _told(read: ReadText, one: Weighed, found: Found) -> Problem:
    """In the words of the rule that found it, if one did."""
    by_rule = found.of(one.relation) or found.by_itself(one.relation)
    if not by_rule:
        return _problem(read, one)
    problem = by_rule[0].problem
    return problem if one.likely >= WRONG else replace(problem, grade="doubtful")


def _problem(read: ReadText, one: Weighed) -> Problem:
    grade: Grade = "wrong" if one.likely >= WRONG else "doubtful"
    told, words = saying.amounts(one.relation), saying.sentence(one.relation)
    return evidence.finding(read, KINDS[one.relation.sort], grade, told, words)


_TOTAL = lazy(r"^[,，、;:]?[^,，、;:]{0,5}(?:合计|共计|总计)$")


def _is_spelled_out(read: ReadText, problem: Problem) -> bool:
    """A名、B名、C名,合计D名: nobody means anything else by that, however far off it is."""
    numbers = sorted(problem.about)
    if problem.kind != "sum_mismatch" or not numbers:
        return False
    run = [one for one in read.readings if numbers[0] <= one.start <= numbers[-1]]
    return len(run) == len(numbers) and bool(_TOTAL.search(run[-1].lead))


def decide(read: ReadText, weighed: list[Weighed], found: Found) -> list[Problem]:
    """What is likely wrong; and what rules found that need not be weighed."""
    told = [
        _told(read, _said_twice(one, weighed), found)
        for one in likeliest(weighed, RULED)
        if one.likely >= DOUBTFUL or found.of(one.relation) or counts_twice(one.relation)
    ]
    of: dict[int, list[Relation]] = {id(finding): [] for finding in found.every}
    for one in weighed:
        for finding in found.of(one.relation):
            of[id(finding)].append(one.relation)
    alone = [
        finding.problem
        for finding in found.every
        if (not of[id(finding)] and finding.rule not in ONLY_OF_RELATIONS)
        or _is_spelled_out(read, finding.problem)
    ]
    return [*told, *alone]
