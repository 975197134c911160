"""Browsing figures as one of the cast."""

from tests.site.conftest import browsing  # noqa: F401 - a fixture
