"""A file is stored as a whole or not at all, once, and can be taken back."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from openpyxl.utils import get_column_letter

from halfsky.org.audit.chain import verify
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.encryption import person_key
from halfsky.org.models import Organisation
from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.records.sheets import bulk
from halfsky.records.sheets.applying import ImportRefused, apply
from halfsky.records.sheets.bulk import new_keys
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.exporting import export_text, export_workbook
from halfsky.records.sheets.keeping import rows_of
from halfsky.records.sheets.models import ImportBatch, ImportedRow, StagedRows
from halfsky.records.sheets.reading import FileRefused, Reader
from halfsky.records.sheets.scope import Scope, scope_for, scope_of
from halfsky.records.sheets.staging import AlreadyImported, stage
from halfsky.records.sheets.undoing import undo
from halfsky.records.writing import change
from halfsky.registers.assistance.hardship_files import HardshipFile
from halfsky.registers.education.trainings import Training
from halfsky.registers.organising.head_counts import HeadCount
from tests import factories as make
from tests.cast import Cast
from tests.people import appoint, reader
from tests.registers.test_every_register import factory_of
from tests.sheets.files import convert, save

HEADINGS = ("日期", "组织", "主题", "类别", "层级", "女职工人次")
FILE_HEADINGS = ("档案编号", "组织", "姓名", "女职工", "困难类别", "主要致困原因")
DAY = datetime.date(2022, 6, 30)
ROW = (DAY, "toys", "读书会", "法律法规", "市级", 30)
OTHER = (DAY, "pottery", "讲座", "安全", "镇级", 12)
TRAININGS = registers()["trainings"]
each_register = pytest.mark.parametrize(
    "register", list(registers().values()), ids=lambda r: r.code
)


def everything(register: Register) -> Scope:
    records = register.model._default_manager.all()
    return Scope(register, Organisation.objects.all(), records, whole=True)


def checked(path: Path, register: Register = TRAININGS, scope: Scope | None = None) -> ImportBatch:
    with Reader() as child:
        return stage(scope or everything(register), path, path.name, child)


def imported(path: Path, register: Register = TRAININGS) -> ImportBatch:
    batch = checked(path, register)
    apply(batch, sheet_of(register), None)
    return batch


def counts(batch: ImportBatch) -> tuple[int, ...]:
    return (batch.new, batch.changed, batch.unchanged, batch.refused, batch.conflicts)


def problems(batch: ImportBatch, register: Register = TRAININGS) -> list[str]:
    rows = rows_of(batch, sheet_of(register))
    return [problem.sentence for row in rows for problem in row.problems]


def exported(register: Register, path: Path) -> Path:
    scope = everything(register)
    write = export_workbook if path.suffix == ".xlsx" else export_text
    write(path, scope, scope.records.order_by("pk"))
    return path


def edit(path: Path, *changes: tuple[str, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    for place, value in changes:
        book.worksheets[0][place] = value
    book.save(path)
    return path


# ---- storing -------------------------------------------------------------------------------


def test_it_stores_what_was_confirmed(cast: Cast, tmp_path: Path) -> None:
    batch = checked(save(tmp_path / "a.xlsx", HEADINGS, ROW, OTHER))
    assert counts(batch) == (2, 0, 0, 0, 0)
    assert not Training.objects.exists()
    apply(batch, sheet_of(TRAININGS), None)
    stored = Training.objects.get(organisation=cast.toys)
    assert (stored.topic, stored.kind, stored.women_attending) == ("读书会", "law", 30)
    assert (stored.version, stored.hours) == (1, 4)  # 4 hours where the file says nothing
    stored.full_clean()


def test_it_stores_nothing_while_one_row_is_wrong(cast: Cast, tmp_path: Path) -> None:
    batch = checked(
        save(tmp_path / "a.xlsx", HEADINGS, ROW, (*OTHER[:3], "不存在", "镇级", "许多"))
    )
    assert counts(batch) == (1, 0, 0, 1, 0)
    assert len(problems(batch)) == 2
    with pytest.raises(ImportRefused, match="改好"):
        apply(batch, sheet_of(TRAININGS), None)
    assert not Training.objects.exists()


def test_it_writes_down_who_brought_what(cast: Cast, tmp_path: Path) -> None:
    lin = reader(appoint(cast)["lin"])
    path = save(tmp_path / "a.xlsx", HEADINGS, ROW)
    batch = checked(path, scope=scope_for(TRAININGS, lin))
    apply(batch, sheet_of(TRAININGS), lin)
    entry = AuditEntry.objects.get(action=Action.IMPORTED)
    assert entry.actor == lin.person
    assert entry.after
    assert entry.after["added"] == [[Training.objects.get().pk] * 2]
    assert entry.after["digests"] == ImportedRow.objects.get().key
    assert Training.objects.get().entered_by == lin.person
    assert verify().is_whole


def test_it_lets_nobody_write_outside_her_reach(cast: Cast, tmp_path: Path) -> None:
    wu = reader(appoint(cast)["wu"])
    path = save(tmp_path / "a.xlsx", HEADINGS, (DAY, "mine", *ROW[2:]))
    batch = checked(path, scope=scope_for(TRAININGS, wu))
    assert problems(batch) == ["找不到组织“mine”，请从下拉单中选，或写编码。"]


def test_it_asks_again_whether_she_may_when_it_is_stored(cast: Cast, tmp_path: Path) -> None:
    people = appoint(cast)
    path = save(tmp_path / "a.xlsx", HEADINGS, ROW)
    batch = checked(path, scope=scope_for(TRAININGS, reader(people["wu"])))
    with pytest.raises(PermissionDenied):
        apply(batch, sheet_of(TRAININGS), reader(people["he"]))


def test_a_union_need_not_name_itself(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", (HEADINGS[0], *HEADINGS[2:]), (ROW[0], *ROW[2:]))
    batch = checked(path, scope=scope_of(TRAININGS, cast.toys))
    apply(batch, sheet_of(TRAININGS), None)
    assert Training.objects.get().organisation == cast.toys


def test_it_keeps_what_it_checked_encrypted(cast: Cast, tmp_path: Path) -> None:
    checked(save(tmp_path / "a.xlsx", HEADINGS, ROW))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content FROM {StagedRows._meta.db_table}")
        assert all("读书会" not in text for (text,) in cursor.fetchall())


def test_it_says_which_column_is_missing(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="缺少“女职工人次”"):
        checked(save(tmp_path / "a.xlsx", HEADINGS[:5], ROW[:5]))
    assert not ImportBatch.objects.exists()


def test_it_derives_the_key_of_a_person(cast: Cast, tmp_path: Path) -> None:
    number = make.identity_number(2100)
    headings = ("档案编号", "组织", "姓名", "女职工", "身份证号", "困难类别", "主要致困原因")
    row = ("D1", "city", "陈秀兰", "是", number, "深度困难", "自然灾害")
    imported(save(tmp_path / "a.xlsx", headings, row), registers()["hardship_files"])
    stored = HardshipFile.objects.get()
    assert (stored.holder, stored.identity_number) == ("陈秀兰", number)
    assert stored.person_key == person_key(number)


# ---- once ----------------------------------------------------------------------------------


def test_the_same_file_is_stored_once(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", HEADINGS, ROW)
    imported(path)
    with pytest.raises(AlreadyImported):
        checked(path)
    assert Training.objects.count() == 1


def test_a_file_checked_twice_is_stored_once(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", HEADINGS, ROW)
    first, second = checked(path), checked(path)
    apply(first, sheet_of(TRAININGS), None)
    with pytest.raises(AlreadyImported):
        apply(second, sheet_of(TRAININGS), None)
    with pytest.raises(AlreadyImported):
        apply(first, sheet_of(TRAININGS), None)
    assert Training.objects.count() == 1


def test_rows_of_an_earlier_file_are_not_stored_again(cast: Cast, tmp_path: Path) -> None:
    imported(save(tmp_path / "a.xlsx", HEADINGS, ROW))
    batch = imported(save(tmp_path / "b.xlsx", HEADINGS, ROW, OTHER))
    assert counts(batch) == (1, 0, 1, 0, 0)
    assert Training.objects.count() == 2


def test_a_row_changed_on_the_site_since_is_not_stored_again(cast: Cast, tmp_path: Path) -> None:
    imported(save(tmp_path / "a.xlsx", HEADINGS, ROW))
    Training.objects.update(women_attending=31, version=2)
    batch = checked(save(tmp_path / "b.xlsx", HEADINGS, ROW, OTHER))
    assert counts(batch) == (1, 0, 1, 0, 0)


def test_a_row_typed_in_on_the_site_is_not_stored_again(cast: Cast, tmp_path: Path) -> None:
    make.TrainingFactory.create(
        date=DAY, organisation=cast.toys, topic="读书会", level="city", women_attending=30
    )
    assert counts(checked(save(tmp_path / "a.xlsx", HEADINGS, ROW))) == (0, 0, 1, 0, 0)


def test_one_of_two_equal_rows_may_be_there(cast: Cast, tmp_path: Path) -> None:
    make.TrainingFactory.create(
        date=DAY, organisation=cast.toys, topic="读书会", level="city", women_attending=30
    )
    assert counts(checked(save(tmp_path / "a.xlsx", HEADINGS, ROW, ROW))) == (1, 0, 1, 0, 0)


def test_two_equal_rows_are_two_records(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", HEADINGS, ROW, ROW)
    assert counts(imported(path)) == (2, 0, 0, 0, 0)
    assert counts(checked(save(tmp_path / "b.xlsx", HEADINGS, ROW, ROW, ROW))) == (1, 0, 2, 0, 0)


def test_it_stores_nothing_once_somebody_wrote_in_between(cast: Cast, tmp_path: Path) -> None:
    lin = reader(appoint(cast)["lin"])
    record = make.HeadCountFactory.create(organisation=cast.toys)
    headings = ("组织", "起", "职工", "女职工", "会员", "女会员")
    register = registers()["head_counts"]
    batch = checked(
        save(
            tmp_path / "a.xlsx", headings, ("pottery", DAY, 9, 5, 9, 5), ("mine", DAY, 9, 5, 9, 5)
        ),
        register,
    )
    record.until = DAY
    change(register, record, 1, lin)
    other = make.HeadCountFactory.create(organisation=cast.pottery, since=DAY)
    other.until = datetime.date(2022, 8, 1)
    change(register, other, 1, lin)
    with pytest.raises(ImportRefused, match="重新上传"):
        apply(batch, sheet_of(register), None)
    assert HeadCount.objects.count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there everybody else waits")
def test_it_stores_nothing_where_somebody_wrote_while_it_stored(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin = reader(appoint(cast)["lin"])
    record = make.TrainingFactory.create(organisation=cast.toys)
    batch = checked(save(tmp_path / "a.xlsx", HEADINGS, ROW))

    def meanwhile(model: Any, number: int) -> Any:
        record.women_attending += 1
        change(TRAININGS, record, 1, lin)
        return new_keys(model, number)

    monkeypatch.setattr(bulk, "new_keys", meanwhile)
    with pytest.raises(ImportRefused, match="重新上传"):
        apply(batch, sheet_of(TRAININGS), None)
    assert Training.objects.get().version == 1


# ---- there and back ------------------------------------------------------------------------


@each_register
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_and_imported_changes_nothing(
    register: Register, ending: str, cast: Cast, tmp_path: Path
) -> None:
    factory_of(register.model).create_batch(2)
    before = list(register.model._default_manager.order_by("pk").values())
    batch = checked(exported(register, tmp_path / f"a.{ending}"), register)
    assert counts(batch) == (0, 0, len(before), 0, 0)
    apply(batch, sheet_of(register), None)
    assert list(register.model._default_manager.order_by("pk").values()) == before


def test_only_what_was_edited_changes(cast: Cast, tmp_path: Path, libreoffice: str) -> None:
    first, second = make.TrainingFactory.create_batch(2, organisation=cast.toys)
    path = exported(TRAININGS, tmp_path / "a.xlsx")
    edit(path, ("E2", "改过的主题"))
    batch = imported(convert(libreoffice, path, "xlsx", tmp_path))
    assert counts(batch) == (0, 1, 1, 0, 0)
    (row,) = rows_of(batch, sheet_of(TRAININGS))
    assert list(row.changes.values()) == [(first.topic, "改过的主题")]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.topic, first.version) == ("改过的主题", 2)
    assert (second.version, second.entered_at) == (1, second.entered_at)
    entry = AuditEntry.objects.get(action=Action.CHANGED)
    assert (entry.before, entry.after) == ({"topic": "女职工劳动保护"}, {"topic": "改过的主题"})


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝1", "'=1", "''=1", "'x'", "1e5", "007"]
)
def test_text_stays_text(text: str, ending: str, cast: Cast, tmp_path: Path) -> None:
    make.TrainingFactory.create(topic=text)
    path = exported(TRAININGS, tmp_path / f"a.{ending}")
    assert counts(checked(path)) == (0, 0, 1, 0, 0)
    if ending == "xlsx":
        cell = openpyxl.load_workbook(path).worksheets[0]["E2"]
        assert cell.data_type == "s"
    else:
        topic = path.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[3]
        assert not topic.startswith(tuple("=+-@＝"))


def test_a_row_changed_on_the_site_is_a_conflict(cast: Cast, tmp_path: Path) -> None:
    record = make.TrainingFactory.create(organisation=cast.toys)
    path = edit(exported(TRAININGS, tmp_path / "a.xlsx"), ("E2", "她的主题"))
    Training.objects.filter(pk=record.pk).update(topic="网站的主题", version=2)
    batch = checked(path)
    assert counts(batch) == (0, 0, 0, 0, 1)
    assert problems(batch) == ["导出以后网站上已改为“网站的主题”，请重新导出后再改。"]


def test_a_unit_out_of_reach_stays_where_it_is_left_alone(cast: Cast, tmp_path: Path) -> None:
    register = registers()["mentoring_assessments"]
    make.MentoringAssessmentFactory.create(
        organisation=cast.toys, mentor=cast.mine, mentee=cast.toys
    )
    scope, path = scope_of(register, cast.toys), tmp_path / "a.xlsx"
    export_workbook(path, scope, scope.records)
    assert counts(checked(path, register, scope)) == (0, 0, 1, 0, 0)
    assert "找不到组织" in problems(checked(edit(path, ("A2", "")), register, scope), register)[0]


def test_a_conflict_with_a_cell_that_cannot_be_read_is_told(cast: Cast, tmp_path: Path) -> None:
    record = make.TrainingFactory.create(organisation=cast.toys)
    path = edit(exported(TRAININGS, tmp_path / "a.xlsx"), ("C2", "某日"), ("E2", "她的主题"))
    Training.objects.filter(pk=record.pk).update(topic="网站的主题", version=2)
    assert counts(checked(path)) == (0, 0, 0, 0, 1)


def test_a_row_that_she_left_alone_is_none(cast: Cast, tmp_path: Path) -> None:
    record = make.TrainingFactory.create(organisation=cast.toys)
    path = exported(TRAININGS, tmp_path / "a.xlsx")
    Training.objects.filter(pk=record.pk).update(topic="网站的主题", version=2)
    assert counts(imported(path)) == (0, 0, 1, 0, 0)
    record.refresh_from_db()
    assert record.topic == "网站的主题"


def test_a_mark_that_was_filled_down_is_found_out(cast: Cast, tmp_path: Path) -> None:
    make.TrainingFactory.create_batch(2, organisation=cast.toys)
    path = exported(TRAININGS, tmp_path / "a.xlsx")
    mark = str(openpyxl.load_workbook(path).worksheets[0]["A2"].value)
    assert "同一条记录" in problems(checked(edit(path, ("A3", mark))))[0]
    assert "标识被改动过" in problems(checked(edit(path, ("A3", f"9{mark}"))))[0]


def test_where_a_case_stands_is_not_changed_by_a_sheet(cast: Cast, tmp_path: Path) -> None:
    register = registers()["special_contracts"]
    make.SpecialContractFactory.create(organisation=cast.toys)
    path = exported(register, tmp_path / "a.xlsx")
    headings = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][1]]
    place = get_column_letter(headings.index("状态") + 1)
    batch = checked(edit(path, (f"{place}2", "起草")), register)
    assert problems(batch, register) == ["这一项不能用表格修改，请恢复为“生效”，在网站上逐条办理。"]


# ---- taking back ---------------------------------------------------------------------------


def test_an_import_is_taken_back_as_a_whole(cast: Cast, tmp_path: Path) -> None:
    record = make.TrainingFactory.create(organisation=cast.toys)
    path = edit(exported(TRAININGS, tmp_path / "a.xlsx"), ("E2", "改过的主题"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(["", "", *ROW])
    book.save(path)
    batch = imported(path)
    assert counts(batch) == (1, 1, 0, 0, 0)
    undo(batch, sheet_of(TRAININGS), None)
    record.refresh_from_db()
    assert (record.topic, record.version) == ("女职工劳动保护", 3)
    added = Training.objects.exclude(pk=record.pk).get()
    assert added.withdrawn_at is not None
    assert added.withdrawn_because == "撤销导入：a.xlsx"
    assert AuditEntry.objects.filter(action=Action.UNDONE).count() == 2


def test_it_is_taken_back_once(cast: Cast, tmp_path: Path) -> None:
    batch = imported(save(tmp_path / "a.xlsx", HEADINGS, ROW))
    undo(batch, sheet_of(TRAININGS), None)
    with pytest.raises(ImportRefused, match="已经撤销"):
        undo(batch, sheet_of(TRAININGS), None)


def test_it_is_not_taken_back_once_a_row_was_touched(cast: Cast, tmp_path: Path) -> None:
    batch = imported(save(tmp_path / "a.xlsx", HEADINGS, OTHER, ROW))
    Training.objects.filter(topic="读书会").update(version=2)
    with pytest.raises(ImportRefused, match="第3行"):
        undo(batch, sheet_of(TRAININGS), None)
    assert not Training.objects.exclude(withdrawn_at=None).exists()


def test_it_is_not_taken_back_once_a_row_was_used(cast: Cast, tmp_path: Path) -> None:
    headings, register = FILE_HEADINGS, registers()["hardship_files"]
    batch = imported(
        save(tmp_path / "a.xlsx", headings, ("D1", "city", "陈", "是", "深度困难", "其他")),
        register,
    )
    make.AidPaymentFactory.create(file=HardshipFile.objects.get())
    with pytest.raises(ImportRefused, match="第2行"):
        undo(batch, sheet_of(register), None)


def test_what_was_taken_back_can_be_imported_again(cast: Cast, tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", HEADINGS, ROW)
    undo(imported(path), sheet_of(TRAININGS), None)
    assert counts(imported(path)) == (1, 0, 0, 0, 0)
    assert Training.objects.filter(withdrawn_at=None).count() == 1


def test_what_was_taken_back_is_restored_under_its_number(cast: Cast, tmp_path: Path) -> None:
    headings, register = FILE_HEADINGS, registers()["hardship_files"]
    path = save(tmp_path / "a.xlsx", headings, ("D1", "city", "陈", "是", "深度困难", "其他"))
    undo(imported(path, register), sheet_of(register), None)
    again = imported(path, register)
    assert counts(again) == (0, 1, 0, 0, 0)
    assert HardshipFile.objects.get().withdrawn_at is None
    undo(again, sheet_of(register), None)
    assert HardshipFile.objects.get().withdrawn_at is not None


def test_it_remembers_which_record_a_row_became(cast: Cast, tmp_path: Path) -> None:
    batch = imported(save(tmp_path / "a.xlsx", HEADINGS, ROW))
    row = ImportedRow.objects.get(batch=batch)
    assert (row.row, row.record) == (2, Training.objects.get().pk)


@pytest.mark.django_db
def test_a_wrong_identity_number_is_told_once(cast: Cast, tmp_path: Path) -> None:
    row = ("D-1", "toys", "陈秀兰", "是", "深度困难", "患重特大疾病", "110101198001011234")
    register = registers()["hardship_files"]
    path = save(tmp_path / "files.xlsx", (*FILE_HEADINGS, "身份证号"), row)
    assert len(problems(checked(path, register), register)) == 1
