"""Home shows what is mine to do, what others did, and where my unit stands."""

import datetime

import pytest
from django.utils import timezone

from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.drafting import keep
from halfsky.records.registry import registers
from tests import factories as make
from tests.cast import Cast
from tests.figures import world
from tests.site.conftest import As

trainings, complaints = registers()["trainings"], registers()["complaints"]


def page(browsing: As, name: str) -> str:
    answer = browsing(name).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["lin", "zhou", "wu", "mei", "fang", "jin", "tao", "xu", "qian"])
def test_it_opens_for_everybody(name: str, browsing: As, cast: Cast) -> None:
    world.fill(cast)
    assert "我的工作" in page(browsing, name)


def test_it_offers_an_officer_the_registers_she_reports_of(browsing: As) -> None:
    assert "/registers/trainings/new/" in page(browsing, "wu")
    assert "/registers/head_counts/new/" in page(browsing, "mei")
    assert "/new/" not in page(browsing, "zhou")


def test_it_shows_duties_with_their_days(browsing: As, cast: Cast) -> None:
    until = timezone.localdate() + datetime.timedelta(days=20)
    make.SpecialContractFactory.create(organisation=cast.textile, until=until)
    assert until.isoformat() in page(browsing, "mei")
    assert until.isoformat() not in page(browsing, "cao")


def test_it_shows_what_was_not_finished(browsing: As, readers: dict[str, Reader]) -> None:
    from django.http import QueryDict

    keep(trainings, None, QueryDict("topic=没写完"), readers["mei"])
    assert "没有写完的" in page(browsing, "mei")
    assert "没有写完的" not in page(browsing, "wu")


def test_it_tells_what_others_did_in_her_part(
    browsing: As, cast: Cast, readers: dict[str, Reader]
) -> None:
    record = make.TrainingFactory.build(organisation=cast.textile)
    writing.add(trainings, record, readers["mei"])
    assert "女职工培训：新增" in page(browsing, "wu")
    assert "女职工培训：新增" not in page(browsing, "mei")  # her own
    assert "女职工培训：新增" not in page(browsing, "he")  # another part


def test_it_never_tells_of_a_sealed_record(
    browsing: As, cast: Cast, readers: dict[str, Reader]
) -> None:
    record = make.ComplaintFactory.build(organisation=cast.city)
    writing.add(complaints, record, readers["fang"])
    for name in ("lin", "zhou", "jin", "tao", "fang"):
        assert "投诉：新增" not in page(browsing, name)


def test_it_shows_headlines_that_lead_to_their_facts(browsing: As, cast: Cast) -> None:
    world.fill(cast)
    shown = page(browsing, "lin")
    assert "/figures/education.training_sessions/?org=city" in shown
    assert "tile-value" not in page(browsing, "xu")


def test_it_says_what_its_unit_has_not_reported(browsing: As, cast: Cast) -> None:
    world.fill(cast)
    assert "未报" in page(browsing, "cao")
