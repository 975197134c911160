"""The package around the text: settings, fonts, properties, and equal bytes for equal input."""

import datetime
import io
import zipfile

from docx import Document as open_template
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from halfsky.summary.document import Summary, printable
from halfsky.summary.word.styles import FANG_SONG, HEI, KAI, SMALL_STANDARD_SONG, SONG, WESTERN

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# The official fonts are seldom outside government offices; Word and LibreOffice look for the
# other names before they take any font. Character set 86 is simplified Chinese.
ALTERNATES = {
    SMALL_STANDARD_SONG: "FZXiaoBiaoSong-B05S",
    FANG_SONG: "仿宋,FangSong,FangSong_GB2312,STFangsong",
    HEI: "SimHei,Heiti SC",
    KAI: "楷体,KaiTi,KaiTi_GB2312,STKaiti",
    SONG: "SimSun,Songti SC",
}

FONT_TABLE = (
    f"{DECLARATION}<w:fonts {nsdecls('w')}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in ALTERNATES.items()
    )
    + f'<w:font w:name="{WESTERN}"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    "</w:fonts>"
)

APPLICATION = (
    f"{DECLARATION}<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>HalfSky</Application></Properties>"
)

SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:bordersDoNotSurroundHeader/>
  <w:bordersDoNotSurroundFooter/>
  <w:defaultTabStop w:val="640"/>
  <w:evenAndOddHeaders/>
  <w:characterSpacingControl w:val="compressPunctuation"/>
  <w:compat>
    <w:balanceSingleByteDoubleByteWidth/>
    <w:useFELayout/>
    <w:compatSetting w:name="compatibilityMode"
      w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>
"""

# Of python-docx's template: a picture of its first page, styles for an old Word, other data.
SUPERFLUOUS = (
    "/thumbnail",
    "/stylesWithEffects",
    "/customXml",
    "/webSettings",
    "/theme",
    "/fontTable",
    "/extended-properties",
)


def new_document(summary: Summary) -> Document:
    """An empty document with settings, fonts and properties, and nothing of the template."""
    document = open_template()
    package = document.part.package
    for relationships in (package.rels, document.part.rels):
        _drop(relationships, SUPERFLUOUS)
    fonts = Part(
        PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, FONT_TABLE.encode(), package
    )
    document.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    application = Part(
        PackURI("/docProps/app.xml"),
        CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
        APPLICATION.encode(),
        package,
    )
    package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(list(parse_xml(SETTINGS)))
    _write_properties(document, summary)
    return document


def document_bytes(document: Document, date: datetime.date) -> bytes:
    """The file, each entry dated with the summary's own day instead of the clock's."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    # Zip knows no day before 1980.
    stamp = (max(date.year, 1980), date.month, date.day, 0, 0, 0)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for entry in source.infolist():
            copy = zipfile.ZipInfo(entry.filename, stamp)
            copy.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(copy, source.read(entry))
    return fixed.getvalue()


def _drop(relationships: Relationships, endings: tuple[str, ...]) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype.endswith(endings):
            del relationships[key]


def _write_properties(document: Document, summary: Summary) -> None:
    day = datetime.datetime.combine(summary.date, datetime.time())
    properties = document.core_properties
    # A property holds 255 characters at most; python-docx refuses longer ones.
    properties.title = " ".join(printable(summary.title).split())[:255]
    properties.author = properties.last_modified_by = printable(summary.organisation)[:255]
    properties.subject = printable(summary.period_label)[:255]
    properties.language = "zh-CN"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = day
