"""Who comes in where: every route, method, role and position, against a table of our own.

All of it runs in `make prove`; `make test` takes a part that is drawn anew by each run.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from halfsky.org.models import Organisation
from halfsky.org.roles import Role
from halfsky.records.assignments import Assignment
from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.site.policy import RULES
from tests.cast import Cast
from tests.factories import FOUNDED
from tests.matrix import doors
from tests.matrix.doors import Knock
from tests.matrix.subjects import CLOSED, INSIDE, NO_POST, NOBODY, PLACES, SUBJECTS, Crowd, may
from tests.registers.test_every_register import factory_of

pytestmark = pytest.mark.django_db

EVERYTHING = os.environ.get("HALFSKY_MATRIX") == "whole"
PART = 150  # checks of the whole in an ordinary run
# The registers that stand for their kind, at every door and from every position.
STANDING_FOR = {"open": "trainings", "sensitive": "hardship_files", "sealed": "complaints"}
LOG_IN, IN = "log in", "in"
# Refused as the same question about nothing is, to the letter; and where it lies in her reach, 403.
ALIKE_404, ALIKE_403, FORBIDDEN = "404 as of nothing", "403 as of nothing", "403"
OUTSIDE = frozenset({ALIKE_404, ALIKE_403})
WITHOUT_POWER = frozenset({FORBIDDEN, ALIKE_403})
CHANGES_EACH_TIME = re.compile(
    r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|name="submission_key" value="[^"]*"'
)


@dataclass(frozen=True)
class Check:
    """One subject knocks at one door for one thing."""

    subject: str
    place: str
    knock: Knock
    expected: frozenset[str]

    def __str__(self) -> str:
        return f"{self.subject} at {self.place}: {self.knock.method} {self.knock.url}"


@pytest.fixture
def crowd(cast: Cast) -> Crowd:
    from tests.matrix.subjects import gather

    return gather(cast)


def ask(client: Client, method: str, url: str) -> Any:
    return client.generic(method, url)


def outcome(crowd: Crowd, subject: str, knock: Knock) -> str:
    """How the door answered; refusals are held against the same question about nothing."""
    answer = ask(crowd.browsers[subject], knock.method, knock.url)
    if answer.status_code == 302 and answer["Location"].startswith("/login/"):
        return LOG_IN
    if answer.status_code in (403, 404):
        status, of_nothing = refusal(crowd, subject, knock, answer)
        if (answer.status_code, bare(answer)) == (status, of_nothing):
            return ALIKE_404 if answer.status_code == 404 else ALIKE_403
        is_plain = (answer.status_code, status) == (403, 404)
        return FORBIDDEN if is_plain else f"{answer.status_code}, of nothing {status}"
    return IN if answer.status_code < 500 else f"error {answer.status_code}"


def refusal(crowd: Crowd, subject: str, knock: Knock, answer: Any) -> tuple[int, str]:
    """What she is told of nothing there: as she was told before, or asked anew if it differs."""
    key = subject, knock.method, knock.url_of_nothing
    if crowd.refusals.get(key) != (answer.status_code, bare(answer)):
        nothing = ask(crowd.browsers[subject], knock.method, knock.url_of_nothing)
        crowd.refusals[key] = nothing.status_code, bare(nothing)
    return crowd.refusals[key]


def bare(answer: Any) -> str:
    """A page without what differs each time it is shown."""
    return CHANGES_EACH_TIME.sub("", answer.content.decode())


def expected_of_record(register: Register, subject: str, place: str, needed: str) -> frozenset[str]:
    """By the table: outside or sealed as if it were not there; inside without the power, no."""
    if subject in (CLOSED, NOBODY):
        return frozenset({LOG_IN})
    if place not in INSIDE:
        return OUTSIDE
    if needed == doors.NOTHING:
        return OUTSIDE | WITHOUT_POWER
    thing = register.confidential.value
    able = may(subject, thing, "r" if needed == "reveal" else needed)
    if able and (needed != "reveal" or subject in REVEALS):
        return frozenset({IN})
    hidden = register.is_sealed and subject != Role.CASE_HANDLER
    return OUTSIDE if hidden or subject == NO_POST else WITHOUT_POWER


EXPORTS = {"city_office", "town_officer", "grassroots_officer", "fund_officer", "auditor"}
REVEALS = {"city_office", "fund_officer", "case_handler"}


def checks_of_register(register: Register, cast: Cast, crowd: Crowd) -> Iterator[Check]:
    """Everybody at every door of records that lie at every position."""
    for place, name in PLACES.items():
        organisation: Organisation = getattr(cast, name)
        withdrawn = made_at(register, organisation)
        withdraw(withdrawn)
        record = made_at(register, organisation)
        if register.is_sealed:
            assign(register, record, crowd)
            assign(register, withdrawn, crowd)
        for knock in doors.knocks_for_record(register, record.pk, withdrawn.pk):
            needed = doors.record_doors(register)[knock.route]
            for subject in SUBJECTS:
                expected = expected_of_record(register, subject, place, needed)
                yield Check(subject, place, knock, expected)


def made_at(register: Register, organisation: Organisation) -> Any:
    """A record of the register that belongs to an organisation."""
    if not register.organisation_prefix:
        return organisation
    return factory_of(register.model).create(**{register.organisation: organisation})


def withdraw(record: Any) -> None:
    """What is to be restored has been withdrawn; an organisation is not, by these doors."""
    if not isinstance(record, Organisation):
        type(record)._default_manager.filter(pk=record.pk).update(withdrawn_at=timezone.now())


def assign(register: Register, record: Any, crowd: Crowd) -> None:
    """To the case handler: whoever else is not assigned must not see it."""
    Assignment.objects.create(
        register=register.code,
        record=record.pk,
        person=crowd.people[Role.CASE_HANDLER],
        since=FOUNDED,
    )


def checks_of_organisations(cast: Cast) -> Iterator[Check]:
    """Everybody at every door of every organisation."""
    for place, name in PLACES.items():
        for knock in doors.knocks_for_organisation(getattr(cast, name)):
            for subject in SUBJECTS:
                yield Check(subject, place, knock, expected_of_organisation(knock, subject, place))


def expected_of_organisation(knock: Knock, subject: str, place: str) -> frozenset[str]:
    """Whoever reaches it sees it; figures and acts want the power, acts above it too."""
    if subject in (CLOSED, NOBODY):
        return frozenset({LOG_IN})
    of_figures = ("figures", "w" if knock.route in doors.DECLARING_DOORS else "r")
    if knock.route in doors.REPORTING_DOORS:
        of_figures = ("open", "w")
    thing, needed = doors.ORGANISATION_DOORS.get(knock.route, of_figures)
    if subject == NO_POST or place not in INSIDE or thing == "nothing":
        return OUTSIDE
    above = place == "own" and knock.route == "org:arrange"
    able = thing == "-" or (may(subject, thing, needed) and not above)
    return frozenset({IN}) if able else WITHOUT_POWER


def checks_of_plain_routes() -> Iterator[Check]:
    """Everybody at the doors that lead to nothing in particular."""
    for route, (thing, needed) in doors.PLAIN_DOORS.items():
        for knock in doors.knocks(route, reverse(route), reverse(route)):
            for subject in SUBJECTS:
                able = IN if may(subject, thing, needed) else ALIKE_403
                expected = LOG_IN if subject in (CLOSED, NOBODY) else able
                yield Check(subject, "", knock, frozenset({expected}))


def checks_of_whole_registers() -> Iterator[Check]:
    """Everybody at the list of every register, and at the form of a new record."""
    for register in registers().values():
        for knock, needed in doors.knocks_for_register(register):
            for subject in SUBJECTS:
                yield Check(subject, "", knock, expected_of_register(register, subject, needed))


def expected_of_register(register: Register, subject: str, needed: str) -> frozenset[str]:
    """A sealed register does not exist for whoever handles no cases."""
    if subject in (CLOSED, NOBODY):
        return frozenset({LOG_IN})
    if needed == "w" and register.made_by:
        return OUTSIDE | WITHOUT_POWER
    if needed == "export":
        able = subject in EXPORTS and not register.is_sealed
        able = able and may(subject, register.confidential.value, "r")
    else:
        able = may(subject, register.confidential.value, "w" if needed == "sheets" else needed)
    return frozenset({IN}) if able else OUTSIDE if register.is_sealed else WITHOUT_POWER


def part_of(checks: list[Check]) -> list[Check]:
    """All of them, or a part drawn by the run's seed."""
    return checks if EVERYTHING else random.sample(checks, min(PART, len(checks)))


