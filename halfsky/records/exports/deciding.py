"""Asking for a large export, and a second person's word on it; every step is in the trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.org.acts import common_path
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.models import Organisation, Person, Post, in_force
from halfsky.org.reader import Reader
from halfsky.org.roles import POWERS, Power
from halfsky.org.tasks.models import Task
from halfsky.org.tasks.queue import Order, enqueue
from halfsky.records.declaration import Register
from halfsky.records.exports.models import KEPT, WAITS, ExportRequest, RequestState

KIND = "records.export_request"


class Refused(Exception):
    """It cannot be done; the sentence says why."""


# ---- who ------------------------------------------------------------------------------------


def reach_of(register: Register, reader: Reader) -> Organisation:
    """The organisation that everything which she reads of a register lies at or below."""
    paths = [post.path for post in reader.posts if register.reading in post.powers]
    found = Organisation.objects.filter(path=common_path(paths)).first()
    if found is None:
        raise PermissionDenied
    return found


def approvers_of(organisation: Organisation, reader: Reader) -> list[Person]:
    """Who else may approve what lies at an organisation, those nearest to it first."""
    roles = [role for role, powers in POWERS.items() if Power.APPROVE_EXPORTS in powers]
    posts = Post.objects.filter(in_force(reader.on), role__in=roles, person__is_active=True)
    posts = posts.exclude(person=reader.person).select_related("person", "organisation")
    near = sorted(posts, key=lambda post: -len(post.organisation.path))
    above = [post.person for post in near if organisation.path.startswith(post.organisation.path)]
    return list(dict.fromkeys(above))


def may_approve(reader: Reader, request: ExportRequest) -> bool:
    """Somebody else, who looks after everything that is asked for."""
    is_hers = reader.person is None or request.asked_by_id == reader.person.pk
    return not is_hers and reader.can_at(Power.APPROVE_EXPORTS, request.organisation.path)


def hers(reader: Reader) -> QuerySet[ExportRequest]:
    """What she has asked for."""
    return ExportRequest.objects.filter(asked_by=reader.person).order_by("-pk")


def to_approve(reader: Reader) -> QuerySet[ExportRequest]:
    """What others have asked for and she may approve, whatever became of it."""
    here = reader.organisations(Power.APPROVE_EXPORTS, prefix="organisation__")
    return ExportRequest.objects.filter(here).exclude(asked_by=reader.person).order_by("-pk")


def waiting(rows: QuerySet[ExportRequest]) -> QuerySet[ExportRequest]:
    """Those that can still be approved."""
    return rows.filter(state=RequestState.WAITING, expires_at__gt=timezone.now())


def readable_requests(reader: Reader) -> QuerySet[ExportRequest]:
    """Hers, and those that she may approve; no other exists for her."""
    here = reader.organisations(Power.APPROVE_EXPORTS, prefix="organisation__")
    return ExportRequest.objects.filter(Q(asked_by=reader.person) | here)


# ---- what is done ---------------------------------------------------------------------------


def ask(
    register: Register, reader: Reader, content: dict[str, Any], rows: int, reason: str
) -> ExportRequest:
    """Ask for a file; it is made once somebody else approves."""
    assert reader.person is not None
    with transaction.atomic():
        request = ExportRequest.objects.create(
            register=register.code,
            content=json.dumps(content, ensure_ascii=False),
            rows=rows,
            in_full=bool(content["taking"].get("is_open")),
            reason=reason[:200],
            organisation=reach_of(register, reader),
            asked_by=reader.person,
            expires_at=timezone.now() + WAITS,
        )
        write_down(reader, deed_of(Action.ADDED, request, reason))
    return request


def approve(request: ExportRequest, reader: Reader, order: Callable[[], Order]) -> Task:
    """A second person's word: the queue makes the file, for who asked."""
    if not may_approve(reader, request):
        raise PermissionDenied
    with transaction.atomic():
        decide(request, reader, RequestState.APPROVED)
        write_down(reader, deed_of(Action.STEPPED, request))
        return make(request, order())


def make(request: ExportRequest, order: Order) -> Task:
    """Have the file made, with the rights that she who asked for it has then."""
    asker = Reader.of(request.asked_by, timezone.localdate())
    task = enqueue(order, asker)
    ExportRequest.objects.filter(pk=request.pk).update(task=task)
    return task


def refuse(request: ExportRequest, reader: Reader, because: str) -> None:
    """No file; the reason goes to who asked."""
    if not may_approve(reader, request):
        raise PermissionDenied
    with transaction.atomic():
        decide(request, reader, RequestState.REFUSED, because)
        write_down(reader, deed_of(Action.REFUSED, request, because))


def withdraw(request: ExportRequest, reader: Reader) -> None:
    """She does not want it any more."""
    if reader.person is None or request.asked_by_id != reader.person.pk:
        raise PermissionDenied
    mine = waiting(ExportRequest.objects.filter(pk=request.pk))
    with transaction.atomic():
        if not mine.update(state=RequestState.WITHDRAWN):
            raise Refused(decided_sentence())
        write_down(reader, deed_of(Action.WITHDRAWN, request))


def decide(request: ExportRequest, reader: Reader, state: RequestState, because: str = "") -> None:
    """Of two who decide at once one does; nobody decides what is late."""
    found = waiting(ExportRequest.objects.filter(pk=request.pk)).exclude(asked_by=reader.person)
    now = timezone.now()
    if not found.update(state=state, decided_by=reader.person, decided_at=now, because=because):
        raise Refused(decided_sentence())


def decided_sentence() -> str:
    """Somebody was faster, or it is late."""
    return _("这件申请已经办过、撤回或过期，请刷新页面看现在的情况。")


def deed_of(action: Action, request: ExportRequest, reason: str = "") -> Deed:
    """What the trail keeps: whose, how much, and not what was searched for."""
    after = {
        "register": request.register,
        "rows": request.rows,
        "in_full": request.in_full,
        "asked_by": request.asked_by_id,
    }
    return Deed(
        *(action, KIND, str(request.pk), request.organisation_id, None, after), reason=reason[:200]
    )


def purge() -> None:
    """What nobody approved in time is late; what was asked for is forgotten after a month."""
    now = timezone.now()
    late = ExportRequest.objects.filter(state=RequestState.WAITING, expires_at__lte=now)
    late.update(state=RequestState.EXPIRED)
    over = ExportRequest.objects.exclude(state=RequestState.WAITING)
    over.filter(asked_at__lt=now - KEPT).exclude(content="").update(content="")
