"""How many were picked from those who took part: 前10名, 取前三名.

A place is no count, so they stand among no numbers; yet what is given goes to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")}
_FIRST = lazy(r"前(?P<many>\d{1,3}|[二三四五六七八九十])[名位]")
OF_A_PLACE = lazy(r"[前后第](?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-~至到]\d{1,3})?[名位]")


def _picked(plain: str, start: int, end: int) -> Iterator[Interval]:
    for found in _FIRST.finditer(plain, start, end):
        words = found["many"]
        many = int(words) if words.isdigit() else _DIGITS[words]
        if many:
            yield Interval(many, many)


def explains(read: ReadText, whole: Reading, mean: Reading, stated: Interval) -> bool:
    """奖励前10名,96人参赛,5000元,平均每人500元: whether so many as were picked make the average."""
    around = [whole, mean, *read.around(mean, 1, 0)]
    start = min(one.sentence.start for one in around)
    made = (whole.interval.over(many) for many in _picked(read.plain, start, mean.sentence.end))
    return any(one.meets(stated) for one in made)


def ends_a_range(one: Reading) -> bool:
    """四到十名: which places, and not how many there are."""
    return one.claim.unit in {"名", "位"} and one.lead.endswith(("到", "至", "-", "~"))
