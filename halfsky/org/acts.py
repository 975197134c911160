"""Acts that change the tree, each on a day and with a reason: found, dissolve, move, merge."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Greatest, Substr
from django.utils.translation import gettext as _

from halfsky.org.models import Coverage, Edge, Organisation
from halfsky.org.tree import Node, parents_on, read_edges, read_nodes


class ActRefused(Exception):
    """The act would break the tree; the sentence says why and what to do, at the field named."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


STEP = 8


def path_segment(organisation: Organisation) -> str:
    """One step of a path: fixed width and hexadecimal, so that paths sort in any collation."""
    return f"{organisation.pk:0{STEP}x}"


def is_root(path: str) -> bool:
    """Whether a path is that of an organisation without one above it."""
    return len(path) == STEP


def common_path(paths: Sequence[str]) -> str:
    """The path of what lies above all of some organisations, or is one of them."""
    path = min(paths, key=len, default="")
    while path and not all(one.startswith(path) for one in paths):
        path = path[:-STEP]
    return path


def below_path(path: str, prefix: str = "") -> Q:
    """The organisation of a path and everything below it, as a range that an index serves."""
    return Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": path + "g"})


def found(
    parent: Organisation | None, since: datetime.date, reason: str = "", **fields: Any
) -> Organisation:
    """A new organisation under a parent from a day on; without a parent it is the root."""
    if parent is not None:
        _refuse_ended(parent)
        if since < parent.since:
            said = _("成立日期不能早于上级的成立日期（{since}）。")
            raise ActRefused(said.format(since=parent.since), "since")
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
    organisation: Organisation,
    parent: Organisation,
    on: datetime.date,
    reason: str = "",
    known: tuple[list[Node], list[tuple[int, int, datetime.date]]] | None = None,
) -> None:
    """Belong to another parent from a day on; everything below goes along.

    Who moves many has read the tree once: `known`, to which each move adds its edge.
    """
    _refuse_ended(parent, organisation)
    if parent.path.startswith(organisation.path):
        raise ActRefused(_("不能把组织移到它自己或它的下级之下，请另选上级。"), "target")
    edge = Edge.objects.filter(organisation=organisation, until__isnull=True).first()
    if edge and on <= edge.since:
        said = _("变更日期应晚于现有隶属关系的开始日期（{since}）。")
        raise ActRefused(said.format(since=edge.since), "on")
    nodes, edges = known or (read_nodes(), read_edges())
    edges.append((organisation.pk, parent.pk, on))
    _refuse_ring(organisation, on, nodes, edges)
    with transaction.atomic():
        if edge:
            edge.until = on
            edge.save(update_fields=["until"])
        Edge.objects.create(organisation=organisation, parent=parent, since=on, reason=reason)
        move_paths(organisation.path, parent.path + path_segment(organisation))
    organisation.refresh_from_db(fields=["path"])


def _refuse_ended(*organisations: Organisation) -> None:
    """Nothing comes under a dissolved organisation, and none is moved; paths are read anew."""
    for organisation in organisations:
        organisation.refresh_from_db(fields=["path", "until"])
        if organisation.until is not None:
            said = _("{organisation}已于{until}撤销，请另选组织。")
            raise ActRefused(
                said.format(organisation=organisation, until=organisation.until), "target"
            )


def _refuse_ring(
    organisation: Organisation,
    on: datetime.date,
    nodes: list[Node],
    edges: list[tuple[int, int, datetime.date]],
) -> None:
    """No organisation stands above itself on any day from `on` on, also not before a later act."""
    edges = sorted(edges, key=lambda edge: edge[2])
    days = {on, *(since for _organisation, _parent, since in edges if since > on)}
    days |= {node.until for node in nodes if node.heir and node.until and node.until > on}
    for day in sorted(days):
        parents = parents_on(day, nodes, edges)
        step, seen = parents.get(organisation.pk), {organisation.pk}
        while step is not None:
            if step in seen:
                said = _("这样{organisation}在{day}会成为自己的上级，请核对日期。")
                raise ActRefused(said.format(organisation=organisation, day=day), "on")
            seen.add(step)
            step = parents.get(step)


