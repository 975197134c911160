"""A real browser over real addresses: what its console, its policy and its network say is kept."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from make_assets import FETCHED, flat

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = FETCHED / flat("axe-core/axe.min.js")
# What must not be: WCAG 2.1 A and AA, as far as a program can tell.
AXE_RUN = """async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
})).violations.filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(" | ")}`)"""


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A page in the browser, and everything it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Serious faults of accessibility."""
        # Not as a script element: the page's policy would refuse it, as it should.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(AXE_RUN)
        return found

    def width_beyond(self) -> int:
        """By how many pixels the page must be scrolled sideways."""
        beyond: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return beyond


@contextmanager
def visiting(browser: Browser, width: int = 1280, **options: Any) -> Iterator[Visit]:
    """A window of its own, with its own cookies; a narrow one is a telephone."""
    is_phone = width < 640
    context = browser.new_context(
        viewport={"width": width, "height": 740 if is_phone else 860},
        is_mobile=is_phone,
        has_touch=is_phone,
        locale="zh-CN",
        **options,
    )
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: hear(visit, message.type, message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", lambda request: visit.requested.append(request.url))
    try:
        yield visit
    finally:
        context.close()


def hear(visit: Visit, kind: str, text: str) -> None:
    """Errors, and what the content policy refused."""
    if kind == "error" or "Content Security Policy" in text:
        visit.complaints.append(text)


# Of the script tags in the gallery's pages; the product makes one for every answer.
NONCE = "of-the-gallery"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files under the policy that the product sends."""

    def end_headers(self) -> None:
        """Every answer carries it."""
        from csp.utils import build_policy

        self.send_header("Content-Security-Policy", build_policy(nonce=NONCE))
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def files_served(folder: Path) -> Iterator[str]:
    """The address of a folder."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
