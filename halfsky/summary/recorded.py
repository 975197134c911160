"""The computed figures that the checker compares a text with."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from halfsky.figures.disclosure import Disclosed, Disclosure
from halfsky.figures.facts import Fact
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import Report, compute
from halfsky.figures.rounding import FEN_PER_YUAN
from halfsky.summary.check import StoredFigure


def stored_figures(period: Period, organisation: int | None = None) -> list[StoredFigure]:
    """Every figure of an organisation with everything below it; one without records is left out.

    A claim about it then stays "cannot tell": that nothing was recorded does not make it wrong.
    Plans are those of the next period: they are what a summary of this one speaks of.
    """
    results = compute(period, organisation)
    plans = compute(period.following, organisation)
    return told_of(report.fact(code) for report, code in places(results, plans))


def disclosed_figures(disclosure: Disclosure, results: Report, plans: Report) -> list[Disclosed]:
    """The same figures as one reader may have them, for a page: with a number or with a reason."""
    return [disclosure.of(report, code) for report, code in places(results, plans)]


def places(results: Report, plans: Report) -> Iterator[tuple[Report, str]]:
    """Every figure's code with the report that it is taken from."""
    for code in figures():
        yield plans if is_plan(code) else results, code


def told_of(facts: Iterable[Fact]) -> list[StoredFigure]:
    """What a text can be compared with: the facts that stand on something."""
    return [stored(fact) for fact in facts if not fact.is_empty]


def is_plan(code: str) -> bool:
    """Whether a figure counts what is still to come."""
    return all(measure.register.looks_ahead for measure in measures_of(figures()[code]))


def stored(fact: Fact) -> StoredFigure:
    """A fact as the checker reads it: money in yuan, a rate in percent, both exact."""
    return StoredFigure(
        code=fact.figure.code,
        label=str(fact.figure.name),
        unit=fact.figure.unit,
        value=exact_value(fact),
        shown=fact.shown,
        semantics=fact.semantics,
        period_label=fact.period.label,
    )


def exact_value(fact: Fact) -> Fraction | None:
    """The quotient or amount itself; None where there is nothing to divide by."""
    if fact.denominator is not None:
        return Fraction(100 * fact.amount, fact.denominator) if fact.denominator else None
    return Fraction(fact.amount, FEN_PER_YUAN) if fact.is_money else Fraction(fact.amount)
