"""Officers whom a workbook names: accounts that nobody can come in with yet, and their posts."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from halfsky.org.models import Organisation, Person, Post
from halfsky.org.people import new_username
from halfsky.org.roles import Role
from halfsky.setup.draft import Draft
from halfsky.setup.preview import is_posted, is_posted_at
from halfsky.setup.towns import Town

# The first password is made when it is handed out: it lasts 72 hours.
NO_PASSWORD = f"{UNUSABLE_PASSWORD_PREFIX}setup"


@dataclass(frozen=True)
class Wanted:
    """Who, where, as what."""

    name: str
    mobile: str
    organisation: Organisation
    role: Role


def officers_of(
    draft: Draft,
    organisations: Mapping[int, Organisation],
    parent_of: Callable[[Town | None], Organisation],
) -> Iterator[Wanted]:
    """Those of the unions and of the towns who have no post there yet."""
    for body in draft.unions:
        details = draft.details[id(body)]
        if details.officer and not is_posted(draft, body):
            place = organisations[id(body)]
            yield Wanted(details.officer, details.mobile, place, Role.GRASSROOTS_OFFICER)
    for town, name, mobile in draft.town_officers:
        if not is_posted_at(draft, town, name):
            yield Wanted(name, mobile, parent_of(town), Role.TOWN_OFFICER)


def accounts_for(wanted: Sequence[Wanted], taken: set[str]) -> list[Person]:
    """An account each, under a name of its own."""
    people = []
    for one in wanted:
        username = new_username(one.name, taken)
        taken.add(username)
        people.append(
            Person(
                username=username,
                name=one.name,
                mobile=one.mobile,
                password=NO_PASSWORD,
                must_change_password=True,
            )
        )
    return people


def posts_for(
    wanted: Sequence[Wanted], people: Sequence[Person], today: datetime.date
) -> list[Post]:
    """From today on."""
    return [
        Post(
            person=person,
            organisation=one.organisation,
            role=one.role,
            since=max(today, one.organisation.since),
        )
        for one, person in zip(wanted, people, strict=True)
    ]
