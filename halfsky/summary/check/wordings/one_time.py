"""The time of a text that names no year, by what it tells as current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text import periods
from halfsky.summary.check.text.periods import Period
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.wordings import dated

# From so many characters on a text is a whole one, which tells more than once when it is of.
_WHOLE = 800


class Mention(NamedTuple):
    """Something of certain years that a text tells as current, and where."""

    name: str
    first: int
    last: int
    place: tuple[int, int]


class Agreed(NamedTuple):
    """The years that most of the mentions can be of together, and the first of those."""

    period: Period
    mention: Mention


def _reckoned(plain: str) -> Iterator[Mention]:
    for start, end, first, last, told in dated.mentions(plain):
        yield Mention(told, first, last, (start, end))


def agreed(plain: str, mentions: Iterable[Mention]) -> Agreed | None:
    """What names no year, but is of one time, is a text of that time, whenever it is checked."""
    told = sorted([*mentions, *_reckoned(plain)], key=lambda one: one.place)
    once = {one.name: one for one in reversed(told) if one.last < periods.OPEN}
    ended = list(once.values())
    together = [[one for one in ended if one.first <= it.first <= one.last] for it in ended]
    agreeing = max(together, key=len, default=[])
    if len(plain) < _WHOLE or len(agreeing) < max(2, 2 * (len(ended) - len(agreeing))):
        return None
    first, last = max(one.first for one in agreeing), min(one.last for one in agreeing)
    opening = min(agreeing, key=lambda one: one.place)
    return Agreed(Period(first, last, "文中别处"), opening)


def doubt(read: ReadText, told: Agreed, today: int) -> list[Problem]:
    """Once for the text, where its time is long ago."""
    if told.period.last >= today - dated.LONG_AGO:
        return []
    start, end = told.mention.place
    message = f"本文没有写明年份；这里和多处说的都是{told.period}年前后的事，可能是旧文。"
    return [Problem(read.text[start:end], start, end, "stale_reference", "doubtful", message)]
