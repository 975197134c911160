"""How many fewer than another number told right there: 合同281份,比女职工组织296个少15个.

The two need no common unit: a contract stands for the organisation that signed it.
"""

from __future__ import annotations

from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_THAN = lazy(r"^[,，(]\s?(?:要|却|只|还|仍|实际)?(?:比|较)(?P<name>[^,，。;\d]{1,12})$")
_BY = lazy(r"^(?:的)?(?:总数|数量)?(?:还|又|净|只|就|要|足足|整整)?(?:少|多)(?:了|出)?$")
_VAGUE = lazy(r"平均|每|均|率|占|约|近|余|其中")
_BACK, _MOST = 6, 12


def _pair(group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """The two that are compared; the one of the same sort is nearest, or the one right ahead."""
    other, gap = group[at - 1 : at + 1]
    if not (_THAN.match(other.lead) and _BY.match(gap.lead)) or not _one_sort(other, gap):
        return None
    ahead = group[max(0, at - 1 - _BACK) : at - 1]
    own = [one for one in ahead if _one_sort(one, gap)] or ahead[-1:]
    return (own[-1], other) if own and evidence.is_count(own[-1]) else None


def _one_sort(one: Reading, gap: Reading) -> bool:
    return evidence.is_count(one) and evidence.same_unit(one, gap)


def _explained(read: ReadText, other: Reading, gap: Reading) -> bool:
    """Whether a number near, or some in a row, are as much more or less than the other."""
    near = [one for one in read.around(gap, 6, 1) if evidence.is_count(one)]
    near = [one for one in near if one not in (other, gap)][-_MOST:]
    bounds = combinations(range(len(near) + 1), 2)
    runs = [total([one.interval for one in near[start:end]]) for start, end in bounds]
    return any(
        (made - other.interval).meets(gap.interval) or (other.interval - made).meets(gap.interval)
        for made in runs
    )


def _check(read: ReadText, own: Reading, other: Reading, gap: Reading) -> Problem | None:
    account = [own, other, gap]
    if any(one.claim.approx or _VAGUE.search(one.before) for one in account):
        return None
    least = finest(account)
    large, small = sorted((own, other), key=lambda one: -one.interval.middle)
    made, stated = told_to(large, least) - told_to(small, least), told_to(gap, least)
    if made.low <= 0 or made.meets(stated) or _explained(read, other, gap):
        return None
    if not evidence.slipped(made, stated):
        return None
    message = (
        f"{quoted(large)}－{quoted(small)}{calculated.equals_amount(made, gap)}"
        f"，文中相差{quoted(gap)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", account, message)


def find(read: ReadText) -> list[Problem]:
    """Gaps that a number and the one it is compared with do not leave."""
    if "比" not in read.plain and "较" not in read.plain:
        return []
    problems: list[Problem | None] = []
    for group in read.groups.values():
        for at in range(2, len(group)):
            pair = _pair(group, at)
            problems.append(_check(read, *pair, group[at]) if pair else None)
    return [problem for problem in problems if problem]
