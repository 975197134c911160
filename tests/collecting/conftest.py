"""Links of the cast, and whoever opens them."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from halfsky.collecting import tokens
from halfsky.collecting.models import Link
from halfsky.org.models import Organisation, Person
from halfsky.org.once import new_key
from tests.cast import Cast

Make = Callable[..., tuple[Link, str]]
MOBILE = "13900004711"
ENROLMENT = {
    "insurance_enrolments-do": "added",
    "insurance_enrolments-date": "2022-05-06",
    "insurance_enrolments-product": "ankang",
    "insurance_enrolments-persons": "46",
    "rest": "1",
}
FIRST, AFTER = datetime.date(2022, 1, 1), datetime.date(2022, 7, 1)


@pytest.fixture(autouse=True)
def _data(settings: Settings, tmp_path: Path) -> None:
    """Photos lie in a folder of their own."""
    settings.DATA = tmp_path


@pytest.fixture
def make_link(cast: Cast) -> Make:
    """A link of the textile union, or of another, for the first half of 2022."""

    def make(
        organisation: Organisation | None = None, form: str = "", days: int = 5
    ) -> tuple[Link, str]:
        link = Link(
            organisation=organisation or cast.textile,
            form=form,
            since=FIRST,
            until=AFTER,
            deadline=timezone.localdate() + datetime.timedelta(days=days),
            number=tokens.new_number(),
        )
        token = tokens.new_token()
        tokens.bind(link, token)
        link.save()
        return link, f"/l/{token}/"

    return make


@pytest.fixture
def telephone() -> Client:
    """A browser that nobody has logged in with."""
    return Client()


def sent(**fields: str) -> dict[str, str]:
    """What the sheet sends, with a key of its own."""
    names = {name.replace("__", "-"): value for name, value in fields.items()}
    return {"submission_key": new_key(), **names}


@pytest.fixture
def browsing(people: dict[str, Person]) -> Callable[[str], Client]:
    """A browser in which one of the cast has logged in."""

    def browse(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        return client

    return browse
