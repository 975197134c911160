"""The history of a record, read from the audit trail."""

import datetime
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from halfsky.components import Tone
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.encryption import decrypt
from halfsky.records.children import model_of
from halfsky.records.declaration import Child, Register
from halfsky.records.pages.opening import Opened
from halfsky.records.values import hidden, shown

MOST = 200  # the latest so many; the whole is the auditor's
# What every change touches, or what is said by the action itself.
UNSAID = frozenset(
    [
        "id",
        "version",
        "entered_at",
        "entered_by_id",
        "person_key",
        "withdrawn_at",
        "withdrawn_because",
    ]
)
LOOKS = (Action.READ, Action.REVEALED)
TONES: dict[str, Tone] = {Action.WITHDRAWN: "warning", Action.RESTORED: "good"}


@dataclass(frozen=True)
class Line:
    """A field that changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """Something that was done to the record."""

    at: datetime.datetime
    who: str
    action: str
    tone: Tone
    reason: str
    lines: list[Line]


def changes_of(opened: Opened) -> list[Change]:
    """The latest first; looks at it only where every look has to be known."""
    entries = AuditEntry.objects.filter(kind=opened.register.code, key=str(opened.record.pk))
    if not opened.register.is_sealed:
        entries = entries.exclude(action=Action.READ)
    latest = list(entries.select_related("actor").order_by("-sequence")[:MOST])
    names = Names(opened.register, latest)
    return [change_of(opened.register, entry, names) for entry in latest]


def change_of(register: Register, entry: AuditEntry, names: "Names") -> Change:
    """One entry of the trail."""
    return Change(
        at=entry.at,
        who=str(entry.actor) if entry.actor else _("系统操作员"),
        action=entry.get_action_display(),
        tone=TONES.get(entry.action, ""),
        reason=entry.reason,
        lines=list(lines_of(register, entry, names)),
    )


def lines_of(register: Register, entry: AuditEntry, names: "Names") -> list[Line]:
    """What changed, field by field."""
    before, after = entry.before or {}, entry.after or {}
    if entry.action in LOOKS:
        return [Line(_("查看的内容"), "", named_look(register, after))] if after else []
    lines = []
    for name in {**after, **before}:
        if name in UNSAID or name.endswith(".person_key"):
            continue
        old, new = names.said(name, before.get(name)), names.said(name, after.get(name))
        if old or new:
            lines.append(Line(names.label(name), old, new))
    return lines


def named_look(register: Register, after: dict[str, Any]) -> str:
    """Which field was shown in full, which file was opened."""
    if field := after.get("field"):
        return label_in(register.model, field)
    return _("历史") if after.get("page") else str(after.get("attachment", ""))


def label_in(model: Any, attname: str) -> str:
    """What a column is called."""
    field = field_in(model, attname)
    return str(field.verbose_name) if field is not None else attname


def field_in(model: Any, attname: str) -> Any:
    """The field of a column; None for one that there is no more."""
    return next((f for f in model._meta.concrete_fields if attname in (f.attname, f.name)), None)


class Names:
    """Says what the trail keeps: labels for columns, names for keys, masks for secrets."""

    def __init__(self, register: Register, entries: list[AuditEntry]) -> None:
        self.register = register
        self.children = {child.relation: child for child in register.children}
        self.named: dict[tuple[Any, int], str] = {}
        self._read(entries)

    def _read(self, entries: list[AuditEntry]) -> None:
        """What the keys in all entries are called, one query a table."""
        wanted: dict[Any, set[int]] = {}
        for entry in entries:
            for kept in (entry.before or {}, entry.after or {}):
                for name, value in kept.items():
                    field = self.field(name)
                    if field is not None and field.is_relation and isinstance(value, int):
                        wanted.setdefault(field.related_model, set()).add(value)
        for model, keys in wanted.items():
            for row in model._default_manager.filter(pk__in=keys):
                self.named[(model, row.pk)] = str(row)

    def child(self, name: str) -> Child | None:
        """The kind of row that a name of the trail speaks of, `terms.12.number`."""
        return self.children.get(name.split(".")[0]) if name.count(".") == 2 else None

    def field(self, name: str) -> Any:
        """The field that a name of the trail speaks of."""
        child = self.child(name)
        if child is None:
            return field_in(self.register.model, name)
        return field_in(model_of(self.register, child), name.rpartition(".")[2])

    def label(self, name: str) -> str:
        """What it is called; a row with its number."""
        field, child = self.field(name), self.child(name)
        label = str(field.verbose_name) if field is not None else name
        return f"{child.label} · {label}" if child else label

    def said(self, name: str, kept: Any) -> str:
        """A value as the page says it."""
        if kept is None or kept == "":
            return ""
        if isinstance(kept, dict):
            return masked_secret(kept)
        field = self.field(name)
        if field is None:
            return str(kept)
        if field.is_relation:
            return self.named.get((field.related_model, kept), str(kept))
        return shown(self.register, field, typed(kept))


def typed(kept: Any) -> Any:
    """Days and times again, as JSON has none."""
    if not isinstance(kept, str):
        return kept
    try:
        return parse_datetime(kept) if "T" in kept else parse_date(kept) or kept
    except ValueError:
        return kept


def masked_secret(kept: dict[str, Any]) -> str:
    """An encrypted value, masked; under a key that is gone only that it was there."""
    try:
        return hidden(decrypt(kept["encrypted"]))
    except (InvalidTag, KeyError, ValueError):
        return _("（加密）")
