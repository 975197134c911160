"""Parts that may have some in common, and numbers that are no parts of a sum by their words."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary import check
from halfsky.summary.check.clues import counted_twice
from halfsky.summary.check.rates import growth
from halfsky.summary.check.sums import (
    all_together,
    both_sides,
    by_each,
    came_and_went,
    made_up_of,
    period_sums,
    products,
    sums,
    tight_products,
)
from tests.check.rule_findings import found

SAID = """每人可报两项|有的户几样难处叠在一起|不限选几门|有两个孩子的算两次|不少学员选了不止一门
隔代又单亲的两头都计|原因可多选|允许重复填报|一人常有几样毛病|各项相加远多于参检人数|限选两项|每户最多填三项
既是党员又是标兵|部分人同时患两种病|一户多因|有人身兼两职|有重复|人员互有交叉|重复计算|部分女工参加了多项"""
NOT_SAID = """不可多选|没有重复|互不交叉|不得兼报|每人限报一项|兼职12人|均无重复|无交叉|每户走访一次
每人只选一项|两项合计|三类人员共|不重复计算|避免重复统计|剔除重复申报的9项"""

SOUND = [
    (sums, "合唱节有180名女工报名，每人可报两项：独唱90人，重唱84人，朗诵71人。"),
    (sums, "登记困难女工42户，其中病困19户，学困23户，房困11户，有几户几样难处叠在一处。"),
    (sums, "走访家庭210户，其中双职工130户、单亲41户、隔代52户，单亲又隔代的两头都算，有13户。"),
    (sums, "去重后参加者150人，其中剪纸80人、花艺62人、茶艺51人，不少人选了不止一门。"),
    (sums, "大米单价5元、食油单价62元，合计4,180元。"),
    (sums, "学院在编教师140人，外聘22人，女教师合计88人，占五成多。"),
    (made_up_of, "在册病困女工36户，本人患病14户，子女患病21户，老人患病9户，有的户占了两样。"),
    (growth, "阅览室借书从去年的320册次涨到今年的655册次，翻了一番还多15册次。"),
    (both_sides, "学员30人，拿到焊工证21人、叉车证17人，两证都拿的10人，一证没拿到的2人。"),
    (by_each, "扩音器还差40个。扩音器去年每个90元，今年批量价84元，40个共3360元。"),
    (by_each, "投保意外险25份，保额每份10万元，保费合计2500元。"),
    (tight_products, "投保意外险25份，保额每份10万元，保费合计2500元。"),
    (products, "举办排球赛，五厂各一队，每队10人，共50人。"),
    (
        all_together,
        "东厂：一季度办班2期64人；南厂：一季度办班1期38人；西厂没有办班，派5人参加东厂的第二期，"
        "该5人已计入64人。三家合计办班3期、102人。",
    ),
    (came_and_went, "应检女工210人（退养的12人由街道安排，不在应检之列），实检206人。"),
    (
        period_sums,
        "年初在岗女工800人，上半年招收120人、走了95人，下半年招收60人、走了71人。"
        "全年7批，160人全部参加安全课。",
    ),
]
FAULTY = [
    (sums, "走访家庭210户，其中双职工130户、单亲41户、其他52户，没有重复。"),
    (sums, "大米4200元、食油1800元，合计6400元。"),
    (sums, "护士40人、医生22人，女职工合计72人。"),
    (growth, "阅览室借书从去年的320册次涨到今年的655册次，增加325册次。"),
    (both_sides, "学员30人，拿到焊工证的24人，没拿到的9人。"),
    (tight_products, "投保意外险25份，每份100元，保费合计2600元。"),
    (products, "举办排球赛，5队，每队10人，共52人。"),
    (came_and_went, "报名女工210人，退出12人，补报3人，实到206人。"),
    (period_sums, "上半年招收120人，下半年招收60人，全年招收190人。"),
]
NO_SUMS = [
    "重伤少了16人，轻伤多了4人，工伤认定多了23人，净增11人。",
    "新建驿站6个，累计达到28个，覆盖12个村居和6个园区。",
    "检出异常64例，已通知到本人；其中复查60例（复查后转诊8例），另有4人到外地就诊。",
    "办班3期，每期50人，全年累计达到310人次；上半年已办4期、160人次。",
    "全厂460名女工分4批体检，前三批每批120名，末批100名。",
    "抽查企业52家，评为“优”的企业23家，“良”17家，“中”9家，“差”3家。",
]


@pytest.mark.parametrize("words", SAID.replace("\n", "|").split("|"))
def test_it_knows_how_an_overlap_is_said(words: str) -> None:
    assert counted_twice.is_said(words)


@pytest.mark.parametrize("words", NOT_SAID.replace("\n", "|").split("|"))
def test_it_knows_how_an_overlap_is_denied(words: str) -> None:
    assert not counted_twice.is_said(words)


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_no_sum(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_does_not_come_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text)


@pytest.mark.parametrize("text", NO_SUMS)
def test_nothing_is_weighed_that_is_no_sum_by_its_words(text: str) -> None:
    assert [one for one in check.check_text(text).problems if one.kind == "sum_mismatch"] == []
