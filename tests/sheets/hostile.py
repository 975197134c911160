"""Makes workbooks that are broken or hostile, from a seed: mutated bytes, parts, cells and text."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = ("日期", "组织", "主题", "类别", "层级", "女职工人次")
FURTHER = ("所属序号", "单位", "女职工人数")
GOOD = ("2022-06-30", "toys", "读书会", "法律法规", "市级", 30)
NASTY_CELLS = (
    *("=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "＝1+1", "@SUM(1)", "-2+3", "\u202eabc"),
    *(
        "长" * 40_000,
        "\ufeff",
        "a\nb",
        "<script>",
        "'; DROP TABLE x; --",
        "\U0001f600" * 50,
        "%s{}{0}",
    ),
    *(1e308, -1e308, 2**63, 0.1 + 0.2, 99999999999, -1, True, "1e999", "NaN", "∞", "٣٤", "①②"),
)
NASTY_XML = (
    (rb'r="[A-Z]+\d+"', b'r="XFD1048576"'),
    (rb'r="[A-Z]+\d+"', b'r="AAAAAAA99999999999"'),
    (rb"<v>[^<]*</v>", b"<v>99999999999999999999</v>"),
    (rb"<v>[^<]*</v>", b"<v>-1</v>"),
    (rb"<v>[^<]*</v>", b"<v>nan</v>"),
    (rb't="[a-z]+"', b't="s"'),
    (rb't="[a-z]+"', b't="zzz"'),
    (rb"</row>", b""),
    (rb"<row ", b'<row r="4294967295" '),
    (rb"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"),
    (rb"<sheetData>", b"<sheetData>" + b"<x>" * 20_000),
    (rb"encoding=\"[^\"]*\"", b'encoding="UTF-7"'),
    (rb"count=\"\d+\"", b'count="4294967295"'),
    (rb"sheetId=\"\d+\"", b'sheetId="0"'),
    (rb"Target=\"[^\"]*\"", b'Target="../../../../etc/passwd"'),
    (rb"numFmtId=\"\d+\"", b'numFmtId="999999"'),
)


def good_workbook(rng: random.Random) -> bytes:
    """A sound one with some rows, some of their cells nasty."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(list(HEADINGS))
    for _row in range(rng.randrange(1, 30)):
        cells: list[object] = list(GOOD)
        if rng.random() < 0.3:
            cells[rng.randrange(len(cells))] = rng.choice(NASTY_CELLS)
        page.append(cells)
    if rng.random() < 0.5:
        add_further_page(rng, book, page)
    for one in book.worksheets:
        for row in one.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def add_further_page(rng: random.Random, book: openpyxl.Workbook, page: Any) -> None:
    """Rows beside the records: some of none of them, some twice, some nasty."""
    page.insert_cols(1)
    page["A1"] = "序号"
    for number in range(2, page.max_row + 1):
        page.cell(number, 1).value = rng.choice((number, number, 2, "甲", None))
    further = book.create_sheet("女职工培训—参加单位", rng.randrange(2))
    further.append(rng.choice((FURTHER, FURTHER, FURTHER[::-1], FURTHER[:1], ("无", "关"))))
    for _row in range(rng.choice((0, 3, 30, 400))):
        cells: list[object] = [
            rng.randrange(1, 30),
            rng.choice(("pottery", "mine", "toys", "city")),
            5,
        ]
        if rng.random() < 0.2:
            cells[rng.randrange(3)] = rng.choice(NASTY_CELLS)
        further.append(cells)


def flipped(rng: random.Random, data: bytes) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _time in range(rng.randrange(1, 40)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(rng: random.Random, data: bytes) -> bytes:
    """The end, the beginning or the middle is missing."""
    first, last = sorted(rng.randrange(len(data)) for _time in range(2))
    return rng.choice((data[:first], data[last:], data[:first] + data[last:]))


def repacked(rng: random.Random, data: bytes) -> bytes:
    """A sound package with a part that is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(sorted(parts))
    pattern, replacement = rng.choice(NASTY_XML)
    changes: tuple[Callable[[bytes], bytes], ...] = (
        lambda part: flipped(rng, part) if part else part,
        lambda part: cut(rng, part) if part else part,
        lambda part: b"",
        lambda part: part.decode("utf-8").encode("utf-16"),
        lambda part: re.sub(pattern, replacement, part, count=rng.randrange(1, 5)),
    )
    if rng.random() < 0.6:
        name = rng.choice([one for one in sorted(parts) if "worksheets/sheet" in one])
        parts[name] = re.sub(pattern, replacement, parts[name], count=rng.randrange(1, 5))
    else:
        parts[name] = rng.choice(changes)(parts[name])
    if rng.random() < 0.1:
        del parts[rng.choice(sorted(parts))]
    return packed(parts)


def bomb(rng: random.Random, data: bytes) -> bytes:
    """Little to send, much to unpack: one large part, a sheet without end, many small parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(one for one in sorted(parts) if "sheet1" in one)
    kind = rng.randrange(4)
    if kind == 0:
        parts["xl/media/a.bin"] = bytes(rng.randrange(201, 230) * 1_000_000)
    elif kind == 1:
        row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
        parts[name] = parts[name].replace(b"</sheetData>", row * 1_500_000 + b"</sheetData>")
    elif kind == 2:
        parts |= {f"xl/many/{number}.xml": b"" for number in range(3_000)}
    else:
        parts[name] = parts[name].replace(b"<sheetData>", b"<sheetData>" + b" " * 150_000_000)
    return packed(parts)


def text(rng: random.Random, data: bytes) -> bytes:
    """A .csv that is none, or hardly."""
    lines = [",".join(HEADINGS), *(",".join(map(str, GOOD)) for _row in range(20))]
    good = "\n".join(lines)
    broken = (
        good.encode("gbk")[: rng.randrange(5, 200)],
        good.encode("utf-16"),
        good.encode() + bytes(rng.randrange(1, 9)),
        good.replace(",", '"', rng.randrange(1, 9)).encode(),
        (good + "\n" + "," * 100_000).encode(),
        (good + "\n" + '"' + "长" * 2_000_000).encode(),
        good.replace("读书会", str(rng.choice(NASTY_CELLS))).encode(errors="surrogatepass"),
        rng.randbytes(5_000),
        b"\xef\xbb\xbf",
        b"PK\x03\x04" + rng.randbytes(100),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rng.randbytes(3_000),
        ("\n" * 1_000_000).encode(),
    )
    return rng.choice(broken)


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


KINDS = (*(flipped, repacked) * 4, cut, text, text)


def write_hostile(path: Path, seed: int) -> Path:
    """The workbook of a seed; one in 25 is a bomb."""
    rng = random.Random(seed)
    kind = bomb if seed % 25 == 0 else rng.choice((*KINDS, lambda rng, data: data))
    path.write_bytes(kind(rng, good_workbook(rng)))
    return path
