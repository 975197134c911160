"""Who is reading: a person with the posts she holds today, and how far they reach."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.lookups import In
from django.http import HttpRequest

from halfsky.org.acts import below_path, is_root
from halfsky.org.models import Organisation, Person, Post, in_force
from halfsky.org.roles import POWERS, Power, Role

NOWHERE = Q(pk__in=())


@dataclass(frozen=True)
class HeldPost:
    """A post in force, with the path of the organisation that its reach begins at."""

    role: Role
    organisation: int
    path: str

    @property
    def powers(self) -> frozenset[Power]:
        """What the role carries."""
        return POWERS[self.role]

    def reaches(self, path: str) -> bool:
        """Whether an organisation lies at or below the post's."""
        return bool(self.path) and path.startswith(self.path)


@dataclass(frozen=True)
class Reader:
    """A person and her posts of one day; every read of records begins with one.

    Without a post she reaches nothing, whatever her account.
    """

    person: Person | None
    posts: tuple[HeldPost, ...] = ()
    on: datetime.date = field(default=datetime.date.min)
    address: str = field(default="", compare=False)  # from where she asks, for the trail

    @classmethod
    def of(cls, person: Person, on: datetime.date, address: str = "") -> "Reader":
        """The reader that a person is on a day, in one query."""
        held = Post.objects.filter(in_force(on), person=person).order_by("since", "pk")
        rows = held.values_list("role", "organisation_id", "organisation__path")
        known = {role.value for role in Role}
        posts = tuple(HeldPost(Role(role), org, path) for role, org, path in rows if role in known)
        return cls(person, posts if person.is_active else (), on, address)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role she holds anywhere."""
        return frozenset(post.role for post in self.posts)

    def can(self, power: Power) -> bool:
        """Whether she has a power anywhere."""
        return any(power in post.powers for post in self.posts)

    def can_at(self, power: Power, path: str) -> bool:
        """Whether she has a power at the organisation of a path."""
        return any(power in post.powers and post.reaches(path) for post in self.posts)

    def reaches(self, path: str) -> bool:
        """Whether an organisation lies in her part of the tree at all."""
        return any(post.reaches(path) for post in self.posts)

    @property
    def reaches_a_whole_tree(self) -> bool:
        """Whether one of her posts is at an organisation without one above it."""
        return any(is_root(post.path) for post in self.posts)

    def organisations(self, *powers: Power, prefix: str = "") -> Q:
        """Organisations where she has one of the powers (any post, without one named).

        `prefix` walks a relation to the organisation, `"organisation__"`.
        """
        paths = [post.path for post in self.posts if not powers or post.powers & {*powers}]
        return within(paths, prefix)

    def home(self, *powers: Power) -> int | None:
        """The organisation of her first post that carries one of the powers."""
        fitting = (post for post in self.posts if not powers or post.powers & {*powers})
        return next((post.organisation for post in fitting), None)


class Unsought(Func):
    """A key that is only compared: the database seeks no rows by it and reads by the day."""

    template = "+%(expressions)s"
    output_field = BigIntegerField()


def within(paths: Iterable[str], prefix: str = "") -> Q:
    """Organisations at or below any of the paths."""
    condition = NOWHERE if not prefix else Q(**{f"{prefix}pk__in": ()})
    for path in sorted(set(filter(None, paths))):
        condition |= (
            everywhere(path, prefix) if prefix and is_root(path) else below_path(path, prefix)
        )
    return condition


def everywhere(path: str, prefix: str) -> Q:
    """What belongs to a whole tree.

    Nearly every row does. A join would make the database begin at the organisations and sort all
    rows of all of them, where fifty of the latest are wanted.
    """
    known = Organisation.objects.filter(below_path(path)).values("pk")
    return Q(In(Unsought(F(prefix.removesuffix("__"))), known))


class ReaderRequest(HttpRequest):
    """A request that the gate has let in: it carries its reader."""

    reader: Reader
    owed: str | None  # the route where she gives what she still owes
    csp_nonce: str  # of the script tags


NOBODY = Reader(None)
