"""The number of SQL queries depends on what is declared, not on how much there is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from halfsky.figures.declaration import Distinct
from halfsky.figures.models import AdjustmentKind
from halfsky.figures.queries import grouped_queries
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import compute
from halfsky.org.acts import found
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import ATTENDANCES, H1, SESSIONS
from tests.figures.world import fill

# Organisations, edges, parameters, adjustments, answers that there was nothing.
ONCE = 5


def queries(codes: list[str] | None = None, organisation: int | None = None) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        report = compute(H1, organisation, codes=codes)
        for id in report.order:
            for code in codes or figures():
                report.fact(code, id).to_json()
    return len(captured)


def expected() -> int:
    """One a register and grouping key, a distinct figure, who reported otherwise, who took part."""
    measures = {m.code: m for figure in figures().values() for m in measures_of(figure)}.values()
    grouped = grouped_queries(measures)
    told = {query.register.code for query in grouped if query.tells_who_reported}
    untold = {measure.register.code for measure in measures} - told
    distinct = [measure for measure in measures if isinstance(measure, Distinct)]
    joint = {measure.register.code for measure in measures if measure.register.participants}
    return ONCE + len(grouped) + len(distinct) + len(untold) + len(joint)


def test_it_asks_once_a_register_and_grouping_key(cast: Cast) -> None:
    assert queries() == expected()


def test_it_asks_no_more_of_a_city_with_records(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    make.AdjustmentFactory.create(organisation=cast.west)
    make.NothingToReportFactory.create(organisation=cast.west)
    assert queries() == expected()


def test_it_asks_no_more_of_more_organisations(cast: Cast) -> None:
    few = queries()
    for place in range(20):
        union = found(
            cast.east, datetime.date(2020, 1, 1), code=f"X{place}", name=f"厂{place}", kind="single"
        )
        make.TrainingFactory.create(organisation=union)
    assert queries() == few
    assert queries(organisation=cast.east.pk) == few


@pytest.mark.parametrize(
    "codes", [[SESSIONS], [SESSIONS, ATTENDANCES, "education.training_sessions_skills"]]
)
def test_it_asks_once_for_all_figures_of_a_register(cast: Cast, codes: list[str]) -> None:
    assert queries(codes) == ONCE + 2  # the records, and who took part


def test_it_asks_again_only_for_declared_totals(cast: Cast) -> None:
    fill(cast)  # one declared total, of a distinct figure
    assert queries() == expected() + 1
    assert queries(organisation=cast.west.pk) == expected()


def test_it_asks_once_for_all_declared_totals_of_a_stretch(cast: Cast) -> None:
    people = {"entered_by": cast.lin, "approved_by": cast.zhou}
    declared = {"kind": AdjustmentKind.DECLARED, "value": 9, **people}
    for place in range(10):
        union = found(
            cast.east, datetime.date(2020, 1, 1), code=f"X{place}", name=f"厂{place}", kind="single"
        )
        for figure in (SESSIONS, ATTENDANCES):
            make.AdjustmentFactory.create(figure=figure, organisation=union, **declared)
    assert queries() == expected() + 1
    assert queries([SESSIONS, ATTENDANCES], cast.east.pk) == ONCE + 3
    make.AdjustmentFactory.create(
        organisation=cast.west, since=datetime.date(2022, 4, 1), **declared
    )
    assert queries([SESSIONS, ATTENDANCES]) == ONCE + 4
