"""A term, the day it begins and the day it ends: 期限三年,自2024年4月1日起,至2027年3月31日止.

Where the beginning has no year of its own it may be any year that the text names before it.
"""

from __future__ import annotations

import datetime
import re

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.moments import value
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_SMALL = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?P<month{0}>\d{{1,2}})月(?P<day{0}>\d{{1,2}})日"
_BEGINS = rf"(?:(?P<year1>{_YEAR})年)?(?<![\d.])" + _DAY.format(1)
_ENDS = rf"(?P<year2>{_YEAR})年" + _DAY.format(2)
_HOUR = r"(?:零时|\d{1,2}[时点]|零点)?"
_TERM = (
    r"(?:为期|期限|任期|聘期|有效期|租期|租赁期|(?:保障|保险|合同|服务|协议|公示|试用|挂职|帮扶|结对)期)"
    rf"[^,，。;:\n\d]{{0,4}}?[:,，。]?\s?(?:为|是|共|暂定)?(?P<term>{_SMALL})(?P<unit>年|个月)(?!度|以[上内])"
)
_FROM_TO = rf"[,，]?[-~至到]{{1,2}}{_ENDS}"
_RISES = rf"{_HOUR}(?:起|开始|生效|起算|零时起)?"
_TOLD = (
    guarded(rf"{_TERM}[,，;(]?\s?(?:即|从|自|由|为)*{_BEGINS}{_RISES}{_FROM_TO}"),
    guarded(
        rf"(?:于|自|从){_BEGINS}{_RISES}[\u4e00-\u9fff]{{0,10}}[,，]{_TERM}[,，](?:有效期?)?[至到]{_ENDS}"
    ),
    guarded(rf"{_BEGINS}{_RISES}{_FROM_TO}{_HOUR}止?[,，(](?:共计|共|合计)?{_TERM}"),
)
_OTHERWISE = lazy(r"延[期长]|提前|顺延|届中|修订|改为|缩短")
_ANOTHER_YEAR = lazy(r"去年|上年|前年|明年|次年|翌年")
_NAMED = guarded(rf"(?<!\d){_YEAR}(?=年)")
# Whether the last day is in the term or behind it, and a day by the way of counting.
_EARLIEST, _LATEST = -2, 1


def _date(year: int, month: int, day: int) -> datetime.date | None:
    """The day; the last of the month where the month is shorter."""
    for shorter in range(4):
        try:
            return datetime.date(year, month, day - shorter)
        except ValueError:
            continue
    return None


def _end(year: int, found: re.Match[str]) -> datetime.date | None:
    """The day behind the last one of a term that begins in the year."""
    term, month = value(found["term"].replace("两", "二")), int(found["month1"])
    months = year * 12 + month - 1 + term * (12 if found["unit"] == "年" else 1)
    return _date(months // 12, months % 12 + 1, int(found["day1"])) if term else None


def _years(read: ReadText, found: re.Match[str]) -> list[int]:
    """The year that the beginning tells, or all that it may be of."""
    if found["year1"]:
        return [int(found["year1"])]
    sentence = re.split(r"[。\n]", read.plain[max(0, found.start() - 60) : found.end()])[-1]
    if _ANOTHER_YEAR.search(sentence):
        return []
    return sorted({int(one.group()) for one in _NAMED.finditer(read.plain, 0, found.start())})


def _problem(read: ReadText, found: re.Match[str]) -> Problem | None:
    told = _date(int(found["year2"]), int(found["month2"]), int(found["day2"]))
    made = (_end(year, found) for year in _years(read, found))
    ends = [day for day in made if day]
    around = read.plain[max(0, found.start() - 12) : found.end() + 12]
    if told is None or not ends or _OTHERWISE.search(around):
        return None
    if any(_EARLIEST <= (told - day).days <= _LATEST for day in ends):
        return None
    first = read.plain[found.start("month1") : found.end("day1")]
    year = f"{found['year1']}年" if found["year1"] else ""
    last = min(ends, key=lambda day: abs((told - day).days)) - datetime.timedelta(1)
    message = (
        f"从{year}{first}日起{found['term']}{found['unit']}，到{_said(last)}为止"
        f"，文中到{_said(told)}，对不上。"
    )
    start, end = found.span()
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _said(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def find(read: ReadText) -> list[Problem]:
    """Days on which a term should end and does not."""
    if "期" not in read.plain:
        return []
    told = (one for pattern in _TOLD for one in pattern.finditer(read.plain))
    problems = {one.end(): _problem(read, one) for one in told}
    return [problem for problem in problems.values() if problem]
