"""The workbook that a person fills in, of every register and of a whole section."""

import datetime
import subprocess
from pathlib import Path

import openpyxl
import pytest

from halfsky.org.models import Organisation
from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.records.sheets.books import (
    EXAMPLE,
    EXPLAINED,
    KEY_SHEET,
    LIST_SHEET,
    MARK_HEADING,
    NUMBER_HEADING,
)
from halfsky.records.sheets.columns import plain_heading, sheet_of
from halfsky.records.sheets.scope import scope_of
from halfsky.records.sheets.template import write_template
from tests.cast import Cast
from tests.commands.conftest import Run

SAFETY = ("display_boards", "pledges", "safety_letters")
TODAY = datetime.date(2022, 7, 5)
each_register = pytest.mark.parametrize(
    "register", list(registers().values()), ids=lambda r: r.code
)


def template_of(
    register: Register, folder: Path, top: Organisation | None = None, name: str = "template.xlsx"
) -> Path:
    path = folder / name
    write_template(path, [scope_of(register, top)], TODAY)
    return path


@each_register
def test_it_heads_every_column_and_explains_it(
    register: Register, cast: Cast, tmp_path: Path
) -> None:
    page = openpyxl.load_workbook(template_of(register, tmp_path)).worksheets[0]
    headings, explanations, example = list(page.iter_rows(values_only=True))[:3]
    columns = sheet_of(register).columns
    first = 2 if register.children else 1
    assert list(headings[:first]) == [MARK_HEADING, NUMBER_HEADING][:first]
    for column, heading in zip(columns, headings[first:], strict=True):
        assert plain_heading(str(heading)) in column.names
    assert explanations[0] == EXPLAINED
    assert all(explanations)
    assert example[0] == EXAMPLE


def test_it_offers_choices_and_the_organisations_within_reach(cast: Cast, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template_of(registers()["trainings"], tmp_path, cast.east))
    lists = [
        [str(text) for text in column if text]
        for column in book[LIST_SHEET].iter_cols(values_only=True)
    ]
    reached = (cast.east, cast.federation, cast.textile, cast.toys, cast.pottery)
    assert {f"{one.code} {one.name}" for one in reached} in [set(column) for column in lists]
    assert any("法律法规" in column for column in lists)
    sources = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert sum(LIST_SHEET in str(source) for source in sources) == len(lists) == 3


def test_it_protects_the_headings_and_nothing_below(cast: Cast, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(template_of(registers()["trainings"], tmp_path)).worksheets[0]
    assert page.protection.sheet
    assert page["B1"].protection.locked
    assert not page.column_dimensions["B"].protection.locked


def test_it_keeps_identity_numbers_as_text(cast: Cast, tmp_path: Path) -> None:
    path = template_of(registers()["hardship_files"], tmp_path)
    page = openpyxl.load_workbook(path).worksheets[0]
    place = [cell.value for cell in page[1]].index("身份证号") + 1
    assert page.cell(3, place).number_format == "@"


def test_it_names_its_register_on_a_hidden_page(cast: Cast, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template_of(registers()["trainings"], tmp_path))
    assert book[KEY_SHEET].sheet_state == "veryHidden"
    assert book[LIST_SHEET].sheet_state == "hidden"
    assert book[KEY_SHEET]["A2"].value == "trainings"


def test_libreoffice_opens_all_of_them(cast: Cast, tmp_path: Path, libreoffice: str) -> None:
    made = [
        template_of(register, tmp_path, name=f"{code}.xlsx")
        for code, register in registers().items()
    ]
    resaved = tmp_path / "resaved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(resaved)]
    subprocess.run([*command, *map(str, made)], check=True, capture_output=True, timeout=300)
    for code, register in registers().items():
        page = openpyxl.load_workbook(resaved / f"{code}.xlsx").worksheets[0]
        rows = list(page.iter_rows(values_only=True, max_row=3))
        headings = [heading for heading in rows[0] if heading]
        assert len(headings) == len(sheet_of(register).columns) + (2 if register.children else 1)
        assert [row[0] for row in rows] == [MARK_HEADING, EXPLAINED, EXAMPLE]
        assert len(page.data_validations.dataValidation) >= len(sheet_of(register).columns)


def test_the_command_makes_one_of_a_register_or_a_section(
    cast: Cast, run: Run, tmp_path: Path
) -> None:
    one, several = str(tmp_path / "one.xlsx"), str(tmp_path / "several.xlsx")
    assert run("template", "trainings", "--org", "east", "--out", one).code == 0
    assert run("template", "safety", "--out", several).code == 0
    pages = [page.title for page in openpyxl.load_workbook(several).worksheets]
    first, *others = (str(registers()[code].label) for code in SAFETY)
    assert pages == [first, f"{first}—参加单位", *others, LIST_SHEET, KEY_SHEET]


def test_the_command_names_the_register_it_may_have_meant(
    cast: Cast, run: Run, tmp_path: Path
) -> None:
    outcome = run("template", "training", "--out", str(tmp_path / "x.xlsx"))
    assert outcome.code == 2
    assert "trainings（女职工培训）" in outcome.err
