"""Reads workbooks in a process of its own, within limits; run as a program, never imported.

Requests come as JSON lines on standard input, answers go as JSON lines to standard output. What a
hostile file can do ends here: the process has little memory and time, no secrets and no database.
It knows nothing of HalfSky, so that it starts at once.
"""

import csv
import datetime
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, compress, islice
from pathlib import Path
from typing import Any

ROWS_AT_ONCE = 2_000
BLOCK = 1 << 20
PACKED_BLOCK = 1 << 16
# The header before a part ends with the sizes of its name and of what follows the name.
LOCAL_HEADER, NAME_SIZES = 30, struct.Struct("<HH")
IS_UTF_8, ENCRYPTED = 0x800, 0x61  # flags of a part; encrypted in one of the ways, or patched
SMALL, SOUND_PARTS = 4_096, 500  # packed bytes of a part that is remembered, and how many are
SOUND: dict[bytes, int] = {}  # parts that were found sound, by name and content: their size
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAY_MARK, FLAG_MARK = "\x1fD", "\x1fB"  # as halfsky.records.sheets.cells reads them
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
RELATION = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>", re.IGNORECASE)
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
XML_ENDINGS = (".xml", ".rels", ".vml")
SHEETS_READ = ("halfsky",)  # hidden pages that are read all the same


class Refused(Exception):
    """The file is not read; the word says why."""


def limit_process(memory: int) -> None:
    """Little memory, no files to write, no processes to start."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """So many seconds of the processor from now on."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answer(message: dict[str, Any]) -> None:
    """One line."""
    sys.stdout.write(in_json(message) + "\n")


def answer_rows(numbers: list[int], cells: list[list[Any]]) -> None:
    """Some rows; their cells are gone through one by one only where one of them asks for it."""
    kinds = Counter(map(type, chain.from_iterable(cells)))
    days = sum(kinds.values()) - kinds[str] - kinds[float] - kinds[int]
    try:
        text = "" if kinds[bool] else in_json({"numbers": numbers, "cells": cells})
    except ValueError:  # a number beyond all numbers
        text = ""
    # Every day has its mark; with more of them than days a text pretends to be one.
    if text.count("\\u001f") != days or not text:
        cells = [[plain(finite(cell)) for cell in row] for row in cells]
        text = in_json({"numbers": numbers, "cells": cells})
    sys.stdout.write(text + "\n")


def in_json(message: dict[str, Any]) -> str:
    """As JSON, whose kinds of values are fewer than a cell's."""
    return ENCODER.encode(message)


def finite(cell: Any) -> Any:
    """A cell, or its text where it is no number that can be written."""
    is_number = isinstance(cell, float) and cell - cell == 0
    return cell if is_number or not isinstance(cell, float) else str(cell)


@lru_cache(maxsize=20_000)
def marked(cell: Any) -> str:
    """A day as text that no cell can hold; any other kind of time as plain text."""
    return DAY_MARK + cell.isoformat()[:10] if isinstance(cell, datetime.date) else str(cell)


ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=marked
)


def plain(cell: Any) -> Any:
    """A cell whose kind JSON would lose, or text that pretends to be one."""
    if cell is True or cell is False:
        return f"{FLAG_MARK}{int(cell)}"
    return cell.lstrip("\x1f") if isinstance(cell, str) and cell[:1] == "\x1f" else cell


def send_rows(rows: Iterable[list[Any]], limits: dict[str, int]) -> None:
    """The rows that hold something, in chunks, with their numbers."""
    numbered, left = iter(rows), limits["rows"]
    first = 1
    while cells := list(islice(numbered, ROWS_AT_ONCE)):
        numbers = list(range(first, first + len(cells)))
        first += len(cells)
        if not all(map(any, cells)):
            kept = [is_something(row) for row in cells]
            numbers, cells = list(compress(numbers, kept)), list(compress(cells, kept))
        left -= len(cells)
        if left < 0:
            raise Refused("rows")
        if cells:
            answer_rows(numbers, cells)


