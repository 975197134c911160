"""Devices on which a person has signed in before; a stranger's guesses never lock them out."""

import hmac
import re
import secrets

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.encryption import derived_key

# Browsers keep no cookie longer than 400 days.
COOKIE_SECONDS = 400 * 24 * 60 * 60
# What a user agent calls itself, the narrower first: nearly all of them also say Chrome or Safari.
BROWSERS = (
    ("MicroMessenger", gettext_lazy("微信")),
    ("DingTalk", gettext_lazy("钉钉")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("OpenHarmony", gettext_lazy("鸿蒙手机")),
    ("Android", gettext_lazy("安卓手机")),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class Device(models.Model):
    """A browser in which a person has signed in; it is known by a cookie of its own."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    name = models.CharField(gettext_lazy("设备"), max_length=60)
    first_used_at = models.DateTimeField(gettext_lazy("首次登录"), default=timezone.now)
    last_used_at = models.DateTimeField(gettext_lazy("最近登录"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("设备")
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="device_once")]

    def __str__(self) -> str:
        return self.name


def known_device(request: HttpRequest, username: str) -> Device | None:
    """The device that asks, if the account has signed in on it before."""
    return Device.objects.filter(person__username=username, digest=digest_of(request)).first()


def remember_device(request: HttpRequest, person_key: int) -> Device:
    """Know this device from now on; `keep_cookie` gives it its cookie."""
    if not cookie_of(request):
        request.new_device = secrets.token_urlsafe(24)  # type: ignore[attr-defined] # for the answer
    now, name = timezone.now(), name_of(request.headers.get("User-Agent", ""))
    device, _is_new = Device.objects.update_or_create(
        person_id=person_key,
        digest=digest_of(request),
        defaults={"name": name, "last_used_at": now},
        create_defaults={"name": name, "first_used_at": now, "last_used_at": now},
    )
    return device


def keep_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give a device that became known its cookie; it says nothing about the person."""
    if value := getattr(request, "new_device", ""):
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            value,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def cookie_of(request: HttpRequest) -> str:
    """The device's own name for itself; only one of the kind that is made here."""
    value = getattr(request, "new_device", "") or request.COOKIES.get(
        settings.DEVICE_COOKIE_NAME, ""
    )
    return value if re.fullmatch(r"[\w-]{32}", value) else ""


def digest_of(request: HttpRequest) -> str:
    """What the database keeps of the cookie."""
    return hmac.digest(derived_key("device"), cookie_of(request).encode(), "sha256").hex()


def name_of(agent: str) -> str:
    """What a person calls her device: 微信 · 安卓手机."""
    browser = next((name for mark, name in BROWSERS if mark in agent), _("浏览器"))
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} · {system}" if system else str(browser)
