"""Growth right behind the two values it lies between, or behind the values and their difference.

由420人增加到500人，增长25%; 53名，比上学期38名增长28.3%; 17.5元，谈成后18.9元，涨了8.6%. Where both
stand beside the change, no other numbers can be meant.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates.comparisons import DOWN, UP
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_WORD = rf"(?P<word>{UP}|{DOWN}|涨|降|升|上涨|下跌|净增率|增长率|增幅|降幅|省下?|节省|节约|缩短)"
_CHANGE = lazy(
    rf"^[,，;(]?(?:同比|环比|则|也|均|都|又|比上年同期|比去年同期|较上年|较去年|比上年"
    r"|比去年|同比净|用[\u4e00-\u9fff]{1,2})?"
    rf"{_WORD}(?:了|约|近|达到|达|为|幅度|率|:)*$"
)
_MOVED = lazy(rf"^{_WORD}(?:了|约|近|达到|达|为)*$")
_DOWN = lazy(DOWN + "|降|跌|省|节约|缩短")
_FROM = lazy(r"(?:由|从)[^,，。;]{0,12}$")
_TO = lazy(r"^[^,，。;]{0,10}(?:到|至|为|成)(?:了|现在的|目前的|今年的)?$")
_THEN = (
    r"(?:去年|上年|前年|同期|上届|上期|上季度?|上月|上学期|春季|秋季|一季度|二季度|三季度|年初|上一年"
    r"|上半年|头一?[年季月回次]|前一[年季月次]|上一次|上回|(?:十[一二]?|[一二三四五六七八九]|\d{1,2})月份?)"
)
_AGAINST = lazy(rf"(?:比|较|同)[^,，。;]{{0,6}}{_THEN}[^,，。;]{{0,8}}$")
_FIRST = lazy(
    rf"{_THEN}|原来|原先|原为|此前|最初|起初|一度|之前|推广前|谈判前|改造前|整改前|竞赛前|以前"
)
_NOW = lazy(
    r"今年|现在|目前|年底|年末|恢复到|增加到|增至|上升到|达到|降到|降至|减少到|减至|后|本期|本季|四季度|本年"
)
_NO = lazy(r"其中|平均|人均|户均|每|计划|目标|力争|预计|若|如果|剔除|可比|同口径|另")
# 比上年增加610人次: by how much, and no value.
_BY = lazy(rf"(?:{UP}|{DOWN}|涨|降|升)[^到至为成,，。;]*$")


def _grown(now: Interval, base: Interval, down: bool) -> Interval | None:
    """By how much in percent, from each end of the base to the like end of what it became."""
    if base.low <= 0:
        return None
    change = base - now if down else now - base
    ends = Fraction(change.low, base.high) * 100, Fraction(change.high, base.low) * 100
    return Interval(min(ends), max(ends), change.over(base).times(100).said)


def _exact(one: Reading) -> bool:
    return one.claim.approx is None


def _pair(group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """Base and now, the two counts right ahead of the change, where words tell them apart."""
    one, other = group[at - 2 : at]
    if not (evidence.is_count(one) and evidence.same_unit(one, other)):
        return None
    if _NO.search(one.before + other.lead) or not (_exact(one) and _exact(other)):
        return None
    if _BY.search(other.lead) or _BY.search(one.before):
        return None
    change = group[at].lead.strip()
    if _AGAINST.search(other.lead) and _MOVED.match(change.removeprefix("的")):
        return other, one
    return told_apart(one, other) if _CHANGE.match(change) else None


def told_apart(one: Reading, other: Reading) -> tuple[Reading, Reading] | None:
    """Which of two is the earlier value, by 由…到…, 年初…年底, 比去年."""
    if _FROM.search(one.before) and _TO.match(other.lead):
        return one, other
    first, second = one.lead[-20:], other.lead[-20:]
    if _FIRST.search(first) and _NOW.search(second) and not _FIRST.search(second):
        return one, other
    if _AGAINST.search(other.lead) or (_FIRST.search(second) and not _FIRST.search(first)):
        return other, one
    return None


def _message(base: Reading, now: Reading, made: Interval, change: Reading, down: bool) -> str:
    gap = f"（{quoted(base)}－{quoted(now)}）" if down else f"（{quoted(now)}－{quoted(base)}）"
    word = "下降" if down else "增长"
    return (
        f"{gap}÷{quoted(base)}{calculated.equals_percent(made)}"
        f"，文中{word}{quoted(change)}，对不上。"
    )


def _as_finely(one: Reading, other: Reading) -> Interval:
    """What a number stands for beside one in its unit that is told more finely: 1.5万 of 1.35万."""
    firm, beside = evidence.firm(one), evidence.firm(other)
    room = Fraction(beside.high - beside.low) / 2
    if one.claim.unit != other.claim.unit or one.quantity.scale == 1 or not room:
        return firm
    value = evidence.exact(one)
    return Interval(max(firm.low, value - room), min(firm.high, value + room), value)


def _by_two(read: ReadText, group: list[Reading], at: int, stated: Interval) -> Problem | None:
    pair = _pair(group, at)
    if pair is None:
        return None
    base, now = pair
    change = group[at]
    down = bool(_DOWN.search(change.lead))
    made = _grown(_as_finely(now, base), _as_finely(base, now), down)
    if made is None or made.meets(stated) or made.high <= 0:
        return None
    if not evidence.slipped_rate(made, stated):
        return None
    involved = sorted([base, now, change], key=lambda one: one.start)
    return evidence.finding(
        read, "rate_mismatch", "wrong", involved, _message(base, now, made, change, down)
    )


def _by_three(read: ReadText, group: list[Reading], at: int, stated: Interval) -> Problem | None:
    """15.6万人次,比上年的13万人次增加2.6万人次,增长16.7%: the difference is told and comes out."""
    three = group[at - 3 : at]
    change = group[at]
    if not all(evidence.is_count(one) and evidence.same_unit(one, three[0]) for one in three):
        return None
    if not _CHANGE.match(change.lead.strip()) or any(_NO.search(one.lead) for one in three):
        return None
    if not any(re.search(_WORD, gap.before) for gap in three):
        return None
    down = bool(_DOWN.search(change.lead))
    for small, large, gap in permutations(three, 3):
        sizes = [one.claim.value * one.quantity.scale for one in (small, large, gap)]
        told = re.search(_WORD, gap.before)
        if not told or sizes[0] + sizes[2] != sizes[1] or not sizes[0]:
            continue
        base, now = (large, small) if down else (small, large)
        share = sizes[2] / (sizes[1] if down else sizes[0]) * 100
        made = Interval(share, share)
        if made.meets(stated) or not evidence.slipped_rate(made, stated):
            return None
        message = _message(base, now, made, change, down)
        return evidence.finding(read, "rate_mismatch", "wrong", [*three, change], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Growth that the values right beside it do not make."""
    found = []
    for group in read.by_sentence().values():
        for at in range(2, len(group)):
            change = group[at]
            if change.kind not in {"percent", "tenth"} or change.claim.approx:
                continue
            stated = evidence.percent(change)
            if stated is None:
                continue
            problem = _by_two(read, group, at, stated) or (
                _by_three(read, group, at, stated) if at > 2 else None
            )
            found += [problem] if problem else []
    return found
