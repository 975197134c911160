"""Only so many, and yet more than was planned: 一年4期,只出了5期; 应到40人,仅到43人."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_ONLY = lazy(
    r"^[^,，。;\d]{0,6}[,，]\s?(?:却|但|实际|结果|今年|全年|到年底)*(?:只|仅|才|仅仅)(?:有)?"
    r"(?:出|办|开|搞|做|建|来|去|到|签|收|完成|参加|举办|开展|落实|兑现|到位|到场|到会)(?:了|到|成)?$"
)
_PLANNED = lazy(r"应|计划|目标|任务|要求|一年|全年|每年|说好|该|预计|邀请|原定|安排|定下|打算")
_OTHERWISE = lazy(r"每(?!年)|均|约|其中|率|减|增")


def _check(read: ReadText, planned: Reading, done: Reading) -> Problem | None:
    if not _ONLY.match(done.lead) or planned.claim.unit != done.claim.unit:
        return None
    if not evidence.is_count(done) or planned.claim.approx or done.claim.approx:
        return None
    if not _PLANNED.search(planned.before) or _OTHERWISE.search(planned.before):
        return None
    if done.interval.low <= planned.interval.high:
        return None
    message = f"“只”有{quoted(done)}，却比原定的{quoted(planned)}还多。"
    return evidence.finding(read, "contradiction", "wrong", [planned, done], message)


def find(read: ReadText) -> list[Problem]:
    """Numbers that are said to be too few and are more than enough."""
    if not any(word in read.plain for word in "只仅才"):
        return []
    found = (
        _check(read, group[at - 1], group[at])
        for group in read.groups.values()
        for at in range(1, len(group))
    )
    return [problem for problem in found if problem]
