"""What a link opens: the telephone asked once, the sheet, the receipt. No account is needed."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from halfsky.collecting import replies
from halfsky.collecting.forms import label_of
from halfsky.collecting.models import Link, Reply
from halfsky.collecting.readers import link_reader
from halfsky.collecting.sheet import Did, Sheet
from halfsky.collecting.telephones import Officers, guess, is_exhausted
from halfsky.collecting.tokens import find
from halfsky.org.answers import RECEIPT_HEADER
from halfsky.org.limits import Exhausted, Purpose, spend
from halfsky.org.once import (
    FIELD,
    KeyMissing,
    KeyReused,
    Submission,
    Written,
    fingerprint,
    new_key,
    once,
)
from halfsky.records.registry import registers

Page = Callable[..., HttpResponse]


def unkept(page: Page) -> Page:
    """No browser, proxy or search engine keeps the page: its address is the key to it."""

    @wraps(page)
    def answered(request: HttpRequest, *args: Any, **names: Any) -> HttpResponse:
        response = page(request, *args, **names)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


@unkept
def show_sheet(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet of a link; posted to, it is written once and leads to its receipt."""
    link = find(token, timezone.localdate())
    if link is None:
        return earlier_receipt(request) or closed(request)
    officers = Officers.of(link.organisation, timezone.localdate())
    if not officers.know(request):
        return ask_telephone(request, link, token)
    if request.method == "POST":
        return receive(request, link, token)
    return sheet_page(request, link, Sheet(link, timezone.localdate()), token)


@unkept
def know_telephone(request: HttpRequest, token: str) -> HttpResponse:
    """The last four digits of the officer's number, once a telephone."""
    link = find(token, timezone.localdate())
    if link is None:
        return closed(request)
    officers = Officers.of(link.organisation, timezone.localdate())
    try:
        mobile = guess(link, officers, request.POST.get("digits", "").strip())
    except Exhausted as exhausted:
        wait = str(exhausted)
        return ask_telephone(request, link, token, HTTPStatus.TOO_MANY_REQUESTS, wait=wait)
    if mobile is None:
        return ask_telephone(request, link, token, HTTPStatus.UNPROCESSABLE_ENTITY)
    response = HttpResponseRedirect(reverse("collecting:sheet", args=[token]))
    response.status_code = HTTPStatus.SEE_OTHER
    officers.trust(response, mobile)
    return response


@unkept
def show_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What was accepted, to whoever has its number; it can be saved as a picture."""
    replies_known = Reply.objects.select_related("organisation", "submission", "link")
    reply = replies_known.filter(submission__receipt=receipt).first()
    if reply is None:
        raise Http404
    context = {
        "reply": reply,
        "label": label_of(reply.form),
        "lines": [receipt_line(line) for line in reply.lines],
        "is_earlier": "earlier" in request.GET,
    }
    return render(request, "collecting/receipt.html", context)


def receipt_line(line: dict[str, str]) -> dict[str, str]:
    """A line of the reply in words."""
    register = registers().get(line["register"])
    label = str(register.label) if register else line["register"]
    return {"label": label, "did": str(Did(line["did"]).label), "text": line["text"]}


# ---- the parts -----------------------------------------------------------------------------


def closed(request: HttpRequest) -> HttpResponse:
    """Expired, withdrawn, altered or never made: the same page for all, and nothing on it."""
    return render(request, "collecting/closed.html", status=HTTPStatus.NOT_FOUND)


def ask_telephone(
    request: HttpRequest,
    link: Link,
    token: str,
    status: HTTPStatus = HTTPStatus.OK,
    wait: str = "",
) -> HttpResponse:
    """Whose link it is, and the question."""
    context = {
        "link": link,
        "token": token,
        "label": label_of(link.form),
        "is_wrong": status == HTTPStatus.UNPROCESSABLE_ENTITY,
        "wait": wait,
        "is_exhausted": is_exhausted(link),
    }
    if context["is_exhausted"]:
        status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "collecting/telephone.html", context, status=status)


def receive(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Write the sheet, once; the same sent again gives the same receipt."""
    today = timezone.localdate()
    sheet = Sheet(link, today, request.POST, request.FILES)
    source = _("填报链接 {number}").format(number=link.number)
    word = replies.Word(link_reader(link.organisation, today), source, link)

    def act() -> Written:
        spend(Purpose.REPORT, link.number)
        if not sheet.is_valid():
            raise replies.Refused
        submission = Submission.objects.get(key=request.POST[FIELD])
        replies.write(sheet, link, word, submission)
        label = _("{organisation}已填报").format(organisation=link.organisation)
        return Written(label, reverse("collecting:receipt", args=[submission.receipt]))

    try:
        done = once(request, act)
    except Exhausted as exhausted:
        sheet.error = str(exhausted)
        sheet.show_known()
        return sheet_page(request, link, sheet, token, HTTPStatus.TOO_MANY_REQUESTS)
    except replies.Refused:
        sheet.show_known()
        return sheet_page(request, link, sheet, token, HTTPStatus.UNPROCESSABLE_ENTITY)
    except KeyMissing:
        sheet = Sheet(link, today)
        sheet.error = _("请再提交一次。")
        return sheet_page(request, link, sheet, token, HTTPStatus.BAD_REQUEST)
    except KeyReused:
        return lead_to(Submission.objects.get(key=request.POST[FIELD]), "?earlier=1")
    return lead_to(done)


def earlier_receipt(request: HttpRequest) -> HttpResponse | None:
    """The receipt of what came in before the link ended and is only sent again."""
    if request.method != "POST":
        return None
    done = Submission.objects.filter(key=request.POST.get(FIELD, "")).first()
    return lead_to(done) if done and done.fingerprint == fingerprint(request) else None


def lead_to(done: Submission, query: str = "") -> HttpResponse:
    """On to the receipt."""
    response = HttpResponseRedirect(done.url + query)
    response.status_code = HTTPStatus.SEE_OTHER
    response[RECEIPT_HEADER] = done.receipt
    return response


def sheet_page(
    request: HttpRequest,
    link: Link,
    sheet: Sheet,
    token: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of the sheet."""
    context = {
        "link": link,
        "token": token,
        "sheet": sheet,
        "submission_key": request.POST.get(FIELD) or new_key(),
    }
    return render(request, "collecting/sheet.html", context, status=status)
