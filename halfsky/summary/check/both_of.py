"""More who are both than are the one or the other: 女党员28名,女高工22名,既是党员又是高工的25名."""

from __future__ import annotations

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_BOTH = lazy(
    r"既[^,，。;\d]{1,16}(?:又|也)[^,，。;\d]{1,16}$|(?:两[项种室类证门个科]|两者|双)(?:都|均|全|兼)[^,，。;\d]{1,12}$"
    r"|兼(?:有|具|备)两[^,，。;\d]{1,8}$|同时(?:具备|拥有|持有|符合|患有|参加了?)[^,，。;\d]{1,20}(?:两|和|与|、)[^,，。;\d]{0,12}$"
)
_OTHERS = lazy(r"累计|去年|上年|计划|目标|其中|另|还|不|未|没")


def _problem(read: ReadText, one: Reading, other: Reading, both: Reading) -> Problem | None:
    if not _BOTH.search(both.lead[-40:]) or _OTHERS.search(both.lead + other.lead):
        return None
    if len({reading.claim.unit for reading in (one, other, both)}) > 1:
        return None
    least = min((one, other), key=lambda reading: reading.interval.high)
    if both.interval.low <= least.interval.high:
        return None
    message = f"两样都是的{quoted(both)}，多于其中一样的{quoted(least)}。"
    return evidence.finding(read, "contradiction", "wrong", [one, other, both], message)


def find(read: ReadText) -> list[Problem]:
    """Those in two groups that outnumber one of the groups."""
    found = []
    for group in read.groups.values():
        counts = [reading for reading in group if evidence.is_count(reading)]
        for at in range(2, len(counts)):
            problem = _problem(read, *counts[at - 2 : at + 1])
            if problem:
                found.append(problem)
    return found
