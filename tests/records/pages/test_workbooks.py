"""A workbook goes in through the pages: checked, shown, confirmed, taken back; hers alone."""

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.models import Person
from halfsky.org.once import new_key
from halfsky.org.reader import Reader
from halfsky.org.tasks import files
from halfsky.org.tasks.models import Task, TaskState
from halfsky.org.tasks.worker import claim, take_up_again, work_off, work_on
from halfsky.records.registry import registers
from halfsky.records.sheets import background, staging
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.exporting import export_workbook
from halfsky.records.sheets.keeping import page_of, rows_of
from halfsky.records.sheets.models import ImportBatch, StagedRows, State
from halfsky.records.sheets.purging import purge
from halfsky.records.sheets.scope import scope_for
from halfsky.records.sheets.verdicts import Verdict
from halfsky.records.writing import change
from halfsky.registers.assistance.hardship_files import HardshipFile
from halfsky.registers.education.trainings import Training
from tests import factories as make
from tests.cast import Cast
from tests.records.pages.bringing import act, bring, page, send, workbook
from tests.sheets.test_importing import FILE_HEADINGS, HEADINGS, OTHER, ROW
from tests.site.conftest import As

TRAININGS = registers()["trainings"]
DAY = datetime.date(2022, 6, 30)
BAD = ("2022.6.31", "nowhere", "讲座", "安全", "镇级", "十二")
Readers = dict[str, Reader]


def exported(reader: Reader, path: Path, code: str = "trainings") -> Path:
    scope = scope_for(registers()[code], reader)
    export_workbook(path, scope, scope.records.order_by("pk"))
    return path


def edited(path: Path, cell: str, value: str) -> Path:
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell] = value
    book.save(path)
    return path


def kept_files() -> list[Path]:
    return list(files.folder().iterdir()) if files.folder().exists() else []


def test_it_goes_in_once_it_is_confirmed_and_comes_out_again(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, ROW, OTHER))
    shown = page(lin, batch)
    assert "没有错误，可以导入" in shown
    assert "确认后新增2条。" in shown
    assert "童乐玩具厂工会" in shown
    assert not Training.objects.exists()
    act(lin, batch, "confirm")
    assert Training.objects.count() == 2
    listed = lin.get(f"/registers/trainings/?batch={batch.pk}").content.decode()
    assert f"第{batch.pk}批导入" in listed
    assert "读书会" in listed
    act(lin, batch, "take-back")
    assert not Training.objects.filter(withdrawn_at=None).exists()
    assert "已整批撤销" in page(lin, batch)
    trail = AuditEntry.objects.filter(action__in=(Action.IMPORTED, Action.UNDONE))
    assert list(trail.values_list("address", flat=True)) == ["127.0.0.1"] * 2


def test_what_is_wrong_is_shown_and_comes_back_marked(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, ROW, BAD))
    shown = page(lin, batch)
    assert "还不能导入" in shown
    for cell, value in (("A3", "2022.6.31"), ("B3", "nowhere"), ("F3", "十二")):
        assert f">{cell}<" in shown
        assert value in shown
    answer = lin.get(f"/registers/trainings/workbooks/{batch.pk}/marked/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert str(book.worksheets[0]["F3"].fill.fgColor.rgb).endswith("FFC7CE")
    act(lin, batch, "confirm")
    assert not Training.objects.exists()


def test_a_change_is_shown_field_by_field(
    readers: Readers, browsing: As, cast: Cast, tmp_path: Path
) -> None:
    training = make.TrainingFactory.create(organisation=cast.toys, topic="旧主题")
    path = exported(readers["lin"], tmp_path / "out.xlsx")
    batch = bring(browsing("lin"), edited(path, "E2", "新主题"))
    shown = page(browsing("lin"), batch)
    assert "<del>旧主题</del>" in shown
    assert "<ins>新主题</ins>" in shown
    act(browsing("lin"), batch, "confirm")
    assert not StagedRows.objects.filter(batch=batch, counts__new__isnull=False).exists()
    act(browsing("lin"), batch, "take-back")
    training.refresh_from_db()
    assert training.topic == "旧主题"
    assert not StagedRows.objects.exists()


def test_a_conflict_stands_side_by_side(
    readers: Readers, browsing: As, cast: Cast, tmp_path: Path
) -> None:
    training = make.TrainingFactory.create(organisation=cast.toys, topic="旧主题")
    path = edited(exported(readers["lin"], tmp_path / "out.xlsx"), "E2", "她的主题")
    training.topic = "别人的主题"
    change(TRAININGS, training, training.version, readers["lin"])
    shown = page(browsing("lin"), bring(browsing("lin"), path))
    assert "网站上现在" in shown
    assert "她的主题" in shown
    assert "别人的主题" in shown


def test_the_same_file_leads_to_what_it_did_before(browsing: As, tmp_path: Path) -> None:
    lin, path = browsing("lin"), workbook(tmp_path, HEADINGS, ROW)
    batch = bring(lin, path)
    act(lin, batch, "confirm")
    assert bring(lin, path) == batch
    assert "没有重复导入" in page(lin, batch, "?again=1")
    send(browsing("wu"), path)  # a colleague, who is told and not shown
    work_off()
    task = Task.objects.latest("pk")
    assert task.state == TaskState.FAILED
    assert "没有重复导入" in task.sentence


def test_what_was_overtaken_is_checked_again_without_the_file(
    readers: Readers, browsing: As, cast: Cast, tmp_path: Path
) -> None:
    training = make.TrainingFactory.create(organisation=cast.toys)
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, ROW))
    change(TRAININGS, training, training.version, readers["lin"])
    assert "核对结果已过时" in page(lin, batch)
    assert "已过时" in lin.get("/imports/").content.decode()
    act(lin, batch, "confirm")
    assert Training.objects.count() == 1
    assert "登记册有了变化" in Task.objects.latest("pk").sentence
    act(lin, batch, "recheck")
    again = ImportBatch.objects.latest("pk")
    assert (batch.state, again.state) == (State.GIVEN_UP, State.CHECKED)
    act(lin, again, "confirm")
    assert Training.objects.count() == 2


