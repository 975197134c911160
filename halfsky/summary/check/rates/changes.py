"""By how much something grew or shrank, right behind the two values: 从16元提到20元,上调20%."""

from __future__ import annotations

import re
from itertools import permutations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_UP = r"增长|增加|提高|上升|提升|增幅|升幅|涨幅|上调|上涨|调高|多|增|涨|升|提"
_DOWN = r"减少|下降|降低|降幅|减幅|回落|下调|压缩|压减|缩减|调减|少|减|降|压|缩"
_LEAD = lazy(
    r"^[,，;、。)]?\s?(?P<own>[^,，。;、\d]{0,8}?)"
    rf"(?P<word>{_UP}|{_DOWN})(?:了|幅|约|近|出|达到?|为|是|有|:|\s)*$"
)
_SAID = lazy(
    r"同比|环比|总体|整体|一年|又|净|足足|整整|相对|也就是说?|比|较|去年|上年|上届|上期|前年|同期|今年|年均|数额|金额|人数|数量|次数"
    r"|件数|场次|总数|规模|总量|标准|则|均|都|已|共|约|近|的|了|说|总计|累计|实际|直接|翻|跟|和|与|相比|上月|上季度?"
)
_DOWN_RE = lazy(_DOWN)
_THEN = lazy(
    r"去年|上年|前年|同期|上届|上期|上季|上月|年初|原来|原先|此前|当初|接手时|20\d\d\s?年|[一二三四五六七八九十]月|前一个?|装[^,]{0,6}前"
)
_NOW = lazy(r"今年|本年|如今|现在|目前|本期|本季|本月|这一年|眼下|后")
_FROM = lazy(r"(?:由|从)[^,，。;]{0,16}$")
_TO = lazy(r"^(?:[^,，。;%\d]{0,8}(?:到|至|为|成))(?:[\u4e00-\u9fff]{1,4}的)?\s?$")
_GAP = lazy(r"(?:增加|增长|减少|下降|新增|净增|多|少|增|减|提高|降低)[^,，。;\d]{0,5}$")
_FAR = 30
# So many of the numbers next to it are looked at for another explanation.
MOST_NEAR = 20


def _levels(group: list[Reading], at: int) -> list[Reading]:
    """The numbers ahead that may have changed: counts, amounts, rates."""
    return [
        one
        for one in group[:at]
        if evidence.is_count(one) or (one.kind == "percent" and not _LEAD.search(one.lead))
    ]


def _pair(group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """Before and after, as the words set them against each other."""
    levels = _levels(group, at)
    if len(levels) < 2 or levels[-1] is not group[at - 1]:
        return None
    one, other = levels[-2:]
    if not evidence.same_unit(one, other) or one.interval.low <= 0 or other.interval.low <= 0:
        return None
    if _FROM.search(one.before) and _TO.search(other.lead):
        return one, other
    if "其中" in other.lead:
        return None
    # 比上年增加610人次: a difference, and no value.
    if any(_GAP.search(level.lead) for level in (one, other)):
        return None
    if _THEN.search(one.lead[-24:]) and (_NOW.search(other.lead) or _THEN.search(other.lead)):
        return one, other
    if _THEN.search(other.lead) and not _THEN.search(one.lead[-24:]):
        return other, one
    return None


def _grown(one: Interval, other: Interval) -> Interval:
    return other.over(one).times(100).less(100)


def _explained(
    read: ReadText, change: Reading, stated: Interval, pair: tuple[Reading, Reading]
) -> bool:
    """Whether any other two of the numbers near it make it."""
    near = [one for one in read.around(change, 1, 1) if one.interval.low > 0 and one is not change]
    near = sorted(near, key=lambda one: abs(one.start - change.start))[:MOST_NEAR]
    told = {pair[0].start, pair[1].start}
    for one, other in permutations(near, 2):
        if not evidence.same_unit(one, other) or {one.start, other.start} == told:
            continue
        grown = _grown(one.interval, other.interval)
        shrunk = grown.opposite
        if any(made.meets(stated) for made in (grown, shrunk)):
            return True
    return False


def _problem(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    change = group[at]
    stated = evidence.percent(change) if evidence.is_portion(change) else None
    found = _LEAD.search(change.lead)
    pair = _pair(group, at)
    if stated is None or pair is None or not found:
        return None
    one, other = pair
    own = _SAID.sub("", found["own"])
    if own and not set(own) <= set(one.lead[-24:] + one.after[:8] + other.lead[-24:]):
        return None
    grown = _grown(one.interval, other.interval)
    down = bool(_DOWN_RE.search(found["word"])) and not re.search(_UP, found["word"])
    made = grown.opposite if down else grown
    if made.meets(stated) or made.high < 0:
        return None
    far = made.low - _FAR > stated.high or stated.low > made.high + _FAR
    if far and not evidence.slipped(made, stated):
        return None
    if _explained(read, change, stated, pair):
        return None
    sign = f"（{quoted(one)}－{quoted(other)}）" if down else f"（{quoted(other)}－{quoted(one)}）"
    message = (
        f"{sign}÷{quoted(one)}{calculated.equals_percent(made)}，文中{quoted(change)}，对不上。"
    )
    involved = sorted([one, other, change], key=lambda reading: reading.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Growth that the two values right before it do not make."""
    found = [
        _problem(read, group, at)
        for group in read.by_sentence().values()
        for at in range(2, len(group))
        if not group[0].sentence.plan
    ]
    return [problem for problem in found if problem]
