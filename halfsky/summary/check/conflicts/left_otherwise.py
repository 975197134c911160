"""Of the same cases other numbers are left: 受理36件,…5件尚在办理 … 受理的36件中仍有8件没有办结."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_LEFT_BEHIND = lazy(
    r"^(?:[,，]?[^,，。;\d]{0,6}?)(?:[尚仍还正]在?(?:办理|处理|协商|协调|调解|跟进|推进)|正在|在办|待[办结]|[未没]有?(?:办[结完理妥]|结案|了结|解决|答复|整改))"
)
_LEFT_AHEAD = lazy(
    r"(?:[未没]有?(?:办[结完理妥]|结案?|了结|解决|答复|整改)|在办|待办)(?:的(?:还有|有)?|还有|有)?$"
)
# As it stood at another time, or of some of them.
_AT_A_TIME = lazy(
    r"去年|上年|往年|上半年|[一二三四]季度|\d月|[月季年]底|[月季年]末|截至|截止|[到至]目前|现|当时|起初|原先|年初|首[批次]|随后|后来|上[周月季]"
)
_FEWEST = 5


class _Rest(NamedTuple):
    """How many are left, and of how many."""

    whole: Reading
    left: Reading


def _is_left(one: Reading) -> bool:
    return bool(_LEFT_BEHIND.match(one.after) or _LEFT_AHEAD.search(one.before))


def _rests(read: ReadText) -> Iterator[_Rest]:
    for group in read.groups.values():
        counts = [one for one in group if evidence.is_count(one)]
        for at, left in enumerate(counts):
            like = [one for one in counts[:at] if one.claim.unit == left.claim.unit]
            if like and _is_left(left) and left.claim.mode == "result":
                whole = max(like, key=lambda one: one.claim.value)
                if whole.claim.value > left.claim.value:
                    yield _Rest(whole, left)


def _is_same(read: ReadText, one: _Rest, other: _Rest) -> bool:
    """Whether both are of the same cases at the same time."""
    if one.whole.claim.value != other.whole.claim.value or one.whole.claim.value < _FEWEST:
        return False
    if one.left.sentence.index == other.left.sentence.index:
        return False
    if one.left.claim.unit != other.left.claim.unit:
        return False
    sentences = [read.plain[it.left.sentence.start : it.left.sentence.end] for it in (one, other)]
    return not any(_AT_A_TIME.search(words) for words in sentences)


def find(read: ReadText) -> list[Problem]:
    """Numbers left of the same cases that are not one."""
    rests = list(_rests(read))
    found = []
    for at, other in enumerate(rests):
        for one in rests[:at]:
            if one.left.claim.value != other.left.claim.value and _is_same(read, one, other):
                whole = quoted(other.whole)
                message = (
                    f"同是{whole}，前文说{quoted(one.left)}没有办完，这里是{quoted(other.left)}。"
                )
                involved = [one.left, other.left]
                found.append(evidence.finding(read, "contradiction", "wrong", involved, message))
                break
    return found
