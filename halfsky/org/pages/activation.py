"""Who has not come in yet, by town and with telephones; slips with first passwords for a town."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Row, Table
from halfsky.org.activation import (
    MOST_AT_ONCE,
    Activation,
    Standing,
    TownSlip,
    Waiting,
    give_to_all,
    parts_of,
    passwords_for,
    people_powers,
    to_be_printed,
)
from halfsky.org.answers import RECEIPT_HEADER, refused
from halfsky.org.models import Organisation
from halfsky.org.once import KeyMissing, KeyReused, Written, new_key, once
from halfsky.org.pages.people import crumbs, moment
from halfsky.org.people import roles_to_give
from halfsky.org.reader import ReaderRequest
from halfsky.org.search import find


def top_of(request: ReaderRequest) -> Organisation:
    """The organisation asked for, or the reader's own."""
    if code := request.GET.get("at", ""):
        return find(request.reader, code, *people_powers())
    home = request.reader.home(*people_powers())
    if home is None:
        raise Http404
    return Organisation.objects.get(pk=home)


def show_activation(request: ReaderRequest) -> HttpResponse:
    """Towns with their counts; of one town, who has not come in and how to call her."""
    top = top_of(request)
    activation = Activation.at(top, request.reader)
    parts = parts_of(top)
    standings = activation.by_part(parts)
    waiting = activation.waiting if not parts else own_waiting(activation)
    printable = to_be_printed(request.reader, activation, with_given=True)
    context: dict[str, Any] = {
        "top": top,
        "crumbs": crumbs(Crumb(_("启用情况"), _address(None)), Crumb(top.name)),
        "accounts": sum(one.accounts for one in standings),
        "in_use": sum(one.in_use for one in standings),
        "waiting": sum(one.waiting for one in standings),
        "without_account": sum(one.without_account for one in standings),
        "towns": towns_table(top, standings) if parts else None,
        "people": waiting_table(request, waiting),
        "slips_url": f"{reverse('org:slips')}?at={top.code}" if printable else "",
        "printable": len(printable),
    }
    return render(request, "org/activation.html", context)


def own_waiting(activation: Activation) -> list[Waiting]:
    """Of a federation with towns below it, those of its own office."""
    return [one for one in activation.waiting if one.post.organisation_id == activation.top.pk]


def _address(code: str | None) -> str:
    base = reverse("org:activation")
    return f"{base}?at={code}" if code else base


def towns_table(top: Organisation, standings: list[Standing]) -> Table:
    """Every part below with its counts; where most is missing first."""
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("账号"), is_numeric=True),
        Column(_("已登录"), is_numeric=True),
        Column(_("未登录"), is_numeric=True),
        Column(_("其中没有可用的初始口令"), is_numeric=True),
        Column(_("没有账号的基层工会"), is_numeric=True),
    ]
    ordered = sorted(standings, key=lambda one: (-one.waiting, one.organisation.code))
    rows = [
        Row(
            (
                Cell(one.organisation.name),
                Cell(one.accounts),
                Cell(one.in_use),
                Cell(one.waiting, tone="warning" if one.waiting else ""),
                Cell(one.without_password),
                Cell(one.without_account, tone="warning" if one.without_account else ""),
            ),
            url=_address(one.organisation.code) if one.organisation.pk != top.pk else "",
        )
        for one in ordered
    ]
    return Table(_("各镇街的启用情况"), columns, rows)


def waiting_table(request: ReaderRequest, waiting: list[Waiting]) -> Table:
    """Whom to call; a press opens her account."""
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("姓名"), is_short=True),
        Column(_("电话"), is_short=True),
        Column(_("账号"), is_short=True),
        Column(_("初始口令"), is_short=True),
    ]
    rows = [
        Row(
            (
                Cell(one.post.organisation.name),
                Cell(one.person.name),
                Cell(
                    one.person.mobile or _("没有登记"),
                    url=f"tel:{one.person.mobile}" if one.person.mobile else "",
                ),
                Cell(one.person.username),
                Cell(*password_state(one)),
            ),
            url=reverse("org:person", args=[one.person.pk]),
        )
        for one in waiting
    ]
    return Table(_("还没有登录的人"), columns, rows)


def password_state(one: Waiting) -> tuple[str, str]:
    """Whether she can come in with what she has been given."""
    if one.has_password:
        return _("有效到{moment}").format(moment=moment(one.person.password_until)), ""
    return _("未发") if one.person.password_until is None else _("已过期"), ""


# ---- slips -------------------------------------------------------------------------------------


def print_slips(request: ReaderRequest) -> HttpResponse:
    """Says whom they are for; on confirmation shows them, this once, eight on a sheet of A4."""
    if not roles_to_give(request.reader):
        raise Http404
    top = top_of(request)
    activation = Activation.at(top, request.reader)
    everybody = to_be_printed(request.reader, activation, with_given=True)
    fresh = [one for one in everybody if not one.has_password]
    if request.method == "POST":
        wanted = everybody if request.POST.get("who") == "all" else fresh
        return hand_out(request, top, wanted)
    context = {
        "top": top,
        "fresh": len(fresh),
        "given": len(everybody) - len(fresh),
        "everybody": len(everybody),
        "most": MOST_AT_ONCE,
        "key": new_key(),
        "crumbs": slip_crumbs(top),
        "back": _address(top.code),
    }
    return render(request, "org/slips_ask.html", context)


def hand_out(request: ReaderRequest, top: Organisation, wanted: list[Waiting]) -> HttpResponse:
    """New first passwords; pressed twice, they have been shown already."""
    if not wanted:
        return refused(request, _("没有要印口令条的人：都已登录。"), HTTPStatus.CONFLICT)
    if len(wanted) > MOST_AT_ONCE:
        sentence = _("一次最多印{most}张，这里有{count}人。请按镇街分别打印。")
        said = sentence.format(most=MOST_AT_ONCE, count=len(wanted))
        return refused(request, said, HTTPStatus.CONFLICT)
    is_new = False
    hashed = passwords_for(len(wanted))

    def act() -> Written:
        nonlocal is_new
        give_to_all(request.reader, wanted, hashed)
        is_new = True
        label = _("已印{count}张初始口令条").format(count=len(wanted))
        return Written(label, _address(top.code))

    try:
        done = once(request, act)
    except (KeyMissing, KeyReused) as wrong:
        return refused(request, str(wrong), HTTPStatus.UNPROCESSABLE_ENTITY)
    if not is_new:
        sentence = _("这些口令条已经印过，只显示一次。没有打印出来的，请重新生成。")
        return refused(request, sentence, HTTPStatus.CONFLICT)
    slips = [
        TownSlip(one.person, one.post.organisation, password)
        for one, (password, _hash) in zip(wanted, hashed, strict=True)
    ]
    context = {
        "top": top,
        "slips": slips,
        "until": moment(wanted[0].person.password_until),
        "site_url": request.build_absolute_uri("/"),
        "crumbs": slip_crumbs(top),
        "back": _address(top.code),
    }
    response = render(request, "org/slips.html", context)
    response[RECEIPT_HEADER] = done.receipt
    response["Cache-Control"] = "no-store"
    return response


def slip_crumbs(top: Organisation) -> list[Crumb]:
    """The way to the slips of a town."""
    return crumbs(
        Crumb(_("启用情况"), _address(None)),
        Crumb(top.name, _address(top.code)),
        Crumb(_("初始口令条")),
    )
