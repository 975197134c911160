"""Plain text has numbered headings, indented paragraphs and an aligned annex."""

import dataclasses

import pytest

from halfsky.summary.document import Paragraph, Run, Style
from halfsky.summary.headings import HeadingCounter, chinese_numeral
from halfsky.summary.measure import ems
from halfsky.summary.txt import render_text
from tests.summary.example_document import ANNEX, EXAMPLE


def test_headings_are_numbered_and_paragraphs_indented() -> None:
    lines = render_text(EXAMPLE).splitlines()
    assert "　　一、扩大组织覆盖，建强基层阵地" in lines
    assert any(line.startswith("　　（二）结对帮带取得实效。从工作") for line in lines)
    assert any(line.startswith("　　1.专项合同提质扩面。") for line in lines)
    assert any(line.startswith("　　（1）编印明白卡。") for line in lines)


def test_levels_restart_below_a_higher_one() -> None:
    counter = HeadingCounter()
    styles: tuple[Style, ...] = (
        "heading1",
        "heading2",
        "heading3",
        "heading2",
        "heading1",
        "heading2",
        "heading3",
    )
    numbers = [counter.number(Paragraph((), style)) for style in styles]
    assert numbers == ["一、", "（一）", "1.", "（二）", "二、", "（一）", "1."]
    assert counter.number(Paragraph(())) == ""


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_chinese_numerals(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral


def test_the_annex_is_aligned() -> None:
    lines = render_text(EXAMPLE).splitlines()
    head = next(index for index, line in enumerate(lines) if line.startswith("序号"))
    rows = lines[head + 1 : head + 1 + len(ANNEX)]
    ends = {
        ems(line[: line.index(row.shown) + len(row.shown)])
        for line, row in zip(rows, ANNEX, strict=True)
    }
    assert len(ends) == 1


def test_the_date_has_no_leading_zeros_and_stands_under_the_signature() -> None:
    lines = render_text(EXAMPLE).splitlines()
    date = next(line for line in lines if line.endswith("2022年6月30日"))
    signature = lines[lines.index(date) - 1]
    middles = {(len(line) - len(line.lstrip())) + ems(line.strip()) for line in (date, signature)}
    assert max(middles) - min(middles) <= 1


def test_a_line_break_in_a_register_does_not_break_a_paragraph() -> None:
    text = Paragraph((Run("甲\n乙\t丙\x00"),))
    plain = render_text(dataclasses.replace(EXAMPLE, paragraphs=(text,), annex=(), facts={}))
    assert "　　甲 乙 丙\n" in plain
    assert "附件" not in plain


def test_a_lead_needs_a_heading_style() -> None:
    with pytest.raises(ValueError, match="heading style"):
        Paragraph((), lead="编印明白卡。")
