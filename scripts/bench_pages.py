"""Times the site's pages over the sample city and a million records; prints one JSON document.

Run by scripts/bench.py with HALFSKY_DATABASE and HALFSKY_DATA set. A page goes whole through
Django: session, gate, template. What the network and the server add is measured elsewhere.
"""

import datetime
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django
from django.db import connection

ROUNDS = 20
# Whose page it is, and where it is.
PAGES = (
    ("home, city office", "lin", "/"),
    ("home, grass-roots officer", "cao", "/"),
    ("list, first page", "lin", "/registers/trainings/"),
    ("list, sought by word", "lin", "/registers/trainings/?q=安全"),
    ("list, of a town", "wu", "/registers/trainings/"),
    ("figures of the city", "lin", "/figures/?period=2022H1"),
    ("figures of a town", "wu", "/figures/?period=2022H1"),
    ("unit by unit, a figure", "lin", "/figures/education.training_sessions/units/?period=2022H1"),
    ("unit by unit, all figures", "lin", "/figures/units/?period=2022H1"),
    ("a fact", "lin", "/figures/education.training_sessions/?period=2022H1"),
    (
        "records behind a figure",
        "lin",
        "/figures/education.training_sessions/records/?period=2022H1",
    ),
    ("organisations", "lin", "/organisations/"),
    ("an organisation", "lin", "/organisations/mine/"),
)


@dataclass
class Stopwatch:
    """Times the statements that a page runs."""

    seconds: float = 0.0
    statements: int = 0
    taken: list[float] = field(default_factory=list)

    def __call__(self, execute: Any, sql: Any, parameters: Any, many: Any, context: Any) -> Any:
        """Run one statement."""
        start = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            self.seconds += time.perf_counter() - start
            self.statements += 1


def measure_page(client: Any, url: str) -> dict[str, float]:
    """A page as it is, and right after a record of its period was written each time."""
    plain = rounds_of(client, url, lambda: None)
    written = rounds_of(client, url, write_a_training)
    return plain | {"written p50": written["p50"], "written p95": written["p95"]}


def write_a_training() -> None:
    """What an officer sends: one more training, in the half-year that pages show."""
    from halfsky.org.models import Organisation
    from halfsky.registers.education.trainings import Training

    mine = Organisation.objects.get(code="mine")
    Training.objects.create(
        organisation=mine,
        date=datetime.date(2022, 5, 4),
        topic="技能培训",
        kind="technical",
        level="enterprise",
        women_attending=20,
    )


def rounds_of(client: Any, url: str, before: Callable[[], None]) -> dict[str, float]:
    """Median, 95th percentile, share in SQL and statements of a page, after one that warms up."""
    totals, shares, statements = [], [], 0
    for _round in range(ROUNDS + 1):
        before()
        watch = Stopwatch()
        start = time.perf_counter()
        with connection.execute_wrapper(watch):
            answer = client.get(url)
        total = time.perf_counter() - start
        if answer.status_code != 200:
            raise SystemExit(f"{url}: {answer.status_code}")
        totals.append(total)
        shares.append(watch.seconds / total)
        statements = watch.statements
    totals, shares = totals[1:], shares[1:]
    return {
        "p50": statistics.median(totals),
        "p95": statistics.quantiles(totals, n=20)[-1],
        "SQL": statistics.mean(shares),
        "statements": statements,
    }


def browsers() -> dict[str, Any]:
    """The city office, a town officer and a grass-roots officer, logged in."""
    from halfsky.org.models import Organisation, Person, Post
    from halfsky.org.roles import Role

    posts = {
        "lin": (Role.CITY_OFFICE, "city"),
        "wu": (Role.TOWN_OFFICER, "T01"),
        "cao": (Role.GRASSROOTS_OFFICER, "mine"),
    }
    found = {}
    for username, (role, code) in posts.items():
        person = Person.objects.create_user(f"bench-{username}", name="林晓")
        organisation = Organisation.objects.get(code=code)
        Post.objects.create(
            person=person, organisation=organisation, role=role, since=organisation.since
        )
        found[username] = logged_in(person)
    return found


def logged_in(person: Any) -> Any:
    """A browser in which somebody has given her password and her code."""
    from django.test import Client

    from halfsky.org.signin.entrance import GAVE_CODE

    client = Client()
    client.force_login(person)
    session = client.session
    session[GAVE_CODE] = True
    session.save()
    return client


def main(records: int) -> None:
    """Fill, then every page."""
    from bench_records import add_records
    from halfsky.sample.city import make_city
    from halfsky.site.warming import warm

    make_city(1, lambda _text: None)
    add_records(records, lambda text: print(f"   {text}", file=sys.stderr, flush=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clients = browsers()
    start = time.perf_counter()
    warm()
    print(f"   warming {time.perf_counter() - start:.1f} s", file=sys.stderr, flush=True)
    json.dump({name: measure_page(clients[who], url) for name, who, url in PAGES}, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
    os.environ.setdefault("HALFSKY_SECRET_KEY", "only for the bench")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from halfsky.org.encryption import make_key

    settings.DATA.mkdir(parents=True, exist_ok=True)
    settings.ALLOWED_HOSTS = ["testserver"]
    make_key(settings.FIELD_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    main(int(sys.argv[1]))
