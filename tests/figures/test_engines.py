"""The contract of an engine: every declared figure comes out the same on each of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from halfsky.figures.declaration import Distinct, Question
from halfsky.figures.drill import records_behind
from halfsky.figures.engine import Engine, OrmEngine
from halfsky.figures.models import Movement, Pulse
from halfsky.figures.periods import Period
from halfsky.figures.queries import (
    additive_queryset,
    distinct_queryset,
    grouped_queries,
    reporting_queryset,
)
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import compute
from halfsky.org.parameters import Parameters
from halfsky.records.registry import registers
from halfsky.settings import postgresql_database, sqlite_database
from tests.cast import Cast, make_cast
from tests.figures.world import fill

OTHER = "other"
# It compares both databases, whichever of them is the usual one.
pytestmark = [pytest.mark.once, pytest.mark.django_db(databases=["default", OTHER])]
# Each is compared with the ORM on the default database, holding the same rows.
ENGINES: dict[str, Callable[[], Engine]] = {
    "the other database": lambda: OrmEngine(using=OTHER),
}
PERIODS = [Period.parse(name) for name in ("2022H1", "2021", "2022H2", "2015", "2022-05")]


def other_database(address: str, folder: Path) -> dict[str, Any]:
    """PostgreSQL beside SQLite, SQLite beside PostgreSQL."""
    if connections["default"].vendor == "sqlite":
        return postgresql_database(address)
    return sqlite_database(folder / "other.sqlite3")


@contextmanager
def opened(database: dict[str, Any], name: str) -> Iterator[None]:
    """A second alias with an empty database of its own, gone afterwards."""
    database["TEST"] = {"NAME": name}
    connections.configure_settings({"default": settings.DATABASES["default"], OTHER: database})
    settings.DATABASES[OTHER] = database
    connections.settings[OTHER] = database
    creation = connections[OTHER].creation
    original = str(database["NAME"])
    creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        creation.destroy_test_db(original, verbosity=0)
        connections[OTHER].close()
        del connections[OTHER]
        settings.DATABASES.pop(OTHER, None)
        connections.settings.pop(OTHER, None)


@pytest.fixture(scope="module")
def filled(
    django_db_setup: None,
    postgresql_address: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    key_file: Path,
    worker_id: str,
) -> Iterator[Cast]:
    """The filled city, and the alias `other` with a copy of it; both are rolled back at the end."""
    folder = tmp_path_factory.mktemp("other")
    database = other_database(postgresql_address, folder)
    is_file = database["ENGINE"].endswith("sqlite3")
    name = str(folder / "engines.sqlite3") if is_file else f"halfsky_engines_{worker_id}"
    with (
        override_settings(FIELD_KEY_FILE=key_file),
        django_db_blocker.unblock(),
        opened(database, name),
        transaction.atomic(),
        transaction.atomic(using=OTHER),
    ):
        cast = make_cast()
        fill(cast)
        copy_everything(OTHER)
        yield cast
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=OTHER)


def copy_everything(using: str) -> None:
    """Every row of ours, with its key, into another database."""
    for model in apps.get_models():
        # The other database has pulses of its own: its triggers make them.
        if model.__module__.startswith("halfsky.") and model not in (Pulse, Movement):
            model._base_manager.using(using).bulk_create(list(model._base_manager.all()))


def plain(rows: Any) -> list[tuple[Any, ...]]:
    """Rows in one order, numbers of any type as int."""
    found = [tuple(0 if cell is None else cell for cell in row) for row in rows]
    return sorted(found, key=repr)


@pytest.fixture
def engine(request: pytest.FixtureRequest, filled: Cast, db: None) -> Engine:
    """The engine of a test, over a copy of the filled city."""
    made: Callable[[], Engine] = ENGINES[request.param]
    return made()


each_engine = pytest.mark.parametrize("engine", list(ENGINES), indirect=True)


@each_engine
def test_it_computes_every_figure_of_every_organisation_alike(engine: Engine, filled: Cast) -> None:
    for period in PERIODS:
        here, there = compute(period), compute(period, engine=engine)
        for organisation in filled.organisations:
            for own in (False, True):
                ours = [fact.to_json() for fact in here.facts(organisation.pk, own)]
                theirs = [fact.to_json() for fact in there.facts(organisation.pk, own)]
                assert ours == theirs


@each_engine
def test_it_returns_the_same_rows_for_every_query(engine: Engine) -> None:
    measures = {m.code: m for figure in figures().values() for m in measures_of(figure)}
    for period in PERIODS:
        question = Question(period, Parameters({}), date(2030, 1, 1))
        querysets = [
            *(additive_queryset(one, question, None) for one in grouped_queries(measures.values())),
            *(
                distinct_queryset(one, question, None)
                for one in measures.values()
                if isinstance(one, Distinct)
            ),
            *(reporting_queryset(one, question, None) for one in registers().values()),
        ]
        for queryset in querysets:
            assert plain(engine.run(queryset)) == plain(OrmEngine().run(queryset))


@each_engine
def test_it_has_the_same_records_behind_every_figure(engine: Engine) -> None:
    report = compute(Period.parse("2022H1"))
    for figure in figures().values():
        for measure in measures_of(figure):
            ours = [one.to_json() for one in records_behind(measure, report)]
            theirs = [one.to_json() for one in records_behind(measure, report, engine.using)]
            assert ours == theirs


@each_engine
def test_it_compares_something(engine: Engine) -> None:
    found = [fact for period in PERIODS for fact in compute(period, engine=engine).facts()]
    filled = {fact.figure.code for fact in found if fact.records}
    assert set(figures()) - filled == set()
