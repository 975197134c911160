"""Files as people and programs make them, and those that are not read."""

import datetime
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from halfsky.records.registry import registers
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.finding import table_of
from halfsky.records.sheets.reading import AHEAD, LIMITS, FileRefused, Reader, Rows
from halfsky.records.sheets.scope import scope_of
from halfsky.records.sheets.template import write_template
from tests.cast import Cast
from tests.sheets.files import convert, repacked, save, save_csv, table_read, texts_read

HEADINGS = ("日期", "组织", "主题", "类别", "层级", "女职工人次")
DAY = datetime.date(2022, 6, 30)
ROW = (DAY, "toys", "读书会", "法律法规", "市级", 30)
READ = {
    "date": "2022-06-30",
    "organisation": "toys",
    "topic": "读书会",
    "kind": "法律法规",
    "level": "市级",
    "women_attending": "30",
}
TODAY = datetime.date(2022, 7, 5)


def test_it_reads_a_workbook_of_another_program(tmp_path: Path) -> None:
    assert texts_read(save(tmp_path / "a.xlsx", HEADINGS, ROW)) == [READ]


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_it_reads_what_libreoffice_saves(ending: str, tmp_path: Path, libreoffice: str) -> None:
    saved = save(tmp_path / "a.xlsx", HEADINGS, ROW)
    assert texts_read(convert(libreoffice, saved, ending, tmp_path)) == [READ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (datetime.date(2022, 6, 30), "\x1fD2022-06-30"),
        (True, "\x1fB1"),
        (0, 0),
        ("true", "true"),
        ("_x001F_D2022-06-30", "D2022-06-30"),  # a text that pretends to be a day
    ],
    ids=repr,
)
def test_it_keeps_the_kinds_that_json_would_lose(typed: Any, read: Any, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("day", typed), (DAY, typed), (typed, DAY))
    with Reader() as reader:
        (_page, rows) = reader.read(path)
    assert isinstance(rows, Rows)
    assert rows.cells[1] == ["\x1fD2022-06-30", read]
    assert rows.cells[2] == [read, "\x1fD2022-06-30"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_it_reads_text_with_commas(encoding: str, tmp_path: Path) -> None:
    assert texts_read(save_csv(tmp_path / "a.csv", encoding, HEADINGS, ROW)) == [READ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([HEADINGS, (), ROW, ()], id="empty rows"),
        pytest.param(
            [("云川市女职工培训台账",), ("填报人：林晓", "", "2022年"), HEADINGS, ROW], id="titles"
        ),
        pytest.param([HEADINGS[::-1], ROW[::-1]], id="another order"),
        pytest.param([("序号", *HEADINGS, "备注"), (1, *ROW, "好")], id="more columns"),
        pytest.param([HEADINGS, ROW, ("合计", "", "", "", "", 30)], id="a total"),
        pytest.param([HEADINGS, ROW, ("合 计", "", "", "", "", 30)], id="a total with space"),
        pytest.param(
            [("时间", "单位名称", "主 题", "类别*", "层级：", "女职工人次（人）"), ROW],
            id="other names",
        ),
        pytest.param([("", *HEADINGS), ("", *ROW)], id="an empty column"),
        pytest.param([HEADINGS, (*ROW[:5], "30")], id="a number as text"),
        pytest.param([HEADINGS, ROW, HEADINGS], id="the heading again"),
        pytest.param(
            [
                ("日期", "组织", "培训情况", "", "", "人数"),
                ("", "", "主题", "类别", "层级", "女职工人次"),
                ROW,
            ],
            id="a heading of two rows",
        ),
    ],
)
def test_it_takes_the_sheet_as_people_make_it(rows: list[Any], tmp_path: Path) -> None:
    assert texts_read(save(tmp_path / "a.xlsx", *rows)) == [READ]


def test_it_finds_the_page_among_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first: Any = book.active
    first.append(["说明", "请逐行填写"])
    page = book.create_sheet("数据")
    page.append(list(HEADINGS))
    page.append(list(ROW))
    book.create_sheet("其他").append(["日期", "组织"])
    book.save(tmp_path / "a.xlsx")
    table = table_read(tmp_path / "a.xlsx")
    assert table.page.title == "数据"
    assert [list(rows.numbers) for rows in table.chunks()] == [[2]]


