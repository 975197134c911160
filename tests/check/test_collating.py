"""Several texts in one table: what each row is called, what stands in a cell, what is blamed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from halfsky.summary import check
from halfsky.summary.check.collating import Row, Table, collate
from halfsky.summary.check.collating.quoting import around, one_line
from halfsky.summary.check.workbook import write_workbook

TITLE = "青禾镇总工会2024年女职工工作总结\n"
CHECKED = (
    "序号\t单位\t应检人数\t实检人数\t参检率\n1\t甲镇\t120\t100\t83.3%\n"
    "2\t乙镇\t80\t76\t95%\n3\t丙镇\t60\t30\t50%\n合计\t\t270\t206\t76.3%\n"
)


def table_of(*texts: str) -> Table:
    named = [(f"{place}.txt", TITLE + text) for place, text in enumerate(texts)]
    return collate(check.check_texts(named, today=2024))


def told(table: Table, place: int = 0) -> dict[str, list[str]]:
    """What the table holds of one text: by the row's name its values with their units."""
    return {
        row.title: [f"{float(cell.value):g}{cell.unit}" for cell in row.cells[place]]
        for row in table.rows
        if place in row.cells
    }


def blamed(table: Table) -> list[str]:
    """The values that are red."""
    return [
        f"{float(cell.value):g}{cell.unit}"
        for row in table.rows
        for cells in row.cells.values()
        for cell in cells
        if cell.faults
    ]


def written(table: Table) -> Workbook:
    content = io.BytesIO()
    write_workbook(content, table)
    content.seek(0)
    return load_workbook(content)


FAR = "举办女职工培训15期，发放宣传资料800份，慰问困难职工40户。"


@pytest.mark.parametrize("between", [FAR, FAR * 900], ids=["near", "in a far part of the text"])
def test_only_the_two_ends_of_a_contradiction_are_blamed(between: str) -> None:
    wrong = "全市女职工组织覆盖企业4211家。" + FAR + "女职工权益保护专项集体合同已签订企业4333家。"
    found = table_of(between + "\n" + wrong)
    assert blamed(found) == ["4211家", "4333家"]


def test_of_a_wrong_total_only_its_own_column_is_blamed() -> None:
    assert blamed(table_of(CHECKED)) == ["120人", "80人", "60人", "270人"]


def test_a_value_told_again_keeps_what_is_wrong_with_it_there() -> None:
    found = table_of("现有女会员960人。慰问困难女职工50户。现有女会员960人，其中单亲970人。")
    assert "960人" in blamed(found)


def test_a_gap_blames_no_figure_and_stands_among_the_other_findings() -> None:
    found = table_of("慰问xx户困难职工，发放慰问金3万元。")
    assert blamed(found) == []
    other = found.others[0]
    assert (other.line, other.quote[:4], other.sentence[:4]) == (2, "慰问xx", "留有空缺")


LONG = "一是加强组织建设、" + "深入基层走访了解女职工的需要和想法，" * 4


@pytest.mark.parametrize("number", ["1,580人次", "11.02万元", "GB2763号5人", "46.1%"])
def test_a_quote_is_cut_at_pauses_and_never_in_a_number(number: str) -> None:
    text = f"{LONG}共计{number}，{LONG}共计{number}，{LONG}"
    start = text.index(number)
    quote = around(text, start, start + len(number))
    assert quote.startswith("……深入基层")
    assert quote.endswith(("想法……", "建设……", f"共计{number}……"))
    assert number in quote
    assert len(quote) < 100


def test_a_clause_without_pauses_is_cut_but_not_in_a_number() -> None:
    text = "走访" * 40 + "1234567890" * 5 + "共20人" + "7654321" * 20
    start = text.index("20人")
    quote = around(text, start, start + 3)
    assert "共20人" in quote
    assert "1234567890" * 5 in quote or "1" not in quote


