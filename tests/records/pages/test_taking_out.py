"""A list goes out as it is filtered, its secrets masked, written down; sealed ones never."""

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from halfsky.org import limits
from halfsky.org.audit.models import Action, AuditEntry
from halfsky.org.limits import Limit, Purpose
from halfsky.org.signin.entrance import PROVED
from halfsky.org.tasks.models import Task
from halfsky.org.tasks.worker import work_off
from halfsky.records.pages.workbooks import taking
from tests import factories as make
from tests.cast import Cast
from tests.site.conftest import As

TRAININGS = "/registers/trainings/workbooks/export/"
FILES = "/registers/hardship_files/workbooks/export/"
FOR_A_REASON = {"kind": "xlsx", "reason": "上报名单"}


def rows_of(answer: Any) -> list[tuple[Any, ...]]:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


def gave_password(client: Client, minutes_ago: int) -> Client:
    """When she last showed who she is."""
    session = client.session
    session[PROVED] = (timezone.now() - datetime.timedelta(minutes=minutes_ago)).isoformat()
    session.save()
    return client


def test_it_goes_out_as_it_is_filtered_and_sorted(browsing: As, cast: Cast) -> None:
    for topic, women, place in (("甲", 5, cast.toys), ("乙", 9, cast.toys), ("丙", 7, cast.mine)):
        make.TrainingFactory.create(organisation=place, topic=topic, women_attending=women)
    url = f"{TRAININGS}?unit=east&sort=-women_attending&page=2"
    shown = browsing("lin").get(url).content.decode()
    assert "组织：东溪镇总工会" in shown
    rows = rows_of(browsing("lin").post(url, {"kind": "xlsx"}))
    assert [cell for row in rows for cell in row if cell in ("甲", "乙", "丙")] == ["乙", "甲"]
    text = browsing("wu").post(TRAININGS, {"kind": "csv"}).content.decode("utf-8-sig")
    assert "甲" in text
    assert "丙" not in text  # outside of her part of the tree


def test_it_is_written_down_without_what_was_searched_for(browsing: As, cast: Cast) -> None:
    file = make.HardshipFileFactory.create(organisation=cast.toys)
    rows = rows_of(browsing("jin").post(f"{FILES}?q={file.number}&unit=city", FOR_A_REASON))
    entry: Any = AuditEntry.objects.get(action=Action.EXPORTED)
    assert (entry.kind, entry.reason, entry.actor.username) == (
        *("hardship_files", "上报名单"),
        "jin",
    )
    assert entry.after["rows"] == len(rows) == 1
    assert file.number not in entry.after["asked"]
    assert "unit=city" in entry.after["asked"]


def test_secrets_are_masked_unless_she_asks_in_full(browsing: As, cast: Cast) -> None:
    file = make.HardshipFileFactory.create(organisation=cast.toys, holder="陈秀兰")
    identity = file.identity_number
    masked = rows_of(browsing("jin").post(FILES, FOR_A_REASON))
    assert "陈*兰" in masked[0]
    assert identity not in masked[0]
    jin = gave_password(browsing("jin"), 11)
    assert jin.get(f"{FILES}open/")["Location"].startswith("/login/again/")
    full = rows_of(gave_password(jin, 1).post(f"{FILES}open/", FOR_A_REASON))
    assert {"陈秀兰", identity} <= set(full[0])
    last: Any = AuditEntry.objects.filter(action=Action.EXPORTED).last()
    assert last.after["in_full"] is True


def test_only_who_may_reveal_takes_secrets_in_full(browsing: As) -> None:
    tao = browsing("tao")  # reads them, for the audit, masked
    assert "需要完整号码" not in tao.get(FILES).content.decode()
    assert tao.post(f"{FILES}open/", FOR_A_REASON).status_code == 403
    assert browsing("fang").post(f"{FILES}open/", FOR_A_REASON).status_code == 403
    assert browsing("jin").get(TRAININGS + "open/").status_code == 403  # has none


def test_what_is_confidential_needs_a_reason(browsing: As) -> None:
    answer = browsing("jin").post(FILES, {"kind": "xlsx"})
    assert answer.status_code == 422
    assert "请写明用途" in answer.content.decode()
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


@pytest.mark.parametrize(
    ("name", "status"), [("lin", 404), ("fang", 403), ("mei", 404), ("zhou", 403), ("xu", 403)]
)
def test_a_sealed_register_is_never_taken_out(name: str, status: int, browsing: As) -> None:
    url = "/registers/complaints/workbooks/export/"
    assert browsing(name).get(url).status_code == status
    assert browsing(name).post(url, {"kind": "csv"}).status_code == status


def test_a_long_list_is_written_by_the_worker(
    browsing: As, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 1)
    for topic in ("甲", "乙"):
        make.TrainingFactory.create(organisation=cast.toys, topic=topic)
    lin = browsing("lin")
    answer = lin.post(TRAININGS, {"kind": "csv"})
    assert answer.status_code == 303
    work_off()
    assert "已导出2条。" in lin.get(answer["Location"]).content.decode()
    fetched: Any = lin.get(f"{answer['Location']}file/")
    assert "甲" in b"".join(fetched.streaming_content).decode("utf-8-sig")
    assert AuditEntry.objects.filter(action=Action.EXPORTED).count() == 1


def test_the_worker_asks_again_whether_she_may(
    browsing: As, cast: Cast, monkeypatch: pytest.MonkeyPatch, people: Any
) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 0)
    make.TrainingFactory.create(organisation=cast.toys)
    browsing("lin").post(TRAININGS, {"kind": "csv"})
    people["lin"].posts.update(until=datetime.date(2020, 1, 1))
    work_off()
    assert "没有导出" in Task.objects.get().sentence
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


def test_she_may_not_take_lists_without_end(browsing: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, Purpose.EXPORT, Limit(1))
    lin = browsing("lin")
    assert lin.post(TRAININGS, {"kind": "csv"}).status_code == 200
    answer = lin.post(TRAININGS, {"kind": "csv"})
    assert answer.status_code == 422
    assert "分钟后再试" in answer.content.decode()


def test_a_file_says_who_took_it(browsing: As, cast: Cast) -> None:
    make.TrainingFactory.create(organisation=cast.toys)
    answer = browsing("lin").post(TRAININGS, {"kind": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "林晓（lin）于" in str(book.properties.description)
