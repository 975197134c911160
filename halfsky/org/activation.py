"""Who has not come in yet, by town; first passwords for all of a town at once, to be printed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org import people
from halfsky.org.acts import ActRefused, below_path
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.kinds import GRASSROOTS_KINDS, Tier
from halfsky.org.models import Organisation, Person, Post, in_force
from halfsky.org.passwords import first_password
from halfsky.org.people import FIRST_PASSWORD_LASTS, KIND
from halfsky.org.reader import Reader
from halfsky.org.roles import Power, Role
from halfsky.org.search import keys_of

MOST_AT_ONCE = 300  # a hash takes some 20 ms on purpose
ROWS_A_BATCH = 500


@dataclass
class Standing:
    """How far the accounts at or below an organisation are."""

    organisation: Organisation
    accounts: int = 0
    waiting: int = 0  # have never come in
    without_password: int = 0  # of these, nobody has been given a first password that still holds
    without_account: int = 0  # unions in being where nobody has an account

    @property
    def in_use(self) -> int:
        """Have come in at least once."""
        return self.accounts - self.waiting


@dataclass(frozen=True)
class Waiting:
    """Somebody who has never come in, with the post she is known by."""

    post: Post

    @property
    def person(self) -> Person:
        """Herself."""
        return self.post.person

    @property
    def has_password(self) -> bool:
        """Whether she holds a first password that still lets her in."""
        until = self.person.password_until
        return until is not None and until > timezone.now()


@dataclass
class Activation:
    """The posts at or below an organisation today, each person once."""

    top: Organisation
    posts: list[Post] = field(default_factory=list)

    @classmethod
    def at(cls, top: Organisation, reader: Reader) -> "Activation":
        """In one query; whoever has been shut out is not waited for."""
        rows = Post.objects.filter(
            in_force(reader.on),
            below_path(top.path, "organisation__"),
            reader.organisations(*people_powers(), prefix="organisation__"),
            person__is_active=True,
        ).select_related("person", "organisation")
        seen: dict[int, Post] = {}
        for post in rows.order_by("organisation__path", "since", "pk"):
            seen.setdefault(post.person_id, post)
        return cls(top, list(seen.values()))

    @property
    def waiting(self) -> list[Waiting]:
        """Those who have never come in."""
        return [Waiting(post) for post in self.posts if is_waiting(post.person)]

    def by_part(self, parts: Iterable[Organisation]) -> list[Standing]:
        """The same for each part of the tree below, and what is the top's own first."""
        standings = {part.pk: Standing(part) for part in (self.top, *parts)}
        depth = len(keys_of(self.top.path))
        for post in self.posts:
            keys = keys_of(post.organisation.path)
            standing = standings.get(keys[depth]) if len(keys) > depth else None
            count(standing or standings[self.top.pk], post.person)
        for path in unions_without(self.top, self.posts):
            keys = keys_of(path)
            standing = standings.get(keys[depth]) if len(keys) > depth else None
            (standing or standings[self.top.pk]).without_account += 1
        return [one for one in standings.values() if one.accounts or one.without_account]


def people_powers() -> tuple[Power, ...]:
    """What it takes to look after accounts somewhere."""
    return (Power.MANAGE_OFFICERS, Power.GRANT_ROLES, Power.MANAGE_ACCOUNTS)


def count(standing: Standing, person: Person) -> None:
    """One account more."""
    standing.accounts += 1
    if is_waiting(person):
        standing.waiting += 1
        until = person.password_until
        standing.without_password += until is None or until <= timezone.now()


def is_waiting(person: Person) -> bool:
    """Whether she has never come in with a password of her own."""
    return person.last_login is None or person.must_change_password


def unions_without(top: Organisation, posts: Iterable[Post]) -> list[str]:
    """The paths of unions in being at or below an organisation where nobody has an account."""
    held = {post.organisation_id for post in posts}
    unions = Organisation.objects.filter(
        below_path(top.path), until=None, withdrawn_at=None, kind__in=GRASSROOTS_KINDS
    )
    return [path for key, path in unions.values_list("pk", "path") if key not in held]


def parts_of(top: Organisation) -> list[Organisation]:
    """What lies directly below a federation: its towns, or its districts."""
    if top.tier is not Tier.FEDERATION:
        return []
    below = Q(edges__parent=top, edges__until=None)
    return list(Organisation.objects.filter(below, withdrawn_at=None, until=None).order_by("code"))


# ---- first passwords for many ------------------------------------------------------------------


@dataclass(frozen=True)
class TownSlip:
    """A first password on paper, with the unit that it is handed to."""

    person: Person
    organisation: Organisation
    password: str


def may_give(reader: Reader, waiting: Waiting) -> bool:
    """Whether everything that she holds is the reader's to give; nobody gives herself one."""
    post = waiting.post
    own = reader.person == waiting.person
    return not own and people.may_appoint(reader, Role(post.role), post.organisation.path)


def to_be_printed(reader: Reader, activation: Activation, with_given: bool) -> list[Waiting]:
    """Whom slips are for: never come in, and hers to give; those who hold a slip if asked for."""
    found = [one for one in activation.waiting if with_given or not one.has_password]
    fitting = [one for one in found if may_give(reader, one)]
    everything = posts_by_person({one.person.pk for one in fitting}, reader.on)
    return [
        one
        for one in fitting
        if all(
            people.may_appoint(reader, Role(post.role), post.organisation.path)
            for post in everything[one.person.pk]
        )
    ]


def posts_by_person(keys: set[int], on: datetime.date) -> dict[int, list[Post]]:
    """Every post that some people hold or will hold, in one query."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    rows = Post.objects.filter(running, person__in=keys).select_related("organisation")
    found: dict[int, list[Post]] = {key: [] for key in keys}
    for post in rows:
        found[post.person_id].append(post)
    return found


def give_to_all(reader: Reader, wanted: list[Waiting], hashed: list[tuple[str, str]]) -> None:
    """Their first passwords, hashed before; each is written down, none is kept."""
    if len(wanted) > MOST_AT_ONCE:
        said = _("一次最多印{most}张，这里有{count}人。请按镇街分别打印。")
        raise ActRefused(said.format(most=MOST_AT_ONCE, count=len(wanted)))
    until = timezone.now() + FIRST_PASSWORD_LASTS
    with transaction.atomic():
        for one, (_password, hash_) in zip(wanted, hashed, strict=True):
            one.person.password, one.person.password_until = hash_, until
            one.person.must_change_password = True
        fields = ["password", "password_until", "must_change_password"]
        Person.objects.bulk_update([one.person for one in wanted], fields, ROWS_A_BATCH)
        write_down(reader, *(deed_of(one) for one in wanted))


def deed_of(one: Waiting) -> Deed:
    """A first password in the trail; never the password."""
    place, after = one.post.organisation_id, {"act": "slip"}
    return Deed(Action.ACCOUNT_CHANGED, KIND, str(one.person.pk), place, None, after)


def passwords_for(count: int) -> list[tuple[str, str]]:
    """Random first passwords with their hashes: slow on purpose, so before the database is held."""
    made = [first_password() for _place in range(count)]
    return [(password, make_password(password)) for password in made]
