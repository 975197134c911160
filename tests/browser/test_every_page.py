"""Every page that a person can come to from her menu is without fault in a real browser.

The pages are found by following links, one or two of each route: a new page is visited by itself.
"""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import Visit, chromium, visiting
from tests.cast import Cast
from tests.conftest import need
from tests.figures.world import fill
from tests.site.conftest import As

PAGES_A_ROUTE = 2
# No part is being fetched. A network idle for half a second would cost a minute over all pages.
IS_SETTLED = "() => document.readyState === 'complete' && !document.querySelector('.htmx-request')"
# Files to save, and parts that scripts ask for: no pages.
NO_PAGES = ("sheet", "download", "collation", "choices", "children", "healthz", "template")
DESK, TELEPHONE = 1280, 360


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all tests of this file."""
    with chromium(need("Chromium")) as one:
        yield one


@pytest.fixture(autouse=True, scope="module")
def _beside_an_event_loop() -> Iterator[None]:
    """The browser's client runs one in this thread; the database is asked outside it.

    For the whole module: the database is emptied after the fixtures of a test are gone.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


def route_of(url: str) -> str:
    """The name of a page's route; nothing where it is none of ours."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def walk(visit: Visit, start: str) -> Iterator[str]:
    """Each page that can be reached by links, the first ones of each route."""
    waiting, known, visited = deque([start]), {start}, Counter[str]()
    while waiting:
        url = waiting.popleft()
        route = route_of(url)
        if visited[route] >= PAGES_A_ROUTE:
            continue
        visited[route] += 1
        answer = visit.page.goto(url)
        visit.page.wait_for_function(IS_SETTLED)
        assert answer
        assert answer.status == 200, url
        yield url
        for link in links(visit, start):
            if link not in known:
                known.add(link)
                waiting.append(link)


def links(visit: Visit, start: str) -> Iterator[str]:
    """Where the page leads on this host, to pages only."""
    for href in visit.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
        url, _fragment = urldefrag(urljoin(visit.page.url, href))
        route = route_of(url)
        is_page = route and not any(word in route for word in NO_PAGES)
        if is_page and urlsplit(url).netloc == urlsplit(start).netloc:
            yield url


def faults_of(visit: Visit, url: str) -> list[str]:
    """What is wrong with the page that is open."""
    found = [f"{url}: {fault}" for fault in (*visit.faults(), *visit.complaints)]
    visit.complaints.clear()
    if beyond := visit.width_beyond():
        found.append(f"{url}: {beyond} pixels too wide")
    host = urlsplit(url).netloc
    found += [f"{url}: asked {one}" for one in visit.requested if urlsplit(one).netloc != host]
    visit.requested.clear()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "width"), [("lin", DESK), ("lin", TELEPHONE), ("mei", TELEPHONE), ("shen", DESK)]
)
def test_every_page_that_she_can_reach_is_without_fault(
    browser: Browser, live_server: LiveServer, cast: Cast, browsing: As, name: str, width: int
) -> None:
    fill(cast)
    session = browsing(name).cookies["session"].value
    with visiting(browser, width) as visit:
        visit.page.context.add_cookies(
            [{"name": "session", "value": session, "url": live_server.url}]
        )
        faults: list[str] = []
        routes = set()
        for url in walk(visit, f"{live_server.url}/"):
            routes.add(route_of(url))
            faults += faults_of(visit, url)
    assert not faults, "\n".join(faults)
    assert "home" in routes
    assert len(routes) > 1
