"""Sessions: 30 minutes idle, 12 hours at most; each is a row with its person, so it can be ended.

This module is the session engine (SESSION_ENGINE).
"""

import datetime
import hmac
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import derived_key
from halfsky.org.signin.devices import Device

IDLE = datetime.timedelta(minutes=30)
ABSOLUTE = datetime.timedelta(hours=12)
# Activity is written down once a minute at most, so an idle session ends after 29 to 30 minutes.
NOTED_EVERY = datetime.timedelta(minutes=1)
PERSON, BEGAN, DEVICE, ADDRESS = "_auth_user_id", "began", "device", "address"


class Session(AbstractBaseSession):
    """One browser that is signed in (or about to be)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    device = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="sessions")
    address = models.CharField(gettext_lazy("来源地址"), max_length=45, blank=True)
    began_at = models.DateTimeField(gettext_lazy("开始"), default=timezone.now)
    active_at = models.DateTimeField(gettext_lazy("最近操作"), default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = gettext_lazy("登录")  # type: ignore[assignment] # lazy, as everywhere

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        """The engine that reads and writes these rows."""
        return SessionStore

    @property
    def public_key(self) -> str:
        """Names the session on a page; the real key would let its finder in."""
        return public_key(self.session_key)


class SessionStore(DatabaseStore):
    """Django's database sessions with an end by idleness and an end by age."""

    ended_for: int | None = None  # whose session it was that has just ended by itself

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our rows."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(session_key=self.session_key).first()
        now = timezone.now()
        if found and found.active_at + IDLE > now and found.expire_date > now:
            self.active_at = found.active_at
            return found
        if found:
            self.ended_for = found.person_id
            found.delete()
        self._session_key = None
        return None

    def get_expiry_date(self, **kwargs: Any) -> datetime.datetime:
        """12 hours after it began, whatever happens in between."""
        return self.began_at + ABSOLUTE

    @property
    def began_at(self) -> datetime.datetime:
        """When she signed in; for a session without a person, now."""
        began = self.get(BEGAN)
        return datetime.datetime.fromisoformat(began) if began else timezone.now()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row, with what the pages about devices need in columns."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment] # our model
        row.person_id = int(data[PERSON]) if PERSON in data else None
        row.device_id = data.get(DEVICE)
        row.address = data.get(ADDRESS, "")
        row.began_at = self.began_at
        row.active_at = self.active_at = timezone.now()
        return row

    def note_activity(self) -> None:
        """A real request came; written down once a minute at most."""
        now = timezone.now()
        if self.session_key and now - getattr(self, "active_at", now) >= NOTED_EVERY:
            Session.objects.filter(session_key=self.session_key).update(active_at=now)
            self.active_at = now


def public_key(session_key: str | None) -> str:
    """A keyed digest of a session's key."""
    return hmac.digest(derived_key("session"), str(session_key).encode(), "sha256").hex()[:32]


def sessions_of(person_key: int) -> "list[Session]":
    """A person's sessions that have not ended, the latest active first."""
    now = timezone.now()
    found = Session.objects.filter(person_id=person_key, expire_date__gt=now)
    return list(
        found.filter(active_at__gt=now - IDLE).select_related("device").order_by("-active_at")
    )


def end_sessions(person_key: int, but: str | None = None) -> int:
    """End a person's sessions, all but one; the number ended."""
    found = Session.objects.filter(person_id=person_key).exclude(session_key=but)
    return found.delete()[0]


def forget_ended() -> None:
    """Drop the rows of sessions that are over."""
    now = timezone.now()
    over = models.Q(expire_date__lte=now) | models.Q(active_at__lte=now - IDLE)
    Session.objects.filter(over).delete()
