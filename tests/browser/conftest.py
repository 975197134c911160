"""A real server with its own installation, and officers in front of real browsers."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Visit, chromium, visiting
from tests.browser.world import PASSWORD
from tests.conftest import need
from tests.site.conftest import browsing

__all__ = ["browsing"]  # the walk over every page browses as the cast does on the site's own tests

ROOT = Path(__file__).resolve().parent.parent.parent
DESK, TELEPHONE = 1280, 375
SECONDS_TO_START = 60
PATIENCE = 20_000  # milliseconds: the machine that tests may be busy


@dataclass(frozen=True)
class Site:
    """A server that is up."""

    url: str
    data: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Site]:
    """`halfsky serve` over an installation of its own."""
    need("Chromium")
    data = tmp_path_factory.mktemp("site")
    shutil.copy(migrated_file, data)
    environment = {**os.environ, "HALFSKY_DATA": str(data)}
    for name in ("HALFSKY_DATABASE", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    subprocess.run(
        [sys.executable, "-m", "tests.browser.world"], cwd=ROOT, env=environment, check=True
    )
    port = free_port()
    command = [sys.executable, "-m", "halfsky", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield Site(f"http://127.0.0.1:{port}", data)
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Until the server says that it is well."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if is_well(port):
            return
        time.sleep(0.2)
    raise AssertionError("the server did not answer")


def is_well(port: int) -> bool:
    """Whether it answers, and well."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as asking:
        try:
            asking.request("GET", "/healthz")
            with asking.getresponse() as answer:
                return answer.status == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def chromium_of_the_file() -> Iterator[Browser]:
    """One headless browser; while it is open its event loop keeps other tests from the database."""
    with chromium(need("Chromium")) as browser:
        yield browser


@dataclass
class Officer:
    """Somebody in front of a browser."""

    visit: Visit
    site: Site
    expected: set[int] = field(default_factory=set)  # answers that the test provokes

    @property
    def page(self) -> Page:
        """What she has before her."""
        return self.visit.page

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.site.url + path)

    def sign_in(self, username: str) -> None:
        """By the form, as everybody does."""
        self.open("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(self.site.url + "/")

    def troubles(self) -> list[str]:
        """What the page complained of, and requests that left the host."""
        asked_for = [f"status of {status} " for status in self.expected]
        complaints = [
            said for said in self.visit.complaints if not any(one in said for one in asked_for)
        ]
        ours = (self.site.url, "data:", "blob:")
        return complaints + [url for url in self.visit.requested if not url.startswith(ours)]


Sit = Callable[..., Officer]


@pytest.fixture
def sit(site: Site, chromium_of_the_file: Browser) -> Iterator[Sit]:
    """Sits somebody down at a desk or with a telephone; afterwards nothing may have gone wrong."""
    seated: list[Officer] = []
    with ExitStack() as open_windows:

        def at(username: str = "", width: int = DESK) -> Officer:
            visit = open_windows.enter_context(visiting(chromium_of_the_file, width))
            visit.page.set_default_timeout(PATIENCE)
            officer = Officer(visit, site)
            seated.append(officer)
            if username:
                officer.sign_in(username)
            return officer

        yield at
    for officer in seated:
        assert officer.troubles() == []
