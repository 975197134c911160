"""How many fold, right behind the two values: 由16人到64人，是原来的三倍; 从2万次到6万次，增长3倍.

What has become three times as much has grown by two times.
"""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates.beside_growth import told_apart
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_GREW = lazy(
    r"^[,，;(]?(?:即|也就是|也就是说|相当于|同比|比[^,，。;\d]{1,6}|一年|[一二两三四五六七八九十]年)?(?:净)?"
    r"(?:增长|增加|提高|上升|增|涨|多|翻)(?:了|幅度?|率|为|达到?)*$"
)
_IS = lazy(
    r"^[,，;(]?(?P<own>[^,，。;\d]{0,8}?)(?:是|为|达到?|达|相当于|等于|扩大到|增长到|增加到|增至|增到|扩大为|升至)"
    r"(?P<of>[^,，。;\d]{0,8}?)(?:的)?$"
)
_OF = lazy(r"^的$")
_OF_NUMBER = lazy(r"(?:是|为|相当于|等于|达到?)[^,，。;\d]{1,10}$")
_ALONE = lazy(r"[都均各分]|其中|平均|人均|户均|每|计划|名额|目标")
_EARLIER = lazy(
    r"去年|上年|前年|同期|上届|上期|年初|原来|原先|当初|开始|起初|最初|起步|年前|20\d\d\s?年|时$|前$|^$"
)


def _stated(fold: Reading) -> Interval:
    """What so many fold may stand for: a whole number is told of anything near it."""
    value = fold.claim.value
    whole = value.denominator == 1
    return Interval(
        value - (Fraction(1, 4) if whole else Fraction(1, 20)),
        value + (Fraction(1, 2) if whole else Fraction(1, 10)),
    )


def _less(fold: Reading, lead: str, pair: tuple[Reading, Reading]) -> int | None:
    """Whether the words say how many fold it is (nought) or by how many it grew (one)."""
    base = pair[0]
    if _OF.match(lead):
        return 0 if base.end <= fold.start and _OF_NUMBER.search(base.lead) else None
    if _GREW.match(lead):
        return 1
    found = _IS.match(lead)
    if found and not _ALONE.search(lead) and _EARLIER.search(found["of"]):
        return 0
    return None


def _pair(group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """The value before and the value after: the two counts right ahead of the fold."""
    one, other = group[at - 2 : at]
    if not (evidence.is_count(one) and evidence.same_unit(one, other)):
        return None
    if one.claim.approx or other.claim.approx or _ALONE.search(one.before[-6:] + other.lead):
        return None
    if _OF.match(group[at].lead.strip()) and _EARLIER.search(other.before):
        return other, one
    return told_apart(one, other)


def _problem(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    fold = group[at]
    # 是上年的2.5倍,即增长了2.5倍: two of one pair.
    behind = at > 2 and group[at - 1].kind == "fold"
    pair = _pair(group, at - 1 if behind else at)
    if pair is None or pair[0].interval.low <= 0:
        return None
    less = _less(fold, fold.lead.strip(), pair)
    if less is None:
        return None
    base, now = pair
    ratio = evidence.firm(now).over(evidence.firm(base))
    made = ratio.less(less)
    stated = _stated(fold)
    if made.meets(stated) or not evidence.slipped(ratio, stated):
        return None
    grown = f"{quoted(now)}是{quoted(base)}的{calculated.fold(ratio)}"
    words = f"{grown}，增长{calculated.fold(made)}" if less else grown
    involved = sorted([base, now, fold], key=lambda one: one.start)
    message = f"{words}，文中{quoted(fold)}，对不上。"
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Multiples that the two values right before them do not make."""
    found = []
    for group in read.by_sentence().values():
        for at in range(2, len(group)):
            fold = group[at]
            if fold.kind == "fold" and fold.claim.approx is None and fold.claim.mode != "plan":
                found.append(_problem(read, group, at))
    return [problem for problem in found if problem]
