"""Who has not come in, by town; first passwords for a whole town on paper, once."""

import secrets
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.models import Person, Post
from halfsky.org.roles import Role
from halfsky.org.signin.entrance import PROVED
from tests.cast import Cast
from tests.factories import FOUNDED, PersonFactory
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
HERE, SLIPS = "org:activation", "org:slips"


def print_for(client: Client, at: str, who: str = "fresh", key: str = "") -> Any:
    sent = {"submission_key": key or secrets.token_urlsafe(24), "who": who}
    session = client.session
    session[PROVED] = timezone.now().isoformat()
    session.save()
    return client.post(f"{reverse(SLIPS)}?at={at}", sent)


@pytest.fixture
def comes_in(people: dict[str, Person]) -> None:
    """Wu and Lin have been here, the others have not."""
    Person.objects.filter(username__in=("wu", "lin")).update(last_login=timezone.now())
    Person.objects.filter(username="mei").update(mobile="19900001111")


@pytest.mark.usefixtures("comes_in")
def test_the_city_sees_its_towns_and_a_town_whom_to_call(cast: Cast, browsing: As) -> None:
    city = browsing("lin").get(reverse(HERE))
    rows = {str(row.cells[0].text): row for row in city.context["towns"].rows}
    counts = [cell.text for cell in rows["东溪镇总工会"].cells[1:]]
    assert counts == [3, 1, 2, 2, 2]  # wu, luo, mei; toys and pottery have nobody

    town = browsing("wu").get(rows["东溪镇总工会"].url).content.decode()
    assert "梅玲" in town
    assert 'href="tel:19900001111"' in town
    assert "曹艳" not in town


def test_another_town_does_not_exist_for_her(cast: Cast, browsing: As) -> None:
    assert browsing("mei").get(reverse(HERE)).status_code == HTTPStatus.FORBIDDEN
    for route in (HERE, SLIPS):
        address = f"{reverse(route)}?at=west"
        client = browsing("wu")
        print_for(client, "east")  # so that nobody asks for her password again
        assert client.get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("comes_in")
def test_slips_are_for_those_who_are_hers_and_have_not_come_in(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    answer = print_for(browsing("wu"), "east")

    [slip] = answer.context["slips"]  # luo is for the city's office to give
    assert (slip.person.name, slip.organisation) == ("梅玲", cast.textile)
    mei = Person.objects.get(username="mei")
    assert mei.check_password(slip.password)
    assert mei.must_change_password
    assert mei.password_until is not None
    assert answer.headers["Cache-Control"] == "no-store"
    trail = AuditEntry.objects.filter(action=Action.ACCOUNT_CHANGED, key=str(mei.pk))
    assert [entry.after for entry in trail] == [{"act": "slip"}]
    assert slip.password not in str(list(AuditEntry.objects.values()))


@pytest.mark.usefixtures("comes_in")
def test_pressed_twice_nobody_gets_a_second_password(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    client, key = browsing("wu"), secrets.token_urlsafe(24)
    [slip] = print_for(client, "east", key=key).context["slips"]

    assert print_for(client, "east", key=key).status_code == HTTPStatus.CONFLICT
    # Those who hold a slip are left alone unless she asks for all.
    assert print_for(client, "east").status_code == HTTPStatus.CONFLICT
    assert Person.objects.get(username="mei").check_password(slip.password)
    [again] = print_for(client, "east", who="all").context["slips"]
    assert not Person.objects.get(username="mei").check_password(slip.password)
    assert again.password != slip.password


@pytest.mark.usefixtures("comes_in")
def test_somebody_with_a_post_that_is_not_hers_to_give_gets_none(
    cast: Cast, people: dict[str, Person], browsing: As
) -> None:
    Post.objects.create(
        person=people["mei"], organisation=cast.city, role=Role.CASE_HANDLER, since=FOUNDED
    )
    assert print_for(browsing("wu"), "east", who="all").status_code == HTTPStatus.CONFLICT


def test_it_asks_no_more_for_more_people(
    cast: Cast,
    people: dict[str, Person],
    browsing: As,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _more in range(12):
        person = PersonFactory.create()
        role = Role.GRASSROOTS_OFFICER
        Post.objects.create(person=person, organisation=cast.toys, role=role, since=FOUNDED)
    client = browsing("lin")
    for address in (reverse(HERE), f"{reverse(HERE)}?at=east"):
        with django_assert_max_num_queries(16):
            client.get(address)


def test_without_an_account_the_log_in_leads_to_the_first_run(db: None, client: Client) -> None:
    assert reverse("org:first_run") in client.get(reverse("login")).content.decode()
    PersonFactory.create()
    assert reverse("org:first_run") not in client.get(reverse("login")).content.decode()
