"""Runs every finder over a text and gathers what they find into a report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from halfsky.summary.check import one_slip
from halfsky.summary.check.arithmetic import Found, findings
from halfsky.summary.check.clues.evidence import is_portion
from halfsky.summary.check.likelihood import weighing
from halfsky.summary.check.quoting import nested
from halfsky.summary.check.report import Problem, Report, Span
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import Vocabulary, standard
from halfsky.summary.check.units import money_slips, unit_errors
from halfsky.summary.check.windows import windows
from halfsky.summary.check.wordings import placeholders, reuse, stale

_WEIGHT = {"wrong": 0, "doubtful": 1}
# As much of a text as may name its own period.
OPENING = 1000


def _problems(read: ReadText, opening: stale.Opening, today: int) -> list[Problem]:
    by_rule = Found(findings(read))
    weighed = weighing.weigh(read, by_rule)
    found = [
        *weighing.decide(read, weighed, by_rule),
        *unit_errors.find(read),
        *money_slips.find(read),
        *placeholders.find(read),
        *stale.find(read, opening, today),
    ]
    # What is said once of two findings may be what a third one says.
    return _distinct(one_slip.once(read, _distinct(_not_told_twice(read, found))))


def _not_told_twice(read: ReadText, problems: list[Problem]) -> list[Problem]:
    """Two percentages between which points lie, or that are shares of one whole, are two things."""
    shares = {one.start for one in read.readings if is_portion(one)}
    rates = [one.about for one in problems if one.kind in {"rate_mismatch", "sum_mismatch"}]
    return [
        one
        for one in problems
        if one.kind != "contradiction"
        or not one.about
        or not (one.about <= shares and any(one.about < about for about in rates))
    ]


def _distinct(problems: list[Problem]) -> list[Problem]:
    """One finding a fault: of overlapping arithmetic findings the first and gravest stays."""
    ordered = sorted(problems, key=lambda p: (_WEIGHT[p.grade], p.end - p.start))
    # Two findings of one fault end at one place, or (of words) begin in one stretch.
    kept: dict[tuple[str, int], list[Problem]] = {}
    for problem in ordered:
        rivals = [
            other
            for key in (("end", problem.end), *(("at", at) for at in _stretches(problem)))
            for other in kept.get(key, ())
        ]
        if not any(_same_fault(problem, other) for other in rivals):
            kept.setdefault(("end", problem.end), []).append(problem)
            for at in _stretches(problem):
                kept.setdefault(("at", at), []).append(problem)
    found = [problem for (by, _), held in kept.items() if by == "end" for problem in held]
    return sorted(found, key=lambda problem: (problem.start, problem.end))


_OF_WORDS = {"placeholder", "stale_reference"}


def _stretches(problem: Problem) -> range:
    """The stretches of 64 characters that a finding of words touches."""
    if problem.kind not in _OF_WORDS:
        return range(0)
    return range(problem.start // 64, problem.end // 64 + 1)


def _same_fault(one: Problem, other: Problem) -> bool:
    if one.start >= other.end or other.start >= one.end:
        return False
    if one.kind == other.kind:
        return one.end == other.end or one.kind in _OF_WORDS
    return (
        one.kind in weighing.ARITHMETIC
        and other.kind in weighing.ARITHMETIC
        and one.end == other.end
    )


def check_text(text: str, vocabulary: Vocabulary | None = None, today: int | None = None) -> Report:
    """What `text` claims, what of it cannot hold, and which numbers were not read.

    `vocabulary` names the figures (the house's own by default); `today` is the current year, by
    which a text that names no year is doubted.
    """
    return check_texts([("", text)], vocabulary, today)[0]


def check_texts(
    texts: Sequence[tuple[str, str]],
    vocabulary: Vocabulary | None = None,
    today: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Report]:
    """One report for each (name, text), each also compared with the texts before it.

    `progress` is told of every further stretch how many characters it has.
    """
    known = vocabulary or standard()
    year = today or time.localtime().tm_year
    reports: list[Report] = []
    for name, text in texts:
        report = _checked(name, text, known, year, progress or _nobody)
        report.problems += reuse.find(report, reports)
        report.problems = [replace(one, message=nested(one.message)) for one in report.problems]
        report.problems.sort(key=lambda problem: (problem.start, problem.end))
        reports.append(report)
    return reports


def _nobody(characters: int) -> None:
    """Nobody waits for it."""


def _checked(
    name: str, text: str, vocabulary: Vocabulary, today: int, progress: Callable[[int], None]
) -> Report:
    """One text checked window by window; what a window needed is let go with it."""
    report = Report(text, name=name)
    opening = stale.Opening.of(normalise(text[:OPENING]), name)
    for offset, piece in windows(text):
        read = read_text(piece, vocabulary)
        problems = _problems(read, opening, today)
        report.problems += [_moved(problem, offset) for problem in problems]
        report.claims += [_moved(reading.claim, offset) for reading in read.readings]
        report.unread += [_moved(span, offset) for span in read.unread]
        progress(len(piece))
    return report


SpanT = TypeVar("SpanT", bound=Span)


def _moved(span: SpanT, offset: int) -> SpanT:
    """A span of a window as a span of the whole text."""
    if not offset:
        return span
    moved = replace(span, start=span.start + offset, end=span.end + offset)
    if isinstance(moved, Problem):
        return replace(moved, about=frozenset(start + offset for start in moved.about))
    return moved
