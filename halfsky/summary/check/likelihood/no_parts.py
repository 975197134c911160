"""Numbers that by their own words are no parts of one sum, nor what came or went.

What a change runs from and to (由94人降为86人) are two states of one thing; the most and the least
at a time (最多时9名, 最少时3名) say nothing of how many there are; 支出11.6万元, 比预算12万元
节余0.4万元 tells a difference; four deeds in a row are no list whose last is the total.
"""

from __future__ import annotations

from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import Told, between
from halfsky.summary.check.text.patterns import lazy

_FROM = lazy(r"[由从][^,，。;\d]{0,8}$")
_TO = lazy(
    r"^[^,，。;\d]{0,6}?(?:[增减升降涨跌落扩缩压提变改][^,，。;\d]{0,4})?[到至为成][^,，。;\d]{0,2}$"
)
_MOST_AT_A_TIME = lazy(
    r"最[多少高低大小][^,，。;\d]{0,4}(?:时|天|日|次|场|晚|月|回|期)[^,，。;\d]{0,6}$|(?:高峰|低谷)[时期][^,，。;\d]{0,6}$"
)
_EXTREME = lazy(r"最[多少高低大小][^,，。;\d]{0,6}$")
_LESS = lazy(r"[比较超少多余剩差增减降升]|节约|节省|结余")
_BESIDE = lazy(r"另有|另外|此外|还有")
_SUMMED = lazy(
    r"共|合|总|累计|全|计|小计|到[会场课]|参[加与赛会]|实|应|有|其中|两|[三四五六七八九]"
)
_DEED = lazy(
    r"^[,，](?:举办|开展|组织|召开|发放|走访|慰问|新建|签订|受理|投入|表彰|建立|帮扶|培训|资助|救助|调解|调处|体检|参保|保障|互助保障|"
    r"疗养|疗休养|维权|招聘|安置|就业|助学|家访|托管|咨询|义诊|援助|普法|讲座|宣讲)"
)
_SUMS = frozenset({"list", "three"})
_ACCOUNTS = frozenset({"four", "flow"})
_FEWEST_DEEDS = 3


def is_no_sum(relation: Relation) -> bool:
    """Whether the words of its numbers say that they do not add up in this way."""
    if relation.sort in _ACCOUNTS:
        return any(_EXTREME.search(one.before) for one in relation.told)
    if relation.sort not in _SUMS:
        return False
    return (
        any(
            _is_state(part, relation) or _MOST_AT_A_TIME.search(part.before)
            for part in relation.parts
        )
        or _is_least_and_most(relation)
        or _is_difference(relation)
        or _is_beside(relation)
        or _are_deeds(relation)
    )


def _changes_to(one: Told) -> Told | None:
    """What a number changes to, where the words say from what it does."""
    behind = one.everyone[one.at + 1 : one.at + 2]
    if not behind or not _FROM.search(one.before) or behind[0].kind != one.kind:
        return None
    return behind[0] if _TO.search(between(one, behind[0])) else None


def _is_state(part: Told, relation: Relation) -> bool:
    """Whether a part is one end of a change whose other end is not what it is a part of."""
    to = _changes_to(part)
    if to is not None:
        return to is not relation.whole
    ahead = part.everyone[part.at - 1] if part.at else None
    if ahead is None or ahead is relation.whole:
        return False
    return _changes_to(ahead) is part


def _is_least_and_most(relation: Relation) -> bool:
    """Whether the most and the least of something are among the parts."""
    return sum(bool(_EXTREME.search(part.before)) for part in relation.parts) > 1


def _is_difference(relation: Relation) -> bool:
    """Whether one of two parts less the other is the whole, as the words of the smaller tell."""
    if len(relation.parts) != 2:
        return False
    less, more = sorted(relation.parts, key=lambda part: part.middle)
    left = more.interval - less.interval
    return left.meets(relation.stated) and bool(_LESS.search(less.before[-8:]))


def _is_beside(relation: Relation) -> bool:
    """325名…共325名,另有27名: beside what is told twice there are others."""
    if relation.sort != "three":
        return False
    first, last = relation.parts
    return first.value == relation.whole.value and bool(_BESIDE.search(last.lead[-10:]))


def _are_deeds(relation: Relation) -> bool:
    """签约213人,培训272人,体检420人,参保1005人: each deed has its own number."""
    *parts, last = relation.told
    if last is not relation.whole or len(parts) < _FEWEST_DEEDS or _SUMMED.search(last.before):
        return False
    deeds = [_DEED.search(one.lead) for one in (*parts[1:], last)]
    names = {found.group() for found in deeds if found}
    return all(deeds) and len(names) == len(deeds)
