"""What a link opens outside: the sheet and its receipt. No account, no session, no list."""

import base64
import datetime
import hashlib
import json
import secrets
import shutil
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from halfsky import __version__
from halfsky.org.receipts import new_receipt
from halfsky.outside.models import KeptReply, OpenSheet
from halfsky.outside.sheets import Sheet
from halfsky.site.upgrading import pending_migrations
from halfsky.transfer.bundles import seal
from halfsky.transfer.keys import Zone, peer_keys
from halfsky.transfer.tokens import TOKEN, verifier

FIELD = "submission_key"
NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken"})
SPACE_NEEDED = 200 * 1024 * 1024
MOST_REPLIES, WHILE = 30, datetime.timedelta(minutes=15)
TRUSTED_FOR = datetime.timedelta(days=180)
SALT = "halfsky.outside.digits"


@require_http_methods(["GET", "HEAD", "POST"])
def show_sheet(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet of a link; posted to, it is kept once and leads to its receipt."""
    found = find(token)
    if found is None:
        return earlier_receipt(request) or closed(request)
    if request.method == "POST":
        return receive(request, found, token)
    sheet = Sheet(found.content, timezone.localdate())
    sheet.digits = known_digits(request, sheet)
    return sheet_page(request, found, sheet, token)


def find(token: str) -> OpenSheet | None:
    """The sheet that a token opens today."""
    if not TOKEN.fullmatch(token):
        return None
    today = timezone.localdate()
    return OpenSheet.objects.filter(verifier=verifier(token), deadline__gte=today).first()


def receive(request: HttpRequest, found: OpenSheet, token: str) -> HttpResponse:
    """Keep the reply, sealed; the same sent again gives the same receipt."""
    sheet = Sheet(found.content, timezone.localdate(), request.POST, request.FILES)
    key, sent = request.POST.get(FIELD, ""), fingerprint(request)
    if not 16 <= len(key) <= 64:
        sheet.error = _("请再提交一次。")
        return sheet_page(request, found, sheet, token, HTTPStatus.BAD_REQUEST)
    if done := KeptReply.objects.filter(key=key).first():
        return lead_to(done, "" if done.sent == sent else "?earlier=1")
    if refusal := too_much(found):
        sheet.error = refusal
        return sheet_page(request, found, sheet, token, HTTPStatus.TOO_MANY_REQUESTS)
    if not sheet.is_valid():
        return sheet_page(request, found, sheet, token, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with transaction.atomic():
            kept = keep(request, found, sheet, token)
    except IntegrityError:  # pressed twice, and the other was first
        kept = KeptReply.objects.get(key=key)
    response = lead_to(kept)
    remember_digits(response, sheet)
    return response


def too_much(found: OpenSheet) -> str:
    """One link fills no disk."""
    since = timezone.now() - WHILE
    if KeptReply.objects.filter(verifier=found.verifier, at__gt=since).count() >= MOST_REPLIES:
        return _("提交得太多了，请过一刻钟再试。")
    if shutil.disk_usage(settings.DATA).free < SPACE_NEEDED:
        return _("系统暂时不能接收，请稍后再试，或告诉上级女工干部。")
    return ""


def keep(request: HttpRequest, found: OpenSheet, sheet: Sheet, token: str) -> KeptReply:
    """What the inner zone alone can read, and what the receipt says."""
    now, receipt = timezone.now(), new_receipt()
    key, sent = request.POST[FIELD], fingerprint(request)
    added = [line for line in sheet.lines if line.photo is not None and line.chosen == "added"]
    reply = {
        "token": token,
        "key": key,
        "receipt": receipt,
        "sent": sent,
        "at": now.isoformat(),
        "digits": sheet.digits,
        "fields": {
            name: value
            for name, value in request.POST.items()
            if name not in NOT_CONTENT and name != "digits"
        },
        "photos": {
            f"{line.register.code}-photo": base64.b64encode(line.photo.read()).decode()
            for line in added
            if line.photo is not None
        },
    }
    return KeptReply.objects.create(
        key=key,
        sent=sent,
        receipt=receipt,
        verifier=found.verifier,
        at=now,
        shown={
            "unit": sheet.content["unit"],
            "period": sheet.content["period"],
            "label": sheet.label,
            "lines": [line.said for line in sheet.lines if line.did],
        },
        sealed=seal(json.dumps(reply).encode(), peer_keys(settings.DATA, Zone.COLLECT)),
    )


def fingerprint(request: HttpRequest) -> str:
    """What was sent: every field and every file."""
    whole = hashlib.sha256(request.path.encode())
    for name in sorted(set(request.POST) - NOT_CONTENT):
        whole.update(f"\0{name}\0{request.POST[name]}".encode())
    for name in sorted(request.FILES):
        file: Any = request.FILES[name]
        whole.update(f"\0{name}\0".encode())
        for chunk in file.chunks():
            whole.update(chunk)
        file.seek(0)
    return whole.hexdigest()


def earlier_receipt(request: HttpRequest) -> HttpResponse | None:
    """The receipt of what came in before the link ended and is only sent again."""
    if request.method != "POST":
        return None
    done = KeptReply.objects.filter(key=request.POST.get(FIELD, "")).first()
    return lead_to(done) if done and done.sent == fingerprint(request) else None


def lead_to(kept: KeptReply, query: str = "") -> HttpResponse:
    """On to the receipt."""
    address = reverse("collecting:receipt", args=[kept.receipt]) + query
    response = HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
    response["X-Receipt"] = kept.receipt
    return response


# ---- the telephone's own memory ------------------------------------------------------------


def cookie_name(sheet: Sheet) -> str:
    """One for each unit: an officer may look after two."""
    unit = hashlib.sha256(sheet.content["unit"].encode()).hexdigest()[:12]
    return f"{'__Host-' if settings.HTTPS else ''}digits-{unit}"


def known_digits(request: HttpRequest, sheet: Sheet) -> str:
    """What she typed last time; her telephone keeps it, this machine does not."""
    try:
        stored = request.COOKIES.get(cookie_name(sheet), "")
        said: str = signing.loads(stored, salt=SALT, max_age=TRUSTED_FOR)
    except signing.BadSignature:
        return ""
    return said


def remember_digits(response: HttpResponse, sheet: Sheet) -> None:
    """So that she types them once."""
    if sheet.asks_digits:
        response.set_cookie(
            cookie_name(sheet),
            signing.dumps(sheet.digits, salt=SALT),
            max_age=TRUSTED_FOR,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )


# ---- the pages -----------------------------------------------------------------------------


def sheet_page(
    request: HttpRequest,
    found: OpenSheet,
    sheet: Sheet,
    token: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of the sheet."""
    before = KeptReply.objects.filter(verifier=found.verifier).order_by("-at").first()
    context = {
        "found": found,
        "sheet": sheet,
        "token": token,
        "before": before,
        "submission_key": request.POST.get(FIELD) or secrets.token_urlsafe(24),
    }
    return render(request, "outside/sheet.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
def show_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What was received, to whoever has its number."""
    kept = KeptReply.objects.filter(receipt=receipt).first()
    if kept is None:
        return closed(request)
    reply = {
        "organisation": kept.shown["unit"],
        "period": {"label": kept.shown["period"]},
        "at": kept.at,
        "submission": {"receipt": kept.receipt},
    }
    context = {
        "reply": reply,
        "label": kept.shown["label"],
        "lines": kept.shown["lines"],
        "is_earlier": "earlier" in request.GET,
        "note": _("已收到，传入内网后计入数据；回执号不变。"),
    }
    return render(request, "collecting/receipt.html", context)


def closed(request: HttpRequest) -> HttpResponse:
    """Expired, withdrawn, altered or never made: the same page for all, and nothing on it."""
    return render(request, "collecting/closed.html", status=HTTPStatus.NOT_FOUND)


def show_absent(request: HttpRequest, exception: object) -> HttpResponse:
    """Whatever is not here."""
    return closed(request)


def show_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was too old, or the browser keeps no cookies."""
    return render(request, "outside/stale.html", status=HTTPStatus.FORBIDDEN)


@require_http_methods(["GET", "HEAD"])
def show_health(request: HttpRequest) -> JsonResponse:
    """200 where replies can be received."""
    free = shutil.disk_usage(settings.DATA).free
    try:
        db = not pending_migrations()
    except DatabaseError:
        db = False
    ready = db and free >= SPACE_NEEDED
    state = {"ready": ready, "zone": Zone.COLLECT, "db": db, "disk_free": free}
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({**state, "version": __version__}, status=status)
