"""Open cases and drafts: what goes over to a successor with a post (halfsky.org.handover)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from halfsky.org.acts import below_path
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.handover import Burden
from halfsky.org.models import Person, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import POWERS, Power, Role
from halfsky.records.assignments import Assignment
from halfsky.records.declaration import Register
from halfsky.records.drafts import Draft
from halfsky.records.registry import registers


def burdens(post: Post) -> Iterator[Burden]:
    """Her cases in the post's part of the tree, and her drafts for what the post writes."""
    powers = POWERS[Role(post.role)]
    sealed = [one for one in registers().values() if one.is_sealed]
    for register in sealed if Power.HANDLE_CASES in powers else ():
        if count := assignments(post, register).count():
            label = _("{register}：在办{count}件").format(register=register.label, count=count)
            yield Burden(label, count, Cases(post, register).give)
    written = [one.code for one in registers().values() if one.writing in powers]
    drafts = Draft.objects.filter(person=post.person, register__in=written)
    if count := drafts.count():
        yield Burden(_("草稿{count}份").format(count=count), count, Drafts(drafts).give)


def assignments(post: Post, register: Register) -> "QuerySet[Assignment]":
    """Hers that have no end, of records in the post's part of the tree."""
    prefix = register.organisation_prefix
    here = register.model._default_manager.filter(below_path(post.organisation.path, prefix))
    return Assignment.objects.filter(
        person=post.person, register=register.code, until=None, record__in=here.values("pk")
    )


@dataclass(frozen=True)
class Cases:
    """Sealed records of one register that are assigned to the holder of a post."""

    post: Post
    register: Register

    def give(self, successor: Person, on: datetime.date, reader: Reader) -> None:
        """End her assignments on the day, and begin the successor's."""
        hers = list(assignments(self.post, self.register).values_list("pk", "record"))
        mine = Assignment.objects.filter(person=successor, register=self.register.code, until=None)
        known = set(mine.values_list("record", flat=True))
        rows = Assignment.objects.filter(pk__in=[pk for pk, _record in hers])
        rows.update(until=Greatest("since", Value(on)))
        Assignment.objects.bulk_create(
            Assignment(
                register=self.register.code,
                record=record,
                person=successor,
                assigned_by=reader.person,
                since=on,
            )
            for _pk, record in hers
            if record not in known
        )
        write_down(reader, *(self._deed(record, successor) for _pk, record in hers))

    def _deed(self, record: int, successor: Person) -> Deed:
        people = {"from": self.post.person_id, "to": successor.pk}
        return Deed(Action.ASSIGNED, self.register.code, str(record), None, None, people)


@dataclass(frozen=True)
class Drafts:
    """What somebody typed and has not saved."""

    rows: "QuerySet[Draft]"

    def give(self, successor: Person, on: datetime.date, reader: Reader) -> None:
        """Hers from now on."""
        self.rows.update(person=successor)
