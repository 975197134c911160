"""Rows beside a record, typed in the same form: adding and removing works without scripts too."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, UniqueConstraint
from django.http import QueryDict
from django.utils.translation import gettext as _

from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.records.addresses import choices_url
from halfsky.records.children import model_of, related, rows_of
from halfsky.records.declaration import Child, Participants, Register
from halfsky.records.forms.building import RecordForm, field_for
from halfsky.records.forms.fields import WholeField
from halfsky.records.forms.references import ReferenceField, source_of

ADD = "add_row"  # the button that asks for another row
MOST_ROWS = 600
ABOVE = "above"  # rows below rows: which one a row is under


class RowForm(RecordForm):
    """One row; empty ones are passed over, and one with a tick at 删除 goes."""

    child: Child

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["id"].initial = self.instance.pk
        for field in self.fields.values():
            if isinstance(field.widget, forms.RadioSelect):  # too tall for a row
                field.widget = forms.Select(choices=[("", _("请选择")), *field.widget.choices])
        self.fields["gone"] = forms.BooleanField(label=_("删除"), required=False)
        if self.child.named_by:
            self._ask_for_above()

    def _ask_for_above(self) -> None:
        above = parent_field(self).related_model._meta.get_field(self.child.named_by)
        label = str(above.verbose_name)
        required = {"required": _("请填写“{label}”。").format(label=label)}
        initial = getattr(self._above(), self.child.named_by, None)
        field = WholeField(label=label, initial=initial, error_messages=required)
        self.fields = {ABOVE: field, **self.fields}

    def _above(self) -> Any:
        return getattr(self.instance, parent_field(self).name) if self.instance.pk else None

    def _settle_organisation(self) -> None:
        """A row belongs to its record."""

    def _connect(self, name: str, field: ReferenceField) -> None:
        model_field = self.instance._meta.get_field(name)
        field.take_from(
            source_of(self.register, model_field, self.reader),
            choices_url(self.register, f"{self.child.relation}.{name}"),
        )
        field.kept = getattr(self.instance, name) if self.instance.pk else None

    @property
    def is_gone(self) -> bool:
        """Whether she ticked it away, or emptied a row that was never kept."""
        if self.data.get(self.add_prefix("gone")):
            return True
        return self.empty_permitted and not self.has_changed()

    @property
    def shown_fields(self) -> list[Any]:
        """What is typed in, without what stands hidden or at the end."""
        return [self[name] for name in self.fields if name not in ("id", "gone")]

    def full_clean(self) -> None:
        """Nothing is asked of a row that goes."""
        super().full_clean()
        if self.is_bound and self.is_gone:
            self.leave_unjudged()

    def _get_validation_exclusions(self) -> set[str]:
        """The record is saved first, so the row cannot know it yet."""
        return super()._get_validation_exclusions() | {parent_field(self).name}


def parent_field(form: RowForm) -> Any:
    """The key by which a row belongs to what is above it."""
    return related(form.register.model, form.child.relation)[-1].field


@cache
def row_class(register: Register, child: Child) -> type[RowForm]:
    """The form of one row."""
    made: Any = forms.modelform_factory(
        model_of(register, child),
        form=RowForm,
        fields=child.fields,
        formfield_callback=field_for,
    )
    made.register, made.child = register, child
    return made  # type: ignore[no-any-return] # a RowForm over the model


class Rows:
    """All rows of one kind beside a record."""

    def __init__(
        self,
        register: Register,
        child: Child,
        record: Any,
        reader: Reader,
        data: QueryDict | None = None,
    ) -> None:
        self.register, self.child, self.reader, self.data = register, child, reader, data
        self.prefix = f"rows-{child.relation}"
        self.kept = {str(row.pk): row for row in rows_of(register, child, record)}
        self.refusals: list[str] = []
        self.forms = list(self._bound(data) if data is not None else self._unbound())

    def _unbound(self) -> Iterator[RowForm]:
        for place, row in enumerate(self.kept.values()):
            yield self._form(place, row)

    def _bound(self, data: QueryDict) -> Iterator[RowForm]:
        for place in range(self._asked(data)):
            key = data.get(f"{self.prefix}-{place}-id", "")
            yield self._form(place, self.kept.get(key))

    def _asked(self, data: QueryDict) -> int:
        text = data.get(f"{self.prefix}-TOTAL", "0")
        asked = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
        return min(asked, MOST_ROWS)

    def _form(self, place: int, row: Any) -> RowForm:
        make = row_class(self.register, self.child)
        return make(
            self.data,
            prefix=f"{self.prefix}-{place}",
            reader=self.reader,
            instance=row,
            empty_permitted=row is None,
            use_required_attribute=False,
        )

    def add_empty(self) -> None:
        """Another empty row, at the end."""
        for form in self.forms:
            form.leave_unjudged()
        self.data = None
        self.forms.append(self._form(len(self.forms), None))

    @property
    def id(self) -> str:
        """Of the part of the page that holds them."""
        return self.prefix

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to type: who reaches one unit only has no other to name."""
        if not isinstance(self.child, Participants) or self.kept:
            return True
        reached = Organisation.objects.filter(self.reader.organisations(), withdrawn_at=None)
        return len(reached[:2]) == 2

    @property
    def staying(self) -> list[RowForm]:
        """Rows that are to be kept."""
        return [form for form in self.forms if not form.is_gone]

    def is_valid(self) -> bool:
        """Each row by itself, and all of them together."""
        sound = [form.is_valid() for form in self.forms]
        if all(sound):
            self._refuse_twice()
        return all(sound) and not self.refusals

    def _refuse_twice(self) -> None:
        """What may be there once beside a record is not typed twice."""
        for constraint in model_of(self.register, self.child)._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
                self._refuse_twice_of(constraint)

    def _refuse_twice_of(self, constraint: UniqueConstraint) -> None:
        seen: set[tuple[Any, ...]] = set()
        for form in self.staying:
            names = [n for n in constraint.fields if n != parent_field(form).name]
            values = tuple(attribute(form.instance, name) for name in names)
            if self.child.named_by:
                values = (form.cleaned_data[ABOVE], *values)
            if values in seen:
                form.add_error(None, ValidationError(_("与上面一行重复，请删去一行。")))
                self.refusals.append(_("“{rows}”有重复的行。").format(rows=self.child.label))
            seen.add(values)

    def save(self, record: Any) -> None:
        """Write what changed, take away what goes; inside the transaction of the record."""
        for form in self.forms:
            if form.is_gone:
                if form.instance.pk:
                    form.instance.delete()
            elif form.has_changed() or not form.instance.pk:
                setattr(form.instance, parent_field(form).name, self._parent_of(form, record))
                form.instance.full_clean()
                form.instance.save()

    def _parent_of(self, form: RowForm, record: Model) -> Any:
        if not self.child.named_by:
            return record
        above = related(self.register.model, self.child.relation)[-2]
        number = form.cleaned_data[ABOVE]
        found = above.related_model._default_manager.filter(
            **{above.field.name: record, self.child.named_by: number}
        ).first()
        if found is None:
            label = above.related_model._meta.verbose_name
            sentence = _("“{rows}”里写的{above} {number} 不在上面，请先填写。")
            raise ValidationError(
                sentence.format(rows=self.child.label, above=label, number=number)
            )
        return found


def attribute(row: Any, name: str) -> Any:
    """The column of a field: of a reference its key."""
    return getattr(row, row._meta.get_field(name).attname)


def all_rows(
    register: Register, record: Any, reader: Reader, data: QueryDict | None = None
) -> list[Rows]:
    """The rows of every kind that the register keeps beside a record."""
    found = (Rows(register, child, record, reader, data) for child in register.children)
    return [rows for rows in found if rows.is_asked]
