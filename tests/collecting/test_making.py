"""Officers above make links and cards, see who has not reported, and report on behalf."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from halfsky.collecting.models import Link, Reply
from halfsky.figures.models import Adjustment
from halfsky.figures.periods import Period
from halfsky.figures.report import compute
from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Organisation, Person
from halfsky.org.once import new_key
from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment
from tests import factories as make
from tests.cast import Cast, founded
from tests.collecting.conftest import sent
from tests.site.conftest import As

ASKED = "?form=insurance_enrolments&period=2022H1"
MAKE = f"/collecting/make/{ASKED}"


def wanted(client: Client, url: str = MAKE, **fields: str) -> dict[str, str]:
    """What the making form sends."""
    page = client.get(url).content.decode()
    found = re.search(r'name="deadline" value="([^"]+)"', page)
    assert found
    return {"submission_key": new_key(), "deadline": found[1], "who": "silent", **fields}


def test_it_makes_links_for_the_silent_units_of_a_town(cast: Cast, browsing: As) -> None:
    make.InsuranceEnrolmentFactory.create(organisation=cast.toys)
    wu = browsing("wu")
    answer = wu.post(MAKE, wanted(wu))
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    silent = {link.organisation for link in Link.objects.all()}
    assert silent == {cast.textile, cast.pottery}  # not the toys, not those of the other town
    urls = set(re.findall(r"http://testserver(/l/[\w-]{22}/)", page))
    assert len(urls) == 2
    assert {Client().get(url).status_code for url in urls} == {200}
    assert page.count('class="card-square"') == 2
    assert set(AuditEntry.objects.values_list("kind", "key")) == {
        ("link", link.number) for link in Link.objects.all()
    }


def test_it_shows_links_once(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    form = wanted(wu)
    wu.post(MAKE, form)
    again = wu.post(MAKE, form)
    assert again.status_code == 409
    assert "/l/" not in again.content.decode()
    assert Link.objects.count() == 3


def test_it_makes_a_link_for_one_unit(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    answer = wu.post(f"{MAKE}&at=textile", wanted(wu, f"{MAKE}&at=textile", who="due"))
    assert answer.status_code == 200
    assert Link.objects.get().organisation == cast.textile


def test_it_keeps_units_without_a_number_off_the_list_for_the_chat(
    people: dict[str, Person], browsing: As
) -> None:
    Person.objects.update(mobile="")
    people["mei"].mobile = "13900004711"
    people["mei"].save()
    wu = browsing("wu")
    page = wu.post(MAKE, wanted(wu)).content.decode()
    listed = page.split('id="list"')[1].split("</pre>")[0]
    assert "锦云纺织厂工会 http" in listed
    assert "东溪陶瓷厂工会" not in listed


def test_it_makes_links_within_reach_only(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    form = wanted(wu)
    assert wu.post(f"{MAKE}&at=mine", form).status_code == 404
    assert browsing("mei").post(MAKE, form).status_code == 403
    assert browsing("zhou").post(MAKE, form).status_code == 403  # a leader reads
    assert not Link.objects.exists()


def test_it_takes_a_link_back(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    page = wu.post(MAKE, wanted(wu)).content.decode()
    found = re.search(r"http://testserver(/l/[\w-]{22}/)", page)
    assert found
    number = Link.objects.order_by("pk")[0].number
    act = f"/collecting/links/{number}/withdraw/"
    assert browsing("he").post(act, {"submission_key": new_key()}).status_code == 404
    assert Client().get(found[1]).status_code == 200
    assert wu.post(act, {"submission_key": new_key()}).status_code == 303
    assert Client().get(found[1]).status_code == 404
    assert "已作废" in wu.get("/collecting/links/").content.decode()


def test_it_leads_from_a_unit_to_its_links(cast: Cast, browsing: As) -> None:
    page = "/organisations/textile/"
    wu = browsing("wu")
    assert "/collecting/make/?at=textile" in wu.get(page).content.decode()
    wu.post(f"{MAKE}&at=textile", wanted(wu, f"{MAKE}&at=textile", who="due"))
    number = Link.objects.get().number
    assert f"/collecting/links/{number}/" in wu.get(page).content.decode()
    assert "/collecting/links/" not in browsing("mei").get(page).content.decode()


# ---- who has not reported -------------------------------------------------------------------


def test_it_tells_the_silent_by_town(cast: Cast, browsing: As) -> None:
    make.InsuranceEnrolmentFactory.create(organisation=cast.toys)
    make.NothingToReportFactory.create(organisation=cast.mine)
    page = browsing("lin").get(f"/collecting/{ASKED}").content.decode()
    rows = re.findall(r"<tr class=\"is-link.*?</tr>", page, re.S)
    cells = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).split() for row in rows]
    assert cells == [["东溪镇总工会", "3", "1", "2"], ["西岭镇总工会", "2", "1", "1"]]


def test_it_says_whom_to_call_and_what_to_write(people: dict[str, Person], browsing: As) -> None:
    people["mei"].mobile = "13900004711"
    people["mei"].save()
    page = browsing("wu").get(f"/collecting/{ASKED}").content.decode()
    assert "13900004711" in page
    assert "【东溪镇总工会】2022年上半年“互助保障参保”还有以下3家没有填报：" in page
    assert "锦云纺织厂工会、童乐玩具厂工会、东溪陶瓷厂工会。" in page
    assert "梅玲" not in page.split('id="reminder"')[1].split("</p>")[0]


def test_it_shows_no_telephone_to_who_only_reads(people: dict[str, Person], browsing: As) -> None:
    people["mei"].mobile = "13900004711"
    people["mei"].save()
    page = browsing("zhou").get(f"/collecting/{ASKED}&at=east").content.decode()
    assert "锦云纺织厂工会" in page
    assert "13900004711" not in page


@pytest.mark.parametrize("more", [0, 20])
def test_it_asks_as_much_of_twenty_units_as_of_one(
    more: int, cast: Cast, browsing: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kind = Organisation.objects.get(code="pottery").kind
    for place in range(more):
        founded(cast.east, f"more-{place}", f"东溪第{place}厂工会", kind)  # type: ignore[arg-type]
    wu = browsing("wu")
    with django_assert_max_num_queries(16):
        wu.get(f"/collecting/{ASKED}")


# ---- on behalf, and proposals ---------------------------------------------------------------

ENROLMENT = {
    "insurance_enrolments-do": "added",
    "insurance_enrolments-date": "2022-05-06",
    "insurance_enrolments-product": "ankang",
    "insurance_enrolments-persons": "46",
}
BEHALF = f"/collecting/behalf/textile/{ASKED}"


def test_it_reports_on_behalf_with_the_source(cast: Cast, browsing: As) -> None:
    wu = browsing("wu")
    assert wu.post(BEHALF, {**sent(), **ENROLMENT}).status_code == 422
    said = {"way": "telephone", "said_by": "6月24日 张主席"}
    assert wu.post(BEHALF, {**sent(), **ENROLMENT, **said}).status_code == 303
    record = InsuranceEnrolment.objects.get()
    assert (record.organisation, record.entered_by) == (cast.textile, cast.wu)
    entry = AuditEntry.objects.get(kind="insurance_enrolments")
    assert entry.reason == "代报：电话，6月24日 张主席"
    assert Reply.objects.get().person == cast.wu


def test_it_reports_on_behalf_within_reach_only(browsing: As) -> None:
    assert browsing("he").get(BEHALF).status_code == 404
    assert browsing("mei").get(BEHALF).status_code == 403


def test_it_counts_a_proposal_once_a_second_person_approves(cast: Cast, browsing: As) -> None:
    make.TrainingFactory.create(organisation=cast.textile, women_attending=30)
    wu = browsing("wu")
    url = "/collecting/behalf/textile/?form=trainings&period=2022H1"
    said = {"way": "paper", "said_by": "6月报表", "trainings-do": "proposed"}
    wu.post(url, {**sent(), **said, "trainings-total-total2": "38"})
    proposal = Adjustment.objects.get()
    act = f"/collecting/proposals/{proposal.pk}/"
    approve = {"submission_key": new_key(), "approve": "1"}
    assert wu.post(act, approve).status_code == 409  # her own
    assert browsing("he").post(act, approve).status_code == 404
    lin = browsing("lin")
    assert "30" in lin.get("/collecting/proposals/").content.decode()
    assert lin.post(act, {"submission_key": new_key(), "approve": "1"}).status_code == 303
    report = compute(Period.parse("2022H1"), cast.textile.pk)
    assert report.fact("education.training_attendances").amount == 38


def test_it_sends_a_proposal_back_with_a_reason(cast: Cast, browsing: As) -> None:
    proposal = make.AdjustmentFactory.create(organisation=cast.textile, approved_by=None)
    wu, act = browsing("wu"), f"/collecting/proposals/{proposal.pk}/"
    assert wu.post(act, {"submission_key": new_key(), "refuse": "1"}).status_code == 422
    reason = {"submission_key": new_key(), "refuse": "1", "reason": "请核对报表"}
    assert wu.post(act, reason).status_code == 303
    proposal.refresh_from_db()
    assert proposal.withdrawn_because == "请核对报表"


def test_it_shows_no_sensitive_proposal_to_who_may_not_see_the_figure(
    cast: Cast, browsing: As
) -> None:
    proposal = make.AdjustmentFactory.create(
        figure="rights.women_screened",
        organisation=cast.textile,
        value=7,
        approved_by=None,
        approved_at=None,
        reason="只有手工台账",
    )
    wu, lin, act = browsing("wu"), browsing("lin"), f"/collecting/proposals/{proposal.pk}/"
    assert "只有手工台账" not in wu.get("/collecting/proposals/").content.decode()
    assert wu.post(act, {"submission_key": new_key(), "approve": "1"}).status_code == 404
    assert "只有手工台账" in lin.get("/collecting/proposals/").content.decode()
    assert lin.post(act, {"submission_key": new_key(), "approve": "1"}).status_code == 303
