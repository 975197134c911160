"""What the parts of a year make of it: 上半年支出22400元,下半年支出31800元,全年支出64200元.

Each number is of the period named last before it; where each part of a period has as many numbers
of a unit as the period itself, they are compared one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PERIOD = guarded(
    r"(?P<nine>前三(?:个)?季度)|(?P<six>前两(?:个)?季度)|第?(?P<quarter>[一二三四])季度|(?P<first>上半年|前[六6]个月|[1一][至到~—-][6六]月)|(?P<second>下半年|后[六6]个月|[7七][至到~—-](?:12|十二)月)"
    r"|(?P<year>全年(?!度?(?:目标|任务|计划))|(?<![\d一二三四五六七八九两])一年(?:下来|合计|共)|四个季度(?:合计|共|累))|(?P<half>(?<![上下])半年(?:共|合计|累计|下来|总)?)"
    r"|(?P<autumn>上学期)|(?P<spring>下学期)|(?P<school>全?学年(?:共|合计)?)"
    r"|(?P<other>去年|上年|前年|明年|\d{4}年|同期|本月|当月|上月|[\d一二三四五六七八九十]{1,2}月)"
)
_OF = {
    "year": (("first", "second"), ("一", "二", "三", "四"), ("nine", "四"), ("autumn", "spring")),
    "half": (("一", "二"), ("三", "四")),
    "first": (("一", "二"),),
    "second": (("三", "四"),),
    "nine": (("一", "二", "三"), ("first", "三"), ("six", "三")),
    "six": (("一", "二"),),
    "school": (("autumn", "spring"),),
}
_ELSE = lazy(
    r"其中|去年|上年|同期|比|较|每|均|平均|计划|目标|任务|新增|净|余|[年期季月][底末初]|累计(?:达|已有)|现有|最|增[加长]|减少|占|率|未|还|尚|折合"
)
_FARTHEST = Fraction(3, 2)
_MOST = 3


def _periods(read: ReadText) -> Iterator[tuple[int, str]]:
    """Where a period is named, and which."""
    for found in _PERIOD.finditer(read.plain):
        kind = found.lastgroup or ""
        yield found.start(), found["quarter"] if kind == "quarter" else kind


def _by_period(read: ReadText) -> dict[tuple[int, str], dict[str, list[Reading]]]:
    """The numbers of a paragraph and a unit by their period."""
    found: dict[tuple[int, str], dict[str, list[Reading]]] = {}
    named = [*_periods(read)]
    for one in read.readings:
        before = [(at, period) for at, period in named if one.sentence.start <= at < one.start]
        if not before or not evidence.is_count(one) or _ELSE.search(one.before[-12:]):
            continue
        at, period = before[-1]
        if ";" in read.plain[at : one.start] or PER_HEAD.search(one.before[-8:]):
            continue
        sort = "money" if one.kind == "money" else one.claim.unit
        told = found.setdefault((one.sentence.paragraph, sort), {})
        for each in _periods_of(read, at, period, one):
            told.setdefault(each, []).append(one)
    return found


_AND = lazy(r"([一二三四])[、和与及]$")


def _periods_of(read: ReadText, at: int, period: str, one: Reading) -> list[str]:
    """一、二季度各3期: as many in each of the two."""
    joined = _AND.search(read.plain, max(0, at - 2), at)
    return [joined[1], period] if joined and one.before.endswith("各") else [period]


_OPENS = lazy(r"^[^,，。;:\d]{0,6}[,，:(;]\s?[^,，。;:\d]{0,4}$")
_NO_WHOLE = lazy(r"其中|去年|上年|同期|比|较|每|均|计划|目标|任务|最|占|率")


def _whole_before(read: ReadText, parts: list[list[Reading]]) -> list[Reading]:
    """培训11期,一、二季度各3期,…: the number right ahead, where each part has one of its own."""
    told = [one for some in parts for one in some]
    if any(len(some) != 1 for some in parts):
        return []
    first, last = told[0], told[-1]
    group = [one for one in read.around(first, 0, 0) if evidence.is_count(one)]
    at = group.index(first)
    inside = [one for one in group[at:] if one.start <= last.start]
    if not at or any(one not in told for one in inside):
        return []
    whole = group[at - 1]
    opened = _PERIOD.sub("", first.lead).replace("一、", "").replace("三、", "")
    alike = whole.claim.unit == first.claim.unit and not _NO_WHOLE.search(whole.before[-12:])
    return [whole] if alike and _OPENS.match(opened.removesuffix("各")) else []


def _explained(read: ReadText, account: list[Reading], made: Interval, stated: Interval) -> bool:
    """Whether another number near is what the parts make, or what the whole lacks."""
    whole = account[-1]
    near = [
        one.interval
        for one in read.around(whole, 1, 1)
        if one not in account and evidence.kin(one, whole)
    ]
    return any(
        made.meets(one) or made.meets(stated + one) or stated.meets(made + one) for one in near
    )


def _check(read: ReadText, wholes: list[Reading], parts: list[list[Reading]]) -> Iterator[Problem]:
    if not wholes or len({len(one) for one in (wholes, *parts)}) > 1 or len(wholes) > _MOST:
        return
    for whole, *some in zip(wholes, *parts, strict=True):
        account = [*some, whole]
        if any(one.claim.approx or one.claim.mode != whole.claim.mode for one in account):
            continue
        least = finest(account)
        made, stated = total([told_to(one, least) for one in some]), told_to(whole, least)
        small, large = sorted((made.middle, stated.middle))
        if made.meets(stated) or large > small * _FARTHEST:
            continue
        if any(one.interval.low >= whole.interval.high for one in some):
            continue
        if _explained(read, account, made, stated):
            continue
        shape = "＋".join(quoted(one) for one in some)
        message = f"{shape}{calculated.equals_sum(some, whole)}，文中合计{quoted(whole)}，对不上。"
        involved = sorted(account, key=lambda one: one.start)
        yield evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Periods whose parts do not make them up."""
    found: list[Problem] = []
    if not re.search("季度|半年|学期|个月|至(?:6|六)月", read.plain):
        return found
    for told in _by_period(read).values():
        for period, ways in _OF.items():
            for names in ways:
                if all(name in told for name in names):
                    parts = [told[name] for name in names]
                    wholes = told.get(period, [])
                    if not wholes and period == "year":
                        wholes = _whole_before(read, parts)
                    found += _check(read, wholes, parts)
                    break
    return found
