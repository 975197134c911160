"""Which numbers of a text may hang together: sums, rates, products, things said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from halfsky.summary.check import evidence
from halfsky.summary.check.intervals import Interval, total
from halfsky.summary.check.reading import ReadText
from halfsky.summary.check.report import Kind
from halfsky.summary.check.told import Told, tell

Sort = Literal["list", "three", "four", "same", "excess", "rate", "growth", "added", "product"]
KINDS: dict[Sort, Kind] = {
    "list": "sum_mismatch",
    "three": "sum_mismatch",
    "four": "sum_mismatch",
    "same": "contradiction",
    "excess": "contradiction",
    "rate": "rate_mismatch",
    "growth": "rate_mismatch",
    "added": "rate_mismatch",
    "product": "sum_mismatch",
}


@dataclass(frozen=True)
class Relation:
    """What the numbers would have to be if they hang together: `stated` should be `computed`.

    `parts` are what it is computed from, in the order of the sum; `whole` is the stated one.
    """

    sort: Sort
    whole: Told
    parts: tuple[Told, ...]
    computed: Interval
    stated: Interval

    @property
    def told(self) -> tuple[Told, ...]:
        """All numbers in the order of the text."""
        return tuple(sorted((self.whole, *self.parts), key=lambda told: told.at))


def addable(one: Told, other: Told) -> bool:
    """Whether the two may stand in one sum; people of several events make person-times."""
    return evidence.same_unit(one.reading, other.reading)


def _heads(part: Told, whole: Told) -> bool:
    return part.kind == "person" and whole.kind == "attendance"


_LONGEST_LIST, _MOST_SKIPPED, _REACH = 12, 8, 400


def _lists(counts: list[Told]) -> Iterator[Relation]:
    """A number and a run of numbers that may be its parts, on either side of it."""
    for place, whole in enumerate(counts):
        for step in (1, -1):
            run: list[Told] = []
            skipped = 0
            for other in counts[place + step :: step] if place + step >= 0 else ():
                far = abs(other.reading.start - whole.reading.start) > _REACH
                if far or abs(other.sentence - whole.sentence) > 2 or len(run) == _LONGEST_LIST:
                    break
                if addable(other, whole) or _heads(other, whole):
                    run.append(other)
                    if len(run) > 1:
                        parts = tuple(run if step == 1 else reversed(run))
                        summed = total([part.interval for part in parts])
                        yield Relation("list", whole, parts, summed, whole.interval)
                else:
                    skipped += 1
                    if skipped > _MOST_SKIPPED:
                        break


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


def _threes(counts: list[Told]) -> Iterator[Relation]:
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


def _fours(counts: list[Told]) -> Iterator[Relation]:
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


_MOST_TOLD = 14


def _twice(told: list[Told]) -> Iterator[Relation]:
    """Two numbers of one unit whose words share something."""
    index: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for other in told:
        seen: set[int] = set()
        for sign in sorted(other.signs):
            for one in index[other.kind, sign][-_MOST_TOLD:]:
                if one.at not in seen and (one.unit == other.unit or addable(one, other)):
                    seen.add(one.at)
                    yield Relation("same", other, (one,), one.interval, other.interval)
        for sign in other.signs:
            index[other.kind, sign].append(other)


def _excesses(counts: list[Told]) -> Iterator[Relation]:
    """A number and a later, larger one that may be a part of it."""
    for at, whole in enumerate(counts):
        for part in counts[at + 1 : at + 5]:
            if part.sentence - whole.sentence > 1 or part.paragraph != whole.paragraph:
                break
            visits = {whole.kind, part.kind} == {"person", "attendance"}
            if (addable(whole, part) or visits) and part.interval.low > whole.interval.high:
                yield Relation("excess", part, (whole,), whole.interval, part.interval)


def _pool(told: list[Told], rate: Told, back: int, ahead: int, sentences: int) -> list[Told]:
    return [
        other
        for other in told[max(0, rate.at - back) : rate.at + ahead]
        if other is not rate
        and evidence.is_count(other.reading)
        and 0 <= rate.sentence - other.sentence <= sentences
    ]


def _rates(told: list[Told]) -> Iterator[Relation]:
    """A percentage and two numbers of which it may be the quotient."""
    for rate in told:
        value = evidence.percent(rate.reading)
        if value is None or rate.reading.claim.mode == "plan":
            continue
        near = _pool(told, rate, 14, 5, 3)
        pool = [other for other in near if other.paragraph == rate.paragraph]
        for part in pool:
            for whole in pool:
                if part is whole or whole.low <= 0 or part.low > whole.high * 3:
                    continue
                if evidence.kin(part.reading, whole.reading):
                    quotient = part.interval.over(whole.interval).times(100)
                    yield Relation("rate", rate, (part, whole), quotient, value)


_GROWS = re.compile(r"增|升|提高|下降|降|减|涨|多|少|递")


def _growths(told: list[Told]) -> Iterator[Relation]:
    """A percentage of growth: of this year's number over last year's, or of what was added."""
    for rate in told:
        value = evidence.percent(rate.reading)
        if value is None or rate.reading.claim.mode == "plan":
            continue
        if not _GROWS.search(rate.lead[-10:]):
            continue
        pool = _pool(told, rate, 8, 3, 2)
        for now in pool:
            for last in pool:
                if now is last or not addable(now, last) or last.low <= 0:
                    continue
                quotient = now.interval.over(last.interval).times(100)
                yield Relation("added", rate, (now, last), quotient, value)
                low, high = sorted((abs(quotient.low - 100), abs(quotient.high - 100)))
                yield Relation("growth", rate, (now, last), Interval(low, high), value)


_EACH = re.compile(r"每|均|标准|单价|各|一(?:户|人|份|家|个|套|村|班|队)|/|×|乘|@")


def _products(counts: list[Told]) -> Iterator[Relation]:
    """So many, so much for each, so much in all."""
    for place, each in enumerate(counts):
        if not _EACH.search(each.lead[-14:] + each.after[:4]):
            continue
        pool = [
            other
            for other in counts[max(0, place - 6) : place + 7]
            if other is not each
            and abs(other.at - each.at) <= 6
            and abs(other.sentence - each.sentence) <= 1
            and other.paragraph == each.paragraph
        ]
        for number in pool:
            for whole in pool:
                if number is whole or number.kind == "money" or whole.low < each.low:
                    continue
                if addable(whole, each) or {whole.kind, each.kind} == {"person", "attendance"}:
                    made = number.interval * each.interval
                    yield Relation("product", whole, (number, each), made, whole.interval)


def _average_fits(relation: Relation) -> bool:
    """人均41元 of 4.68万元 and 1130人: an average may be rounded or cut off."""
    number, each = relation.parts
    if number.low <= 0 or "均" not in each.lead[-12:]:
        return False
    place = 1 if each.value.denominator == 1 else each.value / each.value.numerator
    room = place * each.reading.quantity.scale
    wide = Interval(each.interval.low - room, each.interval.high + room)
    return relation.stated.over(number.interval).meets(wide)


def holds(relation: Relation) -> bool:
    """Whether the numbers may be just what the relation makes them."""
    if relation.sort == "excess":
        return False
    if relation.computed.meets(relation.stated):
        return True
    return relation.sort == "product" and _average_fits(relation)


def _near(relation: Relation) -> bool:
    """Whether a slip of the pen may part the two."""
    if KINDS[relation.sort] == "rate_mismatch":
        return evidence.slipped_rate(relation.computed, relation.stated)
    factor = 3.0 if relation.sort == "excess" else evidence.SLIP
    return evidence.slipped(relation.computed, relation.stated, factor)


def related(read: ReadText) -> Iterator[Relation]:
    """Every relation that the numbers of the text may have, held or not."""
    told = tell(read)
    counts = [one for one in told if evidence.is_count(one.reading)]
    plain = [one for one in told if evidence.is_count(one.reading) or one.is_portion]
    yield from _lists(counts)
    yield from _threes(counts)
    yield from _fours(counts)
    yield from _twice(plain)
    yield from _excesses(counts)
    yield from _rates(told)
    yield from _growths(told)
    yield from _products(counts)


def is_broken(relation: Relation) -> bool:
    """Whether it nearly holds and does not."""
    return not holds(relation) and _near(relation)
