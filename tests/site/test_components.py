"""Every component gives well-formed pages that the strict content policy lets through."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.site.gallery import TEMPLATES, component_names, pages, render
from tests.site.samples import frame

PAGES = dict(pages())
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
INCLUDED = re.compile(r'include "components/([a-z_]+\.html)"')

each_page = pytest.mark.parametrize("name", PAGES)


class Page(HTMLParser):
    """Checks nesting while reading; collects what a page may not hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.script_type = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if len(values) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice: {attrs}")
        self.faults += [f"<{tag} {name}>" for name in values if self.is_inline(name)]
        if (values.get("href") or "").startswith("javascript:"):
            self.faults.append("javascript:")
        self.ids += [values["id"] or ""] if "id" in values else []
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-details"):
            self.named.update((values.get(name) or "").split())
        self.script_type = (values.get("type") or "src" * ("src" in values)) * (tag == "script")
        if tag == "style":
            self.faults.append("<style>")
        if tag not in VOID:
            self.open.append(tag)

    @staticmethod
    def is_inline(attribute: str) -> bool:
        return attribute == "style" or attribute.startswith(("on", "hx-on"))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        is_script = bool(self.open) and self.open[-1] == "script"
        if is_script and data.strip() and self.script_type != "application/json":
            self.faults.append(f"inline script: {data[:40]}")


@each_page
def test_it_is_well_formed_without_inline_script_or_style(name: str) -> None:
    page = Page(PAGES[name])
    assert page.faults == []
    assert page.open == []


@each_page
def test_its_labels_and_descriptions_lead_to_elements(name: str) -> None:
    page = Page(PAGES[name])
    assert sorted(page.ids) == sorted(set(page.ids))
    assert page.named <= set(page.ids)


@each_page
def test_it_leaves_no_template_language_behind(name: str) -> None:
    assert not re.search(r"\{[%{#]|[%#}]\}", PAGES[name])


def test_the_gallery_shows_every_component() -> None:
    templates = [
        *TEMPLATES.rglob("*.html"),
        *Path(__file__).parent.glob("templates/gallery/*.html"),
    ]
    used = {
        name
        for path in templates
        for name in INCLUDED.findall(path.read_text(encoding="utf-8"))
        if path.name != name
    }
    assert set(component_names()) <= used


@pytest.mark.parametrize("name", component_names())
def test_a_component_says_what_it_takes(name: str) -> None:
    text = (TEMPLATES / "components" / name).read_text(encoding="utf-8")
    assert text.startswith("{% comment %}")
    listed = (TEMPLATES / "components" / "README.md").read_text(encoding="utf-8")
    assert f"`{name}`" in listed


def test_what_is_not_there_is_refused_the_same_way_for_everybody() -> None:
    alone = render("404.html")
    assert render("404.html", request_path="/secret/", exception="secret", **frame("home")) == alone


def test_what_a_person_wrote_is_escaped() -> None:
    text = "<script>alert(1)</script>"
    page = render(
        "components/empty.html", icon="inbox", title=text, text=text, url="#", action=text
    )
    assert "<script>" not in page


def test_every_script_carries_the_nonce_of_its_page() -> None:
    tags = [
        tag
        for path in TEMPLATES.parent.parent.glob("**/templates/**/*.html")
        for tag in re.findall(r"<script[^>]*src=[^>]*>", path.read_text(encoding="utf-8"))
    ]
    assert tags
    assert not [tag for tag in tags if 'nonce="{{ request.csp_nonce }}"' not in tag]
