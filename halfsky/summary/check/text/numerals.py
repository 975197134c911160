"""Numerals of a text: Arabic, Chinese and mixed, with the place of their last digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "俩": 2,
    "仨": 3,
    "○": 0,
    "廿": 20,
}
TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

_CHINESE = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖两十百千拾佰仟"
_ARABIC_RE = re.compile(
    r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?"
    # ￥120，350名 is two numbers.
    r"|(?<![¥￥\d])\d{1,3}(?:，\d{3})+(?!\d|\s?%)(?:\.\d+)?"
    r"|\d{1,3}(?: \d{3})+(?! ?\d)"
    r"|\d{1,5}(?:[ \n]\d{1,4})"
    r"(?=\s?[余多]?\s?[万人名份元户家件场期个次条起支对篇册本间项位])(?<!\d\d\d\d\d\d\d)"
    # 9 5% is one number, 27 80% are two cells of a table.
    r"|\d[ \n]\d(?=\s?%)"
    r"|\d(?: \d){2,6}(?=\s?[余多]?\s?(?:万|人|名|份|元|户|家|件|场|期|个|次))"
    r"|\d+、00(?=元|万元)"
    r"|\d+(?:\s?\.\s?\d+)?"
)
_CHINESE_RE = re.compile(rf"[{_CHINESE}]+(?:点[零〇一二三四五六七八九]+)?")
# 三万五千 and 3万5千 are one number; 三万 before a unit keeps 万 for the unit.
_COMPOUND_RE = re.compile(
    rf"(?P<head>\d+(?:\.\d+)?|[{_CHINESE}]+)(?P<big>亿|万)零?(?P<tail>[{_CHINESE}]*[一二三四五六七八九两十百千](?!瓦时)|\d+千(?:\d+百)?|\d{{4}})"
    r"(?P<more>万(?=[人名元家份件户次余多])|)"
)
_POSITIONAL_RE = re.compile(r"[零〇一二三四五六七八九]{2,}")


@dataclass(frozen=True)
class Numeral:
    """A number as it stands in the text; `place` is the worth of its last printed digit."""

    start: int
    end: int
    value: Fraction
    place: Fraction
    chinese: bool
    bare: bool = False

    @property
    def whole(self) -> bool:
        return self.place >= 1


def chinese_value(word: str) -> Fraction | None:
    """The value of a Chinese numeral such as 一百二十, 三十九, 两千零五; None if it is none."""
    head, _, decimals = word.partition("点")
    whole = _positional(head) if _POSITIONAL_RE.fullmatch(head) else _additive(head)
    if whole is None:
        return None
    if decimals:
        digits = "".join(str(DIGITS[character]) for character in decimals)
        return Fraction(f"{whole}.{digits}")
    return Fraction(whole)


def _positional(word: str) -> int | None:
    return int("".join(str(DIGITS[character]) for character in word))


def _additive(word: str) -> int | None:
    total = section = digit = 0
    smallest = 10**9
    for character in word:
        if character in TENS:
            scale = TENS[character]
            section += (digit or (1 if not section else 0)) * scale
            digit, smallest = 0, scale
        elif character in MYRIADS:
            total = (total + section + digit) * MYRIADS[character]
            section = digit = 0
            smallest = MYRIADS[character]
        else:
            if digit and DIGITS[character]:
                return None
            digit = DIGITS[character]
            smallest = 1 if character in "零〇" else smallest
    # 三万五 and 一百二 mean thirty-five thousand and a hundred and twenty.
    if digit and smallest >= 100 and smallest < 10**9:
        digit *= smallest // 10
    return total + section + digit


def _mixed_value(word: str) -> Fraction | None:
    """3万5千, 1亿2000万: Arabic digits with Chinese places inside one number."""
    total = Fraction(0)
    section = Fraction(0)
    for digits, scale in re.findall(r"(\d+(?:\.\d+)?)([百千万亿]?)", word):
        worth = Fraction(digits) * {"百": 100, "千": 1000}.get(scale, 1)
        section += worth
        if scale in MYRIADS:
            total = (
                (total + section) * MYRIADS[scale]
                if scale == "亿"
                else (total + section * MYRIADS[scale])
            )
            section = Fraction(0)
    return total + section


def _place_of(value: Fraction) -> Fraction:
    """The worth of the last digit that is not nought (1 for nought)."""
    if value == 0 or value.denominator != 1:
        return Fraction(1)
    place = 1
    number = int(value)
    while number % (place * 10) == 0:
        place *= 10
    return Fraction(place)


def significant_place(numeral: Numeral) -> Fraction:
    """The worth of the last digit that is not nought, for the width of 余 and 近."""
    return _place_of(numeral.value) if numeral.whole else numeral.place


def _compound_at(text: str, at: int) -> Numeral | None:
    found = _COMPOUND_RE.match(text, at)
    if not found or found["head"] in {"百", "千"}:
        return None
    word = found.group()
    if any(character.isdigit() for character in word):
        if any(character in DIGITS for character in word):
            return None
        value = _mixed_value(word)
    else:
        value = chinese_value(word)
    if value is None or value.denominator != 1:
        return None
    end = found.end() - len(found["more"])
    if found["more"]:
        value /= MYRIADS["万"]
    return Numeral(at, end, value, Fraction(1), not text[at].isdigit())


def _arabic_at(text: str, at: int) -> Numeral | None:
    found = _ARABIC_RE.match(text, at)
    if not found:
        return None
    word = re.sub(r"[\s,，]", "", found.group()).replace("、", ".")
    places = len(word.partition(".")[2])
    return Numeral(at, found.end(), Fraction(word), Fraction(1, 10**places), False)


def _chinese_at(text: str, at: int) -> Numeral | None:
    found = _CHINESE_RE.match(text, at)
    if not found:
        return None
    word = found.group()
    value = chinese_value(word)
    if value is None:
        return None
    places = len(word.partition("点")[2])
    bare = word in {"百", "千"}
    return Numeral(at, found.end(), value, Fraction(1, 10**places), True, bare)


def _bare_myriad_at(text: str, at: int) -> Numeral | None:
    if text[at] not in MYRIADS:
        return None
    value = Fraction(MYRIADS[text[at]])
    return Numeral(at, at + 1, value, value, True, True)


_ANY = re.compile(rf"[\d{_CHINESE}万亿]")


def numerals(text: str) -> list[Numeral]:
    """Every numeral of a normalised text, in order, none overlapping another."""
    found: list[Numeral] = []
    at = 0
    while hit := _ANY.search(text, at):
        start = hit.start()
        number = (
            _compound_at(text, start)
            or _arabic_at(text, start)
            or _chinese_at(text, start)
            or _bare_myriad_at(text, start)
        )
        if number is None:
            at = start + 1
            continue
        found.append(number)
        at = number.end
    return found
