"""Spans of time that there are not (全年开放400天, 每场90天), and ages nobody reaches."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.units import head_nouns

_AGE = guarded(r"(?P<age>\d{3,4}(?:[.]\d)?)(?:周岁|岁)")
_OLDEST = 115
_OF_TREES = lazy(r"树|庙|城|寺|桥|合计|相加|总和|之和|加起来|加在|凑|合起来|共|万")
_NOT = r"[^,，。;、\d]"
_TOO_LONG = (
    (
        rf"(?:全年|一年|每年|年内|本年度|本年|当年|今年){_NOT}{{0,10}}?(?P<count>\d{{2,3}})个月",
        12,
        "一年只有12个月",
    ),
    (
        rf"(?:全年|一年|每年|年内|本年度|本年|当年|今年){_NOT}{{0,10}}?(?P<count>\d{{3}})天",
        366,
        "一年没有这么多天",
    ),
    (rf"[每一]周(?![^,，。;]*[人个]每){_NOT}{{0,6}}?(?P<count>\d{{1,2}})天", 7, "一周只有7天"),
    (
        r"(?:整月|全月|每月|每个月)(?:[\u4e00-\u9fff]{0,4})(?P<count>\d{2})天",
        31,
        "一个月没有这么多天",
    ),
    (rf"(?:每[天日]|全天|昼夜){_NOT}{{0,8}}?(?P<count>\d{{2,3}})个?小时", 24, "一天只有24小时"),
    (rf"每[节堂讲场]{_NOT}{{0,6}}?(?P<count>\d{{1,3}})天", 7, "一场、一课没有这么久"),
    (rf"(?:休|放)产假{_NOT}{{0,4}}(?P<count>\d{{3}})个月", 24, "产假没有这么久"),
)
_TOO_SHORT = (
    (
        rf"(?:培训|讲座|会议|座谈|课程|学习|比赛|演出)[^。;\d]{{0,12}}(?:为时|历时|时长|用时)"
        rf"{_NOT}{{0,4}}(?P<count>\d)分钟",
        5,
        "办一次活动没有这么短",
    ),
)
# 全年累计巡线420天 of several people, 追回13个月的工资: no span of one year.
# 全年计发412天 of pay, 全年该休651天,人均10.5天: told of all of them together.
_SHARED_OUT = lazy(r"[,，]?(?:人均|平均每[人名位个]|每人平均|每[人名位]平均)")
_ADDED_UP = lazy(
    r"[班轮]共|[计支]发|计[酬薪]|核[算发定]|结算|折[合算]|顶岗|代班|累计|合计|总计|共计|应休|年假|最多|追|欠|拖|补发|工资|人均|各|分别|至|到|从|满|两年"
)


# 上半年外业312天,下半年268天,全年580天: those of several, added up.
_OF_HALVES = lazy(r"上半年[^。;\d]{0,12}\d+天.*下半年[^。;\d]{0,12}\d+天")
_NEAR_HALVES = 70


def find(read: ReadText) -> list[Problem]:
    """Ages, and spans of time within a year, a day or one event, that there cannot be."""
    return [*_ages(read), *_ages_of_things(read), *_spans(read)]


_AGED = guarded(r"\d{1,4}(?:[.]\d)?万?岁(?=[,，、。;)\n]|$)")
_AGELESS = head_nouns.GOODS | {
    *("文字材料", "合同", "案件", "钱", "荣誉", "奖牌", "食品", "草木", "设备", "车辆"),
    *("床位、岗位", "面积", "路程", "产量", "意见、隐患", "建材", "农资"),
}
_NEAR = 16


def _ages_of_things(read: ReadText) -> Iterator[Problem]:
    """捐毛线帽95岁: nothing that is handed out, printed or paid has an age."""
    for match in _AGED.finditer(read.plain):
        words = head_nouns.led_up_to(read.plain[max(0, match.start() - _NEAR) : match.start()])
        last = head_nouns.head(words)
        if last is not None and head_nouns.kinds()[last].name in _AGELESS:
            yield _problem(read, match.start() - len(last), match.end(), f"“{last}”没有岁数")


def _ages(read: ReadText) -> Iterator[Problem]:
    for match in _AGE.finditer(read.plain):
        before = read.plain[max(0, match.start() - 12) : match.start()]
        if Fraction(match["age"]) > _OLDEST and not _OF_TREES.search(before):
            yield _problem(read, match.start(), match.end(), "人活不到这个岁数")


def _spans(read: ReadText) -> Iterator[Problem]:
    for words, most, why in _TOO_LONG:
        for match in guarded(words).finditer(read.plain):
            before = read.plain[max(0, match.start() - _NEAR_HALVES) : match.start()]
            shared = (
                _ADDED_UP.search(match[0])
                or _SHARED_OUT.match(read.plain, match.end())
                or _OF_HALVES.search(before)
            )
            if int(match["count"]) > most and not shared:
                yield _problem(read, match.start("count"), match.end(), why)
    for words, least, why in _TOO_SHORT:
        for match in guarded(words).finditer(read.plain):
            if int(match["count"]) < least:
                yield _problem(read, match.start("count"), match.end(), why)


def _problem(read: ReadText, start: int, end: int, why: str) -> Problem:
    quote = read.text[start:end]
    return Problem(quote, start, end, "unit_error", "wrong", f"{why}，文中“{quote}”可能写错。")
