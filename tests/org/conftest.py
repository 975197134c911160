"""Browsing as one of the cast, as in the tests of the site."""

from tests.site.conftest import browsing as browsing
