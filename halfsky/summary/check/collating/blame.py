"""Which figures a finding is about, and which findings are about no figure of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from halfsky.summary.check.report import Claim, Problem, Report

# Findings about words: that figures stand among them is chance.
_OF_WORDS = {"placeholder", "stale_reference", "reused_text"}


class Blame:
    """The findings of a report by the figures they are about."""

    def __init__(self, report: Report) -> None:
        self._problems = report.problems
        self._by_start: dict[int, list[int]] = {}
        self._told: set[int] = set()
        for at, problem in enumerate(report.problems):
            for claim in _blamed(report.claims, problem):
                self._by_start.setdefault(claim.start, []).append(at)

    def of(self, claim: Claim) -> list[Problem]:
        """The findings about a figure; from now on they are taken for told."""
        places = self._by_start.get(claim.start, [])
        self._told.update(places)
        return [self._problems[at] for at in places]

    def left(self) -> list[Problem]:
        """The findings that were told with no figure."""
        return [one for at, one in enumerate(self._problems) if at not in self._told]

    def contradicts(self, one: int, other: int) -> bool:
        """Whether a finding says that two figures, by their starts, cannot both be."""
        both = {*self._by_start.get(one, [])} & {*self._by_start.get(other, [])}
        return any(self._problems[at].kind == "contradiction" for at in both)


def _blamed(claims: Sequence[Claim], problem: Problem) -> Iterable[Claim]:
    """The figures that a finding names; where it names none, those at its two ends."""
    if problem.kind in _OF_WORDS:
        return []
    # A sign in a table cell stands before the number that is read.
    named = [one for one in claims if problem.about & {one.start, one.start - 1}]
    if named:
        return named
    inside = [one for one in claims if problem.start < one.end and one.start < problem.end]
    return {one.start: one for one in (*inside[:1], *inside[-1:])}.values()
