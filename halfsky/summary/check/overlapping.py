"""Parts that share some of their members: 女教职工子女52名、男33名,双职工9名 of 76 in all."""

from __future__ import annotations

from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.relations import Relation, addable
from halfsky.summary.check.told import Told

# How the text says of the last of them that it is in two of the others.
_IN_BOTH = lazy(r"同时|既|兼|双(?!双)|[都均](?!市)|两[样证项者类种]|重复|交叉|重叠|不止一")


def overlap(relation: Relation) -> frozenset[int]:
    """The places of the numbers of a list that is too long by what is in two parts at once."""
    if relation.sort != "list":
        return frozenset()
    numbers = frozenset(told.at for told in relation.told)
    last = relation.told[-1]
    if last in relation.parts and len(relation.parts) > 2 and _is_in_both(last):
        rest = relation.computed - last.interval - last.interval
        return numbers if rest.meets(relation.stated) else frozenset()
    both = _next(last)
    if both is not None and (relation.computed - both.interval).meets(relation.stated):
        return numbers | {both.at}
    return frozenset()


def _is_in_both(told: Told) -> bool:
    return bool(_IN_BOTH.search(told.lead[-14:] + told.after[:10]))


def _next(last: Told) -> Told | None:
    """The number behind the list, if it counts what is in two of its parts."""
    behind = last.everyone[last.at + 1 : last.at + 2]
    alike = behind and addable(behind[0], last) and behind[0].paragraph == last.paragraph
    return behind[0] if alike and _is_in_both(behind[0]) else None
