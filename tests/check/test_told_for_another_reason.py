"""Numbers whose words tell of another reason, and the same words gone wrong."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.conflicts import (
    again,
    all_done,
    beside_last_year,
    beyond_all,
    clock,
    contradictions,
    couples,
    denied,
    in_short,
    one_each,
    out_of,
    rankings,
    restating,
    retold,
    rosters,
    stages,
    trends,
)
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
from halfsky.summary.check.sums import more_or_fewer
from tests.check.rule_findings import found

SOUND = [
    # what came and went, what it is compared with, what went the other way
    (growth, "上季度挡车岗入职21人，离职16人，净增5人。"),
    (growth, "上季度收银岗入职22人，退出15人，净增7人。"),
    (growth, "保温杯发放单：一车间保温杯136个。二车间上月已发131个，比一车间少5个。"),
    (growth, "化验组上月验样1,320件，比前月多110件，前月1,210件。"),
    (growth, "基层小组412个，较上年末的400个增加15个，撤并3个。"),
    (more_or_fewer, "基层小组412个，较上年末的400个增加15个，撤并3个。"),
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
    # each of what is numbered, a task and what was done, a revised number, months, shares
    (
        retold,
        "第一册记走访，登记单亲女工47人。第二册记四期，登记“四期”女工74人。第三册记培训。",
    ),
    (
        retold,
        "按分解任务，我县全年培训女骨干130人。截至10月，培训女骨干103人，完成79.2%。",
    ),
    (
        retold,
        "年报数：女会员20460人。县总随后核对，剔除重复登记的240人、已退休的180人，"
        "净女会员20040人。",
    ),
    (retold, "上月的账清了：全月送检892份，合格875份。\n这个月的月报：送检860份，合格857份。"),
    (retold, "山南女工150人，山北女工90人。\n体检，山北查了81人，90%，山南查了105人，70%。"),
    (
        again,
        "东园：女教师30人，买了医保的26人。\n西园：女教师19人；医保买齐的16人。"
        "\n北园：女教师34人，医保全有。\n"
        "三园女教师合计83人，有合同的82人；医保买齐的76人。",
    ),
    (nearby_rates, "女快递员之外还有分拣工140人，园区全员200人，女快递员占30%。"),
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
    # one to spare, children who came along
    (one_each, "福利院女职工36人，花店送来37支百合，人手一支，还多一支插在大厅。"),
    (one_each, "沙龙到了18人，带娃来的有4人，娃娃一共5个。点心按23份备，一人一份正好用光。"),
    (one_each, "叉车总数到了14台，女司机12名，一人一台，还有2台停着没人开。"),
    # what is left of a stock, those who took it again, one by one
    (all_done, "收到牛奶90箱、棉被30床，全部进了仓库登记，领用60箱牛奶；棉被铺了22床，剩8床。"),
    (
        all_done,
        "冬装发下去210套，退回9套，换发8套，1套暂不领。夏装发下去190套，退回7套，全部换发。"
        "工装柜里冬装剩16套，夏装剩12套。",
    ),
    (
        all_done,
        "体能测试参测25人；及格22人。四季度补测，加上三名不及格的一起上场，6人全过。"
        "年终台账登记：28名女队员体能全部达标。",
    ),
    (all_done, "17人里有意见的由她一个个打电话，说通13人，还剩4人照旧当月休。"),
    (denied, "这样，14条全部有了着落，12条原样写进，2条改了写法。"),
    (denied, "打包比武决赛15人。差错率为零的有9人。"),
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
    # more of all than came, what was before, other men and women
    (
        beyond_all,
        "到会：女职工18人，主任列席。中心女职工共26人，缺席的8人里，外出5人，病假3人。",
    ),
    (
        beyond_all,
        "原先只有11个项目部有女浴室，今年添了6个。流动体检车跑了16个项目部。",
    ),
    (out_of, "女主持28人，男主持20人，女的比男的多8人。女主持里跑一线的22人。"),
    (
        couples,
        "机关来了男生30名、女生36名，税务来了男生18名、女生20名，学校来了男生7名、女生19名。"
        "牵手10对。",
    ),
    (stages, "发出选票52张，收回51张，有效票50张。8名候选人得票加起来340票。"),
    (
        contradictions,
        "年份 应检 实检\n去年 180 160\n今年 195 187\n应检今年多15人，实检今年多27人。",
    ),
    (contradictions, "联合工会会员里女职工1800人，半年里来过职工之家的900人。"),
    (
        in_short,
        "检查发现问题42项。\n已整改并验收的35项，整改了但验收没过的4项，至今未动的3项。"
        "验收通过率以42项为底，是83.3%；若以动手整改的39项为底，是89.7%。"
        "\n至今未动的3项分属三个分厂。\n没过的4项里，有2项是风扇装反。",
    ),
    (
        beside_last_year,
        "上一年国家级课题5项，今年多了3项；省级去年也是12项，持平。",
    ),
    (restating, "两样都提到的项目部有4个。\n女工委要求，得分在80分以下的两个项目部整改。"),
    (
        rankings,
        "收到诉求80件，工资方面最多，35件；排班方面25件；住宿方面20件。当年办了结论的75件。",
    ),
    (trends, "随队家属今年上山探望的有96人，去年74人，前年60人，三年里一年比一年多。"),
    (rosters, "仍未报送的4家，分别是两家石材店、一家花圃和一家快递点。"),
    (clock, "开放时间：早7:00至8:30，晚10:30至12:30。"),
]
FAULTY = [
    (growth, "女浴室喷头从12个增加到30个，增加了两倍半。"),
    (shares, "初赛184人，取前面的46人进复赛，晋级率20%。"),
    (named_shares, "女教职工1607人，参加体检1488人；参加专项检查1045人，占参加体检人数的78.1%。"),
    (
        retold,
        "今年为475名女职工办理住院互助保障。据互助保障台账，"
        "今年女职工住院互助保障参保为457名，参保率97.2%。",
    ),
    (restating, "义诊为216名女工做了超声检查。据统计，当天接受超声检查的261名女工都拿到了报告。"),
    (growth, "上季度挡车岗入职16人，离职21人，净增5人。"),
    (growth, "基层小组412个，较上年末的400个增加15个，撤并2个。"),
    (more_or_fewer, "基层小组412个，较上年末的400个增加15个，撤并2个。"),
    (growth, "化验组上月验样1,320件，比前月少110件，前月1,210件。"),
    (growth, "今年接诉28起，比去年的30起少3起。"),
    (growth, "每趟夜车从40元涨到60元，一个月全队排210趟夜车，多花6200元。"),
    (growth, "三月接诉48起，环比少了两成，上月54起。"),
    (multiples, "采茶季用工从平日的80人涨到最高峰的200人，是平日的三倍半。"),
    (averages, "公开课讲了四场，共来了160人，平均每场46人。"),
    (averages, "女养路工30名，管养总里程240公里，女养路工人均18公里。男养路工人均11公里。"),
    (averages, "今年去湖边，去了40人，共掏6000元，人均自掏180元。"),
    (nearby_rates, "问卷发给120名女护士，收回100份。满意排班的75人，占五分之四。"),
    (retold, "女会员20460人，同比增加460人。\n总结会上写着：我县女会员20640人。"),
    (shared_out, "困难女工25人，全年走访两轮，发放4万元，平均每人1800元。"),
    (one_each, "福利院女职工36人，花店送来39支百合，人手一支。"),
    (all_done, "体检52人。体检报告已全部发放，还有3份没有发放。"),
    (shares, "复评发票80张，收回78张，满意70张，满意率95.7%。"),
    (shares, "初级班结业112人，中级班结业44人，应结业170人，共结业156人，结业率81.8%。"),
    (named_shares, "女职工中，退休的三十六人，在册女职工六十人，退休的占在册女职工的七成。"),
    (named_rates, "轮训应到20人，实到17人，到训率95%。"),
    (hundred, "支出中慰问占55%，讲座占30%，其余文体占25%。"),
    (beyond_all, "报名女职工共有18人，领取纪念品的女职工26人。"),
    (stages, "发出选票52张，收回51张，有效票50张。新当选的主任得票58票。"),
    (couples, "联谊会来了男生18名、女生20名。牵手21对。"),
    (beside_last_year, "省级课题去年15项，今年12项，与上年持平。"),
    (rankings, "收到诉求80件，工资方面最多，35件；排班方面40件；住宿方面5件。"),
    (trends, "探望的家属：今年96人，去年104人，前年60人，三年里一年比一年多。"),
    (rosters, "仍未报送的5家，分别是三家石材店、一家花圃和两家快递点。"),
    (clock, "开放时间：晚10:30至9:30。"),
]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_told_for_another_reason(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_went_wrong(rule: ModuleType, text: str) -> None:
    assert len(found(rule, text)) == 1
