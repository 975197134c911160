"""One figure of a text under the name that a table gives it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from halfsky.summary.check.conflicts.contradictions import bare_words
from halfsky.summary.check.report import Claim
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import unit_of

_RELATIVE = lazy(r"人均|户均|平均|每|占|比|较|同比|环比")


@dataclass(frozen=True)
class Statement:
    """A figure as a table takes it: `name` says what is counted, `topic` what it belongs to."""

    claim: Claim
    value: Fraction
    name: str
    topic: str
    code: str | None
    mode: str
    is_new: bool
    is_part: bool
    is_cell: bool = False

    @property
    def title(self) -> str:
        """The name, behind what it belongs to where it says nothing alone."""
        told_apart = self.topic and self.name and self.topic != self.name
        return f"{self.topic}：{self.name}" if told_apart else self.name

    @cached_property
    def bare(self) -> tuple[str, str, str]:
        """Name, topic and title without fillers, to be compared."""
        return bare_words(self.name), bare_words(self.topic), bare_words(self.title)

    @property
    def is_relative(self) -> bool:
        """Whether it says how much of, or for each of, what it belongs to: 人均, 占."""
        return bool(_RELATIVE.match(self.name))

    @cached_property
    def kind(self) -> str:
        """The kind of its unit; people and visits may stand in one row, so may firms and 个."""
        return kind_of(self.claim.unit)


def kind_of(unit: str) -> str:
    """The kind of a unit, people and visits as one."""
    known = unit_of(normalise(unit))
    kind = known.kind if known else "number"
    return {"attendance": "person", "generic": "organisation"}.get(kind, kind)


def group_of(claim: Claim) -> str:
    """The kind of what a figure counts; households go with the people in them."""
    kind = kind_of(claim.unit)
    return "person" if kind == "household" else kind
