"""Numbers of the year before that stand beside this year's: 98份，比去年同期的91份增加7份."""

from __future__ import annotations

import re
from collections.abc import Sequence

from halfsky.summary.check.text.patterns import lazy

_YEAR_BEFORE = lazy(
    r"(?:[,，、。;:()（\s]|\A|[比较与同跟和])"
    r"(?:去年|上年|上一年|前年|往年)(?:度|全年|同期|同时期|同一时期)?的?(?:是|为|有|达|仅|只有)?[:，,]?\s*\Z"
)
# What changed, and by how much, is no thing of its own.
_CHANGE = re.compile(
    r"(?:比|较|同比|环比|净)?.{0,6}?(?:增加|减少|增长|下降|上升|提高|降低|提升)到?至?|占.*|.*率"
)


def is_of_year_before(lead: str) -> bool:
    """Whether the words right before a number say only that it is last year's."""
    return bool(_YEAR_BEFORE.search(lead))


def thing_before(names: Sequence[tuple[str, str]], unit: str) -> int | None:
    """The place of the last of names and units that a number of last year can be of."""
    for at in range(len(names) - 1, -1, -1):
        name, its_unit = names[at]
        is_share = unit in {"%", "‰"}
        if its_unit == unit and name and (is_share or not _CHANGE.fullmatch(name)):
            return at
    return None
