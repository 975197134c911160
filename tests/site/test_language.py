"""Pages are Chinese, and English for who asks for it; the catalogue grows with the templates."""

import pytest
from django.test import Client

import make_catalogue

TEMPLATES = make_catalogue.ROOT / "halfsky" / "site" / "templates"
FRAME = (
    *("base", "plain", "403", "404", "500", "bottom_bar", "breadcrumbs", "language", "menu"),
    *("messages", "navigation", "topbar", "table", "pagination", "filters", "chart", "confirm"),
)


def test_it_reads_what_a_template_says() -> None:
    template = """{% load i18n %}{% comment %}{% translate "not this" %}{% endcomment %}
    <p title="{% translate "甲" %}">
    {% blocktranslate with n=count %}共{{ n }}条{% endblocktranslate %}</p>
    {% include "x.html" with label=_("乙") %}
    {% blocktranslate asvar said %}丙{% endblocktranslate %}
    {% blocktranslate count n=many %}{{ n }}家{% plural %}{{ n }}家{% endblocktranslate %}"""
    said = ["甲", "共%(n)s条", "乙", "丙", ("%(n)s家", "%(n)s家")]
    assert list(make_catalogue.messages(template)) == said


def test_it_reads_the_templates_of_every_part() -> None:
    folder = make_catalogue.ROOT / "halfsky"
    every = {path for path in folder.rglob("*.html") if "{% translate " in path.read_text("utf-8")}
    assert every <= set(make_catalogue.templates(folder))


def test_what_stands_around_every_page_has_its_english() -> None:
    catalogue = make_catalogue.read(make_catalogue.CATALOGUE)
    said = {
        message
        for name in FRAME
        for path in TEMPLATES.rglob(f"{name}.html")
        for message in make_catalogue.messages(path.read_text(encoding="utf-8"))
    }
    assert {one for one in said if not (found := catalogue.get(one)) or not found.string} == set()


def test_english_keeps_the_places_of_values() -> None:
    for message in make_catalogue.read(make_catalogue.CATALOGUE):
        if message.id and message.string:
            named = make_catalogue.VALUE.findall(str(message.id))
            assert sorted(make_catalogue.VALUE.findall(str(message.string))) == sorted(named)


@pytest.mark.django_db
def test_a_page_is_in_the_language_that_she_chooses(client: Client) -> None:
    assert "跳到正文" in client.get("/login/").content.decode()
    client.post("/language/", {"language": "en", "next": "/login/"})
    page = client.get("/login/").content.decode()
    assert "Skip to the content" in page
    assert '<html lang="en"' in page
    client.post("/language/", {"language": "zh-hans"})
    assert "跳到正文" in client.get("/login/").content.decode()


@pytest.mark.django_db
def test_changing_the_language_leads_nowhere_outside(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"].startswith("/")
