"""Subtotals in tables and lists: 小计 sums up its own items, 合计 sums up the 小计."""

from __future__ import annotations

import pytest

from halfsky.summary import check

HEAD = "2022年培训情况\n单位\t期数\t人数\n"
SCHOOLS, FACTORIES = ["一中\t3\t120", "二中\t2\t80"], ["钢厂\t4\t160", "纱厂\t6\t240"]
OFFICE = "机关\t1\t30"


def told(text: str) -> list[str]:
    return [problem.message for problem in check.check_text(text, today=2026).problems]


def table(*rows: str) -> list[str]:
    return told(HEAD + "\n".join(rows) + "\n")


@pytest.mark.parametrize(
    "rows",
    [
        [*SCHOOLS, "小计\t5\t200", *FACTORIES, "小计\t10\t400", "合计\t15\t600"],
        [*SCHOOLS, "教育小计\t5\t200", *FACTORIES, "工业小计\t10\t400", OFFICE, "合计\t16\t630"],
        ["合计\t15\t600", "教育小计\t5\t200", *SCHOOLS, "工业小计\t10\t400", *FACTORIES],
        ["一、教育系统\t5\t200", *SCHOOLS, "二、工业系统\t10\t400", *FACTORIES, "合计\t15\t600"],
        ["教育系统\t5\t200", *SCHOOLS, "工业系统\t10\t400", *FACTORIES, "合计\t15\t600"],
        ["一、教育系统\t5\t200", "二、工业系统\t10\t400", "三、机关\t1\t30", "合计\t16\t630"],
        ["教育小计\t5\t200", "工业小计\t10\t400", "合计\t15\t600"],
        ["合计\t15\t600", *SCHOOLS, *FACTORIES],
    ],
)
def test_a_sound_table_with_subtotals_is_left_alone(rows: list[str]) -> None:
    assert table(*rows) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [*SCHOOLS, "小计\t5\t210", *FACTORIES, "小计\t10\t400", "合计\t15\t600"],
            "“人数”一栏：120＋80＝200，小计为210，对不上。",
        ),
        (
            [*SCHOOLS, "小计\t5\t200", *FACTORIES, "小计\t10\t400", "合计\t15\t610"],
            "“人数”一栏：200＋400＝600，合计为610，对不上。",
        ),
        (
            [*SCHOOLS, "小计\t5\t200", *FACTORIES, "小计\t10\t400", OFFICE, "合计\t15\t630"],
            "“期数”一栏：5＋10＋1＝16，合计为15，对不上。",
        ),
        (
            ["合计\t15\t600", "教育小计\t5\t200", *SCHOOLS, "工业小计\t10\t410", *FACTORIES],
            "“人数”一栏：160＋240＝400，工业小计为410，对不上。",
        ),
        (
            ["一、教育系统\t5\t200", *SCHOOLS, "二、工业系统\t9\t400", *FACTORIES, "合计\t15\t600"],
            "“期数”一栏：4＋6＝10，工业系统为9，对不上。",
        ),
        (
            ["合计\t15\t620", *SCHOOLS, *FACTORIES],
            "“人数”一栏：120＋80＋160＋240＝600，合计为620，对不上。",
        ),
    ],
)
def test_a_subtotal_or_total_that_is_off_is_told_once(rows: list[str], message: str) -> None:
    assert table(*rows) == [message]


LINES = (
    "2022年支出情况：\n一、培训\n讲课费12000元\n场地费8000元\n小计{first}元\n"
    "二、慰问\n慰问金{gifts}元\n慰问品15000元\n小计{second}元\n合计{all}元\n"
)
SENTENCE = (
    "2022年，讲课费12000元，场地费8000元，小计{first}元；"
    "慰问金{gifts}元，慰问品15000元，小计{second}元；合计{all}元。"
)
SOUND = {"first": 20000, "gifts": 30000, "second": 45000, "all": 65000}


@pytest.mark.parametrize("text", [LINES, SENTENCE])
@pytest.mark.parametrize(
    ("slip", "sum_up", "stated"),
    [
        ({"first": 21000}, "12000元＋8000元＝20000元", "21000元"),
        ({"gifts": 31000}, "31000元＋15000元＝46000元", "45000元"),
        ({"second": 46000}, "30000元＋15000元＝45000元", "46000元"),
        ({"all": 66000}, "20000元＋45000元＝65000元", "66000元"),
    ],
)
def test_items_subtotals_and_total_of_a_list(
    text: str, slip: dict[str, int], sum_up: str, stated: str
) -> None:
    assert told(text.format(**SOUND)) == []
    (message,) = told(text.format(**SOUND | slip))
    assert message.startswith(sum_up)
    assert stated in message


@pytest.mark.parametrize(
    ("first", "second", "both", "message"),
    [
        (200, 400, 600, None),
        (210, 400, 610, "120人＋80人＝200人，少于文中的210人，对不上。"),
        (200, 400, 610, "200人＋400人＝600人，少于文中的610人，对不上。"),
    ],
)
def test_a_subtotal_of_two_units_names_both_numbers(
    first: int, second: int, both: int, message: str | None
) -> None:
    text = (
        f"2022年举办培训班：机关法律班3期120人、技能班2期80人，小计5期{first}人；"
        f"企业钢厂4期160人、纱厂6期240人，小计10期{second}人；合计15期{both}人。"
    )
    assert told(text) == ([message] if message else [])


def test_what_was_spent_before_the_list_is_none_of_its_items() -> None:
    before = "2022年，市总投入5000元购置设备。慰问金30000元，慰问品15000元，小计45000元。"
    assert told(before) == []
