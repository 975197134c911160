"""A list that went out with its secrets masked comes back, and they stay what they were."""

from pathlib import Path

import openpyxl
import pytest

from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.records.sheets.columns import is_secret, sheet_of
from halfsky.records.sheets.exporting import export_text, export_workbook
from halfsky.registers.assistance.hardship_files import HardshipFile
from tests import factories as make
from tests.registers.test_every_register import factory_of
from tests.sheets.test_importing import checked, counts, everything, imported, problems

FILES = registers()["hardship_files"]
WITH_SECRETS = [one for one in registers().values() if any(map(is_secret, sheet_of(one).columns))]
pytestmark = pytest.mark.django_db


def masked(path: Path, register: Register = FILES) -> Path:
    scope = everything(register)
    write = export_workbook if path.suffix == ".xlsx" else export_text
    write(path, scope, scope.records.order_by("pk"), is_open=False)
    return path


def cell_of(path: Path, name: str, value: str, mark: str | None = "") -> Path:
    """The field of the first record, typed over; without a mark it is a new row."""
    sheet = sheet_of(FILES)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    page.cell(2, sheet.columns.index(sheet.column(name)) + 2).value = value
    if mark is None:
        page.cell(2, 1).value = None
        page.cell(2, sheet.columns.index(sheet.column("number")) + 2).value = "D-NEW"
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("register", WITH_SECRETS, ids=lambda one: one.code)
def test_it_comes_back_unchanged(register: Register, ending: str, tmp_path: Path) -> None:
    factory_of(register.model).create_batch(3)
    batch = checked(masked(tmp_path / f"out.{ending}", register), register)
    assert counts(batch) == (0, 0, 3, 0, 0), problems(batch, register)


def test_only_what_was_edited_changes(tmp_path: Path) -> None:
    file = make.HardshipFileFactory.create(holder="陈秀兰")
    before = (file.identity_number, file.person_key)
    imported(cell_of(masked(tmp_path / "out.xlsx"), "number", "D-2"), FILES)
    file.refresh_from_db()
    assert (file.number, file.holder) == ("D-2", "陈秀兰")
    assert (file.identity_number, file.person_key) == before


def test_a_secret_typed_in_full_is_taken(tmp_path: Path) -> None:
    file = make.HardshipFileFactory.create(holder="陈秀兰")
    imported(cell_of(masked(tmp_path / "out.xlsx"), "holder", "陈秀云"), FILES)
    file.refresh_from_db()
    assert file.holder == "陈秀云"


def test_another_mask_is_refused(tmp_path: Path) -> None:
    make.HardshipFileFactory.create(holder="陈秀兰")
    path = cell_of(masked(tmp_path / "out.xlsx"), "holder", "王*兰")
    assert problems(checked(path, FILES), FILES) == ["打了码的内容不能改，请恢复原样，或填写完整。"]


def test_a_new_row_cannot_be_masked(tmp_path: Path) -> None:
    make.HardshipFileFactory.create(holder="陈秀兰")
    path = cell_of(masked(tmp_path / "out.xlsx"), "holder", "陈*兰", mark=None)
    found = problems(checked(path, FILES), FILES)
    assert set(found) == {"这是打了码的内容，新增的行请填写完整。"}


def test_a_secret_that_was_changed_on_the_site_meanwhile_is_no_conflict(tmp_path: Path) -> None:
    file = make.HardshipFileFactory.create(holder="陈秀兰")
    path = masked(tmp_path / "out.xlsx")
    HardshipFile.objects.filter(pk=file.pk).update(holder="赵小云", version=file.version + 1)
    assert counts(checked(path, FILES)) == (0, 0, 1, 0, 0)
