"""Replies from the collect zone that could not be written: read, and settled by hand."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.collecting.inward import Unfit, lines_of, settle, write_held
from halfsky.collecting.models import HeldReply
from halfsky.collecting.silence import Officer
from halfsky.collecting.telephones import OFFICERS
from halfsky.components import Crumb
from halfsky.org.answers import answer, refused
from halfsky.org.models import Post, in_force
from halfsky.org.once import Written, new_key
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power

PAGE_SIZE = 20


def waiting(reader: Reader) -> QuerySet[HeldReply]:
    """Those of units that she looks after."""
    here = reader.organisations(Power.MANAGE_OFFICERS, prefix="organisation__")
    return HeldReply.objects.filter(here, settled_at__isnull=True)


def show_held(request: ReaderRequest) -> HttpResponse:
    """What waits, the oldest first, with the reason and what was said."""
    rows = waiting(request.reader).select_related("organisation", "link").order_by("at", "pk")
    shown, page = page_of(request, rows, PAGE_SIZE)
    whom = officers_of(request.reader, {one.organisation_id for one in shown})
    context = {
        "rows": [
            (one, lines_of(one), whom.get(one.organisation_id, []), new_key()) for one in shown
        ],
        "page": page,
        "crumbs": [Crumb(_("催报收数"), reverse("collecting:silent")), Crumb(_("外网来件待核对"))],
    }
    return render(request, "collecting/held.html", context)


def officers_of(reader: Reader, units: set[int]) -> dict[int, list[Officer]]:
    """Whom to call about them."""
    posts = Post.objects.filter(
        in_force(reader.on), organisation__in=units, role__in=OFFICERS, person__is_active=True
    ).select_related("person")
    found: dict[int, list[Officer]] = {}
    for post in posts.order_by("since", "pk"):
        found.setdefault(post.organisation_id, []).append(
            Officer(post.person.name, post.person.mobile)
        )
    return found


def settle_held(request: ReaderRequest, receipt: str) -> HttpResponse:
    """Write it after all, or lay it aside with a reason."""
    held = waiting(request.reader).select_related("organisation", "link").filter(receipt=receipt)
    found = held.first()
    reason = request.POST.get("reason", "").strip()
    is_written = "write" in request.POST
    if found and not is_written and not reason:
        sentence = _("不入账的，请写明原因。")
        return refused(request, sentence, HTTPStatus.UNPROCESSABLE_ENTITY)

    def act() -> Written:
        if found is None:
            raise Http404
        if is_written:
            write_held(found, request.reader)
        else:
            settle(found, request.reader, _("未入账：{reason}").format(reason=reason))
        label = _("外网来件 {receipt} 已办").format(receipt=found.receipt)
        return Written(label, reverse("collecting:held"))

    try:
        return answer(request, act)
    except Unfit as unfit:
        sentence = _("还不能入账：{why}可以改用代报。").format(why=unfit)
        return refused(request, sentence, HTTPStatus.CONFLICT)
