"""The sample city is the same every time, and older history leaves it as it is."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from halfsky.registers.rights.special_contracts import SpecialContract
from halfsky.sample.targets import FIRST_DAY
from tests.sample.cities import city_made, dump

pytestmark = pytest.mark.django_db
Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class First:
    """What was in the city when it was made first."""

    rows: dict[str, Rows]
    contracts: Rows


@pytest.fixture(scope="module")
def first(django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: Path) -> First:
    """A city that was made and taken back."""
    with city_made(django_db_blocker, key_file):
        return First(dump(), recent_contracts())


def test_two_runs_are_equal(
    first: First, django_db_blocker: DjangoDbBlocker, key_file: Path
) -> None:
    with city_made(django_db_blocker, key_file):
        second = dump()
    assert sum(len(rows) for rows in second.values()) > 40_000
    for label, rows in first.rows.items():
        assert rows == second[label], label


def test_a_further_layer_adds_only_older_history(
    first: First, django_db_blocker: DjangoDbBlocker, key_file: Path
) -> None:
    with city_made(django_db_blocker, key_file, scale=2):
        large = recent_contracts()
        assert SpecialContract.objects.filter(until__lt=FIRST_DAY).count() > 500
    assert first.contracts == large


def recent_contracts() -> Rows:
    """Rows that were in force at some time of the eighteen months."""
    rows = SpecialContract.objects.filter(until__gte=FIRST_DAY).order_by("pk")
    return list(rows.values_list("organisation__code", "since", "until", "state", "entered_at"))
