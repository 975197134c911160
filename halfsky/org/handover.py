"""What somebody leaves behind when a successor takes her post; floors above say what there is.

An app's config names functions by their dotted path: `burdens = ("halfsky.records.handover.…",)`.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

from halfsky.org import people
from halfsky.org.models import Person, Post
from halfsky.org.people import Slip
from halfsky.org.reader import Reader
from halfsky.org.roles import Role


@dataclass(frozen=True)
class Burden:
    """So many things of one kind, and how they go over to somebody."""

    label: str
    count: int
    give_to: Callable[[Person, datetime.date, Reader], None]


def burdens_of(post: Post) -> Iterator[Burden]:
    """Everything that goes with a post."""
    for config in apps.get_app_configs():
        for name in getattr(config, "burdens", ()):
            yield from import_string(name)(post)


def hand_over(
    reader: Reader, post: Post, successor: Person, on: datetime.date, reason: str
) -> None:
    """End hers on a day, begin the successor's, and give her what was open."""
    with transaction.atomic():
        burdens = list(burdens_of(post))
        people.appoint(reader, successor, Role(post.role), post.organisation, on, reason)
        people.end_post(reader, post, on, reason)
        for burden in burdens:
            burden.give_to(successor, on, reader)


def hand_over_to_new(
    reader: Reader, post: Post, name: str, mobile: str, on: datetime.date, reason: str
) -> Slip:
    """The same, to somebody who gets her account with it."""
    with transaction.atomic():
        burdens = list(burdens_of(post))
        role = Role(post.role)
        slip = people.invite(reader, name, mobile, role, post.organisation, on, reason=reason)
        people.end_post(reader, post, on, reason)
        for burden in burdens:
            burden.give_to(slip.person, on, reader)
    return slip
