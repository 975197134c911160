"""What a text is compared with: the computed figures, exact, of the right period."""

import datetime
from fractions import Fraction

from halfsky.figures.periods import Period
from halfsky.planning.plan_items import PlanItem
from halfsky.summary.check import StoredFigure
from halfsky.summary.recorded import stored_figures
from tests import factories
from tests.cast import Cast

PERIOD = Period.parse("2022H1")
MARCH = datetime.date(2022, 3, 8)


def figures_of(cast: Cast) -> dict[str, StoredFigure]:
    return {figure.code: figure for figure in stored_figures(PERIOD, cast.city.pk)}


def test_it_gives_a_rate_as_its_exact_quotient(cast: Cast) -> None:
    factories.ComplaintFactory.create(organisation=cast.east, date=MARCH, is_woman_worker=True)
    for _place in range(2):
        factories.ComplaintFactory.create(organisation=cast.east, date=MARCH, is_woman_worker=False)

    assert figures_of(cast)["rights.complaints_share"].value == Fraction(100, 3)


def test_it_gives_money_in_yuan(cast: Cast) -> None:
    factories.ComplaintFactory.create(
        organisation=cast.east,
        date=MARCH,
        is_woman_worker=True,
        closed_on=MARCH,
        recovered=123_450,
    )

    assert figures_of(cast)["rights.money_recovered"].value == Fraction(2469, 2)


def test_it_leaves_out_what_has_no_records(cast: Cast) -> None:
    assert "rights.complaints" not in figures_of(cast)


def test_it_takes_plans_from_the_next_period(cast: Cast) -> None:
    for start, until, target in (
        (datetime.date(2022, 1, 1), datetime.date(2022, 7, 1), 80),
        (datetime.date(2022, 7, 1), datetime.date(2023, 1, 1), 120),
    ):
        PlanItem.objects.create(
            organisation=cast.city,
            date=start,
            until=until,
            measure="走访企业",
            target_figure="rights.employers_visited",
            target=target,
        )

    assert figures_of(cast)["planning.employers_visited"].value == 120
