"""What looks like a sum, an account or a product and is none by its own words, and real slips."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.conflicts import both_of
from halfsky.summary.check.sums import (
    all_together,
    apiece,
    balances,
    ballots,
    both_sides,
    budgets,
    by_each,
    came_and_went,
    closed_lists,
    ledgers,
    leftovers,
    listed,
    made_up_of,
    remainders,
    standards,
    subtotals,
    sums,
    tight_products,
    totalled,
)
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

SOUND = [
    # a total of something else, or of other times
    (sums, "拿证的人里护士15名，教师6名，社工9名。前三批发证合计52人，加这批共82人。"),
    (sums, "剪纸班24人，合唱班36人，不少姐妹报了两门，按人头算一共来过48人。"),
    (sums, "去过的人有30人，一场不落的有4人，签到总计68人次。"),
    (sums, "病假工时1,860小时。产假工时3,960小时，比去年的3,720小时多240小时。两者合计5,820小时。"),
    (sums, "打防疫针羊5200只、牛340头、猪2160头，合计7700头只。"),
    # the same ones are told twice
    (sums, "任课教师56人，其中女教师39人，兼职的22人不分男女。"),
    (sums, "单位126家，其中签了合同的117家，把合同上墙的只有69家。"),
    (sums, "走访45户，其中困难家庭12户、生病家庭13户、单亲家庭9户，重合的有5户，其余16户。"),
    (sums, "五十二篇里，获一等的5篇、二等的9篇、三等的16篇，得奖三十篇。"),
    # some are told in another unit, or by a word
    (sums, "持证的24人：电工7人全部有证，资料员6人全部有证，其余11张证在焊工班。"),
    (sums, "测评满意的142票，基本满意的6票，一票弃权，合计149票。"),
    (
        sums,
        "收回评议表88份，满意的70份、基本满意的11份、不满意的4份，满意率79.5%。空白交回的也算收回。",
    ),
    (ballots, "收回评议表88份，满意的70份、基本满意的11份、不满意的4份。空白交回的也算收回。"),
    # it stands for several, or for one each
    (sums, "第一、二批去海边，各30人；第三批去山里，26人；第四批去温泉，24人。四批合计110人。"),
    (sums, "慰问品按处分，一塔三份，检查站一站三份，总共16份。"),
    (sums, "理赔6起：3000元的1起，900元的2起，400元的3起，合计6000元。"),
    (sums, "盘库：年初160副，一季度购入90副，二季度购入110副，半年末结存60副。"),
    (sums, "读书会由4个社区承办，插花课由7个社区承办，剩下5个社区办讲座。"),
    (apiece, "一等1名900元，二等2名各600元，三等4名各300元，合计3300元。"),
    (totalled, "女高20人，女低16人，男声12人，指挥和伴奏各1人，登台共50人。"),
    (
        totalled,
        "接待40人，问工资的15人、问社保的13人、问生育的9人、问离婚的8人；有的一人问了两样。",
    ),
    (subtotals, "暑期班收孩子52名，寒假班收36名，两班去重后共66名。"),
    # accounts
    (
        ledgers,
        "总计280人。去年总计268人，增加12人。增加最多的是榆园，增了9人；减少的是柏园，减了4人。",
    ),
    (
        ledgers,
        "小费箱上月留下320元，本月投进来1580元，按在岗天数分掉1500元，买花用去150元，还有250元。",
    ),
    (balances, "年初有小屋的6个，一年里新建5个，锅炉房那间漏水的关掉了，现在能用的10个。"),
    (ledgers, "女工共计52人。外省的有37人。名册按月更新，上月是47人，本月新来8人，走了3人。"),
    (
        ledgers,
        "女工总数386人，包含固定女工249人、季节女工137人。固定女工年初为238人，"
        "年中退休6人，调出2人，招收19人。到年底入会女工为361人。",
    ),
    (came_and_went, "红糖买了60斤，用掉51斤半，还剩8斤半。"),
    (came_and_went, "女司机原来有12人，三月走了3人，五月调来4人，七月又招进2名学徒，眼下15人。"),
    (
        came_and_went,
        "女工共286人。转岗103人，自主创业22人，进了园区的84人，提前退养56人，剩下21人。",
    ),
    (
        came_and_went,
        "十月底抽屉里有420元。卖废纸得了110元，买毛线花去160元，给小吴凑份子180元，月末还有190元。",
    ),
    (balances, "年初有余额7200元，姐妹们捐了3150元，帮了2户，每户2000元，账上现有6350元。"),
    (budgets, "今年借出3笔共8,000元，还回2笔共3,000元，又给患病的小任支了1,200元，现余2,600元。"),
    # products
    (by_each, "每人每月少1100元，98天产假约合三个月零八天，五人一共补了18000元。"),
    (by_each, "拔河分五队，每队八人，另有候补，上场合计44人次。"),
    (by_each, "26人聚餐，每人凑了60元，花掉1500元，还剩60元。"),
    (tight_products, "登记本4册，每册100页，用到第四册第30页，即用了330页。"),
    (tight_products, "安全课分六批，每批20人，六批一共教了115人，最后一批只有15人。"),
    (tight_products, "三八节12,000元，全厂300名女工，摊到每人40元；托管班发放11,000元。"),
    (standards, "手术的4人每人1500元，其他的门诊补助按票据发放，合计发出补助金9200元。"),
    # lists
    (made_up_of, "四季度急购120副，当日发66副，一人三副，剩59副。"),
    (made_up_of, "在册31户，其中单亲的11户，重病的16户，这两种情况有6户重叠。"),
    (made_up_of, "女工小组应有50人，到会42人，选委员3名，候选人6名，差额3名。"),
    (both_sides, "家长会开了两晚，头一晚来了61家，第二晚来了54家，还有三家没来。"),
    (both_sides, "案件旧存6件，新收83件，结案80件，未结9件。"),
    (both_sides, "热线转办单发出644件，办结617件，超期未办结的3件。"),
    (remainders, "查出问题15处，当场整改9处，限期整改5处，已经整改到位。另有1处改设警示牌。"),
    (remainders, "应检女工245人，检了206人，八成多；不应检的49人，主要是返聘。"),
    (closed_lists, "退休困难女工9户，大病女工6户；三类有5户既是大病又属困难，没有重复登记。"),
    (
        all_together,
        "去年退单536票，错品名的228票，漏签字的154票，数量对不上的104票，别的50票。"
        "退单最多的月份是11月，72票；最少的是3月，17票。今年头五个月退单182票，比去年同期的260票少了三成。",
    ),
    (listed, "协商：返岗后的工资，行政方提90%，工会方提100%，最后议定按96%发放。"),
    (leftovers, "面罩由组长分发，一组14人，二组13人，余下4人各自带料。"),
    (ballots, "发票150张，回票143张，作废4张，有效139张。"),
    (both_of, "听力异常的8人，视力不达标的10人，都有问题的3人，两项全合格的52人。"),
]
FAULTY = [
    (sums, "插花班36人，朗诵班22人，急救班58人，一共来过97人。"),
    (sums, "到会45人，其中女教师39人，男教师22人。"),
    (sums, "走访45户，其中困难家庭12户、生病家庭13户，其余16户。"),
    (sums, "测评满意的142票，基本满意的6票，不满意的2票，合计149票。"),
    (ballots, "收回评议表88份，满意的70份、基本满意的11份、不满意的4份。"),
    (ballots, "发票150张，回票143张，作废4张，有效149张。"),
    (apiece, "一等奖2名各900元，二等奖3名各600元，三等奖4名各300元，合计5300元。"),
    (subtotals, "暑期班收孩子52名，寒假班收36名，两班共收孩子78名。"),
    (balances, "年初有小屋6个，一年里新建5个，现有12个。"),
    (came_and_went, "红糖买了60斤，用掉51斤半，还剩9斤半。"),
    (came_and_went, "女司机原来有12人，三月走了3人，五月调来4人，眼下15人。"),
    (balances, "年初有余额7200元，姐妹们捐了3150元，账上现有9350元。"),
    (by_each, "26人聚餐，每人凑了60元，共收1500元。"),
    (tight_products, "安全课分六批，每批20人，六批一共教了115人。"),
    (tight_products, "全厂300名女工，摊到每人40元，共发放11,000元。"),
    (standards, "手术的4人每人1500元，合计发出补助金7000元。"),
    (both_sides, "热线转办单发出644件，办结617件，未办结的17件。"),
    (remainders, "查出问题15处，当场整改9处，限期整改5处。"),
    (ledgers, "旧存260只，新进900只，装走1015只，结余152只。"),
]


def found(rule: ModuleType, text: str) -> list[str]:
    return [problem.message for problem in rule.find(read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_is_told_otherwise(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_still_finds_what_does_not_come_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text)
