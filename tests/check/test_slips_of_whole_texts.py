"""Slips that officers make in whole summaries, each beside the sound sentence."""

from __future__ import annotations

import pytest

from halfsky.summary import check


def told(text: str) -> list[str]:
    return [problem.message for problem in check.check_text(text, today=2026).problems]


# Divided by this year's number: 200 of 1000 is 20 %, and 200 more than 800 is 25 %.
GROWTH = [
    ("2024年，参保女职工1000人，比上年增加200人，增长{rate}%。", "25", "20"),
    ("2024年末，互助金余额100万元，较年初增加20万元，增幅{rate}%。", "25", "20"),
    ("2024年，现有女职工组织1320个，一年增加了110个，增长{rate}%。", "9.1", "8.3"),
    ("2024年，受理投诉80件，比去年同期减少20件，下降{rate}%。", "20", "25"),
    ("2024年，培训女职工1500人次，同比增加300人次，同比增长{rate}%。", "25", "20"),
]


@pytest.mark.parametrize(("form", "right", "wrong"), GROWTH)
def test_a_growth_is_divided_by_what_there_was(form: str, right: str, wrong: str) -> None:
    assert told(form.format(rate=right)) == []
    (message,) = told(form.format(rate=wrong))
    assert f"文中{wrong}%，对不上" in message


@pytest.mark.parametrize(
    "text",
    [
        "2024年，去年培训1000人次，今年比上年增加200人次，增长20%。",
        "2024年，参保女职工1000人，比上年增加200人，占20%。",
        "2024年上半年工作。2023年投入3.2万元，今年同比增加0.6万元，增长18.8%。",
        "2024年，比2023年的3.2万元同比增加0.6万元，增长18.8%。",
        "2024年，年初在册1000户，比去年同期增加200户，增长20%；去年同期1000户。",
    ],
)
def test_a_growth_of_what_there_was_is_left_alone(text: str) -> None:
    assert not any("要除以原来的数" in message for message in told(text))


CHOSEN = [
    ("2024年，各社区推荐“最美家庭”22户，从中评出{few}户。", "10户", "32户"),
    ("2024年，参加理论考试的护士120人，平均88分；进入操作决赛的{few}人。", "36人", "136人"),
    ("2024年，征集作品60件，从中挑选{few}件参加市里展览。", "20件", "80件"),
]


@pytest.mark.parametrize(("form", "few", "many"), CHOSEN)
def test_no_more_are_chosen_than_there_were(form: str, few: str, many: str) -> None:
    unit = few[-1]
    assert told(form.format(few=few.rstrip(unit))) == []
    assert len(told(form.format(few=many.rstrip(unit)))) == 1


OVERVIEW = (
    "南湾市总工会女职工委员会2024年工作总结\n"
    "一年来，全市新建女职工组织{built}个，培训女职工12600人次，帮扶困难女职工1548人，"
    "签订专项集体合同1876份，各项工作取得新进步。\n"
    "一、夯实基础\n全市现有女职工组织3268个，其中年内新建86个，基层力量得到加强。\n"
    "二、提升素质\n举办各类讲座，培训女职工12600人次，受到普遍欢迎。\n"
    "三、维护权益\n全市签订女职工权益保护专项集体合同1876份，覆盖面进一步扩大。\n"
    "四、真情帮扶\n筹集资金，帮扶困难女职工1548人，把温暖送到家。\n"
)


def test_an_overview_tells_what_the_chapters_tell() -> None:
    assert told(OVERVIEW.format(built=86)) == []
    (message,) = told(OVERVIEW.format(built=68))
    assert "68个" in message
    assert "86个" in message


def test_another_number_of_the_overview_is_no_slip_when_none_stands_again() -> None:
    alone = OVERVIEW.format(built=68)
    for number, other in (("12600人次，受到", "9800人次，受到"), ("1548人，把", "1320人，把")):
        alone = alone.replace(number, other)
    assert not any("同一段里别的数字" in message for message in told(alone))


