"""What stands around every answer, errors included: that nobody keeps it, what it may never do.

The rest (what a page may load, nosniff, referrer, opener, frames, HTTPS) are Django's and
django-csp's layers, set in settings.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from halfsky.org.signin.origin import settle_origin

Respond = Callable[[HttpRequest], HttpResponseBase]

# Names that a browser may know; none of them is used here.
UNUSED = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    # Everything is personal but what says otherwise (the site's own files): office computers are
    # shared.
    "Cache-Control": "no-store",
}
# Static files are answered before any layer; they are no pages.
AROUND_FILES = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    **{name: value for name, value in HEADERS.items() if name != "Cache-Control"},
}


class Headers:
    """The outermost layer: whatever answers within gets its headers here."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Settle where the request comes from, answer, and set what is missing."""
        settle_origin(request)
        response = self.respond(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
