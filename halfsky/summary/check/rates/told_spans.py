"""Spans of time that words tell, in days, weeks, months, quarters and years: 服务90天, 1至10月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import lazy

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DAYS = lazy(rf"(?<![\d年月第])(?P<n>{_NUMBER})\s?(?:个)?(?:工作日|天|日(?![期前内]))")
_WEEKS = lazy(rf"(?<![\d第])(?P<n>{_NUMBER})\s?(?:个)?(?:周|星期)")
_MONTHS = lazy(rf"(?<![\d第])(?P<n>{_NUMBER})\s?个月")
_YEARS = lazy(rf"(?<![\d第])(?P<n>{_NUMBER})\s?(?:个)?年(?:间|里|来|中|时间|共|,|，)")
_MONTH_TO_MONTH = lazy(
    r"(?P<a>\d{1,2})\s?月?(?:\d{1,2}日)?(?:启用|起|开始)?[,，]?\s?(?:-|~|至|到|—)\s?(?P<b>\d{1,2})\s?月"
)
_OF_MONTHS = {lazy(r"全年|一年|年度"): 12, lazy(r"半年"): 6, lazy(r"[一二三四]季度|一个季度"): 3}
# The days of each, all told and working days alone.
UNITS_OF_TIME = {
    "日": (1, 1),
    "天": (1, 1),
    "周": (5, 7),
    "月": (20, 31),
    "季": (60, 92),
    "年": (240, 366),
}
_TOLD_TIMES = {"天": _DAYS, "周": _WEEKS, "月": _MONTHS, "年": _YEARS}


def _numbers(pattern: re.Pattern[str], words: str) -> Iterator[Fraction]:
    for found in pattern.finditer(words):
        read = numerals(found["n"])
        if len(read) == 1 and read[0].value:
            yield Fraction(read[0].value)


def _told_spans(words: str) -> Iterator[tuple[str, Fraction]]:
    """The spans of time that the words tell: so many of a unit."""
    for unit, pattern in _TOLD_TIMES.items():
        for number in _numbers(pattern, words):
            yield unit, number
    for found in _MONTH_TO_MONTH.finditer(words):
        months = int(found["b"]) - int(found["a"]) + 1
        if months > 0:
            yield "月", Fraction(months)
    for pattern, months in _OF_MONTHS.items():
        if pattern.search(words):
            yield "月", Fraction(months)


_IN_MONTHS = {"月": 1, "季": 3, "年": 12}


def spans(words: str, unit: str) -> Iterator[Interval]:
    """How many days, weeks, months or years the words may speak of."""
    least, most = UNITS_OF_TIME[unit]
    for told, number in _told_spans(words):
        days = UNITS_OF_TIME[told]
        if told in _IN_MONTHS and unit in _IN_MONTHS:
            exact = number * _IN_MONTHS[told] / _IN_MONTHS[unit]
            yield Interval(exact, exact)
        elif days == (least, most):
            yield Interval(number, number)
        elif days[0] > most:
            yield Interval(number * days[0] / most, number * days[1] / least)
