"""Lists that need not come out, by their own words.

Parts share some of their members (女52名、男33名,双职工9名 of 76 in all), one may be in several of
them (允许兼报), the rest is told without a number (其余为建筑业), or each of several has as many
(三个分公司各推2名、机关推3名).
"""

from __future__ import annotations

from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.patterns import lazy

# How the text says of the last of them that it is in two of the others.
_IN_BOTH = lazy(r"同时|既|兼|跨|双(?!双)|[都均](?!市)|两[样证项者类种]|重复|交叉|重叠|不止一")


def overlap(relation: Relation) -> frozenset[int]:
    """The places of the numbers of a list that is too long by what is in two parts at once."""
    if relation.sort != "list":
        return frozenset()
    numbers = frozenset(told.at for told in relation.told)
    if _is_open(relation) or _is_apiece(relation):
        return numbers
    last = relation.told[-1]
    if last in relation.parts and len(relation.parts) > 2 and _is_in_both(last):
        rest = relation.computed - last.interval - last.interval
        return numbers if rest.meets(relation.stated) else frozenset()
    both = _next(last)
    if both is not None and (relation.computed - both.interval).meets(relation.stated):
        return numbers | {both.at}
    return frozenset()


def counts_twice(relation: Relation) -> bool:
    """Whether the text says how many of a list are in two of its parts."""
    if relation.sort != "list":
        return False
    last = relation.told[-1]
    among = last in relation.parts and len(relation.parts) > 2 and _is_in_both(last)
    return among or _next(last) is not None


_REST_UNTOLD = lazy(
    r"^[,，;；、。]?\s*(?:其余|其他|其它|余下|剩下|剩余|余者|等)[^,，。;；\d]{0,20}(?:[,，。;；]|$)"
)
_SEVERAL = lazy(
    r"(?<![不未])(?:允许|可以?)(?:多选|兼|重复|同时|选[两多几三])|(?<!不)(?<!无)兼[报项选]|(?<!非)多选|(?<![不无未])(?<!没有)(?:重复|交叉|重叠)(?!率)"
)
_FAR = 24


def _is_open(relation: Relation) -> bool:
    """Whether the text says that some are in none of the parts, or may be in several."""
    whole, last, first = relation.whole, relation.parts[-1], relation.parts[0]
    plain = whole.read.plain
    if relation.computed.high < relation.stated.low:
        behind = plain[last.reading.end : last.reading.end + 2 * _FAR]
        rest = _REST_UNTOLD.match(behind)
        return rest is not None and not _has_number(last, len(rest.group()))
    start = min(whole.reading.start, first.reading.start)
    words = plain[max(0, start - _FAR) : relation.told[-1].reading.end + _FAR]
    return bool(_SEVERAL.search(words))


def _has_number(last: Told, reach: int) -> bool:
    """Whether the next number stands in the words right behind."""
    behind = last.everyone[last.at + 1 : last.at + 2]
    return bool(behind) and behind[0].reading.start < last.reading.end + reach


def _is_apiece(relation: Relation) -> bool:
    """Whether it comes out once a part is taken as often as 各 says."""
    for part in relation.parts:
        times = part.everyone[part.at - 1] if part.at else None
        if times is None or "各" not in part.lead or times.value > _MOST_TIMES:
            continue
        more = part.interval.times(int(times.value)) - part.interval
        if times.value > 1 and (relation.computed + more).meets(relation.stated):
            return True
    return False


_MOST_TIMES = 30


def _is_in_both(told: Told) -> bool:
    return bool(_IN_BOTH.search(told.lead[-14:] + told.after[:10]))


def _next(last: Told) -> Told | None:
    """The number behind the list, if it counts what is in two of its parts."""
    behind = last.everyone[last.at + 1 : last.at + 2]
    alike = behind and addable(behind[0], last) and behind[0].paragraph == last.paragraph
    return behind[0] if alike and _is_in_both(behind[0]) else None
