"""Pages are Chinese, and English for who asks for it; the catalogue grows with the templates."""

import re

import pytest
from babel.messages.pofile import read_po
from django.test import Client

import make_catalogue

CHINESE = re.compile("[\u3400-\u9fff]")
FOLDER = make_catalogue.ROOT / "halfsky"


def test_it_reads_what_a_template_says() -> None:
    template = """{% load i18n %}{% comment %}{% translate "not this" %}{% endcomment %}
    <p title="{% translate "甲" %}">
    {% blocktranslate with n=count %}共{{ n }}条{% endblocktranslate %}</p>
    {% include "x.html" with label=_("乙") %}
    {% blocktranslate asvar said %}丙{% endblocktranslate %}
    {% blocktranslate count n=many %}{{ n }}家{% plural %}{{ n }}家{% endblocktranslate %}"""
    said = [words for words, _context in make_catalogue.messages(template)]
    assert said == ["甲", "共%(n)s条", "乙", "丙", ("%(n)s家", "%(n)s家")]


def test_a_word_may_have_a_context() -> None:
    template = """{% load i18n %}{% translate "新增" context "button" %}
    {% blocktranslate count n=2 context "x" %}{{ n }}{% plural %}{{ n }}家{% endblocktranslate %}"""
    assert list(make_catalogue.messages(template)) == [
        ("新增", "button"),
        (("%(n)s", "%(n)s家"), "x"),
    ]


def test_it_reads_the_templates_of_every_part() -> None:
    every = {path for path in FOLDER.rglob("*.html") if "{% translate " in path.read_text("utf-8")}
    assert every <= set(make_catalogue.templates(FOLDER))


def test_every_message_of_a_template_has_its_english() -> None:
    """A merge may leave the catalogue torn or doubled: `make catalogue` mends it."""
    with make_catalogue.CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    said = {
        message
        for template in make_catalogue.templates(FOLDER)
        for message in make_catalogue.messages(template.read_text(encoding="utf-8"))
    }
    assert {(one.id, one.context) for one in catalogue if one.id} == said
    assert make_catalogue.untranslated(catalogue) == []
    assert not [one.id for one in catalogue if one.id and CHINESE.search(str(one.string))]


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
