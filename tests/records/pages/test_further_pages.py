"""Further pages of a workbook through the browser: shown under their records, stored, taken out."""

import io
from pathlib import Path
from typing import Any

import openpyxl

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.registers.education.trainings import Training, TrainingParticipant
from tests import factories as make
from tests.cast import Cast
from tests.records.pages.bringing import act, bring, page
from tests.records.pages.test_taking_out import FOR_A_REASON, gave_password
from tests.sheets.test_further_pages import a_training
from tests.site.conftest import As

TRAININGS = "/registers/trainings/workbooks/"
SCREENINGS = "/registers/screenings/workbooks/export/"


def filled(client: Any, path: Path, main: list[Any], further: list[list[Any]]) -> Path:
    """The template as the page gives it, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{TRAININGS}template/").content))
    book.worksheets[0].append(["", *main])
    for row in further:
        book.worksheets[1].append(["", *row])
    book.save(path)
    return path


def pages_of(answer: Any) -> list[list[tuple[Any, ...]]]:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [list(one.iter_rows(min_row=2, values_only=True)) for one in book.worksheets]


def test_rows_beside_a_new_record_are_shown_and_stored(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    path = filled(lin, tmp_path / "a.xlsx", a_training(1), [[1, "toys", 12], [1, "pottery", 5]])
    batch = bring(lin, path)
    shown = page(lin, batch, "?show=participants.new")
    assert "确认后新增1条，参加单位新增2行。" in shown
    assert "第4行新增的" in shown
    assert "童乐玩具厂工会" in shown
    act(lin, batch, "confirm")
    assert Training.objects.get().participants.count() == 2
    act(lin, batch, "take-back")
    assert Training.objects.get().withdrawn_at is not None


def test_what_is_wrong_beside_is_shown_with_its_cell(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    batch = bring(lin, filled(lin, tmp_path / "a.xlsx", a_training(1), [[1, "nowhere", 12]]))
    shown = page(lin, batch)
    assert "还不能导入" in shown
    assert "参加单位：有错1行" in shown
    assert ">C4<" in shown
    act(lin, batch, "confirm")
    assert not Training.objects.exists()


def test_a_change_beside_is_shown_under_its_record(
    browsing: As, cast: Cast, tmp_path: Path
) -> None:
    record = make.TrainingFactory.create(organisation=cast.city, topic="读书会")
    child = TrainingParticipant.objects.create(record=record, organisation=cast.toys, women=3)
    lin, path = browsing("lin"), tmp_path / "a.xlsx"
    path.write_bytes(lin.post(f"{TRAININGS}export/", {"kind": "xlsx"}).content)
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["D2"] = 8
    book.save(path)
    batch = bring(lin, path)
    shown = page(lin, batch)
    assert "读书会" in shown
    assert "<del>3</del>" in shown
    assert "<ins>8</ins>" in shown
    act(lin, batch, "confirm")
    child.refresh_from_db()
    assert child.women == 8
    history = lin.get(f"/registers/trainings/{record.pk}/history/").content.decode()
    assert "参加单位 · 女职工人数" in history


def test_nobody_writes_beside_a_record_outside_her_reach(
    browsing: As, cast: Cast, tmp_path: Path
) -> None:
    record = make.TrainingFactory.create(organisation=cast.city, topic="读书会")
    lin, path = browsing("lin"), tmp_path / "a.xlsx"
    path.write_bytes(lin.post(f"{TRAININGS}export/", {"kind": "xlsx"}).content)
    book = openpyxl.load_workbook(path)
    book.worksheets[1].append(["", 1, "toys", 3])
    book.save(path)
    wu = browsing("wu")
    batch = bring(wu, path)
    assert not batch.is_sound
    act(wu, batch, "confirm")
    assert not record.participants.exists()


def test_a_roster_goes_out_masked_and_in_full_after_the_password(browsing: As, cast: Cast) -> None:
    record = make.ScreeningFactory.create(organisation=cast.toys)
    identity = make.identity_number(2300)
    record.roster.create(identity_number=identity)
    masked = pages_of(browsing("jin").post(SCREENINGS, FOR_A_REASON))
    assert [row[2] for row in masked[1]] == [f"{identity[0]}{'*' * 16}{identity[-1]}"]
    jin = gave_password(browsing("jin"), 1)
    full = pages_of(jin.post(f"{SCREENINGS}open/", FOR_A_REASON))
    assert [row[2] for row in full[1]] == [identity]
    last: Any = AuditEntry.objects.filter(action=Action.EXPORTED).last()
    assert last.after["in_full"] is True
    assert last.after["beside"] == {"roster": 1}
