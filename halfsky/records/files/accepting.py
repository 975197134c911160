"""Which files are taken, told by their content and not by their name (ASVS 5.2.2)."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from halfsky.records.files.pictures import JPEG, NotAPicture, made_plain

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE  # one file as it comes
LARGEST_UNPACKED = 200 * MEGABYTE
MOST_ENTRIES = 5_000
LARGEST_LINKS = MEGABYTE  # the part of an office file that says what it links to
LONGEST_NAME = 120
ACCEPT = "image/*,.pdf,.docx,.xlsx,.pptx"  # what the browser offers; a telephone its camera

PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
# The part that each kind of office file has, and what the kind is called on the wire.
OFFICE_PARTS = {
    ".docx": ("word/document.xml", OFFICE + "wordprocessingml.document"),
    ".xlsx": ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet"),
    ".pptx": ("ppt/presentation.xml", OFFICE + "presentationml.presentation"),
}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINK = re.compile(rb"<Relationship\b[^>]{0,4000}>")


class Unacceptable(Exception):
    """The file is not taken; the sentence says why and what to do."""


@dataclass(frozen=True)
class Accepted:
    """A file as it is kept."""

    name: str
    content_type: str
    content: bytes


def accept(file: "UploadedFile[bytes]") -> Accepted:
    """The file as it will be kept; raises `Unacceptable`."""
    name = plain_name(file.name or "")
    if (file.size or 0) > LARGEST:
        sentence = _("“{name}”超过20MB，请压缩或拆开后再传。")
        raise Unacceptable(sentence.format(name=name))
    content = file.read()
    if not content:
        raise Unacceptable(_("“{name}”是空文件，请重新选择。").format(name=name))
    if is_picture(content):
        return picture(name, content)
    if content[:5] == b"%PDF-":
        return named_as(name, ".pdf", PDF, content)
    if content[:4] == b"PK\x03\x04":
        return office(name, content)
    raise Unacceptable(unknown(name, content))


def plain_name(name: str) -> str:
    """A name as text: no folder, no sign that hides or turns what follows (security.md T25)."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if c.isprintable())
    stem, suffix = PurePosixPath(kept).stem, PurePosixPath(kept).suffix[:10]
    return (stem[:LONGEST_NAME] or _("附件")) + suffix


def is_picture(content: bytes) -> bool:
    """JPEG, PNG or WebP."""
    return content.startswith(PICTURES) and (
        not content.startswith(b"RIFF") or content[8:12] == b"WEBP"
    )


def picture(name: str, content: bytes) -> Accepted:
    """A photo made anew: upright, not too large, without where and when it was taken."""
    try:
        made = made_plain(content)
    except NotAPicture as refused:
        raise Unacceptable(f"“{name}”{refused}") from refused
    return Accepted(f"{PurePosixPath(name).stem}.jpg", JPEG, made)


def named_as(name: str, suffix: str, content_type: str, content: bytes) -> Accepted:
    """A file whose name says what it is."""
    if PurePosixPath(name).suffix.lower() != suffix:
        sentence = _("“{name}”的内容与后缀不符，应为{suffix}文件，请核对。")
        raise Unacceptable(sentence.format(name=name, suffix=suffix))
    return Accepted(name, content_type, content)


def office(name: str, content: bytes) -> Accepted:
    """A document, workbook or presentation without programs in it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            refuse_heavy(name, packed)
            suffix = next(s for s, (part, _t) in OFFICE_PARTS.items() if part in packed.namelist())
            refuse_active(name, packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unacceptable(_("“{name}”已损坏，请打开后另存再传。").format(name=name)) from None
    except StopIteration:
        raise Unacceptable(unknown(name, content)) from None
    return named_as(name, suffix, OFFICE_PARTS[suffix][1], content)


def refuse_heavy(name: str, packed: zipfile.ZipFile) -> None:
    """What would unpack into too much, by the directory of the file."""
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_UNPACKED:
        raise Unacceptable(_("“{name}”展开后过大，请精简后再传。").format(name=name))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unacceptable(_("“{name}”有密码，请去掉密码后再传。").format(name=name))


def refuse_active(name: str, packed: zipfile.ZipFile) -> None:
    """Programs, and links that fetch something when the file is opened."""
    for entry in packed.infolist():
        if entry.filename.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")):
            raise Unacceptable(_("“{name}”里有宏或程序，请去掉后再传。").format(name=name))
        if entry.filename.endswith(".rels") and entry.file_size <= LARGEST_LINKS:
            for link in LINK.findall(packed.read(entry)):
                if b'"External"' in link and b"/hyperlink" not in link:
                    sentence = _("“{name}”引用了外部文件，请断开链接后再传。")
                    raise Unacceptable(sentence.format(name=name))


def unknown(name: str, content: bytes) -> str:
    """Why a file of another kind is not taken."""
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"hevc"):
        return _("“{name}”是HEIC照片，请在手机相机设置里改成“兼容性最佳”或JPG再传。").format(
            name=name
        )
    if content.startswith(OLE):
        return _("“{name}”是旧格式，请另存为docx、xlsx或pptx再传。").format(name=name)
    return _("“{name}”不能收：只收照片（JPG、PNG、WebP）、PDF、docx、xlsx和pptx。").format(
        name=name
    )
