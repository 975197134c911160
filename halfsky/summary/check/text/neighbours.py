"""Two neighbouring digits that stand for two numbers: 三四十人 are thirty or forty."""

from __future__ import annotations

import re
from fractions import Fraction

from halfsky.summary.check.text.numerals import Numeral, numerals
from halfsky.summary.check.text.patterns import lazy

_NEIGHBOURS = lazy(
    r"(?<![\d一二三四五六七八九十百千万点])(一二|二三|三四|四五|五六|六七|七八|八九|三五)([十百千]?)"
)


def with_neighbours(text: str) -> list[Numeral]:
    """Numerals, with 三四十 read as 三十 and 四十."""
    numbers = []
    for number in numerals(text):
        found = _NEIGHBOURS.match(text, number.start)
        if not found and number.start:
            found = _NEIGHBOURS.match(text, number.start - 1)
            if found and found.end() < number.end:
                found = None
        if found and number.chinese and found.end() >= number.end:
            numbers += _neighbours(found)
        else:
            numbers.append(number)
    return numbers


def _neighbours(found: re.Match[str]) -> list[Numeral]:
    scale = {"十": 10, "百": 100, "千": 1000}.get(found[2], 1)
    at = found.start()
    digits = "零一二三四五六七八九"
    both = []
    for place, digit in enumerate(found[1]):
        value = Fraction(digits.index(digit) * scale)
        both.append(
            Numeral(at + place, at + 1 + place * (1 + len(found[2])), value, Fraction(scale), True)
        )
    return both
