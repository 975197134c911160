"""Every setting of an installation, read once from the environment."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF, STRICT_DYNAMIC
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HALFSKY_DATA", ROOT / "var"))
FIELD_KEY_FILE = Path(os.environ.get("HALFSKY_FIELD_KEY_FILE", DATA / "field.key"))
SECRET_KEY_FILE = DATA / "secret.key"


def secret_key() -> str:
    """From the environment, else from the file that the first start has written."""
    if key := os.environ.get("HALFSKY_SECRET_KEY"):
        return key
    return SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else ""


SECRET_KEY = secret_key()

# Without the address itself: it may hold a password.
WRONG_ADDRESS = (
    "HALFSKY_DATABASE 写法不对，应为 postgresql://用户:口令@主机:端口/库名 或 sqlite:///文件路径。"
)

# The WAL-reset fault can lose committed writes; it is mended from these versions on
# (docs/decisions/0004-sqlite-journal.md).
WAL_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def journal_mode(version: tuple[int, int, int]) -> str:
    """The journal for a linked SQLite: WAL where its reset fault is mended, else TRUNCATE."""
    mended = version >= WAL_MENDED[-1] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in WAL_MENDED
    )
    return "WAL" if mended else "TRUNCATE"


def sqlite_database(path: Path) -> dict[str, Any]:
    """A SQLite alias that keeps every acknowledged write (decisions 26)."""
    pragmas = {
        "journal_mode": journal_mode(sqlite3.sqlite_version_info),
        "synchronous": "FULL",
        "foreign_keys": "ON",
        "cache_spill": "OFF",
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": ";".join(f"PRAGMA {name}={value}" for name, value in pragmas.items()),
        },
    }


def postgresql_database(url: str) -> dict[str, Any]:
    """A PostgreSQL alias from postgresql://user:password@host:port/name."""
    parts = urlsplit(url)
    try:
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(WRONG_ADDRESS) from None
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured(WRONG_ADDRESS)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
    }


def database(url: str | None) -> dict[str, Any]:
    """The alias for a database address; without one, SQLite in the data folder."""
    if not url:
        return sqlite_database(DATA / "halfsky.sqlite3")
    if url.startswith("sqlite:///"):
        return sqlite_database(Path(url.removeprefix("sqlite:///")))
    return postgresql_database(url)


DATABASES = {"default": database(os.environ.get("HALFSKY_DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "halfsky.org",
    "halfsky.records",
    "halfsky.figures",
    # The sections, in the order of the summary's chapters; leave out what a federation lacks.
    "halfsky.registers.organising",
    "halfsky.registers.education",
    "halfsky.registers.rights",
    "halfsky.registers.assistance",
    "halfsky.registers.activities",
    "halfsky.registers.safety",
    "halfsky.planning",
    "halfsky.collecting",
    "halfsky.setup",
    "halfsky.summary",
    "halfsky.site",
]
AUTH_USER_MODEL = "org.Person"
MIDDLEWARE = [
    "halfsky.site.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "halfsky.site.gate.Gate",
]
ROOT_URLCONF = "halfsky.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "halfsky.site.menu.frame",
            ],
        },
    }
]
PASSWORD_HASHERS = [
    "halfsky.org.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # older ones are renewed at log-in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"halfsky.org.passwords.{name}"}
    for name in (
        "OfFittingLength",
        "OfThreeKinds",
        "NotOnlyDigits",
        "WithoutLocalWords",
        "UnlikeHerself",
        "Uncommon",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
ALLOWED_HOSTS = os.environ.get("HALFSKY_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

# Whether the checker's page is open to everybody; it stores nothing and shows no record.
CHECKER_IS_PUBLIC = os.environ.get("HALFSKY_PUBLIC_CHECKER") == "1"

# Where the collect zone is reached (docs/zones.md); without one, links lead to the site itself.
COLLECT_URL = os.environ.get("HALFSKY_COLLECT_URL", "").rstrip("/")

# Behind a proxy that speaks HTTPS; on the machine itself (the demo) there is none.
HTTPS = os.environ.get("HALFSKY_HTTPS") == "1"
# Whose X-Forwarded-For and X-Forwarded-Proto are believed: the proxy's, on this machine by default.
LOOPBACK = "127.0.0.1,::1" if HTTPS else ""
TRUSTED_PROXIES = frozenset(filter(None, os.environ.get("HALFSKY_PROXIES", LOOPBACK).split(",")))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if HTTPS else "device"
SESSION_ENGINE = "halfsky.org.signin.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "halfsky.site.pages.stale.show_stale"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_SAMESITE = HTTPS, "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
# Believed of a trusted proxy only: the outermost layer drops it for everybody else.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What pages load: our own files and, in vendor/, those of others (docs/decisions/0015).
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "halfsky.site.storage.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Nothing inline, nothing from outside. Tabler draws ticks and arrows as data: pictures.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # A script with the page's nonce may load our others; SELF is for browsers that do not
        # know the word.
        "script-src": [NONCE, STRICT_DYNAMIC, SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "halfsky" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
