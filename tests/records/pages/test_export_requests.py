"""A large export of a confidential list waits for a second person; every step is written down."""

import datetime
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.models import Person, Post
from halfsky.org.once import new_key
from halfsky.org.tasks.models import Task
from halfsky.org.tasks.worker import work_off
from halfsky.records.exports import deciding, models
from halfsky.records.exports.models import ExportRequest, RequestState
from halfsky.records.pages.workbooks import taking
from tests import factories as make
from tests.cast import Cast
from tests.commands.conftest import Run, run
from tests.records.pages.test_taking_out import gave_password
from tests.site.conftest import As

__all__ = ["run"]

FILES = "/registers/hardship_files/workbooks/export/"
SCREENINGS = "/registers/screenings/workbooks/export/"
TRAININGS = "/registers/trainings/workbooks/export/"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are many here."""
    monkeypatch.setattr(taking, "ALONE_AT_MOST", 2)


@pytest.fixture
def three(cast: Cast) -> list[Any]:
    """More files than one person may take."""
    return make.HardshipFileFactory.create_batch(3, organisation=cast.toys)


def order(url: str, client: Client, **more: str) -> Any:
    content = {"kind": "xlsx", "reason": "上报名单", "submission_key": new_key(), **more}
    return client.post(url, content)


def asked(client: Client, url: str = FILES, **more: str) -> ExportRequest:
    answer = order(url, client, **more)
    assert answer.status_code == 303, answer.content.decode()
    return ExportRequest.objects.get(pk=answer["Location"].strip("/").rpartition("/")[2])


def press(client: Client, one: ExportRequest, door: str, **more: str) -> Any:
    answer = client.post(f"/exports/{one.pk}/{door}/", {"submission_key": new_key(), **more})
    one.refresh_from_db()
    return answer


def page_of(client: Client, one: ExportRequest) -> str:
    answer = client.get(f"/exports/{one.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_second_person_lets_it_through_and_the_queue_makes_the_file(
    browsing: As, three: list[Any]
) -> None:
    jin, lin = browsing("jin"), browsing("lin")
    assert "申请导出" in jin.get(FILES).content.decode()
    one = asked(jin, f"{FILES}?unit=east")
    assert (one.rows, one.in_full, one.state) == (3, False, RequestState.WAITING)
    assert "林晓、周敏" in page_of(jin, one) or "周敏、林晓" in page_of(jin, one)
    assert not Task.objects.exists()
    assert "金兰申请导出：" in lin.get("/").content.decode()
    shown = page_of(lin, one)
    assert "东溪镇总工会" in shown
    assert "上报名单" in shown
    assert press(lin, one, "approve").status_code == 303
    by: Any = one.decided_by
    assert (one.state, by.name) == (RequestState.APPROVED, "林晓")
    work_off()
    assert "您申请的导出：" in jin.get("/").content.decode()
    task = Task.objects.get(person__username="jin")
    assert f"/tasks/{task.pk}/" in page_of(jin, one)
    file: Any = jin.get(f"/tasks/{task.pk}/file/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content)))
    assert book.worksheets[0].max_row == 4
    assert lin.get(f"/tasks/{task.pk}/file/").status_code == 404
    trail: Any = AuditEntry.objects.filter(kind=deciding.KIND).order_by("sequence")
    assert [(e.action, e.actor.username) for e in trail] == [("added", "jin"), ("stepped", "lin")]
    entry: Any = AuditEntry.objects.get(action=Action.EXPORTED)
    assert (entry.actor.username, entry.after["rows"], entry.after["request"]) == (
        *("jin", 3),
        one.pk,
    )


def test_nobody_approves_her_own(browsing: As, three: list[Any]) -> None:
    lin = browsing("lin")
    one = asked(lin)
    assert "批准</button>" not in page_of(lin, one)
    assert press(lin, one, "approve").status_code == 403
    assert press(browsing("zhou"), one, "approve").status_code == 303
    assert one.state == RequestState.APPROVED


def test_it_is_refused_with_a_reason(browsing: As, three: list[Any]) -> None:
    one = asked(browsing("jin"))
    lin = browsing("lin")
    assert press(lin, one, "refuse", because="").status_code == 422
    assert press(lin, one, "refuse", because="请先缩小范围").status_code == 303
    assert one.state == RequestState.REFUSED
    assert "请先缩小范围" in page_of(browsing("jin"), one)
    assert press(lin, one, "approve").status_code == 409
    assert not Task.objects.exists()
    assert AuditEntry.objects.get(kind=deciding.KIND, action=Action.REFUSED).reason == (
        "请先缩小范围"
    )


def test_it_is_withdrawn_by_who_asked(browsing: As, three: list[Any]) -> None:
    one = asked(browsing("jin"))
    assert press(browsing("lin"), one, "withdraw").status_code == 403
    assert press(browsing("jin"), one, "withdraw").status_code == 303
    assert press(browsing("lin"), one, "approve").status_code == 409


def test_nobody_approves_what_is_late(browsing: As, three: list[Any]) -> None:
    one = asked(browsing("jin"))
    ExportRequest.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    assert press(browsing("lin"), one, "approve").status_code == 409
    assert "申请导出" not in browsing("lin").get("/").content.decode()
    assert "已过期" in page_of(browsing("jin"), one)
    deciding.purge()
    one.refresh_from_db()
    assert one.state == RequestState.EXPIRED


def test_it_exists_for_who_asked_and_for_who_may_approve(browsing: As, three: list[Any]) -> None:
    one = asked(browsing("jin"))
    for name, status in (
        *(("jin", 200), ("lin", 200), ("zhou", 200), ("tao", 404), ("luo", 404), ("wu", 404)),
        *(("he", 404), ("mei", 404), ("fang", 403), ("xu", 403), ("shen", 403)),
    ):
        client = browsing(name)
        assert client.get(f"/exports/{one.pk}/").status_code == status, name
        if name not in ("lin", "zhou"):
            assert press(client, one, "approve").status_code in (403, 404), name
            assert press(client, one, "refuse", because="不").status_code in (403, 404), name
        if status == 404:
            assert f"/exports/{one.pk}/" not in client.get("/exports/").content.decode()


def test_slices_of_a_day_are_one_list(browsing: As, cast: Cast) -> None:
    for place in (cast.toys, cast.mine):
        make.HardshipFileFactory.create_batch(2, organisation=place)
    jin = browsing("jin")
    assert order(f"{FILES}?unit=east", jin).status_code == 200
    assert order(f"{FILES}?unit=west", jin).status_code == 303
    assert ExportRequest.objects.count() == 1
    AuditEntry.objects.filter(action=Action.EXPORTED).update(
        at=timezone.now() - datetime.timedelta(days=2)
    )
    assert order(f"{FILES}?unit=west", jin).status_code == 200


def test_open_lists_and_short_ones_need_nobody(browsing: As, cast: Cast, three: list[Any]) -> None:
    make.TrainingFactory.create_batch(3, organisation=cast.toys)
    assert browsing("lin").post(TRAININGS, {"kind": "xlsx"}).status_code == 200
    url = f"{FILES}?q={three[0].number}"
    assert order(url, browsing("jin")).status_code == 200


def test_rows_beside_the_records_count(browsing: As, cast: Cast) -> None:
    record = make.ScreeningFactory.create(organisation=cast.toys)
    for place in range(2):
        record.roster.create(identity_number=make.identity_number(2300 + place))
    assert order(SCREENINGS, browsing("jin"), kind="csv").status_code == 200
    assert asked(browsing("jin"), SCREENINGS).rows == 3


def test_full_numbers_are_asked_for_as_such(browsing: As, three: list[Any]) -> None:
    jin = gave_password(browsing("jin"), 1)
    one = asked(jin, f"{FILES}open/")
    assert one.in_full
    assert "不打码" in page_of(browsing("lin"), one)
    press(browsing("lin"), one, "approve")
    work_off()
    entry: Any = AuditEntry.objects.get(action=Action.EXPORTED)
    assert entry.after["in_full"] is True


def test_pressed_twice_it_is_asked_for_once(browsing: As, three: list[Any]) -> None:
    key = new_key()
    jin = browsing("jin")
    first, second = (order(FILES, jin, submission_key=key) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert ExportRequest.objects.count() == 1


def test_without_a_second_person_it_says_whom_to_ask(
    browsing: As, people: dict[str, Person], three: list[Any]
) -> None:
    Post.objects.filter(person__in=[people["lin"], people["zhou"]]).delete()
    answer = order(FILES, browsing("jin"))
    assert answer.status_code == 422
    assert "没有别人能批准" in answer.content.decode()


def test_the_file_can_be_made_again_for_a_week(browsing: As, three: list[Any]) -> None:
    jin = browsing("jin")
    one = asked(jin)
    press(browsing("lin"), one, "approve")
    work_off()
    assert press(jin, one, "make").status_code == 409
    Task.objects.update(result="")
    assert "重新生成文件" in page_of(jin, one)
    assert press(browsing("lin"), one, "make").status_code == 404
    assert press(jin, one, "make").status_code == 303
    work_off()
    Task.objects.update(result="")
    ExportRequest.objects.update(decided_at=timezone.now() - datetime.timedelta(days=8))
    assert press(jin, one, "make").status_code == 409


def test_who_lost_her_post_gets_no_file(
    browsing: As, people: dict[str, Person], three: list[Any]
) -> None:
    one = asked(browsing("jin"))
    Post.objects.filter(person=people["jin"]).delete()
    press(browsing("lin"), one, "approve")
    work_off()
    assert "没有导出" in Task.objects.get().sentence
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


def test_what_was_searched_for_is_kept_encrypted_and_forgotten(
    browsing: As, three: list[Any]
) -> None:
    one = asked(browsing("jin"), f"{FILES}?q={three[0].number[:2]}")
    assert three[0].number[:2] in one.content
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM records_exportrequest")
        # Two letters may stand in a cipher text by chance: what is kept begins as one.
        assert all(kept.startswith("aesgcm:") for (kept,) in cursor.fetchall())
    press(browsing("lin"), one, "refuse", because="不需要")
    ExportRequest.objects.update(asked_at=timezone.now() - datetime.timedelta(days=40))
    deciding.purge()
    one.refresh_from_db()
    assert one.content == ""
    assert page_of(browsing("jin"), one)


def test_the_command_masks_what_is_long_without_a_second_persons_word(
    browsing: As, three: list[Any], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "ALONE_AT_MOST", 2)
    out = tmp_path / "a.csv"
    outcome = run("export", "hardship_files", "--out", str(out))
    assert outcome.code == 0
    assert "已打码" in outcome.out
    number = three[0].identity_number
    assert number not in out.read_text(encoding="utf-8-sig")
    asked_for = asked(gave_password(browsing("jin"), 1), f"{FILES}open/")
    more = ("export", "hardship_files", "--out", str(out), "--request", str(asked_for.pk))
    assert run(*more).code == 1
    press(browsing("lin"), asked_for, "approve")
    assert run(*more).code == 0
    assert number in out.read_text(encoding="utf-8-sig")
    last: Any = AuditEntry.objects.filter(action=Action.EXPORTED, actor=None).last()
    assert last.after["request"] == asked_for.pk
    assert re.search("没有第999号", run(*more[:-1], "999").err)
