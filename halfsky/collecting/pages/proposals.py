"""Numbers that were proposed and wait for a second person: approved, or sent back."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.collecting.replies import ADJUSTMENT_KIND
from halfsky.components import Crumb
from halfsky.figures.adjusting import readable_adjustments, refuse_adjusting
from halfsky.figures.models import Adjustment
from halfsky.figures.registry import figures
from halfsky.org.answers import answer, refused
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.once import Written, new_key
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power

PAGE_SIZE = 30


def show_proposals(request: ReaderRequest) -> HttpResponse:
    """What waits within her reach, the oldest first."""
    waiting = waiting_for(request).order_by("entered_at", "pk")
    shown, page = page_of(request, waiting, PAGE_SIZE)
    context = {
        "rows": [(one, figures().get(one.figure), new_key()) for one in shown],
        "page": page,
        "crumbs": [Crumb(_("催报收数"), reverse("collecting:silent")), Crumb(_("待核准的数"))],
    }
    return render(request, "collecting/proposals.html", context)


def waiting_for(request: ReaderRequest) -> "QuerySet[Adjustment]":
    """Proposals that she may decide on."""
    here = request.reader.organisations(Power.ADJUST_FIGURES, prefix="organisation__")
    waiting = readable_adjustments(request.reader).filter(
        here, approved_by__isnull=True, withdrawn_at__isnull=True
    )
    return waiting.filter(sheet__isnull=True)  # those of a whole sheet are approved there


def decide(request: ReaderRequest, key: int) -> HttpResponse:
    """Approve a proposal, or send it back with a reason."""
    proposal = waiting_for(request).filter(pk=key).first()
    if proposal is None:
        raise Http404
    refuse_adjusting(request.reader, proposal)
    reason = request.POST.get("reason", "").strip()[:200]
    is_approved = "approve" in request.POST
    if proposal.entered_by == request.reader.person:
        return refused(request, _("自己报的数要由另一个人核准。"), HTTPStatus.CONFLICT)
    if not is_approved and not reason:
        sentence = _("退回要写明原因。")
        return refused(request, sentence, HTTPStatus.UNPROCESSABLE_ENTITY)

    def act() -> Written:
        if is_approved:
            approve(proposal, request)
            said = _("已核准")
        else:
            send_back(proposal, request, reason)
            said = _("已退回")
        return Written(said, reverse("collecting:proposals"))

    return answer(request, act)


def approve(proposal: Adjustment, request: ReaderRequest) -> None:
    """From now on it counts."""
    proposal.approved_by, proposal.approved_at = request.reader.person, timezone.now()
    proposal.save(update_fields=["approved_by", "approved_at"])
    after = {"approved_by": request.reader.person.pk if request.reader.person else None}
    write_down(request.reader, deed_of(proposal, Action.STEPPED, after=after))


def send_back(proposal: Adjustment, request: ReaderRequest, reason: str) -> None:
    """It stays, withdrawn, with the reason."""
    proposal.withdrawn_at, proposal.withdrawn_because = timezone.now(), reason
    proposal.save(update_fields=["withdrawn_at", "withdrawn_because"])
    write_down(request.reader, deed_of(proposal, Action.WITHDRAWN, reason))


def deed_of(
    proposal: Adjustment, action: Action, reason: str = "", after: dict[str, Any] | None = None
) -> Deed:
    """What is written down of a proposal."""
    return Deed(
        action,
        ADJUSTMENT_KIND,
        str(proposal.pk),
        proposal.organisation_id,
        after=after,
        reason=reason,
    )