def held(checks: list[Check], crowd: Crowd) -> Counter[str]:
    """Knock; every answer is the expected one. How many of each kind there were."""
    wrong, answers = [], Counter[str]()
    for check in checks:
        answer = outcome(crowd, check.subject, check.knock)
        answers[answer] += 1
        if answer not in check.expected:
            wrong.append(f"{check}: {answer}, expected {sorted(check.expected)}")
    assert not wrong, "\n".join(wrong[:40])
    return answers


@pytest.mark.parametrize("kind", STANDING_FOR)
def test_it_lets_in_whom_the_table_lets_in(kind: str, cast: Cast, crowd: Crowd) -> None:
    register = registers()[STANDING_FOR[kind]]
    answers = held(part_of(list(checks_of_register(register, cast, crowd))), crowd)
    assert answers[IN]
    assert answers[ALIKE_404]
    print(f"{kind}: {sum(answers.values())} checks, {dict(answers)}")


def test_it_shows_organisations_and_figures_in_reach_only(cast: Cast, crowd: Crowd) -> None:
    answers = held(part_of(list(checks_of_organisations(cast))), crowd)
    assert answers[IN]
    print(f"organisations: {sum(answers.values())} checks, {dict(answers)}")


def test_it_opens_lists_and_forms_to_whom_the_table_says(cast: Cast, crowd: Crowd) -> None:
    checks = [*checks_of_whole_registers(), *checks_of_plain_routes()]
    answers = held(part_of(checks), crowd)
    assert answers[IN]
    print(f"lists and forms: {sum(answers.values())} checks, {dict(answers)}")


