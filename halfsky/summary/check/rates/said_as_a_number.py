"""A share that is said again as a number: 目标六成,就是2520人; 不低于70%,即不少于56名;
共计40500元,由工会和个人各承担一半,即各20250元.
"""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.miswritten import is_miswritten
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_SAME_AS = lazy(
    r"^(?:以上|以下|左右)?[,，(]\s?(?:也?就是说?|也即|亦即|即|折合|相当于)(?:是|为)?"
    r"[^,，。;\d]{0,14}$"
)
_OTHERWISE = lazy(r"增|减|提高|降|超|多|少(?!于)|差|缺|剩|每|均|优惠|让利|免|由|比|较|离")
_HALF = lazy(
    r"^[^。;\d]{0,24}?(?:各(?:自)?(?:承担|负担|分担|支付|出资|出|拿|补贴|补助|掏)?|对半|平分)"
    r"(?:一半|50%|百分之五十|二分之一)?[,，]?(?:即|就是|也就是)?(?:各|每[家方])?(?:自|承担|负担|出)?$"
)
_HALVES = lazy(r"各[^,，。;]{0,4}(?:一半|50%|百分之五十|二分之一)|对半")
_BACK, _ROUNDED, _NEAR = 3, 1, 1.5


def _share(rate: Reading) -> Interval | None:
    """A rate that is meant to the last digit: 六成 are 60%."""
    if rate.kind == "fraction":
        return evidence.percent(rate)
    factor = evidence.PORTIONS.get(rate.kind)
    if factor is None or rate.kind == "permille" or rate.claim.approx == "about":
        return None
    return Interval(rate.claim.value * factor, rate.claim.value * factor)


def _made(base: Reading, share: Interval) -> Interval:
    return (Interval(evidence.exact(base), evidence.exact(base)) * share).over(Interval(100, 100))


def _as_number(read: ReadText, rate: Reading, number: Reading) -> Problem | None:
    """目标六成,就是2520人."""
    told = evidence.is_portion(rate) and _SAME_AS.match(number.lead)
    if not told or _OTHERWISE.search(number.lead) or number.claim.approx == "about":
        return None
    share = _share(rate)
    couples = any(one.kind == "couple" for one in read.around(rate, 0, 0))
    otherwise = _OTHERWISE.search(rate.before[-6:]) or couples
    if share is None or not evidence.is_count(number) or otherwise:
        return None
    stated = evidence.exact(number)
    room = Interval(min(stated - _ROUNDED, number.interval.low), stated + _ROUNDED)
    bases = _bases(read, rate, number)
    if any(_made(base, share).meets(room) for base in bases):
        return None
    for base in reversed([one for one in bases if one.start < rate.start]):
        made = _made(base, share)
        near = evidence.slipped(made, Interval(stated, stated), _NEAR) and stated != evidence.exact(
            base
        )
        if near and is_miswritten(Interval(round(made.low), round(made.low)), number):
            return _finding(read, base, rate, number, made)
    return None


def _bases(read: ReadText, rate: Reading, number: Reading) -> list[Reading]:
    """What the share may be taken of: all in the paragraph that is counted likewise."""
    return [
        one
        for one in read.around(rate, _BACK, 1)
        if one.sentence.paragraph == rate.sentence.paragraph
        and one is not number
        and evidence.is_count(one)
        and evidence.same_unit(one, number)
        and one.claim.approx is None
    ]


def _finding(
    read: ReadText, base: Reading, rate: Reading, number: Reading, made: Interval
) -> Problem:
    shape = f"{quoted(base)}×{quoted(rate)}{calculated.equals_amount(made, number)}"
    message = f"{shape}，文中{quoted(number)}，对不上。"
    return evidence.finding(read, "rate_mismatch", "wrong", [base, rate, number], message)


def _halves(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """共计40500元,由工会和个人各承担一半,即各20250元."""
    half = group[at]
    whole = next((one for one in reversed(group[:at]) if evidence.same_unit(one, half)), None)
    if whole is None or whole.claim.approx or half.claim.approx:
        return None
    between = read.plain[whole.end : half.start]
    if not (_HALVES.search(between) and _HALF.match(between)):
        return None
    least = finest([whole, half])
    twice = told_to(half, least).times(2)
    near = [one for one in read.around(half, 1, 0) if evidence.same_unit(one, half)]
    if any(told_to(one, least).meets(twice) for one in near if one is not half):
        return None
    if not evidence.slipped(twice, whole.interval):
        return None
    doubled = evidence.exact(half) * Fraction(2, whole.quantity.scale)
    made = calculated.equals(doubled, whole.claim.unit.strip(), 4)
    message = f"{quoted(half)}×2{made}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, half], message)


def find(read: ReadText) -> list[Problem]:
    """Numbers that are said to be a share and are not that share of anything told."""
    problems: list[Problem | None] = []
    for group in read.groups.values():
        for at in range(1, len(group)):
            if evidence.is_portion(group[at - 1]):
                problems.append(_as_number(read, group[at - 1], group[at]))
            if "各" in group[at].lead or "对半" in group[at].lead:
                problems.append(_halves(read, group, at))
    return [problem for problem in problems if problem]
