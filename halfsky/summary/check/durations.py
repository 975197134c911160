"""How long it took, against the two dates: 六月三日开课,六月二十日结业,历时一个半月."""

from __future__ import annotations

import datetime
import re

from halfsky.summary.check.numerals import numerals
from halfsky.summary.check.patterns import guarded
from halfsky.summary.check.reading import ReadText
from halfsky.summary.check.report import Problem

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_TOLD = guarded(
    rf"(?P<month1>{_NUMBER})月(?P<day1>{_NUMBER})日(?P<between>[^。;\n]{{0,24}}?)"
    rf"(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})日(?P<rest>[^。;\n\d]{{0,14}}?)"
    r"(?P<how>历时|为期|历经|前后(?:展出|持续)?|持续|整整|共计?)(?:整整|了|约|近)*"
    rf"(?P<number>{_NUMBER})(?P<unit>天|个半月|个月|周|个星期)"
)
_OTHER = re.compile(r"次年|翌年|去年|上年|明年|分[两二三四\d]|每[周月天日]|累计|集中|月")
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


def find(read: ReadText) -> list[Problem]:
    """Spans of time that the dates they run between do not make."""
    found = (_problem(read, told) for told in _TOLD.finditer(read.plain))
    return [problem for problem in found if problem]
