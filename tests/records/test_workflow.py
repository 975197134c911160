"""States, the steps between them, and the days they stamp."""

import datetime
from dataclasses import dataclass

import pytest

from halfsky.records.workflow import Condition, Transition, TransitionRefused, Workflow

MAY, JUNE = datetime.date(2022, 5, 4), datetime.date(2022, 6, 1)


@dataclass
class Letter:
    """A record with two steps before it."""

    state: str = "draft"
    text: str = ""
    signer: str = ""
    signed_on: datetime.date | None = None
    sent_on: datetime.date | None = None


WORKFLOW = Workflow(
    states=(("draft", "起草"), ("signed", "已签"), ("sent", "已发")),
    transitions=(
        Transition(
            "sign",
            "签字",
            ("draft",),
            "signed",
            "signed_on",
            conditions=(
                Condition("请先写正文", lambda letter: bool(letter.text)),
                Condition("请先填签字人", lambda letter: bool(letter.signer)),
            ),
        ),
        Transition("send", "发出", ("signed", "sent"), "sent", "sent_on"),
    ),
)


def test_it_begins_at_the_first_state() -> None:
    assert WORKFLOW.initial == "draft"
    assert WORKFLOW.reachable() == {"draft", "signed", "sent"}


def test_it_offers_the_steps_of_the_state() -> None:
    offered = [
        [step.code for step in WORKFLOW.open_to(Letter(state=state))]
        for state in ("draft", "signed", "sent")
    ]
    assert offered == [["sign"], ["send"], ["send"]]


def test_it_sets_the_state_and_stamps_the_day() -> None:
    letter = Letter(text="正文", signer="林晓")
    WORKFLOW.advance(letter, "sign", MAY)
    WORKFLOW.advance(letter, "send", JUNE)
    assert letter == Letter("sent", "正文", "林晓", MAY, JUNE)


def test_it_refuses_a_step_that_is_not_open() -> None:
    letter = Letter(text="正文", signer="林晓")
    with pytest.raises(TransitionRefused, match=r"^当前状态不能“发出”。$"):
        WORKFLOW.advance(letter, "send", MAY)
    assert letter == Letter(text="正文", signer="林晓")


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [
        (Letter(), "请先写正文；请先填签字人"),
        (Letter(text="正文"), "请先填签字人"),
        (Letter(signer="林晓"), "请先写正文"),
    ],
)
def test_it_says_everything_that_is_missing(letter: Letter, sentence: str) -> None:
    with pytest.raises(TransitionRefused, match=f"^{sentence}$"):
        WORKFLOW.advance(letter, "sign", MAY)
    assert (letter.state, letter.signed_on) == ("draft", None)


def test_it_does_not_reach_what_only_leads_to_itself() -> None:
    lost = Workflow(
        states=(("a", "甲"), ("b", "乙"), ("c", "丙")),
        transitions=(
            Transition("turn", "转", ("b",), "c", "x"),
            Transition("back", "回", ("c",), "b", "x"),
        ),
    )
    assert lost.reachable() == {"a"}
