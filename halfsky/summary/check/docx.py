"""The text of a .docx as it would read with all changes accepted, in document order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from halfsky.summary.check.files import NO_SHEET, NO_SLIDES, Unreadable
from halfsky.summary.check.table_grid import NAMESPACES, Place, local_name, rows_of
from halfsky.summary.check.text.tables import NO_CELL, SPANNED

LARGEST_UNPACKED = 50 * 1024 * 1024
_CHUNK = 1 << 16
_DEEPEST = 200
_MOST_PARTS = 2000
_GONE = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "rPr",
    "pPr",
    "tblPr",
    "tcPr",
    "sectPr",
    "comment",
    "mc:Fallback",
    "",
}
# Stands before and after words that are struck through.
STRUCK = "~~"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_AHEAD = {"txbxContent": "\n"}
_OTHER_ARCHIVES = {
    "xl/workbook.xml": NO_SHEET,
    "ppt/presentation.xml": NO_SLIDES,
    "content.xml": "OpenDocument 文件不能读，请另存为 .docx 再来。",
}
_AFTER = {"p": "\n"}
# Parts beside the body, in the order they are read, and what marks each line of theirs.
_BESIDE = {"footnotes": "脚注：", "endnotes": "尾注：", "header": "页眉：", "footer": "页脚："}
# Keeps the empty cells at the end of a table row; no XML can hold this character.
_ROW_END = "\x1e"


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold text: the body, then notes, headers and footers."""
    names = archive.namelist()
    for part, sentence in _OTHER_ARCHIVES.items():
        if part in names and "word/document.xml" not in names:
            raise Unreadable(sentence)
    if len(names) > _MOST_PARTS or "word/document.xml" not in names:
        raise Unreadable("不是完整的 .docx 文件，读不出文字。")
    rest = [
        name
        for kind in _BESIDE
        for name in sorted(names)
        if name.startswith(f"word/{kind}") and name.endswith(".xml")
    ]
    return ["word/document.xml", *rest]


def _unpacked(archive: zipfile.ZipFile, name: str, room: int) -> bytes:
    """One part, counted as it is unpacked: the size written in the archive may lie."""
    content = bytearray()
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            content += chunk
            if len(content) > room:
                raise Unreadable("解压后超过50MB，疑似压缩炸弹，不读。")
    return bytes(content)


def _tree(content: bytes) -> etree._Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("文件里带有实体定义，不安全，不读。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False
    )
    return etree.fromstring(content, parser)


def _marked(run: etree._Element, *properties: str) -> bool:
    """Whether a run carries one of the properties (vanish, strike), and not switched off."""
    return any(
        mark.get(f"{namespace}val") not in {"0", "false", "off"}
        for namespace in NAMESPACES
        for name in properties
        for mark in run.findall(f"{namespace}rPr/{namespace}{name}")
    )


def _run(run: etree._Element, depth: int) -> Iterator[str]:
    """The text of a run, none of a hidden one; words struck through stand between ~~ and ~~."""
    if _marked(run, "vanish"):
        return
    text = "".join(_pieces(run, depth))
    struck = text.strip() and _marked(run, "strike", "dstrike")
    yield f"{STRUCK}{text}{STRUCK}" if struck else text


def _pieces(element: etree._Element, depth: int = 0) -> Iterator[str]:
    """The text under an element; deeper nesting than any real document has is refused."""
    if depth > _DEEPEST:
        raise Unreadable("文件嵌套过深，不读。")
    for child in element:
        name = local_name(child)
        if name in _GONE:
            continue
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "r":
            yield from _run(child, depth + 1)
        elif name == "tbl":
            yield from _table(child, depth + 1)
        else:
            yield _AHEAD.get(name, "")
            yield from _pieces(child, depth + 1)
            yield _AFTER.get(name, "")


def _table(table: etree._Element, depth: int) -> Iterator[str]:
    """A line for each row that says something, as many cells in each as the table has columns."""
    for row in rows_of(table):
        cells = [cell for one in row for cell in _cells(one, depth)]
        if any(map(str.strip, cells)):
            yield "\t".join(cells) + _ROW_END + "\n"


def _cells(place: Place, depth: int) -> list[str]:
    """The text of a cell, then what stands for each further column that it spans."""
    text = _cell_text(place.cell, depth) if place.cell is not None else ""
    if place.goes_on and not text.strip():
        return [NO_CELL] * place.columns
    return [text, *[SPANNED] * (place.columns - 1)]


def _cell_text(cell: etree._Element, depth: int) -> str:
    """The paragraphs of a cell on one line; a tab typed in it begins no further cell."""
    text = "".join(_pieces(cell, depth + 1)).replace(_ROW_END, "")
    nested = any(local_name(one) == "tbl" for one in cell)
    parted = text.strip("\n").replace("\n", " ")
    return parted if nested else parted.replace("\t", " ")


def docx_text(content: bytes) -> str:
    """Paragraphs a line each, table cells parted by tabs; text boxes stand where anchored.

    Headers, footers and notes follow the body, each line of theirs marked as what it is.
    Deleted and moved-away text is left out, inserted text stays, and words struck through stand
    between ~~ and ~~. Raises Unreadable for archives
    that unpack to more than 50 MB, carry entities, or are no .docx.
    """
    texts: list[str] = []
    room = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in _parts(archive):
                part = _unpacked(archive, name, room)
                room -= len(part)
                text = _tidy("".join(_pieces(_tree(part))).replace(STRUCK * 2, ""))
                text = _marked_lines(text, name)
                if text and text not in texts:
                    texts.append(text)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Unreadable(".docx 文件已损坏或加了密，读不出来。") from None
    except (etree.XMLSyntaxError, KeyError, ValueError):
        raise Unreadable(".docx 文件内容有误，读不出来。") from None
    return "\n".join(texts)


def _marked_lines(text: str, part: str) -> str:
    """The lines of a header, a footer or notes, each saying so; those of the body as they are."""
    beside = part.removeprefix("word/")
    mark = next((mark for kind, mark in _BESIDE.items() if beside.startswith(kind)), "")
    lines = text.split("\n") if text else []
    if mark in {"脚注：", "尾注："}:
        # A tab parts a note from its number, which is not there.
        lines = [line.lstrip("\t ") for line in lines]
    return "\n".join(f"{mark}{line}" for line in lines)


def _tidy(text: str) -> str:
    lines = [
        line.replace(_ROW_END, "") if _ROW_END in line else line.rstrip("\t ")
        for line in text.split("\n")
    ]
    return "\n".join(line for line in lines if line.strip())
