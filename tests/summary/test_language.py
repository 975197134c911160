"""The language of outlines: what it says, what it refuses."""

from decimal import Decimal

import pytest

from halfsky.summary.language import (
    Clause,
    LanguageError,
    Slot,
    Words,
    parse_condition,
    parse_text,
    slots,
)


def test_it_reads_words_and_figures_in_order() -> None:
    parts = parse_text(
        "培训{education.training_sessions}，上年{education.training_sessions last_year}。"
    )

    assert parts == (
        Words("培训"),
        Slot("education.training_sessions"),
        Words("，上年"),
        Slot("education.training_sessions", "last_year"),
        Words("。"),
    )


def test_it_reads_a_clause_that_stands_or_drops_as_a_whole() -> None:
    _words, clause = parse_text("走访企业[，比上年同期{rights.employers_visited growth}]")

    assert clause == Clause((Words("，比上年同期"), Slot("rights.employers_visited", "growth")))


def test_it_finds_the_figures_inside_clauses_too() -> None:
    found = slots(parse_text("{period}[{rights.complaints}]{rights.money_recovered}"))

    assert [slot.code for slot in found if slot.is_figure] == [
        "rights.complaints",
        "rights.money_recovered",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("共{rights.complaints", "大括号不成对"),
        ("共rights.complaints}", "大括号不成对"),
        ("[一[二]]", "方括号不成对或套叠"),
        ("一]", "方括号不成对或套叠"),
        ("[一", "方括号没有关上"),
        ("{投诉}", "不是指标编码"),
        ("{rights.complaints next_year}", "next_year 不认识"),
        ("{period last_year}", "不是指标编码"),
        ("{rights.complaints.__class__}", "不是指标编码"),
        ("{__import__('os')}", "不是指标编码"),
        ("共{a.b}，{a.b growth}", r"\{a.b growth\} 应是句子或方括号分句里的第一个指标"),
        ("共{a.b}[，{a.b}，{a.c difference}]", r"\{a.c difference\} 应是"),
    ],
)
def test_it_refuses_what_it_does_not_know_and_says_which_part(text: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said):
        parse_text(text)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("rights.complaints > 0", True),
        ("rights.complaints >= 48 and rights.complaints <= 48", True),
        ("rights.complaints != 48", False),
        ("rights.complaints < rights.complaints_all", True),
        ("rights.complaints == rights.complaints_all", False),
        ("silent > 0 and rights.complaints > 100", False),
    ],
)
def test_it_compares_figures_with_numbers_and_with_one_another(condition: str, holds: bool) -> None:
    values = {"rights.complaints": 48, "rights.complaints_all": 104, "silent": 3}

    found = all(one.holds(lambda code: Decimal(values[code])) for one in parse_condition(condition))

    assert found is holds


@pytest.mark.parametrize("condition", ["foo > 0", "silent > period", "a.b > 0 and a > a.b"])
def test_it_refuses_to_compare_what_is_no_number(condition: str) -> None:
    with pytest.raises(LanguageError, match="不是指标编码，也不是 due、reported、silent 之一"):
        parse_condition(condition)


@pytest.mark.parametrize(
    "condition", ["", "rights.complaints", "1 > 0", "a.b > ", "a.b > os.system()"]
)
def test_it_refuses_a_condition_that_is_no_comparison(condition: str) -> None:
    with pytest.raises(LanguageError, match="条件写法不对"):
        parse_condition(condition)
