"""Takes back what a workbook made, as one step, until anything else has touched it."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, DateField, F, Model, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.models import Entry, Organisation, Person, Post
from halfsky.org.reader import Reader
from halfsky.org.signin.sessions import Session
from halfsky.setup.applying import SetupRefused
from halfsky.setup.models import State, Workbook

ROWS_AT_ONCE = 500
LOOKS = (Action.READ, Action.REVEALED, Action.EXPORTED, Action.REFUSED)
LEAVES = ("org.post", "org.person")  # gone without a trace: nobody has come in with them
KEPT_CODE = 24  # letters of a code that its withdrawn organisation keeps
ORGANISATION = "org.organisation"


def undo(workbook: Workbook, reader: Reader | None) -> None:
    """All of it or nothing; employers stay, for they are nobody's."""
    with transaction.atomic():
        applied = Workbook.objects.filter(pk=workbook.pk, state=State.APPLIED)
        if not applied.update(state=State.UNDONE, undone_at=timezone.now()):
            raise SetupRefused(_("这个工作簿没有建立，或已经撤回。"))
        workbook.refresh_from_db()
        refuse_touched(workbook)
        put_back(workbook)
        take_away(workbook)
        counts = {name: len(keys) for name, keys in workbook.made.items()}
        deed = Deed(Action.UNDONE, "setup.workbook", str(workbook.pk), root_key(), None, counts)
        write_down(reader, deed)


def refuse_touched(workbook: Workbook) -> None:
    """Refused, with what stands in the way, once anything else has been done to it."""
    organisations = workbook.made.get(ORGANISATION, [])
    changed = [key for name, key, _before in workbook.changed if name == ORGANISATION]
    since = AuditEntry.objects.filter(sequence__gt=workbook.sequence).exclude(action__in=LOOKS)
    for part in parts([*organisations, *changed]):
        touched = since.filter(organisation__in=part).select_related("organisation").first()
        if touched:
            said = _("{organisation}后来又有变动（{action}），不能再整批撤回。")
            raise SetupRefused(
                said.format(organisation=touched.organisation, action=touched.get_action_display())
            )
    for name in workbook.made:
        refuse_used(workbook, apps.get_model(name))
    people = workbook.made.get("org.person", [])
    if Person.objects.filter(pk__in=people, last_login__isnull=False).exists():
        raise SetupRefused(_("名册里的女工干部已经有人登录，不能再整批撤回。"))


def refuse_used(workbook: Workbook, model: type[Model]) -> None:
    """Rows that others now refer to stay where they are."""
    if model._meta.label_lower == "org.employer":
        return
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        if other in (AuditEntry, Session):
            continue
        own = set(workbook.made.get(other._meta.label_lower, []))
        for part in parts(workbook.made[model._meta.label_lower]):
            rows = other._default_manager.filter(**{f"{relation.field.name}__in": part})
            foreign = next(
                (key for key in rows.values_list("pk", flat=True) if key not in own), None
            )
            if foreign is not None:
                row = other._default_manager.get(pk=foreign)
                said = _("后来登记的“{row}”用到了它，不能再整批撤回。")
                raise SetupRefused(said.format(row=row))


def put_back(workbook: Workbook) -> None:
    """Columns as they were; a count that followed goes before the one before is open again."""
    withdraw(workbook, "organising.headcount")
    for name, key, before in reversed(workbook.changed):
        model = apps.get_model(name)
        row = model._default_manager.get(pk=key)
        days = {one.attname for one in model._meta.concrete_fields if isinstance(one, DateField)}
        for column, value in before.items():
            is_day = column in days and value
            setattr(row, column, datetime.date.fromisoformat(value) if is_day else value)
        if "version" in before:
            row.version = before["version"] + 2
        row.save(update_fields=list(before))


def take_away(workbook: Workbook) -> None:
    """Entries are withdrawn with the reason; posts and accounts nobody has used go."""
    Post.objects.filter(pk__in=workbook.made.get("org.post", [])).delete()
    for part in parts(workbook.made.get("org.person", [])):
        Person.objects.filter(pk__in=part).delete()
    for name in workbook.made:
        withdraw(workbook, name)
    for part in parts(workbook.made.get(ORGANISATION, [])):
        text = Cast("pk", CharField())
        code = Concat(Substr("code", 1, KEPT_CODE), Value("~"), text)
        Organisation.objects.filter(pk__in=part).update(code=code)


def withdraw(workbook: Workbook, name: str) -> None:
    """Rows of a model that can be withdrawn."""
    model = apps.get_model(name)
    if not issubclass(model, Entry):
        return
    because = _("撤回启用名册：{file}").format(file=workbook.file_name)[:200]
    for part in parts(workbook.made.get(name, [])):
        rows = model._default_manager.filter(pk__in=part, withdrawn_at=None)
        rows.update(
            withdrawn_at=timezone.now(), withdrawn_because=because, version=F("version") + 1
        )


def parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many keys at once as any database takes."""
    for start in range(0, len(keys), ROWS_AT_ONCE):
        yield keys[start : start + ROWS_AT_ONCE]


def root_key() -> int | None:
    """The organisation above all others."""
    return (
        Organisation.objects.filter(withdrawn_at=None, until=None, edges=None, is_practice=False)
        .order_by("since", "pk")
        .values_list("pk", flat=True)
        .first()
    )
