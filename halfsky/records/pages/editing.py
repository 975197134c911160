"""Adding a record and changing one."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org.answers import answer
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.records import writing
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.drafting import discard, draft_of, typed_in
from halfsky.records.files.accepting import ACCEPT, Unacceptable
from halfsky.records.files.attaching import attach
from halfsky.records.forms.building import RecordForm, edit_form, new_form
from halfsky.records.forms.layout import groups_of
from halfsky.records.forms.references import ReferenceField
from halfsky.records.forms.rows import ADD, Rows, all_rows
from halfsky.records.pages.conflicts import differences
from halfsky.records.pages.opening import Opened, list_crumb, open_to_add, open_to_change

# What the next record of the kind is likely to have in common with the last.
LIKELY_SAME = (ReferenceField, forms.ChoiceField)
AGAIN = "again"  # the button that saves and begins another


class Invalid(Exception):
    """The form was refused: it is shown again with what is wrong."""


@dataclass
class Typed:
    """A record as it is being typed: its form and the rows beside it."""

    form: RecordForm
    rows: list[Rows]

    def is_valid(self) -> bool:
        """Both are asked, so that everything wrong is said at once."""
        sound = [self.form.is_valid(), *(one.is_valid() for one in self.rows)]
        return all(sound)

    def save_rows(self, record: Any) -> None:
        """Inside the transaction of the record."""
        for one in self.rows:
            one.save(record)

    def leave_unjudged(self) -> None:
        """Shown as typed, without a word on what is missing."""
        self.form.leave_unjudged()
        for rows in self.rows:
            for form in rows.forms:
                form.leave_unjudged()


def add_record(request: ReaderRequest, code: str) -> HttpResponse:
    """The form of a new record, and the record made from it."""
    register = open_to_add(request, code)
    if request.method != "POST":
        return show_new(request, register)
    typed = new_typed(request, register, request.POST)
    if wanted := request.POST.get(ADD):
        return show_with_row(request, register, typed, wanted)

    def act() -> Written:
        record = typed.form.instance

        def write() -> None:
            writing.add(register, record, request.reader, "", typed.save_rows)
            if files := request.FILES.getlist("files"):
                attach(register, record, files, request.reader)

        saved(typed, write)
        discard(register, None, request.reader)
        remember(request, register, typed.form)
        said = _("已登记：{record}").format(record=record)
        if AGAIN in request.POST:
            return Written(said, reverse("records:add", args=[register.code]))
        return Written(said, record_url(register, record.pk))

    try:
        return answer(request, act)
    except Invalid:
        return show_form(request, register, typed)


def edit_record(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """The form of a record, and its change."""
    opened = open_to_change(request, code, key)
    if request.method != "POST":
        return show_old(request, opened)
    typed = typed_of(opened, request.POST)
    if wanted := request.POST.get(ADD):
        return show_with_row(request, opened.register, typed, wanted, opened)

    def act() -> Written:
        record, version = typed.form.instance, version_of(request)
        reason = request.POST.get("reason", "").strip()[:200]
        saved(
            typed,
            lambda: writing.change(
                opened.register, record, version, request.reader, reason, typed.save_rows
            ),
        )
        discard(opened.register, record.pk, request.reader)
        return Written(_("已修改：{record}").format(record=record), opened.url)

    try:
        return answer(request, act)
    except Invalid:
        return show_form(request, opened.register, typed, opened)
    except writing.VersionConflict as conflict:
        return show_conflict(request, opened, typed, conflict.current)


def saved(typed: Typed, write: Callable[[], None]) -> None:
    """Write what was typed if it is sound; what only the database sees is said too."""
    if not typed.is_valid():
        raise Invalid
    try:
        with transaction.atomic():
            write()
    except ValidationError as error:
        typed.form.add_error(None, error)
        raise Invalid from error
    except Unacceptable as unacceptable:
        typed.form.add_error(None, str(unacceptable))
        raise Invalid from unacceptable
    except IntegrityError as error:
        typed.form.add_error(None, _("与已有的记录冲突，请核对编号和日期后再保存。"))
        raise Invalid from error


def show_new(request: ReaderRequest, register: Register) -> HttpResponse:
    """An empty form, or what she had begun."""
    draft = draft_of(register, None, request.reader)
    if draft is None or request.GET.get("draft") != "1":
        return show_form(request, register, new_typed(request, register), draft=draft)
    typed = new_typed(request, register, typed_in(draft))
    typed.leave_unjudged()
    return show_form(request, register, typed, status=HTTPStatus.OK)


def show_old(request: ReaderRequest, opened: Opened) -> HttpResponse:
    """The record as it stands, or what she had begun to change, of the version she had opened."""
    draft = draft_of(opened.register, opened.record.pk, request.reader)
    if draft is None or request.GET.get("draft") != "1":
        return show_form(request, opened.register, typed_of(opened), opened, draft=draft)
    data = typed_in(draft)
    typed = typed_of(opened, data)
    typed.leave_unjudged()
    version = data.get("version", "")
    return show_form(request, opened.register, typed, opened, HTTPStatus.OK, version=version)


def remember(request: ReaderRequest, register: Register, form: RecordForm) -> None:
    """The next of the kind is often like the last: the same organisation, the same choices."""
    if register.confidential is Confidentiality.OPEN:
        likely = (name for name, field in form.fields.items() if isinstance(field, LIKELY_SAME))
        request.session[f"last-{register.code}"] = {name: form.data.get(name) for name in likely}


def new_typed(request: ReaderRequest, register: Register, data: Any = None) -> Typed:
    """An empty form, or one with what was sent."""
    last = request.session.get(f"last-{register.code}", {})
    initial = {name: value for name, value in last.items() if value}
    today = timezone.localdate()
    form = new_form(register, request.reader, today, data=data, initial=initial)
    return Typed(form, all_rows(register, form.instance, request.reader, data))


def typed_of(opened: Opened, data: Any = None) -> Typed:
    """The form of a record, as it stands or as it was sent."""
    form = edit_form(opened.register, opened.reader, opened.record, data=data)
    return Typed(form, all_rows(opened.register, opened.record, opened.reader, data))


def version_of(request: ReaderRequest) -> int:
    """The version that she opened; without one nothing matches."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def show_with_row(
    request: ReaderRequest,
    register: Register,
    typed: Typed,
    wanted: str,
    opened: Opened | None = None,
) -> HttpResponse:
    """The same form with another empty row; nothing is judged or saved yet."""
    typed.leave_unjudged()
    for rows in typed.rows:
        if rows.child.relation == wanted:
            rows.add_empty()
    return show_form(request, register, typed, opened, HTTPStatus.OK)


