"""A register that cannot be right stops every command, with an id, a sentence and a remedy."""

from typing import Any

import pytest

from halfsky.records.checks import crosses_to_many, messages_of, messages_of_codes
from halfsky.records.declaration import Register
from halfsky.records.workflow import Transition, Workflow
from halfsky.registers.education.trainings import Training
from halfsky.registers.rights.screenings import Screening
from halfsky.registers.rights.special_contracts import SpecialContract


def register(**fields: Any) -> Register:
    sound = {
        "code": "one",
        "label": "一",
        "model": Training,
        "rule": "TRN-01",
        "columns": ("date",),
    }
    return Register(**{**sound, **fields})


def workflow(*transitions: Transition) -> Workflow:
    states = (("draft", "起草"), ("signed", "签字"), ("ended", "终止"))
    return Workflow(states=states, transitions=transitions)


SIGN = Transition("sign", "签字", ("draft",), "signed", "signed_on")
END = Transition("end", "终止", ("signed",), "ended", "until")


def contracts(*transitions: Transition) -> Register:
    return register(model=SpecialContract, columns=("title",), workflow=workflow(*transitions))


def test_it_accepts_a_sound_register() -> None:
    sound = register(filters=("kind",), search=("organisation__name", "organisation__pk"))
    assert list(messages_of(sound)) == []
    assert list(messages_of(contracts(SIGN, END))) == []
    assert list(messages_of_codes([sound, register(code="two")])) == []


def test_it_refuses_a_code_used_twice() -> None:
    (message,) = messages_of_codes([register(), register()])
    assert message.id == "records.E001"
    assert message.msg == "登记册编码 one 用了两次。"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"columns": ("date", "hall")}, "columns 写了 hall，模型里没有 hall"),
        ({"filters": ("sort",)}, "filters 写了 sort"),
        ({"search": ("organisation__town",)}, "search 写了 organisation__town，模型里没有 town"),
        ({"search": ("topic__name",)}, "search 写了 topic__name，模型里没有 name"),
        ({"organisation": "union"}, "organisation 写了 union"),
        ({"date": "held_on"}, "date 写了 held_on"),
    ],
)
def test_it_refuses_a_path_that_leads_nowhere(fields: dict[str, Any], words: str) -> None:
    (message,) = messages_of(register(**fields))
    assert message.id == "records.E002"
    assert words in message.msg
    assert "women_attending" in str(message.hint)


def test_it_refuses_a_stamp_without_a_column() -> None:
    (message,) = messages_of(
        contracts(Transition("sign", "签字", ("draft",), "signed", "day"), END)
    )
    assert message.id == "records.E002"
    assert "workflow.sign.stamps 写了 day" in message.msg


@pytest.mark.parametrize(
    "step",
    [
        Transition("renew", "续签", ("signed",), "renewed", "until"),
        Transition("renew", "续签", ("expired",), "ended", "until"),
    ],
)
def test_it_refuses_a_state_that_nobody_declared(step: Transition) -> None:
    (message,) = messages_of(contracts(SIGN, END, step))
    assert message.id == "records.E003"
    assert "步骤 renew 用了没有声明的状态" in message.msg
    assert message.hint


def test_it_refuses_a_state_that_nobody_can_reach() -> None:
    messages = list(messages_of(contracts(END)))
    assert [message.id for message in messages] == ["records.E004", "records.E004"]
    assert [message.msg for message in messages] == [
        "登记册 one 的状态 ended 没有步骤能走到。",
        "登记册 one 的状态 signed 没有步骤能走到。",
    ]


@pytest.mark.parametrize(
    ("path", "crosses"),
    [("roster", True), ("roster__person_key", True), ("organisation__name", False)],
)
def test_it_tells_paths_on_which_rows_multiply(path: str, crosses: bool) -> None:
    assert crosses_to_many(Screening, path) == crosses
