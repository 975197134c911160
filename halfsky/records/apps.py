"""Registers as a Django app, and the base of every section."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The machinery of registers."""

    default = True  # beside the base class below
    name = "halfsky.records"
    label = "records"

    def ready(self) -> None:
        """Register the start-up checks of declarations."""
        from halfsky.records import checks  # noqa: F401 - registered by being imported


class Section(AppConfig):
    """A section: an app whose `models.py` lists its registers in menu order."""
