"""Two numbers that may be of one thing, or one a part of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from halfsky.summary.check.clues.echoes import everybody
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.patterns import lazy

_MOST_TOLD = 14


def twice(told: list[Told]) -> Iterator[Relation]:
    """Two numbers of one unit whose words share something; in two sentences, where the words of
    one say little, those of its sentence count."""
    index: dict[tuple[str, str], list[Told]] = defaultdict(list)
    columns = _columns(told)
    for other in told:
        seen: set[int] = set()
        signs = other.topical
        for sign in sorted(signs):
            for one in index[other.kind, sign][-_MOST_TOLD:]:
                if one.at in seen or not _share(sign, one, other):
                    continue
                if _are_alike(one, other) and not _are_apart(one, other, columns):
                    seen.add(one.at)
                    yield Relation("same", other, (one,), one.interval, other.interval)
        for sign in signs:
            index[other.kind, sign].append(other)


def _are_alike(one: Told, other: Told) -> bool:
    return one.unit == other.unit or addable(one, other)


def _are_apart(one: Told, other: Told, columns: frozenset[_Column]) -> bool:
    """Whether the two are of two things, however alike their words."""
    return (
        _are_listed(one, other)
        or _is_planned(one) != _is_planned(other)
        or _are_in_rows(one, other, columns)
    )


# So many sentences that say the same of other towns are the rows of a form.
_LEAST_ROWS = 5
_Column = tuple[str, str, str]


def _column(told: Told) -> _Column:
    """The words that stand beside the number in every row."""
    return told.lead[-4:], told.unit, told.after[:2]


def _columns(told: list[Told]) -> frozenset[_Column]:
    """What is told in the same words again and again."""
    counted = Counter(map(_column, told))
    return frozenset(column for column, times in counted.items() if times >= _LEAST_ROWS)


def _are_in_rows(one: Told, other: Told, columns: frozenset[_Column]) -> bool:
    """Whether the two are of two rows, of which neither tells the other again."""
    if one.sentence == other.sentence or not {_column(one), _column(other)} <= columns:
        return False
    return not one.places & other.places


_PERIOD = lazy(
    r"(?:[一二三四五六七八九十]{1,2}月|\d{1,2}月|第?[一二三四]季度|[上下]半年|20\d\d年)(?:份|底)?$"
)


def _are_listed(one: Told, other: Told) -> bool:
    """组织7支、机关5支: next to each other in a list; 七月64个,八月71个: of two months."""
    if one.sentence != other.sentence:
        return False
    if other.at == one.at + 1 and other.lead[:1] == "、":
        return True
    first, second = _PERIOD.search(one.lead), _PERIOD.search(other.lead)
    return bool(first and second and first[0] != second[0])


def _is_planned(told: Told) -> bool:
    return told.reading.claim.mode == "plan"


def _share(sign: str, one: Told, other: Told) -> bool:
    """Whether what both are of makes them a pair."""
    own = (sign in one.signs) + (sign in other.signs)
    if own == 2:
        return True
    return own == 1 and one.sentence != other.sentence and sign not in everybody()


def _are_paired(one: Told, other: Told) -> bool:
    return any(_share(sign, one, other) for sign in one.topical & other.topical)


# Two digits change places in hundreds of pairs by chance, three in few.
_LEAST_DIGITS = 3


def shuffled(told: list[Told]) -> Iterator[Relation]:
    """Two numbers of one unit in whose digits two have changed places, whatever their words."""
    index: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for other in told:
        digits = other.printed.strip("0")
        if len(digits) < _LEAST_DIGITS:
            continue
        alike = index[other.kind, "".join(sorted(digits))]
        for one in alike[-3:]:
            apart = one.printed.strip("0") != digits and not _are_paired(one, other)
            if apart and _are_alike(one, other):
                yield Relation("same", other, (one,), one.interval, other.interval)
        alike.append(other)


_TO_OTHERS = lazy(r"其中.{0,40}(?:使|让|惠及|受益|服务|带动)[^,，。;]{0,6}$")


def _is_of_more(counts: list[Told], at: int, part: Told) -> bool:
    """分别80人、76人、84人,其中92人 is of all three; 其中一条使86名受益 counts no part at all."""
    words = part.reading.lead
    if "其中" not in words:
        return False
    if _TO_OTHERS.search(words):
        return True
    first = at
    while first and counts[first].reading.lead in {"、", "和", "及"}:
        first -= 1
    listed = counts[first : at + 1]
    alike = all(addable(one, part) for one in listed)
    return first < at and alike and sum(one.low for one in listed) >= part.low


def excesses(counts: list[Told]) -> Iterator[Relation]:
    """A number and a later, larger one that may be a part of it."""
    for at, whole in enumerate(counts):
        for part in counts[at + 1 : at + 7]:
            if part.sentence - whole.sentence > 2 or part.paragraph != whole.paragraph:
                break
            visits = {whole.kind, part.kind} == {"person", "attendance"}
            more = part.interval.low > whole.interval.high
            if (addable(whole, part) or visits) and more and not _is_of_more(counts, at, part):
                yield Relation("excess", part, (whole,), whole.interval, part.interval)
