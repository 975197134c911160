"""Keeping a form for later, her drafts, and throwing one away."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org.reader import ReaderRequest
from halfsky.records.addresses import record_url
from halfsky.records.drafting import Kept, drafts_of, keep
from halfsky.records.drafts import Draft
from halfsky.records.pages.opening import open_to_add, open_to_change


def keep_new(request: ReaderRequest, code: str) -> HttpResponse:
    """Keep the form of a new record."""
    register = open_to_add(request, code)
    is_kept = keep(register, None, request.POST, request.reader) is not None
    return said(request, is_kept)


def keep_change(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Keep the form of a record that is being changed."""
    opened = open_to_change(request, code, key)
    is_kept = keep(opened.register, opened.record.pk, request.POST, request.reader) is not None
    return said(request, is_kept)


def said(request: ReaderRequest, is_kept: bool) -> HttpResponse:
    """A line under the form for scripts; without them her drafts."""
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(reverse("records:drafts"))
    time = timezone.localtime().strftime("%H:%M")
    sentence = _("草稿已存（{time}）") if is_kept else _("内容太长，没有存成草稿")
    return HttpResponse(sentence.format(time=time), content_type="text/plain; charset=utf-8")


def show_drafts(request: ReaderRequest) -> HttpResponse:
    """Everything that she has begun and not sent."""
    drafts = [(one, url_of(one)) for one in drafts_of(request.reader)]
    context = {"drafts": drafts, "crumbs": [Crumb(_("草稿"))]}
    return render(request, "records/drafts.html", context)


def url_of(draft: Kept) -> str:
    """The form that a draft belongs to, with what was typed."""
    if draft.record is None:
        return reverse("records:add", args=[draft.register.code]) + "?draft=1"
    return record_url(draft.register, draft.record, "edit") + "?draft=1"


def discard_draft(request: ReaderRequest, number: int) -> HttpResponse:
    """Throw one of her own away."""
    get_object_or_404(Draft, pk=number, person=request.reader.person).delete()
    return HttpResponseRedirect(reverse("records:drafts"))
