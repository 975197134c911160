"""Dates of a text: 2021年5月, 五月三日, 4月6日至9日, 6月中旬."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import guarded

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DATE = guarded(
    rf"(?:(?P<year>(?:19|20)\d\d)年)?(?<![\d第个.历时近半又])(?P<month>{_NUMBER})月"
    rf"(?:(?P<day>{_NUMBER})日(?:[-~至到]{{1,2}}(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})日)?"
    r"|(?P<part>[上中下]旬|初|底|末))?"
)
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31)}


def value(printed: str) -> int:
    """A small number in figures or in Chinese; nought where it is neither."""
    found = numerals(printed.replace("十", "一十") if printed[:1] == "十" else printed)
    return int(found[0].value) if found else 0


class Moment(NamedTuple):
    """A date and where it stands; `first` and `last` are month and day of its bounds."""

    start: int
    end: int
    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def month(self) -> int:
        return self.first[0]

    def before(self, other: Moment) -> bool:
        """Whether it ends before the other begins, where the years are told of both or neither."""
        if self.year and other.year:
            return (self.year, *self.last) < (other.year, *other.first)
        return self.last < other.first


def _moment(found: re.Match[str]) -> Moment | None:
    month = value(found["month"])
    first, last = (month, 1), (month, 31)
    if found["day"]:
        first = last = (month, value(found["day"]))
    if found["day2"]:
        last = (value(found["month2"]) if found["month2"] else month, value(found["day2"]))
    if found["part"]:
        low, high = _PARTS.get(found["part"], (21, 31))
        first, last = (month, low), (month, high)
    if not (1 <= month <= 12 and first <= last and first[1] <= 31 and last[1] <= 31):
        return None
    year = int(found["year"]) if found["year"] else None
    return Moment(found.start(), found.end(), year, first, last)


def moments(plain: str, start: int = 0, end: int | None = None) -> Iterator[Moment]:
    """The dates of a stretch of a normalised text, in order."""
    if "月" not in plain:
        return
    for found in _DATE.finditer(plain, start, len(plain) if end is None else end):
        moment = _moment(found)
        if moment:
            yield moment
