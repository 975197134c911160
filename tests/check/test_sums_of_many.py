"""What is summed, left, spent and had apiece, in the ways people write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halfsky.summary import check
from halfsky.summary.check.clues.told import tell
from halfsky.summary.check.likelihood import possible_products
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import (
    apiece,
    balances,
    budgets,
    differences,
    regrouped,
    remainders,
    standards,
    subtotals,
    sums,
)
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.vocabulary import standard

FAULTY = [
    (
        subtotals.find,
        "慰问分三块：春节慰问42人，每人800元，计33600元；高温慰问210人，计25200元；患病慰问17人，计17000元。三块合计72800元。",
    ),
    (subtotals.find, "义卖收入18640元，现场捐款12360元，两项合计31200元。"),
    (subtotals.find, "走访退休女工支出1.08万元，走访遗属支出1.8万元，两项走访总支出3.88万元。"),
    (remainders.find, "外省护工中，申请夫妻房的14户，批准11户，另有5户因房源不足未获批。"),
    (remainders.find, "职代会收到提案58件，立案40件，未立案转为建议的16件。"),
    (remainders.find, "报名参赛93人，预赛淘汰51人，进入决赛的44人。"),
    (remainders.find, "收集意见45条；已解决32条，正在解决9条，暂不具备条件的6条。"),
    (regrouped.find, "女导游208人：全职117人，兼职91人；未婚96人，已婚122人。"),
    (budgets.find, "购书8600元、场地2400元、讲课6200元，共计17200元；预算20000元，节余3800元。"),
    (
        budgets.find,
        "收入共92万元：省里30万元，县里62万元。支出84.5万元，年末结余8.5万元。",
    ),
    (differences.find, "防护用品账面1280包，实盘1264包，盘亏14包。"),
    (differences.find, "成员单位增加4家，由年初的22家增至27家。"),
    (apiece.find, "18个科室各推荐3名选手，共56名选手同台。"),
    (apiece.find, "困难女职工12户，各送800元，共9800元。"),
    (apiece.find, "一等奖4件各3000元、二等奖8件各2000元、三等奖16件各1000元，奖金总额4.6万元。"),
    (apiece.find, "评出一等4名、二等8名；标准一等1000元、二等600元，奖金合计9800元。"),
    (balances.find, "到去年末累计创建岗28个。今年又有4个获得命名，另有2个摘牌，现有32个。"),
    (balances.find, "核对前登记268人；核对中发现重复登记5人、漏登9人，核对后为282人。"),
    (sums.find, "总费用7.2万元，其中甲厂3.2万元、乙厂2.4万元、其余1.8万元。"),
    (sums.find, "到会代表62人，赞成59人，反对1人，弃权4人。"),
    (sums.find, "今年讲课的11位老师里，本单位8位，外请4位。"),
    (sums.find, "公司对28名女职工发补助，每人1500元，共4.2万元；其中一孩15名，二孩12名，三孩2名。"),
]
SOUND = [
    (subtotals.find, "义卖收入18640元，现场捐款12360元，两项合计31000元。"),
    (subtotals.find, "市级资金42万元，其中本级30万元、上级12万元；两项合计42万元。"),
    (remainders.find, "外省护工中，申请夫妻房的14户，批准9户，另有5户因房源不足未获批。"),
    (remainders.find, "女代表提案40件，已办28件、在办8件、暂缓4件。"),
    (remainders.find, "规模以上企业132家，够条件的110家，已建108家；其余22家人太少。"),
    (regrouped.find, "女导游208人：全职117人，兼职91人；未婚86人，已婚122人。"),
    (regrouped.find, "要约书发了72份，回应65份，没回应7份；回应的里头签成58份，还在谈7份。"),
    (budgets.find, "全年收入16.4万元，支出13.9万元，结余2.5万元。"),
    (
        budgets.find,
        "拨款5万元，列支8万元，共13万元。活动支出4.2万元，慰问7.6万元，共11.8万元。结余1.2万元。",
    ),
    (differences.find, "防护用品账面1280包，实盘1264包，盘亏16包。"),
    (differences.find, "成员单位增加5家，由年初的22家增至27家。"),
    (apiece.find, "18个科室各推荐3名选手，共54名选手同台。"),
    (apiece.find, "集团本部及所属4家公司各签1份，共5份。"),
    (apiece.find, "一等奖4件各3000元、二等奖8件各2000元、三等奖16件各1000元，奖金总额4.4万元。"),
    (apiece.find, "评出一等4名、二等8名；标准一等1000元、二等600元，奖金合计8800元。"),
    (apiece.find, "走访96人，每人800元；另3150人，每人160元，共50.4万元。"),
    (balances.find, "到去年末累计创建岗28个。今年又有4个获得命名，另有2个摘牌，现有30个。"),
    (balances.find, "核对前登记268人；核对中发现重复登记5人、漏登9人，核对后为272人。"),
    (sums.find, "总费用7.2万元，其中甲厂3.2万元、乙厂2.4万元、其余1.7万元。"),
    (sums.find, "总费用7.2万元，其中甲厂3.2万元、乙厂2.4万元、其余1.6万元。"),
]


Find = Callable[[ReadText], list[Problem]]


@pytest.mark.parametrize(("find", "text"), FAULTY)
def test_it_finds_what_does_not_add_up(find: Find, text: str) -> None:
    problems = find(read_text(text, standard()))
    assert [problem.kind for problem in problems[:1]] == ["sum_mismatch"]


@pytest.mark.parametrize(("find", "text"), SOUND)
def test_it_leaves_alone_what_does(find: Find, text: str) -> None:
    assert find(read_text(text, standard())) == []


def test_it_reads_no_less_than_as_a_lower_bound() -> None:
    (claim,) = check.check_text("全年培训不少于150人。").claims
    assert claim.approx == "ge"


def test_it_calls_ten_thousand_times_too_much_a_unit() -> None:
    (problem,) = standards.find(read_text("慰问82户，每户600元，总金额4.92亿元。", standard()))
    assert problem.kind == "unit_error"


def test_it_lets_more_go_out_than_came_in_where_some_were_there_before() -> None:
    report = check.check_text("年初未结纠纷9件，本年受理164件，办结167件，年末未结16件。")
    assert [problem.kind for problem in report.problems] == ["sum_mismatch"]


def test_it_knows_that_a_year_has_twelve_months() -> None:
    read = read_text("每人每月增加15元，惠及女职工300人，全年多支出64800元。", standard())
    times = [one for one in possible_products.products(tell(read)) if one.sort == "timed"]
    assert [one.computed.low for one in times] == [54000]
