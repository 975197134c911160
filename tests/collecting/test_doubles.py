"""One event that two bodies wrote down: found, shown to both, settled by either."""

import dataclasses
import datetime

import pytest
from django.test import Client
from django.urls import reverse

from halfsky.collecting.pages.doubles import found_for, names_shown
from halfsky.figures.periods import Period
from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.records.declaration import Confidentiality
from halfsky.records.doubles import are_alike
from halfsky.registers.education.trainings import Training, trainings
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SESSIONS, ask
from tests.site.conftest import As
from tests.site.conftest import browsing as browsing

pytestmark = pytest.mark.django_db
H1 = Period.parse("2022H1")
DAY = datetime.date(2022, 5, 10)
LIST = "/doubles/?period=2022H1"


def held(organisation: Organisation, topic: str = "急救知识培训", days: int = 0) -> Training:
    """A training around the tenth of May."""
    record: Training = make.TrainingFactory.create(
        organisation=organisation, topic=topic, date=DAY + datetime.timedelta(days=days)
    )
    return record


def found(reader: Reader, alone: bool = False) -> list[tuple[int, int]]:
    """The pairs that a reader is asked about."""
    return [(one.key, other.key) for _register, one, other in found_for(reader, H1, alone)]


def settle(browser: Client, mine: Training, other: Training, **more: str) -> int:
    """What the page's forms send."""
    url = reverse("collecting:settle", args=["trainings", mine.pk, other.pk])
    versions = {"version_mine": str(mine.version), "version_other": str(other.version)}
    return browser.post(url, {"submission_key": "k" * 24, **versions, **more}).status_code


@pytest.mark.parametrize(
    ("place", "topic", "days", "is_double"),
    [
        ("textile", "女职工急救知识培训班", 1, True),
        ("east", "急救知识培训", 0, True),  # the town above the town's federation and union
        ("textile", "急救知识培训", 2, False),
        ("textile", "法律知识讲座", 0, False),
        ("mine", "急救知识培训", 0, False),  # under another town
    ],
)
def test_it_finds_what_two_bodies_of_one_line_wrote_down(
    place: str, topic: str, days: int, is_double: bool, cast: Cast, readers: dict[str, Reader]
) -> None:
    one = held(cast.federation)
    other = held(getattr(cast, place), topic, days)
    expected = [(one.pk, other.pk)] if is_double else []
    assert found(readers["lin"]) == expected
    assert found(readers["wu"]) == expected


def test_it_finds_what_was_held_for_the_same_units(cast: Cast, readers: dict[str, Reader]) -> None:
    one, other = held(cast.pottery), held(cast.toys)
    assert found(readers["lin"]) == []
    make.TrainingParticipantFactory.create(record=one, organisation=cast.toys)
    assert found(readers["lin"]) == [(one.pk, other.pk)]
    third = held(cast.textile)
    for record in (one, third):
        make.TrainingParticipantFactory.create(record=record, organisation=cast.federation)
    assert (one.pk, third.pk) in found(readers["lin"])
    assert (one.pk, third.pk) in found(readers["mei"])


