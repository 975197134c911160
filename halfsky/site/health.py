"""`GET /healthz`: whether this installation can work, for whoever watches over it."""

import logging
import shutil
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from halfsky import __version__
from halfsky.org.audit.chain import tail_is_whole
from halfsky.site.upgrading import pending_migrations

logger = logging.getLogger("halfsky.health")
SPACE_NEEDED = 50 * 1024 * 1024  # below this, a write might stop half-way


@never_cache
def show_health(request: HttpRequest) -> JsonResponse:
    """200 where requests can be served; 503 where something must be mended first."""
    db = database_works()
    disk_free = shutil.disk_usage(settings.DATA).free
    audit_ok = db and audit_is_whole()
    ready = db and audit_ok and disk_free >= SPACE_NEEDED
    state = {
        "ready": ready,
        "db": db,
        "disk_free": disk_free,
        "audit_ok": audit_ok,
        "version": __version__,
    }
    return JsonResponse(state, status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)


def database_works() -> bool:
    """Whether the database answers and its tables are those of this version."""
    try:
        return not pending_migrations()
    except DatabaseError:
        logger.exception("the database does not answer")
        return False


def audit_is_whole() -> bool:
    """Whether the newest entries of the trail are as they were written.

    The whole chain is walked by `halfsky audit verify`: it may hold millions of rows.
    """
    try:
        return tail_is_whole()
    except (DatabaseError, ImproperlyConfigured):
        logger.exception("the audit trail cannot be read")
        return False
