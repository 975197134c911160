"""Totals that go back, averages beyond their limits, ranks, spans of time, some of none."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary import check
from halfsky.summary.check.conflicts import (
    among,
    denied,
    durations,
    extremes,
    none_of,
    out_of,
    rankings,
    running_totals,
    trends,
)
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard


def messages(rule: ModuleType, text: str) -> list[str]:
    return [problem.message for problem in rule.find(read_text(text, standard()))]


FAULTY = [
    (
        running_totals,
        "至去年底累计办理特病保险1640人次，今年又办理220人次，至今年底累计1530人次。",
        "先前累计1640人次，又有220人次，共1860人次，后来却累计1530人次。",
    ),
    (
        running_totals,
        "全区累计建成女职工驿站38个，今年一年就新建45个。",
        "累计只有38个，一段时间里却有45个。",
    ),
    (
        running_totals,
        "上半年办安全培训16期、910人次，全年下来，安全培训累计13期。",
        "全年只有13期，其中一段时间却有16期。",
    ),
    (
        among,
        "收到女工来信75封，回复75封；其中第三年收到82封。",
        "前面一共只有75封，其中却有82封。",
    ),
    (
        extremes,
        "最低一笔5000元，最高一笔2万元，平均每笔2.3万元。",
        "平均2.3万元，高于最多的2万元。",
    ),
    (extremes, "焊工组最高93分，最低68分，平均66.5分。", "平均66.5分，低于最少的68分。"),
    (
        extremes,
        "为12家企业建健康档案930份，最多的一家150份，最少的一家95份。",
        "12家最少的95份，合起来不会是930份。",
    ),
    (
        rankings,
        "走访企业：东片46家，西片39家，南片52家，北片33家。东片走访最多。",
        "文中说“东片走访最多”，列出的却有52家，“东片”是46家。",
    ),
    (
        trends,
        "接听量：七月64个，八月71个，九月69个，十月83个。四个月里一月比一月多。",
        "文中说“一月比一月多”，却由71个到69个。",
    ),
    (
        rankings,
        "签订合同84份，其中新签21份，续签63份。可以看出，新签多于续签，成效明显。",
        "文中说“新签多于续签”，列出的却是21份和63份。",
    ),
    (
        durations,
        "夜校六月三日开课，六月二十日结业，历时一个半月。",
        "两个日期之间是18天，文中说一个半月。",
    ),
    (
        none_of,
        "全公司没有发生一起女职工投诉；在受理的5起女职工投诉中，4起调解成功。",
        "文中说“没有发生一起女职工投诉”，却有5起。",
    ),
    (
        none_of,
        "评价120份，其中满意118份、不满意2份。工作人员表示，没有收到一份不满意评价。",
        "文中说“没有收到一份不满意评价”，却有2份。",
    ),
    (out_of, "随访的36人里有41人到医院复查。", "从36人里数出41人，部分比整体还多。"),
    (
        denied,
        "受理女职工来信来访43件，办结43件，办结率100%，目前还有2件正在协调处理。",
        "文中说“43件，办结43件”，却又说有2件不是这样。",
    ),
    (
        denied,
        "共收到建议31批，办结率100%，只有4批因缺材料还没结。",
        "文中说“办结率100%”，却又说有4批不是这样。",
    ),
]
SOUND = [
    (
        denied,
        "总院546人，分院472人。总院的546人全部参保；分院参保451人，尚有21人未参保。",
    ),
    (running_totals, "至去年底累计办理1640人次，今年又办理220人次，至今年底累计1860人次。"),
    (running_totals, "累计服务女职工38人，今年新建母婴室45个。"),
    (running_totals, "上半年办安全培训6期、910人次，全年下来，安全培训累计13期。"),
    (among, "新建单独工会9家，联合工会2家，其中同步建立女职工委员会的10家。"),
    (among, "奖励建议人46名，其中改造操作台的建议使86名女工免于弯腰。"),
    (among, "讲课的女职工4名，平均每人讲2堂，其中最多的一人讲了5堂。"),
    (extremes, "最低一笔5000元，最高一笔2万元，平均每笔1.2万元。"),
    (extremes, "收到捐款4.3万元，人均50元；救助7人，最多的一人5000元，最少的2000元。"),
    (extremes, "为12家企业建健康档案930份，最多的一家150份，最少的一家35份。"),
    (rankings, "走访企业：东片46家，西片39家，南片52家，北片33家。南片走访最多。"),
    (rankings, "走访企业：东片46家，西片39家，南片52家，北片33家。东片问题最多，有60个。"),
    (rankings, "三年共建成84间：第一年19间，第二年27间，第三年38间，一年比一年多。"),
    (rankings, "签订合同84份，其中新签63份，续签21份。可以看出，新签多于续签，成效明显。"),
    (durations, "夜校六月三日开课，七月十八日结业，历时一个半月。"),
    (durations, "培训3月1日至3月31日分两批进行，共5天。"),
    (none_of, "今年没有发生一起女职工投诉；去年受理的5起女职工投诉，已全部办结。"),
    (none_of, "没有发生一起工伤；受理女职工投诉5起。"),
    (out_of, "局机关和3个养护中心，共4个班，收孩子92名。"),
    (out_of, "随访的36人里有31人到医院复查。"),
    (denied, "163名女柜员全部参加达标测试，优秀58名、合格92名，其余13名未达标。"),
    (denied, "提案39项，立案的24项已全部答复，落实20项，还有4项列入明年预算。"),
    (denied, "合同共24条，全部落实21条，部分落实2条，未落实1条。"),
    (denied, "在册女工174人，入会率100%；另有劳务派遣女工33人，还有12人未入会。"),
]


@pytest.mark.parametrize(("rule", "text", "message"), FAULTY)
def test_it_finds_what_its_own_numbers_refute(rule: ModuleType, text: str, message: str) -> None:
    assert messages(rule, text) == [message]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_sound_look_alikes_alone(rule: ModuleType, text: str) -> None:
    assert messages(rule, text) == []


def test_it_reports_each_fault_once() -> None:
    for rule, text, _ in FAULTY:
        (fault,) = rule.find(read_text(text, standard()))
        told = check.check_text(text, today=2024).problems
        assert sum(one.start < fault.end and fault.start < one.end for one in told) == 1, text
