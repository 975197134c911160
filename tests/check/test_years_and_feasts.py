"""Anniversaries, editions, ages and feasts against the years and days told."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check import arithmetic
from halfsky.summary.check.conflicts import feasts, since
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard

FAULTY = [
    (since, "女子巡线班2015年成立，2023年迎来成立十周年，先后培养技师9名。"),
    (since, "2024年是公司成立三十周年，公司1992年成立，女职工由36人发展到420人。"),
    (since, "女工节每年一届，首届办于2020年，2024年第七届到场640人。"),
    (since, "2019年至2023年三年间，共办培训61期，培训女职工4270人次。"),
    (since, "2018-2022年这三年来，新建母婴室43间。"),
    (since, "2023年工作总结。桂雪琴，1985年生，今年45岁，数控车间班组长。"),
    (since, "2023年度推荐材料：蒋月娥，2012年参加工作，从事化验工作22年。"),
    (since, "志愿队2018年6月组建，到2024年已满八周年。"),
    (since, "县总工会2020年成立女职工法律援助站，到2023年已运行五年。"),
    (feasts, "“三八”前夕的4月10日，县总召开女职工表彰大会，86名女职工受表彰。"),
    (feasts, "护士节当天（5月20日），院工会慰问护士126名。"),
    (feasts, "“六一”前夕，6月9日，工会走访困难女职工家庭33户。"),
    (feasts, "教师节前夕，9月18日，学校工会慰问女教师64名。"),
    (feasts, "国庆前夕的10月12日，举办女职工书画展。"),
    (feasts, "三八妇女节当天，3月12日，举办健步走，420人参加。"),
]
SOUND = [
    (since, "女子巡线班2013年成立，2023年迎来成立十周年。"),
    (since, "女工节每年一届，首届办于2020年，2024年第五届到场640人。"),
    (since, "2019年至2023年五年间，共办培训61期。"),
    (since, "2019年至2022年的三年里，新建母婴室43间。"),
    (since, "2023年工作总结。桂雪琴，1985年生，今年38岁。"),
    (since, "2023年度推荐材料：蒋月娥，2001年参加工作，从事化验工作22年。"),
    (since, ("女工节每年一届，因疫情停办两年，首届办于2018年，2024年第五届到场640人。")),
    (since, "县总工会2020年成立女职工法律援助站，到2023年已运行三年。"),
    (feasts, "“三八”前夕的3月5日，县总召开女职工表彰大会。"),
    (feasts, "护士节当天（5月12日），院工会慰问护士126名。"),
    (feasts, "元旦前夕，12月28日，走访困难女职工33户。"),
    (feasts, "“六一”前夕，5月29日，工会走访困难女职工家庭33户。"),
    (feasts, "教师节前夕，学校工会慰问女教师64名，9月18日发放慰问品。"),
]


def found(rule: ModuleType, text: str) -> list[str]:
    return [problem.quote for problem in rule.find(read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_cannot_both_be(rule: ModuleType, text: str) -> None:
    assert len(found(rule, text)) == 1


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_can(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


def test_its_rules_are_reported_whatever_the_weighing_knows_of_them() -> None:
    names = {rule.__name__.rsplit(".", 1)[-1] for rule, _ in FAULTY}
    assert names <= arithmetic.BY_THEMSELVES & arithmetic.RULES.keys()
