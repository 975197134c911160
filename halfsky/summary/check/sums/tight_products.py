"""Three numbers in a row of which the third is the product: 一箱12盒,拉了45箱,点数560盒.

So many, so much for each of them, and what it makes, with nothing between them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(
    r"(?:每(?!年|季)[\u4e00-\u9fff]{1,9}|单价|人手|各[\u4e00-\u9fff]{0,3}"
    r"|(?<![第同统之唯十百单])一(?!共|次性|律|般|等|级|期|季|月|人次)[\u4e00-\u9fff]{1,5})(?:为|约|是|:)?$"
)
_NO = lazy(
    r"另|其中|此前|之前|限(?!.{0,12}满)|补贴|一半|自付|分担|优惠|折|以内|不等|最|约|平均|人均|均|左右|不超|至多|以上|目标|计划|应|余|剩|比|较|去年|上年|增|减|标准|占|率|同|分[两三四五六七八]|损|退|缺|未|加|原|提高|报名|结业|合格|入住|住进|实际|空座|限乘|核载|到第|[)]"
)
_TOTAL = lazy(
    r"共|合计|总|点数|领|发[放出了]|装了|送[出了]|收[到了]|花[了费]|支出|付|用[了去]|剪了|补|需|坐|做了|摆|买了|采购|金额|开支|可住|容|培训|参加|参赛|托管|收托|开课|记成|计$"
)
_WIDE = 3, 2
_LONG, _MOST_TIMES, _MOST_NEAR = 16, 32, 14


_WHO = lazy(r"(?:每|一)(?:一?(?:个|名|位))?(?P<who>[\u4e00-\u9fff]{1,2})")


def _is_for(each: Reading, number: Reading) -> bool:
    """Whether what is told of each is told of those that were counted: 每班25人 of 6个班."""
    found = _WHO.search(each.lead[-_LONG:])
    if found is None or found["who"][0] in "人名":
        return found is None or number.kind in {"person", "attendance"}
    return found["who"][0] in number.claim.unit + number.after[:4] + number.before[-4:]


def _is_one_line(group: list[Reading], at: int, each: Reading) -> bool:
    """Whether no other standard stands before it in the same line of a bill."""
    for one in reversed(group[: at - 2]):
        if evidence.same_unit(one, each) and _EACH.search(one.lead[-_LONG:]):
            return False
        if re.search(r"[;。\n]", one.lead):
            break
    return True


def _is_accounted(ahead: list[Reading], each: Reading) -> bool:
    """新增的5个预算15万元,每个3万元,此前24个…: what is told of each makes the two before it."""
    if len(ahead) < 2:
        return False
    number, amount = ahead[-2:]
    return evidence.same_unit(amount, each) and evidence.multiplies(amount, number, each)


def _is_of_lines(ahead: list[Reading], made: Interval, whole: Reading) -> bool:
    """防疲劳垫160块,每块450元;座椅96把,每把1900元;合计…: the lines of a bill together."""
    lines = [
        number.interval * _exact(each)
        for number, each in pairwise(ahead)
        if evidence.same_unit(each, whole)
        and number.kind != each.kind
        and _EACH.search(each.lead[-_LONG:])
    ]
    return any(total([made, *lines[at:]]).meets(whole.interval) for at in range(len(lines)))


def _is_near(made: Interval, stated: Interval) -> bool:
    most, least = _WIDE
    if made.low * least <= stated.high * most and stated.low * least <= made.high * most:
        return True
    return any(
        made.times(10**power).meets(stated) or stated.times(10**power).meets(made)
        for power in (1, 2, 3)
    )


def _exact(one: Reading) -> Interval:
    value = one.claim.value * one.quantity.scale
    return Interval(value, value)


def _alike(each: Reading, whole: Reading) -> bool:
    people = (each.kind, whole.kind) == ("person", "attendance")
    return evidence.same_unit(each, whole) or people


def _explained(read: ReadText, number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether some other number near, or as many times of it, makes the third."""
    near = [
        one
        for one in read.around(whole, 2, 1)
        if one not in (each, whole) and evidence.is_count(one)
    ]
    near = sorted(near, key=lambda one: abs(one.start - whole.start))[:_MOST_NEAR]
    rates = [_exact(each)]
    rates += [_exact(each) + _exact(one) for one in near if evidence.same_unit(one, each)]
    for one in [number, *(r for r in near if r.claim.value > 1)]:
        amounts = [rate * one.interval for rate in rates]
        if any(amount.meets(whole.interval) for amount in amounts):
            return True
        if any(amounts[0].times(times).meets(whole.interval) for times in range(2, _MOST_TIMES)):
            return True
    made = _exact(each) * number.interval
    return any(
        (made + one.interval).meets(whole.interval) or (whole.interval + one.interval).meets(made)
        for one in near
        if one is not number and _alike(one, whole)
    )


