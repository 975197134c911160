"""Days and whole numbers as people type them; the collect zone uses them too."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from halfsky.records.sheets.cells import Refused, as_day, as_integer

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
