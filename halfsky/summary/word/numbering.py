"""Heading numbers 一、 （一） 1. （1） as one multilevel list tied to the heading styles."""

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from halfsky.summary.word.styles import BODY_INDENT, HEADING_FONTS, NUMBERING, WESTERN

# GB/T 9704-2012, 7.3.3. "Chinese counting thousand" is Word's name for 一 二 … 十 十一.
LEVELS = {
    1: ("chineseCountingThousand", "%1、"),
    2: ("chineseCountingThousand", "（%2）"),
    3: ("decimal", "%3."),
    4: ("decimal", "（%4）"),
}


def _level(level: int) -> str:
    number_format, text = LEVELS[level]
    face = HEADING_FONTS[level]
    return (
        f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:pStyle w:val="Heading{level}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{BODY_INDENT}</w:pPr>'
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{WESTERN}" w:hAnsi="{WESTERN}"'
        f' w:eastAsia="{face}"/><w:b w:val="0"/></w:rPr></w:lvl>'
    )


def write_numbering(document: Document) -> None:
    """Put the one list of headings in place of the template's lists."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    definition = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0">'
        '<w:nsid w:val="4A5B6C7D"/><w:multiLevelType w:val="multilevel"/>'
        '<w:tmpl w:val="1E2F3A4B"/>' + "".join(map(_level, LEVELS)) + "</w:abstractNum>"
    )
    numbering.append(parse_xml(definition))
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="0"/></w:num>'
        )
    )
