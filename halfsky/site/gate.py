"""The gate: every request passes it, and nothing passes without a rule (security.md P1)."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from halfsky.org.reader import NOBODY, Reader
from halfsky.site.policy import RULES, Rule

logger = logging.getLogger("halfsky.gate")
Respond = Callable[[HttpRequest], HttpResponseBase]


class Gate:
    """Gives the request its reader and holds it against the rule of its route."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Who is asking, then on to the page."""
        reader = NOBODY
        if request.user.is_authenticated:
            reader = Reader.of(request.user, timezone.localdate())
        request.reader = reader  # type: ignore[attr-defined] # ReaderRequest from here on
        return self.respond(request)

    def process_view(
        self, request: Any, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Refuse what has no rule, what the rule does not allow, and who has not logged in."""
        name = request.resolver_match.view_name
        rule = RULES.get(name)
        if rule is None:
            logger.error("no rule for the route %s", name)
            raise PermissionDenied
        return refusal(rule, request)


def refusal(rule: Rule, request: Any) -> HttpResponseBase | None:
    """What answers instead of the page; None where the rule lets it pass."""
    if request.method not in with_head(rule.methods):
        return HttpResponseNotAllowed(rule.methods)
    if is_public(rule):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if rule.powers and not any(request.reader.can(power) for power in rule.powers):
        raise PermissionDenied
    return None


def is_public(rule: Rule) -> bool:
    """Whether nobody needs to log in: always, or because the operator has said so."""
    return rule.is_public or bool(rule.public_by and getattr(settings, rule.public_by))


def with_head(methods: tuple[str, ...]) -> set[str]:
    """Where a page may be got, its head may be too."""
    return {*methods, "HEAD"} if "GET" in methods else set(methods)
