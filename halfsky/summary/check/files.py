"""Reads the text of a .txt, .docx, .doc or .wps file, within limits and without a traceback."""

from __future__ import annotations

from pathlib import Path

LARGEST = 50 * 1024 * 1024
_OLD_FORMATS = {".doc", ".wps", ".wpt", ".rtf", ".odt"}

__all__ = ["LARGEST", "Unreadable", "decode", "read_bytes", "read_file"]


class Unreadable(Exception):
    """A file that cannot be read; its message is one Chinese sentence."""


def decode(content: bytes) -> str:
    """Text from UTF-8, UTF-16 (with its mark) or GBK bytes; Unreadable for anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        raise Unreadable("不是文本文件，读不出文字。")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "gb18030")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("文字编码认不出来，请另存为 UTF-8 或 GBK 文本。") from None
    odd = sum(1 for character in text[:4000] if ord(character) < 32 and character not in "\t\n\r\f")
    if odd * 20 > len(text[:4000]):
        raise Unreadable("不是文本文件，读不出文字。")
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(content: bytes, name: str = "") -> str:
    """The text of a file's bytes, told apart by their beginning; Unreadable with one sentence."""
    if len(content) > LARGEST:
        raise Unreadable("文件超过50MB，太大了，不读。")
    if content.startswith(b"PK\x03\x04"):
        from halfsky.summary.check.docx import docx_text  # XML and zip: a text starts without them

        return docx_text(content)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return _converted(content, Path(name).suffix or ".doc")
    if content.startswith(b"%PDF"):
        raise Unreadable("PDF 不能读，请用 Word 或文本文件。")
    return _lines(decode(content))


def read_file(path: str | Path) -> str:
    """The text of a file; raises Unreadable (a Chinese sentence) when that cannot be done."""
    place = Path(path)
    try:
        if place.is_dir():
            raise Unreadable("这是文件夹，不是文件。")
        if place.stat().st_size > LARGEST:
            raise Unreadable("文件超过50MB，太大了，不读。")
        content = place.read_bytes()
    except FileNotFoundError:
        raise Unreadable("找不到这个文件。") from None
    except (OSError, ValueError):
        raise Unreadable("文件打不开。") from None
    if place.suffix.lower() in _OLD_FORMATS and not content.startswith(b"PK\x03\x04"):
        return _converted(content, place.suffix)
    return read_bytes(content, place.name)


def _converted(content: bytes, suffix: str) -> str:
    from halfsky.summary.check.conversion import converted  # runs a program: no text needs it

    return converted(content, suffix)
