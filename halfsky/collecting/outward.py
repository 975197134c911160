"""What goes out to the collect zone: the open sheets, and nothing that names a person.

Of each: whose it is, what it asks for, which sums are known, until when, its token's digest.
"""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from halfsky.collecting.crossings import count_out, newest
from halfsky.collecting.forms import CountForm, TotalsForm, label_of
from halfsky.collecting.models import Link
from halfsky.collecting.sheet import Sheet, SheetLine
from halfsky.collecting.telephones import Officers
from halfsky.transfer import bundles
from halfsky.transfer.keys import OwnKeys, PublicKeys, Zone

# The first that fits says how the collect zone asks for it.
KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateField, "day"),
    (forms.IntegerField, "whole"),
    (forms.ChoiceField, "choice"),
    (forms.BooleanField, "yes"),
)


def pack(own: OwnKeys, peer: PublicKeys) -> list[tuple[str, bytes]]:
    """The next outward bundle: all open sheets, and which replies have been taken in."""
    now, taken = timezone.now(), newest(Zone.COLLECT)
    with translation.override(settings.LANGUAGE_CODE):
        sheets = open_sheets(timezone.localdate())
    content = {"at": now.isoformat(), "taken": taken.number if taken else 0, "sheets": sheets}
    with transaction.atomic():  # for the number alone: all sheets of a city take a minute
        before = newest(Zone.INNER)
        number = before.number + 1 if before else 1
        data = bundles.pack(content, number, before.digest if before else "", own, peer)
        count_out(Zone.INNER, number, data, len(sheets))
    return [(bundles.file_name(Zone.INNER, number), data)]


def open_sheets(today: datetime.date) -> list[dict[str, Any]]:
    """Of every link that opens today."""
    links = Link.objects.select_related("organisation").filter(
        withdrawn_at__isnull=True, deadline__gte=today
    )
    return [sheet_of(link, today) for link in links.exclude(verifier="").order_by("pk")]


def sheet_of(link: Link, today: datetime.date) -> dict[str, Any]:
    """One sheet as the collect zone shows it."""
    return {
        "verifier": link.verifier,
        "number": link.number,
        "unit": link.organisation.name,
        "label": label_of(link.form),
        "period": link.period.label,
        "since": link.since.isoformat(),
        "until": link.until.isoformat(),
        "deadline": link.deadline.isoformat(),
        # Whether, never which: four digits cannot be kept secret outside.
        "asks_digits": bool(Officers.of(link.organisation, today).mobiles),
        "lines": [line_of(line) for line in Sheet(link, today).lines],
    }


def line_of(line: SheetLine) -> dict[str, Any]:
    """One register: what is known, what can be said, what a count asks for."""
    return {
        "code": line.register.code,
        "label": str(line.register.label),
        "records": line.known.records,
        "is_nothing": line.known.is_nothing,
        "is_state": line.known.state is not None,
        "known": [[one.label, one.shown, one.note] for one in line.known.lines],
        "choices": [[value, label] for value, label, _id, _is_chosen in line.choices],
        "count": fields_of(line.count),
        "totals": fields_of(line.totals),
    }


def fields_of(form: CountForm | TotalsForm | None) -> list[dict[str, Any]]:
    """What the collect zone needs to ask for the same."""
    if form is None:
        return []
    return [
        {
            "name": form[name].html_name,
            "kind": next((kind for base, kind in KINDS if isinstance(field, base)), "text"),
            "label": str(field.label),
            "required": field.required,
            "most": getattr(field, "max_length", None) or getattr(field, "max_value", None),
            "choices": choices_of(field),
        }
        for name, field in form.fields.items()
    ]


def choices_of(field: forms.Field) -> list[list[str]]:
    """Value and label of each."""
    if not isinstance(field, forms.ChoiceField):
        return []
    return [[str(value), str(label)] for value, label in field.choices]  # type: ignore[union-attr,misc]
