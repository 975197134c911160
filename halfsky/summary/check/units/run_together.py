"""Two units behind one number, of which no word is made: 35人次户, 20分人, 4.6万人毫升."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.wording import unit_kinds

_PEOPLE = frozenset({"person", "household", "attendance", "visits"})
_MEASURES = frozenset({"goods", "hours", "place", "score", "letters"})
# 三班人, 两家人, 一桌人, 五批人: people told by what they make up.
_MAKE_UP = frozenset({"class_group", "team", "organisation", "session", "couple", "generic"})
# 8人桌, 7座5人车, 12人艘: what so many people fit in. 人次听: they came to hear.
_FOR_PEOPLE = frozenset("桌座车台辆箱盒包袋听")
# 一车人, 两桌人: a load of people; 8小时人 is a slip.
_HOLD_PEOPLE = frozenset("车辆艘桌")
_MADE_WORDS = frozenset({"人分", "人工时", "人小时", "人课时", "人学时"})


def _is_slip(first: str, second: str) -> bool:
    """Whether the second unit has no business behind the first."""
    kinds = unit_kinds()
    if first + second in kinds or first + second in _MADE_WORDS or first == second:
        return False
    before, after = kinds[first], kinds[second]
    if before in _PEOPLE:
        return (after in _PEOPLE and before != after) or (
            after in _MEASURES and second not in _FOR_PEOPLE
        )
    if after in _PEOPLE:
        return before not in _MAKE_UP and first not in _HOLD_PEOPLE
    return before == "money" and after == "goods"


# 单价15元盒: only the stroke between the two is left out.
_PRICE = lazy(r"(?:价|每[\u4e00-\u9fff]{1,4})[^,，。;]{0,6}$")


@cache
def _pattern() -> re.Pattern[str]:
    """A number with two units, where the clause ends."""
    forms = "|".join(sorted(map(re.escape, unit_kinds()), key=len, reverse=True))
    return re.compile(
        rf"(?<!每)(?<![\d.])[\d.]+[余多]?[万千百]?(?P<whole>(?P<first>{forms})(?P<second>{forms}))"
        r"(?=[,，。;、)]|\n|$)"
    )


def find(read: ReadText) -> Iterator[Problem]:
    """Numbers whose unit is run together with another."""
    for match in _pattern().finditer(read.plain):
        before = read.plain[max(0, match.start() - 12) : match.start()]
        is_price = "元" in match["first"] and _PRICE.search(before)
        shared_out = match["second"] == "分" and before.endswith(("按", "照"))  # 按96户分
        if _is_slip(match["first"], match["second"]) and not (is_price or shared_out):
            start, end = match.span()
            message = f"单位“{match['whole']}”写混了，应只留一个。"
            yield Problem(read.text[start:end], start, end, "unit_error", "wrong", message)
