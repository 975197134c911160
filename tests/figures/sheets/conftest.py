"""Browsing as one of the cast, and commands."""

from tests.commands.conftest import run  # noqa: F401 - a fixture
from tests.site.conftest import browsing  # noqa: F401 - a fixture
