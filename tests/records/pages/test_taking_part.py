"""An event that one body holds for many units: one record, with those that took part."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from halfsky.org.audit.models import AuditEntry
from halfsky.org.reader import Reader
from halfsky.records import taking_part
from halfsky.records.checks import messages_of
from halfsky.records.declaration import Confidentiality
from halfsky.records.registry import registers
from halfsky.records.taking_part import parts_of
from halfsky.registers.education.trainings import Training, TrainingParticipant, trainings
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
ROWS = "rows-participants"


def typed(cast: Cast, *units: tuple[str, str], **more: str) -> dict[str, str]:
    """The form of a training held by the eastern town, with its participants."""
    rows = {f"{ROWS}-TOTAL": str(len(units))}
    for place, (code, women) in enumerate(units):
        rows |= {f"{ROWS}-{place}-organisation": code, f"{ROWS}-{place}-women": women}
    return {
        "date": "2022-06-01",
        "organisation": cast.east.code,
        "topic": "急救知识",
        "kind": "health",
        "level": "township",
        "hours": "4",
        "women_attending": "60",
        "submission_key": "k" * 24,
        **rows,
        **more,
    }


def test_it_keeps_who_took_part_with_the_record(cast: Cast, browsing: As) -> None:
    units = (("textile", "20"), ("pottery", ""))
    url = reverse("records:add", args=["trainings"])
    browser = browsing("wu")
    answer = browser.post(url, typed(cast, *units))
    assert answer.status_code == 303
    record = Training.objects.get()
    found = record.participants.order_by("pk").values_list("organisation__code", "women")
    assert list(found) == [("textile", 20), ("pottery", None)]
    entry = AuditEntry.objects.get(kind="trainings")
    assert entry.after is not None
    assert cast.textile.pk in entry.after.values()
    page = browser.get(answer["Location"]).content.decode()
    assert "参加单位" in page
    assert cast.textile.name in page


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ([("east", "5")], "是举办单位"),
        ([("textile", "5"), ("textile", "6")], "重复"),
        ([("mine", "5")], "mine"),  # beyond her reach it does not exist
    ],
)
def test_it_refuses_whoever_cannot_have_taken_part(
    units: list[tuple[str, str]], said: str, cast: Cast, browsing: As
) -> None:
    answer = browsing("wu").post(reverse("records:add", args=["trainings"]), typed(cast, *units))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Training.objects.exists()


def test_it_asks_nobody_who_has_nobody_to_name(cast: Cast, browsing: As) -> None:
    url = reverse("records:add", args=["trainings"])
    assert ROWS not in browsing("mei").get(url).content.decode()
    assert ROWS in browsing("wu").get(url).content.decode()


def test_it_refuses_a_unit_that_was_not_there_yet(cast: Cast) -> None:
    record = make.TrainingFactory.create(organisation=cast.east, date=cast.textile.since)
    cast.textile.since = record.date.replace(year=record.date.year + 1)
    with pytest.raises(ValidationError):
        TrainingParticipant(record=record, organisation=cast.textile).full_clean()


def test_it_shows_a_unit_what_it_took_part_in(cast: Cast, browsing: As) -> None:
    record = make.TrainingFactory.create(organisation=cast.east, topic="急救知识")
    make.TrainingParticipantFactory.create(record=record, organisation=cast.textile, women=7)
    gone = make.TrainingFactory.create(
        organisation=cast.east, topic="撤回的", withdrawn_because="错"
    )
    make.TrainingParticipantFactory.create(record=gone, organisation=cast.textile)
    Training.objects.filter(pk=gone.pk).update(withdrawn_at=gone.entered_at)
    url = reverse("org:organisation", args=["textile"])
    link = reverse("records:record", args=["trainings", record.pk])
    hers, towns = (browsing(name).get(url).content.decode() for name in ("mei", "wu"))
    for page in (hers, towns):
        assert "急救知识" in page
        assert "本单位7人" in page
        assert "撤回的" not in page
    assert link in towns
    assert link not in hers  # the town's record lies outside her part of the tree


def test_it_tells_nothing_of_a_register_that_is_not_open(
    cast: Cast, readers: dict[str, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = make.TrainingFactory.create(organisation=cast.east)
    make.TrainingParticipantFactory.create(record=record, organisation=cast.textile)
    assert len(parts_of(readers["lin"], cast.textile, 5)) == 1
    assert parts_of(readers["cao"], cast.textile, 5) == []  # another part of the tree
    kept = dataclasses.replace(trainings, confidential=Confidentiality.SENSITIVE)
    monkeypatch.setattr(taking_part, "held_jointly", lambda: [kept])
    assert parts_of(readers["lin"], cast.textile, 5) == []


def test_it_refuses_a_sealed_register_with_participants() -> None:
    sealed = dataclasses.replace(trainings, confidential=Confidentiality.SEALED)
    assert [message.id for message in messages_of(sealed)] == ["records.E005"]
    assert not [m for one in registers().values() for m in messages_of(one)]
