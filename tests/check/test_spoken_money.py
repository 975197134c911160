"""Money told in 块 is money, and columns told in percent hold percentages."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text


def messages(text: str) -> list[str]:
    return [problem.message for problem in check_text(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        "年初女工委账上结余2150块，学校拨了12000块，上级工会补助3000块，全年能用的是17150块。",
        "买书3260块，一共支出12250块，账上还剩4900块。",
        "来了38个孩子，住了20天，吃饭一天一个孩子25块。",
        "资料员比赛去了3个，小周拿了第一，奖金3000块。",
        "今年看望生孩子的老师4位，每位500块，共2000块。",
        "工会出钱买了慰问品，一共花了17080块。",
    ],
)
def test_money_may_be_told_in_pieces(text: str) -> None:
    assert messages(text) == []


def test_pieces_of_things_stay_pieces() -> None:
    text = "发放奖金3000块，奖牌15块，毛巾200块，香皂2块。"
    kinds = {claim.quote: claim.unit for claim in check_text(text).claims}
    assert kinds["15块"] == "块"


@pytest.mark.parametrize("head", ["增减%", "增长（%）", "比上年增长(%)"])
def test_a_column_in_percent_holds_no_households(head: str) -> None:
    text = (
        f"项目\t今年\t去年\t{head}\n慰问（户）\t400\t380\t5.3\n培训（人次）\t1580\t1264\t25.0\n"
        "讲座（场）\t66\t60\t10.0\n"
    )
    assert messages(text) == []
    assert [claim.unit for claim in check_text(text).claims if claim.quote == "5.3"] == ["%"]
