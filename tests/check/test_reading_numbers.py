"""Which numbers are figures, with what unit, and which are names, durations or references."""

from __future__ import annotations

import pytest

from halfsky.summary.check.sums import grids
from halfsky.summary.check.text.reading import ReadText, read_text
from halfsky.summary.check.text.tables import cell_names
from halfsky.summary.check.text.vocabulary import standard
from halfsky.summary.check.units import unit_errors


def read(text: str) -> ReadText:
    return read_text(text, standard())


def figures(text: str) -> list[str]:
    return [f"{float(one.claim.value):g}{one.claim.unit}" for one in read(text).readings]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年节电3.1万度，管着963口油井，值班124晚。", ["3.1万度", "963口", "124晚"]),
        ("增发电量120万千瓦时，说理36案。", ["120万千瓦时", "36案"]),
        ("噪声由91分贝降到83分贝，出海巡查46航次。", ["91分贝", "83分贝", "46航次"]),
        ("为63名校车女照管员投保，支出12320元。", ["63名", "12320元"]),
        ("差错率由万分之三降至万分之一。", ["0.0003", "0.0001"]),
        ("6月2 400碗，7月4 100碗。", ["2400碗", "4100碗"]),
        ("省外就业46人，占就业人数四成。", ["46人", "4成"]),
        ("参赛人次分别为48、62、107，共217人次。", ["48人次", "62人次", "107人次", "217人次"]),
        ("职工总数:860\n女职工数:212\n其中在编98，编外47", ["860人", "212人", "98人", "47人"]),
        ("（单位：人）\n一分公司：计划150，完成153，102%。", ["150人", "153人", "102%"]),
    ],
)
def test_it_reads_figures_with_their_units(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("花了3万2，补助2万6、自筹1千2。", ["3.2万", "2.6万", "1.2千"]),
        ("共筹3万2元，余下2万6左右", ["3.2万元", "2.6万"]),
        ("共花3万2千，另有3万2千元。", ["3.2万", "32000元"]),
        ("印了3万2期，3万人，2期。", ["3万", "2期", "3万人", "2期"]),
        ("收3万2,500元。收3万25元。", ["3万", "2500元", "3万", "25元"]),
    ],
)
def test_it_reads_numbers_as_they_are_said(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted
    assert read(text).unread == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("检修二班女工22人，养护二处52人。", ["22人", "52人"]),
        ("一期80套，二期120套，三期100套。", ["80套", "120套", "100套"]),
        ("救助3万元，助学2万元，两项合计5万元。", ["3万元", "2万元", "5万元"]),
        ("上半年办了三件事，企业同意分两步走。", []),
        ("讲座持续了两个小时，疏散用时4分半。", []),
        ("90分以上8家，80至89分14家，70分以下2家。", ["8家", "14家", "2家"]),
        ("女职工不足10人的企业9家，孩子们十分喜爱。", ["9家"]),
        ("没有一人缺课，红十字会到场，女教师队伍名副其实。", []),
        ("组织建设(20分)，周一到6家。", ["6家"]),
    ],
)
def test_it_reads_no_figure_in_names_durations_and_references(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("乡镇　应建　已建\n大屯乡　32　30\n小屯乡　25　24", ["32", "30", "25", "24"]),
        ("单位 先进个人 先进集体\n林场 16 4\n木材厂 9 2", ["16人", "4个", "9人", "2个"]),
        ("经费（单位：元）\n活动　126\n体检　284\n　其中：补检　60", ["126元", "284元", "60元"]),
        (
            "单位｜合同（份）｜企业（家）\n云东｜31｜78\n云西｜26｜64",
            ["31份", "78家", "26份", "64家"],
        ),
        ("序号　单位　班数\n1　红峰厂　2\n2　安和院　3", ["2", "3"]),
        (
            "序号\t单位\t参检率\n1\t甲镇\t83.3%\n2\t乙镇\t95%\n合计\t\t88%",
            ["83.3%", "95%", "88%"],
        ),
        ("指标\t本期\t上年同期\t增减\n培训人次\t960\t1000\t-4%", ["960人次", "1000人次", "4%"]),
    ],
)
def test_it_reads_the_cells_of_tables(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted
    assert unit_errors.find(read(text)) == []


def test_it_neither_reads_nor_misses_the_running_numbers_of_a_table() -> None:
    text = "序号\t单位\t参检率\n1\t甲镇\t83.3%\n2\t乙镇\t95%\n"
    assert read(text).unread == []


@pytest.mark.parametrize(
    ("text", "quote", "names"),
    [
        ("序号\t单位\t应检人数\n1\t甲镇\t120\n", "120", ("甲镇", "应检人数")),
        ("指标\t本期\t增减\n培训人次\t960\t-4%\n", "4%", ("培训人次", "增减")),
        (
            "单位\t应检\t\t实检\n\t城镇\t农村\t城镇\t农村\n甲镇\t12\t10\t11\t9\n",
            "10",
            ("甲镇", "应检 农村"),
        ),
        ("单位\t2023年\t2024年\n甲镇\t35人\t40人\n", "40人", ("甲镇", "2024年")),
        ("甲镇\t本年\t培训了35人，很好\n", "35人", None),
    ],
)
def test_a_figure_of_a_table_is_named_by_its_row_and_its_column(
    text: str, quote: str, names: tuple[str, str] | None
) -> None:
    at = text.index(quote)
    assert cell_names(text, at, at + len(quote)) == names


SUMS = "标段　人数（人）　标准（元）　金额（元）\n一标段　46　200　9200\n二标段　38　200　7600\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (SUMS + "三标段　52　200　10400\n合　计　136　　　28200", ["9200"]),
        (SUMS + "三标段　52　200　10400\n合　计　136　　　27200", []),
        ("一季度 18\n二季度 23\n三季度 15\n全年 76", ["18"]),
        ("一季度 18\n二季度 23\n三季度 35\n全年 76", []),
    ],
)
def test_it_adds_up_tables_with_empty_cells_and_other_names_of_totals(
    text: str, faults: list[str]
) -> None:
    found = [problem.quote for problem in grids.find(read(text))]
    assert [quote.split()[0] for quote in found] == faults
