"""Dated definitions and parameters: last year's figures still come out by last year's rule."""

import datetime

import pytest
from django.db.models import Q

from halfsky.figures.comparison import Comparison
from halfsky.figures.declaration import Count, Earlier
from halfsky.figures.models import AdjustmentKind
from halfsky.figures.registry import figures
from halfsky.registers.education.trainings import trainings
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import ask

CODE = "education.long_sessions"
IN_2021, IN_2022 = datetime.date(2021, 3, 8), datetime.date(2022, 3, 8)
# Until 2020 every session; until 2022 from four hours on; now from eight.
LONG_SESSIONS = Count(
    code=CODE,
    register=trainings,
    label="长班",
    unit="期",
    where=Q(hours__gte=8),
    earlier=(
        Earlier(datetime.date(2022, 1, 1), Q(hours__gte=4), "2022年起改为8学时"),
        Earlier(datetime.date(2020, 1, 1), Q()),
    ),
    reference="测试",
)


@pytest.fixture
def long_sessions(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Cast:
    """The figure declared, and a session of 2, 4 and 8 hours in each of three years."""
    monkeypatch.setitem(figures(), CODE, LONG_SESSIONS)
    for year in (2019, 2021, 2022):
        for hours in (2, 4, 8):
            day = datetime.date(year, 3, 8)
            make.TrainingFactory.create(organisation=cast.east, date=day, hours=hours)
    return cast


@pytest.mark.parametrize(
    ("period", "value", "definition"),
    [("2019", 3, 1), ("2021", 2, 2), ("2022", 1, 3), ("2021-12", 0, 2)],
)
def test_it_counts_by_the_definition_of_the_time(
    long_sessions: Cast, period: str, value: int, definition: int
) -> None:
    fact = ask(CODE, period=period)
    assert (fact.value, fact.definition) == (value, definition)


def test_it_counts_a_whole_period_by_the_definition_of_its_last_day(long_sessions: Cast) -> None:
    assert ask(CODE, period="2021-01-01..2021-12-31").value == 2
    assert ask(CODE, period="2021-01-01..2022-01-01").value == 1


def test_it_marks_a_comparison_across_definitions(long_sessions: Cast) -> None:
    assert not Comparison(ask(CODE), ask(CODE, period="2021H1")).same_definition
    assert Comparison(ask(CODE), ask(CODE, period="2022Q1")).same_definition


def test_it_takes_thresholds_of_the_last_day(cast: Cast) -> None:
    code = "organising.unions_due"
    for union, women in ((cast.toys, 3), (cast.pottery, 0), (cast.mine, 12)):
        make.HeadCountFactory.create(organisation=union, women_members=women)
    make.ParameterValueFactory.create(since=datetime.date(2022, 6, 30), value=5)
    assert ask(code, period="2021").value == 2
    assert ask(code, period="2022-06-01..2022-06-29").value == 2
    assert ask(code, period="2022H1").value == 1


def test_it_rounds_as_the_house_did_at_the_time(cast: Cast) -> None:
    for day in (IN_2021, IN_2022):
        make.ComplaintFactory.create_batch(2, organisation=cast.city, date=day)
        make.ComplaintFactory.create(organisation=cast.city, date=day, is_woman_worker=False)
    make.ParameterValueFactory.create(
        code="rate_rounding", since=datetime.date(2022, 1, 1), value="half_up"
    )
    shown = [ask("rights.complaints_share", period=year).shown for year in ("2021", "2022")]
    assert shown == ["66.6%", "66.7%"]


def test_it_replaces_records_by_the_definition_that_counts_them(long_sessions: Cast) -> None:
    make.AdjustmentFactory.create(
        figure=CODE,
        organisation=long_sessions.east,
        kind=AdjustmentKind.DECLARED,
        since=datetime.date(2021, 1, 1),
        until=datetime.date(2022, 1, 1),
        value=9,
        entered_by=long_sessions.lin,
        approved_by=long_sessions.zhou,
    )
    fact = ask(CODE, period="2021")
    assert (fact.value, fact.records, fact.adjustment) == (9, 2, 7)
    # Of both years by the definition of 2022: one session each, and nine stand for the first.
    fact = ask(CODE, period="2021-01-01..2022-12-31")
    assert (fact.value, fact.records, fact.adjustment) == (10, 2, 8)
