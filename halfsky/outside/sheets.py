"""The sheet as the inner zone has described it: shown and judged without knowing a register."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from halfsky.records.forms.plain_fields import DayField, WholeField
from halfsky.transfer.pictures import is_picture

CONFIRMED, ADDED, PROPOSED, NOTHING = "confirmed", "added", "proposed", "nothing"
REST = "rest"
LARGEST_PHOTO = 8 * 1024 * 1024
Files = Mapping[str, "UploadedFile[bytes]"]


@dataclass(frozen=True)
class Named:
    """A register, as far as it is known outside."""

    code: str
    label: str


@dataclass(frozen=True)
class Line:
    """A sum with its name."""

    label: str
    shown: str
    note: str


@dataclass(frozen=True)
class Known:
    """What the inner zone knew when it packed the sheet."""

    records: int
    is_nothing: bool
    state: bool
    lines: list[Line]


class AskedForm(forms.Form):
    """The fields of one count, or of the totals."""

    def leave_unjudged(self) -> None:
        """Shown as typed, without a word on what is missing."""
        self._errors = ErrorDict()


class SheetLine:
    """One register on the sheet, with the names that the inner zone's templates use."""

    def __init__(self, said: dict[str, Any], sheet: "Sheet") -> None:
        self.sheet, self.register = sheet, Named(said["code"], said["label"])
        lines = [Line(*one) for one in said["known"]]
        self.known = Known(said["records"], said["is_nothing"], said["is_state"], lines)
        self.labels: dict[str, str] = dict(said["choices"])
        self.name = f"{self.register.code}-do"
        self.chosen = (sheet.data or {}).get(self.name, "")
        self.photo = sheet.files.get(f"{self.register.code}-photo")
        self.count = asked_form(said["count"], sheet)
        self.totals = asked_form(said["totals"], sheet)
        self.error = ""

    @property
    def choices(self) -> list[tuple[str, str, str, bool]]:
        """Value, label, id and whether it is chosen."""
        return [
            (value, label, f"{self.register.code}-{value}", value == self.chosen)
            for value, label in self.labels.items()
        ]

    @property
    def did(self) -> str:
        """What was said; nothing where she said nothing and did not tick the rest."""
        if self.chosen in self.labels:
            return self.chosen
        rest = (CONFIRMED, NOTHING) if self.sheet.is_rest_ticked else ()
        return next((did for did in rest if did in self.labels), "")

    @property
    def form(self) -> AskedForm | None:
        """The fields that the choice needs."""
        return {ADDED: self.count, PROPOSED: self.totals}.get(self.chosen)

    def is_valid(self) -> bool:
        """Whether what the choice needs is there; other fields are not looked at."""
        for form in (self.count, self.totals):
            if form is not None and form is not self.form:
                form.leave_unjudged()
        if self.chosen and self.chosen not in self.labels:
            self.error = _("这一项的情况刚刚变了，请看过现在的数字再选。")
        elif self.chosen == ADDED and self.photo is not None:
            self.error = wrong_photo(self.photo)
        if self.error or self.form is None:
            return not self.error
        if not self.form.is_valid():
            return False
        is_empty = not any(isinstance(one, int) for one in self.form.cleaned_data.values())
        if self.chosen == PROPOSED and is_empty:
            self.form.add_error(None, _("请填写与现有数字不同的数。"))
        return self.form.is_valid()

    @property
    def said(self) -> dict[str, str]:
        """How the receipt puts it."""
        texts = {CONFIRMED: _("{count}条记录").format(count=self.known.records)}
        texts |= {NOTHING: _("本期没有"), ADDED: "", PROPOSED: ""}
        text = texts[self.did]
        if self.form is not None:
            typed = [(one.field, one.label, self.form.cleaned_data[one.name]) for one in self.form]
            text = "，".join(
                f"{label}{value}" if isinstance(field, forms.IntegerField) else str(value)
                for field, label, value in typed
                if value not in (None, "") and not isinstance(field, forms.ChoiceField)
            )
        return {"label": self.register.label, "did": SAID[self.did](), "text": text}


SAID = {
    CONFIRMED: lambda: _("核对无误"),
    ADDED: lambda: _("补报一条"),
    PROPOSED: lambda: _("数字不对"),
    NOTHING: lambda: _("零报告"),
}


def wrong_photo(photo: "UploadedFile[bytes]") -> str:
    """It is only told to be a picture; it is opened inside."""
    begins = photo.read(64)
    photo.seek(0)
    if not is_picture(begins):
        return _("请选一张照片（JPG、PNG）。")
    return _("照片太大，请选小一点的。") if (photo.size or 0) > LARGEST_PHOTO else ""


def asked_form(said: list[dict[str, Any]], sheet: "Sheet") -> AskedForm | None:
    """The fields that the inner zone has described."""
    if not said:
        return None
    form = AskedForm(sheet.data)
    for one in said:
        form.fields[one["name"]] = field_of(one, sheet)
    return form


def field_of(said: dict[str, Any], sheet: "Sheet") -> forms.Field:
    """One field by its kind; what is not known here is a line of text."""
    label, required = said["label"], said["required"]
    missing = {"required": _("请填写“{label}”。").format(label=label)}
    if said["kind"] == "day":
        day = DayField(label=label, initial=sheet.likely_day, error_messages=missing)
        last = sheet.until - datetime.timedelta(days=1)
        day.widget.attrs |= {"min": sheet.since.isoformat(), "max": last.isoformat()}
        day.validators.append(sheet.refuse_other_days)
        return day
    if said["kind"] == "whole":
        widget = forms.NumberInput({"inputmode": "numeric"})
        return WholeField(
            label=label,
            required=required,
            min_value=0,
            max_value=said["most"] or 10_000_000,
            widget=widget,
            error_messages=missing,
        )
    if said["kind"] == "choice":
        return forms.ChoiceField(
            label=label, required=required, choices=said["choices"], error_messages=missing
        )
    if said["kind"] == "yes":
        return forms.BooleanField(label=label, required=False)
    longest = said["most"] or 200
    return forms.CharField(
        label=label, required=required, max_length=longest, error_messages=missing
    )


class Sheet:
    """All registers of a link."""

    def __init__(
        self,
        content: dict[str, Any],
        today: datetime.date,
        data: Mapping[str, str] | None = None,
        files: Files | None = None,
    ) -> None:
        self.content, self.data, self.files, self.error = content, data, files or {}, ""
        self.since, self.until = (
            datetime.date.fromisoformat(content[n]) for n in ("since", "until")
        )
        last = self.until - datetime.timedelta(days=1)
        self.likely_day = min(max(today, self.since), last)
        self.label, self.is_rest_ticked = content["label"], bool(data and data.get(REST))
        self.asks_digits = content["asks_digits"]
        self.digits = (data or {}).get("digits", "").strip()
        self.digits_error = ""
        self.lines = [SheetLine(one, self) for one in content["lines"]]

    def refuse_other_days(self, day: datetime.date) -> None:
        """The day lies in the period that the link is for."""
        if not self.since <= day < self.until:
            sentence = _("日期要在{period}之内。").format(period=self.content["period"])
            raise forms.ValidationError(sentence)

    def is_valid(self) -> bool:
        """Every choice with its fields, at least one choice, and four digits where asked."""
        judged = [line.is_valid() for line in self.lines]
        if all(judged) and not any(line.did for line in self.lines):
            self.error = _("请至少选一项，或勾选最下面的“其余各项”。")
        if self.asks_digits and not (len(self.digits) == 4 and self.digits.isdecimal()):
            self.digits_error = _("请填写四位数字。")
        return all(judged) and not self.error and not self.digits_error
