"""The checker beside the records: whose, which numbers, and nobody's who may not see them."""

import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from halfsky.figures.disclosure import Disclosure
from halfsky.figures.periods import Period
from halfsky.figures.report import compute
from halfsky.org.reader import Reader
from halfsky.summary.recorded import disclosed_figures, stored_figures, told_of
from tests import factories as make
from tests.cast import Cast
from tests.figures import world
from tests.site.conftest import As

MARCH = datetime.date(2022, 3, 8)
TRAININGS = "上半年，全市共举办女职工培训25期，受理女职工投诉68件。"
DOORS = ("/check/", "/check/collation.xlsx")
OF_TRAININGS, OF_COMPLAINTS = "台账里“女职工培训期数”是", "台账里“受理女职工投诉”是"


def page(browser: Client, organisation: str, text: str = TRAININGS, period: str = "2022H1") -> str:
    sent = {"text": text, "org": organisation, "period": period}
    answer = browser.post("/check/", sent)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_marks_what_differs_from_the_records(browsing: As, cast: Cast) -> None:
    world.fill(cast)
    shown = page(browsing("lin"), "city")
    assert f"{OF_TRAININGS}4期，文中是25期" in shown
    assert '<mark class="mark-wrong">25期</mark>' in shown
    assert "已与云川市总工会（含下级）2022年上半年的台账比较" in shown
    assert "不一致 2 个" in shown


def test_it_takes_the_period_that_is_chosen(browsing: As, cast: Cast) -> None:
    world.fill(cast)
    text = "下半年，全市共举办女职工培训25期。"
    assert f"{OF_TRAININGS}1期" in page(browsing("lin"), "city", text, "2021H2")


def test_it_compares_with_nobody_unless_asked(browsing: As, cast: Cast) -> None:
    world.fill(cast)
    shown = page(browsing("lin"), "")
    assert "台账里“" not in shown
    assert "已与" not in shown


def test_it_offers_her_the_latest_half_year_and_nobody(browsing: As, cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.textile, date=MARCH)
    shown = browsing("mei").get("/check/").content.decode()
    assert '<option value="2022H1" selected>' in shown
    assert 'name="org" type="text" value=""' in shown


def test_it_keeps_what_was_chosen(browsing: As, cast: Cast) -> None:
    shown = page(browsing("wu"), "textile", period="2021Q3")
    assert 'value="textile"' in shown
    assert 'data-shown="锦云纺织厂工会"' in shown
    assert '<option value="2021Q3" selected>' in shown


def test_it_says_which_period_it_does_not_know(browsing: As) -> None:
    sent = {"text": TRAININGS, "org": "textile", "period": "去年"}
    answer = browsing("mei").post("/check/", sent)
    assert answer.status_code == 422
    assert "不认识期间“去年”" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "organisation", "status"),
    [
        pytest.param("mei", "textile", 200, id="her own"),
        pytest.param("wu", "textile", 200, id="below hers"),
        pytest.param("wu", "east", 200, id="her town"),
        pytest.param("mei", "toys", 404, id="a stranger's"),
        pytest.param("wu", "west", 404, id="another town's"),
        pytest.param("wu", "city", 404, id="above hers"),
        pytest.param("wu", "no-such-code", 404, id="nobody's"),
        pytest.param("xu", "city", 403, id="without the power"),
        pytest.param("qian", "textile", 404, id="without a post"),
    ],
)
@pytest.mark.parametrize("door", DOORS)
def test_it_opens_to_whom_the_figures_open(
    browsing: As, door: str, name: str, organisation: str, status: int
) -> None:
    browser = browsing(name)
    sent = {"text": TRAININGS, "org": organisation, "period": "2022H1"}
    assert browser.post(door, sent).status_code == status
    if name != "qian":  # whose door is shut before she can ask for anybody
        asked = browser.get(f"/figures/?org={organisation}&period=2022H1")
        assert asked.status_code == status


@pytest.mark.parametrize("door", DOORS)
def test_it_refuses_before_it_reads_anything(browsing: As, door: str) -> None:
    sent = {"org": "west", "documents": [SimpleUploadedFile("a.pdf", b"%PDF-1.7")]}
    stranger = browsing("wu").post(door, sent)
    nothing = browsing("wu").post(door, sent | {"org": "no-such-code"})
    assert stranger.status_code == nothing.status_code == 404
    assert "西岭镇总工会" not in stranger.content.decode()


def test_it_tells_who_has_not_logged_in_nothing(settings: Settings, cast: Cast) -> None:
    world.fill(cast)
    settings.CHECKER_IS_PUBLIC = True
    assert 'name="org"' not in Client().get("/check/").content.decode()
    for door in DOORS:
        assert Client().post(door, {"text": TRAININGS, "org": "city"}).status_code == 404


def test_it_offers_nothing_to_who_reads_no_figures(browsing: As) -> None:
    assert 'name="org"' not in browsing("xu").get("/check/").content.decode()


def test_a_small_number_of_cases_cannot_be_guessed(browsing: As, cast: Cast) -> None:
    for _place in range(3):
        make.ComplaintFactory.create(organisation=cast.city, date=MARCH)
    guesses = [
        page(browsing("zhou"), "city", f"上半年，全市受理女职工投诉{guess}件。") for guess in (3, 9)
    ]
    for shown in guesses:
        assert OF_COMPLAINTS not in shown
        assert "一致的数 0 个，不一致 0 个" in shown
        assert "没有比较：受理女职工投诉。少于5的数不公布，以免认出当事人。" in shown
    assert OF_COMPLAINTS in page(browsing("lin"), "city", "上半年，全市受理女职工投诉9件。")


def test_cases_of_a_town_are_told_nobody(browsing: As, cast: Cast) -> None:
    for _place in range(7):
        make.ComplaintFactory.create(organisation=cast.east, date=MARCH)
    shown = page(browsing("wu"), "east", "上半年，受理女职工投诉9件。")
    assert OF_COMPLAINTS not in shown
    assert "没有比较：受理女职工投诉。投诉类指标只按地方总工会" in shown


def test_the_workbook_has_nothing_from_the_records(browsing: As, cast: Cast) -> None:
    world.fill(cast)
    told = []
    for organisation in ("city", ""):
        sent = {"text": TRAININGS, "org": organisation, "period": "2022H1"}
        answer = browsing("lin").post("/check/collation.xlsx", sent)
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        told.append([[*sheet.values] for sheet in load_workbook(BytesIO(content))])
    assert told[0] == told[1]


def test_it_compares_as_the_command_does(readers: dict[str, Reader], cast: Cast) -> None:
    world.fill(cast)
    period = Period.parse("2022H1")
    results, plans = (compute(one, cast.city.pk) for one in (period, period.following))
    disclosed = disclosed_figures(Disclosure(readers["lin"]), results, plans)
    assert all(one.fact for one in disclosed)
    assert told_of(one.fact for one in disclosed if one.fact) == stored_figures(
        period, cast.city.pk
    )
