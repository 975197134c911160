"""Asked by a day, a figure knows no step that was taken later."""

import datetime

import pytest

from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import CONTRACTS, ask

CLOSED = "rights.complaints_closed"
FILES = "assistance.hardship_files"
PAID = "assistance.claims_paid"
ENTERED = datetime.datetime(2022, 3, 1, 4, tzinfo=datetime.UTC)
MAY, JUNE = datetime.date(2022, 5, 20), datetime.date(2022, 6, 10)


@pytest.mark.parametrize(("entered_by", "value"), [(19, 0), (20, 1), (31, 1)])
def test_it_knows_no_case_closed_later(cast: Cast, entered_by: int, value: int) -> None:
    make.ComplaintFactory.create(
        organisation=cast.city,
        date=ENTERED.date(),
        entered_at=ENTERED,
        closed_on=MAY,
        recovered=100,
    )
    day = datetime.date(2022, 5, entered_by)
    assert ask(CLOSED, entered_by=day).value == ask("rights.money_recovered", entered_by=day).value
    assert ask(CLOSED, entered_by=day).value == value
    assert ask("rights.complaints", entered_by=day).value == 1
    assert ask(CLOSED).value == 1


def test_it_knows_no_claim_paid_later(cast: Cast) -> None:
    make.InsuranceClaimFactory.create(organisation=cast.city, entered_at=ENTERED)
    assert ask(PAID, entered_by=datetime.date(2022, 4, 11)).value == 0
    assert ask(PAID, entered_by=datetime.date(2022, 4, 12)).value == 10_000


@pytest.mark.parametrize("code", [CONTRACTS, FILES])
def test_it_knows_neither_beginning_nor_end_stamped_later(cast: Cast, code: str) -> None:
    factory = make.SpecialContractFactory if code == CONTRACTS else make.HardshipFileFactory
    factory.create(organisation=cast.toys, entered_at=ENTERED, since=MAY)
    factory.create(organisation=cast.mine, entered_at=ENTERED, since=ENTERED.date(), until=JUNE)
    asked = {day: ask(code, cast.mine, entered_by=day).value for day in (MAY, JUNE)}
    assert asked == {MAY: 1, JUNE: 0}
    assert ask(code, cast.toys, entered_by=MAY - datetime.timedelta(days=1)).value == 0
    assert ask(code, cast.toys, entered_by=MAY).value == 1


def test_it_takes_an_interval_that_no_step_stamps_as_it_was_entered(cast: Cast) -> None:
    make.HeadCountFactory.create(organisation=cast.toys, entered_at=ENTERED, since=MAY)
    day = datetime.date(2022, 3, 2)
    assert ask("organising.unions_due", entered_by=day).value == 1


def test_it_can_be_asked_by_the_last_of_all_days(cast: Cast) -> None:
    make.ComplaintFactory.create(organisation=cast.city, closed_on=MAY)
    assert ask(CLOSED, entered_by=datetime.date.max).value == 1