def test_a_short_sentence_is_quoted_whole() -> None:
    assert around("今年好。培训3期，结业90人。", 8, 10) == "培训3期，结业90人"
    assert one_line("甲\n乙") == "甲 乙"
    assert one_line("长" * 200).count("……") == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "已新建工会组织68家，已建女职工组织67家。\n全市已建女职工组织1462家。",
            {"已建女职工组织（新建）": ["67家"], "已建女职工组织": ["1462家"]},
        ),
        (
            "对78家基层工会示范单位和248家被结对单位进行了“链式帮带”工作考核。",
            {"链式帮带示范单位": ["78家"]},
        ),
        (
            "累计9970人次女职工参加职工特种重病医疗互助保障，33名女职工获赔医疗互助保障金26.9万元。",
            {"女职工获赔医疗互助保障金": ["33名"]},
        ),
        (
            "举办培训6期，其中一等3期、二等3期。",
            {"举办培训：一等": ["3期"], "举办培训：二等": ["3期"]},
        ),
        ("东片慰问30人，西片慰问30人。", {"东片慰问": ["30人"], "西片慰问": ["30人"]}),
    ],
)
def test_different_things_stand_in_different_rows(text: str, wanted: dict[str, list[str]]) -> None:
    found = told(table_of(text))
    assert {title: found.get(title) for title in wanted} == wanted
    assert all(len(values) == 1 for values in found.values())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("应建女职工组织420家，已建389家。", "应建女职工组织：已建"),
        ("慰问459户困难职工，其中女职工235人，占51%。", "女职工：占"),
        ("发放书包和文具价值150元，合计6000元。", "发放书包和文具价值：合计"),
        ("重病女职工4人，每人救助2000元，共计8000元。", "重病女职工：合计"),
        ("参赛女职工5320人次，占参赛职工总数9500人次的56%。", "参赛女职工：占参赛职工总数的比例"),
        ("完成年度计划3000名的106.6%。", "完成年度计划的比例"),
        ("女职工创新工作室由3个增加到5个。", "女职工创新工作室：增加到"),
        ("培训课程3—5期。", "培训课程（上限）"),
        ("培训课程3—5期，每期20人。", "培训课程：每期"),
        ("评出一等奖6篇、二等奖12篇。", "二等奖"),
        ("收到投诉20件，办结18件，办结率90%。", "收到投诉：办结率"),
        ("到职工医院进行健康体检，应检489人，实检476人。", "到职工医院进行健康体检：实检"),
        ("按照考核办法兑现协管津贴8.1万元。", "按照考核办法兑现协管津贴"),
        ("发放《致矿工家属的一封信》2600份。", "发放《致矿工家属的一封信》"),
        ("职业技能168期、1.12万人次。", "职业技能（万人次）"),
    ],
)
def test_a_row_is_named_by_words_that_say_what_is_counted(text: str, title: str) -> None:
    assert title in told(table_of(text))


