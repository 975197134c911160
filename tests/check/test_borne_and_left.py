"""Prices that several bear, what is left item by item, rooms that are filled, parts named again."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.sums import (
    among_them,
    borne,
    came_and_went,
    filled,
    from_to,
    spent_by_item,
)
from tests.check.rule_findings import found

SOUND = [
    (borne, "营养餐标准每份16元，自付5元，工会补7元，食堂让4元。"),
    (borne, "体检费每人500元，由工会承担50%、企业承担30%、个人承担20%。"),
    (borne, "培训费每人300元，工会补助200元，个人承担60元，用人单位再出40元。"),
    (borne, "体检费每人500元，工会补助200元。去年个人承担350元。"),
    (borne, "活动经费由公司工会承担9万元、分厂工会承担5万元、个人自筹1万元，总额15万元。"),
    (
        spent_by_item,
        "年初核定5万元。支出情况，文体2.1万元；慰问1.4万元；培训0.8万元。年末结余0.7万元。",
    ),
    (
        spent_by_item,
        "义卖所得8600元，厂里配捐4000元，合计12600元。用于资助三名孩子各2000元，购书1600元，结余5000元。",
    ),
    (spent_by_item, "核定5万元。支出情况，文体2.1万元；慰问1.4万元，合计3.5万元。结余1.6万元。"),
    (spent_by_item, "核定5万元。支出情况，文体2.1万元；借出1.4万元。结余1.6万元。"),
    (filled, "板房30间，住进夫妻26对，空着4间。"),
    (filled, "板房30间，每间住2户，住进52户，空着4间。"),
    (filled, "板房30间，住进女工58人，空着1间。"),
    (among_them, "其中女性52人，占一成；女性中管理人员12人、工人40人，没有第三类人员。"),
    (among_them, "其中女性52人，占一成；女性中党员12人、高级工44人。"),
    (among_them, "其中女性52人，占一成；女性中管理人员12人、工人38人。"),
    (among_them, "系统内19家单位中应换届12家，年底前这12家完成换届14家。"),
    (came_and_went, "年初120人，到国庆走了30人、来了25人，如今115人。"),
    (from_to, "哺乳期由9人变为13人，新增6人，期满2人。"),
    (from_to, "条款由18条增加到22条，新增6条、删除2条。"),
    (from_to, "小夜班由每班40元提高到60元，增加20元；大夜班由每班60元提高到90元，增加30元。"),
]
FAULTY = [
    (borne, "营养餐标准每份16元，自付5元，工会补7元，食堂让5元。"),
    (borne, "体检费每人500元，由工会承担50%、企业承担30%、个人承担30%。"),
    (borne, "保险费每份120元，工会出60元，单位补40元，本人掏30元。"),
    (
        spent_by_item,
        "年初核定5万元。支出情况，文体2.1万元；慰问1.4万元；培训0.8万元。年末结余1.2万元。",
    ),
    (
        spent_by_item,
        "义卖所得8600元，厂里配捐4000元，合计12600元。用于资助三名孩子各2000元，购书1600元，结余6000元。",
    ),
    (
        spent_by_item,
        "应拨2400元，上年结余300元。\n本年开支如下：香囊580元；车费700元；月饼420元；药箱150元。"
        "\n票据9张。年末结余950元。",
    ),
    (filled, "板房30间，住进夫妻26对，空着6间。"),
    (filled, "新宿舍床位64张，安排女工58人，空余8张。"),
    (among_them, "其中女性52人，占一成；女性中管理人员12人、工人43人，没有第三类人员。"),
]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_comes_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_does_not_come_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text)
