"""So many items told with their sums, and what they make together: 三项走访总支出7.58万元."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import sums
from halfsky.summary.check.sums.no_sums import NO_TOTAL
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# 三项合计, 四块共, 以上五项合计; 两项现金共支出.
_TOGETHER = lazy(
    r"(?<![第每各\d十前后])(?P<many>[两二三四五六七八九])(?:大|个|家|所|支|间)?(?:项|块|笔|类|部分|方面|宗|样|种|个|处|地|镇|场|批|期|次|轮|级|季度?|节点|站|路|组|班|队|夜|晚|天|社区|街道|单位|系统|片区?|点|科室|车间|矿|厂|校区?|学校|县|区|园区?|院)"
    r"[^,，。;:\d中女]{0,8}(?:合计|共计|总计|累计|共|总|合起来|加起来|相加)[^,，。;:\d中女]{0,6}$"
)
# 四场到场170人次: as many as were listed, with no word for a total.
_OF_ALL = lazy(
    r"(?:^|[,，。;:“\"、\s(这上述以])(?P<many>[三四五六七八九])(?:大|个|家|所|支|间)?(?:项|块|笔|类|处|地|镇|场|批|期|次|轮|级|季度?|节点|站|路|组|班|队|夜|晚|天|社区|街道|单位|片区?|点|科室|车间|矿|厂|校区?|学校|县|园区?|院)"
    r"(?:下来|全部|总|到场|参加|参训|听课|惠及|服务|发放|开支|支出|花费|用款|受益|学员|收托|走访|慰问){0,2}(?:了|约)?$"
)
_CLOSE = Fraction(4, 5), Fraction(5, 4)
_NO_SUBTOTAL = lazy(
    r"其中|比|较|去年|上年|同期|计划|预算|标准|单价|人均|户均|每|各|最[高低多少]|@|×"
)
_SUBTOTAL = lazy(r"计|合计|共|支出|发放|金额|费用|总额|拨付|投入")
_MANY = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_FARTHEST, _MOST = 4, 10


# A sum farther off is one of something else.
_NEAR = Fraction(1, 2), Fraction(2)


def _alike(one: Reading, whole: Reading) -> bool:
    """Whether the one may be added to make the whole: people of several events are person-times."""
    return evidence.same_unit(one, whole) or {one.kind, whole.kind} == {"person", "attendance"}


def _is_plan(whole: Reading) -> bool:
    return bool(re.search(r"预计|可达|将", whole.before[-8:]))


def _before(read: ReadText, whole: Reading) -> list[Reading]:
    """Amounts ahead of a total that may be one item's sum."""
    return [
        one
        for one in evidence.before(read, whole, _FARTHEST)
        if _alike(one, whole)
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
        if _alike(one, whole) and one.interval.low <= whole.interval.high
    ][-_MOST:]
    if any(evidence.comes_out(whole, [one]) for one in near):
        return True
    return any(evidence.comes_out(whole, chosen) for chosen in combinations(near, many))


def _check(read: ReadText, whole: Reading) -> Problem | None:
    # 四块 may have been read as four yuan: the words are asked, whatever was read in them.
    start = max(whole.sentence.start, whole.start - 30)
    words = read.plain[start : whole.start]
    found = _TOGETHER.search(words)
    loose = None if found else _OF_ALL.search(words)
    found = found or loose
    if not found:
        return None
    if NO_TOTAL.search(words):
        return None
    many, earlier = _MANY[found["many"]], _before(read, whole)
    listed = _subtotals(read, earlier, many)
    if not listed or _explained(read, whole, many):
        return None
    if any(part.interval.low > whole.interval.high for part in listed) or _is_plan(whole):
        return None
    if not sums.near(tuple(listed), whole, *(_CLOSE if loose else _NEAR)):
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
