"""What kind of body this is, its thresholds, and from which period on it records."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.figures.periods import Period, PeriodError
from halfsky.org.answers import answer
from halfsky.org.models import Organisation
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.forms import DayField
from halfsky.org.parameters import Parameters
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.setup.body_kinds import SETTINGS, BodyKind, Setting, body_kind, first_period
from halfsky.setup.pages.asking import crumbs, root_for
from halfsky.setup.settling import set_kind, set_values

HIGHEST = 1000


class BodyForm(forms.Form):
    """The kind, the first period, and every parameter that setting up asks."""

    def __init__(self, top: Organisation, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        held = Parameters.on(today)
        nothing = [] if held.value(body_kind) else [("", _("请选择"))]
        self.fields["kind"] = forms.ChoiceField(
            label=_("是什么样的组织"),
            choices=[*nothing, *BodyKind.choices],
            initial=held.value(body_kind),
        )
        self.fields["period"] = forms.CharField(
            label=_("从哪一期开始登记"),
            initial=held.value(first_period) or Period.half_year_of(today).name,
            max_length=20,
            help_text=_("写作 2026H1（上半年）、2026H2 或 2026。名册没写日期的人数从这一期算起。"),
        )
        for setting in SETTINGS:
            self.fields[setting.parameter.code] = field_of(setting, held)
        self.fields["since"] = DayField(
            label=_("这些规定从哪天起有效"),
            initial=top.since,
            help_text=_("第一次填，用组织成立那天；以后改规定，填改的那天，以前各期不变。"),
        )
        self.fields["source"] = forms.CharField(
            label=_("依据"), max_length=200, required=False, help_text=_("文件名称或文号。")
        )

    def clean_period(self) -> str:
        """One that can be read."""
        text = str(self.cleaned_data["period"]).strip().upper()
        try:
            return Period.parse(text).name
        except PeriodError as wrong:
            raise ValidationError(str(wrong)) from None

    def values(self) -> dict[str, Any]:
        """By the code of the parameter, in its own type."""
        found: dict[str, Any] = {first_period.code: self.cleaned_data["period"]}
        for setting in SETTINGS:
            value = self.cleaned_data[setting.parameter.code]
            found[setting.parameter.code] = int(value) if setting.is_number else value
        return found


def field_of(setting: Setting, held: Parameters) -> forms.Field:
    """How a parameter is asked."""
    parameter = setting.parameter
    value = held.value(parameter)
    common: dict[str, Any] = {"label": parameter.label, "help_text": setting.help}
    if setting.is_many:
        return forms.MultipleChoiceField(
            choices=setting.choices,
            initial=value,
            widget=forms.CheckboxSelectMultiple,
            **common,
        )
    if setting.choices:
        return forms.ChoiceField(
            choices=setting.choices, initial=str(value), widget=forms.RadioSelect, **common
        )
    return forms.IntegerField(min_value=1, max_value=HIGHEST, initial=value, **common)


def settle_body(request: ReaderRequest) -> HttpResponse:
    """Shown with what holds today; kept from a day on."""
    top = root_for(request.reader, Power.SET_PARAMETERS)
    form = BodyForm(top, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return answer(request, lambda: settled(request, top, form))
    context = {
        "form": form,
        "top": top,
        "key": request.POST.get(FIELD) or new_key(),
        "crumbs": crumbs(Crumb(_("组织是什么样的"))),
        "today": timezone.localdate().isoformat(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "setup/body.html", context, status=status)


def settled(request: ReaderRequest, top: Organisation, form: BodyForm) -> Written:
    """The act itself."""
    asked = form.cleaned_data
    set_kind(top, asked["kind"], request.reader)
    set_values(top, asked["since"], form.values(), asked["source"], request.reader)
    return Written(_("组织的基本情况已保存"), reverse("setup:overview"))
