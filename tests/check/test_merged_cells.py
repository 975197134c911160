"""Tables of a .docx whose cells are merged across or down: columns keep their place."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from docx import Document

from halfsky.summary import check
from tests.check.test_files import packed

Merge = tuple[tuple[int, int], tuple[int, int]]
Rows = Sequence[Sequence[str]]
TITLE = "某县总工会2024年女职工检查情况"
SYSTEMS = [
    ["系统", "单位", "应检人数", "实检人数"],
    ["乡镇", "甲镇", "120", "100"],
    ["", "乙镇", "80", "76"],
    ["局", "丙局", "60", "30"],
]
TOWNS = [
    ["单位", "应检人数", "", "实检人数", ""],
    ["", "城镇", "农村", "城镇", "农村"],
    ["甲镇", "120", "100", "110", "90"],
    ["乙镇", "80", "76", "70", "66"],
]
TOWN_MERGES: list[Merge] = [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))]


def document(rows: Rows, merges: Sequence[Merge]) -> bytes:
    made = Document()
    made.add_paragraph(TITLE)
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    for place, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(place, column).text = words
    for first, last in merges:
        cell = table.cell(*first).merge(table.cell(*last))
        cell.text = cell.text.strip()
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def told(rows: Rows, merges: Sequence[Merge]) -> list[str]:
    text = check.read_bytes(document(rows, merges))
    return [problem.message for problem in check.check_text(text, today=2024).problems]


@pytest.mark.parametrize("down", [[], [((1, 0), (2, 0))]])
@pytest.mark.parametrize("across", [[], [((4, 0), (4, 1))]])
def test_a_sound_total_under_merged_cells_is_left_alone(
    down: list[Merge], across: list[Merge]
) -> None:
    assert told([*SYSTEMS, ["合计", "", "260", "206"]], [*down, *across]) == []


@pytest.mark.parametrize("down", [[], [((1, 0), (2, 0))]])
def test_a_wrong_total_in_a_merged_row_is_told_with_the_right_sum(down: list[Merge]) -> None:
    rows = [*SYSTEMS, ["合计", "", "260", "216"]]
    assert told(rows, [*down, ((4, 0), (4, 1))]) == [
        "“实检人数”一栏：100＋76＋30＝206，合计为216，对不上。"
    ]


def test_headings_of_two_rows_stand_over_their_columns() -> None:
    sound = [*TOWNS, ["合计", "200", "176", "180", "156"]]
    wrong = [*TOWNS, ["合计", "200", "176", "180", "166"]]
    assert told(sound, TOWN_MERGES) == []
    assert told(wrong, TOWN_MERGES) == ["“实检人数农村”一栏：90＋66＝156，合计为166，对不上。"]
    report = check.check_text(check.read_bytes(document(sound, TOWN_MERGES)))
    assert {claim.unit for claim in report.claims} == {"人"}


def test_a_column_whose_heading_goes_down_two_rows_is_summed() -> None:
    rows = [
        ["单位", "应检人数", "", "慰问户数"],
        ["", "城镇", "农村", ""],
        ["甲镇", "120", "100", "11"],
        ["乙镇", "80", "76", "7"],
        ["合计", "200", "176", "19"],
    ]
    merges: list[Merge] = [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (1, 3))]
    assert told(rows, merges) == ["“慰问户数”一栏：11＋7＝18，合计为19，对不上。"]


def test_a_title_over_the_whole_table_and_subtotals_by_row_are_read() -> None:
    rows = [
        ["2024年检查统计表", "", "", "", "", "", ""],
        ["单位", "应检人数", "", "", "实检人数", "", ""],
        ["", "城镇", "农村", "小计", "城镇", "农村", "小计"],
        ["甲镇", "120", "100", "220", "110", "90", "200"],
        ["乙镇", "80", "76", "156", "70", "66", "136"],
        ["合计", "200", "176", "376", "180", "156", "336"],
    ]
    merges: list[Merge] = [
        ((0, 0), (0, 6)),
        ((1, 0), (2, 0)),
        ((1, 1), (1, 3)),
        ((1, 4), (1, 6)),
    ]
    assert told(rows, merges) == []


def test_groups_merged_down_with_subtotals_in_the_second_column_are_left_alone() -> None:
    rows = [
        ["片区", "单位", "应检人数", "实检人数"],
        ["东片", "甲镇", "120", "100"],
        ["", "乙镇", "80", "76"],
        ["", "小计", "200", "176"],
        ["西片", "丙镇", "60", "30"],
        ["", "丁镇", "40", "35"],
        ["", "小计", "100", "65"],
        ["合计", "", "300", "241"],
    ]
    assert told(rows, [((1, 0), (3, 0)), ((4, 0), (6, 0)), ((7, 0), (7, 1))]) == []


def test_what_is_merged_is_not_missing_and_an_empty_last_cell_is() -> None:
    rows = [
        ["单位", "培训（期）", "参加人数（人）"],
        ["甲镇", "2", "120"],
        ["乙镇", "1", ""],
        ["丙镇", "3", "90"],
        ["丁镇", "1", "40"],
    ]
    assert told(rows, [((1, 2), (2, 2))]) == []
    assert told(rows, [((2, 1), (2, 2))]) == []
    assert told(rows, []) == ["“乙镇”这一行缺一个数，同一列别的行都有。"]


def test_a_number_merged_down_counts_once() -> None:
    rows = [
        ["单位", "人数", "慰问金（元）"],
        ["甲镇", "12", "5000"],
        ["乙镇", "8", ""],
        ["丙镇", "6", "3000"],
        ["合计", "26", "8300"],
    ]
    assert told(rows, [((1, 2), (2, 2))]) == [
        "“慰问金(元)”一栏：5000＋3000＝8000，合计为8300，对不上。"
    ]


def test_edges_dragged_a_little_and_typed_tabs_begin_no_column() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 60, 940, 2000))

    def cell(words: str, columns: int = 1) -> str:
        span = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>'
        inner = words.replace("|", "</w:t><w:tab/><w:t>")
        return f"<w:tc>{span}<w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:tc>"

    rows = [
        cell("单位") + cell("人数", 2) + cell("户数"),
        cell("甲|镇", 2) + cell("5") + cell("6"),
        cell("合计", 3) + cell("6"),
    ]
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    body = f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{lines}</w:tbl>"
    text = check.read_bytes(packed(f"<w:document {space}><w:body>{body}</w:body></w:document>"))
    assert [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")] == [
        ["单位", "人数", "户数"],
        ["甲 镇", "5", "6"],
        ["合计", "", "6"],
    ]
