"""Static files, answered before Django is asked; both zones hand them out alike."""

import re
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
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


def with_files(application: Any) -> WhiteNoise:
    """The application with its static files in front."""
    return WhiteNoise(
        application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=is_named_by_content,
        add_headers_function=add_headers,
    )
