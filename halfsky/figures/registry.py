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


@cache
def measures_of(figure: AnyFigure) -> tuple[AnyMeasure, ...]:
    """The figures added up from records that a figure stands on: itself, or a ratio's parts."""
    if isinstance(figure, Ratio):
        parts = figures()[figure.numerator], figures()[figure.denominator]
        return tuple(measure for part in parts for measure in measures_of(part))
    return (figure,)


def part_of_ratio(figure: Ratio, part: str) -> AnyMeasure:
    """A ratio's numerator or denominator."""
    numerator, denominator = measures_of(figure)
    return denominator if part == "denominator" else numerator


@cache
def register_codes(figure: AnyFigure) -> tuple[str, ...]:
    """The registers a figure stands on, each once."""
    return tuple(dict.fromkeys(measure.register.code for measure in measures_of(figure)))


@cache
def target_of(code: str) -> AnyFigure | None:
    """The figure of a plan that sets a target for another, if there is one."""
    return next((figure for figure in figures().values() if figure.target_of == code), None)
