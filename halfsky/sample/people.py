"""The sample's people: an officer at every union, one account for each role, who handles cases."""

import secrets
from collections.abc import Iterator
from datetime import date

from halfsky.org.models import Organisation, Person, Post
from halfsky.org.roles import Role
from halfsky.records.assignments import Assignment
from halfsky.registers.rights.complaints import Complaint, State, complaints
from halfsky.sample.context import City, save
from halfsky.sample.tree import CITY_ACCOUNT, TOWN_ACCOUNT, officer

POSTS_SINCE = date(2021, 1, 4)
CASES = "cases"
# Accounts of the city itself; with those of the town and two unions they are what a demo hands out.
CITY_ACCOUNTS = {
    "leader": Role.LEADER,
    CASES: Role.CASE_HANDLER,
    "fund": Role.FUND_OFFICER,
    "auditor": Role.AUDITOR,
    "system": Role.SYSTEM_ADMINISTRATOR,
    "security": Role.SECURITY_ADMINISTRATOR,
    "audit": Role.AUDIT_ADMINISTRATOR,
}
MINE_ACCOUNT, UNION_ACCOUNT = "mine", "union"
HANDED_OUT = (CITY_ACCOUNT, TOWN_ACCOUNT, MINE_ACCOUNT, UNION_ACCOUNT, *CITY_ACCOUNTS)
CASES_ASSIGNED = 8
SAYABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 and O, no 1, l and I


def make_people(city: City) -> None:
    """Posts for those who are there already, everybody else, and the cases of the city."""
    rng = city.rng("people")
    union = union_shown(city)
    usernames = {city.mine.organisation.code: MINE_ACCOUNT, union.code: UNION_ACCOUNT}
    unions = [one.organisation for one in city.unions if one.last_record is None]
    people = [officer(city, rng, usernames.get(one.code, f"{one.code.lower()}")) for one in unions]
    of_the_city = [officer(city, rng, username) for username in CITY_ACCOUNTS]
    save([*people, *of_the_city])
    save(
        [
            *posts_of(city),
            *(
                post(one, at, Role.GRASSROOTS_OFFICER)
                for one, at in zip(people, unions, strict=True)
            ),
            *(post(one, city.root, CITY_ACCOUNTS[one.username]) for one in of_the_city),
        ]
    )
    handler = next(one for one in of_the_city if one.username == CASES)
    assign(city, handler)


def posts_of(city: City) -> Iterator[Post]:
    """The city's officer and the towns'; the first town's also pays out aid."""
    yield post(city.city_officer, city.root, Role.CITY_OFFICE)
    for person, town in zip(city.officers[1:], city.towns, strict=True):
        yield post(person, town, Role.TOWN_OFFICER)
    yield post(city.officers[1], city.towns[0], Role.FUND_OFFICER)


def post(person: Person, organisation: Organisation, role: Role) -> Post:
    """A post that began with the sample's records, or with the organisation."""
    since = max(POSTS_SINCE, organisation.since)
    return Post(person=person, organisation=organisation, role=role, since=since)


def grassroots_post(person: Person, union: Organisation) -> Post:
    """A part-time officer of one union."""
    return post(person, union, Role.GRASSROOTS_OFFICER)


def union_shown(city: City) -> Organisation:
    """A union of the first town, with women and their committee, that has been there throughout."""
    return next(
        union.organisation
        for union in city.unions
        if union.town == city.towns[0]
        and union.is_built
        and union.last_record is None
        and union not in (city.moved, city.heir)
        and union.since < POSTS_SINCE
    )


def assign(city: City, handler: Person) -> None:
    """The city's open cases and the last ones closed."""
    found = Complaint.objects.filter(organisation=city.root)
    is_open = [State.ACCEPTED, State.HANDLING, State.EXTENDED, State.REVIEWING]
    rows = [
        *found.filter(state__in=is_open).order_by("date", "pk"),
        *found.exclude(state__in=is_open).order_by("-date", "-pk")[:CASES_ASSIGNED],
    ]
    save(
        [
            Assignment(
                register=complaints.code,
                record=row.pk,
                person=handler,
                assigned_by=city.city_officer,
                since=row.date,
            )
            for row in rows
        ]
    )


def give_passwords() -> list[tuple[Post, str]]:
    """Random passwords for the accounts that a demo hands out; nothing keeps them but the hash."""
    given = []
    people = Person.objects.filter(username__in=HANDED_OUT).prefetch_related("posts__organisation")
    for person in sorted(people, key=lambda one: HANDED_OUT.index(one.username)):
        password = "-".join(
            "".join(secrets.choice(SAYABLE) for _place in range(4)) for _group in range(3)
        )
        person.set_password(password)
        person.save(update_fields=["password"])
        given += [(held, password) for held in person.posts.all()]
    return given
