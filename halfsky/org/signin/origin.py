"""Where a request comes from; what a proxy says is believed of a trusted proxy only."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


def settle_origin(request: HttpRequest) -> None:
    """Put the client's address into REMOTE_ADDR; drop what somebody else claims (T28).

    The last entry that no trusted proxy has written is the client; those before it are hearsay.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if peer not in settings.TRUSTED_PROXIES:
        for header in FORWARDED:
            request.META.pop(header, None)
        return
    said = [one.strip() for one in request.META.get(FORWARDED[0], "").split(",")]
    for address in reversed(said):
        if not is_address(address):
            return
        request.META["REMOTE_ADDR"] = address
        if address not in settings.TRUSTED_PROXIES:
            return


def is_address(text: str) -> bool:
    """Whether it is an address at all."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def address_of(request: HttpRequest) -> str:
    """The client's address, as settled."""
    return str(request.META.get("REMOTE_ADDR", ""))
