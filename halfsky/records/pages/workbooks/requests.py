"""Large exports of confidential lists in the browser: asked for, approved, refused, fetched."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.components import Applied, Cell, Column, Crumb, Fact, Row, Tab, Table, Tone
from halfsky.org import limits
from halfsky.org.answers import answer, refused
from halfsky.org.limits import Purpose
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.tasks.models import UNFINISHED
from halfsky.org.tasks.queue import TooMany
from halfsky.records.exports import deciding
from halfsky.records.exports.deciding import Refused
from halfsky.records.exports.models import ExportRequest, RequestState
from halfsky.records.pages.workbooks.entrance import label_of
from halfsky.records.pages.workbooks.mine import moment
from halfsky.records.pages.workbooks.taking import Taking, order_of, size_of
from halfsky.records.registry import registers

PAGE_SIZE = 20
TO_APPROVE, MINE = "to_approve", "mine"
TONES: dict[str, Tone] = {
    RequestState.WAITING: "notice",
    RequestState.APPROVED: "good",
    RequestState.REFUSED: "bad",
}


class NobodyElse(Exception):
    """There is no second person; the sentence says what to do."""


class BecauseForm(forms.Form):
    """Why it is not approved."""

    because = forms.CharField(label=gettext_lazy("不批准的原因"), max_length=200)


# ---- asking ---------------------------------------------------------------------------------


def ask_second(request: ReaderRequest, taking: Taking, filters: Sequence[Applied]) -> HttpResponse:
    """Ask for a file that is too large for one person's word."""
    register = registers()[taking.register]
    top = deciding.reach_of(register, request.reader)
    if not deciding.approvers_of(top, request.reader):
        raise NobodyElse(
            _("这里没有别人能批准。请让市总工会给另一个人“市级女工干部”或“分管领导”的岗位。")
        )
    limits.spend(Purpose.EXPORT, request.reader.person and request.reader.person.pk)

    def act() -> Written:
        content = {"taking": asdict(taking), "filters": [str(one.label) for one in filters]}
        rows = size_of(taking, request.reader)
        made = deciding.ask(register, request.reader, content, rows, taking.reason)
        said = _("已申请导出{label}，等另一个人批准").format(label=register.label)
        return Written(said, url_of(made))

    return answer(request, act)


def url_of(one: ExportRequest) -> str:
    """Its page."""
    return reverse("records:export_request", args=[one.pk])


# ---- looking --------------------------------------------------------------------------------


def list_requests(request: ReaderRequest) -> HttpResponse:
    """What waits for her word, and what she has asked for."""
    reader = request.reader
    may_approve = reader.can(Power.APPROVE_EXPORTS)
    shown = request.GET.get("show", TO_APPROVE if may_approve else MINE)
    if shown not in (TO_APPROVE, MINE) or (shown == TO_APPROVE and not may_approve):
        raise Http404
    wanted = deciding.to_approve(reader) if shown == TO_APPROVE else deciding.hers(reader)
    found, page = page_of(request, wanted.select_related("asked_by", "organisation"), PAGE_SIZE)
    url = reverse("records:export_requests")
    tabs = [Tab(_("我的申请"), f"{url}?show={MINE}", shown == MINE)]
    if may_approve:
        count = deciding.waiting(deciding.to_approve(reader)).count()
        tabs.insert(
            0, Tab(_("待我批准"), f"{url}?show={TO_APPROVE}", shown == TO_APPROVE, count or None)
        )
    context = {
        "tabs": tabs,
        "table": table_of(found),
        "page": page,
        "is_mine": shown == MINE,
        "crumbs": [Crumb(_("导出申请"))],
    }
    return render(request, "records/workbooks/requests.html", context)


def table_of(found: Sequence[ExportRequest]) -> Table:
    """A row a request."""
    columns = [
        Column(_("登记册"), is_title=True),
        Column(_("行数"), is_numeric=True),
        Column(_("用途")),
        Column(_("申请人")),
        Column(_("申请时间"), is_short=True),
        Column(_("状态")),
    ]
    rows = [
        Row(
            (
                Cell(label_of(one.register), note=_("完整号码") if one.in_full else ""),
                Cell(one.rows),
                Cell(one.reason),
                Cell(one.asked_by.name, note=one.organisation.name),
                Cell(moment(one.asked_at)),
                Cell(one.said, is_badge=True, tone=tone_of(one)),
            ),
            url=url_of(one),
        )
        for one in found
    ]
    return Table(_("导出申请"), columns, rows)


def tone_of(one: ExportRequest) -> Tone:
    """What is still to be done stands out."""
    if one.state == RequestState.WAITING and not one.is_waiting:
        return ""
    return TONES.get(one.state, "")


def found_request(request: ReaderRequest, key: int) -> ExportRequest:
    """Hers, or one that she may approve; no other exists for her."""
    rows = deciding.readable_requests(request.reader)
    related = rows.select_related("asked_by", "decided_by", "organisation", "task")
    return get_object_or_404(related, pk=key)


