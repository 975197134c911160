"""The most or the least told with its time, another beyond it: 最多的是7月,为940人;…9月1060人."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TIME = (
    r"(?P<time>\d{4}年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第?[一二三四]季度"
    r"|第(?:[一二三四五六七八九十]{1,2}|\d{1,2})[届期场批次周])"
)
_IS = r"[,，(]?\s?(?:共|也)?(?:为|有|是|达到?)?$"
_EXTREME = lazy(
    r"(?:(?P<most>最[多高大])|(?P<least>最[少低小]))的?[\u4e00-\u9fff]{0,4}?(?:是|为|在|出现在)"
    rf"{_TIME}份?{_IS}"
    rf"|{_TIME.replace('time', 'first')}"
    rf"[\u4e00-\u9fff]{{0,6}}(?:(?P<more>最[多高])|(?P<less>最[少低])){_IS}"
)
_OTHER = lazy(rf"{_TIME}(?:的)?(?P<thing>[\u4e00-\u9fff“”]{{0,10}})$")
_APART = lazy(
    r"去年|上年|前年|同期|累计|合计|计划|目标|预计|截至|以来|其中|全[市省国县区]|至\d|到\d|比|增|减|新|平均|每"
)


def _beyond(limit: Reading, found: re.Match[str], other: Reading) -> bool:
    if found["most"] or found["more"]:
        return other.interval.low > limit.interval.high
    return other.interval.high < limit.interval.low


def _others(read: ReadText, limit: Reading) -> list[Reading]:
    """Numbers of the unit in the sentences around, in the same paragraph."""
    return [
        one
        for one in read.around(limit, 3, 5)
        if one is not limit
        and one.claim.unit == limit.claim.unit
        and one.sentence.paragraph == limit.sentence.paragraph
        and evidence.is_portion(one) == evidence.is_portion(limit)
    ]


def _problem(read: ReadText, limit: Reading) -> Problem | None:
    found = _EXTREME.search(limit.lead[-30:])
    if not found:
        return None
    time = (found["time"] or found["first"] or "").removesuffix("份")
    start = max(limit.sentence.start, limit.start - 60)
    topic = evidence.bigrams(read.plain[start : limit.start])
    for other in _others(read, limit):
        told = _OTHER.search(other.lead[-18:])
        if not told or _APART.search(other.lead[-18:]):
            continue
        when = told["time"].removesuffix("份")
        thing = re.sub(r"达到?|有|为|是|共|升至|突破", "", told["thing"])
        alike = when[-1] == time[-1] and when != time
        if not alike or (thing and not evidence.bigrams(thing) & topic):
            continue
        if _beyond(limit, found, other):
            word = "最多" if found["most"] or found["more"] else "最少"
            message = f"文中说{time}{word}，是{quoted(limit)}，{when}却有{quoted(other)}。"
            involved = sorted((limit, other), key=lambda one: one.start)
            return evidence.finding(read, "contradiction", "wrong", involved, message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Values beyond the most or the least that is told."""
    if "最" not in read.plain:
        return []
    found = [_problem(read, one) for one in read.readings]
    return [problem for problem in found if problem]
