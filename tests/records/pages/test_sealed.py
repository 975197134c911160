"""Sealed records: reached by assignment, every look written down, secrets shown one by one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.models import Person
from halfsky.org.once import FIELD, new_key
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from halfsky.records import writing
from halfsky.records.addresses import record_url
from halfsky.records.assignments import Assignment
from halfsky.records.registry import registers
from tests import factories as make
from tests.cast import Cast
from tests.factories import FOUNDED
from tests.site.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast, readers: dict[str, Reader]) -> Any:
    """A case that Fang of the city opened, against the employer of the textile union."""
    employer = make.EmployerFactory.create(name="锦云纺织厂")
    make.CoverageFactory.create(organisation=cast.textile, employer=employer)
    one = make.ComplaintFactory.build(
        organisation=cast.city, respondent=employer, complainant="陈秀兰", summary="拖欠工资三个月"
    )
    writing.add(registers()["complaints"], one, readers["fang"])
    return one


@pytest.fixture
def second(cast: Cast) -> Person:
    """Another handler at the city."""
    person = make.PersonFactory.create(username="ye", name="叶青")
    make.PostFactory.create(person=person, organisation=cast.city, role=Role.CASE_HANDLER)
    return person


def url(case: Any, page: str = "record") -> str:
    return record_url(registers()["complaints"], case.pk, page)


def test_it_writes_down_every_look(case: Any, browsing: As, people: dict[str, Person]) -> None:
    assert browsing("fang").get(url(case)).status_code == 200
    looks = AuditEntry.objects.filter(action=Action.READ, kind="complaints", key=str(case.pk))
    assert [look.actor for look in looks] == [people["fang"]]


@pytest.mark.parametrize("other", ["lin", "zhou", "deng", "mei", "xu", "tao"])
def test_it_is_nothing_to_anybody_else(case: Any, browsing: As, other: str) -> None:
    client = browsing(other)
    for page in ("record", "history", "edit", "attachments", "handlers"):
        assert client.get(url(case, page)).status_code in (403, 404)
    listed = client.get(reverse("records:list", args=["complaints"]))
    assert case.number not in listed.content.decode()
    assert not AuditEntry.objects.filter(action=Action.READ).exists()


def test_it_shows_a_secret_only_when_asked_and_writes_down_which(case: Any, browsing: As) -> None:
    client = browsing("fang")
    page = client.get(url(case)).content.decode()
    assert "陈秀兰" not in page
    assert "拖欠工资三个月" not in page
    key = url(case).rstrip("/").rpartition("/")[2]
    reveal = reverse("records:reveal", args=["complaints", key, "complainant"])
    assert client.get(reveal).status_code == 405
    page = client.post(reveal).content.decode()
    assert "陈秀兰" in page
    assert "拖欠工资三个月" not in page
    entry = AuditEntry.objects.get(action=Action.REVEALED)
    assert entry.after == {"field": "complainant"}
    state = reverse("records:reveal", args=["complaints", key, "state"])
    assert client.post(state).status_code == 404


def assign(client: Client, case: Any, person: Person) -> int:
    typed = {"person": str(person.pk), "reason": "共同承办", FIELD: new_key()}
    return client.post(url(case, "assign"), typed).status_code


def test_it_is_given_to_another_handler_and_taken_from_her_again(
    case: Any, browsing: As, people: dict[str, Person], second: Person
) -> None:
    hers = Client()
    hers.force_login(second)
    assert hers.get(url(case)).status_code == 404
    assert assign(browsing("fang"), case, second) == 303
    assert hers.get(url(case)).status_code == 200
    page = browsing("fang").get(url(case, "handlers")).content.decode()
    assert "叶青" in page
    number = page.rpartition("/off/")[0].rpartition("/")[2]
    key = url(case).rstrip("/").rpartition("/")[2]
    off = reverse("records:unassign", args=["complaints", key, number])
    answered = browsing("fang").post(off, {"reason": "调离", FIELD: new_key()})
    assert answered.status_code == 303
    assert hers.get(url(case)).status_code == 404
    deeds = AuditEntry.objects.filter(action__in=[Action.ASSIGNED, Action.UNASSIGNED])
    assert deeds.count() == 2


def test_it_always_has_a_handler(case: Any, browsing: As) -> None:
    key = url(case).rstrip("/").rpartition("/")[2]
    number = Assignment.objects.get().pk
    off = reverse("records:unassign", args=["complaints", key, number])
    page = browsing("fang").post(off, {"reason": "太忙", FIELD: new_key()})
    assert page.status_code == 422
    assert "至少要有一名承办人" in page.content.decode()


def test_it_is_not_given_to_an_officer_of_the_accused(
    case: Any, browsing: As, cast: Cast, second: Person
) -> None:
    make.PostFactory.create(
        person=second, organisation=cast.textile, role=Role.GRASSROOTS_OFFICER, since=FOUNDED
    )
    assert assign(browsing("fang"), case, second) == 422


def test_it_is_not_given_out_of_reach(case: Any, browsing: As, people: dict[str, Person]) -> None:
    assert assign(browsing("fang"), case, people["deng"]) == 422
    assert assign(browsing("fang"), case, people["lin"]) == 422