def test_it_says_which_headings_it_does_not_know(tmp_path: Path) -> None:
    table = table_read(save(tmp_path / "a.xlsx", ("行号", *HEADINGS), (1, *ROW)))
    assert table.heading.unknown == ("行号",)


def test_rows_numbered_ahead_of_their_content_are_no_records(tmp_path: Path) -> None:
    ahead = [(number, *[""] * len(HEADINGS)) for number in (2, 3)]
    path = save(tmp_path / "a.xlsx", ("序号", *HEADINGS), (1, *ROW), *ahead)
    assert table_read(path).heading.unknown == ()
    assert len(texts_read(path)) == 1


# ---- our own template ----------------------------------------------------------------------


def filled_in(folder: Path, *changes: tuple[str, Any]) -> Path:
    path = folder / "template.xlsx"
    write_template(path, [scope_of(registers()["trainings"])], TODAY)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for place, value in changes:
        page[place] = value
    book.save(path)
    return path


@pytest.mark.django_db
def test_it_takes_no_explanation_and_no_example_for_a_record(cast: Cast, tmp_path: Path) -> None:
    assert texts_read(filled_in(tmp_path)) == []


@pytest.mark.django_db
def test_it_takes_what_was_typed_over_the_example(cast: Cast, tmp_path: Path) -> None:
    (row,) = texts_read(filled_in(tmp_path, ("E3", "读书会")))
    assert row["topic"] == "读书会"


@pytest.mark.django_db
def test_it_tells_the_workbook_of_another_register(cast: Cast, tmp_path: Path) -> None:
    path = filled_in(tmp_path)
    with pytest.raises(FileRefused, match="这是“女职工培训”的表，不能导入“安全责任书”"):
        table_read(path, "pledges")


def test_it_asks_for_the_headings_that_it_misses(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="至少要有：日期、组织、主题"):
        table_read(save(tmp_path / "a.xlsx", ("姓名", "电话"), ("林晓", "1")))


# ---- what is not read ----------------------------------------------------------------------


def same(name: str, data: bytes) -> bytes:
    return data


def with_doctype(name: str, data: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return data.replace(b"<worksheet", declared + b"<worksheet", 1) if "sheet1" in name else data


def with_external_link(name: str, data: bytes) -> bytes:
    link = (
        b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/externalLinkPath" Target="file:///c:/a.xlsx" TargetMode="External"/>'
    )
    return data.replace(b"</Relationships>", link + b"</Relationships>") if "rels" in name else data


def renamed(path: Path) -> bytes:
    """A part is called otherwise where it stands than in the list of the parts."""
    return path.read_bytes().replace(b"xl/workbook.xml", b"xl/workbooc.xml", 1)


def hostile(
    path: Path,
    change: Callable[[str, bytes], bytes] = same,
    added: dict[str, bytes] | None = None,
) -> None:
    repacked(save(path, HEADINGS, ROW), change, added or {})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(lambda p: p.write_bytes(b""), "文件是空的", id="empty"),
        pytest.param(lambda p: p.write_bytes(b"PK\x03\x04" + bytes(99)), "已损坏", id="broken"),
        pytest.param(lambda p: p.write_bytes(bytes(range(256)) * 9), "不是表格文件", id="bytes"),
        pytest.param(lambda p: p.write_text("<html><table>"), "网页格式", id="a page"),
        pytest.param(
            lambda p: p.write_bytes(renamed(save(p, HEADINGS, ROW))), "已损坏", id="two names"
        ),
        pytest.param(lambda p: docx.Document().save(str(p)), "不是表格文件", id="a letter"),
        pytest.param(lambda p: hostile(p, with_doctype), "XML 声明", id="a declaration"),
        pytest.param(lambda p: hostile(p, with_external_link), "链接到别的文件", id="a link"),
        pytest.param(lambda p: hostile(p, added={"xl/vbaProject.bin": b"x"}), "宏", id="macros"),
        pytest.param(
            lambda p: hostile(p, added={"xl/a.xml": bytes(210_000_000)}), "解开后过大", id="a bomb"
        ),
        pytest.param(
            lambda p: hostile(p, added={f"xl/{n}": b"" for n in range(2_001)}),
            "内部结构异常",
            id="entries",
        ),
    ],
)
def test_it_refuses_in_a_sentence(
    make: Callable[[Path], Any], sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    make(path)
    begun = time.monotonic()
    with pytest.raises(FileRefused, match=sentence):
        table_read(path)
    assert time.monotonic() - begun < 10


def test_it_lets_links_be_that_a_person_would_click(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(list(HEADINGS))
    page.append(list(ROW))
    page["C2"].hyperlink = "https://example.org/"
    book.save(tmp_path / "a.xlsx")
    assert texts_read(tmp_path / "a.xlsx")[0]["level"] == "市级"


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"rows": 5}, "表格超过5行"),
        ({"columns": 3}, "表格超过3列"),
        ({"bytes": 100}, "文件超过"),
        ({"cells": 20}, "内容过多"),
    ],
    ids=repr,
)
def test_it_keeps_to_its_limits(limits: dict[str, int], sentence: str, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", HEADINGS, *[ROW] * 9)
    sheet = sheet_of(registers()["trainings"])
    with Reader(replace(LIMITS, **limits)) as reader, pytest.raises(FileRefused, match=sentence):
        list(table_of(sheet, reader, path).rows)


def test_a_cell_far_away_does_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(list(HEADINGS))
    page["XFD1048576"] = "far"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileRefused):
        table_read(tmp_path / "a.xlsx")


