"""A computed figure: the one thing that page, sheet, JSON, Word and checker read."""

from dataclasses import dataclass
from typing import Any

from halfsky.figures.coverage import Coverage
from halfsky.figures.declaration import (
    AnyFigure,
    AnyMeasure,
    Measure,
    Question,
    Ratio,
    rate_rounding,
)
from halfsky.figures.periods import Period
from halfsky.figures.rounding import shown_money, shown_percent, stored_percent, yuan
from halfsky.org.tree import Node

MONEY = "元"


@dataclass(frozen=True)
class Part:
    """A number added up from records: a figure itself, or a part of a ratio; money in fen."""

    measure: AnyMeasure
    amount: int
    adjustment: int  # what adjustments add to the records
    head_count: int  # of a distinct figure: persons counted without names


@dataclass(frozen=True)
class Fact:
    """A figure for one organisation and period, with what it stands on."""

    figure: AnyFigure
    semantics: str
    organisation: Node
    question: Question
    own: bool  # the organisation alone, without everything below it
    amount: int  # a ratio's numerator; money in fen
    denominator: int | None  # of a ratio only
    records: int  # the length of the drill-through
    adjustment: int  # what adjustments add to the records; money in fen
    parts: tuple[Part, ...]  # itself; of a ratio the numerator and the denominator
    coverage: Coverage
    definition: int

    @property
    def period(self) -> Period:
        """The period asked for."""
        return self.question.period

    @property
    def is_money(self) -> bool:
        """Whether amounts are fen."""
        return self.figure.unit == MONEY

    @property
    def value(self) -> int | float | None:
        """As a JSON number: a count, yuan, or percent to 6 decimals (None without denominator)."""
        if self.denominator is not None:
            return stored_percent(self.amount, self.denominator)
        return yuan(self.amount) if self.is_money else self.amount

    @property
    def shown(self) -> str:
        """As the summary prints it."""
        house = self.question.parameters.value(rate_rounding)
        if isinstance(self.figure, Ratio):
            rounding = self.figure.rounding or house
            return shown_percent(self.amount, self.denominator or 0, self.figure.decimals, rounding)
        return (
            shown_money(self.amount, house) if self.is_money else f"{self.amount}{self.figure.unit}"
        )

    @property
    def is_empty(self) -> bool:
        """Neither records nor adjustments: its sentence drops. A rate of 0 % is not empty."""
        return self.records == 0 and self.adjustment == 0 and not self.denominator

    def to_json(self) -> dict[str, Any]:
        """The contract of decisions 29."""
        figure = self.figure
        since = figure.since if isinstance(figure, Measure) else None
        is_ratio = self.denominator is not None
        return {
            "code": figure.code,
            "label": str(figure.label),
            "kind": figure.kind,
            "unit": figure.unit,
            "semantics": self.semantics,
            "since": since.isoformat() if since else None,
            "value": self.value,
            "numerator": self._number(self.amount) if is_ratio else None,
            "denominator": self._number(self.denominator or 0) if is_ratio else None,
            "shown": self.shown,
            "records": self.records,
            "adjustment": self._number(self.adjustment),
            "coverage": {
                "due": self.coverage.due,
                "reported": self.coverage.reported,
                "silent": self.coverage.silent,
            },
            "definition": self.definition,
        }

    def _number(self, amount: int) -> int | float:
        return yuan(amount) if self.is_money else amount
