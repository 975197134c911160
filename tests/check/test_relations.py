"""What numbers may be to each other: found, told apart from what others explain, and weighed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from halfsky.summary.check import check_text
from halfsky.summary.check.arithmetic import Found, findings
from halfsky.summary.check.clues.nearness import Signs
from halfsky.summary.check.clues.relations import Relation, holds, surety
from halfsky.summary.check.clues.told import Told, tell
from halfsky.summary.check.likelihood import signs_of_lists, signs_of_rates
from halfsky.summary.check.likelihood.explaining import explained
from halfsky.summary.check.likelihood.forest import Forest, Nodes
from halfsky.summary.check.likelihood.mending import holds_with, mends
from halfsky.summary.check.likelihood.possible import related
from halfsky.summary.check.likelihood.rivals import ABSENT, Candidate, Rivals
from halfsky.summary.check.likelihood.saying import sentence
from halfsky.summary.check.likelihood.weighing import decide, weigh
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard


def told(text: str) -> list[Told]:
    return tell(read_text(text, standard()))


def held(text: str, sort: str) -> list[Relation]:
    return [one for one in related(told(text)) if one.sort == sort and holds(one)]


@pytest.mark.parametrize(
    ("sort", "text", "arithmetic"),
    [
        ("split", "抽查车间，17个达标、8个不达标，达标率68%。", "17个÷（17个＋8个）＝68%"),
        (
            "joined",
            "今年签42份，加上前三年的128份，累计完成规划200份的85%。",
            "（42份＋128份）÷200份＝85%",
        ),
        ("lacking", "年初预算2000元，实际花去1700元，结余15%。", "100%－1700元÷2000元＝15%"),
        ("changed", "全年信访51件，比上年减少9件，下降15%。", "9件÷（51件＋9件）＝15%"),
        (
            "flow",
            "年初在册214人，新入档37人，脱困退出52人、迁出4人，年末在册195人。",
            "214人＋37人－52人－4人＝195人",
        ),
        (
            "bill",
            "本科20名，每人3000元；专科16名，每人2000元，共发放92000元。",
            "20名×3000元＋16名×2000元＝92000元",
        ),
        (
            "bill",
            "示范班3个、普通班6个，示范班每班补助30000元，普通班每班补助15000元，共拨付18万元。",
            "3个×30000元＋6个×15000元＝18万元",
        ),
        (
            "timed",
            "入托的9名子女每人每月补贴600元，从3月补到12月，10个月没有间断，总额5.4万元。",
            "9名×600元×10＝5.4万元",
        ),
        (
            "rate",
            "在有效的300份问卷里，常感疲劳的占54%。换算下来，是162人。",
            "162人÷300份＝54%",
        ),
    ],
)
def test_it_knows_what_numbers_may_be_to_each_other(sort: str, text: str, arithmetic: str) -> None:
    assert arithmetic in [sentence(one).partition("，文中")[0] for one in held(text, sort)]


def test_it_finds_a_list_that_opens_further_on() -> None:
    text = "带头人258名，其中73名领衔工作室；分行业看，制造139名、卫生52名、教育38名、其他29名。"
    assert any(len(one.parts) == 4 and one.whole.value == 258 for one in held(text, "list"))


def test_it_knows_which_numbers_a_run_with_signs_explains() -> None:
    numbers = told("书屋原有2300册，丢失41册，虫蛀59册，获赠500册，现有2700册，另有读者812人。")
    assert set(explained(numbers)) == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("text", "due", "left"),
    [
        ("72名女会计全部完成了学时，无一人掉队。系统显示，仍有6名一节课也没有修。", 72, 6),
        ("收到意见25条，件件落实。例会记录注明，其中2条暂不考虑，一直没有办。", 25, 2),
    ],
)
def test_it_sets_what_is_left_against_the_word_that_all_is_done(
    text: str, due: int, left: int
) -> None:
    (found,) = [one for one in related(told(text)) if one.sort == "undone"]
    assert [int(found.parts[0].value), int(found.whole.value)] == [due, left]
    assert (
        sentence(found)
        == f"前文说全部做到了，这里却还有{found.whole.reading.claim.quote}没有做到。"
    )


def test_it_sees_no_rest_where_not_all_is_said_to_be_done() -> None:
    numbers = told("72名女会计里66名完成了学时，仍有6名没有修完。")
    assert not [one for one in related(numbers) if one.sort == "undone"]


def test_it_compares_numbers_with_the_same_digits_whatever_their_words() -> None:
    numbers = told("两场合计听讲364人次。发放食谱400册。346人次的晚会观众里多数是护士。")
    pairs = [
        (int(one.parts[0].value), int(one.whole.value))
        for one in related(numbers)
        if one.sort == "same"
    ]
    assert (364, 346) in pairs


def test_it_takes_a_rare_coincidence_for_none() -> None:
    (rare,) = held("收到信件1204件，办结1163件，在办41件。", "three")
    (common,) = held("收到信件7件，办结4件，在办3件。", "three")
    assert surety(rare) > 6 > 3 > surety(common)


def counted(text: str, parts: int) -> Signs:
    lists = [one for one in related(told(text)) if one.sort == "list" and len(one.parts) == parts]
    return signs_of_lists.of_list(lists[0])


def test_it_counts_the_parts_that_a_text_announces() -> None:
    text = "合同236份，分三类，单独签订的163份，区域性的41份，行业性的22份。"
    assert counted(text, 3)["counted"]
    assert not counted(text, 2)["counted"]
    assert counted(text, 3)["entire"]
    assert not counted(text, 2)["entire"]


def test_it_pairs_rates_with_counts_by_their_turn() -> None:
    numbers = told("女员工1268人，大专74人、本科312人，分别占5.8%和24.6%。")
    rates = [one for one in related(numbers) if one.sort == "rate" and one.parts[1].value == 1268]
    turns = {
        (int(one.parts[0].value), one.whole.at): signs_of_rates.of_rate(one)["aligned_each"]
        for one in rates
        if one.parts[0].value in (74, 312)
    }
    assert turns == {(74, 3): 1.0, (312, 3): 0.0, (74, 4): 0.0, (312, 4): 1.0}


def test_it_weighs_what_a_rule_found_with_the_rest() -> None:
    text = read_text("共有职工120人，男职工84人、女职工36人，女职工占40%。", standard())
    found = Found(findings(text))
    assert {one.rule for one in found.every} >= {"shares"}
    relations = related(tell(text))
    of_rule = [one for one in relations if found.of(one)]
    assert of_rule
    assert all(found.signs(one)["rule"] for one in of_rule)
    (told_,) = decide(text, weigh(text, found), found)
    assert told_.message == found.every[0].problem.message


def candidates(text: str) -> list[Candidate]:
    return [Candidate(one, 0.0, holds(one), not holds(one)) for one in related(told(text))]


def test_it_sees_that_a_share_has_a_better_explanation() -> None:
    found = candidates("工作间25个，17个达标、8个不达标，达标率68%，星级的16个。")
    rivals = Rivals(found, {})
    wrong = next(
        one
        for one in found
        if one.relation.sort == "rate" and [p.value for p in one.relation.parts] == [16, 25]
    )
    assert rivals.signs(wrong)["kin_held"] == 0.0
    alone = candidates("工作间25个，星级的16个，占68%。")
    (rate,) = [
        one
        for one in alone
        if one.relation.sort == "rate" and [p.value for p in one.relation.parts] == [16, 25]
    ]
    assert Rivals(alone, {}).signs(rate)["kin_held"] == ABSENT


def test_it_adds_up_what_trees_say() -> None:
    # Near up to a half: -1, else 2; far up to 3: near up to a half 0, else a quarter; else 1.
    nodes = Nodes(
        sign=np.array([0, 0, 0, 1, 0, 0, 0, 0]),
        bound=np.array([0.5, 0, 0, 3.0, 0.5, 0, 0, 0]),
        below=np.array([1, 1, 2, 4, 5, 5, 6, 7]),
        above=np.array([2, 1, 2, 7, 6, 5, 6, 7]),
        value=np.array([0, -1.0, 2.0, 0, 0, 0, 0.25, 1.0]),
    )
    forest = Forest(["near", "far"], np.array([0, 3]), 2, nodes)
    assert forest.odds([{"near": 1.0}, {"near": 0.0, "far": 4.0}]) == [2.25, 0.0]


def test_it_says_which_telling_mends_the_sum_that_another_breaks() -> None:
    text = (
        "全年受理来信来访89件，件件有回音。热线接听412人次。\n"
        "来信来访98件，其中劳动报酬37件、孕产期保护29件、其他23件。"
    )
    every = list(related(told(text)))
    (broken,) = [
        one for one in every if one.sort == "list" and len(one.parts) == 3 and one.whole.value == 98
    ]
    (pair,) = [
        one for one in every if one.sort == "same" and {int(t.value) for t in one.told} == {89, 98}
    ]
    assert not holds(broken)
    assert mends(pair, broken)
    other = [one for one in every if one.sort == "same" and one is not pair]
    assert not any(mends(one, broken) for one in other)


def test_it_puts_another_value_into_a_rate() -> None:
    every = list(related(told("合同19份，占全年1274份的1.1%。\n全年新签合同1724份。")))
    (rate,) = [
        one
        for one in every
        if one.sort == "rate" and [part.reading.claim.value for part in one.parts] == [19, 1274]
    ]
    whole = rate.parts[1]
    assert not holds(rate)
    assert holds_with(rate, whole, Interval(Fraction(1724), Fraction(1724)))
    assert not holds_with(rate, whole, Interval(Fraction(1247), Fraction(1247)))


@pytest.mark.parametrize(
    "text",
    [
        "入托子女76名，其中女教职工子女52名、男教职工子女33名，双职工子女9名。",
        "窗口女职工23人，其中税务师12人、注册会计师5人、法律职业资格9人，有3人同时有两证。",
    ],
)
def test_it_knows_who_is_in_two_parts_at_once(text: str) -> None:
    assert not check_text(text).problems
    assert check_text(text.replace("76名", "74名").replace("23人", "24人")).problems


def test_it_reports_a_total_spelled_out_however_far_off_it_is() -> None:
    text = "走访劳模1名、单亲女职工1名、患病女职工4名，合计18名。"
    (problem,) = check_text(text).problems
    assert problem.message == "1名＋1名＋4名＝6名，文中合计18名，对不上。"
