"""The sample city is the same every time, and older history leaves it as it is."""

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from halfsky.registers.rights.special_contracts import SpecialContract
from halfsky.sample.targets import FIRST_DAY
from tests.sample.cities import city_made, dump

pytestmark = pytest.mark.django_db


def test_two_runs_are_equal(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: Path
) -> None:
    with city_made(django_db_blocker, key_file):
        first = dump()
    with city_made(django_db_blocker, key_file):
        second = dump()
    assert sum(len(rows) for rows in first.values()) > 40_000
    for label, rows in first.items():
        assert rows == second[label], label


def test_a_further_layer_adds_only_older_history(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: Path
) -> None:
    with city_made(django_db_blocker, key_file):
        small = recent_contracts()
    with city_made(django_db_blocker, key_file, scale=2):
        large = recent_contracts()
        assert SpecialContract.objects.filter(until__lt=FIRST_DAY).count() > 500
    assert small == large


def recent_contracts() -> list[tuple[object, ...]]:
    """Contracts that were in force at some time of the eighteen months."""
    rows = SpecialContract.objects.filter(until__gte=FIRST_DAY).order_by("pk")
    return list(rows.values_list("organisation__code", "since", "until", "state", "entered_at"))
