"""How a figure has developed: the same over a run of periods, as a drawing with its table."""

from django.utils.translation import gettext as _

from halfsky.components import Chart, Series
from halfsky.figures.declaration import AnyFigure
from halfsky.figures.disclosure import Disclosed, Disclosure
from halfsky.figures.pages.asking import Asked
from halfsky.figures.pages.choosing import before
from halfsky.figures.pages.wording import is_unreported, number_text
from halfsky.figures.periods import Period

# How many periods of so many months are drawn.
RUN = {12: 4, 6: 6, 3: 8, 1: 13}


def run_of_periods(period: Period) -> list[Period]:
    """The period asked for and those before it, the oldest first."""
    periods = [period]
    while len(periods) < RUN.get(period.months, 3):
        periods.append(before(periods[-1]))
    return periods[::-1]


def points_of(asked: Asked, figure: AnyFigure, disclosure: Disclosure) -> list[Disclosed]:
    """The figure in each of them."""
    return [
        disclosure.of(asked.report([figure.code], period), figure.code, own=asked.own)
        for period in run_of_periods(asked.period)
    ]


def history_of(asked: Asked, figure: AnyFigure, disclosure: Disclosure) -> Chart | None:
    """A drawing of the run; nothing where no number of it may be shown."""
    periods = run_of_periods(asked.period)
    points = points_of(asked, figure, disclosure)
    if not any(point.is_shown for point in points):
        return None
    return Chart(
        id="history",
        title=_("{figure}的变化").format(figure=figure.name),
        categories=[period.label for period in periods],
        series=[
            Series(
                str(figure.name), [drawn(point) for point in points], [*map(number_text, points)]
            )
        ],
        kind="line" if len(periods) > 6 else "bar",
        unit=figure.unit,
        emphasis=len(periods) - 1,
        urls=[asked.during(period).url("fact", figure.code) for period in periods],
        category_label=_("期间"),
        sheet_url=asked.url("history_sheet", figure.code, "xlsx"),
        picture_url=asked.url("picture"),
    )


def drawn(point: Disclosed) -> int | float | None:
    """A value to draw; silence is a gap, not a zero."""
    return None if is_unreported(point) else point.value
