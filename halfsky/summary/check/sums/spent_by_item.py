"""What is left of what came in, item by item: 核定8.6万元。支出情况,文体3.2万元;…年末结余1.6万元.

A word opens what was spent; all money ahead of it came in, all behind it up to what is left went.
"""

from __future__ import annotations

from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_KEPT = lazy(
    r"(?:结余|余额|节余|尚余|剩余|结存|剩下|还[剩余]|[,，。;](?:净)?余)(?:资金|经费|的钱)?(?:为|有|下)?$"
)
_SPENDING = lazy(
    r"(?:支出|开支|开销|使用|花费)(?:情况|明细|项目|方面)?(?:如下|为|是|有|包括)?[:,，]|(?:本年|全年|主要)?(?:开支|支出|使用|花销)(?:情况)?如下|(?:其中|款项|资金|善款|全部)?用于|花在|支出:"
)
_IN_ALL = lazy(r"合计|共计|总计|两项共|一共|共$")
_ASIDE = lazy(r"其中|含|每|均|标准|单价|比|较|去年支|以上|(?:约|近)$|计划|预计")
_MARKS = lazy(r"[,，;。]")
_EARLIER = lazy(r"上年|年初|期初|去年|上[期月季]")
_LENT = lazy(r"借|垫|退|还(?!剩|余|有)")
_FAR, _MOST, _FEWEST, _CLOSE = 400, 9, 2, 2


def _money(read: ReadText, kept: Reading) -> list[Reading]:
    """The amounts told ahead of what is left, without what divides others."""
    return [
        one
        for one in read.readings
        if one.kind == "money"
        and 0 < kept.start - one.start < _FAR
        and not _ASIDE.search(_MARKS.split(one.lead)[-1][-8:])
        and not PER_HEAD.search(one.before[-8:])
        and "(" not in one.lead[-3:]
    ]


def _opened(read: ReadText, money: list[Reading], kept: Reading) -> int:
    """Where what was spent begins; -1 where no word or more than one opens it."""
    start = money[0].end if money else kept.start
    found = [one.end() for one in _SPENDING.finditer(read.plain, start, kept.start)]
    return found[0] if len(found) == 1 else -1


def _came(money: list[Reading]) -> list[Reading]:
    """What came in: all of it, or what is told as its sum."""
    summed = [one for one in money if _IN_ALL.search(one.before[-6:])]
    return summed[-1:] or money


def _amount(read: ReadText, one: Reading, like: list[Reading]) -> Interval:
    """两名儿童各8000元: as often as there are who get it."""
    amount = told_to(one, finest(like))
    ahead = [r for r in read.around(one, 0, 0) if r.end <= one.start and evidence.is_count(r)]
    each = "各" in one.lead[-4:] and ahead and ahead[-1].kind != "money"
    return amount.times(int(ahead[-1].claim.value)) if each else amount


def _explained(came: list[Interval], went: list[Interval], left: Interval) -> bool:
    """Whether it comes out without some of what came or went."""
    ways = [
        total(list(some)) - total(list(gone))
        for size in range(1, len(came) + 1)
        for some in combinations(came, size)
        for many in range(1, len(went) + 1)
        for gone in combinations(went, many)
    ]
    return any(way.meets(left) for way in ways)


def _check(read: ReadText, kept: Reading) -> Problem | None:
    if kept.kind != "money" or kept.claim.approx or not _KEPT.search(kept.lead[-12:]):
        return None
    money = _money(read, kept)
    at = _opened(read, money, kept)
    came = _came([one for one in money if one.end <= at])
    went = [one for one in money if one.start >= at]
    told = [*came, *went, kept]
    if at < 0 or not came or not _FEWEST <= len(went) <= _MOST or len(came) > _FEWEST:
        return None
    if any(one.claim.approx or _LENT.search(one.before[-8:]) for one in told):
        return None
    if any(_IN_ALL.search(one.before[-6:]) for one in went) or _EARLIER.search(kept.before[-10:]):
        return None
    arrived = [told_to(one, finest(told)) for one in came]
    spent = [_amount(read, one, told) for one in went]
    made, left = total(arrived) - total(spent), told_to(kept, finest(told))
    if made.low <= 0 or _explained(arrived, spent, left):
        return None
    small, large = sorted((made.middle, left.middle))
    if large > small * _CLOSE:
        return None
    shape = "＋".join(map(quoted, came)) + "－" + "－".join(map(quoted, went))
    message = f"{shape}{calculated.equals_amount(made, kept)}，文中结余{quoted(kept)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """Money left that is not what came in less what was spent on each item."""
    found = (_check(read, one) for one in read.readings)
    return [problem for problem in found if problem]