CONTRACTS = "签订女职工权益保护专项集体合同"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "应到：15人　实到：14人　请假：2人（孙丽、钱芳）",
            {"应到": ["15人"], "实到": ["14人"], "请假": ["2人"]},
        ),
        (
            "组建瑜伽、朗诵、摄影3个兴趣小组，分别有46人、22人和18人。",
            {
                "兴趣小组：瑜伽": ["46人"],
                "兴趣小组：朗诵": ["22人"],
                "兴趣小组：摄影": ["18人"],
                "兴趣小组": ["3个"],
            },
        ),
        (
            "共签订女职工权益保护专项集体合同98份，比去年同期的91份增加7份，增长7.69%。",
            {
                "有效的女职工权益保护专项集体合同": ["98份"],
                "有效的女职工权益保护专项集体合同（上年）": ["91份"],
                f"{CONTRACTS}：增加": ["7份"],
            },
        ),
        (
            "活动8场，去年同期6场，增加2场；检出率37.5%，较去年同期的40.2%下降2.7个百分点。",
            {
                "活动（上年）": ["6场"],
                "活动：增加": ["2场"],
                "检出率（上年）": ["40.2%"],
            },
        ),
        (
            f"{CONTRACTS}531份，覆盖企业613家、女职工22480人。",
            {f"{CONTRACTS}：覆盖企业": ["613家"], f"{CONTRACTS}：覆盖女职工": ["22480人"]},
        ),
        (
            "筛查费用22万元，由财政承担60%，工会承担40%，分别为13.2万元和8.8万元。",
            {"财政承担（万元）": ["13.2万元"], "工会承担（万元）": ["8.8万元"]},
        ),
        ("送去慰问金每人3000元，共2.1万元。", {"送去慰问金：每人": ["3000元"]}),
        ("新建女职工组织7家，年初的98家增加到105家。", {"新建女职工组织": ["7家"]}),
        ("还有7家企业没有建立女职工组织。", {"企业没有建立女职工组织": ["7家"]}),
        (
            "追回工资、加班费4.6万元，其中工资3.8万元，加班费0.8万元。",
            {"追回损失：工资": ["3.8万元"], "追回损失：加班费": ["0.8万元"]},
        ),
        (
            "填报单位：总工会\t\t单位：个、人\n街道\t女职工数\t女职工组织\n东街\t1250\t42\n",
            {"东街：女职工组织": ["42"]},
        ),
    ],
)
def test_a_number_is_called_by_its_own_name(text: str, wanted: dict[str, list[str]]) -> None:
    found = told(table_of(text))
    assert {title: found.get(title) for title in wanted} == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("发放慰问金每人3000元。", "发放慰问金9.6万元。"),
        (
            f"{CONTRACTS}98份，覆盖企业103家、女职工2412人。",
            "女职工5620人，女职工组织覆盖企业90家。",
        ),
        ("建立女职工组织727家。", "基层工会没有建立女职工组织15家。"),
        ("建立女职工组织727家。", "苏阳市建立女职工组织142家。"),
    ],
)
def test_what_is_not_the_same_stands_in_no_common_row(one: str, other: str) -> None:
    assert all(len(row.cells) == 1 for row in table_of(one, other).rows)


def test_what_a_province_says_of_all_of_itself_is_of_no_level_above() -> None:
    text = f"全省{CONTRACTS}6.28万份。\n"
    report = check.check_text("青山省总工会2023年工作总结\n" + text)
    assert [row.title for row in collate([report]).rows] == ["有效的女职工权益保护专项集体合同"]
    assert "有效的女职工权益保护专项集体合同（上级）" in told(table_of(text))


@pytest.mark.parametrize(
    ("text", "label", "figure"),
    [
        ("应到：15人　实到：14人", "应到", None),
        ("发放慰问金每人3000元。", "发放慰问金每人", None),
        (f"{CONTRACTS}98份。", "订女职工权益保护专项集体合同", "rights.special_contracts"),
    ],
)
def test_a_claim_says_what_its_number_counts(text: str, label: str, figure: str | None) -> None:
    claim = check.check_text(text).claims[0]
    assert (claim.label, claim.figure) == (label, figure)


def test_a_number_without_any_words_is_no_row() -> None:
    found = table_of("\n12人。\n培训30人。")
    assert list(told(found).values()) == [["30人"]]
    assert [span.quote for _name, span, _words in found.unread] == ["12人"]


def test_the_same_figure_of_several_texts_stands_in_one_row() -> None:
    found = table_of(
        "应建女职工组织420家，已建389家，组建率92.6%。",
        "应建女职工组织300家，已建270家，组建率90%。",
    )
    assert [sorted(row.cells) for row in found.rows] == [[0, 1]] * 3


def test_one_thing_told_differently_shares_a_cell_that_says_so() -> None:
    found = table_of("全年举办女职工培训15期。\n综上，全年共举办女职工培训18期。")
    (row,) = [row for row in found.rows if len(row.cells[0]) > 1]
    sheet = written(found)["数字汇总"]
    assert sheet.cell(3, 2).value == "15；18（2处不一）"
    assert row.title == sheet.cell(3, 1).value