def is_something(row: list[Any]) -> bool:
    """Whether a row holds anything; zero and “no” are something."""
    return any(row) or any(cell != "" for cell in row)


# ---- workbooks -----------------------------------------------------------------------------


def check_zip(data: bytes, limits: dict[str, int]) -> None:
    """Look into every part before anything is parsed: bytes, entries, declarations, relations."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > limits["entries"]:
        raise Refused("entries")
    names = {part.filename for part in parts}
    check_names(names)
    if sum(part.file_size for part in parts) > limits["unpacked"]:
        raise Refused("unpacked")
    left = limits["unpacked"]
    view = memoryview(data)
    for part in parts:
        left -= check_part(part, packed_bytes(data, view, part), left)


def packed_bytes(data: bytes, view: memoryview, part: zipfile.ZipInfo) -> memoryview:
    """Where a part stands; `ZipFile.open` would cost more than most parts themselves."""
    start = part.header_offset
    name_at = start + LOCAL_HEADER
    name_size, extra_size = NAME_SIZES.unpack_from(data, name_at - NAME_SIZES.size)
    name = part.orig_filename.encode("utf-8" if part.flag_bits & IS_UTF_8 else "cp437")
    is_named = data[name_at : name_at + name_size] == name
    if start < 0 or not data.startswith(ZIP, start) or not is_named or part.flag_bits & ENCRYPTED:
        raise Refused("broken")
    begin = name_at + name_size + extra_size
    return view[begin : begin + part.compress_size]


def check_part(part: zipfile.ZipInfo, packed: memoryview, left: int) -> int:
    """Its size as it really unpacks; refuses what it must not hold.

    Workbooks of one program have most small parts in common: those are known again, packed.
    """
    known = b""
    if len(packed) <= SMALL:
        known = b"%s/%d/%d/%s" % (
            part.filename.lower().encode(),
            part.compress_type,
            part.CRC,
            packed,
        )
    size = SOUND.get(known, -1)
    if size < 0:
        size = checked_size(part, packed, left)
        if known and len(SOUND) < SOUND_PARTS:
            SOUND[known] = size
    if size > left:
        raise Refused("unpacked")
    return size


def checked_size(part: zipfile.ZipInfo, packed: memoryview, left: int) -> int:
    """Unpack a part and look through it."""
    size, check, tail = 0, 0, b""
    name = part.filename.lower()
    is_xml, is_relations = name.endswith(XML_ENDINGS), name.endswith(".rels")
    for block in unpacked(packed, part.compress_type):
        size += len(block)
        if size > left:
            raise Refused("unpacked")
        check = zlib.crc32(block, check)
        if is_xml:
            if (not tail and block[:2] in BYTE_ORDER_MARKS) or b"\x00" in block:
                raise Refused("declaration")  # in another encoding nothing could be seen
            window = tail + block if tail else block
            if b"<!" in window and DECLARATION.search(window):
                raise Refused("declaration")
            if is_relations:
                check_relations(window)
            tail = window[-4096:]
    if check != part.CRC:
        raise Refused("broken")
    return size


def unpacked(packed: memoryview, how: int) -> Iterable[bytes]:
    """What packed bytes unpack to; a small part at once, a large one in blocks."""
    if how == zipfile.ZIP_DEFLATED and len(packed) <= PACKED_BLOCK:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        block = stream.decompress(packed, BLOCK)
        if stream.eof:
            return (block,)
    return inflated(packed, how)


def inflated(packed: memoryview, how: int) -> Iterator[bytes]:
    """What packed bytes unpack to, never more than a block at once."""
    if how not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("broken")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), PACKED_BLOCK):
        left: Any = packed[at : at + PACKED_BLOCK]
        if how == zipfile.ZIP_STORED:
            yield bytes(left)
            continue
        while left and not stream.eof:
            yield stream.decompress(left, BLOCK)
            left = stream.unconsumed_tail
    if how == zipfile.ZIP_DEFLATED:
        yield stream.flush()


def check_names(names: set[str]) -> None:
    """Which kind of package it is, by what it holds."""
    if "mimetype" in names:
        raise Refused("ods")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if not any(name.lower().startswith("xl/") for name in names):
        raise Refused("not_a_workbook")
    if len(names) != len({name.lower() for name in names}):
        raise Refused("broken")


def check_relations(window: bytes) -> None:
    """Nothing outside the file but links that a person would click."""
    if b"external" not in window.lower():
        return
    for relation in RELATION.findall(window):
        if b"/hyperlink" not in relation:
            raise Refused("external")


def read_workbook(path: Path, limits: dict[str, int]) -> None:
    """Every visible page, and our own hidden one first."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(path)
    pages = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    hidden = [one.name for one in pages if one.name in SHEETS_READ]
    visible = [
        one.name
        for one in pages
        if one.visible == SheetVisibleEnum.Visible and one.name not in SHEETS_READ
    ]
    if len(visible) > limits["pages"]:
        raise Refused("pages")
    left = limits["cells"]
    for name in (*hidden, *visible):
        page = book.get_sheet_by_name(name)
        if page.start is None or page.end is None:
            answer({"page": name, "left": 0})
            continue
        left -= page.total_height * page.width
        if page.width > limits["columns"]:
            raise Refused("columns")
        if left < 0 or page.height > limits["rows"]:
            raise Refused("rows")
        answer({"page": name, "left": page.start[1]})
        send_rows(page.iter_rows(), limits)


