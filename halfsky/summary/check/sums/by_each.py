"""So much for each of so many, and what it makes in all: 28个点每点3万元,下拨139万元.

Where no number told near, for as many months or times as are told, makes the amount, and the one
beside the standard nearly does, one of them is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.tight_products import is_of_another_sort
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(
    r"(?:每(?:一|个|名|位|所|处|家)?[\u4e00-\u9fff]{1,4}?[\u4e00-\u9fff]{0,8}|各[\u4e00-\u9fff]{0,6}|单价|标准为?|一[人位户份个套]|按)(?:为|约|是|:)?$"
)
_NO_EACH = lazy(
    r"不超过|至多|最多|不少于|至少|限|平均|人均|户均|原来?|以后|均|提高|由|从|比|另|节省|以内|每天最|占"
)
# 前四批每批36人, 除一组外,其余十组各3户: not each of all.
_SOME = lazy(
    r"(?:[前后头](?:面)?[两三四五六七八九十\d]+[\u4e00-\u9fff]{1,3}|其[余他][^,，。;]{0,8}|另外[^,，。;]{0,6})$"
)
_NO_TOTAL = lazy(
    r"每|各|均|单价|其中|另|比|去年|上年|原|提高|节|省|余|退|扣|剩|优惠|自付|自筹|差|增|减|标准|人均|赞助|分别|预算|计划"
)
_ALL = lazy(
    r"共|合计|总计|总数|总|累计|覆盖|可以?住|容纳|床位|送出|领了?|购进|发出|发了|购|用|剪了|课表|做好|坐"
)
# 120间,每间6人,床位720个: a place for each of the people.
_PLACES = lazy(r"(?:床位|座位|席位|铺位|工位)(?:共|总数|有)?$")
_VARIED = lazy(
    r"左右|不等|差额|差数|补领|按实际|上下|打[\u4e00-\u9fff\d.]{1,3}折|优惠|一半|减半|分担|部分|其余|零[一二三四五六七八九十\d]{1,2}天|(?<!没有)(?<!无)[候替]补|[用写看记]到第"
)
_PERIODIC = lazy(r"每(?:天|日|月|季|季度|周|次|期|课|学期|班次|年|晚|顿)")
_TIMES = lazy(
    r"(?<![\d.年])(\d{1,3}|[两二三四五六七八九十]|十[一二])个?(?:月|学期|季度|季|年|天|日|周|期|次|批|轮|餐|场|节|班|套|份|双|条|盒|件|遍|趟)"
)
# How many of what it is given by there are in what is said: 每月15元, 全年….
_SPANS = {
    "月": (("全年", 12), ("一年", 12), ("半年", 6), ("季度", 3)),
    "季": (("全年", 4), ("一年", 4), ("半年", 2)),
    "天": (("一周", 7),),
}
_NUMERALS = {"两": 2, "十一": 11, "十二": 12} | {
    sign: at for at, sign in enumerate("零一二三四五六七八九十")
}
_BACK, _NEAR, _WIDE = 3, 8, 26


class Made(NamedTuple):
    """What a number of those who get it, the standards, and how often they get it make."""

    number: Reading
    eaches: tuple[Reading, ...]
    many: int

    @property
    def amount(self) -> Interval:
        """All of it."""
        rate = total([one.interval for one in self.eaches])
        return (self.number.interval * rate).times(self.many)

    @property
    def shape(self) -> str:
        """The product as it is written."""
        rate = "＋".join(quoted(one) for one in self.eaches)
        rate = f"（{rate}）" if len(self.eaches) > 1 else rate
        return f"{quoted(self.number)}×{rate}" + (f"×{self.many}" if self.many > 1 else "")

    def farness(self, whole: Reading) -> tuple[int, float]:
        """How far it is from the amount; more than once only where nothing else comes near."""
        return self.many > 1, abs(float(self.amount.middle / whole.interval.middle) - 1)


def _is_each(one: Reading) -> bool:
    words = one.lead[-14:]
    return bool(_EACH.search(words)) and not _NO_EACH.search(words) and not one.claim.approx


def is_of_some(read: ReadText, each: Reading) -> bool:
    """Whether each gets it of only some: 前四批每批36人."""
    words = read.plain[max(each.sentence.start, each.start - _WIDE) : each.start]
    found = _EACH.search(words)
    return bool(found and _SOME.search(words[: found.start()]))


def _times(read: ReadText, each: Reading, whole: Reading) -> set[int]:
    """For how many months or times the standard may have been given."""
    first = max(0, each.sentence.start - 60)
    words = read.plain[first : max(whole.end, each.sentence.end) + 30]
    told = {
        int(found[1]) if found[1].isdigit() else _NUMERALS[found[1]]
        for found in _TIMES.finditer(words)
    }
    spans = (span for unit, span in _SPANS.items() if unit in each.lead[-14:])
    told |= {many for span in spans for said, many in span if said in words}
    return {1, *told, *(one * other for one, other in combinations(sorted(told), 2))}


def _totals(group: list[Reading], at: int) -> Iterator[Reading]:
    """The amount behind the standard, and the one right ahead of it."""
    each = group[at]
    for one in group[at + 1 : at + 4]:
        people = (each.kind, one.kind) == ("person", "attendance")
        people = people or (each.kind == "person" and bool(_PLACES.search(one.before)))
        if ";" in one.lead and not re.search(r"共|合计", one.before[-8:]):
            return
        if (evidence.same_unit(one, each) or people) and one.interval.low > each.interval.high:
            told = one.kind == "money" or _ALL.search(one.before[-8:])
            if told and not (_NO_TOTAL.search(one.before[-10:]) or one.claim.approx):
                yield one
            return


def _counts(read: ReadText, group: list[Reading], each: Reading, whole: Reading) -> list[Reading]:
    """Numbers in the sentence of those who may have got it, up to the amount."""
    return [
        one
        for one in group
        if one.start < whole.start
        and one is not each
        and evidence.is_count(one)
        and not evidence.same_unit(one, each)
        and one.kind != "money"
        and one.claim.value > 1
        and not one.claim.approx
        and "其中" not in one.lead[-6:]
    ][-3:]


# 每人凑了50元,花掉1280元,还剩70元
_LEFT = lazy(r"[剩余退]下?(?:了|回)?$")


def _explained(read: ReadText, each: Reading, whole: Reading, times: set[int]) -> bool:
    """Whether any number told near makes the amount, or any two."""
    near = [
        one
        for one in read.around(each, _BACK, 2)
        if one is not each and one is not whole and evidence.is_count(one)
    ]
    near = sorted(near, key=lambda one: abs(one.start - each.start))[:_WIDE]
    numbers = [one.interval for one in near if one.kind != "money"]
    pairs = list(combinations(numbers[:8], 2))
    numbers += [one + other for one, other in pairs]
    numbers += [one - other for pair in pairs for one, other in (pair, pair[::-1])]
    amounts = [one.interval for one in near if evidence.same_unit(one, each)][:6]
    left = [one.interval for one in near if _LEFT.search(one.before)]
    rates = [each.interval, *(each.interval + one for one in amounts), *amounts]
    for number in numbers:
        for rate in rates:
            made = number * rate
            if any(made.times(many).meets(whole.interval) for many in times):
                return True
            if any((made + one).meets(whole.interval) for one in amounts):
                return True
            if any((whole.interval + one).meets(made) for one in left):
                return True
    return any((each.interval.times(many)).meets(whole.interval) for many in times)


def _has_company(read: ReadText, each: Reading) -> bool:
    """Whether another standard of the like stands near: then the amount is of both."""
    return any(
        one is not each
        and evidence.same_unit(one, each)
        and re.search(r"每|各|单价|标准|一[人位户份个套]|、", one.lead[-10:])
        and one.interval.high < each.interval.low * 20
        for one in read.around(each, 1, 1)
    )


def _is_accounted(ahead: list[Reading], each: Reading) -> bool:
    """15家企业发券150张,每家10张,使用121张: the amount it makes stands before it."""
    alike = [one for one in ahead[-3:] if evidence.same_unit(one, each)]
    numbers = [one for one in ahead[-4:] if one not in alike]
    return any(
        (one.interval * each.interval).meets(all_.interval) for all_ in alike for one in numbers
    )


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    each = group[at]
    if not evidence.is_count(each) or not _is_each(each):
        return None
    if (
        _has_company(read, each)
        or is_of_some(read, each)
        or _is_accounted(group[:at], each)
        or _VARIED.search(read.plain, each.start, each.sentence.end)
    ):
        return None
    for whole in _totals(group, at):
        if is_of_another_sort(each, whole):
            continue
        counts = _counts(read, group, each, whole)
        times = _times(read, each, whole)
        periodic = bool(_PERIODIC.search(each.lead[-14:]))
        made = list(_made(each, _beside(group, at, whole), counts, times if periodic else {1}))
        near = [one for one in made if _is_near(one.amount, whole.interval)]
        if near and not _explained(read, each, whole, times):
            return _finding(read, min(near, key=lambda one: one.farness(whole)), whole)
    return None


def _finding(read: ReadText, made: Made, whole: Reading) -> Problem:
    message = (
        f"{made.shape}{calculated.equals_amount(made.amount, whole)}，文中{quoted(whole)}，对不上。"
    )
    involved = sorted([made.number, *made.eaches, whole], key=lambda one: one.start)
    kind = evidence.of_another_unit(made.amount, whole)
    return evidence.finding(read, kind, "wrong", involved, message)


def _beside(group: list[Reading], at: int, whole: Reading) -> list[Reading]:
    """What else each gets: 慰问金600元和价值200元的米油."""
    each = group[at]
    more = [
        one for one in group[at + 1 :] if one.start < whole.start and evidence.same_unit(one, each)
    ]
    joined = len(more) == 1 and re.match(r"\s*(?:和|及|、|,?另?加|,并|以及)", more[0].lead)
    return more if joined else []


def _made(
    each: Reading, beside: list[Reading], counts: list[Reading], times: set[int]
) -> Iterator[Made]:
    for number in counts:
        for eaches in ([each], [each, *beside]) if beside else ([each],):
            for many in sorted(times):
                yield Made(number, tuple(eaches), many)


def _is_near(made: Interval, stated: Interval) -> bool:
    if made.meets(stated):
        return False
    return made.low * 4 <= stated.high * 5 and stated.low * 4 <= made.high * 5


# 有3人因尺码不符退换: said behind why it does not come out.
_WHY = lazy(r"退|缺|未|待|不符|剩|余")


def _run_of_eaches(group: list[Reading], at: int) -> list[Reading]:
    run = [group[at]]
    for one in group[at + 1 : at + 5]:
        if one.lead[:1] != "、":
            break
        run.append(one)
    return run


def _wholes(behind: list[Reading], eaches: list[Reading]) -> tuple[list[Reading], list[Reading]]:
    """As many amounts in the same units further on, and the numbers before them."""
    units = [one.claim.unit for one in eaches]
    start = next((at for at, one in enumerate(behind) if one.claim.unit == units[0]), len(behind))
    wholes = behind[start : start + len(eaches)]
    return (wholes if [one.claim.unit for one in wholes] == units else []), behind[:start]


def _parallel(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """每个网点送牛奶10箱、水果6箱,共送出牛奶520箱、水果362箱: one of them comes out."""
    if not _is_each(group[at]):
        return None
    eaches = _run_of_eaches(group, at)
    wholes, between = _wholes(group[at + len(eaches) :], eaches)
    if (
        len(eaches) < 2
        or not wholes
        or _WHY.search(read.plain, wholes[-1].end, wholes[-1].end + 20)
    ):
        return None
    numbers = [one for one in (*group[:at], *between) if evidence.is_count(one)]
    for number in (one for one in numbers if one.claim.value > 1):
        made = [Made(number, (each,), 1) for each in eaches]
        right = [one.amount.meets(whole.interval) for one, whole in zip(made, wholes, strict=True)]
        slip = right.index(False) if False in right else 0
        if any(right) and not all(right) and _is_near(made[slip].amount, wholes[slip].interval):
            return _finding(read, made[slip], wholes[slip])
    return None


def find(read: ReadText) -> list[Problem]:
    """Amounts that nothing told near makes of their standard."""
    found = (
        _parallel(read, group, at) or _check(read, group, at)
        for group in read.groups.values()
        for at in range(len(group))
    )
    return [problem for problem in found if problem]
