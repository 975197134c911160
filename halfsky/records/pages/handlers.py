"""Who handles a sealed record: the list, another one, one less."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.org.answers import answer
from halfsky.org.models import Person
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.records.assignments import Assignment
from halfsky.records.handling import (
    HandlingRefused,
    assign,
    candidates,
    handlers_of,
    unassign,
)
from halfsky.records.pages.acts import ReasonForm, show_act
from halfsky.records.pages.opening import Opened, open_record, open_to_change
from halfsky.records.pages.records import head_context


class AssignForm(ReasonForm):
    """To whom, and why."""

    person = forms.ModelChoiceField(Person.objects.none())
    field_order = ("person", "reason")

    def __init__(self, *args: Any, opened: Opened, **options: Any) -> None:
        super().__init__(*args, label=_("原因"), required=False, **options)
        people = candidates(opened.register, opened.record, opened.reader)
        field = self.fields["person"]
        field.label = _("承办人")
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        field.empty_label = _("请选择")  # type: ignore[attr-defined]
        field.error_messages["required"] = _("请选择承办人。")


def show_handlers(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Who handles the record; those who do may add another."""
    return show_page(request, sealed(open_record(request, code, key)))


def assign_handler(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Give the record to another handler too."""
    opened = sealed(open_to_change(request, code, key))
    form = AssignForm(request.POST, opened=opened)

    def act() -> Written:
        person, reason = form.cleaned_data["person"], form.cleaned_data["reason"]
        assign(opened.register, opened.record, person, request.reader, reason)
        return Written(_("已指派给{person}").format(person=person), opened.page("handlers"))

    if form.is_valid():
        try:
            return answer(request, act)
        except HandlingRefused as refusal:
            form.add_error("person", str(refusal))
    return show_page(request, opened, form)


def unassign_handler(request: ReaderRequest, code: str, key: str, number: int) -> HttpResponse:
    """Take somebody off the record."""
    opened = sealed(open_to_change(request, code, key))
    handling = [one.pk for one in handlers_of(opened.register, opened.record, opened.reader)]
    assignment = get_object_or_404(Assignment, pk__in=handling, id=number)
    form = ReasonForm(request.POST if request.method == "POST" else None, label=_("原因"))

    def act() -> Written:
        reason = form.cleaned_data["reason"]
        unassign(opened.register, opened.record, assignment, request.reader, reason)
        is_self = assignment.person == request.reader.person
        url = reverse("records:list", args=[code]) if is_self else opened.page("handlers")
        return Written(_("{person}不再承办").format(person=assignment.person), url)

    if form.is_bound and form.is_valid():
        try:
            return answer(request, act)
        except HandlingRefused as refusal:
            form.add_error(None, str(refusal))
    text = _("{person}从今天起看不到这条记录。").format(person=assignment.person)
    return show_act(request, opened, form, _("取消指派"), text=text, is_danger=True)


def sealed(opened: Opened) -> Opened:
    """Only sealed records are assigned."""
    if not opened.register.is_sealed:
        raise Http404
    return opened


def show_page(
    request: ReaderRequest, opened: Opened, form: AssignForm | None = None
) -> HttpResponse:
    """The handlers with the form."""
    handling = handlers_of(opened.register, opened.record, opened.reader)
    key = opened.url.rstrip("/").rpartition("/")[2]
    context = {
        **head_context(opened, "handlers"),
        "handling": [
            (one, reverse("records:unassign", args=[opened.register.code, key, one.pk]))
            for one in handling
        ],
        "form": form or AssignForm(opened=opened),
        "may_unassign": opened.may_write and len(handling) > 1,
        "submission_key": request.POST.get(FIELD) or new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "records/handlers.html", context, status=status)
