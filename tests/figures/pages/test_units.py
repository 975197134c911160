"""Unit by unit: sorted, with its parts, downloaded; and the records behind a figure."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from halfsky.figures.headlines import headlines
from halfsky.figures.kept import STORE, Keeping
from halfsky.figures.registry import figures
from halfsky.org.reader import Reader
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SESSIONS
from tests.figures.world import fill
from tests.site.conftest import As

RATE = "organising.formation_rate"
VISITED, PAIRED = "assistance.workers_visited", "organising.paired_units"
H1 = {"period": "2022H1"}


def page(client: Any, url: str, **asked: str) -> str:
    answer = client.get(url, {**H1, **asked})
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


def order(html: str, *names: str) -> list[str]:
    """The names in the order in which the table has them, behind the drawing."""
    table = html[html.rindex("<table") :]
    return sorted(names, key=table.index)


def test_it_puts_the_tail_first_and_turns_by_a_press(cast: Cast, browsing: As) -> None:
    for many, place in ((3, cast.east), (1, cast.west)):
        for _session in range(many):
            make.TrainingFactory.create(organisation=place)
    lin, url = browsing("lin"), f"/figures/{SESSIONS}/units/"
    east, west = cast.east.name, cast.west.name
    assert order(page(lin, url), east, west) == [west, east]
    assert order(page(lin, url, sort="-value"), east, west) == [east, west]
    assert order(page(lin, url, sort="name"), east, west) == [east, west]


@pytest.mark.parametrize(
    "sort", ["name", "value", "numerator", "denominator", "before", "silent", "-silent", "nonsense"]
)
@pytest.mark.parametrize("level", ["children", "grassroots"])
def test_it_sorts_by_every_column(cast: Cast, browsing: As, sort: str, level: str) -> None:
    fill(cast)
    html = page(browsing("lin"), f"/figures/{RATE}/units/", sort=sort, level=level)
    assert (cast.textile.name in html) == (level == "grassroots")


def test_it_lists_no_unit_of_another_town(cast: Cast, browsing: As) -> None:
    fill(cast)
    for url in (f"/figures/{RATE}/units/", "/figures/units/"):
        html = page(browsing("wu"), url, level="grassroots")
        assert cast.textile.name in html
        assert cast.mine.name not in html


def test_it_tells_no_confidential_figure_unit_by_unit(cast: Cast, browsing: As) -> None:
    fill(cast)
    for name in ("lin", "fang", "zhou"):
        html = page(browsing(name), "/figures/rights.complaints/units/")
        assert "不分单位、不分月份" in html
        sheet = browsing(name).get("/figures/units/sheet.csv", {**H1, "section": "rights"})
        assert "投诉" not in sheet.getvalue().decode("utf-8-sig")
    sheet = browsing("zhou").get("/figures/units/sheet.csv", {**H1, "section": "assistance"})
    assert str(figures()[VISITED].name) not in sheet.getvalue().decode("utf-8-sig")


FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "＝1", "\t=1")


@pytest.mark.parametrize("name", FORMULAS)
def test_it_writes_no_formula(cast: Cast, browsing: As, name: str) -> None:
    cast.east.name = name
    cast.east.save()
    lin, asked = browsing("lin"), {**H1, "figure": SESSIONS}
    rows = list(csv.reader(io.StringIO(
        lin.get("/figures/units/sheet.csv", asked).getvalue().decode("utf-8-sig"))))  # fmt: skip
    assert f"'{name}" in [cell for row in rows for cell in row]
    assert "林晓（lin）" in rows[1][0]
    book = zipfile.ZipFile(io.BytesIO(lin.get("/figures/units/sheet.xlsx", asked).getvalue()))
    sheets = [book.read(one) for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in one for one in sheets)


def test_it_writes_a_rate_as_it_is_printed(cast: Cast, browsing: As) -> None:
    fill(cast)
    asked = {**H1, "figure": RATE}
    text = browsing("lin").get("/figures/units/sheet.csv", asked).getvalue().decode("utf-8-sig")
    east = next(row for row in csv.reader(io.StringIO(text)) if row[:1] == ["east"])
    assert east[2:5] == ["50%", "1", "2"]


def test_it_shows_records_she_may_open_and_says_how_many(cast: Cast, browsing: As) -> None:
    fill(cast)  # mentoring is entered by the city: a union sees the number, not the record
    html = page(browsing("cao"), f"/figures/{PAIRED}/records/", org="mine")
    assert "这个数由1条记录得出，其中0条您可以打开" in html
    assert "可以打开。" not in page(browsing("lin"), f"/figures/{PAIRED}/records/")


def test_it_shows_no_record_behind_a_wall(cast: Cast, browsing: As) -> None:
    fill(cast)
    for name, org, code, status in (
        ("wu", "east", VISITED, 403),
        ("zhou", "city", VISITED, 403),
        ("luo", "east", VISITED, 200),
        ("wu", "east", "rights.complaints", 404),
        ("lin", "city", "rights.complaints", 404),
        ("fang", "city", "rights.complaints", 200),
    ):
        answer = browsing(name).get(f"/figures/{code}/records/", {**H1, "org": org})
        assert answer.status_code == status, (name, code)
    html = page(browsing("fang"), "/figures/rights.complaints/records/")
    assert "没有您可以打开的记录" in html, "nothing was assigned to her"


@pytest.mark.once
@pytest.mark.parametrize("code", list(figures()))
def test_it_opens_the_records_of_every_figure(cast: Cast, browsing: As, code: str) -> None:
    fill(cast)
    for more in ({}, {"part": "denominator"}, {"heads": "1"}, {"own": "1"}):
        answer = browsing("lin").get(f"/figures/{code}/records/", {**H1, **more})
        assert answer.status_code == (404 if "complaint" in code or "recovered" in code else 200)


def test_it_goes_from_page_to_page_of_records(cast: Cast, browsing: As) -> None:
    for _session in range(51):
        make.TrainingFactory.create(organisation=cast.east)
    lin, url = browsing("lin"), f"/figures/{SESSIONS}/records/"
    assert page(lin, url).count("女职工劳动保护") == 50
    assert page(lin, url, page="2").count("女职工劳动保护") == 1


def test_it_tells_what_arrived_after_a_day(cast: Cast, browsing: As) -> None:
    early = make.TrainingFactory.create(organisation=cast.east, topic="早到的", entered_at=AT[0])
    late = make.TrainingFactory.create(organisation=cast.east, topic="晚到的", entered_at=AT[1])
    lin = browsing("lin")
    html = page(lin, "/figures/", org="east", entered_by="2022-07-05")
    assert "arrived_after=2022-07-05" in html
    assert "+1" in html
    html = page(lin, f"/figures/{SESSIONS}/records/", org="east", arrived_after="2022-07-05")
    assert late.topic in html
    assert early.topic not in html
    html = page(lin, f"/figures/{SESSIONS}/", org="east", entered_by="2022-07-05")
    assert "1期" in html


AT = ("2022-07-01T08:00:00+08:00", "2022-07-09T08:00:00+08:00")

QUERIES = {
    "/figures/": 12,
    f"/figures/{SESSIONS}/": 14,
    f"/figures/{SESSIONS}/units/": 12,
    "/figures/units/": 12,
}


@pytest.mark.parametrize("url", QUERIES)
def test_it_asks_few_queries_once_figures_are_kept(cast: Cast, browsing: As, url: str) -> None:
    fill(cast)
    lin = browsing("lin")
    page(lin, url)
    with CaptureQueriesContext(connection) as kept:
        page(lin, url)
    assert len(kept) <= QUERIES[url]
    STORE.clear()
    with CaptureQueriesContext(connection) as before:
        page(lin, url)
    for place in range(20):
        make.TrainingFactory.create(organisation=cast.organisations[place % 7])
    STORE.clear()
    with CaptureQueriesContext(connection) as after:
        page(lin, url)
    assert len(after) == len(before)


def test_it_has_headlines_for_home(cast: Cast, readers: dict[str, Reader]) -> None:
    fill(cast)
    for name in ("lin", "wu", "mei", "zhou"):
        found = headlines(readers[name], Keeping.begin())
        assert 0 < len(found) <= 6
        assert all(one.value and one.url.startswith("/figures/") for one in found)
    assert headlines(readers["xu"], Keeping.begin()) == []
