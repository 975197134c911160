"""Where two numbers stand that may be one thing told twice, and what else explains them."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache

from halfsky.summary.check.clues.echoes import CLOSING, echoes_of, everybody
from halfsky.summary.check.clues.nearness import Signs, yes
from halfsky.summary.check.clues.told import Told

# As many numbers before and behind are looked at for a list or a bill.
_LONGEST = 6
_BILL = 3
_MOST_ALIKE = 24


def _run(told: Told, step: int) -> list[Told]:
    """The numbers of the unit that follow it, or go before it, in its paragraph."""
    end = told.at + step * (_LONGEST + 2)
    places = range(told.at + step, end, step)
    near = [told.everyone[at] for at in places if 0 <= at < len(told.everyone)]
    return [
        one
        for one in near
        if one.kind == told.kind
        and one.unit == told.unit
        and one.paragraph == told.paragraph
        and abs(one.sentence - told.sentence) <= 1
    ]


def _amount(told: Told) -> float:
    """What the number says, in whole units."""
    return round(float(told.value) * told.reading.quantity.scale, 3)


@lru_cache(maxsize=256)
def _made(told: Told) -> frozenset[float]:
    """What the lists and the bills beside the number come to."""
    found: set[float] = set()
    for step in (1, -1):
        amount = 0.0
        for at, part in enumerate(_run(told, step)[:_LONGEST]):
            amount = round(amount + _amount(part), 3)
            if at:
                found.add(amount)
        found |= _billed(told, step)
    return frozenset(found)


def _billed(told: Told, step: int) -> set[float]:
    """What 每户800元 and 7.68万元 beside the number make of it."""
    places = range(told.at + step, told.at + step * (_BILL + 1), step)
    beside = [told.everyone[at] for at in places if 0 <= at < len(told.everyone)]
    near = [_amount(one) for one in beside if one.sentence == told.sentence]
    pairs = [(one, two) for at, one in enumerate(near) for two in near[at + 1 :]]
    products = {round(one * two, 3) for one, two in pairs}
    quotients = {round(max(pair) / min(pair), 3) for pair in pairs if min(pair) > 0}
    return products | {amount for amount in quotients if amount == int(amount)}


def _score(one: Told, other: Told) -> float:
    """How much two numbers have in common, the rarer the more."""
    frequencies, numbers = one.frequencies, len(one.everyone)
    shared = (one.topical & other.topical) - everybody()
    return sum(math.log((numbers + 1) / (frequencies[sign] or 1)) for sign in shared)


@lru_cache(maxsize=256)
def _scores(told: Told) -> dict[int, float]:
    """By its place how much each number of the unit in another sentence has in common."""
    alike = [
        one
        for one in told.everyone
        if one.kind == told.kind and one.unit == told.unit and one.sentence != told.sentence
    ]
    nearest = sorted(alike, key=lambda one: abs(one.at - told.at))[:_MOST_ALIKE]
    return {one.at: _score(told, one) for one in nearest}


@lru_cache(maxsize=256)
def _ranked(told: Told) -> list[float]:
    """What it has in common with the others, the least first."""
    return sorted(_scores(told).values())


def _rank(told: Told, partner: Told) -> Signs:
    """How many numbers of the unit have more in common with it than its partner."""
    scores, ranked = _scores(told), _ranked(told)
    own = scores.get(partner.at, 0.0)
    more = len(ranked) - bisect_right(ranked, own)
    if more or partner.at not in scores:
        best = ranked[-1] if ranked else 0.0
    else:
        best = ranked[-2] if len(ranked) > 1 else 0.0
    return {"more": float(min(5, more)), "lead": max(-6.0, min(6.0, own - best))}


def _explained(one: Told, other: Told) -> Signs:
    """Whether a list or a bill beside the one makes it, or the other number instead."""
    made, its = _made(one), _made(other)
    return yes(
        s_own_a=_amount(one) in made,
        s_own_b=_amount(other) in its,
        s_made_a=_amount(one) in its and _amount(other) not in its,
        s_made_b=_amount(other) in made and _amount(one) not in made,
    )


@lru_cache(maxsize=256)
def _beside(told: Told) -> tuple[int, int]:
    return echoes_of(told.everyone[0]).beside(told)


def _short(told: Told, name: str) -> Signs:
    """Whether its sentence says in short what others say at length."""
    again, others = _beside(told)
    return {
        f"echo_{name}": again / others if others else 0.0,
        f"echoes_{name}": float(min(5, again)),
        f"mates_{name}": float(min(8, others)),
    }


@lru_cache(maxsize=256)
def _closes(told: Told) -> bool:
    start = told.reading.sentence.start
    return bool(CLOSING.search(told.read.plain[start : min(start + 24, told.reading.start)]))


def of_telling(one: Told, other: Told) -> Signs:
    """The signs of two numbers that may be one thing told twice."""
    echoes = echoes_of(one.everyone[0])
    across = echoes.across(one, other)
    shared = (one.topical & other.topical) - everybody()
    ranks = {f"{name}_a": value for name, value in _rank(one, other).items()}
    ranks |= {f"{name}_b": value for name, value in _rank(other, one).items()}
    apart = one.sentence != other.sentence
    found = _short(one, "a") | _short(other, "b")
    short = max(found["echo_a"], found["echo_b"]) * apart
    return (
        found
        | ranks
        | _explained(one, other)
        | {
            "across": float(min(5, across)),
            "in_short": short,
            "units_alike": float(min(8, echoes.units[other.kind, other.unit])),
            "s_again_a": float(min(3, echoes.apart(one, other))),
            "s_again_b": float(min(3, echoes.apart(other, one))),
            "topic_shared": float(min(6, len(shared))),
            "from_start": float(min(6, one.sentence)),
            "to_end": float(min(6, echoes.last - other.sentence)),
            **yes(
                closing=_closes(other),
                closing_apart=apart and _closes(other),
                opens_and_ends=apart and one.sentence <= 1 and echoes.last - other.sentence <= 1,
                only_two=echoes.units[other.kind, other.unit] == 2,
                only_two_apart=apart and echoes.units[other.kind, other.unit] == 2,
            ),
        }
    )
