"""Adjustments: what stands beside the records, and never twice."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from halfsky.figures.models import Adjustment, AdjustmentKind
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import CONTRACTS, SCREENED, SESSIONS, VISITED, ask

DECLARED = AdjustmentKind.DECLARED
ENROLLED = "assistance.ankang_enrolments"
JANUARY, APRIL, JULY = (datetime.date(2022, month, 1) for month in (1, 4, 7))
IN_FEBRUARY, IN_MAY = datetime.date(2022, 2, 2), datetime.date(2022, 5, 5)


def adjust(cast: Cast, figure: str, value: int, **fields: object) -> Adjustment:
    """Entered by Lin and approved by Zhou."""
    people = {"entered_by": cast.lin, "approved_by": cast.zhou}
    return make.AdjustmentFactory.create(figure=figure, value=value, **{**people, **fields})


def test_it_adds_a_supplement_to_the_records(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east)
    adjust(cast, SESSIONS, 3, organisation=cast.toys)
    fact = ask(SESSIONS)
    assert (fact.value, fact.records, fact.adjustment) == (4, 1, 3)
    assert ask(SESSIONS, cast.west).adjustment == 0
    assert ask(SESSIONS, cast.east, own=True).value == 1


def test_it_may_take_away(cast: Cast) -> None:
    make.TrainingFactory.create_batch(3, organisation=cast.east)
    adjust(cast, SESSIONS, -1, organisation=cast.east)
    assert ask(SESSIONS).value == 2


@pytest.mark.parametrize(
    ("period", "value"),
    [("2022H1", 5), ("2022", 5), ("2022Q2", 0), ("2022-01-01..2022-06-29", 0), ("2021", 0)],
)
def test_it_never_splits_a_flow(cast: Cast, period: str, value: int) -> None:
    adjust(cast, SESSIONS, 5, organisation=cast.east)
    assert ask(SESSIONS, period=period).value == value


def test_it_lets_a_declared_total_stand_instead_of_the_records(cast: Cast) -> None:
    make.TrainingFactory.create_batch(2, organisation=cast.east)
    adjust(cast, SESSIONS, 9, organisation=cast.east, kind=DECLARED)
    fact = ask(SESSIONS)
    assert (fact.value, fact.records, fact.adjustment) == (9, 2, 7)


def test_it_does_not_double_a_declared_total_when_records_follow(cast: Cast) -> None:
    adjust(cast, SESSIONS, 9, organisation=cast.east, kind=DECLARED)
    for number in range(1, 4):
        make.TrainingFactory.create(organisation=cast.east)
        fact = ask(SESSIONS)
        assert (fact.value, fact.records) == (9, number)


def test_it_adds_records_outside_the_stretch_of_a_declared_total(cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.east, date=IN_FEBRUARY)
    make.TrainingFactory.create(organisation=cast.east, date=IN_MAY)
    adjust(cast, SESSIONS, 9, organisation=cast.east, kind=DECLARED, until=APRIL)
    assert ask(SESSIONS).value == 10
    assert ask(SESSIONS, period="2022Q1").value == 9
    assert ask(SESSIONS, period="2022Q2").value == 1


def test_it_takes_the_total_of_the_longer_stretch(cast: Cast) -> None:
    adjust(cast, SESSIONS, 20, organisation=cast.east, kind=DECLARED)
    adjust(cast, SESSIONS, 9, organisation=cast.east, kind=DECLARED, until=APRIL)
    assert ask(SESSIONS).value == 20
    assert ask(SESSIONS, period="2022Q1").value == 9


def test_it_adds_totals_of_stretches_that_do_not_touch(cast: Cast) -> None:
    adjust(cast, SESSIONS, 9, organisation=cast.east, kind=DECLARED, until=APRIL)
    adjust(cast, SESSIONS, 4, organisation=cast.east, kind=DECLARED, since=APRIL)
    assert ask(SESSIONS).value == 13


@pytest.mark.parametrize("values", [(5, 8), (8, 5)])
def test_it_takes_the_later_entry_of_two_totals_for_one_stretch(
    cast: Cast, values: tuple[int, int]
) -> None:
    for value in values:
        adjust(cast, SESSIONS, value, organisation=cast.east, kind=DECLARED)
        adjust(cast, CONTRACTS, value, organisation=cast.east, kind=DECLARED)
    assert ask(SESSIONS).value == values[1]
    assert ask(CONTRACTS).value == values[1]


def test_it_leaves_out_a_supplement_that_a_total_contains(cast: Cast) -> None:
    adjust(cast, SESSIONS, 3, organisation=cast.east, until=APRIL)
    adjust(cast, SESSIONS, 9, organisation=cast.east, kind=DECLARED)
    assert ask(SESSIONS).value == 9
    assert ask(SESSIONS, period="2022Q1").value == 3


@pytest.mark.parametrize(
    ("period", "value"),
    [("2021H2", 0), ("2022-01", 6), ("2022H1", 6), ("2022-06-01..2022-07-01", 0)],
)
def test_it_holds_a_stock_over_its_interval(cast: Cast, period: str, value: int) -> None:
    adjust(cast, CONTRACTS, 6, organisation=cast.east)
    assert ask(CONTRACTS, period=period).value == value


def test_it_holds_an_open_stock_until_the_next_total(cast: Cast) -> None:
    make.SpecialContractFactory.create(organisation=cast.east)
    adjust(cast, CONTRACTS, 40, organisation=cast.east, kind=DECLARED, until=None)
    adjust(cast, CONTRACTS, 2, organisation=cast.east, since=APRIL, until=None)
    adjust(cast, CONTRACTS, 50, organisation=cast.east, kind=DECLARED, since=JULY, until=None)
    assert ask(CONTRACTS, period="2022H1").value == 40
    assert ask(CONTRACTS, period="2022H2").value == 50


def test_it_dates_a_running_total_by_its_end(cast: Cast) -> None:
    make.InsuranceEnrolmentFactory.create(organisation=cast.toys, date=IN_FEBRUARY, persons=10)
    make.InsuranceEnrolmentFactory.create(organisation=cast.toys, date=IN_MAY, persons=20)
    adjust(cast, ENROLLED, 500, organisation=cast.toys, kind=DECLARED, until=APRIL)
    adjust(cast, ENROLLED, 7, organisation=cast.toys, until=datetime.date(2022, 2, 1))
    adjust(cast, ENROLLED, 3, organisation=cast.toys, until=datetime.date(2022, 6, 1))
    assert ask(ENROLLED, period="2022-02").value == 17
    assert ask(ENROLLED, period="2022Q1").value == 500
    assert ask(ENROLLED, period="2022H1").value == 523


def test_it_adds_to_different_things_after_they_were_told_apart(cast: Cast) -> None:
    employer = make.EmployerFactory.create()
    for organisation in (cast.east, cast.west):
        make.EnterpriseVisitFactory.create(organisation=organisation, employer=employer)
    adjust(cast, VISITED, 2, organisation=cast.west)
    adjust(cast, VISITED, 5, organisation=cast.east, kind=DECLARED)
    fact = ask(VISITED)
    assert (fact.value, fact.records, fact.adjustment) == (7, 1, 6)


def test_it_counts_head_counts_within_a_declared_total(cast: Cast) -> None:
    make.ScreeningFactory.create(organisation=cast.toys, women=7)
    make.ScreeningAttendanceFactory.create(screening__organisation=cast.toys)
    adjust(cast, SCREENED, 30, organisation=cast.toys, kind=DECLARED)
    assert ask(SCREENED).value == 30


def test_it_adjusts_both_parts_of_a_rate_and_never_the_rate(cast: Cast) -> None:
    make.ComplaintFactory.create(organisation=cast.city)
    adjust(cast, "rights.complaints_all", 1, organisation=cast.city)
    share = ask("rights.complaints_share")
    assert (share.amount, share.denominator, share.shown) == (1, 2, "50.0%")


def test_it_refuses_to_adjust_a_rate(cast: Cast) -> None:
    adjustment = make.AdjustmentFactory.build(
        figure="rights.complaints_share", organisation=cast.city, entered_by=None, approved_by=None
    )
    with pytest.raises(ValidationError, match="请调整它的分子或分母"):
        adjustment.clean()


def test_it_wants_the_end_of_a_flow(cast: Cast) -> None:
    adjustment = make.AdjustmentFactory.build(
        organisation=cast.city, until=None, entered_by=None, approved_by=None
    )
    with pytest.raises(ValidationError, match="要写明截止日期"):
        adjustment.clean()


def test_it_counts_nothing_before_a_second_person_has_approved(cast: Cast) -> None:
    adjust(cast, SESSIONS, 3, organisation=cast.east, approved_at=None, approved_by=None)
    adjust(cast, SESSIONS, 5, organisation=cast.east, approved_by=None)  # by whom?
    assert ask(SESSIONS).value == 0


def test_it_refuses_approval_by_the_person_who_entered(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="adjustment_second_person"):
        adjust(cast, SESSIONS, 3, organisation=cast.east, approved_by=cast.lin)


def test_it_counts_by_a_day_what_was_approved_by_then(cast: Cast) -> None:
    entered = datetime.datetime(2022, 6, 1, 4, tzinfo=datetime.UTC)
    approved = datetime.datetime(2022, 7, 5, 4, tzinfo=datetime.UTC)
    adjust(cast, SESSIONS, 3, organisation=cast.east, entered_at=entered, approved_at=approved)
    assert ask(SESSIONS, entered_by=datetime.date(2022, 7, 4)).value == 0
    assert ask(SESSIONS, entered_by=datetime.date(2022, 7, 5)).value == 3


def test_it_leaves_out_a_withdrawn_adjustment(cast: Cast) -> None:
    withdrawn = datetime.datetime(2022, 8, 1, tzinfo=datetime.UTC)
    adjust(cast, SESSIONS, 3, organisation=cast.east, withdrawn_at=withdrawn)
    assert ask(SESSIONS).value == 0


def test_it_keeps_a_figure_with_only_an_adjustment_in_the_summary(cast: Cast) -> None:
    assert ask(SESSIONS).is_empty
    adjust(cast, SESSIONS, 3, organisation=cast.east)
    assert not ask(SESSIONS).is_empty
