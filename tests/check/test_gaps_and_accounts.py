"""What two numbers differ by, and what came in, went out and is left, whatever the verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary.check import arithmetic, more_or_fewer
from halfsky.summary.check.reading import ReadText, read_text
from halfsky.summary.check.report import Problem
from halfsky.summary.check.vocabulary import standard

Find = Callable[[ReadText], list[Problem]]
FAULTY: list[tuple[Find, str]] = [
    (more_or_fewer.find, "去年夜校开了31课，今年开了44课，多开了15课。"),
    (more_or_fewer.find, "上届代表212名，本届代表238名，净增36名。"),
    (more_or_fewer.find, "一月用电4200度，二月用电3900度，少用了400度。"),
    (more_or_fewer.find, "老办公区母婴室6间，新办公区母婴室9间，相差5间。"),
    (more_or_fewer.find, "冬班招收孩子48名，比夏班的62名少24名。"),
    (more_or_fewer.find, "前纺车间128人，后纺车间97人，前纺车间比后纺车间多41人。"),
    (more_or_fewer.find, "今年达标班组比去年多14个。去年达标46个，今年达标50个。"),
    (more_or_fewer.find, "经费去年用了3.4万元，今年用了4.1万元，比去年多用0.9万元。"),
    (more_or_fewer.find, "甲班来信21件，乙班来信28件，丙班比乙班多4件，为34件。"),
    (more_or_fewer.find, "到年底覆盖企业6500家，比现在的6200家多500家。"),
]
SOUND: list[tuple[Find, str]] = [
    (more_or_fewer.find, "去年夜校开了31课，今年开了44课，多开了13课。"),
    (more_or_fewer.find, "上届代表212名，本届代表238名，新增36名，退出10名。"),
    (more_or_fewer.find, "去年320人参赛，今年416人参赛。今年参训500人，比去年增加100人。"),
    (more_or_fewer.find, "第一轮报名87人，第二轮报名105人，少数人报了两次，另有28人旁听。"),
    (more_or_fewer.find, "今年慰问金8.6万元，去年7.9万元，多发约0.7万元。"),
    (more_or_fewer.find, "涌现能手4名，比去年多一名，比前年少两名。"),
    (more_or_fewer.find, "今年招生42人，去年40人，男生多了6人。"),
    (more_or_fewer.find, "购书1.96万元，讲座6000元，比预算的2.5万元超出600元。"),
    (more_or_fewer.find, "拟设委员9名，其中主任1名、副主任2名、委员6名，候选人11名，差额2名。"),
]


@pytest.mark.parametrize(("find", "text"), FAULTY)
def test_it_finds_an_account_that_does_not_come_out(find: Find, text: str) -> None:
    found = find(read_text(text, standard()))
    assert [one.kind for one in found] == ["sum_mismatch"]


@pytest.mark.parametrize(("find", "text"), SOUND)
def test_it_leaves_alone_what_comes_out_or_speaks_of_something_else(find: Find, text: str) -> None:
    assert find(read_text(text, standard())) == []


def test_it_asks_each_of_these_rules() -> None:
    assert {find for find, _ in FAULTY} <= set(arithmetic.RULES.values())
