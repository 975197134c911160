"""One whole taken apart twice, of which the second does not come out: 当场整改49个,限期整改44个."""

from __future__ import annotations

import re
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import sums
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_ELSE = lazy(
    r"其中|去年|上年|同期|比|较|每|均|平均|累计|历年|另外|此外|同时|计划|目标|最|增|减|两者|两项|都|兼|以上"
    r"|多选|获评|下发|发出|涉及|覆盖|投入|新|含"
)
_MOST, _LONGEST = 8, 16


def _first(like: list[Reading], at: int) -> int:
    """How many numbers behind like[at] make it up exactly; nought where none do."""
    for size in range(2, min(_MOST, len(like) - at - 1) + 1):
        run = like[at + 1 : at + 1 + size]
        if evidence.comes_out(like[at], run):
            return size
    return 0


def _second(like: list[Reading], start: int) -> list[Reading]:
    """The run that begins at `start`, to where its sentence ends."""
    run: list[Reading] = []
    for one in like[start : start + _MOST]:
        if run and (one.sentence.index != run[0].sentence.index or len(one.lead) > _LONGEST):
            break
        run.append(one)
    return run


def _of_another(like: list[Reading], at: int, run: list[Reading]) -> bool:
    """Whether the run takes another number apart: 回应的里头签成58份,还在谈7份."""
    summed = total([part.interval for part in run])
    if evidence.comes_out(run[0], run[1:]) or evidence.comes_out(run[-1], run[:-1]):
        return True
    others = [one for one in like if one not in run and one is not like[at]]
    first = {one.claim.value for one in others if like[at].start < one.start < run[0].start}
    if first & {one.claim.value for one in run}:
        return True
    return any(
        summed.meets(one.interval)
        or (one.start > like[at].start and summed.low <= one.interval.low < like[at].interval.low)
        for one in others
    )


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    whole = like[at]
    size = _first(like, at)
    if not size:
        return None
    run = _second(like, at + 1 + size)
    if len(run) < 2 or any(part.interval.low >= whole.interval.low for part in run):
        return None
    words = read.plain[like[at + size].end : run[-1].end]
    if _ELSE.search(words) or PER_HEAD.search(words) or not re.search(r"[;。]", run[0].lead):
        return None
    chosen = (some for size in range(2, len(run) + 1) for some in combinations(run, size))
    if any(evidence.comes_out(whole, some) for some in chosen):
        return None
    if not sums.near(tuple(run), whole, *sums.FIFTH) or _of_another(like, at, run):
        return None
    return sums.mismatch(read, whole, tuple(run))


def find(read: ReadText) -> list[Problem]:
    """Second lists of one whole that do not make it up, where the first does."""
    found = []
    paragraphs: dict[tuple[int, str], list[Reading]] = {}
    for one in read.readings:
        if evidence.is_count(one):
            paragraphs.setdefault((one.sentence.paragraph, one.claim.unit), []).append(one)
    for like in paragraphs.values():
        for at in range(min(len(like) - 4, 60)):
            found.append(_check(read, like, at))
    return [problem for problem in found if problem]
