"""One thing told again elsewhere with another number."""

from __future__ import annotations

import pytest

from halfsky.summary.check.conflicts import retold
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


@pytest.mark.parametrize(
    "text",
    [
        "全年开展心理讲座18场，听众1260人次。年终总结里写：今年共开展心理讲座28场。",
        "参加健步走的女职工有354人。公众号推文说，534名女职工参加了健步走。",
        "收到合理化建议136条。颁奖词提到，这163条合理化建议凝聚着姐妹们的智慧。",
        "一季度受理女职工来信45件。通报末尾却说，一季度女职工来信54件。",
        "建成母婴室23间。附表：母婴室32间，面积410平方米。",
        "慰问金支出12.6万元。财务报告填的慰问金支出是16.2万元。",
        "本次比武参赛选手96名，来自12个班组。新闻稿称，86名参赛选手同台竞技。",
        "应到代表210名，实到代表198名。会议纪要记载：实到代表189名。",
        "截至12月31日，公司共有哺乳室5间。年报写明，公司现有哺乳室7间。",
    ],
)
def test_it_finds_a_number_told_again_with_other_digits(text: str) -> None:
    assert len(retold.find(read(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "今年开展心理讲座18场。总结里写：去年开展心理讲座28场。",
        "初赛选手96名，决赛选手69名。新闻稿称，69名决赛选手同台竞技。",
        "城区母婴室23间，乡镇母婴室32间。附表：乡镇母婴室32间。",
        "一车间女工47名，二车间女工74名。",
        "慰问困难女职工126名。年报写明，慰问单亲女职工162名。",
        "上半年培训女工354人。下半年培训女工534人。",
        "办班15期，培训职工1520人，其中女职工1250人。报告说，培训女职工1250人。",
        "东片走访36户。西片负责人说，西片走访63户。",
        "计划建母婴室20间。总结里写，今年建成母婴室22间。",
        "表彰标兵25名、先进集体12个。会上，主席为21名技术能手颁奖。",
        "来信75封。信箱登记本显示，来信中反映工资的57封。",
        "【九月月报】走访44户，调解6起。\n【十月月报】走访51户，调解4起。",
        "春节、中秋两次集中走访，共走访女职工家庭126户。\n回顾全年，共走访女职工162户。",
        "覆盖企业153家、女职工9120人。三月份检查企业48家、女职工780余人。",
    ],
)
def test_it_leaves_other_things_times_and_places_alone(text: str) -> None:
    assert retold.find(read(text)) == []
