"""Reading .txt and .docx: everything that shows is read, everything hostile is refused."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document

from halfsky.summary import check
from halfsky.summary.check import docx, files
from halfsky.summary.check.encodings import is_garbled
from tests.conftest import need

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>'
TAIL = "</w:body></w:document>"


def packed(body: str, **parts: str) -> bytes:
    """A .docx of one body and more parts (header1=…)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(inner: str, **parts: str) -> str:
    return check.read_bytes(packed(HEAD + inner + TAIL, **parts))


def test_it_reads_utf8_gbk_and_utf16_alike() -> None:
    text = "培训女职工１２０人\n"
    for encoding in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"):
        assert check.read_bytes(text.encode(encoding)) == text


def test_it_reads_tables_row_by_row() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(paragraph('基层工会'), paragraph('86家'))}</w:tbl>"
    assert read(paragraph("前") + table + paragraph("后")) == "前\n基层工会\t86家\n后"


def test_a_cell_drawn_over_two_columns_keeps_the_columns_beside_it() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("合计")}</w:tc>'
    first, second, third = (f"<w:tc>{paragraph(words)}</w:tc>" for words in ("东片", "甲", "260"))
    rows = f"<w:tr>{first}{second}{third}</w:tr><w:tr>{wide}{third}</w:tr>"
    table = [line.split("\t") for line in read(f"<w:tbl>{rows}</w:tbl>").split("\n")]
    assert [[cell.strip() for cell in row] for row in table] == [
        ["东片", "甲", "260"],
        ["合计", "", "260"],
    ]


def test_no_cell_is_wider_than_a_page() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{paragraph("合计")}</w:tc>'
    text = read(f"<w:tbl><w:tr>{wide}<w:tc>{paragraph('260')}</w:tc></w:tr></w:tbl>")
    assert len(text) < 100


def test_it_reads_headers_and_notes_after_the_body() -> None:
    header = f'<w:hdr xmlns:w="{W}">{paragraph("文件")}</w:hdr>'
    notes = f'<w:footnotes xmlns:w="{W}">{paragraph("附注")}</w:footnotes>'
    text = read(paragraph("正文"), header1=header, footnotes=notes)
    assert text == "正文\n脚注：附注\n页眉：文件"


def test_a_finding_in_a_header_says_where_it_stands() -> None:
    header = f'<w:hdr xmlns:w="{W}">{paragraph("应建420家，已建389家，组建率97%。")}</w:hdr>'
    text = read(paragraph("正文"), header1=header)
    assert text == "正文\n页眉：应建420家，已建389家，组建率97%。"
    (problem,) = check.check_text(text).problems
    assert text[problem.start : problem.end] == problem.quote


def test_words_struck_through_are_marked_and_reported() -> None:
    struck = (
        "<w:p><w:r><w:t>培训女职工</w:t></w:r>"
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>320人</w:t></w:r>"
        '<w:r><w:rPr><w:dstrike w:val="true"/></w:rPr><w:t>左右</w:t></w:r>'
        '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>350人。</w:t></w:r></w:p>'
    )
    text = read(struck)
    assert text == "培训女职工~~320人左右~~350人。"
    report = check.check_text(text)
    assert [(problem.kind, problem.quote) for problem in report.problems] == [
        ("placeholder", "~~320人左右~~")
    ]
    assert [claim.quote for claim in report.claims] == ["350人"]


def test_it_reads_changes_as_accepted() -> None:
    changed = (
        "<w:p><w:r><w:t>慰问</w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>45</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>户</w:t></w:r></w:moveTo></w:p>"
    )
    assert read(changed) == "慰问45户"


def test_it_reads_text_boxes_once_and_content_controls() -> None:
    box = f"<w:txbxContent>{paragraph('框内8家')}</w:txbxContent>"
    drawn = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('控件9家')}</w:sdtContent></w:sdt>"
    assert read(drawn + control) == "框内8家\n控件9家"


def test_it_joins_a_number_split_over_runs() -> None:
    split = "<w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>580人次</w:t></w:r></w:p>"
    claim = check.check_text(read(split)).claims[0]
    assert (int(claim.value), claim.unit) == (1580, "人次")


