"""A folder or zip of returned workbooks goes in at once: one report, one batch."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from halfsky.records.registry import registers
from halfsky.records.sheets.applying import apply
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.consolidating import (
    READY,
    UNREADABLE,
    WRONG,
    Consolidation,
    consolidate,
    write_report,
)
from halfsky.records.sheets.reading import FileRefused, Reader
from halfsky.records.sheets.scope import scope_of
from halfsky.records.sheets.undoing import undo
from halfsky.registers.education.trainings import Training, TrainingParticipant
from halfsky.registers.organising.head_counts import HeadCount
from tests.cast import Cast
from tests.commands.conftest import Run
from tests.sheets.files import save
from tests.sheets.test_further_pages import a_training, filled

HEADINGS = ("起", "组织", "职工", "女职工", "会员", "女会员")
DAY = datetime.date(2022, 6, 30)
REGISTER = registers()["head_counts"]


def count(code: str, women: int = 5) -> tuple[object, ...]:
    return (DAY, code, 9, women, 9, 5)


def returned(folder: Path, **rows: tuple[object, ...]) -> Path:
    folder.mkdir()
    for name, row in rows.items():
        save(folder / f"{name}.xlsx", HEADINGS, row)
    return folder


def taken_in(source: Path, marked: Path | None = None) -> Consolidation:
    with Reader() as reader:
        return consolidate(scope_of(REGISTER), source, reader, DAY, marked=marked)


def stored(consolidation: Consolidation) -> int:
    apply(consolidation.batch, sheet_of(REGISTER), None)
    return HeadCount.objects.filter(withdrawn_at=None).count()


def test_it_tells_who_sent_who_did_not_and_what_is_wrong(cast: Cast, tmp_path: Path) -> None:
    folder = returned(tmp_path / "in", a=count("toys"), b=count("pottery", 20), c=count("mine"))
    (folder / "d.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "~$a.xlsx").write_bytes(b"")
    found = taken_in(folder)
    assert [one.state for one in found.files] == [READY, WRONG, READY, UNREADABLE]
    assert found.files[0].senders == {cast.toys.pk}
    assert found.files[1].sentence == "第2行：“女职工”大于“职工”，请核对。（共1行有错）"
    assert {place.code for place in found.missing} == {"textile", "pottery", "market"}
    assert stored(found) == 2


def test_a_file_that_is_wrong_stands_in_nobodys_way(cast: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    save(folder / "a.xlsx", HEADINGS, count("toys"), count("nowhere"))
    save(folder / "b.xlsx", HEADINGS, count("toys"))
    found = taken_in(folder)
    assert [one.state for one in found.files] == [WRONG, READY]
    assert stored(found) == 1


def test_files_are_read_ahead_and_checked_together(cast: Cast, tmp_path: Path) -> None:
    folder = returned(tmp_path / "in", a=count("toys"), c=count("pottery"), e=count("toys"))
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04")
    save(folder / "d.xlsx", HEADINGS[::-1], count("mine")[::-1])  # its columns stand elsewhere
    save(folder / "f.xlsx", HEADINGS[::-1], count("textile", 20)[::-1])
    found = taken_in(folder)
    expected = [READY, UNREADABLE, READY, READY, WRONG, WRONG]
    assert [one.state for one in found.files] == expected
    assert "第2（第1个文件）行" in found.files[4].sentence
    assert stored(found) == 3


def test_two_files_may_not_bring_the_same(cast: Cast, tmp_path: Path) -> None:
    found = taken_in(returned(tmp_path / "in", a=count("toys", 6), b=count("toys", 5)))
    assert [one.state for one in found.files] == [READY, WRONG]
    assert "第2（第1个文件）行" in found.files[1].sentence


def test_it_takes_a_zip_with_chinese_names(cast: Cast, tmp_path: Path) -> None:
    folder = returned(tmp_path / "in", AAAA=count("toys"), BBBB=count("pottery"))
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    data = archive.read_bytes()
    for plain, chinese in ((b"AAAA", "童乐"), (b"BBBB", "陶瓷")):  # as Windows packs them
        data = data.replace(plain, chinese.encode("gbk"))
    archive.write_bytes(data)
    found = taken_in(archive)
    assert [one.name for one in found.files] == ["童乐.xlsx", "陶瓷.xlsx"]
    assert stored(found) == 2


def test_the_same_folder_goes_in_once_and_can_be_taken_back(cast: Cast, tmp_path: Path) -> None:
    folder = returned(tmp_path / "in", a=count("toys"), b=count("mine"))
    first = taken_in(folder)
    assert stored(first) == 2
    save(folder / "c.xlsx", HEADINGS, count("pottery"))
    again = taken_in(folder)
    assert (again.batch.new, again.batch.unchanged) == (1, 2)
    undo(first.batch, sheet_of(REGISTER), None)
    assert not HeadCount.objects.filter(withdrawn_at=None).exists()


def test_what_is_wrong_goes_back_marked(cast: Cast, tmp_path: Path) -> None:
    marked = tmp_path / "back"
    marked.mkdir()
    taken_in(returned(tmp_path / "in", a=count("nowhere")), marked)
    page = openpyxl.load_workbook(marked / "a（有错）.xlsx").worksheets[0]
    assert str(page["B2"].fill.fgColor.rgb).endswith("FFC7CE")


def test_it_makes_one_report(cast: Cast, tmp_path: Path) -> None:
    found = taken_in(returned(tmp_path / "in", a=count("toys"), b=count("pottery", 20)))
    write_report(found, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    rows = list(book["来件"].iter_rows(values_only=True))
    assert rows[1][:7] == ("a.xlsx", "toys 童乐玩具厂工会", "可导入", 1, 0, 0, 0)
    assert rows[2][2] == "有错，未导入"
    assert ("mine", "西岭煤矿工会") in list(book["未报"].iter_rows(values_only=True))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken"])
def test_it_refuses_an_archive_that_is_none(data: bytes, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(FileRefused, match="压缩包"):
        taken_in(tmp_path / "a.zip")


def test_it_refuses_a_folder_without_workbooks(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="里面没有"):
        taken_in(tmp_path)


def test_the_command_takes_a_folder(cast: Cast, run: Run, tmp_path: Path) -> None:
    folder = returned(tmp_path / "in", a=count("toys"), b=count("nowhere"))
    report = tmp_path / "report.xlsx"
    outcome = run("import", "head_counts", str(folder), "--errors", str(report))
    assert outcome.code == 1
    assert outcome.out.startswith("来件2个，可导入1个，未报4个组织。")
    assert report.exists()
    assert HeadCount.objects.count() == 1
    assert not Training.objects.exists()


def test_further_pages_come_with_their_files(cast: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    trainings = registers()["trainings"]
    bad = [[1, "nowhere", 3]]
    for name, main, further in (
        ("a", [a_training(1, organisation="toys")], [[1, "pottery", 3]]),
        ("b", [a_training(1, organisation="pottery")], bad),
        ("c", [a_training(1, organisation="mine")], [[1, "toys", 4], [1, "pottery", 5]]),
    ):
        filled(trainings, folder / f"{name}.xlsx", main, further)
    marked = tmp_path / "marked"
    marked.mkdir()
    with Reader() as reader:
        found = consolidate(scope_of(trainings), folder, reader, DAY, marked=marked)
    assert [one.state for one in found.files] == [READY, WRONG, READY]
    assert found.files[1].sentence.startswith("参加单位：第4行：找不到组织“nowhere”")
    apply(found.batch, sheet_of(trainings), None)
    rows = TrainingParticipant.objects.order_by("pk").values_list(
        "record__organisation__code", "organisation__code", "women"
    )
    assert list(rows) == [("toys", "pottery", 3), ("mine", "toys", 4), ("mine", "pottery", 5)]
    page = openpyxl.load_workbook(marked / "b（有错）.xlsx").worksheets[1]
    assert str(page["C4"].fill.fgColor.rgb).endswith("FFC7CE")
    undo(found.batch, sheet_of(trainings), None)
    assert not Training.objects.filter(withdrawn_at=None).exists()
