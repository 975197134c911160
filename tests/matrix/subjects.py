"""Thirteen who knock at every door: each role, an account without a post, a closed one, nobody."""

from dataclasses import dataclass, field

from django.test import Client

from halfsky.org.models import Organisation, Person, Post
from halfsky.org.roles import Role
from tests.cast import Cast
from tests.factories import FOUNDED, PersonFactory

NO_POST, CLOSED, NOBODY = "no_post", "closed", "nobody"
SUBJECTS = (*(role.value for role in Role), NO_POST, CLOSED, NOBODY)
# Everybody's post is at the federation; where the thing asked for lies, seen from there.
PLACES = {
    "own": "federation",
    "child": "textile",
    "sibling": "pottery",
    "parent": "east",
    "other": "mine",
}
INSIDE = ("own", "child")

# What each role may do inside her part of the tree: r reads, w writes too.
# Sealed: only what is assigned to her.
ABILITIES = """
                        open  sensitive  sealed  figures  tree  people  audit
system_administrator    -     -          -       -        -     r       -
security_administrator  -     -          -       -        -     w       -
audit_administrator     -     -          -       -        -     -       r
city_office             w     w          -       w        w     w       -
leader                  r     -          -       r        -     -       -
town_officer            w     -          -       w        w     w       -
grassroots_officer      w     -          -       r        -     -       -
case_handler            r     -          w       r        -     -       -
fund_officer            r     w          -       r        -     -       -
auditor                 r     r          -       r        -     -       -
"""


def abilities() -> dict[str, dict[str, str]]:
    """The table: role, thing, ability."""
    heading, *lines = (line.split() for line in ABILITIES.strip().splitlines())
    return {role: dict(zip(heading, marks, strict=True)) for role, *marks in lines}


def may(subject: str, thing: str, ability: str) -> bool:
    """Whether the table says so."""
    mark = abilities().get(subject, {}).get(thing, "-")
    return mark == "w" or mark == ability


@dataclass(frozen=True)
class Crowd:
    """Everybody with a browser of her own."""

    people: dict[str, Person]
    browsers: dict[str, Client]
    # Status and page that somebody was given for something that is not there.
    refusals: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)


def gather(cast: Cast) -> Crowd:
    """Accounts with posts at the federation, each logged in; one is closed after logging in."""
    people = {role.value: officer(role, cast.federation) for role in Role}
    people[NO_POST] = PersonFactory.create(username=NO_POST)
    people[CLOSED] = officer(Role.CITY_OFFICE, cast.federation, CLOSED)
    browsers = {NOBODY: Client()}
    for name, person in people.items():
        browsers[name] = Client()
        browsers[name].force_login(person)
    Person.objects.filter(pk=people[CLOSED].pk).update(is_active=False)
    return Crowd(people, browsers)


def officer(role: Role, organisation: Organisation, name: str = "") -> Person:
    """An account with one post."""
    person: Person = PersonFactory.create(username=name or role.value)
    Post.objects.create(person=person, organisation=organisation, role=role, since=FOUNDED)
    return person
