"""What was done in the half of the year, what is planned for the rest, and the whole year:
上半年只讲座2场……下半年计划讲座4场,全年6场.
"""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_YEAR = lazy(
    r"^[^,，。;\d]{0,6}[,，](?:这样|届时)?[,，]?全年(?:就|将|可|要|预计|达到?|共|合计|累计|为|是|有|办|开展|举办)*$"
)
_LATER = lazy(r"下半年[^,，。;\d]{0,14}$")
_FIRST = lazy(r"上半年[^,，。;\d]{0,14}$")
_OTHERWISE = lazy(r"其中|每|均|比|较|增|去年|上年|目标")
_BACK, _NEAR = 2, 2.0


def _of_first_half(read: ReadText, later: Reading) -> list[Reading]:
    """The numbers of the first half of the year ahead, in the unit of the later one."""
    return [
        one
        for one in read.around(later, _BACK, 0)
        if one.start < later.start
        and one.sentence.paragraph == later.sentence.paragraph
        and one.claim.unit == later.claim.unit
    ]


def _check(read: ReadText, later: Reading, year: Reading) -> Problem | None:
    if not (_YEAR.match(year.lead) and _LATER.search(later.lead)):
        return None
    if later.claim.unit != year.claim.unit or not evidence.is_count(year):
        return None
    ahead = _of_first_half(read, later)
    first = [one for one in ahead if _FIRST.search(one.lead)]
    if len(first) != 1 or len(ahead) != 1:
        return None
    told = [first[0], later, year]
    if any(one.claim.approx or _OTHERWISE.search(one.before) for one in told):
        return None
    if not evidence.bigrams(_thing(first[0])) & evidence.bigrams(_thing(later)):
        return None
    if evidence.comes_out(year, told[:2]):
        return None
    made = first[0].interval + later.interval
    if not evidence.slipped(made, year.interval, _NEAR):
        return None
    summed = calculated.equals_sum(told[:2], year)
    message = f"{quoted(first[0])}＋{quoted(later)}{summed}，文中全年{quoted(year)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


_PERIOD = lazy(r"^.*[上下]半年")


def _thing(one: Reading) -> str:
    """What is counted, without its time."""
    return _PERIOD.sub("", one.before) + "\x00" + one.after[:8]


def find(read: ReadText) -> list[Problem]:
    """Whole years that their two halves do not make."""
    if "下半年" not in read.plain or "全年" not in read.plain:
        return []
    found = (
        _check(read, group[at - 1], group[at])
        for group in read.groups.values()
        for at in range(1, len(group))
    )
    return [problem for problem in found if problem]
