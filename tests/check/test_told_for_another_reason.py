"""Numbers whose words tell of another reason, and the same words gone wrong."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.rates import (
    averages,
    growth,
    hundred,
    multiples,
    named_rates,
    named_shares,
    nearby_rates,
    shared_out,
    shares,
)
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

SOUND = [
    # what came and went, what it is compared with, what went the other way
    (growth, "上季度挡车岗入职21人，离职16人，净增5人。"),
    (growth, "上季度收银岗入职22人，退出15人，净增7人。"),
    (growth, "保温杯发放单：一车间保温杯136个。二车间上月已发131个，比一车间少5个。"),
    (growth, "化验组上月验样1,320件，比前月多110件，前月1,210件。"),
    (growth, "基层小组412个，较上年末的400个增加15个，撤并3个。"),
    (growth, "阅览点38个，较上年末的30个增加10个，关停2个。"),
    (growth, "女子巡线班三月接诉920起，人均46起，环比少了两成，去年同月人均52起。"),
    (growth, "护膝，去年发了100副，今年130副。每副采购价从30元降到28元，总价反而多了640元。"),
    (growth, "每趟夜车从40元涨到60元，一个月全队排210趟夜车，多花4200元。"),
    (growth, "兴趣班学员从头一年的18人到去年的54人，增加了两倍。"),
    (multiples, "采茶季用工从平日的80人涨到最高峰的200人，是平日的两倍半。"),
    # the longest and the least, what it is less by, the year before, some of them
    (averages, "公开课讲了四场，平均每场35人，最多的一场来了60人。"),
    (averages, "今年去湖边，去了75人，人均自掏260元，少20元，大家拍手。"),
    (averages, "坐柜台的6人；跑外勤的女客户经理今年人均走访90户，比去年的72户多18户。"),
    (averages, "主持人说，今年读书会读完书8本，人均3.5本，读满8本的有4位。"),
    (averages, "女子巡线队由18人增加到20人。救起落水者8人。新添装备4万元，平均每名队员2000元。"),
    (averages, "女养路工30名，管养总里程240公里，女养路工人均8公里。男养路工人均11公里。"),
    # the forms that came back, those to be done, what the rate is said to be of
    (nearby_rates, "问卷发给120名女护士，收回100份。满意排班的75人，占四分之三。"),
    (nearby_rates, "组织体检70人，查出要复查的9人，复查率100%。"),
    (nearby_rates, "年末女工210人，全年离职20人。离职率按平均200人算，10.0%。"),
    (nearby_rates, "上半年进件64件，成功45件，在办14件。成功率按已了结的50件计算，90.0%。"),
    # each and each time, how often they came, not a sum, one alone, corrected later
    (shared_out, "困难女工25人，全年走访两轮，发放4万元，平均每人每轮800元。"),
    (shared_out, "工会给四人写了说明。全年女队员拉练16次，人均到场9次。"),
    (shared_out, "布展忙了10天，女工每天上工人数从40人到66人不等，累计出工530个，平均每天53人。"),
    (
        shared_out,
        "书会每次来的人少则8个，多则20个（暑期停一次），全年到场126人次，每次平均14人上下。",
    ),
    (shared_out, "母婴室扫码：本月共930次，去重后是75人，人均十二三次。"),
    (
        shared_out,
        "茶社女社员人均增收1500元，这话是年中说的；年底算总账，80名女社员共增收160000元，"
        "人均到了2000元。",
    ),
    # votes on papers, all who did, both groups, its own subject, a share itself
    (shares, "民主评议发票80张，收回78张，满意70票、基本满意6票、不满意2票，满意率89.7%。"),
    (
        shares,
        "初级班4期，每期30人，结业112人；中级班2期，每期25人，结业44人。两类共结业156人，"
        "结业率91.8%。",
    ),
    (shares, "至年底，仍在治疗的25人，康复回岗的15人，回岗率37.5%。"),
    (
        shares,
        "园区女快递员共60名，评选标兵8名。女快递员之外还有分拣工140人，园区全员200人，"
        "女快递员占30%。",
    ),
    (
        named_shares,
        "女工委测评，收回200张。很满意90张、满意80张、一般30张。很满意加满意占85%。",
    ),
    (named_shares, "问卷扫码填报537份，删去重复的37份，留下500份。500份里赞同错时下班的占62%。"),
    (named_shares, "舞队里退休的三十六人，在职的十二人，在职的占四分之一。"),
    (named_shares, "补贴合计45000元。园里自筹15000元，政府占四分之三，自筹占四分之一。"),
    (named_rates, "轮训应到20人，两批走。头批十人全到，次批缺一人（出差），到训率95%。"),
    (
        named_rates,
        "园区25家企业，用女工1500人。女工委覆盖20家，女工1350人，女工覆盖率90%，企业覆盖率80%。",
    ),
    (hundred, "预算里大头是慰问，占到六成，其余讲座、文体各占两成。"),
]
FAULTY = [
    (growth, "女浴室喷头从12个增加到30个，增加了两倍半。"),
    (shares, "初赛184人，取前面的46人进复赛，晋级率20%。"),
    (named_shares, "女教职工1607人，参加体检1488人；参加专项检查1045人，占参加体检人数的78.1%。"),
    (growth, "上季度挡车岗入职16人，离职21人，净增5人。"),
    (growth, "基层小组412个，较上年末的400个增加15个，撤并2个。"),
    (growth, "化验组上月验样1,320件，比前月少110件，前月1,210件。"),
    (growth, "今年接诉28起，比去年的30起少3起。"),
    (growth, "每趟夜车从40元涨到60元，一个月全队排210趟夜车，多花6200元。"),
    (growth, "三月接诉48起，环比少了两成，上月54起。"),
    (multiples, "采茶季用工从平日的80人涨到最高峰的200人，是平日的三倍半。"),
    (averages, "公开课讲了四场，共来了160人，平均每场46人。"),
    (averages, "女养路工30名，管养总里程240公里，女养路工人均18公里。男养路工人均11公里。"),
    (averages, "今年去湖边，去了40人，共掏6000元，人均自掏180元。"),
    (nearby_rates, "问卷发给120名女护士，收回100份。满意排班的75人，占五分之四。"),
    (shared_out, "困难女工25人，全年走访两轮，发放4万元，平均每人1800元。"),
    (shares, "复评发票80张，收回78张，满意70张，满意率95.7%。"),
    (shares, "初级班结业112人，中级班结业44人，应结业170人，共结业156人，结业率81.8%。"),
    (named_shares, "女职工中，退休的三十六人，在册女职工六十人，退休的占在册女职工的七成。"),
    (named_rates, "轮训应到20人，实到17人，到训率95%。"),
    (hundred, "支出中慰问占55%，讲座占30%，其余文体占25%。"),
]


def found(rule: ModuleType, text: str) -> list[str]:
    return [problem.message for problem in rule.find(read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_told_for_another_reason(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_went_wrong(rule: ModuleType, text: str) -> None:
    assert len(found(rule, text)) == 1
