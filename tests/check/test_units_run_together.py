"""Units that are one too many, not those the label says, or of more than there can be."""

from __future__ import annotations

import pytest

from halfsky.summary import check

# What is wrong, and how it is quoted; an empty quote leaves the text alone.
SAYINGS = [
    # Two units run together.
    ("下乡入户走访35人次户,带回意见41条。", "35人次户"),
    ("每次排练20分人,一月四次。", "20分人"),
    ("献血车停了两天,采血4.1万人毫升。", "4.1万人毫升"),
    ("赊账的有57份户,秋后结清。", "57份户"),
    ("新购雨靴2600元双,当天发完。", "2600元双"),
    # 两班人, 一桌人, 8人桌: people by what they make up, and what so many fit in.
    ("夜里轮换,三班人。", ""),
    ("除夕包了一桌8人桌,够了。", ""),
    ("预备盒饭120人份。", ""),
    ("读书角讲给4300人次听,反响好。", ""),
    ("单价15元盒,共买30盒。", ""),
    ("清洗设备12台套。", ""),
    # A label that says the unit.
    ("培训期数:7人\n培训人数:310人", "7人"),
    ("发放总额:1120次", "1120次"),
    ("参赛人数:26万元", "26万元"),
    ("慰问户数:84户\n慰问金额:8.4万元", ""),
    ("选举名额:5人", ""),
    ("覆盖人数:92%", ""),
    # Rates of what can at most be all.
    ("女职工年休假休满率114%。", "114%"),
    ("仔猪成活率达到121%。", "121%"),
    ("今年目标完成率118%。", ""),
    ("床位使用率104%,护士长直叹气。", ""),
    ("流动书箱流转率136%。", ""),
    ("销售增长率130%。", ""),
    # Days of a week, of a month.
    ("赶订单那阵,一周上夜班9天。", "9天"),
    ("食堂整月开放34天。", "34天"),
    ("一周开放5天,整月开放22天。", ""),
]


@pytest.mark.parametrize(("text", "quote"), SAYINGS, ids=[text for text, _ in SAYINGS])
def test_units_that_cannot_be(text: str, quote: str) -> None:
    found = [one.quote for one in check.check_text(text).problems if one.kind == "unit_error"]
    assert found == ([quote] if quote else [])
