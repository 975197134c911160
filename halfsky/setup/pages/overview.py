"""Where the setting up stands: each step with its state, and the lists so far."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Row, Table
from halfsky.org import first_run
from halfsky.org.activation import Activation, people_powers
from halfsky.org.kinds import KINDS_OF_TIER, Tier
from halfsky.org.models import Organisation, Post, in_force
from halfsky.org.once import new_key
from halfsky.org.parameters import Parameters
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power, Role
from halfsky.setup.body_kinds import BodyKind, body_kind
from halfsky.setup.models import Workbook
from halfsky.setup.pages.asking import LISTED, book_url


@dataclass(frozen=True)
class ToDo:
    """A step of the first day, and who takes it."""

    title: str
    note: str
    is_done: bool
    url: str = ""
    action: str = ""


def show_overview(request: ReaderRequest) -> HttpResponse:
    """The steps; whoever may take one finds its button."""
    top, reader = first_run.root(), request.reader
    may_arrange = top is not None and reader.can_at(Power.ARRANGE_TREE, top.path)
    todo = steps(reader, top, may_arrange) if top else []
    context: dict[str, Any] = {
        "top": top,
        "steps": todo,
        "next_step": next((one for one in todo if one.url and not one.is_done), None),
        "lists": lists_table() if may_arrange else None,
        "may_arrange": may_arrange,
        "key": new_key(),
    }
    return render(request, "setup/overview.html", context)


def steps(reader: Reader, top: Organisation, may_arrange: bool) -> list[ToDo]:
    """In the order in which they are taken."""
    return [
        office_step(reader),
        body_step(reader, top),
        list_step(may_arrange),
        slips_step(reader, top),
    ]


def office_step(reader: Reader) -> ToDo:
    """Somebody of the office: the security administrator reads no record and makes none."""
    held = Post.objects.filter(in_force(reader.on), role=Role.CITY_OFFICE, person__is_active=True)
    names = [post.person.name for post in held.select_related("person")[:3]]
    may = reader.can(Power.GRANT_ROLES)
    return ToDo(
        _("给女工部的人建账号"),
        "、".join(names) if names else _("安全管理员自己看不到登记；先给市级女工干部建账号。"),
        bool(names),
        reverse("org:invite") if may else "",
        _("新建账号"),
    )


def body_step(reader: Reader, top: Organisation) -> ToDo:
    """What kind of body, thresholds, first period."""
    kind = Parameters.on(timezone.localdate()).value(body_kind)
    label = BodyKind(kind).label if kind in BodyKind.values else ""
    asked = _("城市、区县、镇街还是一个单位；应建标准；从哪一期开始。")
    may = reader.can_at(Power.SET_PARAMETERS, top.path)
    return ToDo(
        _("组织是什么样的"),
        f"{top.name} · {label}" if label else asked,
        bool(label),
        reverse("setup:body") if may else "",
        _("修改") if label else _("填写"),
    )


def list_step(may_arrange: bool) -> ToDo:
    """Towns, unions, employers."""
    towns = Organisation.objects.filter(
        kind__in=KINDS_OF_TIER[Tier.MIDDLE],
        until=None,
        withdrawn_at=None,
        edges__isnull=False,
        is_practice=False,
    )
    unions = Organisation.objects.filter(
        kind__in=(*KINDS_OF_TIER[Tier.GRASSROOTS], *KINDS_OF_TIER[Tier.BRANCH]),
        until=None,
        withdrawn_at=None,
        edges__isnull=False,
        is_practice=False,
    )
    there = unions.exists()
    said = _("已有{towns}个镇街、{unions}家工会").format(
        towns=towns.distinct().count(), unions=unions.distinct().count()
    )
    return ToDo(
        _("按现有名册建立镇街、工会和单位"),
        said if there else _("拿出现在用的那份 Excel 名册就行，不用先整理。"),
        there,
        f"{reverse('setup:overview')}#lists" if may_arrange else "",
        _("再上传一份") if there else _("上传名册"),
    )


def slips_step(reader: Reader, top: Organisation) -> ToDo:
    """Who has not come in."""
    if not any(reader.can_at(power, top.path) for power in people_powers()):
        return ToDo(_("发初始口令，看谁还没登录"), _("由市级和镇街女工干部办理。"), False)
    activation = Activation.at(top, reader)
    waiting, everybody = len(activation.waiting), len(activation.posts)
    said = _("{everybody}个账号，{waiting}个还没登录").format(everybody=everybody, waiting=waiting)
    return ToDo(
        _("发初始口令，看谁还没登录"),
        said,
        everybody > 1 and not waiting,
        reverse("org:activation"),
        _("启用情况"),
    )


def lists_table() -> Table:
    """Every list so far, the newest first."""
    columns = [
        Column(_("名册"), is_title=True),
        Column(_("状态"), is_short=True),
        Column(_("上传人"), is_short=True),
        Column(_("上传时间"), is_short=True),
    ]
    tones: dict[str, Any] = {"open": "notice", "applied": "good", "undone": ""}
    rows = [
        Row(
            (
                Cell(one.file_name),
                Cell(one.get_state_display(), tone=tones[one.state], is_badge=True),
                Cell(one.made_by.name if one.made_by else _("本机")),
                Cell(f"{timezone.localtime(one.made_at):%Y-%m-%d %H:%M}"),
            ),
            url=book_url(one),
        )
        for one in Workbook.objects.defer(*LISTED).select_related("made_by")[:20]
    ]
    return Table(_("上传过的名册"), columns, rows)
