"""The annex: every figure of the text, its parts, and how it is counted, as one table."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from docx.document import Document

from halfsky.summary.document import AnnexRow, Summary
from halfsky.summary.measure import title_lines
from halfsky.summary.word.body import ANNEX_BOOKMARK, row_bookmark
from halfsky.summary.word.measures import TYPE_HEIGHT, mm
from halfsky.summary.word.xml import Element, bookmark, child, element, paragraph, text_run

# The lying page's type area is 225 mm wide and holds 28 characters of size 2.
ANNEX_TITLE_WIDTH = 28


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    head: str
    width: int
    style: str
    text: Callable[[AnnexRow], str]


COLUMNS = (
    Column("序号", mm(11), "TableNumber", lambda row: str(row.number)),
    Column("指标", mm(42), "TableText", lambda row: row.label),
    Column("本期数", mm(21), "TableNumber", lambda row: row.shown),
    Column("分子/分母", mm(22), "TableNumber", lambda row: row.parts),
    Column("口径", mm(24), "TableText", lambda row: row.semantics_label),
    Column("记录数", mm(15), "TableNumber", lambda row: str(row.records)),
    Column("定义", mm(58), "TableSmall", lambda row: row.definition),
    Column("备注", mm(32), "TableSmall", lambda row: row.remarks),
)


def write_annex(document: Document, summary: Summary) -> None:
    """Mark, title, caption and table of the annex, at the end of the document."""
    numbers = count(1)
    mark = bookmark(next(numbers), ANNEX_BOOKMARK, text_run("附件"))
    caption = f"单位：{summary.organisation}　期间：{summary.period_label}"
    parts = (
        paragraph("AnnexMark", *mark),
        _title(summary.annex_title),
        paragraph("Caption", text_run(caption)),
        _table([_head(), *(_row(row, next(numbers)) for row in summary.annex)]),
    )
    body = document.element.body
    for part in parts:
        body.insert_element_before(part, "w:sectPr")


def _title(title: str) -> Element:
    content: list[Element] = []
    for line in title_lines(title, ANNEX_TITLE_WIDTH):
        if content:
            content.append(element("w:r", element("w:br")))
        content.append(text_run(line))
    return paragraph("AnnexTitle", *content)


def _table(rows: list[Element]) -> Element:
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="AnnexTable"),
        element("w:tblW", w=TYPE_HEIGHT, type="dxa"),
        element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
        element("w:tblCaption", val="指标数据"),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=column.width) for column in COLUMNS))
    return element("w:tbl", properties, grid, *rows)


def _head() -> Element:
    """The head, which Word repeats on every page."""
    cells = (_cell(column, "TableHead", text_run(column.head)) for column in COLUMNS)
    return element(
        "w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *cells
    )


def _row(row: AnnexRow, number: int) -> Element:
    cells = [_cell(column, column.style, text_run(column.text(row))) for column in COLUMNS]
    first = child(cells[0], "w:p")
    first.extend(bookmark(number, row_bookmark(row), child(first, "w:r")))
    return element("w:tr", element("w:trPr", element("w:cantSplit")), *cells)


def _cell(column: Column, style: str, *content: Element) -> Element:
    properties = element(
        "w:tcPr",
        element("w:tcW", w=column.width, type="dxa"),
        element("w:vAlign", val="center"),
    )
    return element("w:tc", properties, paragraph(style, *content))
