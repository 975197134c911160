"""The first few by number, and one left out with more: 取前三名 … 表彰名单为五班、一班、四班."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.named_values import Named
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_PLACES = guarded(
    r"(?:前(?P<places>[二两三四五六2-6])[名位强]|最[多高]的[二两三四五六2-6][个家名位])[^\n]{0,24}?(?:为|是|依次|分别|有|:)(?P<names>[^,，。;、:\d\n]{2,8}(?:[、和][^,，。;、和\d\n]{2,8}){1,5}?)(?=[,，。;\n]|$|三|四|两|五|六)"
)
_NO = lazy(r"倒数|最后|从低到高|由低到高|从少到多|评委|综合|推荐|投票|比[例率]|增幅|进步")
_SO_FAR = 120


def _members(run: list[Named], names: list[str]) -> list[Named]:
    return [one for one in run if any(name in (one.name, one.name + "获奖") for name in names)]


def _problem(read: ReadText, run: list[Named], word: re.Match[str]) -> Problem | None:
    end = run[-1].reading.end
    between = read.plain[end : word.end()]
    if not end <= word.start() <= end + _SO_FAR or "\n" in between or _NO.search(between):
        return None
    names = re.split("[、和]", word["names"])
    placed = _members(run, names)
    if len(placed) != len(names) or len(run) <= len(names):
        return None
    least = min(placed, key=lambda one: one.reading.interval.low)
    left = [one for one in run if one not in placed]
    more = [one for one in left if one.reading.interval.low > least.reading.interval.high]
    if not more:
        return None
    out = more[0]
    message = (
        f"文中列入的“{least.name}”是{quoted(least.reading)}，"
        f"没有列入的“{out.name}”却有{quoted(out.reading)}。"
    )
    return named_values.claim_refuted(read, word.span(), [one.reading for one in run], message)


def find(read: ReadText) -> list[Problem]:
    """Places that the numbers do not give."""
    words = list(_PLACES.finditer(read.plain))
    runs = named_values.named_lists(read) if words else []
    found = [_problem(read, run, word) for word in words for run in runs]
    return [problem for problem in found if problem]
