"""The gate: every request passes it, and nothing passes without a rule (security.md P1)."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import resolve_url
from django.utils import timezone

from halfsky.org.reader import NOBODY, Reader
from halfsky.org.signin.devices import keep_cookie
from halfsky.org.signin.entrance import has_proved
from halfsky.org.signin.sessions import SessionStore
from halfsky.site.owing import ALWAYS_OPEN, owed
from halfsky.site.policy import RULES, Rule

logger = logging.getLogger("halfsky.gate")
Respond = Callable[[HttpRequest], HttpResponseBase]


class Gate:
    """Gives the request its reader and holds it against the rule of its route."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: Any) -> HttpResponseBase:
        """Who is asking, then on to the page."""
        request.reader, request.owed = NOBODY, None
        if request.user.is_authenticated:
            reader = Reader.of(request.user, timezone.localdate())
            request.owed = owed(request, reader)
            # Who still owes something reads nothing, on public pages either.
            request.reader = Reader(request.user, (), reader.on) if request.owed else reader
        response = self.respond(request)
        keep_cookie(request, response)
        return response

    def process_view(
        self, request: Any, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Refuse what has no rule, what the rule does not allow, and who has not logged in."""
        name = request.resolver_match.view_name
        rule = RULES.get(name)
        if rule is None:
            logger.error("no rule for the route %s", name)
            raise PermissionDenied
        if not rule.is_polled and isinstance(request.session, SessionStore):
            request.session.note_activity()
        return refusal(rule, request)


def refusal(rule: Rule, request: Any) -> HttpResponseBase | None:
    """What answers instead of the page; None where the rule lets it pass."""
    if request.method not in with_head(rule.methods):
        return HttpResponseNotAllowed(rule.methods)
    if is_public(rule):
        return None
    if not request.user.is_authenticated:
        return elsewhere(request, "login")
    name = request.resolver_match.view_name
    if request.owed and name != request.owed and name not in ALWAYS_OPEN:
        return elsewhere(request, request.owed)
    if rule.powers and not any(request.reader.can(power) for power in rule.powers):
        raise PermissionDenied
    if rule.asks_again and not has_proved(request):
        return elsewhere(request, "again")
    return None


def is_public(rule: Rule) -> bool:
    """Whether nobody needs to log in: always, or because the operator has said so."""
    return rule.is_public or bool(rule.public_by and getattr(settings, rule.public_by))


def elsewhere(request: HttpRequest, route: str) -> HttpResponse:
    """To the page that has to come first, and from there back to where she was."""
    back = request.get_full_path()
    if is_partial := request.headers.get("HX-Request") == "true":
        parts = urlsplit(request.headers.get("HX-Current-URL", "/"))
        back = parts.path + (f"?{parts.query}" if parts.query else "")
    elif request.method != "GET":
        back = urlsplit(request.headers.get("Referer", "/")).path
    address = f"{resolve_url(route)}?{urlencode({'next': back}, safe='/')}"
    if not is_partial:
        return HttpResponseRedirect(address)
    # A part of a page cannot be the log-in: the whole page goes there.
    answer = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = address
    return answer


def with_head(methods: tuple[str, ...]) -> set[str]:
    """Where a page may be got, its head may be too."""
    return {*methods, "HEAD"} if "GET" in methods else set(methods)
