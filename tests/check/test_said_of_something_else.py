"""Words that look like a slip and are none: of another row, event or deed, or of a distance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary.check.conflicts import (
    all_done,
    beyond_all,
    contradictions,
    couples,
    denied,
    listed_bounds,
    one_each,
    rankings,
    rosters,
)
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard
from halfsky.summary.check.units import unit_errors
from halfsky.summary.check.wordings import placeholders, stale


def _outdated(read: ReadText) -> list[Problem]:
    return stale.find(read, stale.Opening.of(read.plain), 2026)


FINDERS: dict[str, Callable[[ReadText], list[Problem]]] = {
    "all_done": all_done.find,
    "beyond_all": beyond_all.find,
    "contradictions": contradictions.find,
    "couples": couples.find,
    "denied": denied.find,
    "listed_bounds": listed_bounds.find,
    "one_each": one_each.find,
    "rankings": rankings.find,
    "rosters": rosters.find,
    "units": unit_errors.find,
    "placeholders": placeholders.find,
    "stale": _outdated,
}

SOUND = [
    # How far off a place lies is no count of it.
    ("units", "巡检站最远的距矿区医院46公里，女工只有5名。"),
    ("units", "新村教学点离镇中心小学18公里，女教师2名。"),
    ("units", "项目部与总公司相距820公里，慰问品靠邮寄。"),
    ("units", "最偏的变电站距县公司1.5小时，站里有女工3名。"),
    # So many of the papers came back, and whose did not is told as a clause of its own.
    ("units", "问卷发放300份，收回294份，有6份职工已调离。"),
    ("units", "慰问包裹寄出88件，签收85件，其余3件职工因外出退回。"),
    ("units", "告知书发出210份，签回207份，有3份家长在国外。"),
    # A space parts the cells of a row.
    ("units", "补助明细 户数 金额 困难女职工 12户 9600元 单亲母亲 5户 5000元 合计 17户 14600元"),
    ("units", "慰问汇总 人数 金额 一线女工 40人 8000元 退休职工 15人 4500元 患病女工 3人 6000元"),
    ("units", "培训统计 期数 课时 女干部 3期 24课时 女职工 5期 40课时 女教师 2期 16课时"),
    ("units", "为夜间巡线女工购头灯24盏，手套48副。"),
    ("units", "配发工作服60套、头灯30盏。"),
    ("units", "更换头灯15盏，添置雨靴15双。"),
    # Issues of a paper, and the firms whose books were looked at.
    ("units", "矿女工部编《矿嫂》小报8期，稿件240篇。"),
    ("units", "女职委出简报6期，宣传资料900份。"),
    ("units", "执法检查查阅台账26家，问卷412份。"),
    ("units", "全年分5批慰问女职工5批，每批20名。"),
    ("units", "分三批发展女会员三批，首批40人。"),
    ("units", "组织疗养，送走女职工4批，每批30名。"),
    # So many each, of a sum told beside it.
    ("units", "一季度保费收入980万元，8名女业务员人均122.5万元。"),
    ("units", "营销团队女员工6名，完成交易额1.5亿元，人均2500万元。"),
    ("units", "全年入库税金3.6亿元，女征收员24人，人均1500万元。"),
    ("units", "全厂女工520人人心思进。"),
    ("units", "今年收看人数达320人人气很旺。"),
    ("units", "院里女护士共186人人手仍紧。"),
    ("units", "三个月里，她跑了210户家，记了6本账。"),
    ("units", "一个冬天，协管员走了96户家，劝了40名矿工。"),
    ("units", "春节前，女工主席进了33户家，送了33份年货。"),
    ("units", "住宿费每人180元，30名学员共1.08万元。"),
    ("units", "误餐补贴每人50元，120名选手共1.2万元。"),
    ("units", "讲义每套25元，400名会员共1万元。"),
    ("units", "托管班收托120名，每班30名；配教师8名，每班2名；开放日8次，每班2次。"),
    ("units", "参训160人，每期40人；外请教员8人，每期2人；实操12节，每期3节。"),
    ("units", "慰问女工90名，每站15名；组长6名，每站1名；服务18次，每站3次。"),
    ("units", "今年我跑了40次企业，记了一本笔记。"),
    ("units", "她全年下了26次基层工会，写了9篇调研。"),
    ("units", "我们去了12次企业，谈成8份合同。"),
    ("units", "随机抽样200人问卷，愿意续保的150人。"),
    ("units", "课前抽取60人问卷，课后再答一遍。"),
    ("units", "分层抽查480人问卷，满意的460人。"),
    # A post that is vacant is told with its number.
    ("placeholders", "委员名额15名，选出13名（空缺2名待补选）。"),
    ("placeholders", "女工干部编制6名，在岗5名（空缺1名下月补填）。"),
    ("placeholders", "应配女职工委员9名，实配8名（缺额1名待定）。"),
    # A year ahead with what is wanted of it, years set side by side, this year by name.
    ("stale", "市总2024年工作总结\n2024年培训62场。\n2025年，争取建成母婴室20家。"),
    ("stale", "市总2024年工作总结\n2024年培训62场。\n2025年，培训场次要提高到80场。"),
    ("stale", "市总2024年工作总结\n2024年新建5间。\n2025年，再建托管班6个。"),
    ("stale", "对照：2022年，女工小组17个；2023年，女工小组19个。两年都是每组4人。"),
    ("stale", "2021年，调解46件；2022年，调解51件。两年的成功率都过九成。"),
    ("stale", "两年比较：2023年，参保1200人；2024年，参保1260人。"),
    ("stale", "2010年是三八节一百周年，展板30块；今年（2020年）45块，多15块。"),
    ("stale", "2011年是建矿五十周年，办展12场；今年（2021年）办18场，多6场。"),
    ("stale", "2015年是建会二十周年，征文60篇；今年（2020年）征文75篇。"),
    # The couples of all who came, of whom ours were some.
    ("couples", "四家单位联谊，到场男50人、女54人。本院去了12人，女7人、男5人。牵手成功9对。"),
    ("couples", "单身联谊会来了男青年40名、女青年38名。其中我局男3名、女4名。速配成功11对。"),
    ("couples", "鹊桥会男嘉宾30人、女嘉宾32人。我厂派出女6人、男4人。当场牵手成功8对。"),
    # Another contest, the next row, the other stage.
    ("beyond_all", "3月8日的点钞赛共有9支代表队参加；3月22日的礼仪赛有11支代表队参加。"),
    ("beyond_all", "5月的朗诵赛有12支代表队参赛；10月的合唱赛有15支代表队参赛。"),
    ("beyond_all", "申报高级教员16名，通过11名；申报中级教员29名，通过24名。"),
    ("beyond_all", "前一阶段收托46名孩子，后一阶段收托39名，所以实际受托的孩子是58名。"),
    ("beyond_all", "上半场到场女职工80名，后一场到场60名，合起来参加的女职工是112名。"),
    ("beyond_all", "第一批招收学员30名，后一批招收25名，两批一共招收的学员是55名。"),
    ("all_done", "三轮跑遍15个支局，发放手册320册，剩余的20册存放在职工书屋。"),
    ("all_done", "走遍36个班组，送出药包400个，剩余的12个交回卫生所。"),
    ("all_done", "访遍9个村，带去年画120张，余下的8张退回文化站。"),
    ("all_done", "14个作业区全部设有女职委。14个单位中建有女工之家的9个，还有5个没有。"),
    ("all_done", "全年为37人全部送去帮扶。年末有9人脱困，还有28人。"),
    ("all_done", "26个站点全部配有药箱。26个站点中建有书屋的20个，还有6个没有。"),
    ("all_done", "为48户全部送去慰问金。年底有30户摘帽，还有18户。"),
    ("all_done", "提案36件，办结33件，未办结的3件均非女职工提案，女职工提案办结14件，办结率100%。"),
    ("all_done", "诉求50件，办结46件，未办结的4件不属女职工诉求，女职工诉求办结20件，办结率100%。"),
    ("all_done", "申请60份，批复55份，未批复的5份与女职工无关，女职工申请批复18份，批复率100%。"),
    ("all_done", "上半年筛查任务不一：河西区任务1000人，完成760人；经开区任务300人，完成300人。"),
    ("all_done", "各镇任务不同：东镇任务50户，完成41户；西镇任务30户，完成30户，人人满意。"),
    ("all_done", "诉求有效393条；回复393条，回复率100%，72小时内回复的351条。"),
    ("all_done", "来信120件，办结120件，办结率100%，当天办结的84件。"),
    ("all_done", "提案40件，答复40件，答复率100%，一周内答复的33件。"),
    ("all_done", "11个分公司中9个单独签订合同，另2个列为集体合同专章，签订率100%。"),
    ("all_done", "20家企业中16家自行签订，其余4家纳入行业合同，签订率100%。"),
    ("all_done", "30个站中25个单独建立女工小组，另5个并入邻站，建立率100%。"),
    ("all_done", "受理纠纷74件，无一撤回，成功调解62件，调解不成引导起诉12件。"),
    (
        "all_done",
        "第一针全部接种。问为什么说“120人全部接种”又说“11人没有接种完”，前者指第一针，后者指全程。",
    ),
    ("all_done", "8月，24个车间的休息室全部完工。9月并入新分厂，分厂5个车间的休息室尚未改造。"),
    ("all_done", "机关应建188个，全部建成；非公企业应建432个，已建400个。未建的32个单位规模都小。"),
    ("all_done", "孕期女工18名，调岗落实率100%。登记的26名，除三条线的18名外，还有行政楼的5名。"),
    ("all_done", "抢修故障59起，没有一起因等件停机超过6小时。"),
    ("all_done", "提出意见19条，件件有回音，已改18条，剩下的1条列入下年大修。"),
    ("all_done", "对参检者发放手册420本，人手一本。未参检的40人中，外派11人。"),
    ("denied", "8月，24个车间的休息室全部完工。9月并入新分厂，分厂5个车间的休息室尚未完工。"),
    ("denied", "6月，18个站的哺乳室全部建成。7月划入两个站，2个站的哺乳室尚未建成。"),
    ("denied", "年中，32家会员单位全部签订。下半年接收3家，3家至今没有签订。"),
    ("denied", "机关应建188个，全部建成；非公企业应建432个，已建400个。未建的32个单位规模都小。"),
    ("denied", "国企应签60家，全部签订；私企应签90家，已签85家。未签订的5家都是新办。"),
    ("denied", "公办园应配20名，全部配备；民办园应配30名，已配26名。未配备的4名正在招聘。"),
    ("denied", "516家企业全部提交自评表，自评“好”的361家，“一般”的36家，没有自评为“差”的。"),
    ("denied", "48个班组全部参加评议，评“优”的30个，评“中”的18个，没有参加后评为“差”的。"),
    # What came in the first month, who was chosen, whom the mail reached are no wholes.
    ("contradictions", "课堂首月报名27人，全年共有学员286人结业。"),
    ("contradictions", "走访企业42家，问卷还用微信发到没有走访的31家企业，共涉及企业73家。"),
    (
        "contradictions",
        "4家商圈签订区域性专项集体合同6份，覆盖企业109家。206家企业签订女职工专项集体合同。",
    ),
    ("beyond_all", "春季学期报名女职工412名；秋季学期报名468名。两学期合计参加的女职工719名。"),
    ("stale", "细则最早依据1988年《女职工劳动保护规定》制定，2012年该规定废止后，女职委重写。"),
    # Of whom one each is said, and who walked is another matter.
    ("one_each", "发放护膝1092副，做到环卫女工人手一副；组织健步走，386人参加。"),
    ("one_each", "发放水杯640个，做到纺纱女工人手一个；举办拔河赛，320人参加。"),
    ("one_each", "发放雨衣275件，做到巡线女工人手一件；组织登山，180人参加。"),
    ("rosters", "与卫健、教育、人社、妇联等6个部门签订协议。"),
    ("rosters", "走访了城东、城西、南湖等5个街道。"),
    ("rosters", "覆盖机加、铸造、装配等8个车间。"),
    ("rosters", "三个片区合同覆盖情况（单位：家、人）\n物流港 企业46"),
    ("rosters", "四个街道慰问情况（单位：户、元）\n南湖街道 户数46"),
    ("rosters", "五个分厂女工情况（单位：人、个）\n一分厂 女工46"),
    (
        "listed_bounds",
        "新建小屋17家，其中商务楼宇5家、工业园区7家。以前建成的48家，共有65家，每个县区都不少于6家。",
    ),
    ("listed_bounds", "新增站点12个，其中商圈4个、公园3个。原有30个，共有42个，各镇都不少于5个。"),
    (
        "rankings",
        "一车间88人、二车间124人、三车间61人、四车间107人，加起来为380人，其中二车间最多。",
    ),
    ("rankings", "东区41户、西区63户、南区29户，加在一起133户，其中西区最多。"),
    ("rankings", "早班32人、中班45人、夜班28人，合起来105人，其中中班最多。"),
    (
        "contradictions",
        "全公司23家单位签订女职工专项集体合同19份，其中单独签订17份，区域合签2份覆盖6家单位。",
    ),
    ("contradictions", "40家企业签订女职工专项集体合同31份，其中行业合同1份覆盖10家企业。"),
]
FAULTY = [
    ("units", "项目部慰问小学46公里，座谈5次。"),
    ("units", "走访企业36公里，签订合同30份。"),
    ("units", "联谊当天，31份女职工参加。"),
    ("units", "为女工购置头灯24碗。"),
    ("units", "向环卫女工发放毛巾320名、绿豆汤900杯。"),
    ("units", "慰问困难女职工46场。"),
    ("units", "发放慰问金，每人1200万元，共慰问32人。"),
    ("units", "全厂女工614人人，占三成。"),
    ("units", "走访困难女职工家庭365户家。"),
    ("units", "初级36人、中级22箱、高级8人。"),
    ("units", "今年举办了12人讲座，效果好。"),
    ("units", "发放12人问卷，收回11份。"),
    ("placeholders", "慰问困难女职工（空缺待补）名。"),
    ("placeholders", "代表名额（人数待定）已报。"),
    ("stale", "市总2024年工作总结\n2024年培训62场。\n2025年，我会共走访68户。"),
    ("stale", "县总2023年工作总结\n今年（2024年）共走访68户。"),
    ("couples", "联谊会来了男45名、女48名。当场牵手成功52对。"),
    ("couples", "本院联谊，女13人、男8人。当场速配成功14对。"),
    ("beyond_all", "全厂共有女职工870人。领取防暑包的女职工910人。"),
    ("all_done", "诉求52件全部办结，其中6件尚未办结。"),
    ("all_done", "发放问卷500份，回收率100%，收回的463份。"),
    ("all_done", "立案17件，已办复12件，其余5件正在办理，办复率达100%。"),
    ("all_done", "立案17件，已办复12件，其余5件列入明年计划，办复率达100%。"),
    ("denied", "24个车间的休息室全部完工。其中5个车间的休息室尚未完工。"),
    ("denied", "应建188个，全部建成。188个中还有7个没有建成。"),
    ("one_each", "73名女工，人手一份，共采购65份。"),
    ("rosters", "走访了城东镇、城西镇、南湖镇、北塘镇3个乡镇。"),
    ("rosters", "5个分公司，依次是东城、西城、南城、北城。"),
    ("listed_bounds", "东关24名、南关17名，每个片区都不少于20名。"),
    ("rankings", "一车间88人、二车间104人、四车间107人，其中二车间最多。"),
]


def _found(rule: str, text: str) -> list[str]:
    return [problem.message for problem in FINDERS[rule](read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_what_is_said_of_something_else(rule: str, text: str) -> None:
    assert _found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_is_said_of_the_same(rule: str, text: str) -> None:
    assert _found(rule, text)
