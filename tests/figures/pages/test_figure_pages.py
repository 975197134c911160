"""The pages of figures, as the cast reads them."""

import pytest

from halfsky.figures.registry import figures
from tests import factories as make
from tests.cast import Cast
from tests.figures.world import fill
from tests.site.conftest import As

PAGES = (
    "/figures/?org={org}&period={period}",
    "/figures/{code}/?org={org}&period={period}",
    "/figures/{code}/units/?org={org}&period={period}",
    "/figures/units/?org={org}&period={period}",
)
RATE = "rights.complaints_share"
SESSIONS = "education.training_sessions"


def body(client: object, url: str, **asked: str) -> str:
    answer = client.get(url, asked)  # type: ignore[attr-defined]
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "period", ["2022H1", "2022", "2022Q2", "2022-06", "2022-01-05..2022-03-15"]
)
@pytest.mark.parametrize(("name", "org"), [("lin", "city"), ("wu", "east"), ("mei", "textile")])
def test_it_shows_every_page_for_every_kind_of_period(
    cast: Cast, browsing: As, name: str, org: str, period: str
) -> None:
    fill(cast)
    client = browsing(name)
    for page in PAGES:
        body(client, page.format(org=org, period=period, code=SESSIONS))


@pytest.mark.once
@pytest.mark.parametrize("code", list(figures()))
def test_it_explains_every_figure(cast: Cast, browsing: As, code: str) -> None:
    fill(cast)
    html = body(browsing("lin"), f"/figures/{code}/", org="city", period="2022H1")
    assert str(figures()[code].reference or figures()[code].name) in html


def test_it_begins_with_her_own_organisation(cast: Cast, browsing: As) -> None:
    assert cast.textile.name in body(browsing("mei"), "/figures/")
    assert cast.east.name in body(browsing("wu"), "/figures/")


def test_it_answers_what_is_out_of_reach_as_what_does_not_exist(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    for page in PAGES:
        url = page.format(org="{}", period="2022H1", code=SESSIONS)
        outside, nowhere = (wu.get(url.format(org)) for org in ("west", "nowhere"))
        assert outside.status_code == nowhere.status_code == 404
        assert outside.content == nowhere.content
    assert wu.get("/figures/no.such/").status_code == 404


def test_it_is_closed_to_who_may_not_read_figures(cast: Cast, browsing: As) -> None:
    for name in ("xu", "han", "shen", "qian"):
        assert browsing(name).get("/figures/").status_code == 403


def test_it_never_takes_silence_for_zero(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.city)
    html = body(browsing("he"), "/figures/", org="west", period="2022H1")
    assert "未报" in html
    make.NothingToReportFactory.create(organisation=cast.west, register="trainings")
    html = body(browsing("he"), f"/figures/{SESSIONS}/", org="west", period="2022H1")
    assert "0期" in html


def test_it_explains_how_a_rate_is_cut_off(cast: Cast, browsing: As) -> None:
    for place in range(3):
        make.ComplaintFactory.create(organisation=cast.city, is_woman_worker=place < 2)
    html = body(browsing("fang"), f"/figures/{RATE}/", org="city", period="2022H1")
    assert "2 ÷ 3 = 66.666666%，多余的小数舍去、不进位（保留1位小数），得66.6%。" in html


def test_it_says_a_sentence_for_what_it_hides(cast: Cast, browsing: As) -> None:
    fill(cast)
    html = body(browsing("wu"), "/figures/", org="east", period="2022H1")
    assert "受理女职工投诉" in html
    assert "不分单位、不分月份" in html
    assert "少于5" in body(browsing("zhou"), f"/figures/{RATE}/", org="city", period="2022H1")


def test_it_says_what_it_cannot_read_of_a_question(cast: Cast, browsing: As) -> None:
    html = body(browsing("lin"), "/figures/", period="last year")
    assert "不认识期间“last year”" in html
    html = body(browsing("lin"), "/figures/", entered_by="yesterday")
    assert "不认识日期“yesterday”" in html
    html = body(browsing("lin"), "/figures/", since="2022-01-05", last="2022-02-06", period="free")
    assert "2022年1月5日至2022年2月6日" in html


def test_it_leads_from_a_number_to_its_records(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.textile, topic="女职工权益讲座")
    mei = browsing("mei")
    asked = {"org": "textile", "period": "2022H1"}
    assert f"/figures/{SESSIONS}/?org=textile" in body(mei, "/figures/", **asked)
    assert f"/figures/{SESSIONS}/records/?org=textile" in body(
        mei, f"/figures/{SESSIONS}/", **asked
    )
    assert "女职工权益讲座" in body(mei, f"/figures/{SESSIONS}/records/", **asked)
