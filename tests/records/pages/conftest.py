"""Browsing as one of the cast."""

from tests.site.conftest import browsing as browsing
