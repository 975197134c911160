"""The report's page: what is marked, how tables stand, and how one finds the way in it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from halfsky.summary import check
from halfsky.summary.check.marking import one_line
from halfsky.summary.check.report import Problem, Report

WRONG = "应建女职工组织420家，已建389家，组建率97%。"
SOUND = "应建女职工组织420家，已建389家，组建率92.6%。"
TABLE = (
    "某镇2024年情况\n单位\t女职工人数\t参检人数\t参检率\n一村\t120\t100\t83.3%\n"
    "二村\t80\t75\t93.8%\n三村\t60\t30\t50%\n合计\t270\t205\t75.9%\n以上为全部。"
)
DAY = date(2024, 12, 3)


def page_of(*texts: tuple[str, str]) -> str:
    return check.page(check.check_texts(list(texts)), DAY)


def marked(html: str) -> list[str]:
    return [re.sub("<.*?>", "", one) for one in re.findall(r"<mark.*?</mark>", html)]


def test_it_says_when_it_was_made_and_how_much_was_found_in_all() -> None:
    html = page_of(("甲.txt", WRONG), ("乙.txt", "慰问xx户。"), ("丙.txt", SOUND))
    assert "2024年12月3日核对，3份，<b>有误2处，存疑0处</b>" in html


def test_it_lists_several_files_with_their_counts_and_leads_to_each() -> None:
    html = page_of(("甲.txt", WRONG), ("乙.txt", SOUND))
    assert '<a href="#t1">甲.txt</a>　有误1，存疑0' in html
    assert '<a href="#t2">乙.txt</a>　没有发现' in html
    assert '<section id="t2"' in html
    assert "<nav" not in page_of(("甲.txt", WRONG))


def test_it_says_what_its_marks_mean() -> None:
    legend = page_of(("甲.txt", WRONG)).split('class="legend"')[1].split("</ul>")[0]
    assert "有误" in legend
    assert "读出来的数字" in legend
    assert "存疑" not in legend


def test_every_link_leads_somewhere_and_no_place_has_two_names() -> None:
    html = page_of(("甲.txt", WRONG + TABLE), ("乙.txt", WRONG))
    names = re.findall(r'id="([^"]+)"', html)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(names)


def test_a_finding_leads_back_to_each_of_its_places() -> None:
    html = page_of(("甲.txt", TABLE))
    found = re.search(r'<li id="p1-1">.*?</li>', html)
    assert found
    assert re.findall(r'href="#(m1-1[-\d]*)"', found.group()) == [
        "m1-1",
        "m1-1-2",
        "m1-1-3",
        "m1-1-4",
    ]


def test_the_grade_stands_beside_the_number() -> None:
    assert 'aria-label="第1处，有误">误1</a>' in page_of(("甲.txt", WRONG))


def test_rows_of_cells_stand_as_a_table() -> None:
    html = page_of(("甲.docx", TABLE))
    assert '<th scope="col">单位</th><th scope="col" class="figure">女职工人数</th>' in html
    assert html.count("<tr>") == 5
    assert "<p>以上为全部。</p>" in html


def test_a_finding_over_a_column_marks_only_its_numbers() -> None:
    assert marked(page_of(("甲.docx", TABLE))) == ["120", "80", "60", "270"]


def test_a_row_of_one_cell_goes_over_the_whole_table() -> None:
    html = page_of(("甲.docx", "名称\t人\t户\n甲\t3\t4\n城区各单位\n乙\t5\t6\n二、城北\n丙\t1\t2"))
    assert '<td colspan="3">城区各单位</td>' in html
    assert "<p>二、城北\n</p>" in html


def test_the_heading_of_a_next_table_follows_a_total() -> None:
    html = page_of(("甲.docx", TABLE.replace("以上为全部。", "镇\t户数\n甲镇\t12\n乙镇\t15")))
    assert html.count("<table>") == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n\t\n", id="only borders"),
        pytest.param("\t一、\t二\n\t3人\t\t4人\t\n\n五\t六\r\n末", id="cells missing"),
        pytest.param(TABLE, id="a table"),
        pytest.param("甲\t乙\n\n丙\t丁\n", id="single rows"),
    ],
)
def test_nothing_of_the_text_is_lost_in_lines_and_tables(text: str) -> None:
    cells = [
        cell
        for block in check.blocks(check.check_text(text))
        for row in ([[block.line]] if block.line else block.rows)
        for cell in row
    ]
    assert "".join(one.text for cell in cells for one in cell.stretches) == text


def test_numbers_far_apart_are_marked_themselves() -> None:
    between = "大家学得认真，反响很好，" * 5
    text = f"女职工318名。{between}共有女职工338名。"
    at = [text.index("318"), text.index("338")]
    claims = check.check_text(text).claims
    quote = text[at[0] : at[1] + 4]
    problem = Problem(
        quote, at[0], at[1] + 4, "contradiction", "wrong", "两处不同。", about=frozenset(at)
    )
    report = Report(text, claims, [problem])
    assert marked(check.page([report], DAY)) == ["318名", "338名"]
    assert check.quoted(report, problem) == "318名……338名"


def test_long_words_without_known_numbers_are_marked_lightly() -> None:
    text = "全体职工都参加了学习，" * 10
    problem = Problem(text, 0, len(text), "reused_text", "doubtful", "雷同。")
    html = check.page([Report(text, [], [problem])], DAY)
    assert '<mark class="doubtful wide">' in html


def test_it_says_when_nothing_is_wrong_and_what_was_looked_at() -> None:
    html = page_of(("甲.txt", SOUND))
    assert "读出数字3个" in html
    assert "没有发现对不上的数字" in html
    assert "查不出所有的毛病" in html
    assert "<mark" not in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "没有读出文字", id="empty"),
        pytest.param("大家辛苦了。", "没有读出数字", id="no numbers"),
    ],
)
def test_it_says_when_there_was_nothing_to_check(text: str, said: str) -> None:
    html = page_of(("甲.txt", text))
    assert said in html
    assert "没有发现对不上" not in html.split("</nav>")[0].split("<section")[0]


def test_it_needs_nothing_from_outside_and_escapes_names_and_cells() -> None:
    html = page_of(("<b>&.txt", "<i>甲\t1\n<script>\t2\n"))
    assert "<script" not in html
    assert "<i>甲" not in html
    assert "&lt;b&gt;&amp;.txt" in html
    assert not re.search(r"https?:|src=|url\(|@import", html)
    assert "<script>" in unescape(html)


def test_other_files_are_called_by_their_short_names() -> None:
    text = "".join(
        f"第{n}项工作由女职工委员会负责，完成得很好，大家满意。" for n in "一二三四五六七八九"
    )
    html = page_of(("a/b/甲.txt", text * 2), ("a/b/乙.txt", text * 2))
    assert "“甲.txt”" in html
    assert "a/b" not in html


def test_no_number_of_a_quote_is_cut_in_two() -> None:
    text = (
        "全年共5640万元，用于以下五个方面：“两癌”筛查2180万元，爱心托管班1320万元，"
        "爱心母婴室760万元，婚恋服务420万元，困难女职工帮扶780万元。"
    )
    report = check.check_text(text)
    [problem] = report.problems
    numbers = ("5640万元", "2180万元", "420万元", "780万元")
    assert check.quoted(report, problem) == "……".join(numbers)
    for length in range(40, len(text)):
        head, _, tail = one_line(text[:length]).partition("……")
        for at in (len(head), length - len(tail)):
            assert at == length or not (text[at - 1].isdigit() and text[at].isdigit())


def test_words_struck_through_are_quoted_without_the_marks_of_it() -> None:
    report = check.check_text("培训女职工~~320人左右~~350人。")
    [problem] = report.problems
    assert check.quoted(report, problem) == "320人左右"
    assert problem.message == "“320人左右”处画了删除线，却还留在文中。"
    assert "培训女职工" in page_of(("总结", report.text))
    assert "<s>320人左右</s>" in page_of(("总结", report.text))


def test_it_says_what_to_do_with_what_does_not_agree() -> None:
    assert "请对照台账、原表" in page_of(("总结", WRONG))


def test_what_is_wrong_is_quoted_with_the_numbers_that_show_it() -> None:
    report = check.check_text("走访困难女职工64户，每户800元，共发慰问金5.12元。")
    [problem] = report.problems
    assert check.quoted(report, problem) == "64户……800元……5.12元"
