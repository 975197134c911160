"""A word of growth or decline that the two numbers beside it refute: 由27间增加到22间."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_RISE = r"增加|上升|提高|提升|扩大|发展|增长|上涨|攀升|壮大|增多"
_FALL = r"减少|下降|降低|压缩|缩减|回落|缩短|压减|下跌|精简"
_FROM = lazy(r"[由从][^,，。;\d]{0,14}$")
_TO = r"(?:近|约)?)$"
_ROSE = lazy(rf"^(?:[^,，。;:\d]{{0,10}}(?:(?:{_RISE})[到至为]|[增升涨]至|[升涨增]到)了?" + _TO)
_FELL = lazy(rf"^(?:[^,，。;:\d]{{0,10}}(?:(?:{_FALL})[到至为]|[降减]至|[降减]到)了?" + _TO)
# 46个,比首届的52个|多6个
_BASE = lazy(r"(?:比|较|同|与|跟)[^,，。;:\d]{0,12}$")
_MORE_BY = lazy(rf"^(?:[^,，。;:\d]{{0,4}}(?:{_RISE}|多|增)了?)$")
_LESS_BY = lazy(rf"^(?:[^,，。;:\d]{{0,4}}(?:{_FALL}|少|减)了?)$")
# 28场,上年为33场,|场次比上年有所增加
_YEAR = r"(?:去年|上年|上届|上期|上季度?|上月|前年|同期)(?:同期)?"
_YEAR_BEFORE = lazy(_YEAR + r"(?:的?是|为|有|共)?$")
_THAN = (
    rf"^[,，;](?:人数|人次|场次|次数|件数|数量|总数|总量|户数|份数|期数|金额|规模)?(?:比|较|同|与){_YEAR}"
    r"(?:相比)?,?(?:又|也|都|均|略|稍|明显|大幅|有所|有|继续|再|还|逐步|已|都有){0,3}"
)
_MORE_THAN = lazy(_THAN + rf"(?:{_RISE})(?:了|一些)?(?:[,，。;]|$)")
_LESS_THAN = lazy(_THAN + rf"(?:{_FALL})(?:了|一些)?(?:[,，。;]|$)")


def _direction(up: re.Pattern[str], down: re.Pattern[str], words: str) -> int:
    """1 for growth, -1 for decline, 0 where the words tell neither."""
    return bool(up.search(words)) - bool(down.search(words))


def _against(direction: int, before: Interval, now: Interval) -> bool:
    """Whether the numbers go the other way."""
    return now.high < before.low if direction > 0 else before.high < now.low


def _alike(one: Reading, other: Reading) -> bool:
    portions = evidence.is_portion(one) and one.kind == other.kind
    return portions or (one.claim.unit == other.claim.unit and evidence.is_count(one))


def _problem(read: ReadText, told: list[Reading], before: Reading, now: Reading) -> Problem:
    way = "减少" if now.interval.high < before.interval.low else "增加"
    message = f"从{quoted(before)}到{quoted(now)}是{way}，文中说的方向相反。"
    return evidence.finding(read, "contradiction", "wrong", told, message)


def _from_to(read: ReadText, before: Reading, now: Reading) -> Problem | None:
    """由27间增加到22间."""
    direction = _direction(_ROSE, _FELL, now.lead)
    told = direction and _FROM.search(before.before) and _alike(before, now)
    if not told or not _against(direction, before.interval, now.interval):
        return None
    return _problem(read, [before, now], before, now)


def _by(read: ReadText, now: Reading, before: Reading, change: Reading) -> Problem | None:
    """参演节目46个,比首届的52个多了6个: the difference shows that these two are meant."""
    direction = _direction(_MORE_BY, _LESS_BY, change.lead)
    told = direction and _BASE.search(before.before) and _alike(now, before)
    if not told or not _against(direction, before.interval, now.interval):
        return None
    gap = before.interval - now.interval if direction > 0 else now.interval - before.interval
    alike = change.claim.unit == now.claim.unit and gap.meets(change.interval)
    return _problem(read, [now, before, change], before, now) if alike else None


def _than(read: ReadText, now: Reading, before: Reading) -> Problem | None:
    """28场,上年为33场,场次比上年有所增加."""
    year = _YEAR_BEFORE.search(before.lead)
    if not year or not _alike(now, before) or len(before.lead) > 16:
        return None
    direction = _direction(_MORE_THAN, _LESS_THAN, before.tail[:40])
    if not direction or not _against(direction, before.interval, now.interval):
        return None
    return _problem(read, [now, before], before, now)


def find(read: ReadText) -> list[Problem]:
    """Numbers that go the other way than their words."""
    found: list[Problem | None] = []
    for group in read.groups.values():
        for at in range(1, len(group)):
            found.append(_from_to(read, *group[at - 1 : at + 1]))
            found.append(_than(read, *group[at - 1 : at + 1]))
            if at > 1:
                found.append(_by(read, *group[at - 2 : at + 1]))
    return [problem for problem in found if problem]
