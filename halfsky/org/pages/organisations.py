"""One organisation's page: what it is, where it belongs, who works there, what stands below it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Fact, MenuItem, Row, Table
from halfsky.org.arranging import last_act, may_arrange
from halfsky.org.labels import Label
from halfsky.org.models import Coverage, Edge, Organisation, Person, Post, in_force
from halfsky.org.pages.arranging import ACTS
from halfsky.org.pages.tree import children_of, crumbs_to, state_of
from halfsky.org.panels import panels_of
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import find, parents_of

CHILDREN_SHOWN = 12
EMPLOYERS_SHOWN = 100


def show_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything about one organisation that the reader may know."""
    reader, organisation = request.reader, find(request.reader, code)
    state, tone = state_of(organisation, reader)
    panels = list(panels_of(reader, organisation))
    children = children_of(reader, organisation, with_ended=False)
    context = {
        "organisation": organisation,
        "state": state,
        "tone": tone,
        "crumbs": crumbs_to(reader, organisation),
        "facts": list(facts_of(reader, organisation)),
        "holders": holders_at(reader, organisation),
        # Telephones are for those who look after accounts.
        "manages": any(reader.can_at(power, organisation.path) for power in MANAGING),
        "branches": children[:CHILDREN_SHOWN],
        "more": max(0, len(children) - CHILDREN_SHOWN),
        "browse_url": f"{reverse('org:organisations')}?under={organisation.code}",
        "history": history_table(reader, organisation),
        "employers": employers_table(reader, organisation),
        "acts": list(acts_for(reader, organisation)),
        "may_add": organisation.until is None,
        "undoable": last_act(reader, organisation),
        "beside": [panel for panel in panels if panel.is_beside],
        "below": [panel for panel in panels if not panel.is_beside],
    }
    return render(request, "org/organisation.html", context)


def acts_for(reader: Reader, organisation: Organisation) -> Iterator[MenuItem]:
    """What she may do with it: its own things with power here, its place with power above."""
    code = organisation.code
    if reader.can_at(Power.ARRANGE_TREE, organisation.path):
        yield item(_("修改基本信息"), "describe", code)
        if organisation.until is None:
            yield item(_("增加覆盖单位"), "cover", code)
    if organisation.until is None and may_arrange(reader, organisation):
        for name, act in ACTS.items():
            yield item(act.title, "arrange", code, name)


def item(label: Label, route: str, *names: str) -> MenuItem:
    """A line of the menu of acts."""
    return MenuItem(label, reverse(f"org:{route}", args=names), icon="")


def facts_of(reader: Reader, organisation: Organisation) -> Iterator[Fact]:
    """What it is and since when; what is not known of it is left out."""
    yield Fact(_("类型"), organisation.get_kind_display(), note=str(organisation.tier.label))
    yield Fact(_("编码"), organisation.code)
    parent = parents_of([organisation]).get(organisation.pk)
    if parent:
        term = _("并入") if organisation.heir_id else _("上级")
        yield Fact(term, parent.name, url_within(reader, parent))
    yield Fact(_("成立日期"), str(organisation.since))
    further = (
        (_("撤销日期"), str(organisation.until or "")),
        (_("曾用名"), former_names(organisation)),
        (_("批准文号"), organisation.approval_number),
        (_("统一社会信用代码"), organisation.credit_code),
        (_("并入本单位的"), merged_into(organisation)),
    )
    yield from (Fact(term, text) for term, text in further if text)


def former_names(organisation: Organisation) -> str:
    """What it was called before, and until when."""
    said = _("{name}（至{until}）")
    names = organisation.former_names.all()
    return "、".join(said.format(name=former.name, until=former.until) for former in names)


def merged_into(organisation: Organisation) -> str:
    """What has come into it, and when."""
    rows = Organisation.objects.filter(heir=organisation, withdrawn_at__isnull=True)
    said = _("{name}（{until}）")
    merged = rows.order_by("until", "code")
    return "、".join(said.format(name=row.name, until=row.until) for row in merged)


def url_within(reader: Reader, organisation: Organisation) -> str:
    """The page of another organisation, if the reader may open it."""
    if not reader.reaches(organisation.path):
        return ""
    return reverse("org:organisation", args=[organisation.code])


MANAGING = (Power.MANAGE_OFFICERS, Power.GRANT_ROLES)


@dataclass
class Holder:
    """Somebody with posts here: her roles and since when."""

    person: Person
    roles: list[str]


def holders_at(reader: Reader, organisation: Organisation) -> list[Holder]:
    """Who holds posts at an organisation itself today; closed accounts hold none."""
    held = Post.objects.filter(in_force(reader.on), organisation=organisation)
    posts = held.filter(person__is_active=True).select_related("person").order_by("since", "pk")
    holders: dict[int, Holder] = {}
    for post in posts:
        holder = holders.setdefault(post.person_id, Holder(post.person, []))
        said = _("{role}（{since}起）")
        holder.roles.append(said.format(role=post.get_role_display(), since=post.since))
    return list(holders.values())


def history_table(reader: Reader, organisation: Organisation) -> Table:
    """To whom it belonged, from when until when, and why that changed."""
    columns = [
        Column(_("上级"), is_title=True),
        Column(_("起")),
        Column(_("止")),
        Column(_("原因")),
    ]
    edges = Edge.objects.filter(organisation=organisation).select_related("parent")
    rows = [
        Row(
            [
                Cell(edge.parent.name, url_within(reader, edge.parent)),
                Cell(str(edge.since)),
                Cell(str(edge.until or "")),
                Cell(edge.reason),
            ]
        )
        for edge in edges.order_by("-since", "-pk")
    ]
    return Table(_("隶属关系"), columns, rows)


def employers_table(reader: Reader, organisation: Organisation) -> Table:
    """The employers that it covers today."""
    may_end = reader.can_at(Power.ARRANGE_TREE, organisation.path) and not organisation.until
    columns = [
        Column(_("名称"), is_title=True),
        Column(_("统一社会信用代码")),
        Column(_("单位类别")),
        Column(_("起")),
        *([Column("")] if may_end else []),
    ]
    held = Coverage.objects.filter(
        in_force(reader.on), organisation=organisation, withdrawn_at__isnull=True
    )
    rows = held.select_related("employer").order_by("since", "pk")[: EMPLOYERS_SHOWN + 1]
    return Table(
        _("覆盖单位"),
        columns,
        [employer_row(coverage, organisation.code, may_end) for coverage in rows],
    )


def employer_row(coverage: Coverage, code: str, may_end: bool) -> Row:
    """One employer."""
    employer = coverage.employer
    cells = [
        Cell(employer.name),
        Cell(employer.credit_code),
        Cell(employer.get_category_display()),
        Cell(str(coverage.since)),
    ]
    if may_end:
        end = reverse("org:uncover", args=[code, coverage.pk])
        cells.append(Cell(_("不再覆盖"), end))
    return Row(cells)
