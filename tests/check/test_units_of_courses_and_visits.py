"""Courses, visits, insured people and goods in units they never have."""

from __future__ import annotations

import pytest

from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard
from halfsky.summary.check.units import money_slips, unit_errors
from halfsky.summary.check.wordings import placeholders


def found(text: str) -> list[str]:
    read = read_text(text, standard())
    problems = [*unit_errors.find(read), *money_slips.find(read), *placeholders.find(read)]
    ordered = sorted(problems, key=lambda one: one.start)
    return list(dict.fromkeys(problem.quote for problem in ordered))


FAULTY = [
    # lessons and meetings
    ("寒假里举办绘本共读会8名，来了60个家庭。", "8名"),
    ("腊月开烘焙速成班5元，来学的86人。", "5元"),
    ("学校请县里的老师教古筝，一学期共授课96元，家长很满意。", "96元"),
    ("女职工学堂秋季共开班9元，每班30人。", "9元"),
    ("请文化站老师教太极，全年共举办18吨。", "18吨"),
    ("兴趣班分5元，分别是陶艺、围棋、口琴、跳绳、剪纸。", "5元"),
    ("社区学校开设课程4公斤，分别为编织、家常菜、短视频和收纳。", "4公斤"),
    # insured people, visits, papers
    ("物流园区今年工伤参保416套，一个不落。", "416套"),
    ("供水站查表组全年开展入户宣传580万元，查出漏点31处。", "580万元"),
    ("工会为阅览室订报刊36人，放在楼下大厅。", "36人"),
    ("储蓄所女工小组上街宣传，吸收存款460万人。", "460万人"),
    ("今年办暑托，收孩子42万元，请了3名老师。", "42万元"),
    ("船厂工会下设女工小组12人，每组选组长一名。", "12人"),
    # rates told in a row, homes against heads
    ("三项指标公布：建会率、入会率、参检率依次为100%、97.5%、108%。", "108%"),
    ("养老院工会看望女护理员36户，占护理员总数58人的62.1%。", "36户，占护理员总数58人"),
    # a sum that its parts confirm, a sum that the product confirms
    ("评茶会收到茶样52吨，其中红茶茶样30份、白茶茶样22份。", "52吨"),
    ("工会夏送清凉，慰问女搬运工135元，人均发放毛巾肥皂80元，共发1.08万元。", "135元"),
    ("全年参加互助保险642万人，保费每人50元，共收32100元。", "642万人"),
    ("科里派干部驻村，引进资金410万元，共协调项目12个，平均每个项目34.2元。", "34.2元"),
    # goods
    ("编织组又捐毛线手套85岁，送到敬老院。", "毛线手套85岁"),
    ("搬运班每人发护腰带2元，旧的交回库房。", "2元"),
    # daily costs that nobody pays
    ("托儿所九月收托52名，每生每月伙食费240万元，家长随时可查。", "240万元"),
    ("食堂给夜班女工加餐，餐费每人每月12万元，由工会出。", "12万元"),
]
SOUND = [
    "走访名单：\n毛纺厂　6户\n缝纫机厂　4户\n编织袋公司　3户\n合计　13户",
    "给教研组配扩音器48台，其中班主任40台，音乐组8台。",
    "摘南瓜1.1吨，留给养老院200公斤，其余各家分了。",
    "代班补贴每天50元，全年计发430天，支出21500元。",
    "给巡护员投保意外险16份，保额每份15万元，保费合计3200元。",
    "本季违章8起，其中未系安全带4起，未戴绝缘手套3起，跨越围栏1起。",
    "想听心理课的占58%，想学插花的占40%（可多选，填写152人）。",
    "本学期外聘老师授课费每节120元，共上课96节。",
    "首期开班35人，二期开班42人。",
    "办班经费：举办插花班86元，其余结转下月。",
    "入户慰问3.6万元，户均600元。",
    "订阅报刊共花3200元，职工每人可借。",
    "发放创业贷款320人，户均8万元。",
    "工会下设办公室3人，宣教组2人。",
    "去年和今年体检率、满意率依次为98%、96.5%。",
    "奖金分3档，分别是300元、200元、100元。",
    "参加托管的孩子最小3岁，最大9岁。",
]


@pytest.mark.parametrize(("text", "quote"), FAULTY)
def test_it_finds_a_unit_that_cannot_be(text: str, quote: str) -> None:
    assert found(text) == [quote]


@pytest.mark.parametrize("text", SOUND)
def test_it_leaves_alone_what_is_counted_of_others(text: str) -> None:
    assert found(text) == []
