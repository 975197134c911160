"""Percentages and the numbers of which they may be the quotient or the growth."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.naming import CLAUSES, core, likeness
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.intervals import Interval, apart
from halfsky.summary.check.text.patterns import lazy


def _pool(told: list[Told], rate: Told, back: int, ahead: int, sentences: int) -> list[Told]:
    return [
        other
        for other in told[max(0, rate.at - back) : rate.at + ahead]
        if other is not rate
        and evidence.is_count(other.reading)
        and -1 <= rate.sentence - other.sentence <= sentences
    ]


_POLLED = lazy(r"满意(?:率|度)[^,，。;]{0,4}$")
_CONTENT = lazy(r"满意|[好差佳]")
_OF = lazy(r"占(?:到(?![场会位期访账面])|了)?(?P<what>[^,，。;占\d]{2,14}?)的?$")


def _is_polled(rate: Told, pool: list[Told]) -> bool:
    """家长满意率98% beside 16 volunteers: nobody's contentment has been counted."""
    if not _POLLED.search(rate.reading.lead.rstrip()):
        return False
    return not any(_CONTENT.search(other.reading.words) for other in pool)


def _named_wholes(rate: Told, pool: list[Told]) -> list[Told]:
    """The counts that are told of just what the share says that it is of: 占女职工的六成."""
    found = _OF.search(CLAUSES.split(rate.reading.lead.strip())[-1])
    what = core(found["what"]) if found else ""
    return [one for one in pool if likeness(what, one.reading) == _JUST_THIS]


_JUST_THIS = 3


def _may_be_of(part: Told, whole: Told) -> bool:
    """840人,其中检查610人: the second is of the first, not the first of the second."""
    if part is whole or whole.low <= 0 or part.low > whole.high * 3:
        return False
    if whole.at > part.at and "其中" in whole.reading.lead and whole.high < part.low:
        return False
    return evidence.kin(part.reading, whole.reading)


def rates(told: list[Told]) -> Iterator[Relation]:
    """A percentage and two numbers of which it may be the quotient."""
    for rate in told:
        value = evidence.percent(rate.reading)
        if value is None or rate.reading.claim.mode == "plan":
            continue
        near = _pool(told, rate, 14, 5, 3)
        pool = [other for other in near if rate.read.are_beside(rate.reading, other.reading)]
        if _is_polled(rate, pool):
            continue
        for whole in _named_wholes(rate, pool) or pool:
            for part in pool:
                if _may_be_of(part, whole):
                    quotient = part.firm.over(whole.firm).times(100)
                    yield Relation("rate", rate, (part, whole), quotient, value)
                    yield from _made_up(rate, part, whole, value)


# 17家达标、8家不达标 are told together.
_TOGETHER = 3
_LACKS = lazy(r"余|剩|未|没|节|缺|不|还有|差|省")


def _made_up(rate: Told, part: Told, whole: Told, value: Interval) -> Iterator[Relation]:
    """A percentage of two together (17家达标、8家不达标, 68%), or of what is not there."""
    if abs(part.at - whole.at) <= _TOGETHER and addable(part, whole):
        together = part.firm + whole.firm
        yield Relation("split", rate, (part, whole), part.firm.over(together).times(100), value)
    if part.high < whole.low and _LACKS.search(rate.lead[-12:]):
        quotient = part.firm.over(whole.firm).times(100)
        lacking = Interval(100, 100) - quotient
        yield Relation("lacking", rate, (part, whole), lacking, value)


_WITH = lazy(r"加上|加|连同|合计|累计|共|一起|和|与|及|两")


def joined(told: list[Told]) -> Iterator[Relation]:
    """A percentage that two numbers together are of a third."""
    for rate in told:
        value = evidence.percent(rate.reading)
        if value is None or not _WITH.search(rate.said_before):
            continue
        near = [one for one in _pool(told, rate, 7, 1, 2) if one.paragraph == rate.paragraph]
        for one, other in combinations(near, 2):
            if addable(one, other):
                yield from _joined_of(rate, value, one, other, near)


def _joined_of(
    rate: Told, value: Interval, one: Told, other: Told, near: list[Told]
) -> Iterator[Relation]:
    both = one.firm + other.firm
    for whole in near:
        if whole in (one, other) or whole.low <= 0 or both.low > whole.high * 3:
            continue
        if evidence.kin(one.reading, whole.reading):
            yield Relation(
                "joined", rate, (one, other, whole), both.over(whole.firm).times(100), value
            )


_GROWS = lazy(
    r"增|升|提高|提了|提到|上调|上浮|下降|降|减|涨|跌|下调|下浮|回落|缩短|压缩|多|少|递|翻"
)


def growths(told: list[Told]) -> Iterator[Relation]:
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
                quotient = now.firm.over(last.firm).times(100)
                yield Relation("added", rate, (now, last), quotient, value)
                yield Relation("growth", rate, (now, last), _change(quotient), value)
                if last.is_any("up", "down") and last.high < now.low * 2:
                    yield from _changed(rate, now, last, value)


def _change(quotient: Interval) -> Interval:
    """What the quotient is above or below a hundred."""
    low, high = sorted((apart(quotient.low, 100), apart(quotient.high, 100)))
    said = quotient.said
    return Interval(low, high, None if said is None else apart(said, 100))


def _changed(rate: Told, now: Told, change: Told, value: Interval) -> Iterator[Relation]:
    """51件,比上年少9件,下降15%: last year's is the two together."""
    grown = change.is_any("up")
    before = now.firm - change.firm if grown else now.firm + change.firm
    if before.low > 0:
        quotient = change.firm.over(before).times(100)
        yield Relation("changed", rate, (now, change), quotient, value)
