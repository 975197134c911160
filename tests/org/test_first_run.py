"""The first account: made once, with the token of the machine, and nobody's before that."""

import secrets
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from halfsky.org import first_run
from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Organisation, Person, Post
from halfsky.org.roles import Role
from tests.cast import make_cast
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PASSWORD = "Lantern-by-the-river-9"


@pytest.fixture
def token(tmp_path: Path, settings: Settings) -> str:
    settings.DATA = tmp_path
    return first_run.make_token()


def send(client: Client, **changed: str) -> Any:
    sent = {
        "submission_key": secrets.token_urlsafe(24),
        "organisation": "望江市总工会",
        "code": "root",
        "kind": "local_federation",
        "since": "1995-05-01",
        "name": "韩梅",
        "username": "hanmei",
        "password": PASSWORD,
        "again": PASSWORD,
    }
    return client.post(reverse("org:first_run"), sent | changed)


def test_it_makes_the_root_and_the_security_administrator(client: Client, token: str) -> None:
    assert client.get(reverse("org:first_run")).status_code == HTTPStatus.OK

    answer = send(client, token=token)

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["Location"] == reverse("login")
    held = Post.objects.get()
    assert (held.person.username, held.role) == ("hanmei", Role.SECURITY_ADMINISTRATOR)
    assert held.organisation == Organisation.objects.get(name="望江市总工会")
    assert held.person.check_password(PASSWORD)
    assert not held.person.must_change_password
    assert {entry.action for entry in AuditEntry.objects.all()} == {"founded", "account_changed"}
    assert not first_run.token_file().exists()


def test_its_token_is_for_the_operator_alone(token: str) -> None:
    assert first_run.token_file().stat().st_mode & 0o777 == 0o600
    assert first_run.make_token() == token  # the next start prints the same


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"token": "guess"}, "启动口令不对"),
        ({"again": "another"}, "两遍不一样"),
        ({"password": "hanmei123456", "again": "hanmei123456"}, "口令"),
        ({"code": "a/b"}, "编码只能用"),
    ],
)
def test_it_refuses_what_is_wrong(
    client: Client, token: str, changed: dict[str, str], said: str
) -> None:
    answer = send(client, **{"token": token, **changed})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert not Person.objects.exists()


def test_it_is_gone_once_there_is_an_account(client: Client, token: str) -> None:
    PersonFactory.create()

    assert client.get(reverse("org:first_run")).status_code == HTTPStatus.NOT_FOUND
    assert send(client, token=token).status_code == HTTPStatus.FOUND
    assert Person.objects.count() == 1
    assert first_run.make_token() == ""


def test_it_takes_the_tree_that_is_there(client: Client, token: str) -> None:
    city = make_cast().city
    Person.objects.all().delete()

    shown = client.get(reverse("org:first_run")).content.decode()
    assert "云川市总工会" in shown
    send(client, token=token)

    assert Post.objects.get().organisation == city
    assert Organisation.objects.filter(edges=None).count() == 1
