"""More chosen than there were to choose from: 推荐22户,从中评出32户; 参加420人,进入决赛的436人."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_CHOSEN = lazy(
    r"从中(?:再|又|共|择优)?(?:评|选|挑|抽|推|遴|筛|产生|确定)[^,，。;\d]{0,6}$"
    r"|(?:进入|晋级|闯进|闯入|入围)[^,，。;\d]{0,6}(?:决赛|复赛|第二轮|下一轮)[^,，。;\d]{0,3}$"
)
_ELSE = lazy(r"另|此外|外加|加上|连同|上年|去年|往年|累计|分别|各|每|团体|直接")
_BACK = 1


def _problem(read: ReadText, part: Reading) -> Problem | None:
    if not _CHOSEN.search(part.before) or part.claim.approx:
        return None
    ahead = [
        one
        for one in evidence.before(read, part, _BACK)
        if evidence.same_unit(one, part) and one.sentence.paragraph == part.sentence.paragraph
    ]
    most = max(ahead, key=lambda one: one.interval.high, default=None)
    if most is None or most.interval.high >= part.interval.low:
        return None
    if _ELSE.search(read.plain[most.end : part.start] + most.before[-6:]):
        return None
    message = f"一共只有{quoted(most)}，从中选出的却有{quoted(part)}，不会比一共的多。"
    return evidence.finding(read, "contradiction", "wrong", [most, part], message)


def find(read: ReadText) -> list[Problem]:
    """Numbers of those chosen that are above all there were."""
    if not re.search(r"从中|赛|下一轮|第二轮", read.plain):
        return []
    counts = (one for one in read.readings if evidence.is_count(one))
    return [problem for one in counts if (problem := _problem(read, one))]
