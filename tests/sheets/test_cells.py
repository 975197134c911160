"""How people write a cell, and what is made of it: the habits as a table of cases."""

import datetime
from typing import Any

import pytest

from halfsky.records.sheets.cells import (
    DAY_MARK,
    FLAG_MARK,
    Raw,
    Refused,
    as_day,
    as_fen,
    as_flag,
    as_identifier,
    as_integer,
    as_text,
)

LAST_OF_JUNE = datetime.date(2022, 6, 30)


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "2022-06-30",
            "2022-6-30",
            "2022/6/30",
            "2022.6.30",
            "2022．6．30",
            "２０２２年６月３０日",
        ),
        *(
            "2022年6月30日",
            " 2022 年 6 月 30 日 ",
            "2022-06-30 00:00:00",
            "2022。6。30",
            "20220630",
        ),
        *(20220630.0, 44742.0, "44742", f"{DAY_MARK}2022-06-30", 44742.75),
    ],
    ids=repr,
)
def test_it_reads_a_day(raw: Raw) -> None:
    assert as_day(raw) == LAST_OF_JUNE


@pytest.mark.parametrize(
    "raw",
    [
        "2022.6",
        2022.6,
        "6月30日",
        "22-6-30",
        "2022-02-30",
        "去年",
        3.0,
        "1822-01-01",
        f"{FLAG_MARK}1",
    ],
    ids=repr,
)
def test_it_refuses_what_is_no_day(raw: Raw) -> None:
    with pytest.raises(Refused):
        as_day(raw)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        *((30.0, 30), ("30", 30), ("３０", 30), (" 3 0 ", 30), ("1,234", 1234)),
        *(("1，234", 1234), ("30人", 30), ("30 人次", 30), ("-5", -5), ("30.0", 30)),
    ],
    ids=repr,
)
def test_it_reads_a_whole_number(raw: Raw, number: int) -> None:
    assert as_integer(raw) == number


@pytest.mark.parametrize(
    "raw", ["约30", "30几", 1.5, "1,23", "三十", 1e16, f"{FLAG_MARK}1", "9" * 40], ids=repr
)
def test_it_refuses_what_is_no_whole_number(raw: Raw) -> None:
    with pytest.raises(Refused):
        as_integer(raw)


@pytest.mark.parametrize(
    ("raw", "fen"),
    [
        *((500.0, 50_000), (12.34, 1_234), (0.1, 10), (1234567.89, 123_456_789)),
        *(("1,234.56元", 123_456), ("￥500", 50_000), ("５００", 50_000), ("500元整", 50_000)),
    ],
    ids=repr,
)
def test_it_reads_yuan(raw: Raw, fen: int) -> None:
    assert as_fen(raw) == fen


@pytest.mark.parametrize("raw", ["1.2万", "500左右", 0.001, "0.005"], ids=repr)
def test_it_refuses_what_is_no_amount(raw: Raw) -> None:
    with pytest.raises(Refused):
        as_fen(raw)


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ("是", True),
        ("√", True),
        ("Y", True),
        (f"{FLAG_MARK}1", True),
        (1.0, True),
        ("否", False),
        ("×", False),
        ("No", False),
        (f"{FLAG_MARK}0", False),
        (0.0, False),
    ],
    ids=repr,
)
def test_it_reads_yes_and_no(raw: Raw, flag: bool) -> None:
    assert as_flag(raw) is flag


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        *(("　读书会 ", "读书会"), (3.0, "3"), (1.5, "1.5"), ("（一）", "（一）")),
        *(("=1+1", "=1+1"), ("'=1+1", "=1+1"), ("＝1", "＝1"), ("'x'", "'x'")),
        *((f"{DAY_MARK}2022-06-30", "2022-06-30"), (f"{FLAG_MARK}1", "是")),
    ],
    ids=repr,
)
def test_it_keeps_text_as_written(raw: Raw, text: str) -> None:
    assert as_text(raw) == text


@pytest.mark.parametrize("raw", ["#N/A", "#REF!", "a\x00b", "a\x07"], ids=repr)
def test_it_refuses_text_that_is_none(raw: Raw) -> None:
    with pytest.raises(Refused):
        as_text(raw)


def test_it_reads_an_identifier_in_any_width_and_case() -> None:
    assert as_identifier("３３０２９９ 19800101 002x") == "33029919800101002X"


@pytest.mark.parametrize(
    "raw", [330299198001010023.0, 3.30299198001010e17, "3.30299E+17"], ids=repr
)
def test_it_refuses_an_identity_number_that_lost_its_last_digits(raw: Any) -> None:
    with pytest.raises(Refused, match="文本"):
        as_identifier(raw)
