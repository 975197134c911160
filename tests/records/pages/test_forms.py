"""What a form takes, what it refuses, and how it says so."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from halfsky.org.models import Person
from halfsky.org.once import FIELD, new_key
from halfsky.org.reader import Reader
from halfsky.planning.plan_items import PlanItem
from halfsky.records import writing
from halfsky.records.addresses import record_url
from halfsky.records.registry import registers
from halfsky.registers.assistance.aid_payments import AidPayment
from halfsky.registers.assistance.hardship_files import HardshipFile
from halfsky.registers.education.trainings import Training
from halfsky.registers.organising.head_counts import HeadCount
from halfsky.registers.organising.women_organisations import Term
from halfsky.registers.rights.screenings import Screening
from halfsky.registers.safety.pledges import Pledge
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db
TRAINING = {
    "organisation": "city",
    "date": "２０２２年６月３０日",
    "topic": "岗位安全",
    "kind": "safety",
    "level": "city",
    "hours": "8",
    "women_attending": "1，200人次",
}


def send(client: Client, code: str, typed: dict[str, str], **changes: str) -> int:
    url = reverse("records:add", args=[code])
    return client.post(url, {**typed, FIELD: new_key(), **changes}).status_code


@pytest.mark.parametrize(
    "written", ["2022-06-30", "2022.6.30", "2022年6月30日", "２０２２／６／３０", "20220630"]
)
def test_it_reads_a_day_as_people_write_it(browsing: As, cast: Cast, written: str) -> None:
    assert send(browsing("lin"), "trainings", TRAINING, date=written) == 303
    training = Training.objects.get()
    assert training.date == datetime.date(2022, 6, 30)
    assert training.women_attending == 1200


def test_it_keeps_what_was_typed_and_says_what_is_wrong(browsing: As, cast: Cast) -> None:
    url = reverse("records:add", args=["trainings"])
    typed = {**TRAINING, FIELD: new_key(), "date": "2022.13.45", "women_attending": ""}
    page = browsing("lin").post(url, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "没有这一天，请核对年月日。" in text
    assert "请填写“女职工人次”。" in text
    assert 'value="2022.13.45"' in text
    assert 'value="岗位安全"' in text
    assert typed[FIELD] in text
    assert not Training.objects.exists()


def test_it_asks_who_has_one_organisation_for_no_organisation(browsing: As, cast: Cast) -> None:
    client = browsing("mei")
    page = client.get(reverse("records:add", args=["pledges"])).content.decode()
    assert 'name="organisation"' not in page
    assert cast.textile.name in page
    typed = {"date": "2022-6-1", "kind": "pledge", "signed": "30", "organisation": "city"}
    assert send(client, "pledges", typed) == 303
    assert Pledge.objects.get().organisation == cast.textile


@pytest.mark.parametrize("elsewhere", ["mine", "西岭煤矿工会", "west", "没有这家"])
def test_it_finds_no_organisation_out_of_reach(browsing: As, cast: Cast, elsewhere: str) -> None:
    assert send(browsing("wu"), "trainings", TRAINING, organisation=elsewhere) == 422
    assert not Training.objects.exists()


def test_it_sets_nothing_that_is_not_in_the_form(
    browsing: As, cast: Cast, people: dict[str, Person]
) -> None:
    unasked = {"state": "done", "ended_on": "2022-06-01", "version": "7", "entered_by": "1"}
    typed = {"organisation": "city", "date": "2022-7-1", "until": "2023-1-1", "measure": "走访"}
    assert send(browsing("lin"), "plan_items", {**typed, **unasked}) == 303
    item = PlanItem.objects.get()
    assert (item.state, item.ended_on, item.version) == ("planned", None, 1)
    assert item.entered_by == people["lin"]


def test_it_says_a_rule_of_the_model_at_a_field(browsing: As, cast: Cast) -> None:
    typed = {
        "organisation": "mine",
        "since": "2022-1-1",
        "workers": "50",
        "women_workers": "60",
        "members": "40",
        "women_members": "20",
    }
    url = reverse("records:add", args=["head_counts"])
    page = browsing("lin").post(url, {**typed, FIELD: new_key()})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'id="id_women_members_error"' in text
    assert "之间不相符，请核对。" in text
    assert "head_count_parts_within_wholes" not in text
    assert not HeadCount.objects.exists()


def test_it_keeps_money_in_fen(browsing: As, cast: Cast) -> None:
    file = make.HardshipFileFactory.create(organisation=cast.east)
    typed = {
        "organisation": "city",
        "date": "2022-2-1",
        "file": file.number,
        "kind": "warmth",
        "fund_source": "own",
        "amount": "1,234.5元",
        "persons": "1",
    }
    assert send(browsing("jin"), "aid_payments", typed) == 303
    assert AidPayment.objects.get().amount == 123_450
    assert send(browsing("jin"), "aid_payments", typed, amount="12.345") == 422


def test_it_masks_what_is_kept_and_leaves_it_where_nothing_is_typed(
    browsing: As, cast: Cast, readers: dict[str, Reader]
) -> None:
    number = make.identity_number(7)
    file = make.HardshipFileFactory.build(organisation=cast.textile, identity_number=number)
    writing.add(registers()["hardship_files"], file, readers["jin"])
    client = browsing("jin")
    url = record_url(registers()["hardship_files"], file.pk, "edit")
    page = client.get(url).content.decode()
    assert number not in page
    assert "陈秀兰" not in page
    assert f"{number[0]}****************{number[-1]}" in page
    typed = {"organisation": "textile", "number": "D-新", "holder_is_woman": "on", "version": "1"}
    typed |= {"category": "deep", "cause": "6", "household_size": "3", FIELD: new_key()}
    assert client.post(url, typed).status_code == 303
    changed = HardshipFile.objects.get()
    assert (changed.identity_number, changed.holder) == (number, "陈秀兰")
    assert changed.number == "D-新"
    typed |= {"version": "2", "identity_number": "无", FIELD: new_key()}
    assert client.post(url, typed).status_code == 303
    changed = HardshipFile.objects.get()
    assert (changed.identity_number, changed.holder) == ("", "陈秀兰")
    assert changed.person_key.startswith("?")


def test_it_does_not_tell_where_else_a_person_is_known(
    browsing: As, cast: Cast, readers: dict[str, Reader]
) -> None:
    known = make.HardshipFileFactory.create(organisation=cast.mine)
    typed = {"organisation": "textile", "number": "D-1", "holder": "陈秀兰", "category": "deep"}
    typed |= {"cause": "6", "household_size": "3", "identity_number": known.identity_number}
    url = reverse("records:add", args=["hardship_files"])
    page = browsing("luo").post(url, {**typed, FIELD: new_key()})
    assert page.status_code == 422
    assert "请与上级工会核对" in page.content.decode()
    assert known.number not in page.content.decode()


def test_it_saves_rows_with_the_record_in_one_entry_of_the_trail(browsing: As, cast: Cast) -> None:
    typed = {
        "organisation": "textile",
        "date": "2022-5-1",
        "kind": "gynaecological",
        "rows-roster-TOTAL": "3",
        "rows-roster-0-identity_number": make.identity_number(1),
        "rows-roster-1-identity_number": make.identity_number(2),
        "rows-roster-2-identity_number": "",
    }
    client = browsing("jin")
    assert send(client, "screenings", typed) == 303
    screening = Screening.objects.get()
    assert screening.roster.count() == 2
    first, second = screening.roster.order_by("pk")
    change = {
        **typed,
        "rows-roster-0-id": str(first.pk),
        "rows-roster-0-identity_number": "",
        "rows-roster-1-id": str(second.pk),
        "rows-roster-1-gone": "on",
        "version": "1",
        FIELD: new_key(),
    }
    url = record_url(registers()["screenings"], screening.pk, "edit")
    assert client.post(url, change).status_code == 303
    assert [row.pk for row in screening.roster.all()] == [first.pk]
    history = client.get(record_url(registers()["screenings"], screening.pk, "history"))
    assert "普查名册 · 身份证号" in history.content.decode()
    assert make.identity_number(2) not in history.content.decode()


def test_it_refuses_the_same_woman_twice_on_a_roster(browsing: As, cast: Cast) -> None:
    typed = {"organisation": "textile", "date": "2022-5-1", "kind": "gynaecological"}
    typed |= {"rows-roster-TOTAL": "2"}
    typed |= {f"rows-roster-{n}-identity_number": make.identity_number(1) for n in (0, 1)}
    assert send(browsing("jin"), "screenings", typed) == 422
    assert not Screening.objects.exists()


def test_it_adds_a_row_without_scripts_and_without_saving(browsing: As, cast: Cast) -> None:
    url = reverse("records:add", args=["screenings"])
    typed = {"organisation": "textile", "rows-roster-TOTAL": "1", "add_row": "roster"}
    page = browsing("jin").post(url, {**typed, FIELD: new_key()})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="rows-roster-1-identity_number"' in text
    assert "还不能保存" not in text
    assert not Screening.objects.exists()


def test_it_puts_seats_under_the_term_that_they_name(browsing: As, cast: Cast) -> None:
    term = {"number": "5", "since": "2021-1-1", "until": "2026-1-1"}
    seat = {"above": "5", "holder": "周敏", "role": "chair", "selection": "elected"}
    typed = {
        "organisation": "textile",
        "since": "2015-1-1",
        "form": "committee",
        "formation": "synchronous",
        "rows-terms-TOTAL": "1",
        **{f"rows-terms-0-{name}": value for name, value in term.items()},
        "rows-terms__seats-TOTAL": "1",
        **{f"rows-terms__seats-0-{name}": value for name, value in seat.items()},
        "rows-terms__seats-0-since": "2021-1-1",
    }
    client = browsing("mei")
    assert send(client, "women_organisations", typed, **{"rows-terms__seats-0-above": "4"}) == 422
    assert send(client, "women_organisations", typed) == 303
    term_kept = Term.objects.get()
    assert term_kept.seats.get().holder == "周敏"


def test_it_shows_both_versions_to_who_came_second(browsing: As, cast: Cast) -> None:
    assert send(browsing("lin"), "trainings", TRAINING) == 303
    training = Training.objects.get()
    url = record_url(registers()["trainings"], training.pk, "edit")
    hers = {**TRAINING, "date": "2022-6-30", "version": "1", "women_attending": "1201"}
    assert browsing("lin").post(url, {**hers, FIELD: new_key()}).status_code == 303
    late = {**hers, "women_attending": "1300", "topic": "岗位安全（二）"}
    page = browsing("lin").post(url, {**late, FIELD: new_key()})
    text = page.content.decode()
    assert page.status_code == 409
    assert "1201" in text
    assert 'value="1300"' in text
    assert 'name="version" value="2"' in text
    again = {**late, "version": "2", FIELD: new_key()}
    assert browsing("lin").post(url, again).status_code == 303
    training.refresh_from_db()
    assert (training.women_attending, training.version) == (1300, 3)


def test_it_keeps_a_draft_for_who_typed_it_and_forgets_it_once_sent(
    browsing: As, cast: Cast
) -> None:
    client = browsing("lin")
    kept = client.post(reverse("records:keep_new", args=["trainings"]), {"topic": "填了一半"})
    assert kept.status_code == 302
    add = reverse("records:add", args=["trainings"])
    assert "填到一半的还在" in client.get(add).content.decode()
    text = client.get(f"{add}?draft=1").content.decode()
    assert 'value="填了一半"' in text
    assert "还不能保存" not in text
    assert "填到一半的还在" not in browsing("wu").get(add).content.decode()
    assert send(client, "trainings", TRAINING) == 303
    assert "填到一半的还在" not in client.get(add).content.decode()
