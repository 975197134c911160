"""Votes, accounts in anybody's words, what is left over, and lists that are called complete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary.check.clues.relations import is_broken
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood.overlapping import overlap
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.rates import growth
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import (
    ballots,
    bills,
    budgets,
    by_each,
    closed_lists,
    cumulated,
    grids,
    ledgers,
    leftovers,
    standards,
    subtotals,
)
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard

Find = Callable[[ReadText], list[Problem]]

FAULTY = [
    (ballots.find, "到会代表91人，表决时赞成86票，反对2票，弃权5票，草案通过。"),
    (ballots.find, "实到24名。同意21票，反对1票，弃权1票，到会委员均投了票。"),
    (ballots.find, "发出选票76张，收回76张，有效票74张，无效票4张。"),
    (ballots.find, "回收测评表108张。满意97张，基本满意9张，不满意4张。"),
    (
        ballots.find,
        "到会的21人无记名投票，每人只投1票，没有弃权。结果：甲组11票，乙组7票，丙组5票。",
    ),
    (ledgers.find, "纸箱旧存260只，新进900只，装走1015只，压烂20只，结余152只。"),
    (ledgers.find, "去年底在沿线设驿站18处，今年又新增11处，目前共有27处。"),
    (ledgers.find, "年初余4.2万元，增拨6万元，用去7.35万元，年末余2.75万元。"),
    (
        ledgers.find,
        "到11月底，女职工组织1216个，去年底是1168个。新成立75个；同时撤销、合并了17个。",
    ),
    (ledgers.find, "女司机从年初的76人减到68人，有15人改行离开，新进17人。"),
    (leftovers.find, "棉被400床，养护站领160床，项目部领135床，剩150床进了库。"),
    (leftovers.find, "专款2.4万元，场地用去6800元，奖品用去9500元，资料用去3200元，结余5500元。"),
    (leftovers.find, "全区还有58家空白点。一年下来，消灭了41家，现在还剩19家。"),
    (closed_lists.find, "女农民工506名分布在三个标段：架梁124名、制板207名、拌和165名。"),
    (closed_lists.find, "善款18640元，绒花5200元、香囊4380元、糕点8060元，此外没有其他收入。"),
    (subtotals.find, "分三批体检：首批146人，二批152人，补检37人。三批共有345名女工检完。"),
    (subtotals.find, "办了四场，到场分别是42人、38人、51人、29人。“四场到场170人次”。"),
    (by_each.find, "单亲妈妈17位，一位600元，共发12000元。"),
    (by_each.find, "慰问困难户285户，每户送慰问金600元和价值200元的米油，共计支出24.8万元。"),
    (by_each.find, "慰问网点52个，每个网点送牛奶10箱、水果6箱，共送出牛奶520箱、水果362箱。"),
    (by_each.find, "公寓共120间，按每间6人配置，床位680个。"),
    (by_each.find, "16名化验女工每人每月发津贴150元，全年12个月共发26800元。"),
    (bills.find, "示范点28个，每点3万元；普通点45个，每点1万元；下拨139万元。"),
    (bills.find, "金奖4名、银奖8名、铜奖12名，奖金依次为每人1000元、600元、300元，总额1.34万元。"),
    (bills.find, "初级每月100元36人，中级每月200元31人，高级每月350元16人，每月共需16400元。"),
    (bills.find, "按深度每户3000元、相对每户1500元的标准，慰问深度20户、相对48户，发放14.2万元。"),
    (
        bills.find,
        "送去慰问金7.68万元。困难的34人，每人1200元；一线的50人，每人500元；劳模6人，每人1000元。",
    ),
    (bills.find, "五星6人、四星15人。拿出3.9万元奖励，五星每人2000元，四星每人1000元。"),
    (cumulated.find, "至去年底累计办理1640人次，今年又办理220人次，至今年底累计1530人次。"),
    (cumulated.find, "累计理赔17人次、34万元；今年又有3人获赔6万元，累计理赔19人次。"),
    (
        budgets.find,
        "收入合计￥30000\n活动￥9600　体检￥11200　慰问￥7950　支出合计￥28750\n结余：￥2250",
    ),
    (grids.find, "单位 人数 金额（元）\n城东 14人 7000元\n城西 11人 5500元\n合计 28人 12500元"),
    (grids.find, "单位 班数\n1 红峰厂 2 51\n2 安和院 3 88\n3 青河校 1 24\n合计 6 153"),
    (grids.find, "科别 应到 实到 缺席\n急诊 38 33 5\n药剂 29 25 6\n手术 41 40 1"),
]

SOUND = [
    (ballots.find, "应到27名，实到24名，赞成21票，反对1票，弃权2票。"),
    (ballots.find, "实到290人；收票288张，有效票285张，废票3张。"),
    (ballots.find, "回收问卷494份，满意的311人，基本满意的138人，不满意的29人，未作答16人。"),
    (ballots.find, "到会40人，赞成39人，1人弃权。"),
    (ballots.find, "到会21人，每人投1票，没有弃权。甲组11票，乙组7票，丙组3票。"),
    (ledgers.find, "纸箱旧存260只，新进900只，装走1015只，压烂20只，结余125只。"),
    (ledgers.find, "今年新建68家，去年底结存350家，关停6家，年底实有412家。"),
    (ledgers.find, "年初余4.2万元，增拨6万元，用去7.35万元，年末余2.85万元。"),
    (ledgers.find, "应建组织602个，年初已建548个，新建37个、撤销6个，年末579个，组建率96.2%。"),
    (leftovers.find, "棉被400床，养护站领160床，项目部领135床，剩105床进了库。"),
    (leftovers.find, "单亲17户，失业23户，患病14户，其他7户。"),
    (leftovers.find, "查出问题146个，当场整改118个，限期整改28个，月底仍有3个没改。"),
    (leftovers.find, "全厂应保400人，已保376人。甲分厂第一个完成，乙分厂尚差9人。"),
    (closed_lists.find, "女农民工506名分布在三个标段：架梁134名、制板207名、拌和165名。"),
    (closed_lists.find, "200户里，因病96户，供学52户，下岗30户，残疾22户，不重复计。"),
    (closed_lists.find, "参加214人，允许兼报，分四个社：瑜伽98人、烘焙84人、摄影47人、太极55人。"),
    (subtotals.find, "第一轮520人次，第二轮610人次，第三轮700人次，后两轮共1310人次。"),
    (subtotals.find, "分三批体检：首批146人，二批152人，补检37人。三批共有335名女工检完。"),
    (by_each.find, "单亲妈妈17位，一位600元，共发10200元。"),
    (by_each.find, "防暑包每个68元，批量买打九折，共发250个，花去1.53万元。"),
    (by_each.find, "办班4期，每期30人，结业117人。"),
    (by_each.find, "孩子96名，每人300元，困难女工子女12名免费，共收25200元。"),
    (by_each.find, "标准为一线每人800元、困难每人1200元，慰问一线25名、困难10名，共3.2万元。"),
    (by_each.find, "冷库女工74人，每人配靴1双、棉衣1件，领靴74双、棉衣71件，3人退换。"),
    (bills.find, "示范点28个，每点3万元；普通点45个，每点1万元；下拨129万元。"),
    (bills.find, "其余8家缓建。一档每家3万元，共7家；二档每家2万元，共11家，合计43万元。"),
    (bills.find, "甲、乙两种套餐：甲每人420元，选214人；乙每人560元，选130人；体检费共162680元。"),
    (bills.find, "在编412人，派遣158人。体检总费用42.74万元，在编每人880元，派遣每人410元。"),
    (
        bills.find,
        "4个评为示范点，8个评为合格点，3个整改。示范点每个奖书200册，合格点每个50册，共1200册。",
    ),
    (cumulated.find, "至去年底累计办理1640人次，今年又办理220人次，至今年底累计1860人次。"),
    (cumulated.find, "上半年620人次。前三季度累计985人次，三季度当季365人次，全年累计1270人次。"),
    (
        budgets.find,
        "上年结余￥1000\n收入合计￥30000\n活动￥28750　支出合计￥28750\n结余：￥2250",
    ),
    (grids.find, "单位 人数 金额（元）\n城东 14人 7000元\n城西 11人 5500元\n合计 25人 12500元"),
    (grids.find, "科别 应到 实到 缺席\n急诊 38 33 5\n药剂 29 25 4\n手术 41 40 1"),
    (growth.find, "自然退休22人、调出5人，同期新招12人，净减15人。"),
    (standards.find, "评选30名。拍片10部。给评上的每人奖励800元，共2.4万元，安排15名疗养。"),
]


@pytest.mark.parametrize(("find", "text"), FAULTY)
def test_it_finds_accounts_and_votes_that_do_not_come_out(find: Find, text: str) -> None:
    problems = find(read_text(text, standard()))
    assert [problem.kind for problem in problems] == ["sum_mismatch"]


@pytest.mark.parametrize(("find", "text"), SOUND)
def test_it_leaves_accounts_and_votes_that_do(find: Find, text: str) -> None:
    assert find(read_text(text, standard())) == []


def test_it_shows_what_an_account_comes_to() -> None:
    (problem,) = ledgers.find(read_text(FAULTY[5][1], standard()))
    assert problem.message == "260只＋900只－1015只－20只＝125只，文中152只，对不上。"


@pytest.mark.parametrize(
    "text",
    [
        "参赛267名，钳工38名、电焊46名、缝纫92名、叉车29名、收银72名，10名姐妹跨报两项。",
        "新成立75个，制造业31个、商贸22个、物流9个、教育8个，其余为建筑业。",
        "参加214人，允许兼报，瑜伽98人、烘焙84人、摄影47人、太极55人。",
        "推选9名，由三个分公司各推2名、机关推3名。",
    ],
)
def test_it_reads_why_a_list_does_not_come_out(text: str) -> None:
    whole = tell(read_text(text, standard()))
    lists = [one for one in related(whole) if one.sort == "list" and is_broken(one)]
    assert any(overlap(one) for one in lists)


def test_it_asks_why_only_where_the_text_says_why() -> None:
    told = tell(read_text("新成立75个，制造业31个、商贸22个、物流9个、教育8个。", standard()))
    assert not any(overlap(one) for one in related(told))
