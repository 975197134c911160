"""What one count asks for: the fields that a record cannot do without, and no person."""

import datetime
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from halfsky.figures.periods import Period
from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Organisation
from halfsky.records.declaration import Confidentiality, Register
from halfsky.records.forms.building import field_for
from halfsky.records.forms.fields import WholeField
from halfsky.records.models import MoneyField, NamedPerson, StandingRecord
from halfsky.records.registry import declared_in, registers, sections

LONGEST_REASON = 100


def may_come_in(register: Register) -> bool:
    """Registers that a link may name: open, and reported by an organisation about itself."""
    return (
        register.confidential is Confidentiality.OPEN
        and bool(register.organisation_prefix)
        and not register.looks_ahead
    )


def registers_of(form: str, tier: str) -> list[Register]:
    """What a form asks a unit of some tier for: a register, a section, or all it has to report."""
    if not form:
        return [one for one in registers().values() if may_come_in(one) and tier in one.reported_by]
    if form in registers():
        return [registers()[form]] if may_come_in(registers()[form]) else []
    found = [section for section in sections() if section.label == form]
    declared = (one for section in found for one in declared_in(section, Register))
    return [one for one in declared if may_come_in(one)]


def label_of(form: str) -> str:
    """What the form is called."""
    if not form:
        return _("应报的各项")
    if form in registers():
        return str(registers()[form].label)
    return next((str(one.verbose_name) for one in sections() if one.label == form), form)


def form_choices() -> list[tuple[str, str]]:
    """Everything that can be asked for, by section."""
    choices = [("", label_of(""))]
    for section in sections():
        listed = [one for one in declared_in(section, Register) if may_come_in(one)]
        if len(listed) > 1:
            choices.append((section.label, _("{section}各项").format(section=section.verbose_name)))
        choices += [(one.code, str(one.label)) for one in listed]
    return choices


# ---- one count ---------------------------------------------------------------------------


def is_state(register: Register) -> bool:
    """Whether one record holds until the next replaces it, as a head-count does."""
    return issubclass(register.model, StandingRecord) and register.model.one_at_a_time


@cache
def asked_fields(register: Register) -> tuple[str, ...]:
    """The fields of one count, its day first; none where a count needs more than a link may ask."""
    model = register.model
    if register.workflow or register.made_by or issubclass(model, NamedPerson):
        return ()
    own: set[str] = {register.organisation, register.on}
    needed = [
        one
        for one in model._meta.concrete_fields
        if one.name not in own and one.editable and not (one.blank or one.has_default())
    ]
    needed = [one for one in needed if not one.primary_key]
    simple = not any(
        one.is_relation or isinstance(one, EncryptedField | MoneyField) for one in needed
    )
    wanted = models.IntegerField if is_state(register) else models.Field
    if not needed or not simple or not all(isinstance(one, wanted) for one in needed):
        return ()
    if register.is_standing and not is_state(register):
        return ()
    return (register.on, *(one.name for one in needed))


def whole_numbers(register: Register) -> list[Any]:
    """The columns of a count that are numbers."""
    fields = (register.model._meta.get_field(name) for name in asked_fields(register))
    return [one for one in fields if isinstance(one, models.IntegerField)]


class CountForm(forms.ModelForm):  # type: ignore[type-arg] # the model is any register's
    """One count of a register, for a unit and a period that are not hers to choose."""

    register: Register

    def __init__(self, *args: Any, period: Period, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.period = period
        day = self.fields[self.register.on]
        day.required = True
        day.widget.attrs |= {"min": period.start.isoformat(), "max": period.last_day.isoformat()}
        self.initial[self.register.on] = min(max(today, period.start), period.last_day)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """The day lies in the period that the link is for."""
        cleaned = super().clean() or {}
        day = cleaned.get(self.register.on)
        if day and not self.period.start <= day < self.period.until:
            sentence = _("日期要在{period}之内。").format(period=self.period.label)
            self.add_error(self.register.on, sentence)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Everything is checked, but what failed already."""
        return set(self._errors or ())

    def _post_clean(self) -> None:
        """The rules of the model; a state is judged once the one before it is closed."""
        if is_state(self.register):
            self.instance = forms.models.construct_instance(
                self, self.instance, self._meta.fields, self._meta.exclude
            )
            return
        super()._post_clean()  # type: ignore[misc] # the stubs leave it out

    def add_error(self, field: str | None, error: Any) -> None:
        """What is said of a field that is not shown is said of the whole."""
        known = getattr(error, "error_dict", None)
        if known is None:
            super().add_error(field if field in self.fields else None, error)
            return
        for name, errors in known.items():
            super().add_error(name if name in self.fields else None, errors)

    def leave_unjudged(self) -> None:
        """Shown as typed, without a word on what is missing."""
        self._errors = ErrorDict()


@cache
def count_form(register: Register) -> type[CountForm] | None:
    """The form of one count, where the register has one."""
    names = asked_fields(register)
    if not names:
        return None
    made: Any = forms.modelform_factory(
        register.model, form=CountForm, fields=names, formfield_callback=field_for
    )
    made.register = register
    return made  # type: ignore[no-any-return] # a CountForm over the model


def new_record(register: Register, organisation: Organisation) -> Any:
    """A record that is about to be filled in."""
    return register.model(**{register.organisation: organisation})


class TotalsForm(forms.Form):
    """Other totals than those shown, and why; they are proposed, not written over the records."""

    why = forms.CharField(max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, totals: dict[str, tuple[str, str, int]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.totals = totals
        self.fields["why"].label = _("原因（可不填）")
        for place, (label, unit, _value) in enumerate(totals.values()):
            self.fields[f"total{place}"] = WholeField(
                label=f"{label}（{unit}）",
                required=False,
                min_value=0,
                max_value=10_000_000,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        self.order_fields([f"total{place}" for place in range(len(totals))])

    def clean(self) -> dict[str, Any]:
        """At least one number that differs."""
        cleaned = super().clean() or {}
        if not self.errors and not self.changed():
            raise ValidationError(_("请填写与现有数字不同的数。"))
        return cleaned

    def changed(self) -> dict[str, int]:
        """The new totals by the codes of their figures."""
        given = {
            code: self.cleaned_data.get(f"total{place}") for place, code in enumerate(self.totals)
        }
        return {
            code: total
            for code, total in given.items()
            if total is not None and total != self.totals[code][2]
        }

    def leave_unjudged(self) -> None:
        """Shown as typed, without a word on what is missing."""
        self._errors = ErrorDict()
