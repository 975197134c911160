"""What body this is, written down: the root, its kind, and the locality's parameters."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from halfsky.org.acts import found
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Edge, Organisation, ParameterValue
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.setup.body_kinds import ROOT_KINDS, BodyKind, body_kind


def found_root(kind: str, name: str, since: datetime.date) -> Organisation:
    """The organisation above all others, by the operator at the machine."""
    with transaction.atomic():
        top = found(None, since, code="root", name=name, kind=ROOT_KINDS[BodyKind(kind)])
        deed = Deed(Action.FOUNDED, "org.organisation", str(top.pk), top.pk)
        write_down(None, deed)
    return top


def set_kind(top: Organisation, kind: str, reader: Reader | None) -> None:
    """Kept as a parameter; the root itself is of that kind as long as nothing stands below it."""
    with transaction.atomic():
        set_values(top, top.since, {body_kind.code: kind}, _("启用设置"), reader)
        wanted = ROOT_KINDS[BodyKind(kind)]
        if top.kind != wanted and not Edge.objects.filter(parent=top).exists():
            before, top.kind = {"kind": top.kind}, wanted
            top.version += 1
            top.save(update_fields=["kind", "version"])
            after = {"kind": str(wanted)}
            write_down(
                reader,
                Deed(Action.CHANGED, "org.organisation", str(top.pk), top.pk, before, after),
            )


def set_values(
    top: Organisation,
    since: datetime.date,
    values: Mapping[str, Any],
    source: str,
    reader: Reader | None,
) -> int:
    """Parameters from a day on; what says the same as before is not written again."""
    changed = 0
    with transaction.atomic():
        for code, value in values.items():
            stored = ParameterValue.objects.filter(code=code, since__lte=since)
            row = stored.order_by("-since").first()
            before = row.value if row else None
            if row is not None and before == value:
                continue
            ParameterValue.objects.update_or_create(
                code=code, since=since, defaults={"value": value, "source": source[:200]}
            )
            changed += 1
            write_down(
                reader,
                Deed(
                    Action.CHANGED,
                    "org.parametervalue",
                    code,
                    top.pk,
                    {"value": before},
                    {"value": value, "since": since.isoformat()},
                    reason=source[:200],
                ),
            )
    return changed


def is_to_be_set_up(reader: Reader) -> bool:
    """Whether nothing stands below the root yet, for those who can do something about it."""
    powers = (Power.SET_PARAMETERS, Power.GRANT_ROLES)
    return (
        any(map(reader.can, powers))
        and not Edge.objects.filter(organisation__is_practice=False).exists()
    )
