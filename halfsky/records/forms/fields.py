"""Fields that read what people type: days, yuan, whole numbers, identifiers, secrets."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from halfsky.records.forms.plain_fields import EMPTY
from halfsky.records.forms.plain_fields import DayField as DayField
from halfsky.records.forms.plain_fields import WholeField as WholeField
from halfsky.records.sheets.cells import Refused, as_fen, as_identifier
from halfsky.records.values import hidden, yuan


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
    may_be_empty = False

    def __init__(self, *, is_identifier: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_identifier = is_identifier

    def keep(self, text: str) -> None:
        """The record holds something already: it is masked, and need not be typed again."""
        self.may_be_empty = not self.required
        self.kept, self.required = text, False
        said = (
            _("{masked}（不改请留空，要清空请填“{nothing}”）")
            if self.may_be_empty
            else _("{masked}（不改请留空）")
        )
        self.widget.attrs["placeholder"] = said.format(masked=hidden(text), nothing=_("无"))

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
        if self.kept and self.may_be_empty and str(value or "").strip() == _("无"):
            return ""
        text = super().clean(value)
        return text or self.kept

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Empty is unchanged."""
        return bool(data)
