"""Text used again: passages shared by several files, and one set of numbers under other names."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from halfsky.summary.check.report import Problem, Report
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.periods import period_year

SHINGLE = 12
SHORTEST = 36
_DROPPED = lazy(r"[\s\x00\d,，.。;:、!?()“”\"'《》xX×*_〇○一-]")


class _Bare(NamedTuple):
    """A text without spaces, marks, digits and placeholders; `places` lead back to offsets."""

    body: str
    places: list[int]


class Shared(NamedTuple):
    """A passage of one text that stands in an earlier one: offsets into each."""

    start: int
    end: int
    other_start: int
    other_end: int


def _bare(plain: str) -> _Bare:
    kept = [(character, at) for at, character in enumerate(plain) if not _DROPPED.match(character)]
    return _Bare("".join(pair[0] for pair in kept), [pair[1] for pair in kept])


def _index(body: str) -> dict[str, int]:
    return {body[at : at + SHINGLE]: at for at in range(len(body) - SHINGLE, -1, -1)}


def _runs(mine: _Bare, other: _Bare) -> list[tuple[int, int, int]]:
    """Maximal equal runs: place in mine, place in other, length."""
    index = _index(other.body)
    runs = []
    at = 0
    while at <= len(mine.body) - SHINGLE:
        there = index.get(mine.body[at : at + SHINGLE])
        if there is None:
            at += 1
            continue
        length = SHINGLE
        while (
            at + length < len(mine.body)
            and there + length < len(other.body)
            and mine.body[at + length] == other.body[there + length]
        ):
            length += 1
        runs.append((at, there, length))
        at += length
    return runs


def _joined(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Runs with a few changed characters between them are one passage."""
    passages: list[tuple[int, int, int, int]] = []
    for at, there, length in runs:
        if passages:
            start, end, other_start, other_end = passages[-1]
            if at - end <= 10 and 0 <= there - other_end <= 14:
                passages[-1] = (start, at + length, other_start, there + length)
                continue
        passages.append((at, at + length, there, there + length))
    return passages


def shared_passages(plain: str, earlier: str) -> list[Shared]:
    """Passages of a normalised text found near-verbatim in `earlier`, at least 36 characters."""
    mine, other = _bare(plain), _bare(earlier)
    found = []
    for start, end, other_start, other_end in _joined(_runs(mine, other)):
        if end - start >= SHORTEST:
            found.append(
                Shared(
                    mine.places[start],
                    mine.places[end - 1] + 1,
                    other.places[other_start],
                    other.places[other_end - 1] + 1,
                )
            )
    return found


def share_of(plain: str, passages: list[Shared]) -> int:
    """The share of a text's characters that lie in shared passages, in whole percent."""
    body = len(_bare(plain).body)
    held = sum(len(_bare(plain[item.start : item.end]).body) for item in passages)
    return min(100, 100 * held // body) if body else 0


def _line_of(plain: str, offset: int) -> int:
    return plain.count("\n", 0, offset) + 1


def _other_numbers(read: Report, other: Report, item: Shared) -> bool:
    """Whether a passage only keeps its frame: the half-year's sentences with the year's numbers."""
    mine = _numbers_in(read, item.start, item.end)
    theirs = _numbers_in(other, item.other_start, item.other_end)
    common = sum((Counter(mine) & Counter(theirs)).values())
    return len(mine) >= 4 and 2 * common < len(mine)


def _numbers_in(read: Report, start: int, end: int) -> list[tuple[str, str]]:
    held = (claim for claim in read.claims if start <= claim.start and claim.end <= end)
    return [(str(claim.value), claim.unit) for claim in held]


def _passage_problems(read: Report, other: Report) -> list[Problem]:
    plain, earlier = normalise(read.text), normalise(other.text)
    passages = shared_passages(plain, earlier)
    share = share_of(plain, passages)
    problems = []
    for item in passages:
        if _other_numbers(read, other, item):
            continue
        line = _line_of(earlier, item.other_start)
        message = f"这一段与“{other.name}”第{line}行起的文字几乎相同；全文雷同{share}%。"
        quote = read.text[item.start : item.end]
        problems.append(Problem(quote, item.start, item.end, "reused_text", "doubtful", message))
    return problems


def _numbers(read: Report) -> list[tuple[str, str]]:
    return [(str(claim.value), claim.unit) for claim in read.claims]


def _in_order(mine: list[tuple[str, str]], theirs: list[tuple[str, str]], common: int) -> bool:
    from difflib import SequenceMatcher  # slow to import, and seldom asked for

    order = SequenceMatcher(None, mine, theirs, autojunk=False)
    return sum(block.size for block in order.get_matching_blocks()) * 3 >= 2 * common


def _unlikely(mine: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> bool:
    """Whether four numbers of three digits that are not round agree: no chance, in any order."""
    telling = {
        pair
        for pair in set(mine) & set(theirs)
        if len(pair[0]) >= 3 and not pair[0].endswith(("00", "50")) and "/" not in pair[0]
    }
    return len(telling) >= 4


def _same_numbers(read: Report, other: Report) -> list[Problem]:
    mine, theirs = _numbers(read), _numbers(other)
    common = sum((Counter(mine) & Counter(theirs)).values())
    if common < 5 or common * 5 < 4 * min(len(mine), len(theirs)):
        return []
    if not _in_order(mine, theirs, common) and not _unlikely(mine, theirs):
        return []
    years = (period_year(normalise(read.text)), period_year(normalise(other.text)))
    under = (
        f"（年份一是{years[1]}年，一是{years[0]}年）" if all(years) and years[0] != years[1] else ""
    )
    first, last = read.claims[0], read.claims[-1]
    message = f"这套数字与“{other.name}”有{common}个相同{under}，可能是旧数再用。"
    quote = read.text[first.start : last.end]
    return [Problem(quote, first.start, last.end, "reused_text", "doubtful", message)]


def find(read: Report, earlier: list[Report]) -> list[Problem]:
    """What `read` shares with each text before it, by passages or else by its numbers."""
    problems: list[Problem] = []
    for other in earlier:
        passages = _passage_problems(read, other)
        problems += passages or _same_numbers(read, other)
    return problems
