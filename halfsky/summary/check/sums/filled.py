"""Rooms and beds, those who got one each, and those left empty: 46间,住进夫妻43对,空着5间."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# Who has one of them for himself.
_ONE_EACH = {
    "间": "对户家",
    "套": "对户家",
    "张": "人名位",
    "床": "人名位",
    "座": "人名位",
    "位": "人名",
}
_IN = lazy(r"住(?:进|着|了|满|上|下)|入住|安排|分(?:给|到)|坐(?:了|着|满)|占用|租给|搬进")
_EMPTY = lazy(r"空(?:着|置|余|闲|出|了|缺)?(?:的|有)?$|闲置|没人[住坐用]|无人[住坐用]|待分")
_EACH = lazy(r"每|各|平均|合住|挤|[两二三四2-4]人一|一[间套张]")
_CLOSE, _BACK = 2, 40


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    whole, held, empty = told = group[at : at + 3]
    unit = whole.claim.unit
    if held.claim.unit not in _ONE_EACH.get(unit, "") or empty.claim.unit != unit:
        return None
    if any(one.claim.approx for one in told) or not _EMPTY.search(empty.before):
        return None
    around = read.plain[max(0, whole.start - _BACK) : empty.end + _BACK]
    if not _IN.search(held.before + held.after) or _EACH.search(around.split("。")[0]):
        return None
    made = held.interval + empty.interval
    if made.meets(whole.interval) or not evidence.slipped(made, whole.interval, _CLOSE):
        return None
    message = (
        f"{quoted(held)}＋{quoted(empty)}{calculated.equals_amount(made, whole)}，"
        f"文中共{quoted(whole)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """Rooms that those who live in them and the empty ones do not make up."""
    if not re.search("[空闲待]|[没无]人", read.plain):
        return []
    found = (
        _check(read, group, at) for group in read.groups.values() for at in range(len(group) - 2)
    )
    return [problem for problem in found if problem]
