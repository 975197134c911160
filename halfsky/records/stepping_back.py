"""A step of a workflow that was taken by mistake, or on a wrong day, is taken back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.audit.snapshot import is_same, snapshot
from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Entry
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.declaration import Register
from halfsky.records.workflow import TransitionRefused


def last_step(register: Register, record: Any) -> AuditEntry | None:
    """The trail's entry of the last step that was not taken back; imported records have none."""
    if register.workflow is None:
        return None
    entries = AuditEntry.objects.filter(
        kind=register.code, key=str(record.pk), action__in=(Action.STEPPED, Action.STEPPED_BACK)
    )
    taken: list[AuditEntry] = []
    for entry in entries.order_by("sequence"):
        if entry.action == Action.STEPPED:
            taken.append(entry)
        elif taken:
            taken.pop()
    return taken[-1] if taken else None


def columns_of(register: Register, entry: AuditEntry) -> dict[str, Any]:
    """What the step changed, by column; what is encrypted stays as it is."""
    fields = {field.attname: field for field in register.model._meta.concrete_fields}
    return {
        name: fields[name]
        for name in entry.before or {}
        if name in fields and name != "version" and not isinstance(fields[name], EncryptedField)
    }


def step_back(register: Register, record: Entry, version: int, reader: Reader, reason: str) -> None:
    """Put the state, the day and what was asked back; refused where they were changed since."""
    with transaction.atomic():
        entry = last_step(register, record)
        if entry is None:
            raise TransitionRefused(_("这条记录没有可以退回的步骤。"))
        columns, now = columns_of(register, entry), snapshot(record)
        for name, field in columns.items():
            if not is_same(now[name], (entry.after or {}).get(name)):
                sentence = _("这一步之后“{field}”又改过，请先把它改回来。")
                raise TransitionRefused(sentence.format(field=field.verbose_name))
            setattr(record, name, field.to_python((entry.before or {})[name]))
        record.full_clean()
        writing.put_back(register, record, version, reader, reason)