# What is sound, and beside it what looks like it and is not.
BESIDE = [
    (
        "2023年，各乡镇总工会全部设立女职工委员会，机构健全率100%。\n"
        "6月召开女职工委员会全委会，应到委员37名，实到35名。",
        "2023年，全委会委员到会率100%。应到委员37名，实到35名。",
    ),
    (
        "2023年，维权热线接到312个电话，个个有回音。\n"
        "但是也有差距：6个县区里，超过平均的只有2个，还有4个没有回音站。",
        "2023年，维权热线接到312个电话，个个有回音，还有4个没有回音。",
    ),
    (
        "2023年，11户大病户中仍有6户没有脱困。建议提高救助标准，照现有3户计算，只需增加1.5万元。",
        "2023年，年初在册11户，有6户脱困，现有3户。",
    ),
    (
        "2023年，前年摸底，9个项目部里有女浴室的才4个，去年新修了3个，现在7个有了。",
        "2023年，原有女浴室4个，去年新修了3个，现在9个。",
    ),
    (
        "2023年，建议进一步检查的126人，已经完成复查118人，确诊病变5人、癌症2人。",
        "2023年，参加体检126人，其中正常118人、轻度异常5人、重度异常2人，三项合计126人。",
    ),
    (
        "2023年工作总结\n2023年我们做了五件事。2024年，我们还要为大家做好六件实事。",
        "2023年工作总结\n2023年我们做了五件事。2024年，我们办了六期培训班。",
    ),
    (
        "2023年，已建会企业88家。签订专项合同的企业由上年的70家增加到81家，签订率为建会企业的92.0%。",
        "2023年，已建会企业88家。签订专项合同的企业70家，签订率为建会企业的92.0%。",
    ),
    (
        "2023年，瑜伽班学员216人，学费每人200元，工会补贴一半，补贴2.16万元。",
        "2023年，瑜伽班学员216人，学费每人200元，由工会补贴，补贴2.16万元。",
    ),
    (
        "2023年，已解决难题60个。对其中42户困难家庭，春节每户慰问800元，中秋每户慰问300元，"
        "两节合计4.62万元。",
        "2023年，对42户困难家庭，春节每户慰问800元，共发放33.6元。",
    ),
    (
        "2023年，还有8家小企业没有建会，驿站夜间开放的只有5个，占一半。",
        "2023年，建了驿站18个，夜间开放的只有5个，占一半。",
    ),
    (
        "2023年会员情况\n单位\t会员(人)\t女会员(人)\n城关镇\t3120\t1580\n河西镇\t1840\t910\n"
        "龙潭乡\t780\t352\n合计\t5740\t2842\n",
        "2023年会员情况\n单位\t会员(人)\t女会员(人)\n城关镇\t3120\t1580\n河西镇\t1840\t910\n"
        "龙潭乡\t780\t352\n合计\t5740\t2742\n",
    ),
    (
        "2023年完成情况\n项目\t单位\t计划\t实际\t经费(万元)\n困难慰问\t户\t120\t126\t10.08\n"
        "金秋助学\t人\t40\t38\t7.6\n",
        "2023年完成情况\n项目\t单位\t计划\t实际\n困难慰问\t户\t120\t10.08\n金秋助学\t人\t40\t38\n",
    ),
]


@pytest.mark.parametrize(("sound", "slip"), BESIDE)
def test_what_a_paragraph_away_explains_is_left_alone(sound: str, slip: str) -> None:
    assert told(sound) == []
    assert told(slip)


BILLS = [
    ("2024年，“两癌”免费筛查2万人，每人补助100元，需经费{all}万元。", "200", "20"),
    ("2024年，资助困难女职工子女500名，每名1000元，共{all}万元。", "50", "5"),
    ("2024年，走访困难女职工家庭30户，每户慰问金500元，共发放慰问金{all}元。", "15000", "1500"),
    ("2024年，慰问一线女职工120名，每人200元，合计{all}万元。", "2.4", "24"),
    ("2024年，全市52300名女职工参加互助保障，每人30元，保费{all}万元。", "156.9", "1569"),
    ("2024年，发放防暑用品，每份价值120元，共578份，价值{all}万元。", "6.936", "69.36"),
    (
        "2024年，参加保供的女职工336人，分拣蔬菜包8.4万份。公司工会对她们每人慰问500元，"
        "共发放{all}万元。",
        "16.8",
        "168",
    ),
]


@pytest.mark.parametrize(("form", "right", "wrong"), BILLS)
def test_a_bill_ten_times_too_large_or_small_is_found(form: str, right: str, wrong: str) -> None:
    assert told(form.format(all=right)) == []
    (message,) = told(form.format(all=wrong))
    assert f"{wrong}" in message
