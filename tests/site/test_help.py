"""Help cards: one for each kind of people, on one page of paper, and whom to call."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from halfsky.org.models import Person
from halfsky.org.reader import Reader
from halfsky.site.help import CARDS, card_for
from tests.browser.chromium import chromium
from tests.conftest import need
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
STYLES = ("vendor/tabler.min.css", "halfsky/site.css", "halfsky/components.css")
PAPER = ("halfsky/print.css", "halfsky/help.css")
LINK = re.compile(r'<link rel="stylesheet"[^>]*>|<script[^>]*>\s*</script>')


def card(browser: Client, code: str) -> str:
    return browser.get(reverse("help_card", args=[code])).content.decode()


@pytest.mark.parametrize(
    ("name", "code"),
    [("lin", "city"), ("zhou", "city"), ("wu", "town"), ("mei", "union"), ("qian", "union")],
)
def test_it_leads_her_to_her_own_card(name: str, code: str, readers: dict[str, Reader]) -> None:
    assert card_for(readers[name]).code == code


def test_it_stands_in_the_header_of_every_page(browsing: As) -> None:
    for name in ("lin", "wu", "mei"):
        browser = browsing(name)
        for url in ("/", "/figures/", "/organisations/", "/account/"):
            assert f'href="{reverse("help")}"' in browser.get(url).content.decode()
    assert Client().get("/login/").content.decode().count(reverse("help")) == 1


def test_it_has_five_things_each_with_a_page_that_she_may_open(browsing: As) -> None:
    for name, code in (("lin", "city"), ("wu", "town"), ("mei", "union")):
        browser = browsing(name)
        page = card(browser, code)
        assert page.count('class="help-thing"') == 5
        links = re.findall(r'class="help-link"><a href="([^"]+)"', page)
        assert links
        assert {browser.get(url).status_code for url in links} == {200}


def test_it_can_be_read_without_an_account(cast: object) -> None:
    for code in CARDS:
        page = card(Client(), code)
        assert page.count('class="help-thing"') == 5
        assert 'class="help-link"' not in page
        assert "练一练" not in page
    assert Client().get("/help/nobody/").status_code == 404


def test_it_says_whom_to_call(browsing: As, people: dict[str, Person]) -> None:
    people["wu"].mobile = "13900000001"
    people["wu"].save()
    hers = card(browsing("mei"), "union")
    assert "吴霞" in hers
    assert "13900000001" in hers
    assert "何巧" not in hers  # of the other town
    assert "林晓" not in hers  # two tiers up
    assert "林晓" in card(browsing("wu"), "town")
    assert "许静" in card(browsing("lin"), "city")  # at the top: who looks after the site


def test_it_fits_one_page_of_paper(browsing: As) -> None:
    path = need("Chromium")
    lin = browsing("lin")
    cards = {code: LINK.sub("", card(lin, code)) for code in CARDS}
    with chromium(path) as browser:
        page = browser.new_page()
        for code, html in cards.items():
            page.set_content(html)
            for name in (*STYLES, *PAPER):
                page.add_style_tag(path=finders.find(name))
            page.emulate_media(media="print")
            printed = page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1, code