# ---- text ----------------------------------------------------------------------------------


def read_text(data: bytes, limits: dict[str, int]) -> None:
    """A .csv in UTF-8 or GBK, by its own separator."""
    text = decoded(data)
    if "<table" in text[:4096].lower() or "<html" in text[:4096].lower():
        raise Refused("html")
    first = text.partition("\n")[0]
    separator = max(",\t;，", key=first.count)
    if text.count("\n") > limits["rows"] * 4:
        raise Refused("rows")
    answer({"page": "", "left": 0})
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    send_rows(same_width(list(rows), limits), limits)


def decoded(data: bytes) -> str:
    """Text, whichever of the encodings it is in."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused("encoding")


def same_width(rows: list[list[Any]], limits: dict[str, int]) -> Iterator[list[Any]]:
    """Rows filled up to the widest."""
    width = max(map(len, rows), default=0)
    if width > limits["columns"]:
        raise Refused("columns")
    if width * len(rows) > limits["cells"]:
        raise Refused("rows")
    return (row + [""] * (width - len(row)) for row in rows)


# ---- the process ---------------------------------------------------------------------------


def read_file(path: Path, limits: dict[str, int]) -> None:
    """By what the file holds, whatever it is called."""
    if path.stat().st_size > limits["bytes"]:
        raise Refused("bytes")
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise Refused("empty")
    if head.startswith(ZIP):
        check_zip(path.read_bytes(), limits)
        read_workbook(path, limits)
    elif head.startswith(OLE):
        check_compound(path.read_bytes())
        read_workbook(path, limits)
    else:
        read_text(path.read_bytes(), limits)


def check_compound(data: bytes) -> None:
    """An old workbook, and not one behind a password or a letter."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("password")
    if "WordDocument".encode("utf-16-le") in data:
        raise Refused("not_a_workbook")


def serve(path: str, limits: dict[str, int]) -> None:
    """Read one file and say how it ended."""
    try:
        limit_time(limits["seconds"])
        read_file(Path(path), limits)
    except Refused as refused:
        answer({"refused": str(refused)})
    except MemoryError:
        answer({"refused": "memory"})
    except BaseException as error:  # what the parser makes of a broken file has many names
        kinds = {"PasswordError": "password"}
        answer({"refused": kinds.get(type(error).__name__, "broken"), "detail": str(error)[:200]})
    else:
        answer({"end": True})
    sys.stdout.flush()


def main() -> None:
    """Serve requests until there are no more."""
    limits = json.loads(sys.argv[1])
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    csv.field_size_limit(1 << 20)
    limit_process(limits["memory"])
    for line in sys.stdin:
        serve(json.loads(line), limits)


if __name__ == "__main__":
    main()
