"""The steps of a workflow: the day, what the step asks for, and why one is not open."""

import copy
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.answers import answer
from halfsky.org.labels import Label
from halfsky.org.once import Written
from halfsky.org.reader import ReaderRequest
from halfsky.records import writing
from halfsky.records.forms.building import RecordForm, form_class
from halfsky.records.forms.fields import DayField
from halfsky.records.pages.acts import Act, ReasonForm, ask_reason, moved_on, show_act
from halfsky.records.pages.editing import version_of
from halfsky.records.pages.opening import Opened, open_to_change
from halfsky.records.stepping_back import last_step, step_back
from halfsky.records.workflow import Transition, TransitionRefused, Workflow


class StepForm(ReasonForm):
    """The day of a step, and a remark."""

    on = DayField()
    field_order = ("on", "reason")

    def __init__(self, *args: Any, workflow: Workflow, step: Transition, record: Any) -> None:
        super().__init__(*args, label=_("备注"), required=False)
        self.today = timezone.localdate()
        self.earliest = latest_stamp(workflow, record)
        agreed = getattr(record, step.stamps)  # beforehand, such as the end of a contract
        field = self.fields["on"]
        field.label = str(record._meta.get_field(step.stamps).verbose_name)
        field.initial = min(agreed, self.today) if agreed else self.today
        field.error_messages["required"] = _("请填写日期。")

    def clean_on(self) -> datetime.date:
        """A step was taken neither in the future nor before the one that led here."""
        on: datetime.date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("日期不能在今天以后，请在办完的当天填写。"))
        if self.earliest and on < self.earliest:
            raise ValidationError(
                _("日期不能早于上一步（{day}），请核对。").format(day=self.earliest)
            )
        return on


def latest_stamp(workflow: Workflow, record: Any) -> datetime.date | None:
    """The day of the step that led to where the record stands; else the day it counts on."""
    state = getattr(record, workflow.field)
    led_here = [getattr(record, s.stamps) for s in workflow.transitions if s.target == state]
    return max(filter(None, led_here), default=getattr(record, "date", None))


def take_step(request: ReaderRequest, code: str, key: str, step: str) -> HttpResponse:
    """The page that asks for the day of a step, and the step."""
    opened = open_to_change(request, code, key)
    workflow, found = step_of(opened, step)
    data = request.POST if request.method == "POST" else None
    form = StepForm(data, workflow=workflow, step=found, record=opened.record)
    asked = asked_form(opened, found, data)
    reasons = not_open(opened, workflow, found)

    def act() -> Written:
        on, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
        judge(opened, workflow, found, on)
        version = version_of(request)
        writing.advance(opened.register, opened.record, step, on, version, request.reader, reason)
        said = _("已{act}：{record}").format(act=found.label, record=opened.record)
        return Written(said, opened.url)

    if data is not None and are_valid(form, asked):
        try:
            return answer(request, act)
        except writing.VersionConflict:
            return moved_on(request)
        except (TransitionRefused, ValidationError) as error:
            form.add_error(None, sentences(error))
    verb = str(found.label)
    return show_act(request, opened, form, verb, asked=asked, reasons=reasons)


def take_step_back(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """The page that asks why the last step is taken back, and the act."""
    opened = open_to_change(request, code, key)
    if opened.record.withdrawn_at or last_step(opened.register, opened.record) is None:
        raise Http404
    text = _("回到这一步之前的样子，由此得出的数据也会变。日期填错的，退回后按对的日期再办一次。")
    return ask_reason(request, opened, Act(_("退回一步"), _("退回原因"), text, step_back))


def step_of(opened: Opened, code: str) -> tuple[Workflow, Transition]:
    """The step of that name, if there is one and the record has not moved past it."""
    workflow = opened.register.workflow
    steps = workflow.transitions if workflow else ()
    found = next((step for step in steps if step.code == code), None)
    if workflow is None or found is None or opened.record.withdrawn_at:
        raise Http404
    return workflow, found


def not_open(opened: Opened, workflow: Workflow, step: Transition) -> list[Label]:
    """Why the step cannot be taken now; what it asks for itself is no reason."""
    if step not in workflow.open_to(opened.record):
        return [_("当前状态不能“{step}”。").format(step=step.label)]
    return [] if step.asks else step.unmet(opened.record)


def asked_form(opened: Opened, step: Transition, data: Any) -> RecordForm | None:
    """What the step asks for besides its day; the record is judged as a whole afterwards."""
    if not step.asks:
        return None
    form = form_class(opened.register, step.asks)(
        data, reader=opened.reader, instance=opened.record
    )
    form.is_judged_later = True
    return form


def are_valid(form: StepForm, asked: RecordForm | None) -> bool:
    """Both are asked, so that everything wrong is said at once."""
    sound = form.is_valid()
    return (asked is None or asked.is_valid()) and sound


def judge(opened: Opened, workflow: Workflow, step: Transition, on: datetime.date) -> None:
    """The record as it would be after the step keeps the rules of its model."""
    trial = copy.copy(opened.record)
    workflow.advance(trial, step.code, on)
    trial.full_clean()


def sentences(error: Exception) -> list[str]:
    """What was said."""
    return error.messages if isinstance(error, ValidationError) else [str(error)]
