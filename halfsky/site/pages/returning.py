"""Where a person was going when something else had to come first."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "next"


def next_address(request: HttpRequest) -> str:
    """The page she wanted, if it is one of ours; else none."""
    wanted = request.POST.get(FIELD, request.GET.get(FIELD, ""))
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


def next_or_home(request: HttpRequest) -> str:
    """The page she wanted, else home."""
    return next_address(request) or resolve_url("home")