def show_form(
    request: ReaderRequest,
    register: Register,
    typed: Typed,
    opened: Opened | None = None,
    status: HTTPStatus | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of the form; with the same key where it was refused, a new one else."""
    was_sent = typed.form.is_bound and "differences" not in more
    verb = _("修改") if opened else _("新增")
    context = {
        "register": register,
        "opened": opened,
        "form": typed.form,
        "groups": groups_of(register, typed.form),
        "rows": typed.rows,
        "version": request.POST.get("version") or (opened.record.version if opened else ""),
        "submission_key": request.POST.get(FIELD) if was_sent else new_key(),
        "crumbs": opened.crumbs(verb) if opened else [list_crumb(register), Crumb(verb)],
        "cancel_url": opened.url if opened else list_crumb(register).url,
        "today": timezone.localdate().isoformat(),
        "accept": ACCEPT,
        "keep_url": opened.page("keep") if opened else new_draft_url(register),
        **more,
    }
    refused = HTTPStatus.UNPROCESSABLE_ENTITY if typed.form.is_bound else HTTPStatus.OK
    return render(request, "records/form.html", context, status=status or refused)


def new_draft_url(register: Register) -> str:
    """Where the form of a new record is kept for later."""
    return reverse("records:keep_new", args=[register.code])


def show_conflict(
    request: ReaderRequest, opened: Opened, typed: Typed, current: Any
) -> HttpResponse:
    """Somebody was faster: both versions side by side, and one press for either."""
    return show_form(
        request,
        opened.register,
        typed,
        opened,
        HTTPStatus.CONFLICT,
        differences=differences(opened.register, current, typed.form.instance),
        current=current,
        version=current.version,
    )