def test_a_table_is_read_by_its_rows_and_columns() -> None:
    found = told(table_of(CHECKED))
    assert found["甲镇：应检人数"] == ["120人"]
    assert found["合计：参检率"] == ["76.3%"]
    assert len(found) == 12
    assert table_of(CHECKED).unread == []


def test_rows_of_a_table_that_differ_in_a_letter_stay_apart() -> None:
    first, second = (
        f"单位\t应检人数\n{name}\t50\n{other}\t50\n" for name, other in ("甲乙", "丙丁")
    )
    assert len(table_of(first, second).rows) == 4


def test_a_table_of_two_periods_keeps_signs_and_periods() -> None:
    head = "指标\t本期\t上年同期\t增减\n"
    found = told(table_of(head + "培训人次\t960\t1000\t-4%\n展板\t12\t10\t20%\n"))
    assert found["培训人次"] == ["960人次"]
    assert found["培训人次（上年）"] == ["1000人次"]
    assert found["培训人次：增减"] == ["-4%"]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("发放安全信1400多份。", 'General"多"'),
        ("服务职工近6200人次。", '"近"General'),
        ("服务职工约为6200人次左右。", '"约"General"左右"'),
        ("服务职工6200人次。", "General"),
    ],
)
def test_a_rough_number_shows_that_and_can_still_be_added(text: str, shape: str) -> None:
    cell = written(table_of(text))["数字汇总"].cell(3, 2)
    assert isinstance(cell.value, int)
    assert cell.number_format == shape


@pytest.mark.parametrize("texts", [1, 2, 5, 9])
def test_it_prints_landscape_with_its_headings_on_every_page(texts: int) -> None:
    sheet = written(table_of(*["培训30人。"] * texts))["数字汇总"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$2", "$A:$A")
    fitted = sheet.sheet_properties.pageSetUpPr
    assert bool(fitted and fitted.fitToPage) == (texts < 9)
    assert [one.id for one in sheet.col_breaks.brk] == ([15] if texts == 9 else [])


def rows_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_what_one_text_tells_alone_stands_apart_from_what_several_tell() -> None:
    book = written(table_of("培训30人。慰问12户。", "培训40人。调解9件。"))
    assert rows_of(book["数字汇总"])[2:] == [["培训", 30, "人", 40, "人"]]
    alone = rows_of(book["只有一份说到的"])
    assert [row[:3] for row in alone[1:]] == [
        ["0.txt（1项）", None, None],
        ["慰问", 12, "户"],
        ["1.txt（1项）", None, None],
        ["调解", 9, "件"],
    ]
    assert [row[:4] for row in rows_of(book["各份原文"])[1:]] == [
        ["培训", None, None, None],
        ["0.txt", 30, "人", "培训30人"],
        ["1.txt", 40, "人", "培训40人"],
    ]


def test_it_says_when_the_texts_have_no_figure_in_common() -> None:
    sheet = written(table_of("培训30人。", "调解9件。"))["数字汇总"]
    assert sheet.cell(3, 1).value == "没有两份都说到的数字。"


def test_empty_sheets_say_so(tmp_path: Path) -> None:
    found = table_of("培训30人。")
    write_workbook(tmp_path / "t.xlsx", found)
    book = load_workbook(tmp_path / "t.xlsx")
    assert book["没读懂的"].cell(2, 1).value == "没有读不懂的数字。"
    assert book["其他问题"].cell(2, 1).value == "没有其他问题。"
    nothing = written(table_of("工作扎实。"))
    assert nothing["数字汇总"].cell(3, 1).value == "没有读出数字。"


def test_findings_about_no_figure_have_a_sheet_of_their_own() -> None:
    sheet = written(table_of("慰问xx户。培训30人。"))["其他问题"]
    row = [cell.value for cell in sheet[2]]
    assert row[:3] == ["0.txt", 2, "慰问xx户"]
    assert "还没有填" in str(row[3])


def test_no_row_is_left_without_a_name() -> None:
    rows: list[Row] = table_of(CHECKED, FAR, "12人。").rows
    assert all(row.title for row in rows)
