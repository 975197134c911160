"""Settings of the collect zone: those of the site, without accounts, sessions and registers."""

from typing import Any

from halfsky import settings as inside

globals().update({name: value for name, value in vars(inside).items() if name.isupper()})

PACKAGE = inside.ROOT / "halfsky"
database: dict[str, Any] = inside.sqlite_database(inside.DATA / "collect.sqlite3")
# What was deleted is overwritten: the machine stands where others reach it.
database["OPTIONS"]["init_command"] += ";PRAGMA secure_delete=ON"
DATABASES = {"default": database}

INSTALLED_APPS = ["django.contrib.staticfiles", "halfsky.outside"]
AUTH_USER_MODEL = "auth.User"  # there are no accounts
AUTH_PASSWORD_VALIDATORS: list[Any] = []
MIDDLEWARE = [
    "halfsky.site.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "halfsky.outside.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "collecting" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STATICFILES_DIRS = [
    PACKAGE / "collecting" / "static",
    ("halfsky", PACKAGE / "site" / "static" / "halfsky"),  # the icon of the tab
]
LOCALE_PATHS = [PACKAGE / "site" / "locale", PACKAGE / "locale"]
CSRF_FAILURE_VIEW = "halfsky.outside.pages.show_stale"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
