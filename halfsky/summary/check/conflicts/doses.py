"""More at a later turn of one course than at the turn before: 第二针139人,第三针142人.

Who takes the third dose has taken the second; who sits the second round has passed the first.
"""

from __future__ import annotations

import re
from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TURN = lazy(r"第(?P<turn>[一二三四五]|[1-5])(?P<what>针|剂次?|针剂)(?P<said>[^,，。;、\d]{0,8})$")
# 打第一针的18位,打第二针的26位: those of one day.
_TAKEN = lazy(r"[打种]完|打了|打过|种了|完成|已[打种]|接种(?!的)")
_OTHERS = lazy(r"补|去年|上年|外|家属|新|另|又|含|加上|计划|预约")


def _turn(one: Reading) -> tuple[int, str] | None:
    """Which dose a number is of, and by what word."""
    found = _TURN.search(one.lead)
    if not found or _OTHERS.search(found["said"]) or not _TAKEN.search(found["said"]):
        return None
    return int(numerals(found["turn"])[0].value), found["what"][:1]


def _problem(read: ReadText, one: Reading, other: Reading) -> Problem | None:
    first, second = _turn(one), _turn(other)
    if not first or not second or second != (first[0] + 1, first[1]):
        return None
    if not evidence.same_unit(one, other) or other.interval.low <= one.interval.high:
        return None
    if _OTHERS.search(re.split(r"[。;]", read.plain[other.end : other.end + 16])[0]):
        return None
    message = f"前一针只有{quoted(one)}，后一针却有{quoted(other)}，不会比前一针多。"
    return evidence.finding(read, "contradiction", "wrong", [one, other], message)


def find(read: ReadText) -> list[Problem]:
    """Doses taken by more than took the one before."""
    found = [
        _problem(read, one, other)
        for group in read.groups.values()
        for one, other in pairwise([it for it in group if evidence.is_count(it)])
    ]
    return [problem for problem in found if problem]
