"""What is wrong comes back in the sender's own workbook, all of it, at the cells."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from halfsky.records.registry import registers
from halfsky.records.sheets import marking
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.marking import write_marked
from halfsky.records.sheets.reading import Reader
from halfsky.records.sheets.scope import scope_of
from halfsky.records.sheets.staging import stage
from tests.cast import Cast
from tests.commands.conftest import Run
from tests.sheets.files import convert, save, save_csv

HEADINGS = ("日期", "组织", "主题", "类别", "层级", "女职工人次")
DAY = datetime.date(2022, 6, 30)
GOOD = (DAY, "toys", "读书会", "法律法规", "市级", 30)
BAD = ("昨天", "nowhere", "读书会", "法律法规", "市级", 30)
TITLE = "问题（改好后再导入）"


def marked(path: Path, out: Path) -> Any:
    """The first page of the marked workbook."""
    register = registers()["trainings"]
    with Reader() as reader:
        batch = stage(scope_of(register), path, path.name, reader)
        write_marked(batch, sheet_of(register), path, out, reader)
    return openpyxl.load_workbook(out).worksheets[0]


def painted(page: Any) -> set[str]:
    return {
        cell.coordinate
        for row in page.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb).endswith("FFC7CE")
    }


@pytest.fixture(params=["in place", "as a copy"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "as a copy":
        monkeypatch.setattr(marking, "MARKED_IN_PLACE", 0)


@pytest.mark.usefixtures("_way")
def test_it_marks_every_bad_cell_and_says_why(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("云川市台账",), HEADINGS, GOOD, BAD)
    page = marked(path, tmp_path / "out.xlsx")
    assert painted(page) == {"A4", "B4"}
    assert page["A4"].comment.text.startswith("应为日期，请写成 2022-06-30。")
    assert page["G2"].value == TITLE
    assert page["G4"].value.splitlines() == [
        "日期：应为日期，请写成 2022-06-30。",
        "组织：找不到组织“nowhere”，请从下拉单中选，或写编码。",
    ]
    assert page["G3"].value is None
    assert [cell.value for cell in page[4]][:3] == ["昨天", "nowhere", "读书会"]


def test_it_keeps_what_is_hers(cast: Cast, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in (HEADINGS, GOOD, BAD, (DAY, "toys", "=1+1", "法律法规", "市级", "=10+20")):
        page.append(list(row))
    page["C2"].fill = PatternFill("solid", fgColor="00FF00")
    page["C4"].data_type = "s"
    book.create_sheet("备注")["A1"] = "好"
    book.save(tmp_path / "a.xlsx")
    page = marked(tmp_path / "a.xlsx", tmp_path / "out.xlsx")
    assert page.parent.sheetnames == ["Sheet", "备注"]
    assert page["C2"].fill.fgColor.rgb == "0000FF00"
    assert page["C4"].data_type == "s"
    assert page["F4"].value == "=10+20"


def test_it_takes_off_the_marks_of_an_earlier_time(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", HEADINGS, BAD, BAD)
    marked(path, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    for place, value in (("A2", DAY), ("B2", "toys"), ("A3", DAY)):
        book.worksheets[0][place] = value
    book.save(tmp_path / "mended.xlsx")
    page = marked(tmp_path / "mended.xlsx", tmp_path / "again.xlsx")
    assert painted(page) == {"B3"}
    assert page["A2"].comment is None
    assert page["G2"].value is None


@pytest.mark.parametrize("ending", ["csv", "xls"])
def test_it_marks_what_came_in_another_format(
    ending: str, cast: Cast, tmp_path: Path, libreoffice: str
) -> None:
    rows = (HEADINGS, GOOD, BAD)
    path = save_csv(tmp_path / "a.csv", "gbk", *rows)
    if ending == "xls":
        path = convert(libreoffice, save(tmp_path / "a.xlsx", *rows), "xls", tmp_path)
    page = marked(path, tmp_path / "out.xlsx")
    assert painted(page) == {"A3", "B3"}
    assert page["G1"].value == TITLE


# ---- the commands --------------------------------------------------------------------------


def test_the_command_imports_and_says_how_many(cast: Cast, run: Run, tmp_path: Path) -> None:
    path = str(save(tmp_path / "a.xlsx", HEADINGS, GOOD))
    assert run("import", "trainings", path, "--dry-run").out.startswith("新增1，修改0")
    assert "已导入" in run("import", "trainings", path).out
    again = run("import", "trainings", path)
    assert again.code == 0
    assert "没有重复导入" in again.out


def test_the_command_gives_the_workbook_back_with_the_errors(
    cast: Cast, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "errors.xlsx"
    path = str(save(tmp_path / "a.xlsx", HEADINGS, GOOD, BAD))
    outcome = run("import", "trainings", path, "--errors", str(out))
    assert outcome.code == 1
    assert "3  日期  应为日期，请写成 2022-06-30。" in outcome.out
    assert "没有导入" in outcome.err
    assert painted(openpyxl.load_workbook(out).worksheets[0]) == {"A3", "B3"}


def test_the_command_says_what_a_file_is_that_is_none(cast: Cast, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert "没有文件" in run("import", "trainings", str(path)).err
    path.write_bytes(b"")
    assert run("import", "trainings", str(path)).err == "halfsky: 文件是空的，请重新选择。\n"


def test_the_command_exports_what_lies_below(cast: Cast, run: Run, tmp_path: Path) -> None:
    run(
        "import",
        "trainings",
        str(save(tmp_path / "a.xlsx", HEADINGS, GOOD, (DAY, "mine", *GOOD[2:]))),
    )
    out = str(tmp_path / "out.csv")
    assert run("export", "trainings", "--org", "east", "--out", out).out.startswith("导出1条")
    assert "toys 童乐玩具厂工会" in Path(out).read_text(encoding="utf-8-sig")


def test_the_command_exports_no_sealed_register(cast: Cast, run: Run, tmp_path: Path) -> None:
    outcome = run("export", "complaints", "--out", str(tmp_path / "out.xlsx"))
    assert outcome.code == 1
    assert "密封" in outcome.err
