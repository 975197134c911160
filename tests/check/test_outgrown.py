"""What outgrows what it is a part of, and tables and lists as officers really write them."""

from __future__ import annotations

import pytest

from halfsky.summary import check
from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.relations import Relation, holds
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.conflicts import outgrown, stages
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.report import Report
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard


def read(text: str) -> ReadText:
    return read_text(text, standard())


def lists(text: str) -> list[Relation]:
    return [one for one in related(tell(read(text))) if one.sort == "list"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "向食堂女工发放问卷260份，回收274份，其中有效251份。",
            "前一步只有260份，后一步却有274份，不会比前一步多。",
        ),
        (
            "护理员培训报名62人，结业67人，就业41人。",
            "前一步只有62人，后一步却有67人，不会比前一步多。",
        ),
        ("全校27个分工会中组队参加的有29个。", "只有27个，其中却有29个。"),
    ],
)
def test_it_finds_more_at_a_later_step_than_at_the_one_before(text: str, message: str) -> None:
    assert [problem.message for problem in stages.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "受理诉求150件，其中热线受理82件、现场受理41件、网络受理27件，办结144件。",
        "发放问卷260份，回收251份。上年发放问卷180份。",
        "今年受理诉求46件，连同上年结转的5件，办结49件。",
        "报名186人，实到203人，因为有17人临时加入。",
    ],
)
def test_it_lets_later_steps_be_of_more_where_others_came_in(text: str) -> None:
    assert stages.find(read(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "联合会自2021年成立以来累计发展女会员412人，2023年一年就发展女会员530人。",
            "历年累计只有412人，当年却有530人。",
        ),
        (
            "全年共有356名女职工参加心理咨询，累计咨询289人次。",
            "289人次少于356名，人次不会少于人数。",
        ),
        (
            "共有46名选手参加比赛，经过理论笔试和情景模拟，52名参赛选手获得奖项。",
            "参赛的只有46名，获奖的却有52名。",
        ),
    ],
)
def test_it_finds_a_part_that_has_outgrown_its_whole(text: str, message: str) -> None:
    assert [problem.message for problem in outgrown.find(read(text))] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "联合会自2021年成立以来累计发展女会员530人，2023年一年就发展女会员412人。",
        "全年共有289名女职工参加心理咨询，累计咨询356人次。",
        "共有52名选手参加比赛，46名参赛选手获得奖项。",
        "今年以来累计走访家庭120户，全年计划走访企业130户。",
    ],
)
def test_it_leaves_parts_within_their_whole_alone(text: str) -> None:
    assert outgrown.find(read(text)) == []


def test_what_is_simulated_is_no_plan() -> None:
    readings = read("经过情景模拟，52名选手获得奖项。拟表彰20名。").readings
    assert [reading.claim.mode for reading in readings] == ["result", "plan"]


def test_it_adds_up_a_column_under_names_with_the_unit_of_its_caption() -> None:
    text = "各乡镇参保人数统计（单位：人）\n白沙镇 512\n龙泉镇 436\n双井乡 298\n合计 1256\n"
    report = check.check_text(text)
    assert {claim.unit for claim in report.claims} == {"人"}
    assert [problem.message for problem in report.problems] == [
        "512人＋436人＋298人＝1246人，文中合计1256人，对不上。"
    ]
    assert not check.check_text(text.replace("1256", "1246")).problems


def test_it_reads_no_unit_into_a_column_of_ranks() -> None:
    report = check.check_text(
        "参赛情况（单位：人）\n单位\t名次\t人数\n一车间\t1\t38\n二车间\t2\t41\n"
    )
    assert [claim.value for claim in report.claims] == [38, 41]


@pytest.mark.parametrize(
    "text",
    [
        "发放资料3000份，其中读本900册、折页1500份、联系卡600张。",
        "表彰集体和个人80个，即先进集体15个、标兵岗20个、先进个人30名、优秀工作者15名。",
        "交通费8000元，住宿费16000元（每人400元），餐费9600元（每人240元），合计33600元。",
    ],
)
def test_it_adds_things_of_several_units_and_skips_what_is_told_aside(text: str) -> None:
    assert [one for one in lists(text) if holds(one) and len(one.parts) > 2]


def test_it_never_adds_things_to_people() -> None:
    assert not [one for one in lists("培训学员80名，其中教材50册、卡片30张。") if holds(one)]


def test_it_shows_two_tellings_from_the_one_to_the_other_and_marks_their_numbers() -> None:
    between = "大家学得认真，反响很好，" * 12
    text = f"全厂318名女职工做了一些工作。{between}都是338名女职工做出来的。"
    readings = read(text).readings
    problem = evidence.finding(read(text), "contradiction", "wrong", readings, "两处不同。")
    assert problem.quote == f"318名女职工做了一些工作。{between}都是338名"
    claims = [reading.claim for reading in readings]
    marked = [one.text for one in check.stretches(Report(text, claims, [problem])) if one.grade]
    assert marked == ["318名", "338名"]


def test_it_takes_the_unit_in_the_corner_of_a_table_for_all_columns() -> None:
    rows = "甲社区\t31\t42\t73\n乙社区\t18\t25\t43\n"
    report = check.check_text("单位（人）\t一季度\t二季度\t合计\n" + rows)
    assert [claim.unit for claim in report.claims] == ["人"] * 6
