"""What two numbers differ by, and what came in, went out and is left, whatever the verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary.check import all_together, arithmetic, came_and_went, more_or_fewer
from halfsky.summary.check.reading import ReadText, read_text
from halfsky.summary.check.report import Problem
from halfsky.summary.check.vocabulary import standard

Find = Callable[[ReadText], list[Problem]]
FAULTY: list[tuple[Find, str]] = [
    (more_or_fewer.find, "去年夜校开了31课，今年开了44课，多开了15课。"),
    (more_or_fewer.find, "上届代表212名，本届代表238名，净增36名。"),
    (more_or_fewer.find, "一月用电4200度，二月用电3900度，少用了400度。"),
    (more_or_fewer.find, "老办公区母婴室6间，新办公区母婴室9间，相差5间。"),
    (more_or_fewer.find, "冬班招收孩子48名，比夏班的62名少24名。"),
    (more_or_fewer.find, "前纺车间128人，后纺车间97人，前纺车间比后纺车间多41人。"),
    (more_or_fewer.find, "今年达标班组比去年多14个。去年达标46个，今年达标50个。"),
    (more_or_fewer.find, "经费去年用了3.4万元，今年用了4.1万元，比去年多用0.9万元。"),
    (more_or_fewer.find, "甲班来信21件，乙班来信28件，丙班比乙班多4件，为34件。"),
    (more_or_fewer.find, "到年底覆盖企业6500家，比现在的6200家多500家。"),
    (came_and_went.find, "戏票印了640张，退回55张，观众手里实有595张。"),
    (came_and_went.find, "苗圃里樱桃苗原有1300株，冻坏240株，补栽180株，眼下成活在圃的1420株。"),
    (came_and_went.find, "夜班姐妹宿舍床位96张，撤掉12张，添置20张，如今可用的124张。"),
    (came_and_went.find, "存款年初8600元，收进2400元，支出3950元，账上还有7500元。"),
    (came_and_went.find, "捐来旧书1850本，残损剔除230本，上架结存1520本。"),
    (came_and_went.find, "报考92人，缺考7人，实考75人。"),
    (came_and_went.find, "广场舞队老队员34名，走了6名，新来11名，现有49名。"),
    (came_and_went.find, "快递箱领进500只，发走375只，破损18只，库里盘点117只。"),
    (came_and_went.find, "职工食堂原有就餐卡720张，注销46张，新办83张，目前在用的787张。"),
    (came_and_went.find, "散文41篇，诗歌26篇，评委会剔除抄袭的5篇，终评72篇。"),
    (came_and_went.find, "联谊会报名156人，男方71人，女方85人，因当天值班没来19人，到场147人。"),
    (came_and_went.find, "女职委本来17人，走了3人，补进2人，如今17人。"),
    (
        all_together.find,
        "腊八粥分三锅，前门盛了126碗，后门盛了98碗，巷口盛了75碗，锅底朝天一总309碗。",
    ),
    (all_together.find, "绣坊交货：枕套64件，桌旗38件，挂件120件，相加242件，没有退货。"),
    (
        all_together.find,
        "女子巡逻队夜里走的路，东线4.6公里，西线3.8公里，河堤5.2公里，整趟下来14.6公里。",
    ),
    (all_together.find, "三场讲座，头场来了52人，中场来了47人，末场来了66人，三场下来175人。"),
    (all_together.find, "粽叶包圆：甲组820个，乙组760个，丙组690个，伙房登记2370个，一个没剩。"),
    (all_together.find, "学员由纺织班34人、电商班28人、月嫂班41人凑成，全校113人。"),
    (all_together.find, "捐赠明细：机关2.3万元，学校1.8万元，医院3.4万元，全系统8.5万元。"),
    (all_together.find, "借阅：一月210册，二月185册，三月243册，一季度借阅658册。"),
    (all_together.find, "元月接待44人，二月接待39人，三月接待51人。一季度总接待144人。"),
    (all_together.find, "床单48条，枕巾96条，毛毯30条，拢共184条，都进了柜。"),
]
SOUND: list[tuple[Find, str]] = [
    (more_or_fewer.find, "去年夜校开了31课，今年开了44课，多开了13课。"),
    (more_or_fewer.find, "上届代表212名，本届代表238名，新增36名，退出10名。"),
    (more_or_fewer.find, "去年320人参赛，今年416人参赛。今年参训500人，比去年增加100人。"),
    (more_or_fewer.find, "第一轮报名87人，第二轮报名105人，少数人报了两次，另有28人旁听。"),
    (more_or_fewer.find, "今年慰问金8.6万元，去年7.9万元，多发约0.7万元。"),
    (more_or_fewer.find, "涌现能手4名，比去年多一名，比前年少两名。"),
    (more_or_fewer.find, "今年招生42人，去年40人，男生多了6人。"),
    (more_or_fewer.find, "购书1.96万元，讲座6000元，比预算的2.5万元超出600元。"),
    (more_or_fewer.find, "拟设委员9名，其中主任1名、副主任2名、委员6名，候选人11名，差额2名。"),
    (came_and_went.find, "补选：女职委本来17人，走了3人，补进2人，如今16人。"),
    (came_and_went.find, "线上报名233名，线下报名81名，重复的24名，剔掉之后290名。"),
    (came_and_went.find, "收回598份，其中作废15份，有效的583份，没收回的42份。"),
    (came_and_went.find, "面粉进库900袋，领用640袋，库存260袋，另有上月留下的大米35袋。"),
    (came_and_went.find, "会员年初410人，新入会38人，退会12人，年末436人。"),
    (came_and_went.find, "代表应到120人，请假8人，列席6人，实到112人。"),
    (came_and_went.find, "推荐38人，公示后撤下3人，最后表彰35人，其中女工20人。"),
    (came_and_went.find, "老柜210个，拆坏35个，新装90个，如今能用的有效柜265个。"),
    (came_and_went.find, "选手64名，预赛淘汰40名，复赛再淘汰12名，最后12名进入决赛。"),
    (came_and_went.find, "报名80人，退出7人，年底前再办一期，计划招收60人。"),
    (came_and_went.find, "春茶收了3200斤，卖出2800斤，自留400斤，比去年的520斤少。"),
    (came_and_went.find, "去年有52人，今年新招8人，退休11人，调入3人，现有女工52人。"),
    (all_together.find, "三场讲座，头场来了52人，中场来了47人，末场来了66人，三场下来165人。"),
    (all_together.find, "绣坊交货：枕套64件，桌旗38件，挂件120件，相加222件，没有退货。"),
    (all_together.find, "女职工中医生132人、护士448人、医技71人，全年体检655人。"),
    (all_together.find, "机关21家、医院16家、商场13家，另有若干家在车站，总数达到57家。"),
    (all_together.find, "第一轮520人次，第二轮610人次，第三轮700人次，后三轮共1650人次。"),
    (all_together.find, "筹备组下设四组，分别为3人、5人、4人、2人，连同组长、副组长总共17人。"),
    (all_together.find, "太极班38人、瑜伽班27人、合唱团40人，三个社团去掉重复后为92人。"),
    (all_together.find, "一等奖3名、二等奖6名、三等奖9名，全省参赛选手一共24名。"),
    (all_together.find, "晨操180人，晚操97人，早晚都做的42人，所以参加的一共235人。"),
    (all_together.find, "东区12家、西区15家、南区9家，合计完成全年任务40家的九成。"),
    (all_together.find, "上半年11场，三季度8场，前三季度19场；四季度7场，全年讲座26场。"),
]


@pytest.mark.parametrize(("find", "text"), FAULTY)
def test_it_finds_an_account_that_does_not_come_out(find: Find, text: str) -> None:
    found = find(read_text(text, standard()))
    assert [one.kind for one in found] == ["sum_mismatch"]


@pytest.mark.parametrize(("find", "text"), SOUND)
def test_it_leaves_alone_what_comes_out_or_speaks_of_something_else(find: Find, text: str) -> None:
    assert find(read_text(text, standard())) == []


def test_it_asks_each_of_these_rules() -> None:
    assert {find for find, _ in FAULTY} <= set(arithmetic.RULES.values())
