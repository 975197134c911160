"""Acts on a record that ask for a reason: withdrawing it, putting it back."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.answers import answer, refused
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.records import writing
from halfsky.records.declaration import Register
from halfsky.records.pages.editing import version_of
from halfsky.records.pages.opening import Opened, open_to_change
from halfsky.records.workflow import TransitionRefused

LONGEST_REASON = 200


class ReasonForm(forms.Form):
    """Why it is done, for whoever reads the history."""

    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reason"]
        field.label, field.required = label, required
        field.error_messages["required"] = _("请填写原因。")


@dataclass(frozen=True)
class Act:
    """Something done to a record for a reason."""

    verb: str
    label: str
    text: str
    write: Callable[..., None]
    is_danger: bool = False


def withdraw_record(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Take a record out of every figure, with a reason; it stays and can be put back."""
    opened = open_to_change(request, code, key)
    if opened.record.withdrawn_at or not opened.may_withdraw:
        raise Http404
    text = _("撤回后不再计入任何数据。记录和历史都保留，可以恢复。")
    return ask_reason(
        request, opened, Act(_("撤回"), _("撤回原因"), text, writing.withdraw, is_danger=True)
    )


def restore_record(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Undo a withdrawal, if the rules still allow the record."""
    opened = open_to_change(request, code, key)
    if not opened.record.withdrawn_at or not opened.may_withdraw:
        raise Http404
    text = _("恢复后重新计入数据。")
    return ask_reason(request, opened, Act(_("恢复"), _("恢复原因"), text, restore))


def restore(register: Register, record: Any, *rest: Any) -> None:
    """Put a record back; meanwhile another may stand in its place."""
    trial = copy.copy(record)
    trial.withdrawn_at, trial.withdrawn_because = None, ""
    trial.full_clean()
    writing.restore(register, record, *rest)


def ask_reason(request: ReaderRequest, opened: Opened, what: Act) -> HttpResponse:
    """The page that asks for the reason, and the act."""
    form = ReasonForm(request.POST if request.method == "POST" else None, label=what.label)

    def act() -> Written:
        reason = form.cleaned_data["reason"]
        what.write(opened.register, opened.record, version_of(request), request.reader, reason)
        said = _("已{act}：{record}").format(act=what.verb, record=opened.record)
        return Written(said, opened.url)

    if request.method == "POST" and form.is_valid():
        try:
            return answer(request, act)
        except writing.VersionConflict:
            return moved_on(request)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
    return show_act(request, opened, form, what.verb, text=what.text, is_danger=what.is_danger)


def moved_on(request: ReaderRequest) -> HttpResponse:
    """Somebody saved the record meanwhile: she has to look before she acts."""
    sentence = _("您打开以后，这条记录被别人改过。请返回记录页看过新的内容再办。")
    return refused(request, sentence, HTTPStatus.CONFLICT)


def show_act(
    request: ReaderRequest, opened: Opened, form: forms.BaseForm, verb: str, **more: Any
) -> HttpResponse:
    """The page that asks before something is done."""
    context = {
        "opened": opened,
        "register": opened.register,
        "form": form,
        "verb": verb,
        "version": request.POST.get("version") or opened.record.version,
        "submission_key": request.POST.get(FIELD) or new_key(),
        "crumbs": opened.crumbs(verb),
        "today": timezone.localdate().isoformat(),
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "records/act.html", context, status=status)