@pytest.mark.parametrize("register", registers().values(), ids=lambda one: one.code)
def test_it_turns_an_outsider_away_at_every_door_of_every_register(
    register: Register, cast: Cast, crowd: Crowd
) -> None:
    """One outside, one forbidden, one allowed, at each door; in full for the whole run."""
    checks = list(checks_of_register(register, cast, crowd))
    assert held(checks if EVERYTHING else one_of_each_kind(checks), crowd)[IN]


def one_of_each_kind(checks: list[Check]) -> list[Check]:
    """For each door and each answer that it has to give, one of those who have to be given it."""
    shuffled = random.sample(checks, len(checks))
    kinds = {(one.knock.route, one.knock.method, one.expected): one for one in shuffled}
    return list(kinds.values())


def test_it_knocks_at_every_door() -> None:
    known = {
        *doors.RECORD_DOORS,
        *doors.REGISTER_DOORS,
        *doors.ORGANISATION_DOORS,
        *doors.FIGURE_DOORS,
        *doors.DECLARING_DOORS,
        *doors.REPORTING_DOORS,
        *doors.PLAIN_DOORS,
        *doors.LISTS,
        *doors.HANDLERS_DOORS,
        *set().union(*doors.ELSEWHERE.values()),
        *doors.OWN_DOORS,
    }
    assert set(RULES) - known == set()
