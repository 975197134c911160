"""Runs of numbers that may make up another: lists, balances, what came in and went out."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues.relations import Relation, addable, may_hold
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy


def _heads(part: Told, whole: Told) -> bool:
    return part.kind == "person" and whole.kind == "attendance"


# 85个,投入20万元,即…: so many others may stand between a number and what it holds.
_MOST_BESIDE = 1
_NOTHING = Interval(0, 0)
_LONGEST_LIST, _MOST_SKIPPED, _REACH = 12, 8, 400
_OPENS_LIST = lazy(
    r"其中|包括|[:：]|按[^,，。;]*[分看]|分别|[从分][^,，。;]*看|分[为布]|由[^,，。;]*组成"
)


def later_lists(counts: list[Told]) -> Iterator[Relation]:
    """258名……其中73名领衔工作室；分产业看，制造业139名…: a run that opens further on."""
    for place, whole in enumerate(counts):
        passed = False
        for start in range(place + 1, min(place + 11, len(counts))):
            first = counts[start]
            if first.reading.start - whole.reading.start > _REACH:
                break
            if first.paragraph != whole.paragraph or not addable(first, whole):
                continue
            opens = first.sentence != counts[start - 1].sentence
            if passed and (opens or _OPENS_LIST.search(first.lead)):
                yield from _run_from(whole, counts[start : start + _LONGEST_LIST])
            passed = True


def _run_from(whole: Told, following: list[Told]) -> Iterator[Relation]:
    run: list[Told] = []
    summed = _NOTHING
    for other in following:
        if not addable(other, whole) or other.sentence != following[0].sentence:
            return
        run.append(other)
        summed = summed + other.interval
        if len(run) > 1:
            yield Relation("list", whole, tuple(run), summed, whole.interval)


def lists(counts: list[Told]) -> Iterator[Relation]:
    """A number and a run of numbers that may be its parts, on either side of it."""
    for place, whole in enumerate(counts):
        for step in (1, -1):
            run: list[Told] = []
            summed, skipped = _NOTHING, 0
            for other in counts[place + step :: step] if place + step >= 0 else ():
                far = abs(other.reading.start - whole.reading.start) > _REACH
                if far or abs(other.sentence - whole.sentence) > 2 or len(run) == _LONGEST_LIST:
                    break
                if addable(other, whole) or _heads(other, whole):
                    run.append(other)
                    summed = summed + other.interval
                    if len(run) > 1:
                        parts = tuple(run if step == 1 else reversed(run))
                        yield Relation("list", whole, parts, summed, whole.interval)
                else:
                    skipped += 1
                    if skipped > _MOST_SKIPPED:
                        break


def interrupted_lists(counts: list[Told]) -> Iterator[Relation]:
    """住宿费16000元(每人400元)、餐费9600元(每人240元): lists with asides between their parts."""
    aside = {one.at for one in counts if one.is_any("per") or one.is_aside}
    if not aside:
        return
    for relation in lists([one for one in counts if one.at not in aside]):
        first, *_, last = relation.told
        if any(place in aside for place in range(first.at + 1, last.at)):
            yield relation


def mixed_lists(counts: list[Told]) -> Iterator[Relation]:
    """2800份,其中900册、1500份、600张: things of several kinds beside a number of all of them."""
    for place, whole in enumerate(counts):
        for step in (1, -1):
            run: list[Told] = []
            summed, mixed = _NOTHING, False
            for other in counts[place + step :: step] if place + step >= 0 else ():
                apart = abs(other.at - whole.at) > len(run) + 1 + _MOST_BESIDE
                if apart or other.sentence != whole.sentence or len(run) == _LONGEST_LIST:
                    break
                if not may_hold(whole, other):
                    if run:
                        break
                    continue
                run.append(other)
                summed, mixed = summed + other.interval, mixed or not addable(other, whole)
                if len(run) > 1 and mixed:
                    parts = tuple(run if step == 1 else reversed(run))
                    yield Relation("list", whole, parts, summed, whole.interval)


def _alike_behind(counts: list[Told], at: int, most: int) -> list[Told]:
    """The next numbers that may stand in one sum with counts[at], in its paragraph."""
    first = counts[at]
    return [
        other
        for other in counts[at + 1 : at + 9]
        if addable(first, other)
        and other.sentence - first.sentence <= 2
        and other.paragraph == first.paragraph
    ][:most]


def threes(counts: list[Told]) -> Iterator[Relation]:
    """Three numbers of which the largest may be the sum of the others."""
    for at, first in enumerate(counts):
        near = _alike_behind(counts, at, 4)
        for second in range(len(near)):
            for third in range(second + 1, len(near)):
                three = (first, near[second], near[third])
                whole = max(three, key=lambda told: (told.low, -told.at))
                parts = tuple(told for told in three if told is not whole)
                summed = parts[0].interval + parts[1].interval
                yield Relation("three", whole, parts, summed, whole.interval)


def fours(counts: list[Told]) -> Iterator[Relation]:
    """Opening, what came in, what went out, what is left."""
    for at, opening in enumerate(counts):
        near = _alike_behind(counts, at, 3)
        if len(near) < 3:
            continue
        left = near[2]
        for came, went in ((near[0], near[1]), (near[1], near[0])):
            computed = opening.interval + came.interval - went.interval
            if computed.high > 0:
                yield Relation("four", left, (opening, came, went), computed, left.interval)


_LONGEST_FLOW = 7


def flows(counts: list[Told]) -> Iterator[Relation]:
    """Opening, several that came in or went out by their words, what is left."""
    for at, opening in enumerate(counts):
        run, computed, outs = [opening], opening.interval, 0
        for other in counts[at + 1 : at + 12]:
            if other.sentence - opening.sentence > 3 or other.paragraph != opening.paragraph:
                break
            if not addable(opening, other) or len(run) > _LONGEST_FLOW:
                continue
            # Two of which one went out are a balance of four already.
            if outs and computed.high > 0 and len(run) > 2 and (len(run), outs) != (3, 1):
                yield Relation("flow", other, tuple(run), computed, other.interval)
            run.append(other)
            if other.is_any("down"):
                computed, outs = computed - other.interval, outs + 1
            else:
                computed = computed + other.interval
