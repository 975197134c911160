"""Reporting on behalf of a unit that cannot (代报): the same sheet, and who said so."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.collecting import replies
from halfsky.collecting.models import Reply
from halfsky.collecting.pages.asking import Asking, asking_of, period_of
from halfsky.collecting.sheet import Sheet
from halfsky.components import Crumb
from halfsky.org.answers import answer
from halfsky.org.once import FIELD, Submission, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import find

WAYS = ("telephone", "chat", "in_person", "paper")


class SourceForm(forms.Form):
    """Where she has it from."""

    way = forms.ChoiceField()
    said_by = forms.CharField(max_length=60)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = (_("电话"), _("微信群或短信"), _("当面"), _("纸面报表"))
        way, said_by = self.fields["way"], self.fields["said_by"]
        way.label, said_by.label = _("来源"), _("谁报的、什么时候（如：6月24日 张主席）")
        way.choices = list(zip(WAYS, labels, strict=True))  # type: ignore[attr-defined]
        said_by.error_messages["required"] = _("请写明谁报的、什么时候。")

    @property
    def text(self) -> str:
        """As it is kept with everything written."""
        ways = dict(self.fields["way"].choices)  # type: ignore[attr-defined]
        way = ways[self.cleaned_data["way"]]
        return _("代报：{way}，{said_by}").format(way=way, said_by=self.cleaned_data["said_by"])


def report_on_behalf(request: ReaderRequest, code: str) -> HttpResponse:
    """The unit's sheet, filled in by an officer above it, with its source."""
    unit = find(request.reader, code, Power.MANAGE_OFFICERS)
    asking = asking_of(request, Power.MANAGE_OFFICERS)
    period = period_of(request.GET.get("period", ""))
    asked = Reply(organisation=unit, form=asking.form, since=period.start, until=period.until)
    data = request.POST if request.method == "POST" else None
    sheet = Sheet(asked, timezone.localdate(), data, request.FILES)
    source = SourceForm(data)

    def act() -> Written:
        if not all((source.is_valid(), sheet.is_valid())):
            raise replies.Refused
        submission = Submission.objects.get(key=request.POST[FIELD])
        replies.write(sheet, asked, replies.Word(request.reader, source.text), submission)
        label = _("已代{organisation}填报").format(organisation=unit)
        return Written(label, asking.url("silent"))

    if data is not None:
        try:
            return answer(request, act)
        except replies.Refused:
            sheet.show_known()
    return show_form(request, asking, sheet, source)


def show_form(
    request: ReaderRequest, asking: Asking, sheet: Sheet, source: SourceForm
) -> HttpResponse:
    """The page; with what was typed where it was refused."""
    context = {
        "asking": asking,
        "sheet": sheet,
        "source": source,
        "action": reverse("collecting:behalf", args=[sheet.organisation.code]) + asking.query(),
        "submission_key": request.POST.get(FIELD) or new_key(),
        "crumbs": [Crumb(_("催报收数"), asking.url("silent")), Crumb(_("代报"))],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if source.is_bound else HTTPStatus.OK
    return render(request, "collecting/behalf.html", context, status=status)
