"""Who had to report, who has, and who is silent."""

import datetime

import pytest

from halfsky.org.acts import dissolve, found
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import CONTRACTS, SESSIONS, ask, ask_all

GRASSROOTS = 5  # textile, toys, pottery, market, mine


def numbers(code: str, **scope: object) -> tuple[int, int, int]:
    coverage = ask(code, **scope).coverage  # type: ignore[arg-type]
    return coverage.due, coverage.reported, coverage.silent


def answer(organisation: object, since: str, until: str, register: str = "trainings") -> None:
    make.NothingToReportFactory.create(
        organisation=organisation,
        register=register,
        since=datetime.date.fromisoformat(since),
        until=datetime.date.fromisoformat(until),
    )


def test_it_expects_reports_from_the_tiers_of_the_register(cast: Cast) -> None:
    assert numbers(SESSIONS) == (4, 0, 4)  # the city, two towns, a federation
    assert numbers(CONTRACTS) == (GRASSROOTS, 0, GRASSROOTS)
    assert numbers("safety.pledges") == (0, 0, 0)


def test_it_takes_a_record_as_a_report(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    make.TrainingFactory.create(organisation=cast.toys)  # had not to report
    assert numbers(SESSIONS) == (4, 1, 3)
    assert numbers(SESSIONS, organisation=cast.east) == (2, 1, 1)
    assert numbers(SESSIONS, organisation=cast.east, own=True) == (1, 1, 0)


def test_it_takes_no_record_of_another_period_as_a_report(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east, date=datetime.date(2021, 12, 31))
    assert numbers(SESSIONS) == (4, 0, 4)


def test_it_takes_a_record_as_a_report_even_if_no_figure_counts_it(cast: Cast) -> None:
    make.ComplaintFactory.create(organisation=cast.east, is_woman_worker=False)
    assert numbers("rights.complaints")[1] == 1
    assert numbers("rights.money_recovered")[1] == 1


def test_it_takes_a_standing_record_as_a_report(cast: Cast) -> None:
    make.SpecialContractFactory.create(organisation=cast.toys, since=datetime.date(2020, 1, 1))
    make.SpecialContractFactory.create(
        organisation=cast.mine,
        since=datetime.date(2020, 1, 1),
        until=datetime.date(2022, 6, 30),
    )
    assert numbers(CONTRACTS) == (GRASSROOTS, 1, GRASSROOTS - 1)


@pytest.mark.parametrize(
    ("intervals", "has_answered"),
    [
        ([("2022-01-01", "2022-07-01")], True),
        ([("2021-01-01", "2023-01-01")], True),
        ([("2022-01-01", "2022-06-30")], False),  # the last day is open
        ([("2022-01-02", "2022-07-01")], False),  # the first day is open
        ([("2022-01-01", "2022-04-01"), ("2022-04-01", "2022-07-01")], True),
        ([("2022-04-01", "2022-07-01"), ("2022-01-01", "2022-05-01")], True),
        ([("2022-01-01", "2022-04-01"), ("2022-04-02", "2022-07-01")], False),
        ([("2022-01-01", "2022-06-01"), ("2022-02-01", "2022-03-01")], False),
        (
            [
                ("2022-01-01", "2022-06-01"),
                ("2022-02-01", "2022-03-01"),
                ("2022-06-01", "2022-07-01"),
            ],
            True,
        ),
        ([], False),
    ],
)
def test_it_takes_nothing_to_report_as_an_answer_when_no_day_is_open(
    cast: Cast, intervals: list[tuple[str, str]], has_answered: bool
) -> None:
    for since, until in intervals:
        answer(cast.west, since, until)
    assert numbers(SESSIONS) == (4, int(has_answered), 4 - has_answered)


def test_it_takes_an_answer_for_all_registers(cast: Cast) -> None:
    answer(cast.west, "2022-01-01", "2022-07-01", register="")
    assert numbers(SESSIONS)[1] == 1
    assert numbers("rights.employers_visited")[1] == 1


def test_it_takes_no_answer_for_another_register(cast: Cast) -> None:
    answer(cast.west, "2022-01-01", "2022-07-01", register="complaints")
    assert numbers(SESSIONS)[1] == 0


def test_it_expects_nothing_of_the_dissolved_and_the_unfounded(cast: Cast) -> None:
    dissolve(cast.pottery, datetime.date(2022, 6, 30))
    found(cast.east, datetime.date(2022, 7, 1), code="new", name="新东工会", kind="single")
    assert numbers(CONTRACTS)[0] == GRASSROOTS - 1


def test_it_wants_both_registers_of_a_rate(cast: Cast) -> None:
    make.HeadCountFactory.create(organisation=cast.toys)
    make.HeadCountFactory.create(organisation=cast.mine)
    make.WomenOrganisationFactory.create(organisation=cast.mine)
    assert numbers("organising.unions_due")[1] == 2
    assert numbers("organising.formation_rate") == (GRASSROOTS, 1, GRASSROOTS - 1)


def test_it_adds_coverage_up_the_tree(cast: Cast) -> None:
    make.SpecialContractFactory.create(organisation=cast.toys)
    report = ask_all([CONTRACTS])
    towns = [report.fact(CONTRACTS, town.pk).coverage for town in (cast.east, cast.west)]
    assert [(town.due, town.reported) for town in towns] == [(3, 1), (2, 0)]
