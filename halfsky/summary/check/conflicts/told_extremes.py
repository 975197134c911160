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


# 最少的一场也有52人 … 放在宿舍的那一场,46人.
_LIMIT_OF_ONE = lazy(
    r"(?:(?P<most>最[多高大])|(?P<least>最[少低小]))的?(?:那)?一?(?P<what>[场期次班批讲课]|节课?|天|回)[,，]?(?:也|才|只|就)?(?:有|来了?|到|是|为|达到?)?[\u4e00-\u9fff]{0,2}$"
)
_THAT_ONE = lazy(
    r"[那这]一?(?P<what>[场期次班批讲课]|节课?|天|回)[,，]?(?:[来到]了|有|只有|挤了|坐了)?$"
)
_REACH = 4


def _that_one(read: ReadText, limit: Reading) -> Problem | None:
    """One of those of which the least was told, with less."""
    found = _LIMIT_OF_ONE.search(limit.lead[-16:])
    if not found or _APART.search(limit.lead[-16:]):
        return None
    word = "最多" if found["most"] else "最少"
    for other in read.around(limit, 0, _REACH):
        told = _THAT_ONE.search(other.lead[-12:]) if other.start > limit.end else None
        if not told or told["what"][0] != found["what"][0] or other.claim.unit != limit.claim.unit:
            continue
        more = other.interval.low > limit.interval.high
        less = other.interval.high < limit.interval.low
        if more if found["most"] else less:
            what = told["what"]
            message = f"文中说{word}的一{what}是{quoted(limit)}，却有一{what}是{quoted(other)}。"
            return evidence.finding(read, "contradiction", "wrong", [limit, other], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Values beyond the most or the least that is told."""
    if "最" not in read.plain:
        return []
    found = [_problem(read, one) or _that_one(read, one) for one in read.readings]
    return [problem for problem in found if problem]
