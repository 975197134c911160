"""What large exports give somebody to do: one to approve, one of hers that was decided."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Tone
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.records.exports.models import ExportRequest, RequestState
from halfsky.records.registry import registers

SHOWN = 5
TOLD = datetime.timedelta(days=3)  # of hers, since it was decided


@dataclass(frozen=True)
class Work:
    """A line of what is to be done."""

    title: str
    note: str
    url: str
    state: str
    tone: Tone


def works_of(reader: Reader) -> list[Work]:
    """Others' requests that wait for her word, and what became of hers; in one query."""
    if not (reader.can(Power.APPROVE_EXPORTS) or reader.can(Power.EXPORT)):
        return []
    now = timezone.now()
    here = reader.organisations(Power.APPROVE_EXPORTS, prefix="organisation__")
    mine = Q(asked_by=reader.person)
    to_approve = here & ~mine & Q(state=RequestState.WAITING, expires_at__gt=now)
    decided = mine & Q(decided_at__gt=now - TOLD)
    found = ExportRequest.objects.filter(to_approve | decided).select_related("asked_by")
    return [work_of(one, reader) for one in found.order_by("pk")[:SHOWN]]


def work_of(one: ExportRequest, reader: Reader) -> Work:
    """One of them."""
    register = registers().get(one.register)
    label = str(register.label) if register else one.register
    note = _("{rows}行 · {reason}").format(rows=one.rows, reason=one.reason)
    url = reverse("records:export_request", args=[one.pk])
    if one.asked_by == reader.person:
        is_approved = one.state == RequestState.APPROVED
        title = _("您申请的导出：{label}").format(label=label)
        return Work(title, note, url, one.said, "good" if is_approved else "bad")
    title = _("{person}申请导出：{label}").format(person=one.asked_by.name, label=label)
    return Work(title, note, url, _("待您批准"), "warning")
