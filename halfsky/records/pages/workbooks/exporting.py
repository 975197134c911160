"""The page that takes a list out as it is filtered, and the one that asks for secrets in full."""

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from halfsky.components import Applied, Crumb
from halfsky.org import limits
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.once import FIELD, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.org.tasks.queue import TooMany, enqueue
from halfsky.records.declaration import Register
from halfsky.records.exports.models import ALONE_AT_MOST
from halfsky.records.pages import listing
from halfsky.records.pages.asking import asked_of
from halfsky.records.pages.opening import address_of, open_for
from halfsky.records.pages.workbooks.entrance import crumbs_of, may_import, tabs_of
from halfsky.records.pages.workbooks.requests import NobodyElse, ask_second
from halfsky.records.pages.workbooks.taking import (
    KINDS,
    Taking,
    has_secrets,
    is_long,
    may_export,
    may_open,
    needs_second_person,
    order_of,
    wants_reason,
    write,
)

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class ExportForm(forms.Form):
    """Which kind of file, and what for."""

    kind = forms.ChoiceField(choices=[(kind, f".{kind}") for kind in KINDS])
    reason = forms.CharField(max_length=100, required=False)

    def __init__(self, *args: Any, is_reason_needed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        reason = self.fields["reason"]
        reason.label = _("用途")
        reason.help_text = _("例如：上报半年帮扶名单。会记入审计。")
        reason.required = is_reason_needed
        reason.error_messages["required"] = _("请写明用途。")


def take_list(request: ReaderRequest, code: str) -> HttpResponseBase:
    """The list as a file; personal secrets in it are masked."""
    register = open_for(request, code)
    if not may_export(register, request.reader):
        raise PermissionDenied
    return ask(request, register, is_open=False)


def take_open(request: ReaderRequest, code: str) -> HttpResponseBase:
    """The same with its secrets in full, for who may reveal them and has just shown who she is."""
    register = open_for(request, code)
    if not may_open(register, request.reader):
        raise PermissionDenied
    return ask(request, register, is_open=True)


def ask(request: ReaderRequest, register: Register, *, is_open: bool) -> HttpResponseBase:
    """The form; sent, the file or the page of the task that makes it."""
    needed = is_open or wants_reason(register)
    data = request.POST if request.method == "POST" else None
    form = ExportForm(data, is_reason_needed=needed, initial={"kind": "xlsx"})
    if form.is_bound and form.is_valid():
        taking = Taking(
            register.code,
            request.GET.urlencode(),
            form.cleaned_data["kind"],
            form.cleaned_data["reason"],
            is_open,
        )
        try:
            if needs_second_person(taking, request.reader):
                return ask_second(request, taking, filters_of(request, register))
            return taken(request, taking)
        except (Exhausted, TooMany, NobodyElse) as refusal:
            form.add_error(None, str(refusal))
    return show(request, register, form, is_open=is_open)


def show(
    request: ReaderRequest, register: Register, form: ExportForm, *, is_open: bool
) -> HttpResponse:
    """What will be in the file, and the questions."""
    crumbs = [
        Crumb(_("导出表格"), reverse("records:export", args=[register.code]) if is_open else "")
    ]
    taking = Taking(register.code, request.GET.urlencode(), "xlsx", is_open=is_open)
    context = {
        "needs_second": needs_second_person(taking, request.reader),
        "alone_at_most": ALONE_AT_MOST,
        "submission_key": request.POST.get(FIELD) or new_key(),
        "register": register,
        "form": form,
        "is_open": is_open,
        "wants_reason": form.fields["reason"].required,
        "tabs": tabs_of(request, register),
        "crumbs": crumbs_of(register, *crumbs, *([Crumb(_("完整号码"))] if is_open else [])),
        "filters": filters_of(request, register),
        "list_url": f"{reverse('records:list', args=[register.code])}?{request.GET.urlencode()}",
        "open_url": open_url(request, register) if not is_open else "",
        "requests_url": reverse("records:export_requests") if wants_reason(register) else "",
        "may_bring_back": may_import(register, request.reader),
        "has_secrets": has_secrets(register),
        "has_pages": "、".join(str(child.label) for child in register.children),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "records/workbooks/export.html", context, status=status)


def open_url(request: ReaderRequest, register: Register) -> str:
    """Where the secrets come along; nothing where there are none, or she may not."""
    if not may_open(register, request.reader):
        return ""
    return f"{reverse('records:export_open', args=[register.code])}?{request.GET.urlencode()}"


def filters_of(request: ReaderRequest, register: Register) -> list[Applied]:
    """What the list was narrowed down by."""
    asked = asked_of(register, request.GET)
    filters = list(listing.filters_of(register, request.reader, asked))
    return list(listing.applied_of(filters, asked, request.GET))


def taken(request: ReaderRequest, taking: Taking) -> HttpResponseBase:
    """A short list at once, a long one by the worker."""
    person = request.reader.person
    if person is None:
        raise Http404
    limits.spend(Purpose.EXPORT, person.pk)
    if is_long(taking, request.reader):
        task = enqueue(order_of(taking), request.reader, address_of(request))
        answer = HttpResponseRedirect(reverse("org:task", args=[task.pk]))
        answer.status_code = HTTPStatus.SEE_OTHER
        return answer
    with tempfile.TemporaryDirectory(prefix="halfsky-") as folder:
        path = Path(folder) / f"file.{taking.kind}"
        write(taking, request.reader, path, address_of(request))
        content = path.read_bytes()
    sent = HttpResponse(content, content_type=TYPES[taking.kind])
    name = f"{taking.label}.{taking.kind}"
    sent["Content-Disposition"] = str(content_disposition_header(True, name))
    return sent
