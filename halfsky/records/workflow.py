"""Named states and the transitions between them; each transition stamps a date (decisions 12)."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from halfsky.org.labels import Label


class TransitionRefused(Exception):
    """The step is not open to this record; the sentence says what is missing."""


@dataclass(frozen=True)
class Condition:
    """What must hold before a step, said as the reader sees it when it does not."""

    unmet: Label
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Transition:
    """A step from some states to another."""

    code: str
    label: Label
    source: tuple[str, ...]
    target: str
    stamps: str  # the date column that says when; figures filter on it, never on the state
    conditions: tuple[Condition, ...] = ()
    rule: str = ""
    asks: tuple[str, ...] = ()  # fields that are filled in with the step, and not before it

    def unmet(self, record: object) -> list[Label]:
        """What the record still lacks for the step."""
        return [one.unmet for one in self.conditions if not one.holds(record)]


@dataclass(frozen=True)
class Workflow:
    """The states of a register's records, the first being where they begin."""

    states: tuple[tuple[str, Label], ...]
    transitions: tuple[Transition, ...]
    field: str = "state"
    road: tuple[str, ...] = ()  # the usual way, for the stepper; else only what has been passed

    @property
    def initial(self) -> str:
        """Where a record begins."""
        return self.states[0][0]

    @property
    def stamped(self) -> set[str]:
        """The date columns that say when a step was taken."""
        return {step.stamps for step in self.transitions}

    def transition(self, code: str) -> Transition:
        """The step of that name."""
        return next(step for step in self.transitions if step.code == code)

    def open_to(self, record: object) -> list[Transition]:
        """The steps that lead on from the record's state."""
        state = getattr(record, self.field)
        return [step for step in self.transitions if state in step.source]

    def reachable(self) -> set[str]:
        """Every state that some chain of steps leads to."""
        reached, grown = {self.initial}, True
        while grown:
            targets = {
                step.target for step in self.transitions if reached.intersection(step.source)
            }
            grown = not targets <= reached
            reached |= targets
        return reached

    def advance(self, record: Any, code: str, on: datetime.date) -> None:
        """Take a step on a day: check the conditions, stamp the date, set the state (unsaved)."""
        step = self.transition(code)
        if step not in self.open_to(record):
            raise TransitionRefused(_("当前状态不能“{step}”。").format(step=step.label))
        if unmet := step.unmet(record):
            raise TransitionRefused("；".join(str(sentence) for sentence in unmet))
        setattr(record, step.stamps, on)
        setattr(record, self.field, step.target)
