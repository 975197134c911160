"""Columns of tables that hang together: rates, growth, shares, means, running totals."""

from __future__ import annotations

import re

import pytest

from halfsky.summary import check

TABLES = {
    "rate": (
        "单位|应检|实检|检查率\n甲镇|120|110|91.7%\n乙镇|80|76|95%\n丙镇|60|30|50%\n"
        "合计|260|216|83.1%"
    ),
    "rate under a heading in percent": (
        "单位|应签|已签|签订率（%）\n甲镇|40|38|95\n乙镇|32|30|93.7\n丙镇|25|21|84\n丁镇|16|12|75"
    ),
    "growth": (
        "指标|上半年|去年同期|增长\n培训人次|1320|1200|10%\n慰问户数|230|200|15%\n"
        "发放资金（元）|115000|100000|15%"
    ),
    "growth and how much more": (
        "指标|今年|去年|增减|增幅\n培训人次|1320|1200|120|10%\n慰问户数|190|200|-10|-5%\n"
        "建家户数|66|60|6|10%"
    ),
    "plan": (
        "任务|目标|完成|完成率\n新建女职工组织|40|42|105%\n专项合同|60|54|90%\n"
        "培训人次|2000|2100|105%"
    ),
    "years": (
        "年份|女职工数|入会数|入会率\n2020|3000|2850|95%\n2021|3100|2976|96%\n2022|3200|3104|97%"
    ),
    "shares": (
        "类别|件数|占比\n劳动报酬|12|40%\n社会保险|9|30%\n特殊保护|6|20%\n其他|3|10%\n合计|30|100%"
    ),
    "means": "单位|人数|金额|人均\n甲镇|20|10000|500\n乙镇|30|18000|600\n丙镇|25|11000|440",
    "running total": (
        "月份|走访户数|累计户数\n1月|20|20\n2月|30|50\n3月|10|60\n4月|15|75\n5月|25|100\n6月|20|120"
    ),
    "running total under its own total": (
        "月份|走访户数|累计户数\n1月|20|20\n2月|30|50\n3月|10|60\n4月|15|75\n合计|75|75"
    ),
    "some of the total under it": (
        "活动|场次|人次\n健步走|4|600\n读书会|6|240\n讲座|5|360\n合计|15|1200\n其中：女会员||900"
    ),
}
# What no other number of the table depends on.
FREE = {
    "shares": {"100%"},
    "running total": {"20"},
    "running total under its own total": {"20"},
    "some of the total under it": {"900"},
}


def told(table: str) -> list[str]:
    text = "2022年情况表\n" + table.replace("|", "\t") + "\n"
    return [problem.message for problem in check.check_text(text, today=2026).problems]


@pytest.mark.parametrize("name", TABLES)
def test_a_sound_table_is_left_alone(name: str) -> None:
    assert told(TABLES[name]) == []


def _slips() -> list[tuple[str, str, str]]:
    """Each table with one of its numbers a tenth too high."""
    slips = []
    for name, table in TABLES.items():
        for cell in re.finditer(r"(?<=\|)\d+(?:\.\d)?(?=%?(?:$|[|\n]))", table, re.M):
            whole = table[cell.start() : cell.end() + 1].rstrip("|\n")
            if whole not in FREE.get(name, ()):
                more = f"{float(cell.group()) + max(1, float(cell.group()) // 10):g}"
                slipped = table[: cell.start()] + more + table[cell.end() :]
                slips.append((name, f"{cell.group()} at {cell.start()}", slipped))
    return slips


@pytest.mark.parametrize(("name", "cell", "table"), _slips())
def test_a_slip_in_any_number_that_hangs_together_is_found(
    name: str, cell: str, table: str
) -> None:
    assert told(table), f"{name}: {cell}"


@pytest.mark.parametrize(
    ("name", "right", "wrong", "message"),
    [
        (
            "rate",
            "95%",
            "96.5%",
            "“乙镇”的“检查率”：76÷80＝95%，表中96.5%，对不上；其余各行都对得上。",
        ),
        (
            "growth",
            "230",
            "232",
            "“慰问户数”的“增长”：（232－200）÷200＝16%，表中15%，对不上；其余各行都对得上。",
        ),
        (
            "shares",
            "20%",
            "22%",
            "“特殊保护”的“占比”：6÷30＝20%，表中22%，对不上；其余各行都对得上。",
        ),
        (
            "means",
            "440",
            "460",
            "“丙镇”的“人均”：11000÷25＝440，表中460，对不上；其余各行都对得上。",
        ),
        (
            "running total",
            "\t75",
            "\t76",
            "“累计户数”一栏：60＋15＝75，表中76，对不上；其余各行都对得上。",
        ),
    ],
)
def test_it_says_what_the_row_should_be(name: str, right: str, wrong: str, message: str) -> None:
    table = TABLES[name].replace("|", "\t")
    assert told(table.replace(right, wrong, 1)) == [message]


def test_equal_columns_that_were_all_reached_explain_no_rate() -> None:
    table = "单位|应到|实到|满意率\n甲镇|40|40|100%\n乙镇|32|32|100%\n丙镇|25|25|96%"
    assert told(table) == []
