"""The sentence of a finding about words reads as a colleague would say it."""

from __future__ import annotations

import pytest

from halfsky.summary.check import check_text
from halfsky.summary.check.quoting import nested


def told(text: str) -> list[str]:
    problems = check_text(text, today=2026).problems
    return [one.message for one in problems if one.kind == "stale_reference"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2022年女职工工作总结\n认真执行《女职工劳动保护规定》，开展执法检查。",
            "《女职工劳动保护规定》已于2012年4月28日废止，由《女职工劳动保护特别规定》取代；"
            "本文写的是2022年。",
        ),
        (
            "2024年女职工工作总结\n以优异成绩喜迎党的二十大。",
            "党的二十大是2022年召开的；本文写的是2024年。",
        ),
        (
            "2022年女职工工作总结\n深入学习贯彻党的十七大精神。",
            "党的十七大是2007年召开的，2012年已召开下一届大会；本文写的是2022年。",
        ),
        (
            "2016年女职工工作总结\n深入学习贯彻党的二十大精神。",
            "党的二十大是2022年召开的；本文写的是2016年。",
        ),
        (
            "2022年女职工工作总结\n配合县安监局开展检查。",
            "“安监局”2018年起并入应急管理部门；本文写的是2022年。",
        ),
        (
            "2010年女职工工作总结\n宣传《反家庭暴力法》。",
            "《反家庭暴力法》2016年施行；本文写的是2010年。",
        ),
        (
            "2022年女职工工作总结\n全体女职工为玉树地震灾区踊跃捐款。",
            "“玉树地震”是2010年的事；本文写的是2022年。",
        ),
        (
            "深入学习贯彻党的十七大精神。",
            "党的十七大是2007年召开的，2012年已召开下一届大会；本文没有写明年份，可能是旧文。",
        ),
    ],
)
def test_it_says_when_it_was_and_what_year_the_text_is_of(text: str, message: str) -> None:
    assert told(text) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2024年女职工工作总结\n开展“六五”普法宣传。",
            "“‘六五’普法”是2011至2015年的活动；本文写的是2024年。",
        ),
    ],
)
def test_quotation_marks_within_others_are_single(text: str, message: str) -> None:
    assert message in told(text)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("““十七”大”处", "“‘十七’大”处"),
        ("“件件有着落”，却有“五件”", "“件件有着落”，却有“五件”"),
        ("““十七大”", "““十七大”"),
        ("十七”大“", "十七”大“"),
    ],
)
def test_only_marks_that_pair_are_made_single(words: str, printed: str) -> None:
    assert nested(words) == printed


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "单位\t参加人数\t场次\n甲镇\t120\t3\n乙镇\t80\t4\n丙镇\t95\t2\n合计\t305\t9\n",
            "“参加人数”一栏：120＋80＋95＝295，合计为305，对不上。",
        ),
        (
            "单位\t一季度\t二季度\t合计\n甲镇\t120\t30\t150\n乙镇\t80\t40\t130\n",
            "“乙镇”一行：80＋40＝120，合计栏为130，对不上。",
        ),
    ],
)
def test_of_a_table_it_names_the_column_or_the_row(table: str, message: str) -> None:
    assert [one.message for one in check_text(table).problems] == [message]
