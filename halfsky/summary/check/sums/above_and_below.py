"""More above a mean and below it than there are: 13个市…,9个市高于平均数,5个市低于平均数."""

from __future__ import annotations

from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.calculated import equals_sum
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MEAN = r"(?:了)?(?:全[\u4e00-\u9fff]{1,3})?(?:平均|均值|[\u4e00-\u9fff]{0,4}(?:平均|线))"
_ABOVE = lazy(rf"^(?P<what>[\u4e00-\u9fff]{{1,6}}?)(?:高于|超过|好于|超出){_MEAN}")
_BELOW = lazy(rf"^(?P<what>[\u4e00-\u9fff]{{1,6}}?)?(?:低于|不及|没达到|未达到|达不到|不到){_MEAN}")


def _whole(read: ReadText, parts: tuple[Reading, Reading], what: str) -> Reading | None:
    """How many of those there are, where only one such number is told before."""
    most = max(one.interval.high for one in parts)
    told = [
        other
        for other in read.readings
        if other.end <= parts[0].start
        and other.claim.unit == parts[0].claim.unit
        and other.after.startswith(what)
        and other.interval.low >= most
    ]
    return told[-1] if len({one.claim.value for one in told}) == 1 else None


def _problem(read: ReadText, first: Reading, second: Reading) -> Problem | None:
    pair = _ABOVE.match(first.tail), _BELOW.match(second.tail)
    if not all(pair):
        pair = _BELOW.match(first.tail), _ABOVE.match(second.tail)
    what = next((found["what"] for found in pair if found and found["what"]), "")
    if not all(pair) or not what or first.claim.unit != second.claim.unit:
        return None
    whole = _whole(read, (first, second), what)
    if whole is None or (first.interval + second.interval).low <= whole.interval.high:
        return None
    made = f"{quoted(first)}＋{quoted(second)}{equals_sum([first, second], whole)}"
    message = f"{made}，超过文中的{quoted(whole)}，对不上。"
    involved = [whole, first, second]
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Those above and those below a mean that are together more than all."""
    found = [
        _problem(read, first, second)
        for group in read.by_sentence().values()
        for first, second in pairwise(group)
    ]
    return [problem for problem in found if problem]
