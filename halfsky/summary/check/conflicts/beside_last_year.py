"""More, less or as many as last year, with no number: 去年52起变为57起,同比下降; 与上年持平."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence, named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.conflicts import rankings
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_RISE = r"(?P<rise>稳中有升|上升|增加|增长|提高|上涨|增多|回升|攀升|走高)"
_FALL = r"(?P<fall>稳中有降|下降|减少|降低|回落|下滑|缩减|走低|下跌)"
_SAME = r"(?P<same>持平|不变|相同|不增不减|没有变化)"
_YEAR = r"(?:去年|上一?年|前年|上一?届|上一?期|上一?季度?|上一?月)"
_ADVERBS = (
    r"(?P<about>基本|大致|大体)?"
    r"(?:有所|略有|明显|大幅|显著|继续|持续|均有|都有|稍有|小幅|又有?|也|均|都|呈|呈现){0,3}"
)
_WAY = rf"(?:{_RISE}|{_FALL}|{_SAME})"
_ENDS = r"(?:了|趋势|态势|势头)?(?=[,，。;、)\n]|$)"
# …,同比下降; …,与上年持平; …,比上年有所增加
_SAID = lazy(
    rf"^[)）]?\s?[,，;]?(?P<measure>[\u4e00-\u9fff]{{0,6}}?)(?P<counted>人数|人次|场次|次数|件数|数量|总数|总量|户数|份数|期数|金额|规模|比例|占比)?"
    rf"(?:(?P<compared>同比|环比|(?:比|较|同|与|和){_YEAR}(?:同期)?(?:相比)?|两[年相]{{1,2}}比?较?|较?同期)[,，]?)?{_ADVERBS}{_WAY}{_ENDS}"
)
_THEN = lazy(rf"(?:{_YEAR}(?:度|同期)?|同期|上年度)[^,，。;:\d]{{0,6}}$")
_NOW = lazy(r"(?:变为|变成|到|为|至|今年|本年|本期|本届)[^,，。;:\d]{0,4}$")
_ONE_YEAR, _ONE_PERIOD = lazy(r"去年|上一?年|同期|前年"), lazy(r"上一?[月期季届]")
_ASIDE = lazy(r"\((?:去年|上一?年|前年|同期)[^()]*$")
_CLAIM = guarded(
    rf"(?P<said>[^,，。;:()\n]{{2,24}}?)(?P<compared>(?:比|较|同|与|和)(?:去年|上一?年)(?:同期)?(?:相比)?)?{_ADVERBS}{_WAY}{_ENDS}"
)
_PERIOD = lazy(r"[一二三四]季度|[上下]半年|\d{1,2}月")
_RATE = lazy(r"率|[人户场家]均|标准|平均")
# 上年6项,今年多了2项;省部级去年也是15项,持平: by how much is no number of either year.
_BY_HOW_MUCH = lazy(r"(?:多|少|增加?|减少?|净增|上升|下降|提高|降低)[了出]?$")
_OF_A_PART = lazy(r"其中|计划|目标|预计|力争|率|占比|比例|[人户场家]均")


def _refuted(way: re.Match[str], before: Reading, now: Reading) -> bool:
    """Whether the two go another way than the words."""
    earlier, later = evidence.firm(before), evidence.firm(now)
    if way["rise"]:
        return later.high < earlier.low
    if way["fall"]:
        return later.low > earlier.high
    if later.meets(earlier):
        return False
    room = later.middle / (10 if way["about"] else 100)
    return abs(later.middle - earlier.middle) > room


def _problem(
    read: ReadText, span: tuple[int, int], words: str, before: Reading, now: Reading
) -> Problem:
    message = f"由{quoted(before)}到{quoted(now)}，文中“{words.strip(',，;)） ')}”，对不上。"
    return named_values.claim_refuted(read, span, [before, now], message)


def _told_apart(one: Reading, other: Reading) -> tuple[Reading, Reading] | None:
    """Which of the two is of the year before."""
    if _BY_HOW_MUCH.search(one.before):
        return None
    first, second = _THEN.search(one.lead[-24:]), _THEN.search(other.lead[-24:])
    if first and not second and (_NOW.search(other.lead) or re.match("^[,，;]", other.lead)):
        return one, other
    return (other, one) if second and not first else None


def _of_measure(read: ReadText, one: Reading, other: Reading, measure: str, counted: str) -> bool:
    """Whether what is said to have grown is what the two count: 支出8.6万元,…,支出有所增长."""
    if counted and (counted in {"比例", "占比"}) != evidence.is_portion(one):
        return False
    if not measure:
        return True
    if _RATE.search(measure) and not evidence.is_portion(one):
        return False
    return measure in read.plain[max(one.sentence.start, one.start - 40) : other.end]


def _right_behind(read: ReadText, one: Reading, other: Reading) -> Problem | None:
    """去年52起变为57起,同比下降; 今年28场(去年33场),与上年持平."""
    way = _SAID.match(read.plain[other.end : other.end + 40])
    if not way or one.claim.unit != other.claim.unit or len(other.lead) > 24:
        return None
    if one.kind != other.kind or other.claim.approx or one.claim.approx or "其中" in other.lead:
        return None
    apart = _told_apart(one, other)
    if apart is None or (_OF_A_PART.search(other.lead) and not evidence.is_portion(one)):
        return None
    before, now = apart
    if not _of_measure(read, one, other, way["measure"], way["counted"]):
        return None
    periods = [_PERIOD.findall(it.lead[-24:]) for it in (one, other)]
    if all(periods) and periods[0] != periods[1] and (way["compared"] or "同比") != "环比":
        return None
    compared = way["compared"] or ""
    of_period = _ONE_PERIOD.search(before.lead[-24:])
    if (compared in {"同比", "同期"} and of_period) or (compared == "环比" and not of_period):
        return None
    if not _refuted(way, before, now):
        return None
    return _problem(read, (other.end, other.end + way.end()), way.group(), before, now)


def _listed(
    read: ReadText, runs: list[list[named_values.Named]], word: re.Match[str]
) -> Problem | None:
    """大坝340人(上年340人),白沙275人(上年298人)。大坝、白沙均与上年持平."""
    for run in reversed(runs):
        _start, end = named_values.span_of(run)
        if end > word.start() or word.start() - end > 60 or "\n" in read.plain[end : word.start()]:
            continue
        for one in rankings.members(run, word["said"]):
            aside = one.aside
            if aside and _THEN.search(aside.lead[-12:]) and _refuted(word, aside, one.reading):
                return _problem(read, word.span(), word.group(), aside, one.reading)
    return None


def find(read: ReadText) -> list[Problem]:
    """Growth, decline or neither since last year that the two numbers refute."""
    found = [
        _right_behind(read, *group[at - 1 : at + 1])
        for group in read.groups.values()
        for at in range(1, len(group))
    ]
    if any(_ASIDE.search(one.lead) for one in read.readings):
        runs = [run for run in named_values.named_lists(read, 2) if any(one.aside for one in run)]
        found += [
            _listed(read, runs, word)
            for word in _CLAIM.finditer(read.plain)
            if not _OF_A_PART.search(word["said"])
        ]
    return [problem for problem in found if problem]