def test_it_leaves_alone_what_one_body_held_twice_or_took_back(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    gone, _twice, _again = held(cast.textile), held(cast.east), held(cast.east)
    Training.objects.filter(pk=gone.pk).update(withdrawn_at=gone.entered_at)
    assert found(readers["lin"]) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2022年女职工安全培训", "安全培训", True),
        ("电工基础班", "电工基础 班（第2期）", True),
        ("女职工活动", "女职工活动", True),
        ("电工基础班", "茶艺与接待班", False),
        ("女职工活动", "安全培训", False),
    ],
)
def test_it_knows_alike_titles(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike


def test_it_shows_the_pair_to_both_sides_and_to_nobody_else(cast: Cast, browsing: As) -> None:
    towns, hers = held(cast.east), held(cast.textile)
    pages = {name: browsing(name).get(LIST) for name in ("mei", "wu", "he", "cao", "zhou", "xu")}
    link = reverse("records:record", args=["trainings", towns.pk])
    for name in ("mei", "wu"):
        page = pages[name].content.decode()
        assert cast.east.name in page
        assert reverse("collecting:settle", args=["trainings", hers.pk, towns.pk]) in page
    assert link in pages["wu"].content.decode()
    assert link not in pages["mei"].content.decode()
    # She answers for her own record only.
    answer_for_town = reverse("collecting:settle", args=["trainings", towns.pk, hers.pk])
    assert answer_for_town not in pages["mei"].content.decode()
    for name in ("he", "cao"):
        assert "没有可能重复" in pages[name].content.decode()
    assert pages["zhou"].status_code == pages["xu"].status_code == 403


def test_it_shows_of_what_is_sensitive_day_title_and_unit_only() -> None:
    sensitive = dataclasses.replace(trainings, confidential=Confidentiality.SENSITIVE)
    assert names_shown(sensitive) == ("date", "organisation", "topic")
    assert names_shown(trainings) == trainings.columns


def test_it_says_so_at_home_of_her_own_organisation(cast: Cast, browsing: As) -> None:
    held(cast.east)
    held(cast.textile)
    link = "/doubles/?period="
    homes = {name: browsing(name).get("/").content.decode() for name in ("mei", "wu", "cao")}
    assert f'href="{link}' in homes["mei"]
    assert f'href="{link}' in homes["wu"]
    assert f'href="{link}' not in homes["cao"]


def test_it_puts_hers_into_the_others(cast: Cast, browsing: As) -> None:
    towns, hers = held(cast.east), held(cast.textile)
    make.TrainingParticipantFactory.create(record=hers, organisation=cast.toys, women=4)
    make.TrainingParticipantFactory.create(record=hers, organisation=cast.east, women=2)
    assert ask(SESSIONS).amount == 2
    assert settle(browsing("mei"), hers, towns, same="1") == 303
    hers.refresh_from_db()
    assert cast.east.name in hers.withdrawn_because
    assert ask(SESSIONS).amount == 1
    taken = towns.participants.values_list("organisation__code", "women")
    assert set(taken) == {("textile", 30), ("toys", 4)}
    deeds = AuditEntry.objects.filter(kind="trainings").values_list("action", "key")
    assert set(deeds) == {("withdrawn", str(hers.pk)), ("changed", str(towns.pk))}
    towns.refresh_from_db()
    assert towns.version == 2
    assert "没有可能重复" in browsing("wu").get(LIST).content.decode()


def test_it_never_asks_again_what_was_told_apart(cast: Cast, browsing: As) -> None:
    towns, hers = held(cast.east), held(cast.textile)
    assert settle(browsing("wu"), towns, hers, apart="1") == 303
    for name in ("mei", "wu", "lin"):
        assert "没有可能重复" in browsing(name).get(LIST).content.decode()
    assert ask(SESSIONS).amount == 2
    told = AuditEntry.objects.filter(kind="trainings", action="stepped")
    assert {entry.key for entry in told} == {str(towns.pk), str(hers.pk)}
    # Answered is answered: the other side's open page comes too late.
    assert settle(browsing("mei"), hers, towns, same="1") == 404


def test_it_takes_an_answer_only_of_her_own_and_only_of_doubles(cast: Cast, browsing: As) -> None:
    towns, hers, apart = held(cast.east), held(cast.textile), held(cast.toys, "茶艺")
    assert settle(browsing("mei"), towns, hers, same="1") == 404
    assert settle(browsing("mei"), hers, apart, same="1") == 404
    assert settle(browsing("cao"), hers, towns, same="1") == 404
    assert settle(browsing("zhou"), towns, hers, same="1") == 403
    assert not Training.objects.filter(withdrawn_at__isnull=False).exists()


def test_it_refuses_an_answer_about_what_has_changed(cast: Cast, browsing: As) -> None:
    towns, hers = held(cast.east), held(cast.textile)
    Training.objects.filter(pk=towns.pk).update(version=2)
    assert settle(browsing("mei"), hers, towns, same="1") == 409
    hers.refresh_from_db()
    towns.refresh_from_db()
    assert hers.withdrawn_at is None
    assert settle(browsing("mei"), hers, towns, same="1") == 303
