"""The Word document has the official layout, links its numbers, and is written whole or not."""

import dataclasses
import datetime
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document as open_document
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from halfsky.summary.document import Paragraph, Run, Summary
from halfsky.summary.docx import docx_bytes, write_docx
from halfsky.summary.measure import title_lines
from tests.summary.example_document import ANNEX, EXAMPLE

# Word stores whole twentieths of a point.
TWIP = 635


@pytest.fixture(scope="module")
def document() -> Document:
    return open_document(io.BytesIO(docx_bytes(EXAMPLE)))


@pytest.fixture
def soffice(libreoffice: str) -> str:
    """LibreOffice, with the program that reads the text of its PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("缺 pdftotext")
    return libreoffice


def attributes(parent: BaseOxmlElement, path: str) -> dict[str, str]:
    """Attributes of the one element at a path, without their namespace."""
    (found,) = parent.xpath(path)
    return {name.rpartition("}")[2]: value for name, value in found.attrib.items()}


def style(document: Document, style_id: str) -> BaseOxmlElement:
    (found,) = document.styles.element.xpath(f'w:style[@w:styleId="{style_id}"]')
    element: BaseOxmlElement = found
    return element


def text_of(element: BaseOxmlElement) -> str:
    return "".join(element.xpath(".//w:t/text()"))


def test_the_page_is_a4_with_the_official_margins(document: Document) -> None:
    page = document.sections[0]
    measured = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.right_margin,
        page.bottom_margin,
        page.left_margin,
    )
    official = (Mm(210), Mm(297), Mm(37), Mm(26), Mm(35), Mm(28))
    assert all(
        a is not None and abs(a - b) <= TWIP for a, b in zip(measured, official, strict=True)
    )


def test_the_grid_has_22_lines_of_28_characters(document: Document) -> None:
    page = document.sections[0]
    grid = attributes(page._sectPr, "w:docGrid")
    assert grid["type"] == "linesAndChars"
    size = attributes(page._sectPr, "w:pgSz")
    margins = {name: int(value) for name, value in attributes(page._sectPr, "w:pgMar").items()}
    lines = (int(size["h"]) - margins["top"] - margins["bottom"]) / int(grid["linePitch"])
    pitch = 20 * (16 + int(grid["charSpace"]) / 4096)
    characters = (int(size["w"]) - margins["left"] - margins["right"]) / pitch
    assert (int(lines), int(characters)) == (22, 28)


@pytest.mark.parametrize(
    ("style_id", "font", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading1", "黑体", 16),
        ("Heading2", "楷体_GB2312", 16),
        ("Heading3", "仿宋_GB2312", 16),
        ("Heading4", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
        ("AnnexMark", "黑体", 16),
        ("AnnexTitle", "方正小标宋简体", 22),
    ],
)
def test_fonts_and_sizes(document: Document, style_id: str, font: str, points: int) -> None:
    properties = style(document, style_id)
    fonts = attributes(properties, "w:rPr/w:rFonts")
    assert fonts["eastAsia"] == font
    assert fonts["ascii"] == ("宋体" if style_id == "Footer" else "Times New Roman")
    assert attributes(properties, "w:rPr/w:sz")["val"] == str(points * 2)
    assert attributes(properties, "w:rPr/w:color")["val"] == "000000"
    assert attributes(properties, "w:rPr/w:b")["val"] == "0"


def test_body_lines_are_exact_and_indented_by_two_characters(document: Document) -> None:
    line = attributes(style(document, "Normal"), "w:pPr/w:spacing")
    assert (line["line"], line["lineRule"]) == ("579", "exact")
    indent = attributes(style(document, "BodyText"), "w:pPr/w:ind")
    assert indent["firstLineChars"] == "200"


def test_fonts_have_substitutes_and_the_language_is_chinese(document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(EXAMPLE))) as package:
        fonts = package.read("word/fontTable.xml").decode()
    assert all(name in fonts for name in ("FangSong", "SimHei", "KaiTi", "FZXiaoBiaoSong"))
    assert attributes(document.styles.element, "w:docDefaults//w:lang")["eastAsia"] == "zh-CN"


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_are_numbered_by_a_list_of_levels(document: Document, level: int) -> None:
    heading = style(document, f"Heading{level}")
    assert attributes(heading, "w:pPr/w:outlineLvl")["val"] == str(level - 1)
    numbering = document.part.numbering_part.element
    path = f'w:abstractNum/w:lvl[w:pStyle/@w:val="Heading{level}"]'
    text = attributes(numbering, f"{path}/w:lvlText")["val"]
    assert text == ("%1、", "（%2）", "%3.", "（%4）")[level - 1]
    assert heading.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_paragraphs_keep_their_style_and_carry_no_typed_number(document: Document) -> None:
    first, second = document.paragraphs[2], document.paragraphs[3]
    assert first.style is not None
    assert (first.style.name, first.text) == ("Heading 1", "扩大组织覆盖，建强基层阵地")
    # A run-in heading: body text, counted on the second level, its lead in the heading's font.
    assert attributes(second._p, "w:pPr/w:numPr/w:ilvl")["val"] == "1"
    lead = second.runs[0]
    assert (lead.text, lead.style.style_id) == ("同步组建有序推进。", "Heading2Char")


def test_page_numbers_stand_outside_between_dashes(document: Document) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    page = document.sections[0]
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        element = footer._element
        assert text_of(element) == "— 1 —"
        assert attributes(element, ".//w:fldSimple")["instr"].strip() == "PAGE"
        assert attributes(element, ".//w:pPr/w:jc")["val"] == side


def test_the_annex_lies_on_its_side_with_the_number_turned(document: Document) -> None:
    annex = document.sections[1]
    width, height = annex.page_width, annex.page_height
    assert width is not None
    assert height is not None
    assert width > height
    for footer in (annex.footer, annex.even_page_footer):
        assert attributes(footer._element, ".//w:textDirection")["val"] == "tbRl"


def test_the_annex_has_a_row_for_each_figure_under_a_repeated_head(document: Document) -> None:
    (table,) = document.tables
    rows = table._tbl.xpath("w:tr")
    assert len(rows) == len(ANNEX) + 1
    assert [len(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [1, *([0] * len(ANNEX))]
    cells = [text_of(cell) for cell in rows[24].xpath("w:tc")]
    assert cells[:6] == ["24", "女职工投诉占全部投诉", "38.9%", "37/95", "期内", "95"]
    alignment = attributes(style(document, "TableNumber"), "w:pPr/w:jc")["val"]
    assert alignment == "right"
    assert rows[24].xpath("w:tc[3]//w:pStyle/@w:val") == ["TableNumber"]


def test_each_number_links_to_its_row(document: Document) -> None:
    body = document.element.body
    rows = {
        mark.get(qn("w:name")): text_of(mark.getparent().getparent().getparent())
        for mark in body.xpath(".//w:tc//w:bookmarkStart")
    }
    links = body.xpath('.//w:hyperlink[starts-with(@w:anchor, "figure_")]')
    assert len(links) == len(list(EXAMPLE.figures()))
    assert all(text_of(link) in rows[link.get(qn("w:anchor"))] for link in links)
    marks = body.xpath(".//w:bookmarkStart")
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)
    (figure,) = style(document, "Figure").xpath("w:rPr/w:u/@w:val")
    assert figure == "none"


def test_bookmarks_of_long_keys_differ_and_are_names_word_takes() -> None:
    keys = [f"section.{'long_name_' * 8}{number}" for number in range(2)]
    rows = tuple(dataclasses.replace(ANNEX[number], key=key) for number, key in enumerate(keys))
    text = Paragraph(tuple(Run("1", key) for key in keys))
    summary = dataclasses.replace(EXAMPLE, paragraphs=(text,), annex=rows, facts={})
    body = open_document(io.BytesIO(docx_bytes(summary))).element.body
    names = body.xpath(".//w:tc//w:bookmarkStart/@w:name")
    assert len(set(names)) == 2
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in names)


def test_signature_and_date_share_a_middle(document: Document) -> None:
    signature, date = (
        attributes(paragraph._p, "w:pPr/w:ind")
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.style_id in {"Signature", "Date"}
    )
    assert date["rightChars"] == "400"
    # 12 characters over 6.5: (4 + 3.25) - 6 = 1.25 characters.
    assert signature["rightChars"] == "125"


def test_properties_name_the_organisation(document: Document) -> None:
    properties = document.core_properties
    assert properties.author == EXAMPLE.organisation
    assert properties.title == EXAMPLE.title
    assert properties.language == "zh-CN"
    assert properties.created is not None
    assert properties.created.date() == EXAMPLE.date


def test_equal_summaries_give_equal_bytes() -> None:
    assert docx_bytes(EXAMPLE) == docx_bytes(dataclasses.replace(EXAMPLE))
    later = dataclasses.replace(EXAMPLE, date=datetime.date(2022, 7, 1))
    assert docx_bytes(EXAMPLE) != docx_bytes(later)


def test_a_summary_without_figures_has_no_annex() -> None:
    summary = dataclasses.replace(
        EXAMPLE, paragraphs=(Paragraph((Run("无数字。"),)),), annex=(), facts={}
    )
    document = open_document(io.BytesIO(docx_bytes(summary)))
    assert len(document.sections) == 1
    assert "附件" not in text_of(document.element)


def test_characters_xml_cannot_carry_are_left_out() -> None:
    text = Paragraph((Run("帮扶\x0b到\x00位\ud800"),))
    summary = dataclasses.replace(EXAMPLE, paragraphs=(text,), annex=(), facts={})
    document = open_document(io.BytesIO(docx_bytes(summary)))
    assert document.paragraphs[1].text == "帮扶到位"


def test_a_number_without_an_annex_row_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rights\.unknown"):
        dataclasses.replace(EXAMPLE, paragraphs=(Paragraph((Run("3", "rights.unknown"),)),))


def test_a_long_title_breaks_evenly_between_words() -> None:
    assert title_lines("工作总结") == ("工作总结",)
    assert title_lines(EXAMPLE.title) == ("云溪市总工会女职工委员会", "2022年上半年工作总结")
    assert title_lines("第一行\n第二行") == ("第一行", "第二行")
    for line in title_lines("甲" * 65):
        assert len(line) <= 20


def full_disk(*arguments: object, **options: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "总结.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, step, full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_docx(EXAMPLE, path)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("总结.docx", b"old")
    ]


def test_a_missing_folder_is_an_os_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_docx(EXAMPLE, tmp_path / "没有" / "总结.docx")
    assert not list(tmp_path.iterdir())


def test_a_read_only_folder_is_an_os_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Simulated: the tests' user may be root, who writes anywhere.
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PermissionError):
        write_docx(EXAMPLE, tmp_path / "总结.docx")
    assert not list(tmp_path.iterdir())


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "总结.docx"
    path.touch(mode=0o600)
    write_docx(EXAMPLE, path)
    assert path.stat().st_mode & 0o777 == 0o600


def pages(soffice: str, summary: Summary, folder: Path) -> list[str]:
    """The text of each page, as LibreOffice sets it."""
    write_docx(summary, folder / "summary.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*convert, str(folder), str(folder / "summary.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    command = ["pdftotext", "-layout", str(folder / "summary.pdf"), "-"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]


def test_libreoffice_sets_every_page(soffice: str, tmp_path: Path) -> None:
    set_pages = pages(soffice, EXAMPLE, tmp_path)
    assert 6 <= len(set_pages) <= 8
    # LibreOffice puts blanks between Chinese and digits, differently from page to page.
    close = ["".join(page.split()) for page in set_pages]
    assert "（二）结对帮带取得实效。从工作扎实的单位" in close[0]
    assert "1.专项合同提质扩面。" in close[1]
    assert [page.endswith(f"—{number}—") for number, page in enumerate(close[:4], start=1)] == (
        [True] * 4
    )
    assert all("序号指标本期数分子/分母口径记录数定义备注" in page for page in close[4:])


def test_libreoffice_sets_22_lines_of_28_characters(soffice: str, tmp_path: Path) -> None:
    text = Paragraph((Run("工" * 28 * 60),))
    summary = dataclasses.replace(EXAMPLE, paragraphs=(text,), annex=(), facts={})
    second = pages(soffice, summary, tmp_path)[1]
    lines = [line.strip() for line in second.splitlines() if "工" in line]
    assert lines == ["工" * 28] * 22


def test_a_numbered_item_is_no_heading_and_may_end_a_page() -> None:
    item = Paragraph((Run("慰问高温岗位。"),), "heading3", lead="")
    summary = dataclasses.replace(EXAMPLE, paragraphs=(item, item, *EXAMPLE.paragraphs))

    first = open_document(io.BytesIO(docx_bytes(summary))).paragraphs[1]._p

    assert text_of(first) == "慰问高温岗位。"
    assert attributes(first, "w:pPr/w:pStyle") == {"val": "BodyText"}
    assert attributes(first, "w:pPr/w:numPr/w:ilvl") == {"val": "2"}
    assert not first.xpath("w:pPr/w:keepNext")
