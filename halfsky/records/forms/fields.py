"""Fields that read what people type: days, yuan, whole numbers, identifiers, secrets."""

import datetime
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from halfsky.records.sheets.cells import Refused, as_day, as_fen, as_identifier, as_integer
from halfsky.records.values import hidden, yuan

EMPTY: tuple[Any, ...] = (None, "")


class DayInput(forms.DateInput):
    """The browser's calendar; what it could not show, such as 2022.13.45, stays as it was typed."""

    input_type = "date"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A field of text where the value is no day."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not is_iso(shown):
            context["widget"]["type"] = "text"
        return context


def is_iso(text: str) -> bool:
    """Whether the browser's calendar can show it."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day as people write it: 2022-06-30, 2022.6.30, 2022年6月30日, ２０２２/６/３０."""

    widget = DayInput(format="%Y-%m-%d")

    def to_python(self, value: Any) -> datetime.date | None:
        """The day, or a sentence that says how to write it."""
        if value in EMPTY or isinstance(value, datetime.date):
            return value or None
        try:
            return as_day(str(value).strip()) if str(value).strip() else None
        except Refused as refused:
            raise ValidationError(str(refused), "invalid") from None


class WholeField(forms.IntegerField):
    """A whole number, in full width too, with thousands commas or its unit."""

    def to_python(self, value: Any) -> int | None:
        """The number."""
        if value in EMPTY or isinstance(value, int) or not str(value).strip():
            return value if isinstance(value, int) else None
        try:
            return as_integer(str(value))
        except Refused as refused:
            raise ValidationError(str(refused), "invalid") from None


class YuanField(forms.Field):
    """An amount typed in yuan and kept in whole fen; empty is the model's default."""

    widget = forms.TextInput

    def __init__(self, *, empty: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.empty = empty

    def prepare_value(self, value: Any) -> Any:
        """Fen in yuan; what she typed as she typed it."""
        return yuan(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Whole fen."""
        if value in EMPTY or not str(value).strip():
            return None
        try:
            return as_fen(str(value))
        except Refused as refused:
            raise ValidationError(str(refused), "invalid") from None

    def clean(self, value: Any) -> int | None:
        """The amount, or what stands for none."""
        found: int | None = super().clean(value)
        return self.empty if found is None else found


class IdentifierField(forms.CharField):
    """A number of a card or a body: in half width and capitals, without spaces."""

    def to_python(self, value: Any) -> str:
        """The identifier as it is checked and kept."""
        text = super().to_python(value) or ""
        try:
            return as_identifier(text) if text else ""
        except Refused as refused:
            raise ValidationError(str(refused), "invalid") from None


class SecretField(forms.CharField):
    """Text that is kept encrypted: once kept it is not shown, and empty means unchanged."""

    kept = ""  # what the record holds

    def __init__(self, *, is_identifier: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_identifier = is_identifier

    def keep(self, text: str) -> None:
        """The record holds something already: it is masked, and need not be typed again."""
        self.kept, self.required = text, False
        self.widget.attrs["placeholder"] = _("{masked}（不改请留空）").format(masked=hidden(text))

    def prepare_value(self, value: Any) -> Any:
        """Never what is kept; what she typed herself stays."""
        return "" if value == self.kept else value

    def to_python(self, value: Any) -> str:
        """Text; an identifier as it is checked and kept."""
        text = super().to_python(value) or ""
        return (
            unicodedata.normalize("NFKC", text).replace(" ", "").upper()
            if (self.is_identifier)
            else text
        )

    def clean(self, value: Any) -> str:
        """What was typed, or what is kept."""
        text = super().clean(value)
        return text or self.kept

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Empty is unchanged."""
        return bool(data)
