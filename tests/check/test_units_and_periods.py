"""Units, periods and gaps that need no weighing: what is found, and what only looks like it."""

from __future__ import annotations

import pytest

from halfsky.summary import check


def found(text: str, kind: str) -> list[str]:
    report = check.check_text(text, today=2026)
    return [problem.quote for problem in report.problems if problem.kind == kind]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("发放取暖补贴，共82户，每户600元，总金额4.92亿元，按户打卡。", "4.92亿元"),
        ("为女职工650人办理保险，保费每份60元，共支出3.9元。", "3.9元"),
        ("帮助女职工38名参保，发放社保补贴5.7万人，每人1500元。", "5.7万人"),
        ("走访女职工家庭41户，发放婴儿礼包41元，每份价值180元，共7380元。", "41元"),
    ],
)
def test_it_multiplies_to_see_which_unit_is_wrong(text: str, quote: str) -> None:
    assert found(text, "unit_error") == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "发放取暖补贴，共82户，每户600元，总金额4.92万元，按户打卡。",
        "慰问女职工40户，每户300元，共1.2万元，惠及1200人。",
        "卫生费每人每月30至50元，有条件的企业提高到60元。",
    ],
)
def test_it_accepts_what_multiplies_out(text: str) -> None:
    assert found(text, "unit_error") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("听众5600人次次，发放折页9000份。", "5600人次次"),
        ("创新项目获奖16个项，奖金共5.7万元。", "16个项"),
        ("选派护士长参加培训，15名名学员取得证书。", "5名名"),
        ("现场牵手成功9对对，会后建群联系。", "9对对"),
    ],
)
def test_it_finds_a_unit_said_twice(text: str, quote: str) -> None:
    assert [one in quote or quote in one for one in found(text, "unit_error")] == [True]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("在档困难家庭150户，其中有大学在读子女的93人，占62%。", "150户，其中有大学在读子女的93人"),
        ("母婴室面积18万元，配齐了护理台。", "18万元"),
        ("装订合同文本18卷，合计页数2460元。", "2460元"),
        ("全年送出姜汤2600双，惠及夜班女工320人。", "2600双"),
        ("为28名子女送去文具，价值8400名。", "8400名"),
        ("步道沿线建“歇脚亭”5人，配备座椅20把。", "5人"),
        ("召开座谈会4场，出席者98场，提出意见27条。", "98场"),
        ("半年来用消毒液460人，投放鼠药74次。", "460人"),
        ("发放棉衣420件、热水壶420元，由企业捐赠。", "420元"),
        ("捐赠图书3200本，折合4.8万本，受益学生730名。", "4.8万本"),
        ("今年拨付8万元，支出办案补贴63人，计6.3万件。", "6.3万件"),
        ("园区有企业130家，其中已建女职委的企业112人，其余在筹备。", "112人"),
        ("评选“和睦家庭”，评出45户，占30人。", "30人"),
        ("开展技能培训14期、培训560元，介绍就业121人。", "560元"),
        ("亲子营每期20组家庭，每组收费150次，场地免费。", "150次"),
        ("举办骨干培训2期，参训女工干部126元，合格率100%。", "126元"),
        ("办女工培训11期，支出培训费3.9元，培训585人次。", "3.9元"),
        ("每天有62名教师用餐，补助每人每天8万元。", "8万元"),
        ("女职工体检覆盖面达到103%。", "103%"),
        ("表彰“缝纫之星”24名，其中女选手10公里。", "10公里"),
        ("收回260份，满意247份，基本满意13吨。", "13吨"),
        ("演艺集团招聘女演员15台，报名147人。", "15台"),
    ],
)
def test_it_finds_a_unit_its_thing_never_has(text: str, quote: str) -> None:
    assert found(text, "unit_error") == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "去年四期学员240名；今年四期学员264名。",
        "召开5次企业、商户、女工三方见面会。",
        "万人信访量由36件降到25.5件。",
        "借出球拍310副，收回307副，赔偿2副。",
        "面值300元，发放420张，面值总额12.6万元。",
        "防暑降温一样，530人人手一份。",
        "护理院床位360张，入住老人312名。",
        "走完全程331名，用时不到一小时。",
        "共有家庭46户，涉及员工51人（5户为双职工），其中女员工28人。",
        "今年为75户家庭办理帮扶，其中未成年子女92名。",
        "拨付8万元，支出办案补贴63人，计6.3万元。",
    ],
)
def test_it_leaves_units_that_fit(text: str) -> None:
    assert found(text, "unit_error") == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年，厂女职委以迎接2008年北京奥运会为契机，开展健身月。",
        "中学女工委2023年工作计划：一、认真筹备2019年“三八”节系列活动。",
        "2025年托管工作要点：各班点须于2019年6月底前完成消防验收。",
        "2024年元旦期间，组织学习《妇女权益保障法（修订草案）》，征求意见86条。",
        "学院2023年工作总结\n下一步：2022年女职委将以迎接党的二十大召开为契机。",
        "2024年自查：对照1988年《女职工劳动保护规定》，检查商场17家。",
        "以上是公司2024年工作的总结。2023年的工作打算：一是抓好换届。",
        "景区工会2022年女职工工作总结\n在即将过去的2019年里，我们组织了比赛。",
        "2022年度，我镇持续抓好“创建文明城市、迎接十九大”主题宣传。",
        "2015年，我局依据1988年《女职工劳动保护规定》等现行法规开展检查。",
    ],
)
def test_it_finds_what_lies_outside_the_period(text: str) -> None:
    assert found(text, "stale_reference")


@pytest.mark.parametrize(
    "text",
    [
        "2021年总结：2008年，我院曾为迎接2008年北京奥运会选派护士12名。",
        "2020年5月《民法典》颁布，2021年1月1日起施行。",
        "为庆祝“三八”国际劳动妇女节110周年，2020年3月表彰了5个集体。",
        "委员会成立于2009年，开展工作十余年；2024年有5名队员走上岗位。",
        "2025年工作要点提出，为持有独生子女证的女职工安排体检。",
        "中学女工委2023年工作总结：年初筹备2023年“三八”节活动。",
    ],
)
def test_it_leaves_what_belongs_to_its_time(text: str) -> None:
    assert found(text, "stale_reference") == []


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("走访女劳模34名，慰问金合计　　　元（财务核后填）。", True),
        ("园区举办插花沙龙，女职工    名参加，完成作品46件。", True),
        ("建成“暖心小屋”( )间，配备微波炉。", True),
        ("共开班期，收托职工子女58名。", True),
        ("走了几家单位，各有特点。\n——多元公司有女职工19名。", False),
        ("共开班3期，收托职工子女58名。", False),
    ],
)
def test_it_finds_what_was_left_empty(text: str, gap: bool) -> None:
    assert bool(found(text, "placeholder")) == gap
