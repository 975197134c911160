"""The database's settings and the locality's parameters."""

import datetime
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from halfsky.org.checks import _sqlite_messages, check_sqlite
from halfsky.org.models import Coverage
from halfsky.org.parameters import Parameter, Parameters
from halfsky.settings import database, journal_mode, sqlite_database
from tests import factories as make
from tests.cast import Cast

THRESHOLD: Parameter[int] = Parameter("commissioner_due_from", "门槛", 1)


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_it_uses_wal_only_where_its_fault_is_mended(
    version: tuple[int, int, int], journal: str
) -> None:
    assert journal_mode(version) == journal


def test_it_says_which_journal_is_in_use() -> None:
    (message,) = _sqlite_messages("default", sqlite_database(Path("x"))["OPTIONS"])
    assert message.id == "org.I001"
    assert sqlite3.sqlite_version in message.msg
    assert journal_mode(sqlite3.sqlite_version_info) in message.msg


@pytest.mark.parametrize("options", [{}, {"transaction_mode": "DEFERRED"}])
def test_it_refuses_transactions_that_are_not_immediate(options: dict[str, str]) -> None:
    messages = _sqlite_messages("default", options)
    assert [message.id for message in messages] == ["org.I001", "org.E001"]
    assert "多人同时录入会丢失" in messages[1].msg
    assert "IMMEDIATE" in str(messages[1].hint)


def test_it_passes_the_settings_in_use() -> None:
    messages = check_sqlite(databases=list(settings.DATABASES))
    assert [message.id for message in messages if message.id != "org.I001"] == []


def test_it_opens_every_sqlite_file_with_all_pragmas(tmp_path: Path) -> None:
    options = database(f"sqlite:///{tmp_path}/x.sqlite3")["OPTIONS"]
    assert options["timeout"] == 20
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_spill=OFF", "journal_mode="):
        assert f"PRAGMA {pragma}" in options["init_command"]


def test_it_reads_a_postgresql_address() -> None:
    alias = database("postgresql://half%20sky:p%40ss@db.local:5433/union")
    assert alias["ENGINE"].endswith("postgresql")
    assert [alias[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        *("half sky", "p@ss", "db.local", "5433", "union")
    ]


@pytest.mark.django_db
def test_it_takes_the_value_in_force_on_a_day() -> None:
    make.ParameterValueFactory.create(since=datetime.date(2021, 1, 1), value=3)
    make.ParameterValueFactory.create(since=datetime.date(2022, 6, 30), value=10)
    days = ("2020-12-31", "2021-01-01", "2022-06-29", "2022-06-30")
    values = [Parameters.on(datetime.date.fromisoformat(day)).value(THRESHOLD) for day in days]
    assert values == [1, 3, 3, 10]


@pytest.mark.django_db
def test_it_sets_a_parameter_once_a_day() -> None:
    make.ParameterValueFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.ParameterValueFactory.create()


def point_nowhere(coverage: Coverage) -> None:
    Coverage.objects.filter(pk=coverage.pk).update(employer_id=10**9)
    connection.check_constraints()


def test_it_holds_references_in_the_database(cast: Cast) -> None:
    coverage = make.CoverageFactory.create(organisation=cast.toys)
    with pytest.raises(IntegrityError), transaction.atomic():
        point_nowhere(coverage)


def test_it_refuses_an_interval_that_ends_before_it_begins(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.CoverageFactory.create(organisation=cast.toys, until=datetime.date(2014, 12, 31))


def test_it_allows_one_open_edge(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.EdgeFactory.create(organisation=cast.toys, parent=cast.west)
