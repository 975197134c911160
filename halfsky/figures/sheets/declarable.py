"""Which figures a whole table of organisations may be declared in, and what may be typed there."""

from functools import cache

from halfsky.figures.declaration import Count, Measure, Sum
from halfsky.figures.registry import figures

Declarable = Count | Sum


@cache
def declarable(section: str) -> tuple[Declarable, ...]:
    """Counts and sums of a section that units report.

    No rates, whose parts are declared; no distinct figures, for what two unions counted once each
    may be the same thing; none of sealed cases, which are not told of a single organisation; none
    that follow from the tree.
    """
    return tuple(
        figure
        for figure in figures().values()
        if isinstance(figure, Count | Sum) and figure.section == section and is_reported(figure)
    )


def is_reported(figure: Measure) -> bool:
    """Whether it is counted from what organisations themselves report of what has happened."""
    register = figure.register
    return (
        bool(register.organisation_prefix)
        and not register.is_sealed
        and not register.looks_ahead
        and not figure.target_of
    )


@cache
def sections_declared() -> tuple[str, ...]:
    """The sections that have such figures, in the order of declaration."""
    found = dict.fromkeys(figure.section for figure in figures().values())
    return tuple(section for section in found if declarable(section))
