"""Numbers as they are said: 3万2 is 3.2万, 1千2 is 1.2千, 两倍半 and 六成三 go on behind."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from halfsky.summary.check.text.numerals import Numeral
from halfsky.summary.check.text.patterns import lazy

# What ends such a number; before a counter (3万2期) the digit may count for itself.
_ENDS = (
    r"(?=\s*(?:[,，](?!\d{3}(?!\d))|[。;；、:!?！？()）\n]|\Z|左右|上下|出头|多(?!\d)|余|的|了))"
)
_NEXT_PLACE = lazy(rf"(?P<big>[万千])(?P<digit>[1-9])(?P<unit>元|块钱)?{_ENDS}")
_THOUSANDS = lazy(r"(?P<big>\d{1,4})万(?P<digit>[1-9])千")
_ENDED = lazy(_ENDS)
_HALVED = {"倍", "斤", "公斤", "吨", "亩", "里", "公里", "米", "尺"}
_AND_A_HALF = lazy(r"半(?![天年月日个小数边价成])")
_TENTH_OF_TENTH = lazy(r"[一二三四五六七八九](?![十百千万人名家个年月类种点些])")


def said(text: str, number: Numeral) -> tuple[Numeral, str] | None:
    """The number with the place below 万 or 千 that goes without saying, and its unit."""
    if number.chinese or not number.whole or number.bare:
        return None
    found = _NEXT_PLACE.match(text, number.end)
    if found:
        return _joined(number, found), found["big"] + (found["unit"] or "")
    written = _THOUSANDS.fullmatch(text, number.start, number.end)
    if written and _ENDED.match(text, number.end):
        return replace(number, value=number.value / 10_000, place=Fraction(1, 10)), "万"
    return None


def _joined(number: Numeral, found: re.Match[str]) -> Numeral:
    value = number.value + Fraction(int(found["digit"]), 10)
    return Numeral(number.start, found.end(), value, Fraction(1, 10), False)


def carried_on(text: str, number: Numeral, unit: str, end: int) -> tuple[Numeral, str, int]:
    """What goes on behind a unit: 1.6%个百分点, 五成半, 六成三, 43斤半, 两倍半."""
    if unit == "%" and text.startswith("个百分点", end):
        return number, "个百分点", end + 4
    if unit in _HALVED and _AND_A_HALF.match(text, end):
        # 两倍半 is more roughly told than 43斤半.
        place = Fraction(1, 5) if unit == "倍" else number.place
        return replace(number, value=number.value + Fraction(1, 2), place=place), unit, end + 1
    if unit == "成半":
        return replace(number, value=number.value + Fraction(1, 2)), "成", end
    tenth = _TENTH_OF_TENTH.match(text, end) if unit == "成" else None
    if tenth:
        more = Fraction("零一二三四五六七八九".index(tenth[0]), 10)
        return replace(number, value=number.value + more, place=Fraction(1, 10)), unit, tenth.end()
    return number, unit, end
