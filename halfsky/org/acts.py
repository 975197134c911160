"""Acts that change the tree, each on a day and with a reason: found, dissolve, move, merge."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from halfsky.org.models import Coverage, Edge, Organisation


class ActRefused(Exception):
    """The act would break the tree; the sentence says why and what to do."""


def path_segment(organisation: Organisation) -> str:
    """One step of a path: fixed width and hexadecimal, so that paths sort in any collation."""
    return f"{organisation.pk:08x}"


def below_path(path: str) -> Q:
    """The organisation of a path and everything below it, as a range that an index serves."""
    return Q(path__gte=path, path__lt=path + "g")


def found(
    parent: Organisation | None, since: datetime.date, reason: str = "", **fields: Any
) -> Organisation:
    """A new organisation under a parent from a day on; without a parent it is the root."""
    with transaction.atomic():
        organisation = Organisation.objects.create(since=since, **fields)
        if parent is not None:
            Edge.objects.create(
                organisation=organisation, parent=parent, since=since, reason=reason
            )
        organisation.path = (parent.path if parent else "") + path_segment(organisation)
        organisation.save(update_fields=["path"])
    return organisation


def move(
    organisation: Organisation, parent: Organisation, on: datetime.date, reason: str = ""
) -> None:
    """Belong to another parent from a day on; everything below goes along."""
    parent.refresh_from_db(fields=["path"])
    organisation.refresh_from_db(fields=["path"])
    if parent.path.startswith(organisation.path):
        raise ActRefused(_("不能把组织移到它自己或它的下级之下，请另选上级。"))
    edge = Edge.objects.filter(organisation=organisation, until__isnull=True).first()
    if edge and on <= edge.since:
        raise ActRefused(
            _("变更日期应晚于现有隶属关系的开始日期（{since}）。").format(since=edge.since)
        )
    with transaction.atomic():
        if edge:
            edge.until = on
            edge.save(update_fields=["until"])
        Edge.objects.create(organisation=organisation, parent=parent, since=on, reason=reason)
        _move_paths(organisation.path, parent.path + path_segment(organisation))
    organisation.refresh_from_db(fields=["path"])


def _move_paths(old: str, new: str) -> None:
    below = Organisation.objects.filter(below_path(old))
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def rebuild_paths(using: str = "default") -> None:
    """Derive every path again from the open edges."""
    organisations = {row.pk: row for row in Organisation.objects.using(using)}
    open_edges = Edge.objects.using(using).filter(until__isnull=True)
    parents = dict(open_edges.values_list("organisation_id", "parent_id"))
    for organisation in organisations.values():
        steps, step = [organisation], parents.get(organisation.pk)
        while step is not None:
            steps.append(organisations[step])
            step = parents.get(step)
        organisation.path = "".join(path_segment(step) for step in reversed(steps))
    Organisation.objects.using(using).bulk_update(organisations.values(), ["path"], 500)


def dissolve(organisation: Organisation, on: datetime.date, reason: str = "") -> None:
    """End an organisation on a day; what happened there stays where it was."""
    if _children_in_being(organisation):
        raise ActRefused(_("下面还有未撤销的组织，请先把它们移走、并入或撤销。"))
    if on < organisation.since:
        raise ActRefused(
            _("撤销日期不能早于成立日期（{since}）。").format(since=organisation.since)
        )
    with transaction.atomic():
        _close(organisation, on, reason)


def merge(
    organisation: Organisation, heir: Organisation, on: datetime.date, reason: str = ""
) -> None:
    """End an organisation in favour of an heir, to which its children and employers go over."""
    heir.refresh_from_db(fields=["path"])
    organisation.refresh_from_db(fields=["path"])
    if heir.path.startswith(organisation.path):
        raise ActRefused(_("不能并入它自己或它的下级，请先把下级移走。"))
    with transaction.atomic():
        for child in _children_in_being(organisation):
            move(child, heir, on, reason)
        _hand_over_employers(organisation, heir, on)
        organisation.heir = heir
        _close(organisation, on, reason)


def _close(organisation: Organisation, on: datetime.date, reason: str) -> None:
    open_edges = Edge.objects.filter(organisation=organisation, until__isnull=True)
    open_edges.update(until=on, reason=reason)
    organisation.coverages.filter(until__isnull=True).update(until=on)
    organisation.until = on
    organisation.save(update_fields=["until", "heir"])


def _children_in_being(organisation: Organisation) -> list[Organisation]:
    edges = Edge.objects.filter(
        Q(parent=organisation), until__isnull=True, organisation__until__isnull=True
    )
    return [edge.organisation for edge in edges.select_related("organisation")]


def _hand_over_employers(organisation: Organisation, heir: Organisation, on: datetime.date) -> None:
    kept = set(heir.coverages.filter(until__isnull=True).values_list("employer_id", flat=True))
    going = organisation.coverages.filter(until__isnull=True).exclude(employer_id__in=kept)
    Coverage.objects.bulk_create(
        Coverage(organisation=heir, employer_id=employer, since=on)
        for employer in going.values_list("employer_id", flat=True)
    )
