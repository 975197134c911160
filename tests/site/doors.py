"""Signing in as a person does it, and the hands of the clock."""

import datetime
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from halfsky.org.models import Person

RIGHT = "Peach-garden-7"
WRONG = "Peach-garden-8"
Pass = Callable[[datetime.timedelta], None]


def give_password(person: Person, password: str = RIGHT) -> Person:
    """An account that can be signed in with."""
    person.set_password(password)
    person.save()
    return person


def knock(
    client: Client,
    username: str,
    password: str = RIGHT,
    fields: dict[str, str] | None = None,
    **more: str,
) -> HttpResponse:
    """The log-in form, sent; `fields` go with it, `more` is about the request."""
    form = {"username": username, "password": password, **(fields or {})}
    answer: HttpResponse = client.post("/login/", form, **more)  # type: ignore[arg-type,assignment]
    return answer


def is_in(client: Client) -> bool:
    """Whether a page of her own opens."""
    return client.get("/account/").status_code == 200


@pytest.fixture
def mei(people: dict[str, Person]) -> Person:
    """A grass-roots officer with a password."""
    return give_password(people["mei"])


@pytest.fixture
def let_pass(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """Moves the one clock that the product reads."""
    start, gone = timezone.now(), [datetime.timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: start + gone[0])

    def wait(time: datetime.timedelta) -> None:
        gone[0] += time

    return wait
