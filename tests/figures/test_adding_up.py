"""Figures over the tree and over time: own and subtree, kinds of time, what was known when."""

import datetime

import pytest

from halfsky.figures import queries
from halfsky.figures.declaration import Count
from halfsky.figures.engine import OrmEngine
from halfsky.figures.registry import figures
from halfsky.figures.report import compute
from halfsky.org.acts import found, merge, move
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import (
    ATTENDANCES,
    CONTRACTS,
    H1,
    SCREENED,
    SESSIONS,
    VISITED,
    ask,
    ask_all,
    behind,
)

MARCH = datetime.date(2022, 3, 8)
ONE_DAY = datetime.timedelta(days=1)


def noon(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}T12:00:00+08:00")


def test_it_adds_what_lies_below(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east, women_attending=30)
    make.TrainingFactory.create(organisation=cast.toys, women_attending=12)
    make.TrainingFactory.create(organisation=cast.mine, women_attending=5)
    report = ask_all([ATTENDANCES])
    assert [report.fact(ATTENDANCES, one.pk).value for one in (cast.east, cast.west)] == [42, 5]
    assert report.fact(ATTENDANCES).value == 47
    assert report.fact(ATTENDANCES, cast.east.pk, own=True).value == 30
    assert ask(ATTENDANCES, cast.federation).value == 12


def test_it_counts_a_thing_once_however_many_bodies_name_it(cast: Cast) -> None:
    employer = make.EmployerFactory.create()
    for organisation in (cast.east, cast.west, cast.toys):
        make.EnterpriseVisitFactory.create(organisation=organisation, employer=employer)
    report = ask_all([VISITED])
    below = [report.fact(VISITED, town.pk).amount for town in (cast.east, cast.west)]
    assert below == [1, 1]
    assert report.fact(VISITED).value == 1 < sum(below)


def test_it_adds_heads_to_different_persons(cast: Cast) -> None:
    woman = make.ScreeningAttendanceFactory.create(screening__organisation=cast.toys).person_key
    make.ScreeningAttendanceFactory.create(screening__organisation=cast.mine, person_key=woman)
    make.ScreeningFactory.create(organisation=cast.mine, women=7)
    fact = ask(SCREENED)
    assert (fact.value, fact.parts[0].head_count, fact.records) == (8, 7, 8)


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2021-12-31", 0), ("2022-01-01", 1), ("2022-06-30", 1), ("2022-07-01", 0)],
)
def test_it_counts_what_happened_from_the_first_to_the_last_day(
    cast: Cast, day: str, counted: int
) -> None:
    make.TrainingFactory.create(organisation=cast.east, date=datetime.date.fromisoformat(day))
    assert ask(SESSIONS).value == counted


@pytest.mark.parametrize(
    ("since", "until", "counted"),
    [
        ("2022-06-30", None, 1),
        ("2022-07-01", None, 0),
        ("2019-01-01", "2022-06-30", 0),  # ends on the last day: no longer in force on it
        ("2019-01-01", "2022-07-01", 1),
        (None, None, 0),  # not yet in force
    ],
)
def test_it_counts_what_stands_on_the_last_day(
    cast: Cast, since: str | None, until: str | None, counted: int
) -> None:
    make.SpecialContractFactory.create(
        organisation=cast.toys,
        since=since and datetime.date.fromisoformat(since),
        until=until and datetime.date.fromisoformat(until),
    )
    assert ask(CONTRACTS).value == counted


def test_it_runs_a_total_from_its_stated_beginning(cast: Cast) -> None:
    code = "assistance.ankang_enrolments"
    for day, persons in (
        ("2020-12-31", 1),
        ("2021-01-01", 2),
        ("2022-06-30", 4),
        ("2022-07-01", 8),
    ):
        make.InsuranceEnrolmentFactory.create(
            organisation=cast.toys, date=datetime.date.fromisoformat(day), persons=persons
        )
    assert ask(code).value == 6
    assert ask(code).to_json()["since"] == "2021-01-01"
    assert ask(code, period="2022H2").value == 14


def test_it_leaves_empty_columns_out_of_a_sum(cast: Cast) -> None:
    make.PlanItemFactory.create(organisation=cast.city, target_figure="", target=None)
    make.PlanItemFactory.create(organisation=cast.city, target=60)
    fact = ask("planning.employers_visited", period="2022H2")
    assert (fact.value, fact.records) == (60, 1)


def test_it_keeps_a_period_before_a_move_as_it_was(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.toys)
    before = ask(SESSIONS, cast.east).value
    move(cast.toys, cast.west, datetime.date(2022, 7, 1))
    assert ask(SESSIONS, cast.east).value == before == 1
    assert ask(SESSIONS, cast.west).value == 0


