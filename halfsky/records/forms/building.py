"""The form of a register: every field that a person fills in, by the rules of the model."""

import datetime
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import BaseConstraint
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.reader import Reader
from halfsky.records.addresses import choices_url
from halfsky.records.declaration import Register
from halfsky.records.forms.fields import (
    DayField,
    IdentifierField,
    SecretField,
    WholeField,
    YuanField,
)
from halfsky.records.forms.references import ReferenceField, Source, source_of
from halfsky.records.models import MoneyField
from halfsky.records.sheets.columns import ACTS_OF_THE_TREE, IDENTIFIERS, editable_fields
from halfsky.records.sheets.conditions import names_in

FEW_CHOICES = 4  # so many stand open instead of in a list


def form_fields(register: Register, record: Any = None) -> list[str]:
    """The fields that she fills in; what a step stamps or asks for comes with the step."""
    names = [field.name for field in editable_fields(register.model)]
    if register.made_by:
        names = [name for name in names if name not in ACTS_OF_THE_TREE]
    if register.workflow is not None:
        later = {register.workflow.field, *register.workflow.stamped}
        asked = {name for step in register.workflow.transitions for name in step.asks}
        taken = asked_and_taken(register, record)
        names = [name for name in names if name in taken or name not in later | asked]
    return in_order(register, names)


def asked_and_taken(register: Register, record: Any) -> set[str]:
    """Fields that a step asked for which has been taken: from then on they can be corrected."""
    if register.workflow is None or record is None:
        return set()
    steps = [s for s in register.workflow.transitions if getattr(record, s.stamps) is not None]
    return {name for step in steps for name in step.asks}


def in_order(register: Register, names: Iterable[str]) -> list[str]:
    """Whose and when first, then as the model has them."""
    first = [register.organisation, register.on]
    names = list(names)
    return [*(n for n in first if n in names), *(n for n in names if n not in first)]


def field_for(model_field: Any, **options: Any) -> Any:
    """The form's field for a model's."""
    kind = kind_of(model_field)
    field: Any = made(model_field, kind, **options)
    if field is None:
        return None
    label = str(model_field.verbose_name)
    field.error_messages["required"] = _("请填写“{label}”。").format(label=label)
    return field


def kind_of(model_field: Any) -> type[forms.Field] | None:
    """Which of our fields reads it; none: Django's own."""
    if model_field.is_relation:
        return ReferenceField
    if model_field.choices or isinstance(model_field, models.BooleanField):
        return None
    kinds: tuple[tuple[type[Any], type[forms.Field]], ...] = (
        (EncryptedField, SecretField),
        (MoneyField, YuanField),
        (models.DateField, DayField),
        (models.IntegerField, WholeField),
    )
    found = next((ours for base, ours in kinds if isinstance(model_field, base)), None)
    is_identifier = any(one in IDENTIFIERS for one in model_field.validators)
    return IdentifierField if found is None and is_identifier else found


def made(model_field: Any, kind: type[forms.Field] | None, **options: Any) -> Any:
    """The field itself, with what its kind needs to know."""
    if kind is None:
        field = model_field.formfield(**options)
        if isinstance(field, forms.TypedChoiceField):
            field.widget = choice_widget(model_field)
        return field
    known = {
        "label": model_field.verbose_name,
        "help_text": model_field.help_text,
        "required": not model_field.blank and kind is not YuanField,
        "initial": model_field.get_default() if model_field.has_default() else None,
    }
    if kind is YuanField:
        known |= {"empty": known["initial"], "initial": None}
        known["required"] = known["empty"] is None and not model_field.blank
    if kind is SecretField:
        is_identifier = any(one in IDENTIFIERS for one in model_field.validators)
        known |= {"is_identifier": is_identifier, "widget": secret_widget(model_field)}
    if kind is IdentifierField:
        known["max_length"] = model_field.max_length
    return kind(**known)


def secret_widget(model_field: Any) -> forms.Widget:
    """A line, or room for a story; browsers are not to remember either."""
    attrs = {"autocomplete": "off"}
    return (
        forms.Textarea(attrs={**attrs, "rows": 5})
        if model_field.is_long
        else (forms.TextInput(attrs))
    )


def choice_widget(model_field: Any) -> forms.Widget:
    """A few choices stand open, more are a list."""
    if len(model_field.choices) <= FEW_CHOICES and not model_field.blank:
        return forms.RadioSelect(choices=model_field.get_choices(include_blank=False))
    has_blank = model_field.blank or not model_field.has_default()
    blank = [("", _("（无）") if model_field.blank else _("请选择"))] if has_blank else []
    return forms.Select(choices=[*blank, *model_field.get_choices(include_blank=False)])


