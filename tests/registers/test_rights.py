"""Peculiar to the section 权益维护: contracts, complaints, screening."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from halfsky.org.acts import dissolve, merge
from halfsky.records.workflow import TransitionRefused
from halfsky.registers.rights import complaints, special_contracts
from halfsky.registers.rights.complaints import Complaint, Outcome
from halfsky.registers.rights.special_contracts import SpecialContract
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import CONTRACTS, SCREENED, ask

FILED_AGAIN = [
    *("consult", "pass", "sign", "file", "receive", "object", "file", "receive", "take_effect")
]


def day(number: int) -> datetime.date:
    return datetime.date(2022, 3, number)


def draft(cast: Cast, **votes: int) -> SpecialContract:
    votes = {"voters": 30, "voters_present": 20, "votes_in_favour": 16, **votes}
    return make.SpecialContractFactory.create(
        organisation=cast.toys,
        state="draft",
        since=None,
        until=datetime.date(2025, 3, 1),
        **votes,
    )


def advance(record: Any, workflow: Any, steps: list[str]) -> None:
    """Each step on the next day, saved and read back."""
    for number, step in enumerate(steps, start=1):
        workflow.advance(record, step, day(number))
        record.full_clean()
        record.save()


def test_it_takes_a_contract_through_an_objection_into_force(cast: Cast) -> None:
    contract = draft(cast)
    advance(contract, special_contracts.workflow, FILED_AGAIN)
    assert (contract.state, contract.since) == ("effective", day(9))
    assert (contract.objected_on, contract.filed_on) == (day(6), day(7))
    assert ask(CONTRACTS, period="2022-03-01..2022-03-08").value == 0
    assert ask(CONTRACTS, period="2022-03-01..2022-03-09").value == 1


def test_it_puts_no_contract_into_force_without_its_end(cast: Cast) -> None:
    contract = make.SpecialContractFactory.build(organisation=cast.toys, state="received")
    with pytest.raises(TransitionRefused, match="终止日期，期限1至3年"):
        special_contracts.workflow.advance(contract, "take_effect", day(1))


def test_it_lets_contracts_lapse_with_the_union_and_pass_to_an_heir(cast: Cast) -> None:
    for union in (cast.toys, cast.pottery):
        make.SpecialContractFactory.create(organisation=union)
    dissolve(cast.toys, datetime.date(2022, 6, 1))
    merge(cast.pottery, cast.textile, datetime.date(2022, 6, 1))
    assert ask(CONTRACTS).value == ask(CONTRACTS, cast.textile).value == 1
    assert ask(CONTRACTS, period="2022-05").value == 2


def test_it_lets_a_contract_lapse_with_the_last_of_its_heirs(cast: Cast) -> None:
    make.SpecialContractFactory.create(organisation=cast.pottery, since=make.FOUNDED)
    merge(cast.pottery, cast.textile, datetime.date(2022, 3, 1))
    merge(cast.textile, cast.toys, datetime.date(2022, 4, 1))
    dissolve(cast.toys, datetime.date(2022, 5, 1))
    months = {month: ask(CONTRACTS, period=f"2022-{month:02}").value for month in (2, 3, 4, 5)}
    assert months == {2: 1, 3: 1, 4: 1, 5: 0}


@pytest.mark.parametrize("step", ["expire", "renew", "terminate"])
def test_it_ends_a_contract_on_the_day_of_the_step(cast: Cast, step: str) -> None:
    contract = draft(cast)
    advance(contract, special_contracts.workflow, [*FILED_AGAIN, step])
    assert contract.until == day(10)
    assert ask(CONTRACTS, period="2022-03-01..2022-03-09").value == 1
    assert ask(CONTRACTS).value == 0


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ({"voters_present": 19}, "实到人数不足应到人数的三分之二"),
        ({"votes_in_favour": 15}, "赞成票未超过应到人数的半数"),
        ({"voters": 0, "voters_present": 0, "votes_in_favour": 0}, "三分之二（CON-02）；赞成票"),
    ],
)
def test_it_passes_no_contract_without_quorum_and_majority(
    cast: Cast, votes: dict[str, int], sentence: str
) -> None:
    contract = draft(cast, **votes)
    special_contracts.workflow.advance(contract, "consult", day(1))
    with pytest.raises(TransitionRefused, match=sentence):
        special_contracts.workflow.advance(contract, "pass", day(2))
    assert contract.state == "consulting"


@pytest.mark.parametrize(
    "wrong",
    [
        {"passed_on": day(5), "signed_on": day(4)},
        {"signed_on": day(5), "filed_on": day(4)},
        {"filed_on": day(5), "received_on": day(4)},
        {"received_on": day(9), "since": day(8)},
        {"voters": 3, "voters_present": 4},
    ],
)
def test_it_keeps_the_days_and_votes_of_a_contract_in_order(
    cast: Cast, wrong: dict[str, Any]
) -> None:
    contract = make.SpecialContractFactory.build(organisation=cast.toys, **wrong)
    with pytest.raises(ValidationError):
        contract.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        contract.save()


def test_it_counts_a_contract_once_however_many_employers_it_binds(cast: Cast) -> None:
    contract = make.SpecialContractFactory.create(organisation=cast.federation)
    make.SpecialContractEmployerFactory.create_batch(3, contract=contract)
    assert ask(CONTRACTS).value == 1


def accepted(cast: Cast, **fields: Any) -> Complaint:
    return make.ComplaintFactory.create(organisation=cast.city, date=day(1), **fields)


def test_it_takes_a_complaint_to_its_end_and_reviews_it(cast: Cast) -> None:
    complaint = accepted(cast, outcome=Outcome.MEDIATED)
    steps = ["notify", "extend", "close", "ask_review", "review"]
    advance(complaint, complaints.workflow, steps)
    assert (complaint.state, complaint.closed_on, complaint.reviewed_on) == (
        *("reviewed", day(3), day(5)),
    )
    assert ask("rights.complaints_closed").value == 1


def test_it_closes_no_complaint_without_a_result(cast: Cast) -> None:
    complaint = accepted(cast)
    complaints.workflow.advance(complaint, "notify", day(2))
    with pytest.raises(TransitionRefused, match="请先填写办理结果"):
        complaints.workflow.advance(complaint, "close", day(3))
    assert complaint.closed_on is None


@pytest.mark.parametrize(
    ("state", "step", "label"),
    [("accepted", "close", "办结"), ("closed", "refer", "转办"), ("reviewed", "notify", "告知")],
)
def test_it_refuses_a_step_of_another_state(cast: Cast, state: str, step: str, label: str) -> None:
    complaint = make.ComplaintFactory.build(organisation=cast.city, state=state)
    with pytest.raises(TransitionRefused, match=f"当前状态不能“{label}”"):
        complaints.workflow.advance(complaint, step, day(2))


def test_it_counts_money_by_the_day_a_case_was_closed(cast: Cast) -> None:
    last_year = datetime.date(2021, 11, 1)
    make.ComplaintFactory.create(
        organisation=cast.city, date=last_year, closed_on=day(1), recovered=110_200
    )
    make.ComplaintFactory.create(
        organisation=cast.city, closed_on=day(9), recovered=5, is_woman_worker=False
    )
    assert ask("rights.money_recovered").value == 1102
    assert ask("rights.money_recovered", period="2021").value == 0
    assert (ask("rights.complaints").value, ask("rights.complaints_closed").value) == (0, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"recovered": 100}, {"closed_on": datetime.date(2022, 2, 28)}, {"recovered": -1}],
)
def test_it_takes_no_money_of_an_open_case_and_closes_none_early(
    cast: Cast, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        accepted(cast, **wrong)


def test_it_counts_a_woman_once_and_rounds_without_names_by_heads(cast: Cast) -> None:
    first = make.ScreeningAttendanceFactory.create(screening__organisation=cast.toys)
    make.ScreeningAttendanceFactory.create(
        screening__organisation=cast.mine, person_key=first.person_key
    )
    make.ScreeningFactory.create(organisation=cast.pottery, women=7)
    make.ScreeningFactory.create(organisation=cast.pottery, women=0)
    make.ScreeningFactory.create(organisation=cast.pottery, kind="two_cancer", women=5)
    assert ask(SCREENED).value == 8


def test_it_refuses_a_head_count_beside_a_roster(cast: Cast) -> None:
    attendance = make.ScreeningAttendanceFactory.create(screening__organisation=cast.toys)
    attendance.screening.women = 7
    with pytest.raises(ValidationError, match="名册和参加人数只填一样"):
        attendance.screening.full_clean()
    heads = make.ScreeningFactory.create(organisation=cast.toys, women=7)
    with pytest.raises(ValidationError, match="名册和参加人数只填一样"):
        make.ScreeningAttendanceFactory.build(screening=heads).full_clean()


def test_it_enters_a_woman_once_a_round(cast: Cast) -> None:
    attendance = make.ScreeningAttendanceFactory.create(screening__organisation=cast.toys)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.ScreeningAttendanceFactory.create(
            screening=attendance.screening, person_key=attendance.person_key
        )
