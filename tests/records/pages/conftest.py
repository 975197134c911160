"""Browsing as one of the cast, with a data folder of the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.site.conftest import browsing as browsing


@pytest.fixture(autouse=True)
def _data_folder(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
