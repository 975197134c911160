"""The text of a .docx as it would read with all changes accepted, in document order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from halfsky.summary.check.files import Unreadable

LARGEST_UNPACKED = 50 * 1024 * 1024
_CHUNK = 1 << 16
_DEEPEST = 200
_MOST_PARTS = 2000
_MOST_SPANNED = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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
_AFTER = {"p": "\n", "tr": "\n"}


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold text: the body, then notes, headers and footers."""
    names = archive.namelist()
    if len(names) > _MOST_PARTS or "word/document.xml" not in names:
        raise Unreadable("不是完整的 .docx 文件，读不出文字。")
    rest = [
        name
        for kind in ("footnotes", "endnotes", "header", "footer")
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


def _local(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for namespace in (_W, _W_STRICT):
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return f"mc:{tag[len(_MC) :]}" if tag.startswith(_MC) else "other"


def _marked(run: etree._Element, *properties: str) -> bool:
    """Whether a run carries one of the properties (vanish, strike), and not switched off."""
    return any(
        mark.get(f"{namespace}val") not in {"0", "false", "off"}
        for namespace in (_W, _W_STRICT)
        for name in properties
        for mark in run.findall(f"{namespace}rPr/{namespace}{name}")
    )


def _columns_spanned(cell: etree._Element) -> int:
    """How many columns a cell is wide, so that what stands beside it keeps its own."""
    for namespace in (_W, _W_STRICT):
        span = cell.find(f"{namespace}tcPr/{namespace}gridSpan")
        words = "" if span is None else span.get(f"{namespace}val") or ""
        if words.isascii() and words.isdigit():
            return min(max(int(words), 1), _MOST_SPANNED)
    return 1


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
        name = _local(child)
        if name in _GONE:
            continue
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "r":
            yield from _run(child, depth + 1)
        elif name == "tc":
            yield "".join(_pieces(child, depth + 1)).strip("\n").replace("\n", " ")
            yield "\t" * _columns_spanned(child)
        else:
            yield _AHEAD.get(name, "")
            yield from _pieces(child, depth + 1)
            yield _AFTER.get(name, "")


def docx_text(content: bytes) -> str:
    """Paragraphs a line each, table cells parted by tabs; text boxes stand where anchored.

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
                if text and text not in texts:
                    texts.append(text)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Unreadable(".docx 文件已损坏或加了密，读不出来。") from None
    except (etree.XMLSyntaxError, KeyError, ValueError):
        raise Unreadable(".docx 文件内容有误，读不出来。") from None
    return "\n".join(texts)


def _tidy(text: str) -> str:
    lines = [line.rstrip("\t ") for line in text.split("\n")]
    return "\n".join(line for line in lines if line.strip())
