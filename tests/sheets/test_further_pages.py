"""Rows kept with a record go out and come in on further pages of its register's workbook."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.records.declaration import Participants, Register
from halfsky.records.registry import registers
from halfsky.records.sheets import finding
from halfsky.records.sheets.applying import ImportRefused, apply
from halfsky.records.sheets.children import checking
from halfsky.records.sheets.children.keeping import rows_of as children_of
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.exporting import export_workbook
from halfsky.records.sheets.marking import write_marked
from halfsky.records.sheets.models import ImportBatch, ImportedChild
from halfsky.records.sheets.purging import keep_changes
from halfsky.records.sheets.reading import FileRefused, Reader
from halfsky.records.sheets.scope import scope_of
from halfsky.records.sheets.template import write_template
from halfsky.records.sheets.undoing import undo
from halfsky.registers.education.trainings import Training, TrainingParticipant
from halfsky.registers.organising.women_organisations import Term
from halfsky.registers.rights.screenings import ScreeningAttendance
from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run
from tests.registers.test_every_register import factory_of
from tests.sheets.files import convert
from tests.sheets.test_importing import checked, counts, everything, imported

DAY = datetime.date(2022, 6, 30)
TRAININGS = registers()["trainings"]
WITH_CHILDREN = [one for one in registers().values() if one.children]
each_with_children = pytest.mark.parametrize("register", WITH_CHILDREN, ids=lambda one: one.code)

Rows = list[list[Any]]


def filled(register: Register, path: Path, *pages: Rows) -> Path:
    """The workbook to fill in with rows below its examples, a list a page."""
    write_template(path, [everything(register)], DAY)
    book = openpyxl.load_workbook(path)
    for page, rows in zip(book.worksheets, pages, strict=False):
        for row in rows:
            page.append(["", *row])
    book.save(path)
    return path


def exported(register: Register, path: Path, *, is_open: bool = True) -> Path:
    scope = everything(register)
    export_workbook(path, scope, scope.records.order_by("pk"), is_open=is_open)
    return path


def edited(path: Path, page: int, *changes: tuple[str, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in changes:
        book.worksheets[page][cell] = value
    book.save(path)
    return path


def beside(batch: ImportBatch, relation: str) -> dict[str, int]:
    return {name: count for name, count in batch.beside[relation].items() if count}


def said(batch: ImportBatch, register: Register = TRAININGS) -> list[str]:
    return [
        problem.sentence
        for sheet in child_sheets(register)
        for row in children_of(batch, sheet)
        for problem in row.problems
    ]


def a_training(number: object, *, organisation: str = "city", women: int = 40) -> list[Any]:
    return [number, DAY, organisation, "读书会", "法律法规", "市级", women, 4]


# ---- new -----------------------------------------------------------------------------------


def test_rows_come_in_with_a_new_record(cast: Cast, tmp_path: Path) -> None:
    main = [a_training(1), a_training("乙", organisation="east")]
    further = [[1, "toys", 12], ["乙", "pottery", 5], [1.0, "pottery", None], [7, "", ""]]
    batch = imported(filled(TRAININGS, tmp_path / "a.xlsx", main, further))
    assert counts(batch) == (2, 0, 0, 0, 0)
    assert beside(batch, "participants") == {"new": 3}
    held = Training.objects.get(organisation=cast.city)
    assert [(one.organisation, one.women) for one in held.participants.order_by("pk")] == [
        (cast.toys, 12),
        (cast.pottery, None),
    ]
    assert TrainingParticipant.objects.get(record__organisation=cast.east).women == 5
    trail = AuditEntry.objects.filter(action=Action.IMPORTED).order_by("sequence")
    assert [sorted(one.after) for one in trail if one.after] == [
        ["added", "batch", "digests"],
        ["added", "batch", "rows"],
    ]


def test_rows_below_rows_come_in_too(cast: Cast, tmp_path: Path) -> None:
    register = registers()["women_organisations"]
    # The keys of records and of terms must differ: one was once taken for the other.
    factory_of(register.model).create_batch(3)
    main = [[1, "toys", "女职工委员会", DAY, None, "", ""]]
    terms = [[1, 1, DAY, datetime.date(2027, 6, 30)]]
    seats = [[1, 1, "陈秀兰", "主任", "选举", DAY, None], [1, 1, "李梅", "委员", "选举", DAY, None]]
    batch = imported(filled(register, tmp_path / "a.xlsx", main, terms, seats), register)
    assert (beside(batch, "terms"), beside(batch, "terms__seats")) == ({"new": 1}, {"new": 2})
    term = Term.objects.get()
    assert term.women_organisation.organisation == cast.toys
    assert term.women_organisation_id != term.pk
    assert [one.holder for one in term.seats.order_by("pk")] == ["陈秀兰", "李梅"]
    assert said(batch, register) == []
    seats.append([1, 1, "周兰", "委员", "选举", DAY, None])
    again = imported(filled(register, tmp_path / "b.xlsx", main, terms, seats), register)
    assert beside(again, "terms") == {"unchanged": 1}
    assert beside(again, "terms__seats") == {"unchanged": 2, "new": 1}
    assert term.seats.count() == 3


def test_a_person_on_a_roster_has_her_key(cast: Cast, tmp_path: Path) -> None:
    register = registers()["screenings"]
    number = make.identity_number(2300)
    main = [[1, DAY, "toys", "妇女病普查", "第一医院", None]]
    imported(filled(register, tmp_path / "a.xlsx", main, [[1, number]]), register)
    kept = ScreeningAttendance.objects.get()
    key = kept.person_key
    kept.save()
    assert (kept.identity_number, kept.person_key) == (number, key)


# ---- there and back ------------------------------------------------------------------------


def make_children(register: Register, number: int) -> list[Any]:
    """Records of a register with rows of every kind."""
    records = factory_of(register.model).create_batch(number)
    for record in records:
        above: dict[str, Any] = {"": record}
        for sheet in child_sheets(register):
            relation = sheet.child.relation
            parent = above[relation.rpartition("__")[0]]
            above[relation] = make_child(sheet, parent)
    return records


def make_child(sheet: ChildSheet, parent: Any) -> Any:
    """A row below a record, or below another row."""
    if isinstance(sheet.child, Participants):
        organisation = make.OrganisationFactory.create()
        return sheet.model.objects.create(record=parent, organisation=organisation, women=9)
    return factory_of(sheet.model).create(**{sheet.key.name: parent})


def caption_of(record: Any) -> str:
    organisation = record.organisation
    return f"{record.date} {organisation.code} {organisation.name} {record.topic}"


def stored(register: Register) -> list[Any]:
    models = [register.model, *(sheet.model for sheet in child_sheets(register))]
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@each_with_children
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "masked"])
def test_what_is_exported_and_imported_changes_nothing(
    register: Register, is_open: bool, cast: Cast, tmp_path: Path
) -> None:
    make_children(register, 2)
    before = stored(register)
    batch = checked(exported(register, tmp_path / "a.xlsx", is_open=is_open), register)
    for sheet in child_sheets(register):
        assert beside(batch, sheet.child.relation) == {"unchanged": 2}
    assert batch.writes == 0
    apply(batch, sheet_of(register), None)
    assert stored(register) == before


@each_with_children
def test_every_page_of_the_template_is_headed_and_explained(
    register: Register, cast: Cast, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(filled(register, tmp_path / "a.xlsx"))
    for place, sheet in enumerate(child_sheets(register), 1):
        page = book.worksheets[place]
        assert page.title == sheet.title
        headings, explanations, example = list(page.iter_rows(values_only=True))[:3]
        assert [str(one).rstrip("*") for one in headings[1:]] == [c.heading for c in sheet.columns]
        assert all(explanations)
        assert example[:2] == ("示例", 1)
        assert page.protection.sheet
        assert "女职工" in str(page.data_validations.dataValidation[0].formula1) or place
    with pytest.raises(FileRefused, match="没有数据行"):
        checked(tmp_path / "a.xlsx", register)


def test_who_reaches_one_unit_only_is_not_asked_for_others(cast: Cast, tmp_path: Path) -> None:
    pages = []
    for code in ("trainings", "screenings"):
        write_template(tmp_path / f"{code}.xlsx", [scope_of(registers()[code], cast.toys)], DAY)
        book = openpyxl.load_workbook(tmp_path / f"{code}.xlsx")
        pages.append([(page.title, page["B1"].value) for page in book.worksheets[:2]])
    assert pages[0][0] == ("女职工培训", "日期*")
    assert pages[1] == [("妇女病普查", "序号"), ("妇女病普查—普查名册", "所属序号*")]


def test_a_unit_out_of_reach_stays_where_it_is_left_alone(cast: Cast, tmp_path: Path) -> None:
    record = make.TrainingFactory.create(organisation=cast.east)
    record.participants.create(organisation=cast.mine, women=4)
    record.participants.create(organisation=cast.toys, women=5)
    scope = scope_of(TRAININGS, cast.east)
    path = tmp_path / "a.xlsx"
    export_workbook(path, scope, scope.records)
    assert beside(checked(path, scope=scope), "participants") == {"unchanged": 2}
    batch = checked(edited(path, 1, ("D2", 7)), scope=scope)
    assert beside(batch, "participants") == {"unchanged": 1, "changed": 1}
    batch = checked(edited(path, 1, ("C3", "mine")), scope=scope)
    assert said(batch) == ["找不到组织“mine”，请从下拉单中选，或写编码。"]


def test_only_what_was_edited_changes(cast: Cast, tmp_path: Path, libreoffice: str) -> None:
    first, second = make_children(TRAININGS, 2)
    path = edited(exported(TRAININGS, tmp_path / "a.xlsx"), 1, ("D3", 77))
    captions = [cell.value for cell in openpyxl.load_workbook(path).worksheets[1]["E"]]
    assert captions == ["所属记录（仅供查看）", *(caption_of(one) for one in (first, second))]
    batch = imported(convert(libreoffice, path, "xlsx", tmp_path))
    assert counts(batch) == (0, 0, 2, 0, 0)
    assert beside(batch, "participants") == {"unchanged": 1, "changed": 1}
    assert second.participants.get().women == 77
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert not batch.layout["beside"]["participants"]["unknown"]
    entry = AuditEntry.objects.get(action=Action.CHANGED)
    name = f"participants.{second.participants.get().pk}.women"
    assert (entry.key, entry.after) == (str(second.pk), {name: 77})


def test_rows_of_an_earlier_file_are_not_stored_again(cast: Cast, tmp_path: Path) -> None:
    main, further = [a_training(1)], [[1, "toys", 12]]
    imported(filled(TRAININGS, tmp_path / "a.xlsx", main, further))
    further = [[1, "toys", 12], [1, "pottery", 5]]
    batch = imported(filled(TRAININGS, tmp_path / "b.xlsx", main, further))
    assert counts(batch) == (0, 0, 1, 0, 0)
    assert beside(batch, "participants") == {"unchanged": 1, "new": 1}
    held = Training.objects.get()
    assert (held.version, held.participants.count()) == (2, 2)


def test_a_row_without_a_mark_is_known_by_its_name(cast: Cast, tmp_path: Path) -> None:
    main = [a_training(1)]
    imported(filled(TRAININGS, tmp_path / "a.xlsx", main, [[1, "toys", 12]]))
    batch = imported(filled(TRAININGS, tmp_path / "b.xlsx", main, [[1, "toys", 13]]))
    assert beside(batch, "participants") == {"changed": 1}
    assert TrainingParticipant.objects.get().women == 13


def test_a_row_changed_on_the_site_is_a_conflict(cast: Cast, tmp_path: Path) -> None:
    (record,) = make_children(TRAININGS, 1)
    path = exported(TRAININGS, tmp_path / "a.xlsx")
    record.participants.update(women=50)
    Training.objects.update(version=2)
    assert beside(checked(path), "participants") == {"unchanged": 1}
    batch = checked(edited(path, 1, ("D2", 77)))
    assert beside(batch, "participants") == {"conflict": 1}
    assert said(batch) == ["导出以后网站上已改为“50”，请重新导出后再改。"]
    with pytest.raises(ImportRefused):
        apply(batch, sheet_of(TRAININGS), None)


# ---- what is wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ([9, "toys", 1], "“女职工培训”页没有序号“9”，请核对。"),
        (["", "toys", 1], "必填，请填写。"),
        ([2, "toys", 1], "“女职工培训”页有2行的序号都是“2”，请改成不同的号。"),
        ([1, "nowhere", 1], "找不到组织“nowhere”，请从下拉单中选，或写编码。"),
        ([1, "city", 1], "是举办单位，不用再列为参加单位。"),
        ([1, "pottery", 1], "与第4行重复，请删去一行。"),
        ([1, "toys", "许多"], "应为整数，请只填数字。"),
        ([1, "toys", -1], "确保该值大于或等于0。"),
    ],
)
def test_it_says_what_is_wrong_with_a_row(
    row: list[Any], sentence: str, cast: Cast, tmp_path: Path
) -> None:
    main = [a_training(1), a_training(2), a_training(2, organisation="east")]
    path = filled(TRAININGS, tmp_path / "a.xlsx", main, [[1, "pottery", 3], row])
    batch = checked(path)
    assert [one.rpartition("工会")[2] if "举办" in one else one for one in said(batch)] == [
        sentence
    ]
    assert not batch.is_sound
    with pytest.raises(ImportRefused, match="改好"):
        apply(batch, sheet_of(TRAININGS), None)
    assert not Training.objects.exists()


def test_what_was_refused_comes_back_marked(cast: Cast, tmp_path: Path) -> None:
    path = filled(TRAININGS, tmp_path / "a.xlsx", [a_training(1)], [[1, "nowhere", 3]])
    batch, out = checked(path), tmp_path / "out.xlsx"
    with Reader() as reader:
        write_marked(batch, sheet_of(TRAININGS), path, out, reader)
    main, page = openpyxl.load_workbook(out).worksheets[:2]
    assert str(page["C4"].fill.fgColor.rgb).endswith("FFC7CE")
    assert page["C4"].comment.text.startswith("找不到组织“nowhere”")
    assert page["E4"].value == "单位：找不到组织“nowhere”，请从下拉单中选，或写编码。"
    assert not page.protection.sheet
    assert main["J1"].value is None


def test_the_roster_of_a_round_with_a_head_count_is_refused(cast: Cast, tmp_path: Path) -> None:
    register = registers()["screenings"]
    main = [[1, DAY, "toys", "妇女病普查", "第一医院", 20]]
    roster = [[1, make.identity_number(2300)], [1, "11010119800101123"]]
    batch = checked(filled(register, tmp_path / "a.xlsx", main, roster), register)
    first, second = said(batch, register)
    assert "名册" in first
    assert "18" in second or "位" in second


def test_a_masked_number_cannot_be_new(cast: Cast, tmp_path: Path) -> None:
    register = registers()["screenings"]
    main = [[1, DAY, "toys", "妇女病普查", "第一医院", None]]
    path = filled(register, tmp_path / "a.xlsx", main, [[1, "1****************3"]])
    assert said(checked(path, register), register) == ["这是打了码的内容，新增的行请填写完整。"]


def test_a_mark_from_another_record_is_found_out(cast: Cast, tmp_path: Path) -> None:
    make_children(TRAININGS, 2)
    path = exported(TRAININGS, tmp_path / "a.xlsx")
    mark = openpyxl.load_workbook(path).worksheets[1]["A2"].value
    batch = checked(edited(path, 1, ("A3", mark)))
    assert "属于另一条记录" in said(batch)[0]
    assert "标识被改动过" in said(checked(edited(path, 1, ("A3", f"9{mark}"))))[0]
    batch = checked(edited(path, 1, ("A3", mark), ("B3", 1)))
    assert "与第2行是同一行" in said(batch)[0]


def test_too_many_rows_are_refused(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    further = [[1, "toys", 1], [1, "pottery", 1], [1, "mine", 1]]
    path = filled(TRAININGS, tmp_path / "a.xlsx", [a_training(1)], further)
    monkeypatch.setattr(checking, "MOST_BESIDE", 2)
    assert said(checked(path)) == ["一条记录的“参加单位”最多2行，请分成几条登记。"]
    monkeypatch.setattr(finding, "CHILD_ROWS", 2)
    with pytest.raises(FileRefused, match="“女职工培训—参加单位”页超过2行，请拆成几个文件。"):
        checked(path)


def test_a_page_without_its_heading_is_refused(cast: Cast, tmp_path: Path) -> None:
    path = filled(TRAININGS, tmp_path / "a.xlsx", [a_training(1)], [[1, "toys", 1]])
    with pytest.raises(FileRefused, match="缺少“单位”这一列"):
        checked(edited(path, 1, ("C1", "别的")))
    with pytest.raises(FileRefused, match="没有找到表头"):
        checked(edited(path, 1, ("B1", "别的"), ("D1", "什么")))


def test_rows_numbered_ahead_are_no_records(cast: Cast, tmp_path: Path) -> None:
    empty = [[number, *[None] * 7] for number in range(2, 9)]
    path = filled(TRAININGS, tmp_path / "a.xlsx", [a_training(1), *empty], [[1, "", ""]])
    batch = checked(path)
    assert counts(batch) == (1, 0, 0, 0, 0)
    assert not sum(batch.beside_counts.values())


def test_the_command_tells_of_further_pages(cast: Cast, run: Run, tmp_path: Path) -> None:
    good = filled(TRAININGS, tmp_path / "a.xlsx", [a_training(1)], [[1, "toys", 3]])
    outcome = run("import", "trainings", str(good))
    assert outcome.code == 0
    assert "参加单位：新增1，修改0，不变0，有错0，冲突0。" in outcome.out
    bad = filled(TRAININGS, tmp_path / "b.xlsx", [a_training(1)], [[1, "nowhere", 3]])
    outcome = run("import", "trainings", str(bad))
    assert outcome.code == 1
    assert "参加单位 4" in outcome.out
    assert "找不到组织“nowhere”" in outcome.out


# ---- taking back ---------------------------------------------------------------------------


def test_it_is_taken_back_with_its_records(cast: Cast, tmp_path: Path) -> None:
    (record,) = make_children(TRAININGS, 1)
    path = edited(exported(TRAININGS, tmp_path / "a.xlsx"), 1, ("D2", 77))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(["", *a_training(2)])
    for row in ([1, "pottery", 4], [2, "toys", 5]):
        book.worksheets[1].append(["", *row])
    book.save(path)
    batch = imported(path)
    keep_changes(batch)
    assert beside(batch, "participants") == {"changed": 1, "new": 2}
    assert ImportedChild.objects.count() == 1
    undo(batch, sheet_of(TRAININGS), None)
    record.refresh_from_db()
    assert (record.version, record.participants.get().women) == (3, 9)
    added = Training.objects.exclude(pk=record.pk).get()
    assert added.withdrawn_at is not None
    assert added.participants.get().women == 5
    assert AuditEntry.objects.filter(action=Action.UNDONE, key=str(record.pk)).count() == 1


def test_it_is_not_taken_back_once_its_record_was_touched(cast: Cast, tmp_path: Path) -> None:
    make_children(TRAININGS, 1)
    batch = imported(edited(exported(TRAININGS, tmp_path / "a.xlsx"), 1, ("D2", 77)))
    Training.objects.update(version=3)
    with pytest.raises(ImportRefused, match="第2行"):
        undo(batch, sheet_of(TRAININGS), None)
    assert TrainingParticipant.objects.get().women == 77


def test_nothing_is_stored_where_a_row_fails(cast: Cast, tmp_path: Path) -> None:
    (record,) = make_children(TRAININGS, 1)
    batch = checked(edited(exported(TRAININGS, tmp_path / "a.xlsx"), 1, ("D2", 77)))
    record.participants.all().delete()
    with pytest.raises(ImportRefused, match="重新上传"):
        apply(batch, sheet_of(TRAININGS), None)
    record.refresh_from_db()
    assert record.version == 1
