"""What a thing is counted in: by its last word, its neighbours, what is named, its size."""

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
        ("协管员为矿工缝补工装860碗，送姜汤900碗。", "860碗"),
        ("护理部全年发表论文21双，申报课题4项。", "21双"),
        ("妇产科开放床位72名，年分娩量1900例。", "72名"),
        ("班主任寒假家访学生家庭280度。", "280度"),
        ("各单位新建妈咪小屋8对，都配了冰箱。", "8对"),
        ("秋季专场进场企业42个百分点，拿出岗位600个。", "42个百分点"),
        ("演讲比赛当天，45册女队员登台。", "45册"),
        ("旗袍秀共有18元队伍报名。", "18元"),
        ("女工驿站全年添置保温桶46篇。", "46篇"),
        ("秋收时女工采摘园新添收割机3碗。", "3碗"),
        ("评选最美家庭26吨，通报表扬。", "26吨"),
        ("组织15次消防演练，980场女员工参加，并邀请教官点评。", "980场"),
        ("设“玫瑰书香”书架，购新书860名，借阅2300人次。", "860名"),
        ("全年培训女农民工980期。", "980期"),
    ],
)
def test_it_knows_in_which_units_a_thing_is_counted(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "协管员为矿工缝补工装860件，送姜汤900碗。",
        "档案缺少照片6间、台账不连续9间。",
        "组织女职工参加各类劳动竞赛6240人，参赛面65%。",
        "书画展上，教职工26幅、家属14幅，都贴了出来。",
        "带动发展茶叶1260亩、养蜂840箱。",
        "缴纳社保率96.5%，高于全部会员企业4.1个百分点。",
        "未完全履行的是休息室改造和夜班班车两项。",
        "15所学校开办托管班，58起争议涉及女职工203人。",
        "录制技能微课45节，开设技能课52班次，摄影展90幅。",
        "改造夫妻公寓64套，女销售跑市场9.7万公里，合规案例12讲。",
        "增购洗手液4000瓶，缝窗帘136幅，录音频192段。",
        "全年培训采编女职工4期，96人次。",
        "增开女工夜班车2条，日均载客130人次。",
        "12期学员结业。",
        "配置恒温柜4台、护理台4张、屏风6米。",
    ],
)
def test_it_leaves_units_that_a_thing_may_have(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("女工部看望产后女工31辆，发放慰问金3.1万元。", "31辆"),
        ("维权岗受理来信57件，调解成功49斤，引导仲裁3件。", "49斤"),
        ("协管员每天往井口送绿豆汤，共送5800双。", "5800双"),
    ],
)
def test_it_asks_whether_what_a_unit_counts_is_named_at_all(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "为行动不便的同志联系了轮椅，共送3辆。",
        "缝窗帘136幅，给除尘罩添了26台。",
        "帮扶支出仍是支出最大的一块。",
    ],
)
def test_it_finds_what_a_unit_counts_before_it(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("职工总数由1.42万人降到1.38万碗，女工比重略有上升。", "1.38万碗"),
        ("志愿岗服务乘客1.3万人次，比去年增加2000平方米。", "2000平方米"),
        ("申报职称66人：初级36人、中级22箱、高级8人。", "22箱"),
        ("发出测评表200张，收回198箱。", "198箱"),
        ("工会有会员236人，女会员198双，占83.9%。", "198双"),
        ("站务室45人，毛巾90条；车队30人，毛巾60元；修理班20人，毛巾40条。", "60元"),
    ],
)
def test_it_compares_units_of_the_same_thing(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "职工总数由1.42万人降到13800名。",
        "服务乘客1.3万人次，比去年增加两成。",
        "男员工40人，女员工280人，女员工占87.5%。",
        "一季度51名，二季度43名；讨回的钱则是一季度38.6万元、二季度29.9万元。",
        "女班长去年21人，今年28人。今年比去年增长33.3%，比前年增加11人。",
        "发出测评表200张，收回198张，剔除2张。",
        "女教师由22名增至110名，女高级教师由2名增至16名，小家由30平方米增至75平方米。",
    ],
)
def test_it_leaves_units_that_agree_with_those_beside_them(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("女职工对食堂的满意率达96.5个百分点。", "96.5个百分点"),
        ("活动中心设在三层，面积240平方公里。", "240平方公里"),
        ("中秋给每人发放大米8吨、食用油1桶。", "8吨"),
        ("绣艺课每节40小时，共开12节。", "40小时"),
        ("全厂分3条组织女工疗休养，共120名。", "3条"),
        ("女工承包棉田，亩产籽棉380人。", "380人"),
        ("咨询窗口每周开放9天。", "9天"),
        ("年龄最大的320岁，最小的21岁。", "320岁"),
        ("在册职工3260人，其中女职工412万人。", "412万人"),
        ("今年我局投入30元，为462名女职工做了检查。", "30元"),
    ],
)
def test_it_knows_sizes_that_nothing_has(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "满意率达96.5%，比上年提高2.5个百分点。",
        "全市面积240平方公里，建成活动中心6个。",
        "全市向困难家庭送出大米46.5吨。",
        "绣艺课每节1.5小时，共开12节。",
        "全厂分3批组织女工疗休养，共120名。",
        "产假期满48人，返岗42人。",
        "院里的古树已有320岁。",
        "在册职工3260人，其中女职工1400人。",
        "全局投入30万元，为462名女职工做了检查。",
    ],
)
def test_it_leaves_sizes_that_may_be(text: str) -> None:
    assert found(text) == []
