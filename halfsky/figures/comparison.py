"""How a figure stands against the same figure of another period."""

from dataclasses import dataclass
from decimal import Decimal

from halfsky.figures.declaration import Ratio, Rounding, rate_rounding
from halfsky.figures.facts import Fact
from halfsky.figures.rounding import percent, plain, shown_money

PERCENT_DECIMALS = 1


class UnlikeFigures(ValueError):
    """Two facts that cannot be set against each other."""


@dataclass(frozen=True)
class Comparison:
    """One fact and an earlier one of the same figure."""

    now: Fact
    then: Fact

    def __post_init__(self) -> None:
        if self.now.figure is not self.then.figure:
            raise UnlikeFigures(f"{self.now.figure.code} / {self.then.figure.code}")

    @property
    def is_possible(self) -> bool:
        """Whether there is something to compare with."""
        divisible = self.now.denominator != 0 and self.then.denominator != 0
        return not self.then.is_empty and self.then.amount != 0 and divisible

    @property
    def same_definition(self) -> bool:
        """Whether both were counted by one definition and parameters; where not, it is said."""
        return (
            self.now.definition == self.then.definition
            and self.now.question.parameters.stored == self.then.question.parameters.stored
        )

    @property
    def growth(self) -> str:
        """增长5.2%, 下降3.1% or 持平; of a rate in percentage points."""
        if isinstance(self.now.figure, Ratio):
            return self._points(self.now.figure)
        amount = self.now.amount - self.then.amount
        rate = percent(amount, self.then.amount, PERCENT_DECIMALS, self._rounding)
        return worded(rate, "增长", "下降", "%") if amount else "持平"

    def _points(self, figure: Ratio) -> str:
        rates = [
            percent(fact.amount, fact.denominator or 1, max(figure.decimals, 1), self._rounding)
            for fact in (self.now, self.then)
        ]
        return worded(rates[0] - rates[1], "提高", "降低", "个百分点")

    @property
    def difference(self) -> str:
        """增加12家, 减少3家 or 持平."""
        amount = self.now.amount - self.then.amount
        if amount == 0:
            return "持平"
        word = "增加" if amount > 0 else "减少"
        if self.now.is_money:
            return word + shown_money(abs(amount), self._rounding)
        return f"{word}{abs(amount)}{self.now.figure.unit}"

    @property
    def _rounding(self) -> Rounding:
        return self.now.question.parameters.value(rate_rounding)


def worded(number: Decimal, up: str, down: str, unit: str) -> str:
    """A signed number in words."""
    if number == 0:
        return "基本持平"
    return f"{up if number > 0 else down}{plain(abs(number))}{unit}"
