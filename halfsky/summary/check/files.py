"""Reads the text of a .txt, .docx, .doc or .wps file, within limits and without a traceback."""

from __future__ import annotations

import re
from pathlib import Path

from halfsky.summary.check.encodings import decode, is_garbled
from halfsky.summary.check.unreadable import Unreadable

LARGEST = 50 * 1024 * 1024
_OLD_FORMATS = {".doc", ".wps", ".wpt", ".rtf", ".odt"}
_ARCHIVE, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What opens a compound file whole, and what a Word or Works document keeps its text in.
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("WordDocument", "CONTENTS", "MatOST")
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.I)
_PAGE_ENDINGS = {".html", ".htm", ".mht", ".mhtml"}
_TOO_LARGE = "文件超过50MB，太大了，不读。"
_EMPTY = "文件是空的，没有可核对的文字。"
_LOCKED = "文件加了密，请去掉密码再来。"
_DAMAGED = "文件已损坏，或者不是 Word 文件，读不出文字。"
_NO_PDF = "PDF 不能读，请用 Word 或文本文件。"
_NO_PAGE = "网页文件不能读，请用 Word 打开，另存为 .docx 再来。"
NO_SHEET = "Excel 表格不能读，请把表格复制到 Word 里再来。"
NO_SLIDES = "演示文稿不能读，请把文字复制到 Word 里再来。"

__all__ = ["LARGEST", "NO_SHEET", "NO_SLIDES", "Unreadable", "decode", "read_bytes", "read_file"]


def read_bytes(content: bytes, name: str = "") -> str:
    """The text of a file's bytes, told apart by their beginning; Unreadable with one sentence."""
    if len(content) > LARGEST:
        raise Unreadable(_TOO_LARGE)
    return _not_empty(_text(content, Path(name).suffix.lower()))


def _not_empty(text: str) -> str:
    if not text.strip("\ufeff").strip():
        raise Unreadable(_EMPTY)
    return text


def _text(content: bytes, ending: str) -> str:
    if content.startswith(_ARCHIVE):
        from halfsky.summary.check.docx import docx_text  # XML and zip: a text starts without them

        return docx_text(content)
    if content.startswith(_COMPOUND):
        return _compound(content, ending)
    if content.startswith(b"{\\rtf"):
        return _converted(content, ending if ending in _OLD_FORMATS else ".rtf")
    if content.startswith(b"%PDF"):
        raise Unreadable(_NO_PDF)
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")) or ending in _PAGE_ENDINGS:
        raise Unreadable(_NO_PAGE)
    return _lines(decode(content))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_file(path: str | Path) -> str:
    """The text of a file; raises Unreadable (a Chinese sentence) when that cannot be done."""
    place = Path(path)
    try:
        if place.is_dir():
            raise Unreadable("这是文件夹，不是文件。")
        if place.stat().st_size > LARGEST:
            raise Unreadable(_TOO_LARGE)
        content = place.read_bytes()
    except FileNotFoundError:
        raise Unreadable("找不到这个文件。") from None
    except (OSError, ValueError):
        raise Unreadable("文件打不开。") from None
    told = content.startswith((_ARCHIVE, _COMPOUND, b"%PDF")) or not content.strip()
    if place.suffix.lower() in _OLD_FORMATS and not told:
        return _not_empty(_converted(content, place.suffix))
    return read_bytes(content, place.name)


def _holds(content: bytes, stream: str) -> bool:
    """Whether a compound file names a stream so."""
    return f"{stream}\x00".encode("utf-16-le") in content


def _compound(content: bytes, ending: str) -> str:
    """A file of the old kind, which .docx files with a password are as well."""
    if _holds(content, "EncryptedPackage") or _has_password(content):
        raise Unreadable(_LOCKED)
    if not _holds(content, "WordDocument"):
        if _holds(content, "Workbook") or _holds(content, "Book"):
            raise Unreadable(NO_SHEET)
        if _holds(content, "PowerPoint Document"):
            raise Unreadable(NO_SLIDES)
    if not content.startswith(_SIGNATURE) or not any(_holds(content, one) for one in _STREAMS):
        raise Unreadable(_DAMAGED)
    if ending in _OLD_FORMATS or not ending:
        return _converted(content, ending or ".doc")
    try:
        return _converted(content, ".doc")
    except Unreadable:
        raise Unreadable("其实是旧的 .doc 格式，请用 Word 另存为 .docx。") from None


_FIRST_SECTOR, _PASSWORD = 512, 0x01


def _has_password(content: bytes) -> bool:
    """Whether the head of an old document, where it stands first, says that it is encrypted."""
    head = content[_FIRST_SECTOR : _FIRST_SECTOR + 12]
    return head[:2] == b"\xec\xa5" and len(head) == 12 and bool(head[11] & _PASSWORD)


def _converted(content: bytes, suffix: str) -> str:
    from halfsky.summary.check.conversion import converted  # runs a program: no text needs it

    text = converted(content, suffix)
    if is_garbled(text):
        raise Unreadable(_DAMAGED)
    return text
