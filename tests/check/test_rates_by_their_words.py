"""Rates and shares whose own words say of what they are, and what those words leave open."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary import check
from halfsky.summary.check.rates import (
    beside_growth,
    graded,
    growth,
    hundred,
    named_rates,
    portions,
    rough_shares,
    set_targets,
    told_before,
)
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard
from tests.check.rule_findings import found

FAULTY = [
    # nobody is on two rungs of one scale, and nobody pays what another has paid
    (hundred, "票价由街道承担60%、商会承担25%、学员承担25%。"),
    (hundred, "对新食堂，非常满意的占47%，比较满意的占38%，一般的占21%。"),
    (hundred, "明年还想来的占71%，不想来的占22%，说不清的占13%。"),
    (hundred, "年龄上，30岁以下占36.5%，31至40岁占41.5%，41岁以上占28%，主要在一线。"),
    (hundred, "女驾驶员年龄，30岁以下占三成半，30至45岁占四成半，45岁以上占三成半。"),
    (hundred, "绣品评定，优秀占25%，良好占48%，合格占37%。"),
    (hundred, "学历上，本科占44%，大专占39%，中专及以下占25%。"),
    # who got which mark, one after the other
    (graded, "焊工练兵考了三轮，优秀18人，良好27人，合格12人，不合格3人，优良率65%。"),
    (graded, "包饺子比快，九分钟一盘算达标，达标的45人，不达标15人，达标率85%。"),
    (graded, "对新班车，总体满意的84份，一般的24份，不满意的12份，满意率81%。"),
    (graded, "小家验收分三档：优秀9个、合格13个、整改2个，共24个，优秀率47.5%。"),
    # what the rate is of: named ahead of it, told behind the part, or places for one each
    (named_rates, "讲解员考核，报名95人，面试通过57人，按报名人数折算，通过率为71%。"),
    (named_rates, "专项合同覆盖女工1.2万人，而全镇女工是1.6万人，覆盖率达到84%。"),
    (named_rates, "陪护楼有150个床位，夏天住进90人，入住率刚过三分之一。"),
    (named_rates, "收集小窍门60条，墙上贴了三天。最后留用15条，每条奖80元；留用率35%。"),
    # the share first, and behind it what it is of
    (told_before, "理事会里女理事占理事总数的七成，理事总数60人，女理事33人。"),
    (told_before, "公司女司机占司机总数不足两成，具体为女司机90人、男司机150人。"),
    (told_before, "幼教集团女教师占全体教师的92%，共150人，其中男教师24人，女教师126人。"),
    # the target was set well before
    (set_targets, "开春动员会上说好，要带出90名剪纸女工。到立冬，学成的72名，完成目标的88%。"),
    (set_targets, "五年规划建女工书屋40间，头年建8间，次年建9间，两年共建17间，完成规划的55%。"),
    (set_targets, "暖冬行动决算31.5万元，年初预算30万元，执行率101%。"),
    (set_targets, "年初定下义诊50场的目标，到年底办了58场，超目标8场，完成率为118%。"),
    # 1.2万 beside 1.08万 is 1.20万; a month to compare with
    (beside_growth, "采茶用工1.08万人次，较上年1.2万人次减少14%，添了采摘机。"),
    (beside_growth, "倾诉室九月接待75人次，较八月60人次增长20%。"),
    # what is told of the part goes on to the comma before the share
    (rough_shares, "收回心愿卡240张，其中84张写的是盼着村口通班车，占了近六成；写修路的31张。"),
    (rough_shares, "合作社走访了90户社员，有45户没有买过意外保险，接近三分之一。"),
    # the whole ends the sentence before, and 满意度 is a rate as well
    (portions, "礼仪课报到的共96人。到月底还在上的60人，坚持率72.5%。"),
]
SURE = [
    "新开了热水间，回执收回160张，说满意的124张，满意度87.5%，嫌远的最多。",
    "清洗班应轮训女工125人，实到100人，到训率90%。",
    "合唱队有女队员80人，其中新队员28人，占45%。",
    "报名学裁剪的64人，坚持到底的48人，占报名人数的85%。",
]
UNSURE = [
    # another whole is named, or another rate's word
    "北区有女司机120人，车队长18人，占全市车队长的两成。",
    "女工直播卖货，成交60万元，场均2万元；退货率2.5%，由平台给出。",
]
SOUND = [
    # several answers, tenths that are rounded, things that overlap, no scale
    (hundred, "最担心的事（可多选），满意占62%，一般占50%。"),
    (hundred, "满意的占六成，一般的占三成，不满意的占两成。"),
    (hundred, "织补占62%，刺绣占50%，编织占41%。"),
    (hundred, "满意的占62%，基本满意的占30%，不满意的占8%。"),
    (hundred, "票价由街道承担50%、商会承担25%、学员承担25%。"),
    (told_before, "女理事占理事总数的55%，理事总数60人，女理事33人，比上届多4人。"),
    (told_before, "女理事占理事总数的七成，目标是理事总数60人，今年新进女理事33人。"),
    # one of several targets, another unit, what was to be spent
    (set_targets, "计划建书屋10间、茶室6间，共16间；实际建书屋9间、茶室6间，完成计划的93.8%。"),
    (set_targets, "任务是揽储6亿元，已揽5亿元；发卡1.2万张，完成任务的76%。"),
    (set_targets, "预算40万元，上级转来10万元，可用50万元；已支出30万元，执行率60%。"),
    # what the difference is taken from, what is over the double
    (growth, "夜间巡查发现忘关灯9起、没锁门8起，比上学期的50起少30起，下降60%。"),
    (growth, "借伞从去年的220把次涨到今年的446把次，翻了一番还多6把次。"),
    (rough_shares, "合作社走访了90户社员，有31户没有买过意外保险，接近三分之一。"),
    # the base told in brackets, those that are due and no part
    (named_rates, "年初困难户90户，新增30户，脱困30户，脱困率25%（以两数之和为基数）。"),
    (named_rates, "建会企业210家，应建女职工委员会的160家，已建120家，应建单位组建率75%。"),
    # 满意 with 基本满意, of those who have an opinion, of one course
    (graded, "对新班车，满意的84份，基本满意的24份，不满意的12份，满意率90%。"),
    (graded, "焊工练兵，优秀18人，良好27人，合格12人，不合格3人，优良率75%。"),
    (graded, "焊工练兵，优秀18人，良好27人，比上回多，优良率65%。"),
    (graded, "参加的80人，优秀18人，良好27人，合格12人，不合格3人，合格率71.3%。"),
]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_the_words_rule_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_the_words_allow(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(
    ("text", "sure"), [*((text, True) for text in SURE), *((text, False) for text in UNSURE)]
)
def test_it_is_sure_of_portions_whose_own_words_say_of_what_they_are(text: str, sure: bool) -> None:
    read = read_text(text, standard())
    assert bool(portions.find_sure(read)) is sure


@pytest.mark.parametrize(
    "text",
    [
        "女领航员占比去年底31%，今年底45%，提高了12个百分点。",
        "对新食堂，非常满意的占47%，比较满意的占38%，一般的占21%。",
    ],
)
def test_what_is_broken_is_not_told_twice_as_well(text: str) -> None:
    kinds = {problem.kind for problem in check.check_text(text).problems}
    assert kinds
    assert "contradiction" not in kinds
