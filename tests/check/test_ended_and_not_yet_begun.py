"""What had ended or not yet begun in the year a text is of, and what may still be said of it."""

from __future__ import annotations

import pytest

from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard
from halfsky.summary.check.wordings import stale


def found(text: str) -> list[str]:
    read = read_text(text, standard())
    problems = stale.find(read, stale.Opening.of(read.plain), 2026)
    return [problem.quote for problem in sorted(problems, key=lambda one: one.start)]


STALE = [
    # taken for what is in force
    ("2023年，全面二孩政策放开以来全院生育34人，产假都按条例落实。", "全面二孩"),
    (
        "2021年，合同范本仍按已经废止的《女职工禁忌劳动范围的规定》为主要依据编写，印300本。",
        "女职工禁忌劳动范围的规定",
    ),
    (
        "2023年四月竞答，题目涉及民法典、婚姻法（2001年修正）和工会法，参加96人。",
        "婚姻法（2001年修正）",
    ),
    ("2022年普法月，律师从《婚姻法》现行规定讲起，讲了4场。", "《婚姻法》"),
    # who, when and what, and no other year
    ("养路段女工小组2022年4月学习贯彻党的十八大精神，写心得31篇。", "党的十八大"),
    ("面粉厂工会2024年5月组织女职工“迎建党一百周年”歌咏会，上台52人。", "建党一百周年"),
    ("2020年上半年，各级贯彻全国妇联第十一次代表大会精神，宣讲12场。", "全国妇联第十一次代表大会"),
    # what is still to be done cannot be the year before's
    ("2021年是“十四五”开局之年。下一步，要聚焦“十三五”收官任务，建小家20个。", "“十三五”收官之"),
    ("为做好2025年女职工工作，计划如下：一、2023年4月底前完成换届6家；二、办班2期。", "2023年"),
    # what had ended
    ("2016年，女职委回访本县劳教所女警28人。", "县劳教所"),
    ("2023年，县工商行政管理局女职工46人参加体检。", "县工商行政管理局"),
    ("2024年，公司围绕国企改革三年行动开展岗位练兵9场。", "国企改革三年行动"),
    ("2022年，工会组织女职工学习《中外合资经营企业法》46人。", "《中外合资经营企业法》"),
    # what had not yet begun
    ("2009年，女职工委员会学习中央八项规定精神，参加68人。", "中央八项规定"),
    ("2010年，县总与妇联寻找“最美家庭”，推荐12户。", "寻找“最美家庭”"),
    ("2008年，县市场监督管理局女职工32人参加趣味运动会。", "县市场监督管理局"),
    ("2012年，女工委以“巾帼建功新时代”为题演讲，上台19人。", "巾帼建功新时代"),
]
CURRENT = [
    "2020年，全面二孩政策实施以来全院生育44人。",
    "今年是中国妇女第十三次全国代表大会召开后的第一年。回望2017年，全市母婴室只有31间；到2023年末增至140间。",
    "2016年是“十三五”开局之年，“十二五”收官之时全县建小家80个。",
    "2022年，女职委清理旧文件，《女职工禁忌劳动范围的规定》2012年已由新规定取代。",
    "2012年，女职委回访本县劳教所女警28人。",
    "2019年，学习中央八项规定精神，参加68人。",
    "船厂工会2023年4月学习贯彻党的二十大精神，写心得31篇。",
]


@pytest.mark.parametrize(("text", "quote"), STALE)
def test_it_finds_what_is_of_other_years(text: str, quote: str) -> None:
    assert any(one in quote or quote in one for one in found(text)), found(text)


@pytest.mark.parametrize("text", CURRENT)
def test_it_leaves_alone_what_was_so_then(text: str) -> None:
    assert found(text) == []
