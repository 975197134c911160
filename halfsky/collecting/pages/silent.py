"""Who has not reported: towns with their counts, and in a town whom to call and what to say."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.collecting.pages.asking import (
    Asking,
    asking_of,
    deadline_of,
    filters_of,
    telephones,
)
from halfsky.collecting.pages.held import waiting
from halfsky.collecting.reminders import reminder
from halfsky.collecting.silence import SilentUnit, Town, officers_below
from halfsky.components import Cell, Column, Crumb, Row, Table
from halfsky.figures.periods import chinese_date
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power


def show_silent(request: ReaderRequest) -> HttpResponse:
    """For a form and a period: reported of due by town; with one town, its silent organisations."""
    asking = asking_of(request, Power.READ_FIGURES)
    silence = asking.silence(request)
    towns = silence.towns
    may_manage = request.reader.can_at(Power.MANAGE_OFFICERS, asking.top.path)
    context: dict[str, Any] = {
        "asking": asking,
        "filters": filters_of(asking),
        "due": silence.due,
        "silent": len(silence.silent),
        "reported": silence.due - len(silence.silent),
        "may_manage": may_manage,
        "held": waiting(request.reader).count() if may_manage else 0,
        "crumbs": [Crumb(_("催报收数"))],
        "links_url": asking.url("links", at=asking.top.code),
        "make_url": asking.url("make", at=asking.top.code),
    }
    if len(towns) == 1:
        context |= town_context(request, asking, towns[0], may_manage)
    else:
        context["towns"] = towns_table(asking, towns)
    return render(request, "collecting/silent.html", context)


def towns_table(asking: Asking, towns: list[Town]) -> Table:
    """Every town with its counts; the most silent first."""
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("应报"), is_numeric=True),
        Column(_("已报"), is_numeric=True),
        Column(_("未报"), is_numeric=True),
    ]
    ordered = sorted(towns, key=lambda town: -len(town.silent))
    rows = [
        Row(
            (
                Cell(town.node.name),
                Cell(town.due),
                Cell(town.reported),
                Cell(len(town.silent), tone="warning" if town.silent else ""),
            ),
            url=asking.url("silent", at=town.node.code),
        )
        for town in ordered
    ]
    return Table(_("各镇街的填报情况"), columns, rows)


def town_context(
    request: ReaderRequest, asking: Asking, town: Town, may_manage: bool
) -> dict[str, Any]:
    """The silent organisations of a town, with telephones for those who look after them."""
    deadline = deadline_of(request.GET.get("deadline", ""), timezone.localdate())
    names = [unit.node.name for unit in town.silent]
    text = reminder(town.node.name, asking.label, asking.period, names, deadline)
    return {
        "town": town,
        "units": units_table(request, asking, town, may_manage),
        "reminder": text,
        "deadline": deadline,
        "deadline_shown": chinese_date(deadline),
    }


def units_table(request: ReaderRequest, asking: Asking, town: Town, may_manage: bool) -> Table:
    """One row a silent organisation."""
    columns = [Column(_("单位"), is_title=True), Column(_("缺报"))]
    if may_manage:
        columns += [Column(_("联系人")), Column(_("电话")), Column(_("代报"))]
    silent = {unit.node.id for unit in town.silent}
    officers = officers_below(asking.top, request.reader, silent) if may_manage else {}
    rows = []
    for unit in town.silent:
        cells = [
            Cell(unit.node.name, url=reverse("org:organisation", args=[unit.node.code])),
            Cell("、".join(str(register.label) for register in unit.missing)),
        ]
        if may_manage:
            whom = officers.get(unit.node.id, [])
            cells += [
                Cell("、".join(one.name for one in whom) or _("没有登记")),
                Cell(telephones([one.mobile for one in whom])),
                Cell(_("代报"), url=behalf_url(asking, unit)),
            ]
        rows.append(Row(cells))
    return Table(_("未报单位"), columns, rows)


def behalf_url(asking: Asking, unit: SilentUnit) -> str:
    """Where she reports for a unit."""
    return reverse("collecting:behalf", args=[unit.node.code]) + asking.query()