def show_request(request: ReaderRequest, key: int) -> HttpResponse:
    """Who wants what for what, and the two answers."""
    return show(request, found_request(request, key), BecauseForm())


def show(
    request: ReaderRequest,
    one: ExportRequest,
    form: BecauseForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Its page."""
    is_hers = one.asked_by == request.reader.person
    task = one.task
    others = deciding.approvers_of(one.organisation, request.reader) if is_hers else []
    context = {
        "one": one,
        "facts": list(facts_of(one)),
        "state": one.said,
        "tone": tone_of(one),
        "is_hers": is_hers,
        "may_decide": one.is_waiting and deciding.may_approve(request.reader, one),
        "may_withdraw": is_hers and one.is_waiting,
        "others": "、".join(person.name for person in others) if one.is_waiting else "",
        "task_url": reverse("org:task", args=[task.pk]) if is_hers and task else "",
        "is_ready": bool(task and task.result),
        "may_make": is_hers and may_make(one),
        "form": form,
        "keys": [new_key() for _way in range(3)],
        "refuse_key": request.POST.get(FIELD) or new_key(),
        "crumbs": [
            Crumb(_("导出申请"), reverse("records:export_requests")),
            Crumb(label_of(one.register)),
        ],
    }
    return render(request, "records/workbooks/request.html", context, status=status)


def facts_of(one: ExportRequest) -> list[Fact]:
    """What is asked for; never the records themselves."""
    filters = json.loads(one.content)["filters"] if one.content else []
    found = [
        Fact(_("登记册"), label_of(one.register)),
        Fact(_("导出哪些"), "；".join(filters) or _("申请人能看到的全部记录")),
        Fact(_("行数"), one.rows),
        Fact(_("身份证号、姓名等"), _("完整号码") if one.in_full else _("打码")),
        Fact(_("用途"), one.reason),
        Fact(_("申请人"), one.asked_by.name, note=one.organisation.name),
        Fact(_("申请时间"), moment(one.asked_at)),
    ]
    if one.is_waiting:
        found.append(Fact(_("有效至"), moment(one.expires_at)))
    if one.decided_by is not None:
        label = _("批准人") if one.state == RequestState.APPROVED else _("不批准的人")
        found.append(Fact(label, one.decided_by.name, note=moment(one.decided_at)))
    if one.because:
        found.append(Fact(_("不批准的原因"), one.because))
    return found


def may_make(one: ExportRequest) -> bool:
    """Whether its file is gone and may be made again."""
    is_under_way = one.task is not None and (one.task.result or one.task.state in UNFINISHED)
    return one.holds and bool(one.content) and not is_under_way


# ---- deciding -------------------------------------------------------------------------------


def order_for(one: ExportRequest) -> Any:
    """The work that makes its file."""
    taking = replace(Taking(**json.loads(one.content)["taking"]), request=one.pk)
    return replace(order_of(taking), back=url_of(one))


def approve_request(request: ReaderRequest, key: int) -> HttpResponse:
    """A second person lets it through; the queue makes the file."""
    one = found_request(request, key)

    def act() -> Written:
        deciding.approve(one, request.reader, lambda: order_for(one))
        return Written(_("已批准导出"), url_of(one))

    return decided(request, act)


def refuse_request(request: ReaderRequest, key: int) -> HttpResponse:
    """Not approved, with the reason."""
    one = found_request(request, key)
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return show(request, one, form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def act() -> Written:
        deciding.refuse(one, request.reader, form.cleaned_data["because"])
        return Written(_("没有批准导出"), url_of(one))

    return decided(request, act)


def withdraw_request(request: ReaderRequest, key: int) -> HttpResponse:
    """She does not want it any more."""
    one = found_request(request, key)

    def act() -> Written:
        deciding.withdraw(one, request.reader)
        return Written(_("已撤回导出申请"), url_of(one))

    return decided(request, act)


def make_again(request: ReaderRequest, key: int) -> HttpResponse:
    """The file of an approved request once more: it lies ready for a day only."""
    one = get_object_or_404(deciding.hers(request.reader).select_related("task"), pk=key)

    def act() -> Written:
        if not may_make(one):
            raise Refused(deciding.decided_sentence())
        task = deciding.make(one, order_for(one))
        return Written(_("正在生成文件"), reverse("org:task", args=[task.pk]))

    return decided(request, act)


def decided(request: ReaderRequest, act: Callable[[], Written]) -> HttpResponse:
    """Do it once, or say why not."""
    try:
        return answer(request, act)
    except Refused as why:
        return refused(request, str(why), HTTPStatus.CONFLICT)
    except TooMany:
        sentence = _("申请人正在办理的太多，请过一会儿再批准。")
        return refused(request, sentence, HTTPStatus.CONFLICT)
