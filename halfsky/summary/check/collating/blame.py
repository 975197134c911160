"""Which figures a finding is about, and which findings are about no figure of the table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from halfsky.summary.check.report import Claim, Problem, Report

# Findings about words: that figures stand among them is chance.
_OF_WORDS = {"placeholder", "stale_reference", "reused_text"}


class Blame:
    """The findings of a report by the figures they are about."""

    def __init__(self, report: Report) -> None:
        self._problems = report.problems
        self._by_start: dict[int, list[int]] = {}
        self._told: set[int] = set()
        claims = _Claims(report.claims)
        for at, problem in enumerate(report.problems):
            for claim in claims.blamed(problem):
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


class _Claims:
    """The figures of a report, looked up by where they stand."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._sorted = sorted(claims, key=lambda claim: claim.start)
        self._by_start = {claim.start: claim for claim in claims}

    def blamed(self, problem: Problem) -> list[Claim]:
        """The figures that a finding names; where it names none, those at its two ends."""
        if problem.kind in _OF_WORDS:
            return []
        # A sign in a table cell stands before the number that is read.
        places = {place for start in problem.about for place in (start, start + 1)}
        named = [self._by_start[at] for at in sorted(places) if at in self._by_start]
        return named or self._at_the_ends(problem)

    def _at_the_ends(self, problem: Problem) -> list[Claim]:
        since = bisect_right(self._sorted, problem.start, key=lambda claim: claim.end)
        to = bisect_left(self._sorted, problem.end, key=lambda claim: claim.start)
        inside = self._sorted[since:to]
        return inside if len(inside) < 2 else [inside[0], inside[-1]]
