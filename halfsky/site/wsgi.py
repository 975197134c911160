"""What the server calls: static files first, then Django."""

import os
import re
from wsgiref.headers import Headers

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from halfsky.site.headers import AROUND_FILES

# The name of a collected file holds a digest of its content: it can be kept for good.
NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9.]+$")


def is_named_by_content(path: str, url: str) -> bool:
    """Whether another content would have another address."""
    return NAMED_BY_CONTENT.search(url) is not None


def add_headers(headers: Headers, path: str, url: str) -> None:
    """A file is what its type says."""
    for name, value in AROUND_FILES.items():
        headers[name] = value


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "halfsky.settings")
django_application = get_wsgi_application()

from halfsky.site.warming import begin_warming  # noqa: E402 - models are there from here on

application = WhiteNoise(
    django_application,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    immutable_file_test=is_named_by_content,
    add_headers_function=add_headers,
)
begin_warming()
