"""Who had to report, who has, and who is silent; "nothing to report" is an answer."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from halfsky.figures.declaration import Question, known_entries
from halfsky.figures.engine import Engine
from halfsky.figures.models import NothingToReport
from halfsky.figures.periods import Period
from halfsky.org.kinds import Tier
from halfsky.org.tree import Node
from halfsky.records.declaration import Register

Interval = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Coverage:
    """Numbers of organisations due, reported and silent."""

    due: int
    reported: int

    @property
    def silent(self) -> int:
        """Due and neither with records nor with the answer that there were none."""
        return self.due - self.reported


class Answers:
    """Which organisations have answered that there was nothing to report."""

    def __init__(self, intervals: dict[tuple[str, int], list[Interval]], period: Period) -> None:
        self.intervals = intervals
        self.period = period

    @classmethod
    def read(cls, question: Question, engine: Engine) -> "Answers":
        """All answers that touch the period, in one query."""
        period = question.period
        rows = NothingToReport.objects.filter(
            known_entries(question), since__lt=period.until, until__gt=period.start
        ).values_list("register", "organisation_id", "since", "until")
        intervals: dict[tuple[str, int], list[Interval]] = defaultdict(list)
        for register, organisation, since, until in engine.run(rows):
            intervals[register, organisation].append((since, until))
        return cls(intervals, period)

    def covers(self, register: Register, organisation: int) -> bool:
        """Whether the answers for a register, or for all, leave no day of the period open."""
        answered = [
            *self.intervals.get(("", organisation), ()),
            *self.intervals.get((register.code, organisation), ()),
        ]
        return bool(answered) and leaves_no_gap(answered, self.period)


def leaves_no_gap(intervals: Collection[Interval], period: Period) -> bool:
    """Whether intervals together contain every day of a period."""
    reached = period.start
    for since, until in sorted(intervals):
        if since > reached:
            break
        reached = max(reached, until)
    return reached >= period.until


def due_organisations(
    tiers: Collection[Tier], nodes: Collection[Node], question: Question
) -> set[int]:
    """Organisations in being on the period's last day whose tier has to report."""
    return {node.id for node in nodes if node.tier in tiers and node.is_in_being(question.last_day)}
