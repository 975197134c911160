"""The base of every section of registers."""

from django.apps import AppConfig


class Section(AppConfig):
    """A section: an app whose `models.py` lists its registers in menu order."""