def test_it_leaves_hidden_text_out() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>99人</w:t></w:r></w:p>"
    assert read(hidden + paragraph("看得见")) == "看得见"


def test_it_refuses_a_bomb_by_what_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(HEAD + paragraph("一" * 2_000_000) + TAIL)
    assert len(bomb) < 50_000
    monkeypatch.setattr(docx, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(check.Unreadable, match="压缩炸弹"):
        check.read_bytes(bomb)


def test_it_refuses_entities() -> None:
    document = f'<!DOCTYPE w [<!ENTITY a "aaaa">]>{HEAD}{paragraph("&a;")}{TAIL}'
    with pytest.raises(check.Unreadable, match="实体"):
        check.read_bytes(packed(document))


def test_it_refuses_nesting_without_end() -> None:
    deep = "<w:sdt>" * 240 + paragraph("底") + "</w:sdt>" * 240
    with pytest.raises(check.Unreadable):
        read(deep)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04broken", packed("<w:document"), b"\x00\x01\x02", b"%PDF-1.7", b"\xff\xfe\x00"],
)
def test_it_refuses_what_it_cannot_read_in_one_sentence(content: bytes) -> None:
    with pytest.raises(check.Unreadable) as refusal:
        check.read_bytes(content)
    assert str(refusal.value).endswith("。")
    assert "\n" not in str(refusal.value)


def test_it_refuses_files_over_the_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    large = tmp_path / "large.txt"
    large.write_text("一" * 20, encoding="utf-8")
    with pytest.raises(check.Unreadable, match="50MB"):
        check.read_file(large)


def test_it_says_which_old_format_needs_the_converter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    old = tmp_path / "old.wps"
    old.write_bytes(compound("WordDocument"))
    with pytest.raises(check.Unreadable, match="LibreOffice"):
        check.read_file(old)


def compound(*streams: str) -> bytes:
    """The beginning of a compound file and the names of its streams."""
    names = "".join(f"{stream}\0" for stream in streams).encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + names


def archive_of(part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "<x/>")
    return buffer.getvalue()


LOCKED_OLD = bytearray(compound("WordDocument"))
LOCKED_OLD[512:524] = b"\xec\xa5" + b"\0" * 9 + b"\x01"


