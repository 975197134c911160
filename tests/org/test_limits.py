"""One limiter for every door, right when many come at once."""

import datetime
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from halfsky.org import limits
from halfsky.org.limits import Exhausted, Purpose, Spending
from tests.site.doors import Pass, let_pass

__all__ = ["let_pass"]
MINUTE = datetime.timedelta(minutes=1)


def spend_until_refused(key: object, at_most: int = 1000) -> int:
    """How many tries there were."""
    for spent in range(at_most):
        try:
            limits.spend(Purpose.SIGN_IN, key)
        except Exhausted:
            return spent
    return at_most


@pytest.mark.django_db
def test_it_gives_ten_in_any_quarter_of_an_hour(let_pass: Pass) -> None:
    assert spend_until_refused("mei", 5) == 5
    let_pass(10 * MINUTE)
    assert spend_until_refused("mei") == 5
    let_pass(4 * MINUTE)
    assert spend_until_refused("mei") == 0
    let_pass(1 * MINUTE)
    assert spend_until_refused("mei") == 5
    assert spend_until_refused("cao") == 10


@pytest.mark.django_db
def test_it_says_how_long_to_wait_and_which_refusal_is_the_first(let_pass: Pass) -> None:
    spend_until_refused("mei", 10)
    let_pass(5 * MINUTE)
    said = []
    for _time in range(2):
        with pytest.raises(Exhausted) as refusal:
            limits.spend(Purpose.SIGN_IN, "mei")
        said.append((refusal.value.minutes, refusal.value.is_first))
    assert said == [(10, True), (10, False)]
    assert "10分钟" in str(refusal.value)


@pytest.mark.django_db
def test_a_refusal_does_not_lengthen_the_wait(let_pass: Pass) -> None:
    spend_until_refused("mei", 10)
    for _time in range(15):
        assert spend_until_refused("mei", 1) in (0, 1)
        let_pass(MINUTE)
    assert spend_until_refused("mei") == 10


@pytest.mark.django_db
def test_it_gives_back_what_was_no_guess() -> None:
    for _time in range(30):
        moment = limits.spend(Purpose.SIGN_IN, "mei")
        limits.refund(Purpose.SIGN_IN, "mei", moment)
    assert spend_until_refused("mei") == 10


@pytest.mark.django_db
def test_purposes_do_not_share() -> None:
    spend_until_refused("mei")
    limits.spend(Purpose.SECOND_FACTOR, "mei")


@pytest.mark.django_db
def test_it_unlocks_everything_about_somebody() -> None:
    spend_until_refused("mei")
    for _time in range(10):
        limits.spend(Purpose.SIGN_IN, ("mei", 7), about="mei")
    assert limits.is_locked(Purpose.SIGN_IN, "mei")
    limits.unlock("mei")
    assert not limits.is_locked(Purpose.SIGN_IN, "mei")
    assert not Spending.objects.exists()


@pytest.mark.django_db
def test_it_forgets_what_counts_no_more(let_pass: Pass) -> None:
    spend_until_refused("mei", 1)
    let_pass(60 * MINUTE)
    limits.forget_old()
    assert not Spending.objects.exists()


@pytest.mark.django_db
def test_its_table_tells_no_names() -> None:
    limits.spend(Purpose.SIGN_IN, "mei")
    assert "mei" not in str(list(Spending.objects.values_list("key", "about")))


GUESSER = """
import sys
import django
django.setup()
from halfsky.org import limits
spent = 0
for number in range(10):
    try:
        limits.spend(limits.Purpose.SIGN_IN, sys.argv[1])
        spent += 1
    except limits.Exhausted:
        pass
print(spent)
"""


@pytest.mark.once
@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_it_counts_right_when_processes_come_at_once(
    database: str, tmp_path: Path, key_file: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite:///{tmp_path}/limits.sqlite3"
    if database == "PostgreSQL":
        address = request.getfixturevalue("postgresql_address")
    else:
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "limits.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "halfsky.settings",
        "HALFSKY_DATABASE": address,
        "HALFSKY_FIELD_KEY_FILE": str(key_file),
    }
    if database == "PostgreSQL":
        migrate = [sys.executable, "-m", "halfsky", "manage", "migrate", "org", "--verbosity=0"]
        subprocess.run(migrate, env=environment, check=True)
    command = [sys.executable, "-c", GUESSER, uuid.uuid4().hex]
    guessers = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _number in range(4)
    ]
    assert sum(int(one.communicate()[0]) for one in guessers) == 10
