"""Numbers that are of something else than those beside them, and the same words gone wrong."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.rates import (
    averages,
    growth,
    named_rates,
    named_shares,
    shared_out,
    shares,
    targets,
)
from halfsky.summary.check.sums import (
    all_together,
    balances,
    both_sides,
    by_each,
    came_and_went,
    listed,
    made_up_of,
    standards,
    sums,
    tight_products,
)
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

SOUND = [
    # another total stands between, or the whole or the part is told only behind
    (named_shares, "甲厂女工860人，乙店女工340人，合计1200人。受训300人，占女工总数的四分之一。"),
    (
        named_shares,
        "四个所职工分别为220人、110人、95人、75人，共计500人；女职工合计260人，占职工总数的52%。",
    ),
    (
        named_shares,
        "站上女职工18人，机关女职工72人，合计90人。女职工占职工总数的30%，职工总数300人。",
    ),
    (named_shares, "南街有女工420名，北街380名，一共800名；接访250人次，南街占60%，有150人次。"),
    (
        named_shares,
        "外地女工520人，本地女工480人。夏令营收孩子80名：外地女工子女60名、本地女工子女20名，外地占75%。",
    ),
    (named_shares, "惠及女职工4200人次。集团现有女职工1800人，占职工总数的45%。"),
    (
        named_shares,
        "经费收入20万元。培训6万元，体检4万元，书报2万元。培训占总支出的50%，体检占33.3%，书报占16.7%。",
    ),
    (
        shares,
        "交通局8.2万元、教育局12.6万元、卫健局15.3万元、住建局5.4万元，四局占总经费69.5万元的59.7%。",
    ),
    (shares, "任务为5000名。分三轮共筛查5730名，超额完成任务的14.6%。"),
    # several together did it
    (named_rates, "应检200人，头一批检120人，第二批检66人，受检率93%。"),
    (named_rates, "参加考试40人，优秀12人、良好22人、合格6人，优良率85%。"),
    (named_rates, "参训女干部90名，春班合格41名，秋班合格46名，合格率96.7%。"),
    (
        named_rates,
        "报名人数依次为50人、60人、90人，共200人；到场人数依次为45人、52人、83人，共180人，到场率90%。",
    ),
    (named_rates, "专项合同300份，覆盖企业820家。今年到期续签的60份，续签率为100%。"),
    # what is for each of those who came, of those who compare, by how much
    (shared_out, "组织清淤9次、360人次。送饭720份，人次均2份。"),
    (shared_out, "文体活动20次、1500人次；经费15万元，人次均100元。"),
    (shared_out, "12名女司机全年运货2.4万箱，人均2000箱，为全公司人均1600箱的125%。"),
    (shared_out, "支队共40名，查案400起，人均10起，女队员人均高2起。"),
    (shared_out, "合作社产值120万元，参与女工60人，人均分红5000元。"),
    (shared_out, "茶园销售额90万元，用工30名，人均工资4200元。"),
    (
        shared_out,
        "走访50户。解决接送20户、陪护30户。编家书2期。电话问候72户。带去慰问金3万元，户均600元。",
    ),
    (shared_out, "女职工200人。开课12场，参加800人次。女职工考取证书60本，人均0.3本。"),
    (averages, "读书小组10个，平均每组12人。人均读书4本，交流读书笔记360篇，人均3篇。"),
    (averages, "女护理员40人，人均月工资3500元，比去年多200元。"),
    (averages, "报名120人。大巴3辆，可载135人。活动经费1.2万元，人均100元。"),
    # the gap is told of something else than the number of then
    (growth, "今年女安全员40名。去年同期女安全员32名,隐患150处,今年隐患少了30处,下降20%。"),
    (growth, "女导购60名。去年女导购48名,投诉80件,今年投诉减少16件,下降20%。"),
    (growth, "女检票员52名。上年女检票员44名,逃票200起,今年逃票少了50起,下降25%。"),
    (targets, "提出任务十二项，到年底有九项达到或超过计划，三项没有达到。"),
    (targets, "年初定下目标10项，有8项均超额完成，2项还在推进。"),
    (targets, "计划指标15个，其中实际有11个都超过目标，4个持平。"),
    # rounds, movements, two kinds at once, a first item
    (made_up_of, "竞赛设5个工种，报名900人，参加初赛700人，进入复赛150人，进入决赛40人。"),
    (made_up_of, "征文报名300人，初选180人，复选80人，入围30人。"),
    (made_up_of, "困难女职工建档80户，上半年脱困12户，新入9户，期末77户。"),
    (made_up_of, "走访困难家庭40户，其中单亲15户、大病20户、失业9户，有4户既是单亲又有大病。"),
    (made_up_of, "今年预算12万元。开支四项：培训5万元、体检3.1万元、慰问1.5万元、书刊0.4万元。"),
    (both_sides, "技能赛50人参赛，理论和实操都合格的41人，理论不合格3人，实操不合格8人。"),
    (both_sides, "全院女职工400人，参加互助360人，两项都参加的330人，两项都没参加的20人。"),
    (both_sides, "考核60人，笔试、面试均达标的48人，笔试不达标的5人，面试不达标的9人。"),
    # several lines, a limit, the standard of the line before
    (tight_products, "购座椅50把，每把200元；靠垫80个，每个60元；合计支出14800元。"),
    (tight_products, "买雨衣30件，每件80元；胶鞋40双，每双45元，共计4200元。"),
    (tight_products, "新增的4个预算20万元,每个5万元,此前30个共花141万元。"),
    (tight_products, "女职工500名,每人限3份,总计1420份。"),
    (standards, "困难女职工20户，春节、中秋各慰问一次，每户每次300元，共计12000元。"),
    (by_each, "走访学生家庭25户，8组进行，除一组走访4户外，其余七组各走访3户，合计25户。"),
    (by_each, "疗养分四批，前三批每批40人，末一批28人，共148人。"),
    (by_each, "破碎工段15人，每人6副，全年领用95副，差额为新工补领。"),
    (by_each, "给12家企业发服务券120张，每家10张，使用97张。"),
    # what is told as it runs, what so many for each make
    (all_together, "一季度新建4家；上半年累计9家；前三季度累计15家；全年21家。"),
    (
        all_together,
        "评出一等奖2名、二等奖6名、三等奖12名，20名选手分属7家，10名能手，共带徒30名，人均3名。",
    ),
    (came_and_went, "年初在册300户，年内新增40户，注销70户(脱困50户，转出20户)，年末在册270户。"),
    (balances, "应到88名，实到83名，另有列席8名，会场共91人。"),
    # shares of different things, rates of several places
    (listed, "女职工有三多一少：本地人多，占80%；四十岁以上的多，占60%；大专以上的少，只占9%。"),
    (listed, "筛查率：一区 84%，二区 88%，三区 90%，全厂 87%。"),
    (listed, "出勤率首月95%、次月90%、末月85%，三个月平均90%。"),
    (
        listed,
        "女职工中，地面岗318人，机关219人，井下88人；女班组长21人，女技术员34人。全矿女职工625人。",
    ),
    (listed, "女工537人。按岗位分，地面318人，机关219人，女班组长21人。"),
    (listed, "受访女工600名。按需求分，体检438人，托管372人，培训306人（各项可重叠）。"),
    (averages, "慰问100户，慰问金15万元，户均1500元；助学40人，人均4000元。"),
    (averages, "全行业1200人，支出3.6万元，人均月工资由3150元涨到3400元。"),
    (
        growth,
        "加工量3120吨，比上年的2880吨多240吨，增长8.3%，损耗率由2.1%降到1.8%，下降0.3个百分点。",
    ),
    (growth, "人均产量1240米，比二季度的1150米多90米，提高7.8%；废品率由1.6%降到1.1%。"),
    (sums, "评审会收到成果190项，其中通过初审126项，提交终审60项，授奖45项。"),
    (sums, "困难女职工288户，致困原因可多选：因病201户、因学122户、因残64户。"),
    # what a total, or 其中, is not told of
    (sums, "商场现有员工900人，自有员工400人，导购500人。女员工合计710人，占79%。"),
    (sums, "冠军3000元1名，亚军2000元1名，季军1000元1名，优胜奖500元4名，奖金总额8000元。"),
    (sums, "有效问卷250份。答卷人按岗位分：运行118人，检修64人，化验35人，管理33人。"),
    (sums, "12家公司全部签订合同，其中今年续签7家、新签2家。"),
    (sums, "疗休养4批，前三批各30人，末批26人，共116人。"),
    (sums, "女职工委员会委员9名，常委5名；其中上届留任6名。"),
]
FAULTY = [
    (named_shares, "两厂女工1200人，男工300人。女班长300人，占女工总数的29%。"),
    (named_shares, "约来面试400人，到面320人，录用96人；录用占到面者的24%。"),
    (named_shares, "搬迁前职工2000人。园内职工1500人，女职工600人，女职工占园内职工的30%。"),
    (named_rates, "应检200人，头一批检120人，第二批检66人，两批实检186人，受检率83%。"),
    (named_rates, "参加考试40人，优秀12人、合格28人，优秀率40%。"),
    (named_rates, "今年到期合同80份，续签60份，续签率为85%。"),
    (shared_out, "12名女司机全年运货2.4万箱，人均2400箱，为全公司人均1600箱的125%。"),
    (shared_out, "宣传点60处，发放资料1.8万份，平均每处资料260份。"),
    (shared_out, "参与女工60人，分红30万元，人均分红4000元。"),
    (averages, "报名120人，活动经费1.2万元，人均120元。"),
    (growth, "去年提建议280条，今年364条，多了84条，增长23%。"),
    (growth, "接访900人次，同比减少100人次，上年同期1000人次，下降11.1%。"),
    (targets, "计划600人，实际560人，超额完成计划。"),
    (made_up_of, "来稿143篇，机关36篇，学校58篇，企业59篇。"),
    (made_up_of, "讲解员赛报名63人，初赛淘汰27人，复赛淘汰18人，进入决赛20人。"),
    (both_sides, "技能赛50人参赛，合格的41人，不合格8人。"),
    (tight_products, "夏令营共办三期，每期限收30名，全部满员，共收孩子96名。"),
    (tight_products, "购座椅50把，每把200元，合计支出12000元。"),
    (standards, "慰问困难女职工20户，每户300元，共计6600元。"),
    (by_each, "针车组60名女工每人补发240元，合计16400元。"),
    (all_together, "孩子入学12件、老人就医21件、家庭维修30件、其他8件，共73件，户均1件。"),
    (came_and_went, "年初在册300户，年内新增40户，注销70户(脱困50户，转出20户)，年末在册288户。"),
    (
        came_and_went,
        "年初余额21500元；收入38000元；支出33200元，其中慰问20000元、体检13200元；年末余额28300元。",
    ),
    (listed, "学历构成：高中占41.5%，大专占36.8%，本科占31.7%。"),
    (sums, "女工委由5人组成，其中主任1人、副主任1人、委员4人。"),
    (sums, "机关捐了18.6万元，企业捐了27.3万元，社会各界4.1万元，合计52万元。"),
    (listed, "来信41封，按内容分，工资类17封，保护类12封，生活类10封，矛盾类5封，没有重复。"),
    (listed, "来电164个，按内容分，产假58个、劳动合同41个、工资36个、其他27个。"),
    (shares, "女干部60名，占女职工1200名的8%。"),
    (balances, "受理投诉88件，办结83件，还有8件在办。"),
    (averages, "走访困难女职工28户，共送去慰问金1.96万元，户均900元。"),
    (growth, "参保率由去年的80%提高到90%，提高15%。"),
    (sums, "竞赛报名130人，初赛刷下64人，复赛刷下38人，决赛选手18人。"),
    (sums, "合同12份，其中今年续签9份、新签5份。"),
]


def found(rule: ModuleType, text: str) -> list[str]:
    return [problem.message for problem in rule.find(read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_told_of_something_else(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_went_wrong_in_such_words(rule: ModuleType, text: str) -> None:
    assert len(found(rule, text)) == 1
