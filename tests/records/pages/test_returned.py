"""Many workbooks that units sent back go in together, with a line a file and who is missing."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from halfsky.org.models import Person
from halfsky.org.once import new_key
from halfsky.org.tasks.models import Task, TaskState
from halfsky.org.tasks.queue import stop
from halfsky.org.tasks.worker import claim, work_off, work_on
from halfsky.records.sheets.models import ImportBatch, StagedRows, State
from halfsky.registers.organising.head_counts import HeadCount
from tests.records.pages.bringing import act, page
from tests.sheets.files import save
from tests.sheets.test_consolidating import HEADINGS, count
from tests.site.conftest import As

URL = "/registers/head_counts/workbooks/returned/"


def returned(folder: Path) -> list[Path]:
    """One sound, one wrong, one that is no workbook."""
    save(folder / "童乐.xlsx", HEADINGS, count("toys"))
    save(folder / "陶瓷.xlsx", HEADINGS, count("pottery", 20))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    return sorted(folder.glob("*.xlsx"))


def sent(path: Path) -> io.BytesIO:
    file = io.BytesIO(path.read_bytes())
    file.name = path.name
    return file


def send(client: Any, *paths: Path) -> Any:
    content = {"submission_key": new_key(), "files": [sent(path) for path in paths]}
    return client.post(URL, content)


def taken_in(client: Any, *paths: Path) -> ImportBatch:
    answer = send(client, *paths)
    assert answer.status_code == 303, answer.content.decode()
    work_off()
    return ImportBatch.objects.latest("pk")


def test_it_says_who_sent_who_did_not_and_what_is_wrong(
    browsing: As, people: dict[str, Person], tmp_path: Path
) -> None:
    Person.objects.filter(pk=people["cao"].pk).update(mobile="13800000001")
    lin = browsing("lin")
    batch = taken_in(lin, *returned(tmp_path))
    assert batch.file_name == "来件3个.zip"
    files = page(lin, batch)
    for said in ("童乐.xlsx", "可导入", "“女职工”大于“职工”", "表格已损坏"):
        assert said in files
    missing = page(lin, batch, "?show=missing")
    for said in ("西岭煤矿工会", "曹艳", "13800000001", "来件有错"):
        assert said in missing
    assert "童乐玩具厂工会" not in missing
    assert "童乐玩具厂工会" in page(lin, batch, "?show=new")


def test_what_is_sound_goes_in_and_the_rest_goes_back_marked(browsing: As, tmp_path: Path) -> None:
    lin = browsing("lin")
    batch = taken_in(lin, *returned(tmp_path))
    act(lin, batch, "confirm")
    assert HeadCount.objects.filter(withdrawn_at=None).count() == 1
    answer: Any = lin.get(f"/registers/head_counts/workbooks/{batch.pk}/marked/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == ["陶瓷（有错）.xlsx"]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("陶瓷（有错）.xlsx")))
    assert "“女职工”大于“职工”" in str(list(book.worksheets[0].values))
    act(lin, batch, "take-back")
    assert not HeadCount.objects.filter(withdrawn_at=None).exists()


def test_a_zip_goes_in_as_it_is_and_again_when_somebody_was_faster(
    browsing: As, tmp_path: Path
) -> None:
    archive = tmp_path / "回收.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in returned(tmp_path):
            packed.write(path, f"回收/{path.name}")
    lin = browsing("lin")
    batch = taken_in(lin, archive)
    assert batch.file_name == "回收.zip"
    act(lin, batch, "recheck")
    again = ImportBatch.objects.latest("pk")
    assert (batch.state, again.state, again.new) == (State.GIVEN_UP, State.CHECKED, 1)


def test_two_files_of_one_name_are_two_files(browsing: As, tmp_path: Path) -> None:
    for folder, code in (("a", "toys"), ("b", "mine")):
        (tmp_path / folder).mkdir()
        save(tmp_path / folder / "表.xlsx", HEADINGS, count(code))
    batch = taken_in(browsing("lin"), tmp_path / "a/表.xlsx", tmp_path / "b/表.xlsx")
    assert batch.new == 2


def test_stopping_leaves_nothing(browsing: As, tmp_path: Path) -> None:
    send(browsing("lin"), *returned(tmp_path))
    task = claim()
    assert task
    stop(task)
    work_on(task)
    assert Task.objects.get().state == TaskState.CANCELLED
    assert not ImportBatch.objects.exists()
    assert not StagedRows.objects.exists()


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ((), "还没有选择文件"),
        (("a.zip", "b.zip"), "压缩包请单独上传"),
        (("a.docx",), "请选一个 .zip"),
    ],
)
def test_it_refuses_at_once_what_it_cannot_take(
    names: tuple[str, ...], sentence: str, browsing: As, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"PK")
    answer = send(browsing("lin"), *(tmp_path / name for name in names))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_archive_that_is_none_is_told_in_a_sentence(browsing: As, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04broken")
    answer = send(browsing("lin"), tmp_path / "a.zip")
    work_off()
    assert "压缩包已损坏" in browsing("lin").get(answer["Location"]).content.decode()


def test_it_is_for_who_writes_for_several(browsing: As) -> None:
    for name, status in (("lin", 200), ("wu", 200), ("mei", 403), ("tao", 403), ("xu", 403)):
        assert browsing(name).get(URL).status_code == status
    sealed = "/registers/complaints/workbooks/returned/"
    assert browsing("fang").get(sealed).status_code == 403
    assert browsing("lin").get(sealed).status_code == 404
