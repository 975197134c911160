"""Sections, document grid and page numbers of the official page."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import Section, _Footer
from docx.shared import Twips

from halfsky.summary.word.measures import (
    BOTTOM,
    CHARACTER_SPACE,
    FOOTER,
    FOOTER_LINE,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
    TYPE_WIDTH,
)
from halfsky.summary.word.xml import Element, child, element, text_run


def lay_out_text(section: Section) -> None:
    """The text's section: upright A4, 22 lines of 28 characters, page numbers outside."""
    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    _margins(section, TOP, RIGHT, BOTTOM, LEFT)
    _grid(section, type="linesAndChars", charSpace=CHARACTER_SPACE)
    for footer, side in _footers(section):
        _clear(footer).append(_number(side))


def lay_out_annex(section: Section) -> None:
    """The annex's section: the same type area lying on its side, for a wide table."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(PAGE_HEIGHT), Twips(PAGE_WIDTH)
    # The sheet is turned to the left, so that the upright page's left margin lies on top.
    _margins(section, LEFT, TOP, RIGHT, BOTTOM)
    # Its own footer line is empty and must not push the text up.
    section.footer_distance = Twips(RIGHT - 2 * FOOTER_LINE)
    _grid(section, type="default")
    for footer, side in _footers(section):
        content = _clear(footer)
        content.append(_turned(_number(side)))
        # A footer may not end in a table.
        content.append(element("w:p", element("w:pPr", element("w:pStyle", val="Footer"))))


def break_section(document: Document) -> Section:
    """End the text's section with its last paragraph; what follows begins a new page."""
    section: Section = document.add_section()
    # python-docx breaks in a paragraph of its own, which on a full page would make an empty one.
    last, carrier = document.element.body.findall(qn("w:p"))[-2:]
    child(last, "w:pPr").append(child(child(carrier, "w:pPr"), "w:sectPr"))
    document.element.body.remove(carrier)
    return section


def _margins(section: Section, top: int, right: int, bottom: int, left: int) -> None:
    section.top_margin, section.bottom_margin = Twips(top), Twips(bottom)
    section.left_margin, section.right_margin = Twips(left), Twips(right)
    section.header_distance, section.footer_distance = Twips(TOP // 2), Twips(FOOTER)
    section.gutter = Twips(0)


def _grid(section: Section, **attributes: str | int) -> None:
    properties = section._sectPr  # python-docx has no name for the document grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", linePitch=LINE, **attributes))


def _footers(section: Section) -> tuple[tuple[_Footer, str], ...]:
    """Odd pages carry the number on the right, even pages on the left (GB/T 9704-2012, 7.5)."""
    return (section.footer, "right"), (section.even_page_footer, "left")


def _clear(footer: _Footer) -> Element:
    footer.is_linked_to_previous = False
    content: Element = footer._element
    for old in list(content):
        content.remove(old)
    return content


def _number(side: str) -> Element:
    """— 1 — between dashes a full character long; the count runs on through the sections."""
    properties = element("w:pPr", element("w:pStyle", val="Footer"), element("w:jc", val=side))
    field = element("w:fldSimple", text_run("1"), instr=" PAGE ")
    return element("w:p", properties, text_run("— "), field, text_run(" —"))


def _turned(number: Element) -> Element:
    """The number where an upright page has it, turned with the sheet.

    A landscape table keeps the page number of the other pages (GB/T 9704-2012, 10): bound,
    the lower edge of the upright page is the left edge here. Word turns text only inside a
    cell or a box, hence a table of one cell without borders, fixed to the page.
    """
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{FOOTER}" w:tblpY="{LEFT}"/>'
        f'<w:tblW w:w="{FOOTER_LINE}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{FOOTER_LINE}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{TYPE_WIDTH}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{FOOTER_LINE}" w:type="dxa"/>'
        '<w:textDirection w:val="tbRl"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )
    for cell in table.iter(qn("w:tc")):
        cell.append(number)
    return table
