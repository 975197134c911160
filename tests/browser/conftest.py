"""The browser tests browse as the cast does on the site's own tests."""

from tests.site.conftest import browsing

__all__ = ["browsing"]
