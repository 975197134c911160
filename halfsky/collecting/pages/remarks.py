"""Remarks: what waits for an answer, and the thread of a record."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.collecting.models import Remark
from halfsky.collecting.remarks import (
    label_of,
    may_send_back,
    open_remarks,
    remarks_on,
    settle,
    takes_remarks,
    write_remark,
)
from halfsky.components import Cell, Column, Crumb, Row, Table
from halfsky.org.answers import answer
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.addresses import address_key, key_of, record_url
from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.records.visibility import fetch
from halfsky.records.writing import organisation_of

PAGE_SIZE = 50
ASK, ANSWER, SETTLE = "ask", "answer", "settle"


class RemarkForm(forms.Form):
    """A word."""

    text = forms.CharField(max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("意见或答复（不要写个人信息）")
        self.fields["text"].error_messages["required"] = _("请写几个字。")


def show_remarks(request: ReaderRequest) -> HttpResponse:
    """What was sent back within her reach and is not settled, the newest first."""
    shown, page = page_of(request, open_remarks(request.reader), PAGE_SIZE)
    context = {
        "table": remarks_table(shown),
        "page": page,
        "crumbs": [Crumb(_("退回的记录"))],
    }
    return render(request, "collecting/remarks.html", context)


def remarks_table(remarks: list[Remark]) -> Table:
    """One row a remark; a press opens the thread."""
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("登记册")),
        Column(_("意见")),
        Column(_("提出人")),
        Column(_("时间")),
    ]
    rows = [
        Row(
            (
                Cell(one.organisation.name),
                Cell(label_of(one.register)),
                Cell(one.text),
                Cell(one.person.name),
                Cell(f"{one.at:%Y-%m-%d}"),
            ),
            url=thread_url(registers()[one.register], one.record),
        )
        for one in remarks
        if one.register in registers()
    ]
    return Table(_("退回的记录"), columns, rows)


def thread_url(register: Register, record: int) -> str:
    """Where the words on a record stand."""
    return reverse("collecting:thread", args=[register.code, address_key(register, record)])


def show_thread(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """The words on a record, and a form for another."""
    register, record = opened(request, code, key)
    organisation = organisation_of(register, record)
    may_ask = may_send_back(request.reader, organisation)
    may_answer = request.reader.can_at(Power.WRITE_OPEN, organisation.path)
    form = RemarkForm(request.POST if request.method == "POST" else None)
    what = next((one for one in (ASK, ANSWER, SETTLE) if one in request.POST), "")
    if request.method == "POST":
        if not (may_ask if what in (ASK, SETTLE) else may_answer):
            raise PermissionDenied
        if what == SETTLE or form.is_valid():
            return answer(request, lambda: do(what, register, record, request, form))
    thread = list(remarks_on(register, record.pk))
    context = {
        "register": register,
        "record": record,
        "organisation": organisation,
        "record_url": record_url(register, record.pk),
        "thread": thread,
        "is_waiting": any(one.asks and not one.settled_at for one in thread),
        "form": form,
        "may_ask": may_ask,
        "may_answer": may_answer,
        "submission_key": request.POST.get(FIELD) or new_key(),
        "crumbs": [Crumb(_("退回的记录"), reverse("collecting:remarks")), Crumb(str(record))],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "collecting/thread.html", context, status=status)


def do(
    what: str, register: Register, record: Any, request: ReaderRequest, form: RemarkForm
) -> Written:
    """Ask, answer or settle."""
    if what == SETTLE:
        settle(register, record, request.reader)
        return Written(_("已了结"), thread_url(register, record.pk))
    asks = what == ASK
    write_remark(register, record, request.reader, form.cleaned_data["text"], asks)
    return Written(_("已退回") if asks else _("已答复"), thread_url(register, record.pk))


def opened(request: ReaderRequest, code: str, key: str) -> tuple[Register, Any]:
    """A record that she may see, of a register that takes remarks."""
    register = registers().get(code)
    if register is None or not takes_remarks(register):
        raise Http404
    return register, fetch(register, request.reader, key_of(register, key))