DAMAGED = "文件已损坏，或者不是 Word 文件，读不出文字。"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (compound("EncryptedPackage"), "a.docx", "文件加了密，请去掉密码再来。"),
        (bytes(LOCKED_OLD), "a.doc", "文件加了密，请去掉密码再来。"),
        (compound("WordDocument"), "a.docx", "其实是旧的 .doc 格式，请用 Word 另存为 .docx。"),
        (b"\xd0\xcf\x11\xe0garbage", "a.doc", DAMAGED),
        (compound("Nothing"), "a.doc", DAMAGED),
        (compound("Workbook"), "a.xls", "Excel 表格不能读，请把表格复制到 Word 里再来。"),
        (compound("PowerPoint Document"), "a.ppt", "演示文稿不能读，请把文字复制到 Word 里再来。"),
        (archive_of("xl/workbook.xml"), "a.xlsx", "Excel 表格不能读，请把表格复制到 Word 里再来。"),
        (archive_of("content.xml"), "a.odt", "OpenDocument 文件不能读，请另存为 .docx 再来。"),
        (b"<!DOCTYPE html><html>", "a.txt", "网页文件不能读，请用 Word 打开，另存为 .docx 再来。"),
        ("慰问5户".encode(), "a.htm", "网页文件不能读，请用 Word 打开，另存为 .docx 再来。"),
        (b"{\\rtf1 a}", "a.rtf", ".rtf 是旧格式，本机没有安装 LibreOffice，请另存为 .docx 再来。"),
    ],
)
def test_it_says_what_to_do_with_another_format(
    monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, sentence: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(check.Unreadable) as refusal:
        check.read_bytes(content, name)
    assert str(refusal.value) == sentence


WHOLE = sorted((Path(__file__).parent / "whole").glob("*.txt"))


@pytest.mark.parametrize("place", WHOLE, ids=lambda place: place.stem)
def test_it_reads_whole_summaries_in_every_encoding(place: Path) -> None:
    text = place.read_text(encoding="utf-8")
    for encoding in ("gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        content = text.encode(encoding, "ignore")
        assert check.read_bytes(content) == content.decode(encoding)
        for line in filter(str.strip, text.split("\n")):
            if encoding.startswith("gb"):
                assert check.read_bytes(line.encode(encoding))


TRADITIONAL = "本會於三月舉辦女職工座談會2場，76名代表出席，徵集意見19條，現有女職工委員會312個。"


def test_it_takes_no_other_encoding_for_gbk() -> None:
    assert check.read_bytes(TRADITIONAL.encode("gbk")) == TRADITIONAL
    with pytest.raises(check.Unreadable, match="认不出编码，请另存为 UTF-8 再试。"):
        check.read_bytes(TRADITIONAL.encode("big5"))


@pytest.fixture(scope="module")
def old_document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc as Word 97 writes it, made by LibreOffice."""
    office = need("LibreOffice")
    folder = tmp_path_factory.mktemp("old")
    document = Document()
    document.add_paragraph("应建女职工组织420家，已建389家，组建率97%。")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for row in table.rows:
        row.cells[0].text, row.cells[1].text = "培训女职工", "86人"
    document.add_paragraph("特此报告。")
    document.save(str(folder / "old.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    target = ["--convert-to", "doc", "--outdir", str(folder), str(folder / "old.docx")]
    subprocess.run(
        [office, profile, "--headless", *target], check=True, capture_output=True, timeout=240
    )
    return (folder / "old.doc").read_bytes()


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_it_converts_old_formats(old_document: bytes, tmp_path: Path, suffix: str) -> None:
    old = tmp_path / f"总结{suffix}"
    old.write_bytes(old_document)

    text = check.read_file(old)

    assert "应建女职工组织420家，已建389家，组建率97%。" in text
    assert "培训女职工\t86人" in text
    assert [problem.kind for problem in check.check_text(text).problems] == ["rate_mismatch"]


def test_it_converts_an_old_document_that_is_named_docx(
    old_document: bytes, tmp_path: Path
) -> None:
    renamed = tmp_path / "总结.docx"
    renamed.write_bytes(old_document)
    assert "应建女职工组织420家，已建389家，组建率97%。" in check.read_file(renamed)


@pytest.mark.parametrize("hole", [b"\0", b"\xe9"], ids=["noughts", "letters"])
def test_it_refuses_an_old_document_with_a_hole(
    old_document: bytes, tmp_path: Path, hole: bytes
) -> None:
    damaged = tmp_path / "总结.doc"
    damaged.write_bytes(old_document[:3072] + hole * 10240 + old_document[13312:])
    with pytest.raises(check.Unreadable):
        check.read_file(damaged)


def test_it_knows_letters_that_are_no_text() -> None:
    assert is_garbled("ówehaNå]OsYL€å]ÔYXTO21012131t^å]\\O;`Ó~\n1hQaN\tgsYL€å]")
    assert is_garbled("쏓墎ㄩ킢⫻窎쀈揽牷䜴貟걛짃╙揽釙㠑꺶鍍Ӻ蠻⇅쎜")
    assert not is_garbled("慰问困难女职工5户，发放慰问金0.5万元。③ Café 10℃")


def test_it_refuses_folders_and_missing_files(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(check.Unreadable):
            check.read_file(place)


@pytest.mark.parametrize(
    "table",
    [
        "项目\t数量（家）\n基层工会\t86\n",
        "项目\t单位\t数量\n基层工会\t家\t86\n",
        "基层工会（家）\t86\n",
    ],
)
def test_it_takes_a_cells_unit_from_its_row_or_heading(table: str) -> None:
    claim = check.check_text(table).claims[-1]
    assert (claim.quote, int(claim.value), claim.unit) == ("86", 86, "家")


def test_it_takes_no_unit_from_the_line_after_a_cell() -> None:
    claims = check.check_text("指标\t数量（家）\n基层工会\t86\n页眉").claims
    assert [(claim.quote, claim.unit) for claim in claims] == [("86", "家")]