def test_it_is_not_taken_back_once_something_touched_it(
    readers: Readers, browsing: As, tmp_path: Path
) -> None:
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, ROW))
    act(lin, batch, "confirm")
    training = Training.objects.get()
    change(TRAININGS, training, training.version, readers["lin"])
    assert "第2行的记录后来又有改动" in page(lin, batch)
    assert act(lin, batch, "take-back").status_code == 409
    assert batch.state == State.APPLIED


def test_an_import_is_hers_alone(browsing: As, tmp_path: Path) -> None:
    batch = bring(browsing("lin"), workbook(tmp_path, HEADINGS, ROW, BAD))
    url = f"/registers/trainings/workbooks/{batch.pk}/"
    for name, status in (("wu", 404), ("cao", 404), ("zhou", 403), ("xu", 403)):
        assert browsing(name).get(url).status_code == status
        assert browsing(name).get(f"{url}marked/").status_code == status
        for door in ("confirm", "give-up", "recheck", "take-back"):
            assert act(browsing(name), batch, door).status_code == status
    assert batch.state == State.CHECKED


def test_she_brings_records_of_her_own_part_of_the_tree_only(browsing: As, tmp_path: Path) -> None:
    batch = bring(browsing("mei"), workbook(tmp_path, HEADINGS, ROW))
    assert batch.refused == 1
    assert "找不到组织" in page(browsing("mei"), batch)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.zip", b"PK", "这是压缩包"),
        ("a.docx", b"PK", "请选 .xlsx"),
    ],
)
def test_it_refuses_a_file_that_is_none_at_once(
    name: str, content: bytes, sentence: str, browsing: As, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    answer = send(browsing("lin"), path)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not kept_files()


def test_what_cannot_be_read_is_told_on_the_page_of_the_task(browsing: As, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    lin = browsing("lin")
    answer = send(lin, path)
    work_off()
    assert "表格已损坏" in lin.get(answer["Location"]).content.decode()
    assert not kept_files()
    assert not ImportBatch.objects.exists()


def test_nothing_is_kept_longer_than_needed(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    first, second = (
        bring(lin, workbook(tmp_path, HEADINGS, row, name=f"{row[2]}.xlsx")) for row in (ROW, OTHER)
    )
    act(lin, first, "confirm")
    assert not StagedRows.objects.filter(batch=first).exists()
    assert len(kept_files()) == 1
    ImportBatch.objects.update(made_at=timezone.now() - datetime.timedelta(days=31))
    purge()
    second.refresh_from_db()
    assert second.state == State.GIVEN_UP
    assert not StagedRows.objects.exists()
    assert not kept_files()


def test_giving_up_forgets_at_once(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, BAD))
    act(lin, batch, "give-up")
    assert batch.state == State.GIVEN_UP
    assert not StagedRows.objects.exists()
    assert not kept_files()
    assert "已放弃" in page(lin, batch)


def test_a_worker_killed_after_storing_stores_nothing_twice(
    browsing: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, ROW))
    lin.post(f"/registers/trainings/workbooks/{batch.pk}/confirm/", {"submission_key": new_key()})
    with monkeypatch.context() as patch:
        patch.setattr(background, "keep_changes", killed)
        task = claim()
        assert task
        with pytest.raises(KeyboardInterrupt):
            work_on(task)
    take_up_again()
    assert work_off() == 1
    assert Training.objects.count() == 1
    task.refresh_from_db()
    assert (task.state, task.url) == (TaskState.DONE, background.batch_url(batch))


def test_a_check_that_was_cut_off_leaves_nothing_behind(
    browsing: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(browsing("lin"), workbook(tmp_path, HEADINGS, ROW))
    with monkeypatch.context() as patch:
        patch.setattr(staging, "with_counts", killed)
        patch.setattr(ImportBatch, "delete", nothing_done)  # so died the process
        task = claim()
        assert task
        with pytest.raises(KeyboardInterrupt):
            work_on(task)
    assert StagedRows.objects.count() == 1
    take_up_again()
    assert work_off() == 1
    assert ImportBatch.objects.get().state == State.CHECKED
    assert StagedRows.objects.count() == 1


def nothing_done(*_arguments: Any) -> None:
    """What a killed process does."""


def test_the_list_of_imports_asks_as_often_for_many_as_for_one(
    browsing: As, tmp_path: Path
) -> None:
    lin = browsing("lin")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            lin.get("/imports/")
        return len(asked)

    for number in range(3):
        bring(lin, workbook(tmp_path, HEADINGS, (*ROW[:5], number), name=f"{number}.xlsx"))
        if not number:
            queries()
            for_one = queries()
    assert queries() == for_one


def killed(*_arguments: Any) -> None:
    raise KeyboardInterrupt


def test_rights_count_when_it_is_stored(
    people: dict[str, Person], browsing: As, tmp_path: Path
) -> None:
    lin = browsing("lin")
    batch = bring(lin, workbook(tmp_path, HEADINGS, ROW))
    url = f"/registers/trainings/workbooks/{batch.pk}/confirm/"
    lin.post(url, {"submission_key": new_key()})
    people["lin"].posts.update(until=datetime.date(2020, 1, 1))
    work_off()
    assert not Training.objects.exists()
    assert Task.objects.latest("pk").state == TaskState.FAILED


def test_a_page_of_rows_opens_only_the_chunks_it_needs(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    rows = [(DAY, "toys", f"讲座{number}", "安全", "镇级", 12) for number in range(5)]
    batch = bring(lin, workbook(tmp_path, HEADINGS, *rows[:2], BAD, *rows[2:]))
    sheet, whole = sheet_of(TRAININGS), StagedRows.objects.get(batch=batch)
    StagedRows.objects.create(batch=batch, number=1, content=whole.content, counts=whole.counts)
    new = [row.number for row in rows_of(batch, sheet, Verdict.NEW)]
    paged = [
        row.number
        for first in range(0, 12, 3)
        for row in page_of(batch, sheet, Verdict.NEW, first, 3)
    ]
    assert paged == new
    StagedRows.objects.filter(number=0).update(content="")  # and would not be opened
    assert len(page_of(batch, sheet, Verdict.REFUSED, 1, 3)) == 1


def test_a_secret_is_masked_even_to_her_who_typed_it(browsing: As, tmp_path: Path) -> None:
    row = ("D90001", "toys", "陈秀兰", "是", "深度困难", "患重特大疾病", "110101198001011234")
    path = workbook(tmp_path, (*FILE_HEADINGS, "身份证号"), row, name="档案.xlsx")
    shown = page(browsing("jin"), bring(browsing("jin"), path, "hardship_files"))
    assert "110101198001011234" not in shown
    assert not HardshipFile.objects.exists()


def test_the_template_of_a_section_holds_what_she_may_write(browsing: As) -> None:
    url = "/registers/head_counts/workbooks/template/"
    one = openpyxl.load_workbook(io.BytesIO(browsing("mei").get(url).content))
    whole = openpyxl.load_workbook(io.BytesIO(browsing("mei").get(f"{url}?of=section").content))
    assert one.sheetnames[0] == "职工人数"
    assert len(whole.sheetnames) > len(one.sheetnames)


def test_she_may_not_hammer(browsing: As, tmp_path: Path) -> None:
    path = workbook(tmp_path, HEADINGS, ROW)
    lin = browsing("lin")
    for _time in range(3):
        assert send(lin, path).status_code == 303
    answer = send(lin, path)
    assert "您已有3件在办理" in answer.content.decode()
    assert len(kept_files()) == 3
