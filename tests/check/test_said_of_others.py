"""Numbers told of another year, or by and by; and of which kind a fault is."""

from __future__ import annotations

import pytest

from halfsky.summary import check


def kinds(text: str) -> list[str]:
    return [problem.kind for problem in check.check_text(text, today=2024).problems]


@pytest.mark.parametrize(
    "text",
    [
        "应签单位258家，已签231家。全县去年签订率是86.0%，今年提高3.5个百分点。",
        "建成休息室9间，另有3家门店未建，明年补齐，届时12家全覆盖。",
    ],
)
def test_it_leaves_numbers_alone_that_are_of_others(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("体检结果：正常38人，异常24人，异常率48.7%。", "rate_mismatch"),
        ("应签单位258家，已签231家，签订率86.0%。", "rate_mismatch"),
        ("受理诉求29件，已办结29件，办结率100%，目前尚有4件正在协调之中。", "contradiction"),
        ("协调项目9个，引进资金380万元，平均每个项目42.2元。", "unit_error"),
    ],
)
def test_it_says_what_kind_of_fault_it_is(text: str, kind: str) -> None:
    assert kinds(text) == [kind]
