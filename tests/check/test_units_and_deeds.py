"""Units that the deed, the things given beside, the arithmetic or the calendar give away."""

from __future__ import annotations

import pytest

from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard
from halfsky.summary.check.units import unit_errors


def found(text: str) -> list[str]:
    problems = unit_errors.find(read_text(text, standard()))
    return [problem.quote for problem in sorted(problems, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("哺乳室添了冰箱2台、沙发3张，合计支出1.35万台，由工会列支。", "1.35万台"),
        ("女工浴室翻修，总造价6.2万间。", "6.2万间"),
        ("新建休息室一处，配床4张，投入2.6万人，当月启用。", "2.6万人"),
        ("家书选了40篇，编成集子，印600人，分送各班组。", "600人"),
        ("暑期班开了5个，收托职工子女160期，无一走失。", "160期"),
        ("厨艺赛上评出“拿手菜”8克，颁了奖。", "8克"),
        ("申报市级“巾帼文明岗”5元，获命名3个。", "5元"),
        ("义诊进厂9场，诊疗女职工640户次。", "640户次"),
        ("换届会上发出选票76人，收回选票76张。", "76人"),
        ("为了汇演，合唱团集中排练38人，拿了金奖。", "38人"),
        ("合同惠及女骑手2150元，涉及站点23家。", "2150元"),
        ("端午节为52户职工送上粽子，每户240平方米。", "240平方米"),
        ("给老矿工缝补棉衣360元，钉扣子700颗。", "360元"),
        ("报名的80名，练到能上台的60名，场均出勤65元。", "65元"),
        ("全县参保女职工1.82万元，参保金由工会补助一半。", "1.82万元"),
        ("女职工委员会换届后有女工主任310家，平均年龄41岁。", "310家"),
        ("今年建成“姐妹小家”8小时，配微波炉12台。", "8小时"),
        ("评选巾帼班组，参评班组36人次，授牌12个。", "36人次"),
        ("送绿豆汤900碗，受益矿工720元，大家一致好评。", "720元"),
        ("新入职女员工62名，研究生学历41场，占三分之二。", "41场"),
        ("联谊会到场280人，牵手成功21场，会后建群。", "21场"),
        ("追回工资、赔偿金共计38.6万件，最大一笔12万元。", "38.6万件"),
        ("买书赠女职工，共发书280本本，人均两本。", "280本本"),
        ("提案立案率达112%，代表反映良好。", "112%"),
        ("换届大会参加会议的女职工代表52元，一致通过报告。", "52元"),
        ("发放慰问信，随赠《安全读本》600元，张贴漫画28幅。", "600元"),
        ("企业上报女职工困难户共38人，户均人口3.2人。", "38人"),
        ("全年6人患病获赔，赔付金额12人。", "12人"),
        ("维修班学费全免，学员64节，结业54人。", "64节"),
        ("健康小屋进车间，配送血压计45名，体重秤45台。", "45名"),
    ],
)
def test_it_knows_what_a_deed_is_done_to(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "竞赛设预算、测量两项，其中预算88人、测量51人。",
        "投入人力1.2万人次，出动车辆300台次。",
        "全年印刷车间有女工46人，胶印9人。",
        "暑期班服务双职工家庭48户，收托子女52名。",
        "发放慰问金，每户500元，惠及困难女职工每人一份。",
        "缝制一车间63人，缝制二车间55人。",
        "慰问困难女职工5000元，走访26户。",
        "竞赛评出能手12名，奖励每人300元。",
        "工会请来的阿姨照看19户的老人。",
        "财务科有会计12名，出纳3名。",
        "配送图书1.1万册，平均每个阅读点近300册。",
        "支出三项，宣传品2.1万元，缝补材料1.85万元。",
        "缝补工作服420件，钉纽扣1300余粒。",
        "下乡演出86场，其中专场慰问女农民工14场。",
        "75名女骨干联系300户企业，人均4户。",
        "良好占81.3%，一般占14.1%，较差占4.7%，三项占比相加为100.1%。",
        "义卖收入归基金，编织品卖得5760元，书画卖得6300元。",
        "菜园收菜送食堂3800斤，送孤寡老人620斤。",
        "女工加班赶制防护口罩46批次，共23万只。",
        "志愿服务队看望6户独居老人，其中1位住院。",
        "全年为女职工赔付医疗互助金67人次。",
    ],
)
def test_it_leaves_deeds_alone_that_count_who_or_what_they_may(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("三伏天给环卫女工送上西瓜260名、绿豆汤900杯。", "260名"),
        ("为夜班姐妹发放毛巾860元、肥皂860块、手套1720副。", "860元"),
        ("冬送温暖，发护耳900对、手套1100双，另有《健康手册》2400名。", "2400名"),
    ],
)
def test_it_reads_things_given_beside_each_other(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "社会捐赠药品3600元、图书900册、缝纫机6台。",
        "新购图书1200元、书架4组、书桌6张。",
        "发放宣传册3000份，义诊2次，服务260人。",
    ],
)
def test_it_leaves_things_alone_that_are_told_by_their_price(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("书屋新添女性读物1100元，其中育儿类320册，健康类380册，法律类400册。", "1100元"),
        ("今年走访纺织企业8人，电子企业13家，食品企业7家，共28家。", "8人"),
        ("植树那天，150名女工栽下樟树450公斤，人均3棵。", "450公斤"),
        ("巡线班办了4期，每期30人，共培训120元，合格118人。", "120元"),
        ("购置饭盒860个，每个28元，合计2.408万个。", "2.408万个"),
        ("报名学历提升的女工187名，集团补助每人1500元，共28.05万人。", "28.05万人"),
    ],
)
def test_it_sees_what_comes_out_in_another_unit(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "连锁药店40家，女店长30名，男店长10名。",
        "给48间宿舍配被子96床，每间住2人。",
        "查出隐患830处，下告知单360份，其中用户整改312处、物业整改48处。",
        "40名党员，每次去20名，四次合计80人次。",
    ],
)
def test_it_leaves_numbers_alone_that_come_out_by_chance(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("爱心驿站一月启用，全年开放410天。", "410天"),
        ("热线由8人轮值，每天在线服务28小时。", "28小时"),
        ("健身课每场60天，周二周四各一场。", "60天"),
        ("集中培训三批到场，整个培训为时3分钟，讲了三部法。", "3分钟"),
        ("她本年度因病休假14个月。", "14个月"),
        ("女职工占职工总数的42个百分点。", "42个百分点"),
    ],
)
def test_it_knows_how_long_a_year_a_day_and_a_lesson_are(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "全年累计巡线420天，行程2万公里。",
        "今年为她追回13个月工资。",
        "每天三班共服务36小时。",
        "女职工占比提高5个百分点，占比较去年高12个百分点。",
    ],
)
def test_it_leaves_spans_alone_that_add_up(text: str) -> None:
    assert found(text) == []
