"""The tree: opened step by step, or searched."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length, Substr
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Page, Row, Table, Tone
from halfsky.org.acts import below_path
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation, in_force
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import STEP, best_first, find, line_of, parents_of, within_reach

ROWS_A_PAGE = 50
CHILDREN_SHOWN = 300
# Towns and streets before bureaus, federations before unions.
BY_KIND = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(OrganisationKind)),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Branch:
    """An organisation in the tree and how many in being stand below it."""

    organisation: Organisation
    below: int
    is_ended: bool
    children: "list[Branch] | None" = None  # None: fetched when it is opened


def browse(request: ReaderRequest) -> HttpResponse:
    """The reader's part of the tree, or what a search finds in it."""
    text = request.GET.get("q", "").strip()
    with_ended = request.GET.get("ended") == "1"
    context = {"search": text, "with_ended": with_ended}
    if text:
        table, page = search(request, text, with_ended)
        return render(request, "org/organisations.html", {**context, "table": table, "page": page})
    top = find(request.reader, request.GET["under"]) if request.GET.get("under") else None
    tops = [top] if top else tops_of(request.reader)
    if len(tops) == 1:
        below = children_of(request.reader, tops[0], with_ended)
        branches = [branch_of(request.reader, tops[0], below)]
    else:
        branches = branches_of(request.reader, tops)
    if may_begin(request.reader, branches):
        context["found_under"] = branches[0].organisation.code
    context |= {"branches": branches, "crumbs": crumbs_to(request.reader, top) if top else []}
    return render(request, "org/organisations.html", context)


def show_children(request: ReaderRequest, code: str) -> HttpResponse:
    """The next step down, for the tree that is open."""
    parent = find(request.reader, code)
    with_ended = request.GET.get("ended") == "1"
    branches = children_of(request.reader, parent, with_ended)
    return render(request, "org/branches.html", {"branches": branches, "with_ended": with_ended})


def may_begin(reader: Reader, branches: list[Branch]) -> bool:
    """Whether there is one organisation only, under which she may found others."""
    if len(branches) != 1 or branches[0].below or branches[0].children:
        return False
    return reader.can_at(Power.ARRANGE_TREE, branches[0].organisation.path)


def search(request: ReaderRequest, text: str, with_ended: bool) -> tuple[Table, Page]:
    """What a text finds, a page of it."""
    rows = within_reach(request.reader)
    if not with_ended:
        rows = rows.filter(in_force(request.reader.on))
    found, page = page_of(request, best_first(rows, text), ROWS_A_PAGE)
    return table_of(request.reader, found, _("找到的组织")), page


def table_of(reader: Reader, organisations: list[Organisation], caption: str) -> Table:
    """Organisations as rows, each leading to its page."""
    parents = parents_of(organisations)
    columns = [
        Column(_("名称"), is_title=True),
        Column(_("编码")),
        Column(_("类型")),
        Column(_("上级")),
        Column(_("状态")),
    ]
    return Table(caption, columns, [row_of(reader, one, parents) for one in organisations])


def row_of(reader: Reader, one: Organisation, parents: dict[int, Organisation]) -> Row:
    """One of them."""
    text, tone = state_of(one, reader)
    parent = parents.get(one.pk)
    cells = [
        Cell(one.name),
        Cell(one.code),
        Cell(one.get_kind_display()),
        Cell(parent.name if parent and reader.reaches(parent.path) else ""),
        Cell(text, tone=tone, is_badge=bool(text)),
    ]
    return Row(cells, url=reverse("org:organisation", args=[one.code]))


def state_of(organisation: Organisation, reader: Reader) -> tuple[str, Tone]:
    """Still to come, or gone, in a word; what is in being needs none."""
    if organisation.until and organisation.until <= reader.on:
        return (_("已并入") if organisation.heir_id else _("已撤销")), "warning"
    if organisation.since > reader.on:
        return _("尚未成立"), "notice"
    return "", ""


def tops_of(reader: Reader) -> list[Organisation]:
    """Where her posts stand, without those that lie below another of them."""
    paths = sorted({post.path for post in reader.posts if post.path})
    highest = [
        path for path in paths if not any(path != up and path.startswith(up) for up in paths)
    ]
    return list(Organisation.objects.filter(path__in=highest).order_by("path"))


def children_of(reader: Reader, parent: Organisation, with_ended: bool) -> list[Branch]:
    """The next step down, by kind and code."""
    rows = rows_below(parent).filter(reader.organisations(), withdrawn_at__isnull=True)
    if not with_ended:
        rows = rows.filter(in_force(reader.on))
    return branches_of(reader, rows.order_by(BY_KIND, "code")[:CHILDREN_SHOWN])


def rows_below(parent: Organisation) -> "QuerySet[Organisation]":
    """The organisations one step down, by their paths."""
    rows = Organisation.objects.filter(below_path(parent.path)).annotate(length=Length("path"))
    return rows.filter(length=len(parent.path) + STEP)


def branches_of(reader: Reader, organisations: Iterable[Organisation]) -> list[Branch]:
    """Each with the number that stand below it, which one query counts for all of a length."""
    rows = list(organisations)
    sizes: dict[str, int] = {}
    for length in {len(row.path) for row in rows}:
        sizes |= sizes_by_path([row.path for row in rows if len(row.path) == length], reader)
    return [
        Branch(row, sizes.get(row.path, 1) - 1, bool(row.until and row.until <= reader.on))
        for row in rows
    ]


def sizes_by_path(paths: list[str], reader: Reader) -> dict[str, int]:
    """How many organisations in being stand at or below each of some paths of one length."""
    first, last, length = min(paths), max(paths), len(paths[0])
    counted = Organisation.objects.filter(
        in_force(reader.on), path__gte=first, path__lt=last + "g", withdrawn_at__isnull=True
    )
    groups = counted.annotate(top=Substr("path", 1, length)).values_list("top")
    return dict(groups.annotate(size=Count("pk")).order_by())


def branch_of(reader: Reader, top: Organisation, below: list[Branch]) -> Branch:
    """The open top of the tree."""
    alone = branches_of(reader, [top])[0]
    return Branch(top, alone.below, alone.is_ended, below)


def crumbs_to(reader: Reader, organisation: Organisation) -> list[Crumb]:
    """The way down to it, each step leading to its part of the tree."""
    browse_url = reverse("org:organisations")
    line = line_of(reader, organisation)
    crumbs = [Crumb(_("组织"), browse_url)]
    crumbs += [Crumb(step.name, f"{browse_url}?under={step.code}") for step in line[:-1]]
    return [*crumbs, Crumb(organisation.name)]
