"""The gate: every request passes it, and nothing passes without a rule (security.md P1)."""

import logging
from collections.abc import Callable
from dataclasses import replace
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
from django.utils.translation import gettext as _

from halfsky.org import limits
from halfsky.org.answers import refused
from halfsky.org.audit.chain import Deed, write_down
from halfsky.org.audit.models import Action
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.practice import PRACTISING, practising
from halfsky.org.reader import NOBODY, Reader
from halfsky.org.signin.devices import keep_cookie
from halfsky.org.signin.entrance import has_proved
from halfsky.org.signin.origin import address_of
from halfsky.org.signin.sessions import SessionStore
from halfsky.site.owing import ALWAYS_OPEN, owed
from halfsky.site.pages.held import hold
from halfsky.site.pages.password import ask_again
from halfsky.site.pages.sign_in import show_held
from halfsky.site.policy import RULES, Rule, may_be_held

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
            reader = Reader.of(request.user, timezone.localdate(), address_of(request))
            request.owed = owed(request, reader)
            if request.session.get(PRACTISING):
                reader = practising(reader)
            # Who still owes something reads nothing, on public pages either.
            request.reader = replace(reader, posts=()) if request.owed else reader
        response = self.respond(request)
        keep_cookie(request, response)
        if response.status_code == HTTPStatus.FORBIDDEN and request.reader.person:
            note_forbidden(request)
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
    return stranger_or_unfit(rule, request) or over_the_limit(rule, request)


def stranger_or_unfit(rule: Rule, request: Any) -> HttpResponseBase | None:
    """What answers who has not logged in, still owes something, or has not the power."""
    if is_public(rule):
        return None
    if not request.user.is_authenticated:
        ended = getattr(request.session, "ended_for", None)
        if ended and not is_partial(request) and may_be_held(request):
            return show_held(request, hold(request, ended), where_she_was(request))
        return elsewhere(request, "login")
    name = request.resolver_match.view_name
    if request.owed and name != request.owed and name not in ALWAYS_OPEN:
        return elsewhere(request, request.owed)
    if rule.powers and not any(request.reader.can(power) for power in rule.powers):
        raise PermissionDenied
    return proof_first(request) if rule.asks_again and not has_proved(request) else None


def over_the_limit(rule: Rule, request: Any) -> HttpResponse | None:
    """A sentence for who has used a door too often; by person, or by address without one."""
    is_form_shown = "POST" in rule.methods and request.method != "POST"
    if rule.spends is None or is_form_shown or rule.spends_where not in ("", *request.GET):
        return None
    person = request.reader.person
    try:
        limits.spend(rule.spends, person.pk if person else address_of(request))
    except Exhausted as exhausted:
        if exhausted.is_first:
            note_refusal(request)
        title = _("请稍后再试")
        answer = refused(request, str(exhausted), HTTPStatus.TOO_MANY_REQUESTS, title)
        answer["Retry-After"] = str(int(exhausted.wait.total_seconds()) + 1)
        return answer
    return None


def proof_first(request: Any) -> HttpResponse:
    """Her password once more; a form that she has sent goes along."""
    if not is_partial(request) and may_be_held(request):
        return ask_again(request, hold(request, request.user.pk), where_she_was(request))
    return elsewhere(request, "again")


def is_public(rule: Rule) -> bool:
    """Whether nobody needs to log in: always, or because the operator has said so."""
    return rule.is_public or bool(rule.public_by and getattr(settings, rule.public_by))


def elsewhere(request: HttpRequest, route: str) -> HttpResponse:
    """To the page that has to come first, and from there back to where she was."""
    back = {"next": where_she_was(request)}
    if getattr(request.session, "ended_for", None):
        back["ended"] = "1"
    address = f"{resolve_url(route)}?{urlencode(back, safe='/')}"
    if not is_partial(request):
        return HttpResponseRedirect(address)
    # A part of a page cannot be the log-in: the whole page goes there.
    answer = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = address
    return answer


def is_partial(request: HttpRequest) -> bool:
    """Whether a script of the page asks for a part of it."""
    return request.headers.get("HX-Request") == "true"


def where_she_was(request: HttpRequest) -> str:
    """The page that she looked at, or was going to."""
    if is_partial(request):
        seen = urlsplit(request.headers.get("HX-Current-URL", "/"))
    elif request.method not in ("GET", "HEAD"):
        seen = urlsplit(request.headers.get("Referer", "/"))
    else:
        return request.get_full_path()
    return (seen.path or "/") + (f"?{seen.query}" if seen.query else "")


def note_forbidden(request: Any) -> None:
    """A refusal goes into the trail; a flood of them is one person's and stays small."""
    person = request.reader.person
    try:
        limits.spend(Purpose.REFUSAL, person.pk, about=person.username.casefold())
    except Exhausted:
        return
    note_refusal(request)


def note_refusal(request: Any) -> None:
    """Which door refused her."""
    match = request.resolver_match
    key = match.view_name[:60] if match else ""
    deed = Deed(Action.REFUSED, "route", key, reason=request.method)
    write_down(request.reader, deed, address=address_of(request))


def with_head(methods: tuple[str, ...]) -> set[str]:
    """Where a page may be got, its head may be too."""
    return {*methods, "HEAD"} if "GET" in methods else set(methods)