def move_paths(old: str, new: str) -> None:
    """Put an organisation and all below it under another path."""
    below = Organisation.objects.filter(below_path(old))
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def rebuild_paths(using: str = "default") -> None:
    """Derive every path again: open edges, the last parent of the dissolved, heirs."""
    organisations = {row.pk: row for row in Organisation.objects.using(using)}
    parents = parents_on(datetime.date.max, read_nodes(using), read_edges(using))
    for organisation in organisations.values():
        steps, step = [organisation], parents.get(organisation.pk)
        while step is not None:
            steps.append(organisations[step])
            step = parents.get(step)
        organisation.path = "".join(path_segment(step) for step in reversed(steps))
    Organisation.objects.using(using).bulk_update(organisations.values(), ["path"], 500)


def dissolve(organisation: Organisation, on: datetime.date, reason: str = "") -> None:
    """End an organisation on a day; what happened there stays where it was."""
    _refuse_ended(organisation)
    if _children_in_being(organisation):
        raise ActRefused(_("下面还有未撤销的组织，请先把它们移走、并入或撤销。"))
    _refuse_too_early(organisation, on)
    with transaction.atomic():
        _close(organisation, on, reason)


def merge(
    organisation: Organisation, heir: Organisation, on: datetime.date, reason: str = ""
) -> None:
    """End an organisation in favour of an heir, to which its children and employers go over."""
    _refuse_ended(heir, organisation)
    if heir.path.startswith(organisation.path):
        raise ActRefused(_("不能并入它自己或它的下级，请先把下级移走。"), "target")
    _refuse_too_early(organisation, on)
    with transaction.atomic():
        known = read_nodes(), read_edges()
        for child in _children_in_being(organisation):
            move(child, heir, on, reason, known)
        merged = [
            replace(node, heir=heir.pk, until=on) if node.id == organisation.pk else node
            for node in read_nodes()
        ]
        _refuse_ring(organisation, on, merged, read_edges())
        _hand_over_employers(organisation, heir, on)
        organisation.heir = heir
        _close(organisation, on, reason)
        move_paths(organisation.path, heir.path + path_segment(organisation))
    organisation.refresh_from_db(fields=["path"])


def _refuse_too_early(organisation: Organisation, on: datetime.date) -> None:
    if on < organisation.since:
        said = _("撤销日期不能早于成立日期（{since}）。")
        raise ActRefused(said.format(since=organisation.since), "on")
    later = Edge.objects.filter(organisation=organisation, until__isnull=True, since__gt=on).first()
    if later:
        said = _("撤销日期不能早于现有隶属关系的开始日期（{since}）。")
        raise ActRefused(said.format(since=later.since), "on")


def _close(organisation: Organisation, on: datetime.date, reason: str) -> None:
    open_edges = Edge.objects.filter(organisation=organisation, until__isnull=True)
    open_edges.update(until=on, reason=reason)
    # Coverage that was to begin later never did.
    organisation.coverages.filter(until__isnull=True).update(until=Greatest("since", Value(on)))
    # Nobody keeps a post at what is gone (security.md T11).
    posts = organisation.posts.filter(Q(until__isnull=True) | Q(until__gt=on))
    posts.update(until=Greatest("since", Value(on)))
    organisation.until = on
    organisation.save(update_fields=["until", "heir"])


def _children_in_being(organisation: Organisation) -> list[Organisation]:
    edges = Edge.objects.filter(
        Q(parent=organisation),
        until__isnull=True,
        organisation__until__isnull=True,
        organisation__withdrawn_at__isnull=True,
    )
    return [edge.organisation for edge in edges.select_related("organisation")]


def _hand_over_employers(organisation: Organisation, heir: Organisation, on: datetime.date) -> None:
    kept = set(heir.coverages.filter(until__isnull=True).values_list("employer_id", flat=True))
    going = organisation.coverages.filter(until__isnull=True).exclude(employer_id__in=kept)
    Coverage.objects.bulk_create(
        Coverage(organisation=heir, employer_id=employer, since=max(since, on))
        for employer, since in going.values_list("employer_id", "since")
    )
