"""Browsing as one of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from halfsky.org.models import Person

As = Callable[[str], Client]


@pytest.fixture
def browsing(people: dict[str, Person]) -> As:
    """A browser in which one of the cast has logged in."""

    def browse(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        return client

    return browse