# 保额每份20万元,保费合计3600元: what it may come to is not what was paid.
MAY_COME_TO = lazy(r"保额|保障|赔|限额|额度|授信|贷")


def is_of_another_sort(each: Reading, whole: Reading) -> bool:
    return bool(MAY_COME_TO.search(each.lead[-_LONG:])) and not MAY_COME_TO.search(whole.lead)


def _may_multiply(number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether the three are so many, so much for each of them, and what it makes."""
    if not _EACH.search(each.lead[-_LONG:]) or _EACH.search(number.lead[-_LONG:]):
        return False
    alike = _alike(each, whole) and not evidence.same_unit(number, each)
    if number.lead.endswith("各") or is_of_another_sort(each, whole):
        return False
    if not alike or number.kind == "money" or number.claim.value < 2 or each.claim.value == 1:
        return False
    return _is_for(each, number)


# 给其中8名孩子另发助学金每人600元,计4800元: the total right behind is of these alone.
_COMES_TO, _APART = lazy(r"^[,，]?\s?(?:共|合|总)?计(?:为|约)?$"), lazy(r"其中|另外?")


def _is_tight(one: Reading, other: Reading, whole: Reading) -> bool:
    """Whether nothing between the three speaks of more or of something else."""
    words = one.before[-8:] + other.lead + whole.lead
    if _COMES_TO.match(whole.lead):
        words = _APART.sub("", words)
    if _NO.search(words) or len(other.lead) > _LONG or len(whole.lead) > _LONG:
        return False
    if any(r.claim.approx or not evidence.is_count(r) for r in (one, other, whole)):
        return False
    return bool(_TOTAL.search(whole.before)) and not _EACH.search(whole.before)


# 每批20人,五批一共教了98人,最后一批只有18人
_LAST_IS_LESS = lazy(r"[,，;(]?(?:最后|末)(?:一|了一)?[批组期班箱车桌页个]")


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    one, other, whole = row = group[at - 2 : at + 1]
    for number, each in ((one, other), (other, one)):
        if not _may_multiply(number, each, whole) or not _is_tight(one, other, whole):
            continue
        made = _exact(each) * number.interval
        if made.meets(whole.interval) or not _is_near(made, whole.interval):
            return None
        if ";" in whole.lead and any(made.meets(one.interval) for one in group[: at - 2]):
            return None  # 三八节31200元,780名女工,每人40元;托管班22500元
        if _LAST_IS_LESS.match(read.plain[whole.end : whole.end + _LONG]):
            return None
        alone = _is_one_line(group, at, each) or ";" in one.lead
        if not alone or _explained(read, number, each, whole):
            return None
        if _is_of_lines(group[: at - 2], made, whole) or (
            each is one and _is_accounted(group[: at - 2], each)
        ):
            return None
        made_of = f"{quoted(number)}×{quoted(each)}{calculated.equals_amount(made, whole)}"
        message = f"{made_of}，文中{quoted(whole)}，对不上。"
        kind = evidence.of_another_unit(made, whole)
        return evidence.finding(read, kind, "wrong", row, message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Products of two numbers that the third of a row is not."""
    if not re.search("每|一|单价|各|人手", read.plain):
        return []
    found = (
        _check(read, group, at) for group in read.groups.values() for at in range(2, len(group))
    )
    return [problem for problem in found if problem]
