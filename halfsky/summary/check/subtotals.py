"""So many items told with their sums, and what they make together: 三项走访总支出7.58万元."""

from __future__ import annotations

import re
from itertools import combinations

from halfsky.summary.check import evidence, sums
from halfsky.summary.check.parts import PER_HEAD
from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

# 三项合计, 四块共, 以上五项合计; 两项现金共支出.
_TOGETHER = lazy(
    r"(?<![第每各\d十])(?P<many>[两二三四五六七八九])(?:大)?(?:项|块|笔|类|部分|方面|宗|样|种|个方面)"
    r"[^,，。;:\d中女]{0,8}(?:合计|共计|总计|累计|共|总|合起来|加起来|相加)[^,，。;:\d中女]{0,6}$"
)
_NO_SUBTOTAL = lazy(
    r"其中|比|较|去年|上年|同期|计划|预算|标准|单价|人均|户均|每|各|最[高低多少]|@|×"
)
_SUBTOTAL = lazy(r"计|合计|共|支出|发放|金额|费用|总额|拨付|投入")
_MANY = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_FARTHEST, _MOST = 4, 10


def _before(read: ReadText, whole: Reading) -> list[Reading]:
    """Amounts ahead of a total that may be one item's sum."""
    return [
        one
        for one in evidence.before(read, whole, _FARTHEST)
        if evidence.same_unit(one, whole)
        and not (one.quantity.chinese and one.claim.value < len(_MANY))
        and not _NO_SUBTOTAL.search(one.lead[-12:])
        and not PER_HEAD.search(one.before[-6:])
    ]


def _by_item(read: ReadText, earlier: list[Reading]) -> list[Reading]:
    """The last amount of each item, as semicolons and full stops part them."""
    last: list[Reading] = []
    for one in earlier:
        if last and not re.search(r"[;。]", read.plain[last[-1].end : one.start]):
            last.pop()
        last.append(one)
    return last


def _subtotals(read: ReadText, earlier: list[Reading], many: int) -> list[Reading]:
    marked = [one for one in earlier if _SUBTOTAL.search(one.lead[-8:])]
    for chosen in (earlier, marked, _by_item(read, earlier)):
        if len(chosen) == many:
            return chosen
    return []


def _explained(read: ReadText, whole: Reading, many: int) -> bool:
    """Whether as many of any numbers told before make the total, or one of them is it."""
    near = [
        one
        for one in evidence.before(read, whole, _FARTHEST)
        if evidence.same_unit(one, whole) and one.interval.low <= whole.interval.high
    ][-_MOST:]
    if any(evidence.comes_out(whole, [one]) for one in near):
        return True
    return any(evidence.comes_out(whole, chosen) for chosen in combinations(near, many))


def _check(read: ReadText, whole: Reading) -> Problem | None:
    # 四块 may have been read as four yuan: the words are asked, whatever was read in them.
    start = max(whole.sentence.start, whole.start - 30)
    found = _TOGETHER.search(read.plain[start : whole.start])
    if not found:
        return None
    many, earlier = _MANY[found["many"]], _before(read, whole)
    listed = _subtotals(read, earlier, many)
    if not listed or _explained(read, whole, many):
        return None
    if any(part.interval.low > whole.interval.high for part in listed):
        return None
    return sums.mismatch(read, whole, tuple(listed))


def find(read: ReadText) -> list[Problem]:
    """Totals of so many items that the items told before do not make."""
    found = (
        _check(read, one)
        for group in read.by_sentence().values()
        for one in group
        if evidence.is_count(one)
    )
    return [problem for problem in found if problem]
