"""The form of an adjustment: which figure, whose, when, how much, why and from where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.figures.adjusting import interval_of, may_adjust
from halfsky.figures.declaration import Measure
from halfsky.figures.models import Adjustment, AdjustmentKind
from halfsky.figures.pages.choosing import picker_source
from halfsky.figures.periods import Period, PeriodError
from halfsky.figures.registry import figures
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power

FEN = 100


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label=gettext_lazy("撤回原因"), max_length=200)


class AdjustmentForm(forms.Form):
    """Every field is named here; who entered it and who approves is never typed."""

    organisation = forms.CharField(label=gettext_lazy("单位"), max_length=40)
    figure = forms.ChoiceField(label=gettext_lazy("指标"))
    period = forms.CharField(
        label=gettext_lazy("期间"),
        max_length=30,
        help_text=gettext_lazy(
            "写 2022H1（上半年）、2022（全年）、2022Q2 或 2022-06；"
            "期末数从这一期最后一天起有效，到另报为止"
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=AdjustmentKind.choices,
        widget=forms.RadioSelect,
        initial=AdjustmentKind.SUPPLEMENT,
        help_text=gettext_lazy("补充数加在记录之上；申报总数代替这个单位这一期的记录"),
    )
    value = forms.DecimalField(
        label=gettext_lazy("数值"), min_value=0, max_digits=14, decimal_places=2
    )
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)
    source = forms.CharField(
        label=gettext_lazy("来源"), max_length=200, help_text=gettext_lazy("例如：6月24日电话")
    )

    def __init__(self, reader: Reader, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.reader = reader
        self.fields["figure"].choices = adjustable(reader)  # type: ignore[attr-defined]
        self.fields["organisation"].widget.attrs |= {
            "data-picks": "",
            "data-source": picker_source(Power.ADJUST_FIGURES),
            "placeholder": _("名称、拼音首字母或编码"),
            "data-none": _("没有找到"),
            "autocomplete": "off",
        }

    def clean_organisation(self) -> Organisation:
        """Within her reach, else as if it did not exist."""
        found = Organisation.objects.filter(
            self.reader.organisations(Power.ADJUST_FIGURES),
            code=self.cleaned_data["organisation"].strip(),
            withdrawn_at__isnull=True,
        ).first()
        if found is None:
            raise ValidationError(_("没有这个单位，或不在您的范围内。"))
        return found

    def clean_period(self) -> Period:
        """A period by its name."""
        try:
            return Period.parse(self.cleaned_data["period"].strip())
        except PeriodError as unknown:
            raise ValidationError(str(unknown)) from unknown

    def clean(self) -> dict[str, Any]:
        """What one field alone cannot know."""
        cleaned = super().clean() or {}
        figure = figures().get(cleaned.get("figure", ""))
        organisation = cleaned.get("organisation")
        if isinstance(figure, Measure) and organisation is not None:
            if not may_adjust(self.reader, figure, organisation):
                self.add_error("figure", _("这项指标不能在这个单位调整，请到地方总工会一级录入。"))
            self._refuse_fractions(figure, cleaned.get("value"))
        if cleaned.get("value") == 0 and cleaned.get("kind") == AdjustmentKind.SUPPLEMENT:
            self.add_error("value", _("补充数要大于零。"))
        return cleaned

    def _refuse_fractions(self, figure: Measure, value: Decimal | None) -> None:
        if value is not None and figure.unit != "元" and value != value.to_integral_value():
            self.add_error("value", _("这项指标是整数，请去掉小数。"))

    def adjustment(self) -> Adjustment:
        """The row that the form describes, sound by the model's own rules."""
        data = self.cleaned_data
        figure, period = figures()[data["figure"]], data["period"]
        is_money = figure.unit == "元"
        since, until = interval_of(figure, period)  # type: ignore[arg-type] # no rate is offered
        one = Adjustment(
            figure=figure.code,
            organisation=data["organisation"],
            kind=data["kind"],
            value=int(data["value"] * (FEN if is_money else 1)),
            reason=data["reason"],
            source=data["source"],
            since=since,
            until=until,
        )
        one.full_clean()
        return one


def adjustable(reader: Reader) -> list[tuple[str, Any]]:
    """Figures that may be adjusted somewhere, by section; rates never."""
    names = {config.label: str(config.verbose_name) for config in apps.get_app_configs()}
    grouped: dict[str, list[tuple[str, str]]] = {}
    for code, figure in figures().items():
        if isinstance(figure, Measure) and not figure.target_of:
            label = f"{figure.name}（{figure.unit}）"
            grouped.setdefault(names[figure.section], []).append((code, label))
    return [("", _("请选择")), *grouped.items()]
