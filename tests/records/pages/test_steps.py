"""The steps of a workflow: their day, their conditions, what they ask for."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.once import FIELD, new_key
from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.addresses import record_url
from halfsky.records.registry import registers
from halfsky.registers.assistance.insurance_claims import InsuranceClaim
from halfsky.registers.rights.special_contracts import SpecialContract, State
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(cast: Cast, readers: dict[str, Reader]) -> Any:
    """A contract in consultation."""
    one = make.SpecialContractFactory.build(
        organisation=cast.textile,
        since=None,
        state=State.CONSULTING,
        consulted_on=datetime.date(2022, 3, 1),
    )
    writing.add(registers()["special_contracts"], one, readers["lin"])
    return one


def step(record: Any, code: str, name: str) -> str:
    return reverse("records:step", args=[code, str(record.pk), name])


def take(client: Client, url: str, version: int, on: str, **more: str) -> Any:
    return client.post(url, {"on": on, "version": str(version), FIELD: new_key(), **more})


def test_a_grey_button_says_what_is_missing(contract: Any, browsing: As) -> None:
    url = record_url(registers()["special_contracts"], contract.pk)
    page = browsing("lin").get(url).content.decode()
    assert 'aria-disabled="true"' in page
    assert "实到人数不足应到人数的三分之二" in page
    answered = take(browsing("lin"), step(contract, "special_contracts", "pass"), 1, "2022-03-20")
    assert answered.status_code == 422
    assert "实到人数不足应到人数的三分之二" in answered.content.decode()
    contract.refresh_from_db()
    assert contract.state == State.CONSULTING


def test_it_takes_the_step_on_its_day(contract: Any, browsing: As) -> None:
    contract.voters, contract.voters_present, contract.votes_in_favour = 30, 25, 20
    contract.save()
    url = step(contract, "special_contracts", "pass")
    answered = take(browsing("lin"), url, 1, "2022.3.20", reason="全体通过")
    assert answered.status_code == 303
    contract.refresh_from_db()
    assert (contract.state, contract.passed_on) == ("passed", datetime.date(2022, 3, 20))
    assert AuditEntry.objects.get(action=Action.STEPPED).reason == "全体通过"


def test_it_refuses_days_to_come_and_days_before_the_last_step(contract: Any, browsing: As) -> None:
    contract.voters, contract.voters_present, contract.votes_in_favour = 30, 25, 20
    contract.save()
    url = step(contract, "special_contracts", "pass")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert "今天以后" in take(browsing("lin"), url, 1, f"{tomorrow}").content.decode()
    assert "2022-03-01" in take(browsing("lin"), url, 1, "2022-02-28").content.decode()


def test_it_skips_no_state(contract: Any, browsing: As) -> None:
    url = step(contract, "special_contracts", "take_effect")
    assert "当前状态不能“生效”" in browsing("lin").get(url).content.decode()
    answered = take(browsing("lin"), url, 1, "2022-03-20", until="2024-03-20")
    assert answered.status_code == 422
    assert SpecialContract.objects.get().since is None


def test_it_asks_for_the_amount_with_the_approval(
    cast: Cast, readers: dict[str, Reader], browsing: As
) -> None:
    claim = make.InsuranceClaimFactory.build(
        organisation=cast.textile,
        amount=0,
        state="review",
        approved_on=None,
        paid_on=None,
        diagnosed_on=datetime.date(2022, 3, 1),
    )
    writing.add(registers()["insurance_claims"], claim, readers["jin"])
    url = step(claim, "insurance_claims", "approve")
    assert 'name="amount"' in browsing("jin").get(url).content.decode()
    assert take(browsing("jin"), url, 1, "2022-04-01", amount="").status_code == 422
    assert take(browsing("jin"), url, 1, "2022-04-01", amount="8000").status_code == 303
    kept = InsuranceClaim.objects.get()
    assert (kept.amount, kept.state) == (800_000, "approved")


def test_it_acts_on_no_version_that_it_has_not_seen(contract: Any, browsing: As) -> None:
    contract.voters, contract.voters_present, contract.votes_in_favour = 30, 25, 20
    contract.version = 2
    contract.save()
    url = step(contract, "special_contracts", "pass")
    assert take(browsing("lin"), url, 1, "2022-03-20").status_code == 409


def test_a_step_on_a_wrong_day_is_taken_back_and_taken_again(contract: Any, browsing: As) -> None:
    contract.voters, contract.voters_present, contract.votes_in_favour = 30, 25, 20
    contract.save()
    lin, page = browsing("lin"), record_url(registers()["special_contracts"], contract.pk)
    back = f"{page}step-back/"
    assert lin.get(back).status_code == 404
    assert "退回一步" not in lin.get(page).content.decode()
    take(lin, step(contract, "special_contracts", "pass"), 1, "2022-03-20")
    assert "退回一步" in lin.get(page).content.decode()
    sent = {"version": "2", "reason": "日期填错", FIELD: new_key()}
    assert lin.post(back, sent).status_code == 303
    contract.refresh_from_db()
    assert (contract.state, contract.passed_on) == ("consulting", None)
    assert AuditEntry.objects.get(action=Action.STEPPED_BACK).reason == "日期填错"
    assert lin.get(back).status_code == 404
    take(lin, step(contract, "special_contracts", "pass"), 3, "2022-03-22")
    contract.refresh_from_db()
    assert (contract.state, contract.passed_on) == ("passed", datetime.date(2022, 3, 22))


def test_a_step_stays_where_its_day_was_changed_since(contract: Any, browsing: As) -> None:
    contract.voters, contract.voters_present, contract.votes_in_favour = 30, 25, 20
    contract.save()
    lin = browsing("lin")
    take(lin, step(contract, "special_contracts", "pass"), 1, "2022-03-20")
    SpecialContract.objects.update(passed_on="2022-03-25")
    back = f"{record_url(registers()['special_contracts'], contract.pk)}step-back/"
    answered = lin.post(back, {"version": "2", "reason": "填错", FIELD: new_key()})
    assert answered.status_code == 422
    assert "又改过" in answered.content.decode()
