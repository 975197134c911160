"""Fields that name something else: an organisation, an employer, another record.

They are typed or picked as a code with a name; only what the reader reaches is found
(security.md T04).
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Field, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from halfsky.org.models import Coverage, Employer, Organisation
from halfsky.org.reader import Reader
from halfsky.records.declaration import Register
from halfsky.records.registry import register_of
from halfsky.records.sheets.cells import plain
from halfsky.records.sheets.columns import natural_field
from halfsky.records.visibility import readable

SHORTEST, MOST = 2, 20  # of a search: characters typed, rows answered
FEW = 12  # so many are shown as a list to choose from


@dataclass(frozen=True)
class Source:
    """Where the values of a reference come from, for one reader."""

    rows: QuerySet[Any]
    code: str  # the field that names a row for certain
    name: str = ""  # the field that people know it by
    begins: tuple[str, ...] = ()  # fields searched from their beginning
    whole: QuerySet[Any] | None = None  # rows found by their whole code only

    def value(self, row: Any) -> str:
        """What stands in the field: code and name, readable without scripts too."""
        code = str(getattr(row, self.code))
        return f"{code} {getattr(row, self.name)}" if self.name else code

    def label(self, row: Any) -> str:
        """What the list of choices shows."""
        return str(getattr(row, self.name)) if self.name else str(row)

    def note(self, row: Any) -> str:
        """What stands small beside it."""
        return str(getattr(row, self.code)) if self.name else ""

    def search(self, text: str) -> list[Any]:
        """The first rows that a text may mean."""
        typed = plain(text)[:60]
        if len(typed) < SHORTEST:
            return []
        found = Q(**{f"{self.code}__istartswith": typed})
        for field in self.begins:
            found |= Q(**{f"{field}__istartswith": typed.lower()})
        if self.name:
            found |= Q(**{f"{self.name}__icontains": typed})
        rows = list(self.rows.filter(found).order_by(self.name or self.code, "pk")[:MOST])
        return rows or self._by_whole_code(typed)

    def find(self, text: str) -> Any:
        """The one row that was meant; raises a sentence that says what to do."""
        typed = text.strip()
        code, _space, name = typed.partition(" ")
        found = self._by_code(code) or self._by_code(typed) or self._by_name(typed, name.strip())
        if found is None:
            raise ValidationError(self._unknown(typed), "invalid_choice")
        return found

    def _by_code(self, typed: str) -> Any:
        row = self.rows.filter(**{f"{self.code}__iexact": plain(typed)}).first()
        return row or next(iter(self._by_whole_code(plain(typed))), None)

    def _by_whole_code(self, typed: str) -> list[Any]:
        if self.whole is None:
            return []
        return list(self.whole.filter(**{self.code: typed.upper()})[:1])

    def _by_name(self, *typed: str) -> Any:
        for text in filter(None, typed) if self.name else ():
            rows = list(self.rows.filter(**{f"{self.name}__iexact": text})[:2])
            if len(rows) == 1:
                return rows[0]
            if rows:
                sentence = _("有不止一个叫“{name}”，请从列表里选，或填编码。")
                raise ValidationError(sentence.format(name=text[:60]), "invalid_choice")
        return None

    def _unknown(self, typed: str) -> str:
        near = self.search(typed)[:3]
        if not near:
            return _("找不到“{text}”，请换个名称或编码再找。").format(text=typed[:60])
        names = "、".join(map(self.value, near))
        return _("没有叫“{text}”的，是不是：{names}？").format(text=typed[:60], names=names)


def source_of(register: Register, field: "Field[Any, Any]", reader: Reader) -> Source:
    """What a reference of a register may name, for a reader."""
    if field.related_model is Organisation:
        is_own = field.model is register.model and field.name == register.organisation
        return organisations(reader.organisations(*((register.writing,) if is_own else ())))
    if field.related_model is Employer:
        return employers(reader)
    return records_of(field.related_model, reader)


def organisations(reached: Q) -> Source:
    """Organisations within reach, by name, initials or code."""
    rows = Organisation.objects.filter(reached, withdrawn_at__isnull=True)
    return Source(rows, "code", "name", begins=("initials",))


def employers(reader: Reader) -> Source:
    """Employers of the unions within reach; any other by its whole credit code."""
    covered = Coverage.objects.filter(
        reader.organisations(prefix="organisation__"),
        employer=OuterRef("pk"),
        withdrawn_at__isnull=True,
    )
    rows = Employer.objects.filter(Exists(covered))
    return Source(rows, "credit_code", "name", whole=Employer.objects.all())


def records_of(model: Any, reader: Reader) -> Source:
    """Records of another register that she may read."""
    register = register_of(model)
    if register is None:
        return Source(model._default_manager.none(), natural_field(model))
    rows = readable(register, reader).filter(withdrawn_at__isnull=True)
    return Source(rows, natural_field(model))


class PickerInput(forms.TextInput):
    """A field of text that scripts turn into a picker fed by the address in `data-source`."""

    field: "ReferenceField"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With what the value is called, so that the picker shows it before it asks."""
        attrs = {**(attrs or {}), "data-shown": self.field.called(value)}
        return super().get_context(name, value, attrs)


class ReferenceField(forms.Field):
    """One row of a source, typed or picked."""

    widget: Any = PickerInput
    source: Source
    kept: Any = None  # what the record names already, within reach or not any more

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.called_as: dict[str, str] = {}

    def take_from(self, source: Source, address: str) -> None:
        """Where to look, and the address that the picker asks."""
        self.source, self.called_as = source, {}
        few = list(source.rows[: FEW + 1]) if source.whole is None else []
        if 0 < len(few) <= FEW:
            self.widget = Picked(choices=[("", _("请选择")), *self._choices(few)])
            return
        self.widget = PickerInput(
            attrs={
                "data-picks": "",
                "data-source": address,
                "data-none": _("没有找到"),
                "placeholder": _("名称、拼音首字母或编码") if source.name else _("编号"),
                "autocomplete": "off",
            }
        )
        self.widget.field = self
        self.widget.is_required = self.required

    def _choices(self, rows: list[Any]) -> list[tuple[str, str]]:
        return [(self.source.value(row), self.source.label(row)) for row in rows]

    def called(self, value: Any) -> str:
        """The name for a value of the field."""
        return self.called_as.get(str(value), str(value or ""))

    def prepare_value(self, value: Any) -> Any:
        """The key of a row as code and name; what was typed stays."""
        if isinstance(value, Model):
            value = value.pk
        if not isinstance(value, int):
            return value
        row = self._row(value)
        if row is None:
            return ""
        text = self.source.value(row)
        self.called_as[text] = self.source.label(row)
        if isinstance(self.widget, Picked):
            self.widget.offer(text, self.source.label(row))
        return text

    def _row(self, key: int) -> Any:
        if self.kept and self.kept.pk == key:
            return self.kept
        return self.source.rows.filter(pk=key).first()

    def to_python(self, value: Any) -> Any:
        """The row, or a sentence."""
        if isinstance(value, Model) or value in (None, ""):
            return value or None
        is_kept = self.kept and str(value) in (
            self.source.value(self.kept),
            str(getattr(self.kept, self.source.code)),
        )
        row = self.kept if is_kept else self.source.find(str(value))
        self.called_as[str(value)] = self.source.label(row)
        return row

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it is shown."""
        return bool(self.prepare_value(initial) != data)


class Picked(forms.Select):
    """A short list to choose from."""

    def offer(self, value: str, label: str) -> None:
        """What the record names already, within reach or not any more."""
        if value not in {one for one, _label in self.choices}:
            self.choices = [*self.choices, (value, label)]
