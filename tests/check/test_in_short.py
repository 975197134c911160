"""An opening or a closing that tells a number otherwise than the sections do."""

from __future__ import annotations

import pytest

from halfsky.summary.check.clues.relations import Relation
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.conflicts import in_short
from halfsky.summary.check.likelihood import signs_of_pairs
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


SECTIONS = (
    "春节走访困难女职工46户，发放慰问金3.68万元。\n"
    "举办技能培训9期，427人次参加。\n"
    "接待女职工来访38件，当场答复21件。\n"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            SECTIONS + "回顾全年，走访困难女职工64户、技能培训9期、接待来访38件。",
            "同一件事前文是46户，这里是64户。",
        ),
        (
            "全年走访困难女职工46户，举办技能培训6期，接待女职工来访38件。\n" + SECTIONS,
            "同一件事前文是6期，这里是9期。",
        ),
        (
            "母婴室3间，使用570人次。办女职工课堂14讲。\n小结：开设课堂14讲，母婴室接待750人次。",
            "同一件事前文是570人次，这里是750人次。",
        ),
    ],
)
def test_it_finds_what_is_said_otherwise_in_short(text: str, message: str) -> None:
    assert [problem.message for problem in in_short.find(read(text))] == [message]


@pytest.mark.parametrize(
    "closing",
    [
        "回顾全年，走访困难女职工46户、技能培训9期、接待来访38件。",
        "回顾全年，走访困难女职工46户、技能培训9期，接待来访38件中有28件是劳动报酬。",
        "去年走访困难女职工64户、技能培训9期、接待来访38件。",
        "走访困难女职工46户、技能培训9期、接待来访38件，另接待网上来访29件。",
    ],
)
def test_it_leaves_alone_what_is_of_something_else(closing: str) -> None:
    assert in_short.find(read(SECTIONS + closing)) == []


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("纺织厂女职委2023年工作小结", "result"),
        ("机务段女职工委员会2021年工作报告", "result"),
        ("2024年女职工工作计划", "plan"),
    ],
)
def test_it_takes_a_report_of_a_year_for_what_was_done(title: str, mode: str) -> None:
    (_, reading) = read(f"{title}\n\n走访困难女职工46户。\n\n发放慰问品46份。").readings
    assert reading.claim.mode == mode


def test_it_takes_money_that_was_got_for_what_was_done() -> None:
    readings = read("争取项目资金58.4万元，帮扶困难家庭74户。").readings
    assert {reading.claim.mode for reading in readings} == {"result"}


def pairs(text: str) -> list[Relation]:
    return [one for one in related(tell(read(text))) if one.sort == "same"]


def test_it_pairs_a_bare_total_with_what_its_sentence_is_of() -> None:
    text = "走访慰问困难女职工63户。\n元旦慰问45户，六一看望8户，合计53户。"
    quoted = [[told.reading.claim.quote for told in one.told] for one in pairs(text)]
    assert ["63户", "53户"] in quoted


def test_it_pairs_two_bare_totals_of_one_sentence_with_neither() -> None:
    assert pairs("元旦慰问，合计45户，共计63户。") == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        (
            "走访困难女职工46户，培训9期。\n培训9期，女职工学得好。\n总的看，走访困难女职工64户。",
            {"closing_apart": 1.0, "echo_a": 1.0, "echo_b": 0.0, "only_two_apart": 1.0},
        ),
        (
            "慰问困难女职工96名。\n慰问困难女职工69名，每名800元，慰问金7.68万元。",
            {"s_made_a": 1.0, "s_made_b": 0.0, "closing_apart": 0.0},
        ),
        (
            "报名286人，其中茶厂女工174人、民宿女工112人。\n报名268人。",
            {"s_own_a": 1.0, "s_own_b": 0.0},
        ),
    ],
)
def test_it_says_where_the_two_stand_and_what_makes_them(
    text: str, signs: dict[str, float]
) -> None:
    found = [one for one in pairs(text) if one.told[0].sentence != one.told[-1].sentence]
    shown = signs_of_pairs.of_same(found[-1])
    assert {name: shown[name] for name in signs} == signs
