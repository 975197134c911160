"""Peculiar to the section 组织建设: who should have a women's body, and who has."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from halfsky.org.acts import dissolve, found
from halfsky.registers.organising.women_organisations import Form, Role
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import ask, ask_all

DUE, BUILT, RATE = (
    "organising.unions_due",
    "organising.women_organisations",
    "organising.formation_rate",
)
IN_MAY = datetime.date(2022, 5, 20)


def set_parameter(code: str, value: object, since: str = "2022-01-01") -> None:
    make.ParameterValueFactory.create(
        code=code, since=datetime.date.fromisoformat(since), value=value
    )


@pytest.mark.parametrize(
    ("forms", "thresholds", "due"),
    [
        (None, {}, 2),  # a commissioner from one woman on
        (None, {"commissioner_due_from": 5}, 1),
        (["committee"], {}, 1),  # ten by the rule
        (["committee"], {"committee_due_from": 25}, 0),
        (["committee", "commissioner"], {"committee_due_from": 2}, 2),
    ],
)
def test_it_takes_the_lowest_threshold_of_the_forms_counted(
    cast: Cast, forms: list[str] | None, thresholds: dict[str, int], due: int
) -> None:
    for union, women in ((cast.textile, 20), (cast.toys, 3), (cast.pottery, 0)):
        make.HeadCountFactory.create(organisation=union, women_members=women)
    if forms:
        set_parameter("forms_counted", forms)
    for code, value in thresholds.items():
        set_parameter(code, value)
    assert ask(DUE).value == due


def test_it_counts_only_the_forms_that_count(cast: Cast) -> None:
    for union, form in ((cast.textile, Form.COMMITTEE), (cast.toys, Form.COMMISSIONER)):
        make.HeadCountFactory.create(organisation=union)
        make.WomenOrganisationFactory.create(organisation=union, form=form)
    assert ask(BUILT).value == 2
    set_parameter("forms_counted", ["committee"])
    assert ask(BUILT).value == 1
    assert ask(BUILT, period="2021").value == 2


def test_it_never_has_more_built_than_due(cast: Cast) -> None:
    make.HeadCountFactory.create(organisation=cast.textile)
    make.HeadCountFactory.create(organisation=cast.pottery, women_members=0)
    for union in (cast.textile, cast.pottery, cast.market):  # the market was never counted
        make.WomenOrganisationFactory.create(organisation=union)
    report = ask_all([DUE, BUILT, RATE])
    assert [report.fact(code).amount for code in (DUE, BUILT)] == [1, 1]
    assert report.fact(RATE).shown == "100%"


def test_it_takes_the_head_count_in_force_on_the_last_day(cast: Cast) -> None:
    make.HeadCountFactory.create(organisation=cast.toys, women_members=0, until=IN_MAY)
    make.HeadCountFactory.create(organisation=cast.toys, women_members=9, since=IN_MAY)
    assert ask(DUE, period="2022-04").value == 0
    assert ask(DUE, period="2022-05").value == 1


def test_it_leaves_the_dissolved_out(cast: Cast) -> None:
    make.HeadCountFactory.create(organisation=cast.pottery)
    make.WomenOrganisationFactory.create(organisation=cast.pottery)
    dissolve(cast.pottery, datetime.date(2022, 6, 30))
    assert [ask(code).value for code in (DUE, BUILT)] == [0, 0]
    assert ask("organising.unions").value == 4


def test_it_counts_federations_and_branches_as_no_unions(cast: Cast) -> None:
    make.HeadCountFactory.create(organisation=cast.federation)
    make.HeadCountFactory.create(organisation=cast.pit)
    assert ask(DUE).value == 0
    assert ask("organising.unions").value == 5


def test_it_counts_new_unions_by_the_day_of_founding(cast: Cast) -> None:
    for place, has_body in enumerate((True, False)):
        union = found(cast.east, IN_MAY, code=f"N{place}", name=f"新{place}", kind="single")
        make.HeadCountFactory.create(organisation=union, since=IN_MAY)
        if has_body:
            make.WomenOrganisationFactory.create(
                organisation=union, since=datetime.date(2022, 6, 30)
            )
    codes = [f"organising.{name}_new" for name in ("unions", "unions_due", "women_organisations")]
    report = ask_all([*codes, "organising.formation_rate_new"])
    assert [report.fact(code).value for code in codes] == [2, 2, 1]
    assert report.fact("organising.formation_rate_new").shown == "50%"


def test_it_covers_an_employer_once_and_only_with_a_womens_body(cast: Cast) -> None:
    shared = make.EmployerFactory.create()
    for union in (cast.textile, cast.mine, cast.market):
        make.CoverageFactory.create(organisation=union, employer=shared)
        make.CoverageFactory.create(organisation=union)
    for union in (cast.textile, cast.mine):
        make.WomenOrganisationFactory.create(organisation=union)
    assert ask("organising.employers_covered").value == 3
    assert ask("organising.employers_covered", cast.west).value == 2


def test_it_counts_mentors_where_they_are_and_mentees_where_they_are(cast: Cast) -> None:
    for day in (IN_MAY, datetime.date(2022, 6, 1)):
        make.MentoringAssessmentFactory.create(
            organisation=cast.city, date=day, mentor=cast.textile, mentee=cast.mine
        )
    make.MentoringAssessmentFactory.create(
        organisation=cast.city, mentor=cast.textile, mentee=cast.market
    )
    report = ask_all(["organising.demonstration_units", "organising.paired_units"])
    counted = {
        town.code: [
            report.fact(f"organising.{name}", town.pk).value
            for name in ("demonstration_units", "paired_units")
        ]
        for town in (cast.east, cast.west)
    }
    assert counted == {"east": [1, 0], "west": [0, 2]}


def test_it_allows_one_womens_body_in_being(cast: Cast) -> None:
    make.WomenOrganisationFactory.create(organisation=cast.toys, until=IN_MAY)
    make.WomenOrganisationFactory.create(organisation=cast.toys, since=IN_MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.WomenOrganisationFactory.create(organisation=cast.toys)


def test_it_allows_one_chair_at_a_time(cast: Cast) -> None:
    term = make.TermFactory.create(women_organisation__organisation=cast.toys)
    make.SeatFactory.create(term=term, role=Role.CHAIR, until=IN_MAY)
    make.SeatFactory.create(term=term, role=Role.CHAIR, since=IN_MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.SeatFactory.create(term=term, role=Role.CHAIR)


def test_it_counts_no_part_above_its_whole(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="head_count_parts_within_wholes"):
        make.HeadCountFactory.create(organisation=cast.toys, women_members=30)