def test_it_counts_a_whole_period_where_the_organisation_stands_at_its_end(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.toys)
    move(cast.toys, cast.west, datetime.date(2022, 6, 30))
    assert ask(SESSIONS, cast.east).value == 0
    assert ask(SESSIONS, cast.west).value == 1


def test_it_brings_what_happened_before_a_merger_to_the_heir(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.toys)
    merge(cast.toys, cast.market, datetime.date(2022, 6, 1))
    assert ask(SESSIONS, cast.market).value == 1
    assert ask(SESSIONS, cast.market, own=True).value == 0
    assert ask(SESSIONS, cast.east).value == 0
    assert ask(SESSIONS).value == 1


def test_it_counts_only_what_was_entered_by_a_day(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east, entered_at=noon("2022-07-01"))
    make.TrainingFactory.create(organisation=cast.east, entered_at=noon("2022-07-10"))
    assert ask(SESSIONS, entered_by=datetime.date(2022, 6, 30)).value == 0
    assert ask(SESSIONS, entered_by=datetime.date(2022, 7, 1)).value == 1
    assert ask(SESSIONS).value == 2


def test_it_still_knows_what_was_withdrawn_later(cast: Cast) -> None:
    make.TrainingFactory.create(
        organisation=cast.east,
        entered_at=noon("2022-06-01"),
        withdrawn_at=noon("2022-07-05"),
        withdrawn_because="重复录入",
    )
    assert ask(SESSIONS).value == 0
    assert ask(SESSIONS, entered_by=datetime.date(2022, 7, 4)).value == 1
    assert ask(SESSIONS, entered_by=datetime.date(2022, 7, 5)).value == 0


def test_it_knows_by_a_day_only_the_head_counts_entered_by_then(cast: Cast) -> None:
    make.WomenOrganisationFactory.create(
        organisation=cast.toys, since=MARCH, entered_at=noon("2022-03-08")
    )
    make.HeadCountFactory.create(organisation=cast.toys, entered_at=noon("2022-07-20"))
    codes = ["organising.women_organisations", "organising.unions_due"]
    report = ask_all(codes, entered_by=datetime.date(2022, 6, 30))
    assert [report.fact(code).value for code in codes] == [0, 0]
    assert [ask(code).value for code in codes] == [1, 1]


def test_it_knows_by_a_day_only_the_women_organisations_entered_by_then(cast: Cast) -> None:
    code = "organising.employers_covered"
    make.CoverageFactory.create(organisation=cast.toys, entered_at=noon("2022-03-08"))
    make.WomenOrganisationFactory.create(organisation=cast.toys, entered_at=noon("2022-07-20"))
    assert ask(code, entered_by=datetime.date(2022, 6, 30)).value == 0
    assert ask(code).value == 1


def test_it_keeps_to_a_large_subtree_as_to_a_small_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = make.EmployerFactory.create()
    for organisation in (cast.toys, cast.west):
        make.TrainingFactory.create(organisation=organisation)
        make.EnterpriseVisitFactory.create(organisation=organisation, employer=shared)
        make.EnterpriseVisitFactory.create(organisation=organisation)
    monkeypatch.setattr(queries, "FEW_ORGANISATIONS", 0)
    assert ask(SESSIONS, cast.east).value == 1
    assert ask(VISITED, cast.east).value == 2
    assert [len(behind(code, cast.east)) for code in (SESSIONS, VISITED)] == [1, 2]


def test_it_lists_every_organisation_founded_by_the_end_in_tree_order(cast: Cast) -> None:
    found(cast.east, datetime.date(2022, 7, 1), code="later", name="新东工会", kind="single")
    listed = [node.code for node in ask_all([SESSIONS]).listed()]
    assert listed == [
        *("city", "east", "fed", "textile", "toys", "pottery"),
        *("west", "market", "mine", "mine-pit", "mine-wash"),
    ]
    assert [node.code for node in ask_all([SESSIONS], cast.mine).listed()] == listed[-3:]


def test_it_gives_every_declared_figure_zeros_too(cast: Cast) -> None:
    facts = list(compute(H1).facts())
    assert [fact.figure.code for fact in facts] == list(figures())
    assert all(fact.value in (0, None) for fact in facts if fact.figure.section != "organising")


def test_it_answers_from_the_database_of_its_engine(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    assert ask(SESSIONS, engine=OrmEngine(using="default")).value == 1
    assert isinstance(figures()[SESSIONS], Count)
