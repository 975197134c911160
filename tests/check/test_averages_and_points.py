"""Averages, percentage points and portions, beside the numbers that must make them."""

from __future__ import annotations

import pytest

from halfsky.summary.check.clues.relations import holds
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.rates import beside_growth, nearby_rates, points, portions, shared_out
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "设宣传点96处，发放资料2.88万份，平均每处发放资料400份。",
            "2.88万份÷96处＝300份，文中平均400份，对不上。",
        ),
        (
            "共有助产士36名。上半年接生1872例，平均每名助产士接生62例。",
            "1872例÷36名＝52例，文中平均62例，对不上。",
        ),
        (
            "全年人均走访14次，63名协管员共走访1512户次。",
            "1512户次÷63名＝24次，文中平均14次，对不上。",
        ),
        ("竞赛60天里运煤12.6万吨，日均2400吨。", "12.6万吨÷60天＝2100吨，文中平均2400吨，对不上。"),
        (
            "1月至10月接待女职工2400人次，月均300人次。",
            "2400人次÷10个月＝240人次，文中平均300人次，对不上。",
        ),
        (
            "从2014年到2023年，十年间安全行车52万公里，平均每年6.2万公里。",
            "52万公里÷10年＝5.2万公里，文中平均6.2万公里，对不上。",
        ),
    ],
)
def test_it_finds_an_average_that_is_not_what_is_shared_out(text: str, message: str) -> None:
    assert [problem.message for problem in shared_out.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "设宣传点96处，发放资料2.88万份，平均每处发放资料300份。",
        "竞赛60天里运煤12.6万吨，日均2100吨。",
        "1月至10月接待女职工2400人次，月均240人次。",
        "全年接待女职工2400人次，平均每个工作日10人次。",
        "新建读书角14个，连同原有的18个，配书6400册，平均每个读书角200册。",
        "讲师团成员24名，授课31场，人均不足2场。",
        "每月人均补助30元，全厂女职工240人，全年发放8.64万元。",
        "培训12期，312人次，平均每期26人次，205人考核合格。",
        "医疗救助21人，支出1.5万元；助学64人次，支出3.2万元，人均500元。",
    ],
)
def test_it_leaves_averages_alone_that_something_near_makes(text: str) -> None:
    assert shared_out.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("对浴室满意率由64%升到79%，提高14个百分点。", "15"),
        (
            "去年比武设24个奖牌，她们捧回9个，占37.5%；今年她们拿了15个，占62.5%，占比提高15个百分点。",
            "25",
        ),
        ("优良率达到81.3%。去年参评15个，优良11个，优良率73.3%，今年提高了18个百分点。", "8"),
        ("全市女职工筛查率88%。我区筛查207人，筛查率92%，比全市高出6个百分点。", "4"),
        ("全省专项合同签订率平均为86.5%，我市签订率90%，高于全省平均水平4.5个百分点。", "3.5"),
        ("女技师占技师的30%，较去年25%提高20个百分点。", "5"),
    ],
)
def test_it_subtracts_percentages_told_apart(text: str, gap: str) -> None:
    assert [f"相差{gap}个百分点" in one.message for one in points.find(read(text))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "合格率由64.3%升到79.0%，提高14.6个百分点。",
        "优良率达到81.3%。去年优良率73.3%，今年提高了8个百分点。",
        "全市女职工筛查率88%。我区筛查率92%，知晓率95%，比全市高出6个百分点。",
        "全市女职工筛查率88%。我区参保率92%，比上年高出6个百分点。",
    ],
)
def test_it_leaves_points_alone_that_may_be_so(text: str) -> None:
    assert points.find(read(text)) == []


def test_it_takes_amounts_of_money_for_little_more_than_is_printed() -> None:
    budget = "经费预算25万元，决算支出23万元，预算执行率{}%。"
    assert portions.find(read(budget.format(92))) == []
    assert portions.find(read(budget.format("92.7"))) == []
    assert len(portions.find(read(budget.format(96)))) == 1
    bought = "全年购买农产品15.6万元，比上年的12万元增长{}%。"
    assert beside_growth.find(read(bought.format(30))) == []
    assert len(beside_growth.find(read(bought.format(36)))) == 1
    rates = [one for one in related(tell(read(budget.format(96)))) if one.sort == "rate"]
    assert rates
    assert not any(map(holds, rates))


@pytest.mark.parametrize(
    "text",
    ["会议应到60人，实到54人，超过三分之二。", "全局98人里女干部34人，约占三分之一。"],
)
def test_it_takes_a_quorum_and_a_rough_third_for_what_they_are(text: str) -> None:
    assert nearby_rates.find(read(text)) == portions.find(read(text)) == []
