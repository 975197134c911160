"""All are said to be done, and one breath or one annex on some are not."""

from __future__ import annotations

import pytest

from halfsky.summary.check.conflicts import denied, named_undone
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


FAULTY = [
    "矿区女工集体合同应签单位31家，今年全部签订，签订率100%。主席坦言，31家中有4家至今没有谈拢签字。",
    "走访新就业女性64户，户户走到、一户不落。下附登记表：实访58户，家中无人未访到6户。",
    "12个乡镇女职委今年全部成立。县总点名，其中石坪镇、大岭乡2个乡镇女职委仍未成立。",
    "妈咪小屋8间已悉数投入使用。巡查组在东区看到，有2间小屋门锁着，从未启用过。",
    "慰问金已全部发到96名困难女工手中。对账时发现，还有7名困难女工的慰问金没有发出。",
    "女职工诉求52件，已办结52件。存在问题：上述诉求中仍有6件没有办结。",
    "孕期女工23名，均已调离高温岗位。车间主任说，还有3名孕期女工仍在高温岗位上班。",
    "5个社区托管点今年暑假全部开班。社区书记却说，5个托管点里有1个因为没有教师，一天也没有开过。",
    "为全部210名女环卫工办理了意外险。保险公司函告，仍有13名女环卫工没有投保。",
    "所有29名女班组长都持证上岗。抽查时有2名女班组长拿不出证书，属无证上岗。",
    "欠薪案18件全部执结。法院通报，其中2件仍在执行，工人一分钱没有拿到。",
    "条款12条逐条落实，没有一条落空。下一节写：条款中尚有2条没有落实到位。",
    "来信来访37件，已全部办结。其中报酬类19件、待遇类11件、其他7件。目前尚有4件正在仲裁。",
    "申报58个，一类31个、二类27个，无一不达标；不达标的3个给半年时间改。",
]
SOUND = [
    "矿区女工集体合同应签单位31家，今年全部签订，签订率100%。非公小企业中还有4家没有签订。",
    "走访困难女工64户，户户走到、一户不落。另有外出务工的6户没有走访。",
    "妈咪小屋8间已悉数投入使用。新建的2间小屋正在装修，尚未启用。",
    "除9名病休的外，全校158名女教师全部参加了培训，9名女教师没有参训。",
    "38名结业学员人人领到了证书。未结业的4名学员没有证书。",
    "全市47家基层工会女职委实现全覆盖，无一空白。企业女职工小组还有5家未建。",
    "参加工伤保险的326人，参保率100%。检查发现尚有14名未办理，经督促，已于8月全部补办。",
    "搪烧车间女工63名的津贴全部兑现。喷花车间女工22名没有这项津贴。",
    "总院的546人全部纳入互助；分院472人参保451人，尚有21人不能参保。全院1018人。",
    "54名女护士长轮训已经全员结业；男护士长还有3名没有结业。",
    "反馈问题26个，现已全部整改销号。自查又找出问题14个，立行立改9个，剩余5个计划明年解决。",
    "24处驿站已100%建成；其中19处经验收挂牌，还有5处没有挂牌。",
    "处理来信19件，件件有回音。回音之后解决16件，还有3件没有解决。",
]


@pytest.mark.parametrize("text", FAULTY)
def test_it_finds_the_rest_that_is_left_undone(text: str) -> None:
    assert len(denied.find(read(text))) == 1


@pytest.mark.parametrize("text", SOUND)
def test_it_leaves_the_rest_alone_that_is_of_others_or_was_done_later(text: str) -> None:
    assert denied.find(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "9件实事全部完成。其中“女工浴室扩建”因招标流标尚未启动，拟顺延至明年。",
        "立案的12件已全部落实；其中关于夜班女工接送的提案因车辆采购尚未完成，暂未落实。",
        "18个社区均已建立女职工之家。尚未建立女职工之家的北河、曲水社区，计划明年建成。",
        "19名委员无一缺席。因出差未到会的委员何佩、钟意会后补学了材料。",
        "代表提案21件，已经全部办复；但其中关于通勤班车的提案至今未办复。",
    ],
)
def test_it_finds_what_is_named_as_left_undone(text: str) -> None:
    assert len(named_undone.find(read(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "9件实事全部完成。其中“女工浴室扩建”投入最多，达12万元。",
        "提案21件已经全部答复；其中关于班车的提案因资金未到位，列入明年计划。",
        "组建方面，9个县区全部完成序时进度；合同方面，未完成的是东屏、石矶两个县。",
        "全部单位按期报送；未报送的单位和个人一律通报。",
        "58人全部参加培训。其中此前未参加过培训的，优先安排实操。",
    ],
)
def test_it_leaves_alone_what_is_named_for_another_reason(text: str) -> None:
    assert named_undone.find(read(text)) == []
