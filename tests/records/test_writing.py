"""Writes: version, audit and rights in one transaction."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from halfsky.org.audit.models import AuditEntry
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.registry import registers
from halfsky.records.workflow import TransitionRefused
from halfsky.registers.education.trainings import Training
from tests import factories as make
from tests.cast import Cast

trainings, complaints = registers()["trainings"], registers()["complaints"]


def training(cast: Cast, by: Reader) -> Training:
    """A training of the textile union, entered."""
    record: Training = make.TrainingFactory.build(organisation=cast.textile)
    writing.add(trainings, record, by)
    return record


def test_it_writes_down_who_added_what(readers: dict[str, Reader], cast: Cast) -> None:
    record = training(cast, readers["mei"])
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.kind, entry.key) == (
        readers["mei"].person,
        "trainings",
        str(record.pk),
    )
    assert entry.organisation == cast.textile
    assert record.entered_by == readers["mei"].person
    assert entry.after is not None
    assert entry.after["topic"] == record.topic


def test_it_writes_down_before_and_after(readers: dict[str, Reader], cast: Cast) -> None:
    record = training(cast, readers["mei"])
    record.women_attending = 41
    writing.change(trainings, record, 1, readers["wu"], "签到表核对")
    entry = AuditEntry.objects.latest("sequence")
    assert entry.before == {"women_attending": 30}
    assert entry.after == {"women_attending": 41}
    assert entry.reason == "签到表核对"


def test_it_lets_one_of_two_editors_win(readers: dict[str, Reader], cast: Cast) -> None:
    record = training(cast, readers["mei"])
    first, second = (Training.objects.get(pk=record.pk) for _editor in range(2))
    first.topic, second.topic = "法律", "心理"
    writing.change(trainings, first, 1, readers["mei"])
    with pytest.raises(writing.VersionConflict) as conflict:
        writing.change(trainings, second, 1, readers["wu"])
    assert conflict.value.current.topic == "法律"  # type: ignore[attr-defined]
    assert Training.objects.get().topic == "法律"
    assert AuditEntry.objects.count() == 2


def test_it_refuses_another_part_of_the_tree(readers: dict[str, Reader], cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        training(cast, readers["cao"])
    record = training(cast, readers["mei"])
    with pytest.raises(PermissionDenied):
        writing.change(trainings, record, 1, readers["he"])
    record.organisation = cast.mine  # carried off into another part
    with pytest.raises(PermissionDenied):
        writing.change(trainings, record, 1, readers["wu"])
    assert Training.objects.get().organisation == cast.textile


def test_it_withdraws_with_a_reason_and_restores(readers: dict[str, Reader], cast: Cast) -> None:
    record = training(cast, readers["mei"])
    writing.withdraw(trainings, record, 1, readers["mei"], "重复")
    assert Training.objects.get().withdrawn_because == "重复"
    writing.restore(trainings, record, 2, readers["mei"], "误撤")
    assert Training.objects.get().withdrawn_at is None
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert actions == ["added", "withdrawn", "restored"]


def test_it_takes_steps_and_stamps_them(readers: dict[str, Reader], cast: Cast) -> None:
    record = make.ComplaintFactory.build(organisation=cast.city)
    writing.add(complaints, record, readers["fang"])
    day = datetime.date(2022, 3, 20)
    writing.advance(complaints, record, "notify", day, 1, readers["fang"])
    with pytest.raises(TransitionRefused):
        writing.advance(complaints, record, "close", day, 2, readers["fang"])
    record.refresh_from_db()
    assert (record.state, record.notified_on, record.version) == ("handling", day, 2)


def test_it_withdraws_no_organisation_from_above_others(
    readers: dict[str, Reader], cast: Cast
) -> None:
    unions = registers()["unions"]
    with pytest.raises(ValidationError, match="下级"):
        writing.withdraw(unions, cast.mine, cast.mine.version, readers["lin"], "录错")
    writing.withdraw(unions, cast.toys, cast.toys.version, readers["lin"], "录错")
