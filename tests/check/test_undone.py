"""All are said to be done and some are not; a part is more than its whole."""

from __future__ import annotations

import pytest

from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.conflicts import all_done, contradictions, stages
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


def left(text: str) -> list[str]:
    """The last number of each finding."""
    return [problem.quote for problem in all_done.find(read(text))]


@pytest.mark.parametrize(
    "text",
    [
        "全局女职工参保91人，占应保女职工的100%，尚有4人未办理参保手续。",
        "上半年走访道班23个，实现道班走访全覆盖；还有5个高山道班没能走访。",
        "260名女工人手一副手套；登记显示另有38名女工没领到。",
        "应到17人、实到17人。会后给缺席的2名委员补发材料。",
        "28个科室参评，女职工参与率100%，其中请假未参与的女职工有17人。",
        "10个县区全部设立了调解室。已设立的共8个；另两个县区尚未设立。",
        "查出问题23处。到月底23处问题全部改完，只剩2处还没动工。",
        "全场94名女职工一个不落，全部检查完毕。本场外业队还有11名女职工没有检查。",
        "全组有效投诉为零，3起有效投诉均在当日答复。",
        "接待事项11件，办结10件，剩余1件待上级批复。11件事项件件办结、无一遗留。",
        "重点工作12项，到12月已完成9项，尚在推进的2项。年终报告写明：12项重点工作已经全部完成。",
        "接个案76个，结案61个，在跟15个。向街道报送时写明，个案76个，全部结案，没有遗留。",
        "排查隐患65条，限期整改17条，截至季末仍有3条未整改到位；整改率100%。",
        "学员58名，全勤49名，缺课9名。站长表扬全班58人无一人缺课。",
    ],
)
def test_it_finds_what_is_left_of_what_is_all_done(text: str) -> None:
    assert len(left(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "技能月里，163名女柜员全部参加达标测试，优秀58名、合格92名、不合格13名。",
        "求助64件，回复率100%；解决55件，没有解决的9件要由市场管委会研究。",
        "上半年的29名全部发清；下半年的已发25名，还有4名等补发。",
        "手册印915份，人手一份还有富余，剩下的23份留给了驿站。",
        "四项全部兑现的只有24家，没兑现的11家里有7家是餐饮店。",
        "女驾驶员体检73人，一个不少；女导游体检261人，剩余27人春节后补检。",
        "26名女职工全部按期付息，没有一笔逾期。",
        "57名女工中，怀孕6名、哺乳9名，全部离开夜班，还有42名照常倒班。",
        "职工提21条意见，起初有3条没有答复，催办之后21条全部有了答复。",
        "初验5间返工，复验时38间全部合格。",
        "园区规模以上企业37家，合同签订率100%；沿街小店里还有6家没有签订。",
    ],
)
def test_it_leaves_alone_what_is_left_of_others_or_was_done_later(text: str) -> None:
    assert left(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "260名女工人手一副手套；登记显示另有38名女工没领到。",
        "45名司机全年一次违章也没有发生，其中3名司机的违章已处理。",
        "29件诉求全部如期办结，其中4件超期。",
    ],
)
def test_it_weighs_what_may_be_left(text: str) -> None:
    assert [one for one in related(tell(read(text))) if one.sort == "undone"]


@pytest.mark.parametrize(
    "text",
    [
        "收回选票64张，全部有效。新当选的女工委主任得68票。",
        "受理诉求46件，转有关科室办理17件，转办的已办结19件。",
        "“月嫂”培训班报名70人，实到62人，经考核结业67人。",
        "办会员服务卡5530张。截至年底已激活会员服务卡5720张。",
        "交友会上，互选成功18对，会后持续交往的有23对。",
    ],
)
def test_it_finds_a_step_or_a_vote_above_what_came_before(text: str) -> None:
    assert len(stages.find(read(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "实到69名，女代表实到30名，合同以69票赞成获得通过。",
        "家有幼儿的11名，家有小学生的16名，两者兼有的4名。",
        "有5处增设了母婴角，设母婴角的驿站由此增加到9处。",
        "报名70人，实到62人，经考核结业57人。",
    ],
)
def test_it_leaves_votes_and_parallel_groups_alone(text: str) -> None:
    assert stages.find(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "接到来信来访64件，连同上年没有办完的11件一并处理，到年底办结69件。",
        "接线员当场答复188通，转办24通。",
        "征集数同比增长13.5%，采纳数同比增长20%。",
    ],
)
def test_it_knows_why_more_were_settled_than_came_in(text: str) -> None:
    assert contradictions.find(read(text)) == []
