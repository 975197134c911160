"""The page leads from every number to its fact and back, and asks for nothing from outside."""

import dataclasses
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from halfsky.summary.document import Paragraph, Run
from halfsky.summary.html import render_html
from halfsky.summary.stylesheet import STYLESHEET
from tests.summary.example_document import ANNEX, EXAMPLE


class Page(HTMLParser):
    """Ids, links and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value:
                self.links.append(unquote(value))
            elif name in {"src", "srcset", "action", "data", "poster"} and value:
                self.addresses.append(value)


def test_every_link_has_its_target_and_every_id_is_unique() -> None:
    page = Page(render_html(EXAMPLE))
    assert len(set(page.ids)) == len(page.ids)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)


def test_every_number_leads_to_its_fact_and_back() -> None:
    page = Page(render_html(EXAMPLE))
    for key in EXAMPLE.figures():
        assert f"#{key}" in page.links
        assert f"#use-1-{key}" in page.links
    assert {row.key for row in ANNEX} <= set(page.ids)


def test_a_number_used_twice_has_two_ways_back() -> None:
    key = ANNEX[0].key
    text = Paragraph((Run("52家", key), Run("，又是"), Run("52家", key)))
    page = Page(render_html(dataclasses.replace(EXAMPLE, paragraphs=(text,))))
    assert {f"#use-1-{key}", f"#use-2-{key}"} <= set(page.links)


def test_a_fact_shows_what_it_is_made_of() -> None:
    html = render_html(EXAMPLE)
    (row,) = re.findall(r'<tr id="rights\.share">.*?</tr>', html)
    for shown in ("女职工投诉占全部投诉", "38.9%", "38.947368%", "37/95", "期内", "应报1203"):
        assert shown in row
    assert ANNEX[0].definition in row
    assert "2022年1月1日至6月30日" in row


def test_what_users_wrote_is_escaped() -> None:
    nasty = "<script>alert('x')</script>&\"\x00"
    row = dataclasses.replace(ANNEX[0], key='k"><script>', label=nasty, note=nasty, shown=nasty)
    text = Paragraph((Run(nasty), Run(nasty, row.key)), "heading2", nasty)
    html = render_html(
        dataclasses.replace(
            EXAMPLE,
            title=nasty,
            organisation=nasty,
            period_label=nasty,
            paragraphs=(text,),
            signature=nasty,
            annex=(row,),
            annex_title=nasty,
            facts={},
        )
    )
    page = Page(html)
    assert "script" not in page.tags
    assert "\x00" not in html
    assert f"#{row.key}" in page.links
    assert row.key in page.ids


def test_nothing_is_fetched_from_outside() -> None:
    html = render_html(EXAMPLE)
    page = Page(html)
    assert not page.addresses
    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not re.search(r"https?://|url\(|@import", html)


def test_the_page_says_its_language_and_fits_telephone_and_paper() -> None:
    html = render_html(EXAMPLE)
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in html
    assert "@page { size: A4; margin: 37mm 26mm 35mm 28mm }" in html
    assert 'data-label="本期数"' in html


def test_headings_are_numbered_under_the_title() -> None:
    html = render_html(EXAMPLE)
    assert (
        "<h1><span>云溪市总工会女职工委员会</span><br><span>2022年上半年工作总结</span></h1>"
        in html
    )
    assert "<h2>一、扩大组织覆盖，建强基层阵地</h2>" in html
    assert '<b class="level2">（一）同步组建有序推进。</b>坚持工会' in html
    assert "<h4>1.参保情况</h4>" in html


def test_a_summary_without_figures_has_no_annex() -> None:
    text = (Paragraph((Run("无数字。"),)),)
    html = render_html(dataclasses.replace(EXAMPLE, paragraphs=text, annex=(), facts={}))
    assert "附件" not in html


def test_a_narrow_screen_sets_no_gaps_between_characters() -> None:
    narrow = STYLESHEET.partition("(max-width: 40rem)")[2].partition("@media")[0]
    assert "p { text-align: start }" in narrow
