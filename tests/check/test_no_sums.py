"""Numbers that are no sum by their own words; with each a twin that does not come out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary import check
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.conflicts import beyond_all
from halfsky.summary.check.likelihood.no_parts import is_no_sum
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import balances, both_sides, came_and_went
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard

Rule = Callable[[ReadText], list[Problem]]
FAULTY: list[tuple[Rule, str]] = [
    (balances.find, "补助4.1万元。基金年初余额18.6万元，当年捐入4.4万元，年末余额17.7万元。"),
    (balances.find, "标兵岗新增15个，上年原有82个，到今年底共82个。"),
    (came_and_went.find, "合唱团报名64名，退出11名，最后上台58名。"),
    (both_sides.find, "慰问遗属15人，座谈到会9人，3人因外出未到。"),
    (
        beyond_all.find_first,
        "客服中心女话务员620人，夜班260人。附表显示，轮过夜班的女话务员680人。",
    ),
]
SOUND: list[tuple[Rule, str]] = [
    (balances.find, "补助5.3万元。基金年初余额18.6万元，当年捐入4.4万元，年末余额17.7万元。"),
    (
        came_and_went.find,
        "现有团员64名，退休教师11名。以现有团员的九成上台，计58名。",
    ),
    (
        both_sides.find,
        "慰问遗属12户，代表中女性11人、男性1人；又与遗属座谈，到会9人，3人因外出未到。",
    ),
    (
        beyond_all.find_first,
        "园区举办联谊，男女青年各40人参加，牵手9对；9月又举办专场，参加66人，牵手7对。",
    ),
    (
        beyond_all.find_first,
        "城北商圈联合工会，覆盖企业27家、女职工649人；食品产业园联合工会，覆盖企业〇〇家、女职工1130人。",
    ),
    (beyond_all.find_first, "2022年参保1510人，2023年参保1628人，2024年参保1702人。"),
]
NO_SUMS = [
    ("慰问困难女职工135人，在档困难女职工由94人降为86人。", {135, 94, 86}),
    ("23名女教师休产假，最多时9名，最少时3名，派出代课教师21名。", {23, 9, 3, 21}),
    ("全年支出11.6万元，比预算12万元节余0.4万元。", {116000, 120000, 4000}),
    ("招聘签约213人，培训女工272人，体检女工420人，互助保障1005人。", {213, 272, 420, 1005}),
    ("共有女员工325名。325名女员工使用了票券，另有27名女员工转赠。", {325, 27}),
]
SUMS = [
    ("慰问困难女职工180人，其中城区94人、乡镇86人。", {180, 94, 86}),
    ("离职前14人，由14人减为12人，离职2人。", {14, 12, 2}),
    ("年初23名，新来9名，离开3名，现有21名。", {23, 9, 3, 21}),
    ("全年支出11.6万元，其中活动12万元、办公0.4万元。", {116000, 120000, 4000}),
    ("春季签约213人，夏季272人，秋季420人，全年共签约1005人。", {213, 272, 420, 1005}),
]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_does_not_come_out(rule: Rule, text: str) -> None:
    assert len(rule(read_text(text, standard()))) == 1


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_comes_out_otherwise(rule: Rule, text: str) -> None:
    assert rule(read_text(text, standard())) == []


def _verdicts(text: str, numbers: set[int]) -> set[bool]:
    """What is said of every sum of just these numbers."""
    found = related(tell(read_text(text, standard())))
    sums = [one for one in found if one.sort in {"list", "three", "four", "flow"}]
    return {
        is_no_sum(one)
        for one in sums
        if {told.value * told.reading.quantity.scale for told in one.told} == numbers
    }


@pytest.mark.parametrize(("text", "numbers"), NO_SUMS)
def test_words_say_that_numbers_are_no_parts(text: str, numbers: set[int]) -> None:
    assert True in _verdicts(text, numbers)


@pytest.mark.parametrize(("text", "numbers"), SUMS)
def test_other_words_leave_the_sum_open(text: str, numbers: set[int]) -> None:
    assert False in _verdicts(text, numbers)


def test_it_takes_the_numbers_of_several_months_for_no_two_tellings() -> None:
    text = "热线接听量：七月64个，八月71个，九月69个，十月83个。"
    assert check.check_text(text, today=2024).problems == []
