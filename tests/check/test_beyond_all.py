"""More of a group than there are of it, and more at a later step."""

from __future__ import annotations

import pytest

from halfsky.summary.check.conflicts import among, beyond_all, out_of, stages
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


@pytest.mark.parametrize(
    "text",
    [
        "园区现有女快递员214人，工会建了健康档案。今年领到意外险保单的女快递员有241人。",
        "公司工会有女会员620人，年底参加互助保障的女会员达到658人。",
        "到会女代表56名。对报告投赞成票的女代表有61名。",
        "夜校招收学员45名，大多是保洁女工。期末拿到结业证的学员52名。",
        "征文共收到稿件120篇，经评审，获奖的稿件有134篇。",
        "辖区女职工25人以上的企业共34家，签订专项合同的企业39家。",
        "平台女从业人员共2.8万人，签订专项条款后覆盖女从业人员3.04万人。",
        "全校共有女教职工58名，都参加了互助保障。十月，学校女教职工73名参观了纪念馆。",
        "在册儿童50名，其中双职工家庭子女33名，来自快递家庭的子女有56名。",
        "竞赛有68名选手报名，进入决赛并获奖的选手共71名。",
    ],
)
def test_it_finds_more_of_a_group_than_there_are(text: str) -> None:
    assert len(beyond_all.find(read(text))) == 1


def test_it_weighs_a_group_that_is_only_named_with_its_number() -> None:
    told = read("客服中心女话务员620人，夜班260人。附表显示，轮过夜班的女话务员680人。")
    assert len(beyond_all.find_first(told)) == 1
    assert beyond_all.find(told) == []


@pytest.mark.parametrize(
    "text",
    [
        "园区现有女快递员214人，外卖女骑手241人领到意外险保单。",
        "护理部现有女护士312人，全院女护士458人参加了体检。",
        "本院女职工410人，为社区女职工提供义诊，接受义诊的女职工530人。",
        "慰问了环卫女工86名，参加座谈的女工101名。",
        "公司工会年初有女会员620人，年底女会员达到658人。",
        "中心现有女职工186名，占职工294名的63.3%。",
        "合并前东埭有女工委38个、女会员2960人；现有女会员5200人。",
        "东门支行女职工58人，参加体检58人；中山路支行女职工71人，体检68人。",
        "一年期互助参保176人，今年总计参保264人。应参保300人。",
        "现有孕期女员工22名，全部改上白班；哺乳期女员工31名中，29名选择提前下班。",
        "夜校第一期招收学员45名，第二期结业的学员52名。",
    ],
)
def test_it_leaves_other_groups_and_times_alone(text: str) -> None:
    assert beyond_all.find(read(text)) + beyond_all.find_first(read(text)) == []


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (among.find, "女司机418人，全职253人、兼职165人；发套418个，其中持急救证的481人。"),
        (out_of.find, "166人中持有会计证的9人、税务师证的14人、法律职业资格的182人。"),
        (stages.find, "共发出问卷600份，收回552份，经核对有效问卷568份。"),
        (stages.find, "建档困难女工共40名，本年度得到救助的46名。"),
        (stages.find, "女职工候选人40名，最后评出先进女职工46名。"),
    ],
)
def test_it_finds_parts_and_steps_above_what_they_are_of(find, text: str) -> None:  # type: ignore[no-untyped-def]
    assert len(find(read(text))) == 1


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (among.find, "全职253人、兼职165人，志愿者100人，其中持急救证的481人。"),
        (out_of.find, "166人中持有会计证的9人、税务师证的14人、法律职业资格的82人。"),
        (stages.find, "点钞报名74人，录入报名58人，两项都报的21人，实到选手111人。"),
        (stages.find, "共发出问卷600份，收回552份，经核对有效问卷548份。"),
    ],
)
def test_it_leaves_sound_parts_and_steps_alone(find, text: str) -> None:  # type: ignore[no-untyped-def]
    assert find(read(text)) == []