def test_it_goes_on_after_a_file_that_killed_its_reader(tmp_path: Path) -> None:
    good, sheet = save(tmp_path / "a.xlsx", HEADINGS, ROW), sheet_of(registers()["trainings"])
    with Reader(waiting=0.0) as reader:
        with pytest.raises(FileRefused, match="时间过长"):
            table_of(sheet, reader, good)
        reader.waiting = 60.0
        assert len(list(table_of(sheet, reader, good).chunks())) == 1


def rows_in(reader: Reader, path: Path) -> int:
    return sum(len(part.numbers) for part in reader.read(path) if isinstance(part, Rows))


@pytest.fixture
def returned(tmp_path: Path) -> list[Path]:
    """Workbooks of one, two, three … rows below their heading; the third is none."""
    paths = [save(tmp_path / f"{n}.xlsx", HEADINGS, *[ROW] * n) for n in range(1, 7)]
    paths[2].write_bytes(b"PK\x03\x04" + bytes(99))
    return paths


def test_it_reads_ahead_and_gives_each_file_its_own_rows(returned: list[Path]) -> None:
    with Reader() as reader:
        reader.expect(returned)
        child = reader.started()[0]
        assert rows_in(reader, returned[0]) == 2
        assert list(reader.asked) == returned[1:]
        assert rows_in(reader, returned[1]) == 3
        with pytest.raises(FileRefused, match="已损坏"):
            rows_in(reader, returned[2])
        assert rows_in(reader, returned[3]) == 5
        assert reader.child is child
        assert rows_in(reader, returned[0]) == 2  # one that it did not expect
        assert [rows_in(reader, path) for path in returned[4:]] == [6, 7]


def test_a_file_that_kills_the_reader_is_the_only_one_refused(returned: list[Path]) -> None:
    with Reader() as reader:
        reader.expect(returned)
        assert rows_in(reader, returned[0]) == 2
        child, _watch = reader.started()
        child.kill()
        child.wait()
        lost = 0
        for number in (1, 3, 4, 5):  # what was answered before lies in the pipe
            if number == 3:
                with suppress(FileRefused):
                    rows_in(reader, returned[2])
            try:
                assert rows_in(reader, returned[number]) == number + 2
            except FileRefused:
                lost += 1
        assert lost <= 1


def test_it_does_not_wait_for_names_that_no_pipe_holds(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["女" * 80] * 12)
    folder.mkdir(parents=True)
    rows = [HEADINGS, *[ROW] * 200]
    paths = [save_csv(folder / f"{n}.csv", "utf-8", *rows) for n in range(AHEAD)]
    with Reader(waiting=5.0) as reader:
        reader.expect(paths)
        assert {rows_in(reader, path) for path in paths} == {201}


def test_its_reader_has_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALFSKY_SECRET_KEY", "canary")
    with Reader() as reader:
        environment = Path(f"/proc/{reader.started()[0].pid}/environ")
        if environment.exists():
            assert b"canary" not in environment.read_bytes()
