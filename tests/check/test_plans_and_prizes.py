"""What is still to do of a plan, parts of a year, prizes and bills, and lists that are complete."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.sums import (
    all_together,
    bills,
    made_up_of,
    period_sums,
    still_to_do,
    tight_products,
)
from tests.check.rule_findings import found

SOUND = [
    (still_to_do, "走访180户，占全年计划300户的60%；下半年还要走访120户。"),
    (still_to_do, "全年计划办班24期，已办15期，还需再办9期。"),
    (still_to_do, "全年计划办班24期，已办15期，另外还要办读书会4期。"),
    (still_to_do, "建成妈咪小屋18间，占计划30间的六成，还缺冰箱5间。去年建成25间。"),
    (period_sums, "今年开展送法18场，1至6月8场，7至12月10场。"),
    (period_sums, "全年办培训班13期，一、二季度各4期，三季度2期，四季度3期。"),
    (period_sums, "巡讲队共有9场保留节目，1至6月8场演出，观众满座；7至12月10场。"),
    (all_together, "征集摄影作品66幅，其中一等奖4幅、二等奖8幅、三等奖12幅，获奖作品24幅。"),
    (bills, "评选一等2名，二等5名，三等8名，奖金分别为500元、300元、100元，全部奖金需3300元。"),
    (
        bills,
        "资助子女100名，其中大学生30名、高中生50名、初中生20名，共发放助学金21万元，"
        "标准为大学生每人3000元、高中生每人2000元、初中生每人1000元。",
    ),
    (bills, "下拨活动费15万元，其中站点5个，每站1.2万元；车队4个，每队1.5万元；机关共3万元。"),
    (bills, "下拨活动费15万元，其中站点5个，每站1.2万元；车队4个，每队1.5万元；机关另算，3万元。"),
    (tight_products, "给其中12名单亲女工另发慰问金每人400元，计4800元。"),
    (tight_products, "12名单亲女工每人另发400元，连同其他女工共发9800元。"),
    (
        made_up_of,
        "共有女会员250人，是主力军。从岗位看，窗口110人、销售80人、运营支持40人、管理20人。",
    ),
    (made_up_of, "接电话820个，报修430个，咨询290个，表扬12个，投诉88个，其他没有。"),
]
FAULTY = [
    (still_to_do, "走访180户，占全年计划300户的60%；下半年还要走访140户。"),
    (still_to_do, "全年计划办班24期，已办15期，还需再办8期。"),
    (still_to_do, "任务是发展会员90名，截至六月发展55名，还差45名。"),
    (period_sums, "今年开展送法18场，1至6月8场，7至12月12场。"),
    (period_sums, "全年办培训班12期，一、二季度各4期，三季度2期，四季度3期。"),
    (period_sums, "全年走访96户，前六个月50户，后六个月42户。"),
    (all_together, "征集摄影作品66幅，其中一等奖4幅、二等奖8幅、三等奖12幅，获奖作品26幅。"),
    (all_together, "评出金奖3个、银奖6个、铜奖9个，获奖节目20个登台汇演。"),
    (bills, "评选一等2名，二等5名，三等8名，奖金分别为500元、300元、100元，全部奖金需3600元。"),
    (
        bills,
        "资助子女100名，其中大学生30名、高中生50名、初中生20名，共发放助学金24万元，"
        "标准为大学生每人3000元、高中生每人2000元、初中生每人1000元。",
    ),
    (bills, "下拨活动费17万元，其中站点5个，每站1.2万元；车队4个，每队1.5万元；机关共3万元。"),
    (tight_products, "给其中12名单亲女工另发慰问金每人400元，计5200元。"),
    (
        made_up_of,
        "共有女会员250人，是主力军。从岗位看，窗口110人、销售80人、运营支持50人、管理20人。",
    ),
    (made_up_of, "接电话840个，报修430个，咨询290个，表扬12个，投诉88个，其他没有。"),
]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_comes_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_does_not_come_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text)
