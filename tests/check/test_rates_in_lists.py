"""A rate in a list, a line each: what it is of stands in a line above it."""

from __future__ import annotations

import pytest

from halfsky.summary import check

FORMS = [
    "2022年汇总\n女职工总数：3200人\n女会员：{members}人，入会率97%",
    "2022年汇总\n1.女职工3200人。\n2.女会员{members}人，入会率97%。",
    "2022年汇总表\n女职工总数：3200人\n女会员：{members}人（入会率97%）\n专项合同48份",
    "2022年汇总\n现有女职工3200人。\n女会员{members}人，入会率97%。",
]


def told(text: str) -> list[str]:
    return [problem.message for problem in check.check_text(text, today=2026).problems]


@pytest.mark.parametrize("form", FORMS)
def test_a_rate_is_worked_out_from_the_lines_above(form: str) -> None:
    assert told(form.format(members=3104)) == []
    assert told(form.format(members=3004)) == [
        "3004人÷3200人≈93.88%，文中97%，截尾为93%，四舍五入为94%，都对不上。"
    ]


def test_a_long_paragraph_in_between_ends_the_list() -> None:
    between = "全年举办各类讲座，内容有法律、健康、家庭教育和心理疏导，" * 3
    text = f"2022年，女职工3200人参加体检。\n{between}。\n女会员3004人，入会率97%。"
    assert told(text) == []
