"""What a finding advises: a number to put in only where no other number can be the wrong one."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text


def messages(text: str) -> list[str]:
    return [problem.message for problem in check_text(text).problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "全年受理案件182件，调解成功147件，调解成功率86.0%。",
            "147件÷182件≈80.77%，文中86.0%，截尾为80.7%，四舍五入为80.8%，都对不上。",
        ),
        (
            "应检女职工187人，实检115人，受检率56.15%。",
            "115人÷187人≈61.5%，文中56.15%，截尾为61.49%，四舍五入为61.50%，都对不上。",
        ),
    ],
)
def test_a_rate_is_put_right_to_as_many_decimals_as_it_is_printed(text: str, message: str) -> None:
    assert messages(text) == [message]


def test_no_rate_above_a_hundred_is_advised() -> None:
    found = messages("今年应检女职工1320人，实检1348人，受检率94.5%。")
    assert found
    assert not any("应为" in message for message in found)


def test_more_than_was_planned_is_advised() -> None:
    text = "全年计划举办培训20期，实际举办24期，完成计划的95%。"
    assert messages(text) == ["24期÷20期＝120%，文中95%，应为120%。"]


def test_more_than_all_is_said_to_be_so() -> None:
    text = (
        "全年接待来访143件，其中工资待遇61件、“四期”保护28件、劳动合同37件、其他17件，"
        "办结149件，结案率97.2%。"
    )
    assert messages(text) == ["149件÷143件≈104.2%，部分比总数还多，文中97.2%，对不上。"]
