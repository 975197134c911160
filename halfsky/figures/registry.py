"""Finds the figures that the sections declare."""

from functools import cache
from typing import cast

from halfsky.figures.declaration import AnyFigure, AnyMeasure, Figure, Ratio
from halfsky.records.registry import all_declared


@cache
def figures() -> dict[str, AnyFigure]:
    """Every figure by its code, in the order of declaration."""
    declared = cast("list[AnyFigure]", all_declared(Figure))
    return {figure.code: figure for figure in declared}


def measures_of(figure: AnyFigure) -> tuple[AnyMeasure, ...]:
    """The figures added up from records that a figure stands on: itself, or a ratio's parts."""
    if isinstance(figure, Ratio):
        return measures_of(figures()[figure.numerator]) + measures_of(figures()[figure.denominator])
    return (figure,)


def part_of_ratio(figure: Ratio, part: str) -> AnyMeasure:
    """A ratio's numerator or denominator."""
    code = figure.denominator if part == "denominator" else figure.numerator
    return measures_of(figures()[code])[0]