class RecordForm(forms.ModelForm):  # type: ignore[type-arg] # the model is any register's
    """A record as it is typed in; what `full_clean` says is what the form says."""

    register: Register
    is_judged_later = False  # part of a step: the record is judged as it is after the step

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reader = reader
        self.only_organisation: Any = None
        for name, field in self.fields.items():
            self._fit(name, field)
        if day := self.fields.get(self.register.on):
            day.required = True  # without its day a record counts nowhere
        self._settle_organisation()

    def _fit(self, name: str, field: forms.Field) -> None:
        if isinstance(field, ReferenceField):
            self._connect(name, field)
        if isinstance(field, SecretField) and (kept := getattr(self.instance, name)):
            field.keep(kept)
        if offered := self.register.offers.get(name):
            choices = [("", _("（无）")), *((value, str(label)) for value, label in offered())]
            field.widget = forms.Select(choices=choices)

    def _connect(self, name: str, field: ReferenceField) -> None:
        model_field = self.instance._meta.get_field(name)
        source: Source = source_of(self.register, model_field, self.reader)
        field.take_from(source, choices_url(self.register, name))
        field.kept = getattr(self.instance, name) if self.instance.pk else None

    def _settle_organisation(self) -> None:
        """She who writes for one organisation only is not asked which."""
        field = self.fields.get(self.register.organisation)
        if not isinstance(field, ReferenceField):
            return
        only = list(field.source.rows[:2])
        if len(only) == 1 and (not self.instance.pk or own(self) == only[0].pk):
            self.only_organisation = only[0]
            setattr(self.instance, self.register.organisation, only[0])
            del self.fields[self.register.organisation]

    def _get_validation_exclusions(self) -> set[str]:
        """Everything is checked, the fields that are not shown too, but what failed already."""
        return set(self._errors or ())

    def _post_clean(self) -> None:
        """The model's rules; constraints one by one, to say each at a field that it speaks of."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        if self.is_judged_later:
            return
        failed = self._get_validation_exclusions()
        try:
            self.instance.full_clean(failed, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self.add_error(None, error)
        self.validate_unique()
        self._attribute_constraints()

    def _attribute_constraints(self) -> None:
        failed = self._get_validation_exclusions()
        for constraint in self.instance._meta.constraints:
            try:
                constraint.validate(type(self.instance), self.instance, exclude=failed)
            except ValidationError as error:
                self.add_error(None, self._at_its_field(constraint, error))

    def _at_its_field(self, constraint: Any, error: ValidationError) -> ValidationError:
        named = getattr(constraint, "fields", ()) or sorted(names_in(constraint.condition))
        said = self._in_words(constraint, named) or error.messages
        if "person_key" in named:
            named = ("identity_number",)
        shown = [name for name in self.fields if name in named]
        return ValidationError({shown[-1]: said}) if shown else ValidationError(said)

    def _in_words(self, constraint: Any, named: Sequence[str]) -> str:
        """A sentence for a constraint whose declaration has none."""
        if constraint.violation_error_message != BaseConstraint.default_violation_error_message:
            return ""
        if "person_key" in named:  # not where else she is known (security.md T07)
            return _("这个身份证号现在不能登记，请与上级工会核对。")
        fields = [self.instance._meta.get_field(name) for name in named]
        labels = "”“".join(str(field.verbose_name) for field in fields if field.editable)
        if isinstance(constraint, models.UniqueConstraint):
            return _("“{labels}”相同的记录已经有了，请先结束或撤回原来的。").format(labels=labels)
        return _("“{labels}”之间不相符，请核对。").format(labels=labels)

    def leave_unjudged(self) -> None:
        """Shown as typed, without a word on what is still missing."""
        self._errors = ErrorDict()

    def add_error(self, field: str | None, error: Any) -> None:
        """What is said of a field that is not shown is said of the whole."""
        known = getattr(error, "error_dict", None)
        if known is None:
            super().add_error(field if field in self.fields else None, error)
            return
        for name, errors in known.items():
            target = name if name in self.fields and name != NON_FIELD_ERRORS else None
            super().add_error(target, errors)


def own(form: RecordForm) -> Any:
    """The key of the record's organisation."""
    return getattr(form.instance, f"{form.register.organisation}_id", None)


@cache
def form_class(register: Register, names: tuple[str, ...]) -> type[RecordForm]:
    """The form over some fields of a register."""
    made_form: Any = forms.modelform_factory(
        register.model, form=RecordForm, fields=names, formfield_callback=field_for
    )
    made_form.register = register
    return made_form  # type: ignore[no-any-return] # a RecordForm over the model


def new_form(
    register: Register, reader: Reader, today: datetime.date, **options: Any
) -> RecordForm:
    """The form of a record that is to be added: today, in her own organisation."""
    names = tuple(form_fields(register))
    first: dict[str, Any] = {register.organisation: reader.home(register.writing)}
    if not register.looks_ahead:
        first[register.on] = today
    initial = {**first, **options.pop("initial", {})}
    return form_class(register, names)(reader=reader, initial=initial, **options)


def edit_form(register: Register, reader: Reader, record: Any, **options: Any) -> RecordForm:
    """The form of a record that is there."""
    names = tuple(form_fields(register, record))
    return form_class(register, names)(reader=reader, instance=record, **options)
