"""The collect zone as a Django app; the site inside does not install it."""

from django.apps import AppConfig


class OutsideConfig(AppConfig):
    """Sheets that were given, replies that were received."""

    name = "halfsky.outside"
    label = "outside"
