"""The words around a number, cut only where a reader would pause."""

from __future__ import annotations

from itertools import pairwise

from halfsky.summary.check.quoting import unbroken
from halfsky.summary.check.text.patterns import lazy

_LONGEST = 80
_FARTHEST = 600
_SENTENCE = lazy(r"[。；;！？!?\n]")
_PAUSE = lazy(r"[，、：:]|(?<!\d),|,(?!\d)")
_CUT = "……"


def one_line(words: str, longest: int = _LONGEST) -> str:
    """Words on one line; of too many the beginning and the end."""
    joined = " ".join(words.split())
    if len(joined) <= longest:
        return joined
    start = unbroken(joined, longest * 2 // 3, -1)
    end = unbroken(joined, len(joined) - longest // 3, 1)
    return f"{joined[:start]}{_CUT}{joined[end:]}"


def around(text: str, start: int, end: int) -> str:
    """The sentence that holds a number, or as many of its clauses as fit beside it."""
    first = _beginning(text, start)
    closing = _SENTENCE.search(text, end, end + _FARTHEST)
    last = closing.start() if closing else min(len(text), end + _FARTHEST)
    left, right = first, last
    if last - first > _LONGEST:
        left, right = _fitting(_clauses(text, first, last), start, end)
        left, right = _narrowed(text, (left, right), (start, end))
    words = " ".join(text[left:right].split()).strip("，,、：: ")
    return f"{_CUT if left > first else ''}{words}{_CUT if right < last else ''}"


def _beginning(text: str, start: int) -> int:
    """Where the sentence of a number begins."""
    since = max(0, start - _FARTHEST)
    return max((mark.end() for mark in _SENTENCE.finditer(text, since, start)), default=since)


def _clauses(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Where each clause of a sentence begins and ends, with the mark that ends it."""
    marks = [mark.end() for mark in _PAUSE.finditer(text, first, last)]
    return [clause for clause in pairwise([first, *marks, last]) if clause[0] < clause[1]]


def _fitting(clauses: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """From where to where whole clauses fit, those before the number first."""
    held = [at for at, clause in enumerate(clauses) if clause[0] < end and start < clause[1]]
    since, to = held[0], held[-1]
    while True:
        if since and clauses[to][1] - clauses[since - 1][0] <= _LONGEST:
            since -= 1
        elif to + 1 < len(clauses) and clauses[to + 1][1] - clauses[since][0] <= _LONGEST:
            to += 1
        else:
            return clauses[since][0], clauses[to][1]


def _narrowed(text: str, kept: tuple[int, int], number: tuple[int, int]) -> tuple[int, int]:
    """A single clause that is too long, cut on both sides of the number, never in another one."""
    left, right = kept
    if right - left > _LONGEST:
        left = max(left, number[0] - _LONGEST // 2)
        right = min(right, number[1] + _LONGEST // 2)
    left = left if left == kept[0] else unbroken(text, left, 1)
    right = right if right == kept[1] else unbroken(text, right, -1)
    return min(left, number[0]), max(right, number[1])
