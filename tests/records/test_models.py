"""What every record refuses, whichever register it belongs to."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from halfsky.org.acts import dissolve
from halfsky.org.encryption import person_key
from halfsky.registers.education.trainings import Training
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.rights.screenings import ScreeningAttendance
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SCREENED, ask

BEFORE = make.FOUNDED - datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("factory", "field"),
    [(make.TrainingFactory, "date"), (make.SpecialContractFactory, "since")],
)
def test_it_refuses_a_day_before_the_organisation_was_founded(
    cast: Cast, factory: Any, field: str
) -> None:
    record = factory.build(organisation=cast.toys, **{field: BEFORE})
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert refusal.value.message_dict == {
        field: ["2014-12-31 早于童乐玩具厂工会的成立日期 2015-01-01，请核对。"]
    }


@pytest.mark.parametrize(
    ("factory", "field"),
    [(make.TrainingFactory, "date"), (make.SpecialContractFactory, "since")],
)
def test_it_accepts_the_day_of_founding(cast: Cast, factory: Any, field: str) -> None:
    factory.build(organisation=cast.toys, **{field: make.FOUNDED}).full_clean()


def test_it_accepts_what_has_not_begun(cast: Cast) -> None:
    make.SpecialContractFactory.build(
        organisation=cast.toys, since=None, state="draft"
    ).full_clean()


def test_it_refuses_a_day_on_which_the_organisation_was_dissolved(cast: Cast) -> None:
    dissolve(cast.pottery, datetime.date(2022, 6, 1))
    make.TrainingFactory.build(
        organisation=cast.pottery, date=datetime.date(2022, 5, 31)
    ).full_clean()
    with pytest.raises(ValidationError, match="已于 2022-06-01 撤销"):
        make.TrainingFactory.build(
            organisation=cast.pottery, date=datetime.date(2022, 6, 1)
        ).full_clean()


def test_it_tells_a_woman_again_by_her_identity_number(cast: Cast) -> None:
    number = make.identity_number(7)
    file = make.HardshipFileFactory.create(organisation=cast.east, identity_number=number)
    claim = make.InsuranceClaimFactory.create(organisation=cast.city, identity_number=number)
    assert file.person_key == claim.person_key == person_key(number)
    claim.identity_number = make.identity_number(8)
    claim.save(update_fields=["identity_number"])
    claim.refresh_from_db()
    assert claim.person_key == person_key(make.identity_number(8))


def test_it_takes_each_person_without_a_number_for_another(cast: Cast) -> None:
    round = make.ScreeningFactory.create(organisation=cast.toys)
    women = [ScreeningAttendance(screening=round) for _ in range(2)]
    for woman in women:
        woman.full_clean()
        woman.save()
    assert ask(SCREENED).value == 2
    assert women[0].person_key[0] == women[1].person_key[0] == "?"
    key = women[0].person_key
    women[0].save()
    assert women[0].person_key == key
    women[0].identity_number = make.identity_number(7)
    women[0].save()
    assert women[0].person_key == person_key(make.identity_number(7))


@pytest.mark.parametrize(
    "factory",
    [make.ScreeningAttendanceFactory, make.HardshipFileFactory, make.InsuranceClaimFactory],
)
def test_it_keeps_no_person_without_a_key(cast: Cast, factory: Any) -> None:
    person = factory.create()
    with pytest.raises(IntegrityError, match="person_known"):
        type(person).objects.filter(pk=person.pk).update(person_key="")


def test_it_finds_a_second_open_file_before_it_is_saved(cast: Cast) -> None:
    first = make.HardshipFileFactory.create(organisation=cast.east)
    second = make.HardshipFileFactory.build(
        organisation=cast.east, identity_number=first.identity_number
    )
    with pytest.raises(ValidationError, match="hardship_file_one_open"):
        second.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("record", [Training(), HeadCount(), ScreeningAttendance()])
def test_it_says_what_is_missing_of_an_empty_record(record: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert {"organisation", "screening"} & set(refusal.value.message_dict)


def test_it_refuses_an_interval_that_ends_before_it_begins(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="specialcontract_interval"):
        make.SpecialContractFactory.create(organisation=cast.toys, until=make.FOUNDED)


def test_it_tells_who_entered_it_and_when(cast: Cast) -> None:
    training = make.TrainingFactory.create(organisation=cast.east, entered_by=cast.wu)
    assert training.entered_by == cast.wu
    assert training.entered_at.tzinfo is not None
    assert (training.withdrawn_at, training.version) == (None, 1)


def test_it_refuses_two_head_counts_in_force_on_one_day(cast: Cast) -> None:
    january, march, june = (datetime.date(2022, month, 1) for month in (1, 3, 6))
    make.HeadCountFactory.create(organisation=cast.toys, since=january, until=june)
    overlapping = make.HeadCountFactory.build(organisation=cast.toys, since=march)

    with pytest.raises(ValidationError, match="时间重叠，请先填写它的截止日期"):
        overlapping.full_clean()


def test_it_accepts_a_head_count_that_follows_on_the_day_the_last_one_ends(cast: Cast) -> None:
    january, june = datetime.date(2022, 1, 1), datetime.date(2022, 6, 1)
    make.HeadCountFactory.create(organisation=cast.toys, since=january, until=june)

    make.HeadCountFactory.build(organisation=cast.toys, since=june).full_clean()
