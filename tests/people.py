"""The cast's people with their posts, one for each role, and how each of them comes in."""

import datetime

from halfsky.org.models import Organisation, Person, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from tests.cast import Cast
from tests.factories import FOUNDED, PersonFactory

TODAY = datetime.date(2022, 7, 5)

# Who holds which role where; the names are used throughout the tests.
POSTS = (
    ("xu", "许静", Role.SYSTEM_ADMINISTRATOR, "city"),
    ("han", "韩梅", Role.SECURITY_ADMINISTRATOR, "city"),
    ("shen", "沈洁", Role.AUDIT_ADMINISTRATOR, "city"),
    ("lin", "林晓", Role.CITY_OFFICE, "city"),
    ("zhou", "周敏", Role.LEADER, "city"),
    ("fang", "方琴", Role.CASE_HANDLER, "city"),
    ("jin", "金兰", Role.FUND_OFFICER, "city"),
    ("tao", "陶英", Role.AUDITOR, "city"),
    ("wu", "吴霞", Role.TOWN_OFFICER, "east"),
    ("he", "何巧", Role.TOWN_OFFICER, "west"),
    ("luo", "罗芳", Role.FUND_OFFICER, "east"),
    ("deng", "邓娟", Role.CASE_HANDLER, "west"),
    ("mei", "梅玲", Role.GRASSROOTS_OFFICER, "textile"),
    ("cao", "曹艳", Role.GRASSROOTS_OFFICER, "mine"),
    ("qian", "钱芳", None, ""),  # an account without a post
)


def appoint(cast: Cast) -> dict[str, Person]:
    """Everybody of the table with her post, by username."""
    people = {}
    for username, name, role, place in POSTS:
        person = Person.objects.filter(username=username).first()
        person = person or PersonFactory.create(username=username, name=name)
        if role:
            organisation: Organisation = getattr(cast, place)
            Post.objects.create(person=person, organisation=organisation, role=role, since=FOUNDED)
        people[username] = person
    return people


def reader(person: Person, on: datetime.date = TODAY) -> Reader:
    """A person as reader, her posts read anew."""
    return Reader.of(person, on)
