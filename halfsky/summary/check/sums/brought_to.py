"""What will be there, of what is there by another place of the text and what is to come:
建成妈咪小屋128间……再新建妈咪小屋20间,总数达到148间.
"""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.miswritten import is_miswritten
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NEW = lazy(
    r"(?:(?:再|计划|拟|将|要|力争|争取|年内|今年|明年|又)*(?:新[建增设添]|增[设建添]|建成?|打造|添置))"
    r"(?P<noun>[\u4e00-\u9fff“”]{0,12})$"
)
_BEHIND = lazy(r"^(?P<noun>[\u4e00-\u9fff“”]{3,12})")
_TOTAL = lazy(
    r"[,，](?:使)?(?:总数|总量|累计|全[市县区省厂][\u4e00-\u9fff]{0,6}?)(?:就|将|可|要)?(?:达到?|增至|为|增加到)$"
)
_THERE = lazy(r"共|已|现|累计|建|达|总数|有|设")
_NOT_THERE = lazy(r"新|其中|每|均|计划|目标|明年|另|再|去年|上年")
_SHORTEST = 3


def _noun(came: Reading) -> str:
    """What is to come."""
    found = _NEW.search(came.before)
    if not found:
        return ""
    ahead = found["noun"].strip("“”")
    behind = _BEHIND.match(came.tail)
    return ahead or (behind["noun"].strip("“”") if behind else "")


def _there(read: ReadText, came: Reading, noun: str) -> list[Reading]:
    """All that is told of what there is already."""
    return [
        one
        for one in read.readings
        if one.claim.unit == came.claim.unit
        and one.start < came.start
        and noun in one.before + one.after
        and _THERE.search(one.before)
        and not _NOT_THERE.search(one.before)
        and one.claim.approx is None
        and one.claim.mode == "result"
    ]


def _check(read: ReadText, came: Reading, now: Reading) -> Problem | None:
    alike = came.claim.unit == now.claim.unit and not (came.claim.approx or now.claim.approx)
    noun = _noun(came) if alike and _TOTAL.search(now.lead) else ""
    if len(noun) < _SHORTEST:
        return None
    there = _there(read, came, noun)
    if len({one.interval for one in there}) != 1:
        return None
    near = [one for one in read.readings if one.claim.unit == now.claim.unit and one is not now]
    if any((one.interval + came.interval).meets(now.interval) for one in near if one is not came):
        return None
    had = there[-1]
    if not is_miswritten(had.interval + came.interval, now):
        return None
    summed = calculated.equals_sum((had, came), now)
    message = f"{quoted(had)}＋{quoted(came)}{summed}，文中{quoted(now)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [had, came, now], message)


def find(read: ReadText) -> list[Problem]:
    """Totals to come that what is there and what is to come do not make."""
    if "总" not in read.plain and "累计" not in read.plain and "全" not in read.plain:
        return []
    found = (
        _check(read, group[at - 1], group[at])
        for group in read.groups.values()
        for at in range(1, len(group))
    )
    return [problem for problem in found if problem]
