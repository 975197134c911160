"""The document's styles: every size, font and indent of GB/T 9704-2012 stands here, once."""

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from halfsky.summary.word.measures import (
    CONDENSED,
    FOOTER_LINE,
    LINE,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_5_SMALL,
    characters,
)

SMALL_STANDARD_SONG = "方正小标宋简体"
FANG_SONG = "仿宋_GB2312"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"
WESTERN = "Times New Roman"

# 5.2.2 and 7.3.3: level 1 in Hei, level 2 in Kai, levels 3 and 4 in the body's Fang Song.
HEADING_FONTS = {1: HEI, 2: KAI, 3: FANG_SONG, 4: FANG_SONG}

# The one list in the document, that of the headings.
NUMBERING = 1

BODY_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{characters(2)}"/>'
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


@dataclass(frozen=True, slots=True)
class StyleSpec:
    """A style to write; `paragraph` and `run` are properties in the schema's order."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    linked: str = ""
    kind: str = "paragraph"
    priority: int = 1
    custom: bool = False
    paragraph: str = ""
    run: str = ""

    def xml(self) -> str:
        """The w:style element."""
        tags = (("basedOn", self.based_on), ("next", self.following), ("link", self.linked))
        flags = ' w:customStyle="1"' * self.custom + ' w:default="1"' * (not self.based_on)
        return (
            f'<w:style {nsdecls("w")} w:type="{self.kind}" w:styleId="{self.id}"{flags}>'
            f'<w:name w:val="{self.name}"/>'
            + "".join(f'<w:{tag} w:val="{value}"/>' for tag, value in tags if value)
            + f'<w:uiPriority w:val="{self.priority}"/><w:qFormat/>'
            + (f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "")
            + (f"<w:rPr>{self.run}</w:rPr>" if self.run else "")
            + "</w:style>"
        )


def font(east_asian: str, size: int, western: str = WESTERN) -> str:
    """Run properties: fonts, upright, black, not Word's blue headings, and the size."""
    return (
        f'<w:rFonts w:ascii="{western}" w:hAnsi="{western}" w:eastAsia="{east_asian}"'
        f' w:cs="{western}"/><w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def spacing(line: int = LINE, before: int = 0, after: int = 0) -> str:
    """Exact line pitch; space before and after in hundredths of a line."""
    return (
        f'<w:spacing w:beforeLines="{before}" w:before="{before * LINE // 100}"'
        f' w:afterLines="{after}" w:after="{after * LINE // 100}"'
        f' w:line="{line}" w:lineRule="exact"/>'
    )


def heading(level: int) -> tuple[StyleSpec, StyleSpec]:
    """A heading style, and its character style that a run-in heading wears."""
    run = font(HEADING_FONTS[level], SIZE_3)
    paragraph = StyleSpec(
        id=f"Heading{level}",
        name=f"heading {level}",
        following="BodyText",
        linked=f"Heading{level}Char",
        priority=9,
        paragraph=(
            f'<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="{level - 1}"/>'
            f'<w:numId w:val="{NUMBERING}"/></w:numPr>{BODY_INDENT}'
            f'<w:outlineLvl w:val="{level - 1}"/>'
        ),
        run=run,
    )
    character = StyleSpec(
        id=f"Heading{level}Char",
        name=f"Heading {level} Char",
        kind="character",
        based_on="DefaultParagraphFont",
        linked=f"Heading{level}",
        priority=9,
        custom=True,
        run=run,
    )
    return paragraph, character


TEXT_STYLES = (
    StyleSpec(
        id="Normal",
        name="Normal",
        based_on="",
        paragraph=f'<w:widowControl/>{spacing()}<w:jc w:val="both"/>',
        run=font(FANG_SONG, SIZE_3),
    ),
    StyleSpec(
        id="DefaultParagraphFont",
        name="Default Paragraph Font",
        kind="character",
        based_on="",
    ),
    StyleSpec(id="BodyText", name="Body Text", paragraph=BODY_INDENT),
    StyleSpec(
        id="Title",
        name="Title",
        following="BodyText",
        priority=8,
        # 7.3.1: size 2, centred; one line is left free below it.
        paragraph=(
            f'<w:keepNext/><w:keepLines/>{spacing(after=100)}{NO_INDENT}<w:jc w:val="center"/>'
        ),
        run=font(SMALL_STANDARD_SONG, SIZE_2),
    ),
    # A number of the text that leads to its annex row looks like the text around it.
    StyleSpec(
        id="Figure",
        name="数字",
        kind="character",
        based_on="DefaultParagraphFont",
        custom=True,
        run='<w:color w:val="000000"/><w:u w:val="none"/>',
    ),
    StyleSpec(
        id="AttachmentNote",
        name="附件说明",
        priority=11,
        custom=True,
        # 7.3.4: one line free below the text, two characters in.
        paragraph=f"<w:keepNext/><w:keepLines/>{spacing(before=100)}{BODY_INDENT}",
    ),
    StyleSpec(
        id="Signature",
        name="Signature",
        following="Date",
        priority=11,
        paragraph=f'<w:keepNext/>{spacing(before=200)}<w:jc w:val="right"/>',
    ),
    StyleSpec(id="Date", name="Date", priority=11, paragraph='<w:jc w:val="right"/>'),
    StyleSpec(
        id="Footer",
        name="footer",
        priority=99,
        # 7.5: size 4, half-width Song figures, one character in from the edge of the type area.
        paragraph=(
            f'{spacing(FOOTER_LINE)}<w:ind w:left="280" w:right="280"/><w:jc w:val="left"/>'
        ),
        run=font(SONG, SIZE_4, SONG),
    ),
)

CELL_PARAGRAPH = '<w:spacing w:line="280" w:lineRule="exact"/>'

ANNEX_STYLES = (
    StyleSpec(
        id="AnnexMark",
        name="附件标识",
        following="AnnexTitle",
        priority=12,
        custom=True,
        # 7.3.7: flush left in Hei on the first line, the title centred on the third.
        paragraph='<w:keepNext/><w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
        run=font(HEI, SIZE_3),
    ),
    StyleSpec(
        id="AnnexTitle",
        name="附件标题",
        following="Caption",
        priority=12,
        custom=True,
        paragraph=f'<w:keepNext/>{spacing(before=100)}<w:jc w:val="center"/>',
        run=font(SMALL_STANDARD_SONG, SIZE_2),
    ),
    StyleSpec(
        id="Caption",
        name="caption",
        priority=12,
        paragraph=f'<w:keepNext/>{spacing(400, before=25, after=15)}<w:jc w:val="center"/>',
        run=font(KAI, SIZE_5 + 3),
    ),
    StyleSpec(
        id="TableText",
        name="附表文字",
        priority=13,
        custom=True,
        paragraph=f'{CELL_PARAGRAPH}<w:jc w:val="left"/>',
        run=font(FANG_SONG, SIZE_5),
    ),
    StyleSpec(
        id="TableNumber",
        name="附表数字",
        based_on="TableText",
        priority=13,
        custom=True,
        paragraph='<w:jc w:val="right"/>',
    ),
    StyleSpec(
        id="TableSmall",
        name="附表说明",
        based_on="TableText",
        priority=13,
        custom=True,
        paragraph='<w:spacing w:line="240" w:lineRule="exact"/>',
        run=f'<w:sz w:val="{SIZE_5_SMALL}"/><w:szCs w:val="{SIZE_5_SMALL}"/>',
    ),
    StyleSpec(
        id="TableHead",
        name="附表表头",
        based_on="TableText",
        priority=13,
        custom=True,
        paragraph='<w:keepNext/><w:jc w:val="center"/>',
        run=font(HEI, SIZE_5),
    ),
)

TABLE_STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
      <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
    </w:tblCellMar></w:tblPr>
  </w:style>
  <w:style w:type="table" w:customStyle="1" w:styleId="AnnexTable">
    <w:name w:val="附表"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>
    <w:tblPr><w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>
      <w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>
      <w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/>
      <w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>
    </w:tblBorders><w:tblCellMar>
      <w:top w:w="34" w:type="dxa"/><w:left w:w="68" w:type="dxa"/>
      <w:bottom w:w="34" w:type="dxa"/><w:right w:w="68" w:type="dxa"/>
    </w:tblCellMar></w:tblPr>
  </w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList">
    <w:name w:val="No List"/><w:uiPriority w:val="99"/>
  </w:style>
</w:styles>
"""

# The size stands in the defaults too: Word reckons the character grid from there. Lines are set
# by exact spacing and characters by their own, not by snapping to the grid: Word gives the same
# page, and LibreOffice, which gives a 16 pt character two cells of 15.75 pt, does too.
DEFAULTS = f"""
<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{WESTERN}" w:hAnsi="{WESTERN}" w:eastAsia="{FANG_SONG}" w:cs="{WESTERN}"/>
  <w:snapToGrid w:val="0"/><w:spacing w:val="{CONDENSED}"/><w:kern w:val="2"/>
  <w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>
  <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>
"""


def write_styles(document: Document) -> None:
    """Replace every style of python-docx's template by the official ones."""
    styles = document.styles.element
    for child in list(styles):
        if not child.tag.endswith("}latentStyles"):
            styles.remove(child)
    styles.insert(0, parse_xml(DEFAULTS))
    headings = [spec for level in HEADING_FONTS for spec in heading(level)]
    for spec in (*TEXT_STYLES, *headings, *ANNEX_STYLES):
        styles.append(parse_xml(spec.xml()))
    styles.extend(list(parse_xml(TABLE_STYLES)))
