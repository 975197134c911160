"""A link on a telephone, over a slow line, with a real browser and a real server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.chromium import Visit, chromium, visiting
from tests.collecting.outside import NUMBER
from tests.collecting.serving import Served, serving
from tests.conftest import need

TELEPHONE = 375
# Mobile data in a workshop: 400 kbit/s down, 160 up, 400 ms there and back.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 20_000,
}
MOST_TAPS = 12
LIGHTEST = 100_000  # bytes over the line, everything that the page loads


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Served]:
    """The site."""
    need("Chromium")
    with serving(tmp_path_factory.mktemp("served"), migrated_file) as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium(need("Chromium")) as opened:
        yield opened


@dataclass
class Hand:
    """A thumb on a telephone: every touch counts, typing does not."""

    page: Page
    taps: int = 0
    loaded: list[int] = field(default_factory=list)

    def open(self, url: str) -> None:
        """Touch a link in a chat."""
        self.taps += 1
        self.page.goto(url)

    def tap(self, selector: str) -> None:
        """Touch something."""
        self.taps += 1
        self.page.locator(selector).tap()

    def type(self, selector: str, text: str) -> None:
        """Touch a field and type."""
        self.tap(selector)
        self.page.keyboard.type(text)

    def choose(self, selector: str, value: str) -> None:
        """Touch a list, and touch what it offers."""
        self.taps += 2
        self.page.select_option(selector, value)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A telephone in a narrow window."""
    with visiting(browser, TELEPHONE) as opened:
        yield opened


@pytest.fixture
def hand(visit: Visit) -> Hand:
    """The same over a slow line, its bytes counted."""
    thumb = Hand(visit.page)
    line = visit.page.context.new_cdp_session(visit.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    line.on("Network.loadingFinished", lambda one: thumb.loaded.append(one["encodedDataLength"]))
    return thumb


@pytest.fixture
def make_link(served: Served) -> Callable[..., str]:
    """The address of a new link."""

    def make(unit: str = "textile", form: str = "", days: int = 5) -> str:
        path: str = served.outside("link", unit, form, str(days))
        return served.url + path

    return make


def fill_in(hand: Hand, persons: str) -> None:
    """One enrolment, and the tick for the rest."""
    hand.tap("label[for=insurance_enrolments-added]")
    hand.choose("#id_insurance_enrolments-product", "ankang")
    hand.type("#id_insurance_enrolments-persons", persons)
    hand.tap("label[for=rest]")


def test_it_is_done_in_twelve_taps(
    served: Served, make_link: Callable[..., str], hand: Hand, visit: Visit
) -> None:
    before = served.outside("count")
    hand.open(make_link())
    hand.type("#digits", NUMBER[-4:])
    hand.tap("button[type=submit]")
    hand.page.wait_for_selector("#sheet")
    assert sum(hand.loaded) < LIGHTEST
    hand.tap("label[for=head_counts-confirmed]")
    fill_in(hand, "46")
    hand.tap("button[type=submit]")
    hand.page.wait_for_selector("#receipt")
    assert hand.taps <= MOST_TAPS
    receipt = hand.page.locator("#receipt").inner_text()
    assert "补报一条" in receipt
    assert "零报告" in receipt
    after = served.outside("count")
    assert after["enrolments"] == [*before["enrolments"], 46]
    assert after["nothing"] == before["nothing"] + 3
    hand.page.locator("#save-picture").click()
    picture = hand.page.locator("img.picture")
    assert picture.get_attribute("src", timeout=5000).startswith("data:image/png")  # type: ignore[union-attr]
    assert visit.complaints == []
    assert visit.width_beyond() == 0
    assert all(url.startswith((served.url, "data:")) for url in visit.requested)


def test_it_writes_once_when_the_answer_is_lost(
    served: Served, make_link: Callable[..., str], hand: Hand
) -> None:
    before = served.outside("count")
    hand.open(make_link("toys"))
    receipts: list[str] = []

    def lose(route: Route) -> None:
        """The server has written, the answer does not arrive; the second time it does."""
        if route.request.method != "POST":
            route.continue_()
            return
        answer = route.fetch(max_redirects=0)
        receipts.append(answer.headers["x-receipt"])
        if len(receipts) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    hand.page.route("**/l/*/", lose)
    fill_in(hand, "31")
    hand.tap("button[type=submit]")
    hand.page.wait_for_selector("#waiting:not([hidden])")
    hand.page.wait_for_selector("#receipt")
    number = hand.page.locator("#receipt-number").inner_text()
    assert {*receipts} == {number}
    assert len(receipts) == 2
    after = served.outside("count")
    assert after["enrolments"] == [*before["enrolments"], 31]
    assert after["replies"] == before["replies"] + 1


def test_it_keeps_what_was_typed_when_the_page_is_closed_without_a_line(
    served: Served, make_link: Callable[..., str], hand: Hand
) -> None:
    before = served.outside("count")
    url = make_link("pottery")
    hand.open(url)
    hand.page.route("**/l/*/", lambda route: route.abort("internetdisconnected"))
    fill_in(hand, "12")
    hand.tap("button[type=submit]")
    hand.page.wait_for_selector("#waiting:not([hidden])")
    hand.page.goto("about:blank")
    hand.page.unroute("**/l/*/")
    hand.page.goto(url)  # what was sent already goes out by itself
    hand.page.wait_for_selector("#receipt")
    assert served.outside("count")["enrolments"] == [*before["enrolments"], 12]
    assert hand.page.evaluate("localStorage.length") == 0


def test_it_says_what_is_missing_without_losing_the_rest(
    make_link: Callable[..., str], hand: Hand
) -> None:
    hand.open(make_link("market"))
    hand.tap("label[for=insurance_enrolments-added]")
    hand.type("#id_insurance_enrolments-persons", "9")
    hand.tap("button[type=submit]")
    hand.page.wait_for_selector(".error")
    assert hand.page.input_value("#id_insurance_enrolments-persons") == "9"
    hand.choose("#id_insurance_enrolments-product", "ankang")
    hand.tap("button[type=submit]")
    hand.page.wait_for_selector("#receipt")


def test_it_works_without_scripts(
    served: Served, make_link: Callable[..., str], browser: Browser
) -> None:
    url = make_link("mine")
    with visiting(browser, TELEPHONE, java_script_enabled=False) as visit:
        visit.page.goto(url)
        visit.page.locator("label[for=insurance_enrolments-added]").tap()
        visit.page.select_option("#id_insurance_enrolments-product", "ankang")
        visit.page.fill("#id_insurance_enrolments-persons", "8")
        visit.page.locator("button[type=submit]").tap()
        visit.page.wait_for_selector("#receipt")
        assert visit.complaints == []


def test_it_shows_nothing_of_what_does_not_open(
    served: Served, make_link: Callable[..., str], visit: Visit
) -> None:
    good = make_link("toys")
    altered = good[:-2] + ("A" if good[-2] != "A" else "B") + "/"
    foreign = f"{served.url}/l/{'x' * 22}/"
    said: list[Any] = []
    for url in (make_link("toys", "", -1), altered, foreign):
        visit.page.goto(url)
        said.append(visit.page.locator("main").inner_text())
    assert len({*said}) == 1
    assert "这个链接打不开" in said[0]
    assert "童乐" not in said[0]


def test_it_can_be_read_by_everybody(make_link: Callable[..., str], visit: Visit) -> None:
    visit.page.goto(make_link("market", "trainings"))
    assert visit.faults() == []
