"""How long it took, against the two dates: 六月三日开课,六月二十日结业,历时一个半月."""

from __future__ import annotations

import datetime
import re

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import ReadText

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_TOLD = guarded(
    rf"(?P<month1>{_NUMBER})月(?P<day1>{_NUMBER})日(?P<between>[^。;\n]{{0,24}}?)"
    rf"(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})日(?P<rest>[^。;\n\d]{{0,14}}?)"
    r"(?P<how>历时|为期|历经|前后(?:展出|持续)?|持续|整整|共计?)(?:整整|了|约|近)*"
    rf"(?P<number>{_NUMBER})(?P<unit>天|个半月|个月|周|个星期)"
)
# 5月6日至6月25日,联合妇幼保健院,用51天时间: the two days are told together.
_WHOLE_TIME = guarded(
    rf"(?P<month1>{_NUMBER})月(?P<day1>{_NUMBER})日(?P<between>[-~至到]{{1,2}})"
    rf"(?P<month2>{_NUMBER})月(?P<day2>{_NUMBER})日(?P<rest>[^。;\n\d]{{0,36}}?)"
    r"(?P<how>(?:(?<![使运费利信应作可能够需])用|花|耗|历)时?了?|为期)(?:整整|了)*"
    rf"(?P<number>{_NUMBER})(?P<unit>天)(?!假)"
)
# From one day to another of the month: 6月3日至6日,为期5天; 为期三天的研修班于9月10日至14日举行.
_RANGE = rf"(?P<first>{_NUMBER})日?(?:上午|早)?[-~至到]{{1,2}}(?P<last>{_NUMBER})日"
_SPAN = r"(?:为期|历时|持续)(?P<number>" + _NUMBER + ")天"
_DAYS_TOLD = (
    guarded(rf"(?<=月){_RANGE}(?P<rest>[^。;\n\d]{{0,20}}?){_SPAN}"),
    guarded(
        rf"{_SPAN}(?P<rest>[^。;\n\d]{{0,30}}?)(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月{_RANGE}"
    ),
)
_LONG_TOLD = guarded(
    rf"(?:为期|历时|持续)(?:了|约|近|整整)*(?P<number>{_NUMBER})(?P<unit>天|个半月|个月|周|个星期)的?"
    rf"(?P<between>[^。;\n\d]{{0,30}}?)(?P<month1>{_NUMBER})月(?P<day1>{_NUMBER})日(?P<rest>[^。;\n\d]{{0,12}}?)"
    rf"(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})日(?P<how>[^。;\n\d]{{0,4}})"
)
_OTHER = lazy(r"次年|翌年|去年|上年|明年|报名|分[两二三四\d]|每[周月天日]|累计|集中|月")
_PARTED = lazy(r"其中|每[批期班]|各|分|[批期]|另|报名|前|后")
# So many days may be lost or won by the way of counting.
_SLACK = {"天": 1.0, "周": 4.0, "个星期": 4.0, "个月": 12.0, "个半月": 12.0}
_DAYS = {"天": 1.0, "周": 7.0, "个星期": 7.0, "个月": 30.4, "个半月": 30.4}


def _value(printed: str) -> int:
    if printed == "十":
        return 10
    found = numerals(printed)
    return int(found[0].value) if found else 0


def _days(found: re.Match[str]) -> int | None:
    """From the one date to the other, in a year that is no leap year."""
    month = _value(found["month1"])
    later = _value(found["month2"]) if found["month2"] else month
    try:
        first = datetime.date(2023, month, _value(found["day1"]))
        last = datetime.date(2023, later, _value(found["day2"]))
    except ValueError:
        return None
    return (last - first).days if last > first else None


def _problem(read: ReadText, found: re.Match[str]) -> Problem | None:
    days = _days(found)
    if days is None or _OTHER.search(found["between"] + found["rest"]):
        return None
    unit = found["unit"]
    told = _value(found["number"]) + (0.5 if unit == "个半月" else 0.0)
    made = told * _DAYS[unit]
    # Of so many days in all, some may have been off.
    least = 0.0 if found["how"].startswith("共") else days - _SLACK[unit]
    if least <= made <= days + 1 + _SLACK[unit] or not told:
        return None
    message = f"两个日期之间是{days + 1}天，文中说{found['number']}{unit}。"
    start, end = found.span()
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def _exact(read: ReadText, found: re.Match[str]) -> Problem | None:
    """So many days between two days of one month, which can be counted on the fingers."""
    apart = _value(found["last"]) - _value(found["first"])
    told = _value(found["number"])
    if apart < 1 or not told or told in {apart, apart + 1}:
        return None
    if _OTHER.search(found["rest"]) or _PARTED.search(found["rest"]):
        return None
    message = f"{found['first']}日至{found['last']}日是{apart + 1}天，文中说{found['number']}天。"
    start, end = found.span()
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Spans of time that the dates they run between do not make."""
    spans = (_TOLD, _LONG_TOLD, _WHOLE_TIME)
    every = (told for pattern in spans for told in pattern.finditer(read.plain))
    found = (_problem(read, told) for told in every)
    exact = (_exact(read, told) for pattern in _DAYS_TOLD for told in pattern.finditer(read.plain))
    problems = {problem.end: problem for problem in (*found, *exact) if problem}
    return list(problems.values())
