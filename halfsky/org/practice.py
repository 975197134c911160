"""The practice organisation: a small tree beside the real one, in which nothing counts (0028).

Nobody holds a post in it. Who practises is, for that while, a reader whose only post is there: she
reaches nothing real, and nobody who is not practising reaches what she does.
"""

import datetime
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from halfsky.org.acts import found
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation
from halfsky.org.reader import HeldPost, Reader
from halfsky.org.roles import Power, Role

CODE = "practice"
KIND = "org.organisation"
SINCE = datetime.date(2000, 1, 1)  # before whatever anybody tries to enter
PRACTISING = "practising"  # in the session
PRACTISED = frozenset({Power.READ_OPEN, Power.WRITE_OPEN, Power.READ_FIGURES})


@dataclass(frozen=True)
class PracticePost(HeldPost):
    """Not a post that anybody holds: what an officer does most, where nothing counts."""

    @property
    def powers(self) -> frozenset[Power]:
        """Open registers and figures; no accounts, no tree, nothing about a person."""
        return PRACTISED


def may_practise(reader: Reader) -> bool:
    """Officers may; the three administrators stay away from every record, these too."""
    return reader.can(Power.READ_OPEN)


def is_practising(reader: Reader) -> bool:
    """Whether what she does now counts nowhere."""
    return any(isinstance(post, PracticePost) for post in reader.posts)


def practising(reader: Reader) -> Reader:
    """The same person with one post at the practice organisation and none elsewhere."""
    if not may_practise(reader):
        return reader
    here = list(Organisation.objects.filter(is_practice=True).order_by("pk")[:2])
    if not here:
        return reader
    role = reader.posts[0].role
    place = here[-1] if role is Role.GRASSROOTS_OFFICER else here[0]
    posts = (PracticePost(role, place.pk, place.path),)
    return replace(reader, posts=posts)


def make_practice(reader: Reader) -> None:
    """The tree, where it is not there yet: a town with two unions."""
    if Organisation.objects.filter(is_practice=True).exists():
        return
    try:
        with transaction.atomic():
            make_tree(reader)
    except IntegrityError:
        return  # somebody else pressed at the same moment


def make_tree(reader: Reader) -> None:
    """A town with two unions, marked as not counting."""
    names = (
        ("", _("练习用镇总工会"), OrganisationKind.STREET_TOWN),
        ("-1", _("练习用甲厂工会"), OrganisationKind.SINGLE),
        ("-2", _("练习用乙厂工会"), OrganisationKind.SINGLE),
    )
    top: Organisation | None = None
    for place, name, kind in names:
        made = found(top, SINCE, code=f"{CODE}{place}", name=name, kind=kind, is_practice=True)
        top = top or made
        write_down(reader, Deed(Action.FOUNDED, KIND, str(made.pk), made.pk))
