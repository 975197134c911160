"""What every test can use."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from hypothesis import settings
from pytest_django import DjangoDbBlocker, Settings

if TYPE_CHECKING:  # models can be imported once Django is set up
    from halfsky.org.models import Person
    from halfsky.org.reader import Reader
    from tests.cast import Cast

# How many examples: each run draws others. A test whose example costs a tenth of a second takes
# `examples(…)`, and more in `make prove`.
settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("prove", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
IS_PROVING = settings.get_current_profile_name() == "prove"

# What takes a process ten seconds and more comes first, so that both processes end together.
HEAVY = (
    "tests/docs/test_tutorial.py",
    "tests/acceptance/",
    "tests/matrix/",
    "tests/browser/",
    "tests/sample/",
    "tests/sheets/test_hostile.py",
    "tests/sheets/test_killed.py",
    "tests/commands/test_process.py",
    "tests/commands/test_serve.py",
    "tests/figures/test_properties.py",
    "tests/records/pages/test_every_register.py",
)
# What `make test` may find missing, and the names its command goes by.
PROGRAMS = {
    "LibreOffice": ("soffice", "libreoffice"),
    "Chromium": ("chromium", "chromium-browser", "google-chrome"),
    "pdftoppm": ("pdftoppm",),
}


def pytest_configure() -> None:
    """A secret key for this run, for there is none where nothing was served, and cheap hashes."""
    django_settings.SECRET_KEY = "only for tests"
    django_settings.PASSWORD_HASHERS = [
        "tests.hashing.Quick",
        *django_settings.PASSWORD_HASHERS[1:],
    ]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The heavy files first; those and the others stay in the order they were shuffled to."""
    items.sort(key=lambda item: not item.nodeid.startswith(HEAVY))


def examples(usual: int, proving: int) -> settings:
    """How many examples a property is shown that costs more than most."""
    return settings(max_examples=proving if IS_PROVING else usual)


def need(name: str) -> str:
    """The path of a program; without it the test is left out, and `make test` says so."""
    for command in PROGRAMS[name]:
        if path := shutil.which(command):
            return path
    pytest.skip(f"缺 {name}")


@pytest.fixture
def libreoffice() -> str:
    """The command that turns a Word file into a PDF."""
    return need("LibreOffice")


@pytest.fixture(scope="session")
def postgresql_address() -> str:
    """A PostgreSQL server to compare with, started by scripts/run_tests.py."""
    if address := os.environ.get("HALFSKY_TEST_POSTGRESQL"):
        return address
    pytest.skip("缺 PostgreSQL")


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key for encrypted fields, made for this run."""
    from halfsky.org.encryption import make_key

    path = tmp_path_factory.mktemp("key") / "field.key"
    make_key(path)
    return path


@pytest.fixture(scope="session")
def migrated_file(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """An empty database as a file to copy, for processes: migrating takes them four seconds."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("copies the tests' own SQLite database")
    path = tmp_path_factory.mktemp("migrated") / "halfsky.sqlite3"
    if "memory" not in str(connection.settings_dict["NAME"]):
        migrate(path)  # pytest-django made none: no test of this run is marked with django_db
        return path
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return path


def migrate(path: Path) -> None:
    """An empty database, made by a process."""
    command = [sys.executable, "-m", "halfsky", "manage", "migrate", "-v0"]
    environment = {**os.environ, "HALFSKY_DATABASE": f"sqlite:///{path}"}
    subprocess.run(command, env=environment, check=True)


@pytest.fixture(autouse=True)
def _field_key(key_file: Path, settings: Settings) -> None:
    settings.FIELD_KEY_FILE = key_file


@pytest.fixture
def cast(db: None) -> "Cast":
    """The small city of tests/cast.py."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture
def people(cast: "Cast") -> "dict[str, Person]":
    """The people of tests/people.py with their posts, by username."""
    from tests.people import appoint

    return appoint(cast)


@pytest.fixture
def readers(people: "dict[str, Person]") -> "dict[str, Reader]":
    """Each of them as a reader."""
    from tests.people import reader

    return {name: reader(person) for name, person in people.items()}


@pytest.fixture(autouse=True)
def _whole_log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` stands for a whole log-in of just now, the second factor and all."""
    from django.test import Client
    from django.utils import timezone

    from halfsky.org.signin.entrance import GAVE_CODE, PROVED

    plain = Client.force_login

    def force_login(client: Client, user: "Person", backend: str | None = None) -> None:
        plain(client, user, backend)
        session = client.session
        session[GAVE_CODE] = True
        session[PROVED] = timezone.now().isoformat()
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)
