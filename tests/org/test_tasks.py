"""Long work: done once, told as it goes, stopped when asked, taken up again after a kill."""

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from pytest_django import Settings

from halfsky.org.reader import Reader
from halfsky.org.tasks import files, lock, queue, worker
from halfsky.org.tasks.models import Task, TaskState
from halfsky.org.tasks.queue import Order, TooMany, enqueue
from halfsky.org.tasks.worker import Outcome, TaskRefused, Work, take_up_again, work_off
from tests.site.conftest import As, browsing

__all__ = ["browsing"]
Readers = dict[str, Reader]


def count_up(work: Work) -> Outcome:
    """Three steps; then on to the page named."""
    work.begin("正在数", 3)
    for number in range(1, 4):
        work.told_at = 0.0
        work.progress(number)
    return Outcome(url="/drafts/")


def refuse(work: Work) -> Outcome:
    raise TaskRefused("这个文件不能用，请换一个。")


def break_down(work: Work) -> Outcome:
    raise ZeroDivisionError


def write(work: Work) -> Outcome:
    return Outcome(sentence="写好了", result=files.keep([b"abc"]), result_name="名单.csv")


def stop_itself(work: Work) -> Outcome:
    queue.stop(work.task)
    work.begin("正在数")
    raise AssertionError("it should have stopped")


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    kinds = (count_up, refuse, break_down, write, stop_itself)
    named = {one.__name__: f"{__name__}.{one.__name__}" for one in kinds}
    monkeypatch.setattr(apps.get_app_config("org"), "tasks", named, raising=False)


def ask_for(reader: Reader, kind: str, **more: Any) -> Task:
    return enqueue(Order(kind, "数一数", {}, **more), reader)


def test_it_does_what_waits_in_order_and_leads_on(readers: Readers, browsing: As) -> None:
    first, second = ask_for(readers["mei"], "count_up"), ask_for(readers["cao"], "count_up")
    mei, cao = browsing("mei"), browsing("cao")
    assert "前面还有1件" in cao.get(f"/tasks/{second.pk}/").content.decode()
    assert work_off() == 2
    first.refresh_from_db()
    assert (first.state, first.stage, first.done, first.total) == (TaskState.DONE, "正在数", 3, 3)
    assert mei.get(f"/tasks/{first.pk}/")["Location"] == "/drafts/"
    assert mei.get(f"/tasks/{first.pk}/progress/")["HX-Redirect"] == "/drafts/"


def test_what_fails_says_why_and_keeps_no_file(readers: Readers, browsing: As) -> None:
    task = ask_for(readers["mei"], "refuse", file=files.keep([b"x"]), back="/drafts/")
    broken = ask_for(readers["mei"], "break_down")
    work_off()
    page = browsing("mei").get(f"/tasks/{task.pk}/").content.decode()
    assert "这个文件不能用，请换一个。" in page
    assert 'href="/drafts/"' in page
    assert not (files.folder() / task.file).exists()
    broken.refresh_from_db()
    assert broken.state == TaskState.FAILED


def test_it_stops_when_asked(readers: Readers, browsing: As) -> None:
    waiting, running = (ask_for(readers["mei"], kind) for kind in ("count_up", "stop_itself"))
    browsing("mei").post(f"/tasks/{waiting.pk}/stop/")
    assert work_off() == 1
    states = Task.objects.filter(pk__in=(waiting.pk, running.pk)).values_list("state", flat=True)
    assert set(states) == {TaskState.CANCELLED}


def test_nobody_else_sees_it(readers: Readers, browsing: As) -> None:
    task = ask_for(readers["mei"], "write")
    work_off()
    lin, mei = browsing("lin"), browsing("mei")
    for door in ("", "progress/", "file/"):
        assert lin.get(f"/tasks/{task.pk}/{door}").status_code == 404
    assert lin.post(f"/tasks/{task.pk}/stop/").status_code == 404
    answer = mei.get(f"/tasks/{task.pk}/file/")
    assert b"".join(answer.streaming_content) == b"abc"  # type: ignore[attr-defined]


def test_a_person_waits_for_three_things_at_once(readers: Readers) -> None:
    for _time in range(queue.AT_ONCE):
        ask_for(readers["mei"], "count_up")
    with pytest.raises(TooMany):
        ask_for(readers["mei"], "count_up")
    ask_for(readers["cao"], "count_up")


def test_what_lost_its_worker_is_taken_up_again_three_times(readers: Readers) -> None:
    task = ask_for(readers["mei"], "count_up")
    for _time in range(worker.MOST_ATTEMPTS):
        assert worker.claim() == task  # and here it dies
        take_up_again()
    task.refresh_from_db()
    assert task.state == TaskState.FAILED
    assert "3次意外中断" in task.sentence


def test_a_worker_that_is_ended_leaves_its_task_waiting(readers: Readers) -> None:
    task = ask_for(readers["mei"], "count_up")
    claimed = worker.claim()
    assert claimed
    worker.work_on(claimed, is_ending=lambda: True)
    task.refresh_from_db()
    assert (task.state, task.attempts) == (TaskState.WAITING, 0)


def test_what_is_over_is_forgotten(readers: Readers) -> None:
    task = ask_for(readers["mei"], "write")
    work_off()
    Task.objects.update(finished_at=timezone.now() - datetime.timedelta(days=2))
    queue.purge()
    assert not list(files.folder().iterdir())
    Task.objects.update(finished_at=timezone.now() - datetime.timedelta(days=31))
    queue.purge()
    assert not Task.objects.filter(pk=task.pk).exists()


def test_files_lie_encrypted_and_come_back_whole() -> None:
    content = os.urandom(files.BLOCK) + b"\0" * 1000
    stored = files.keep([content])
    assert b"\0" * 50 not in (files.folder() / stored).read_bytes()
    assert b"".join(files.read(stored)) == content


def test_a_kept_file_that_lost_its_end_is_refused() -> None:
    stored = files.keep([b"a" * files.BLOCK, b"b"])
    path = files.folder() / stored
    first = 4 + int.from_bytes(path.read_bytes()[:4], "big")
    path.write_bytes(path.read_bytes()[:first])
    with pytest.raises(files.Damaged):
        list(files.read(stored))


def test_the_page_says_that_nobody_works(readers: Readers, browsing: As) -> None:
    task = ask_for(readers["mei"], "count_up")
    Task.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=1))
    page = f"/tasks/{task.pk}/progress/"
    said = "后台程序没有运行"
    assert said in browsing("mei").get(page).content.decode()
    with lock.held():
        assert said not in browsing("mei").get(page).content.decode()


def test_the_worker_ends_by_a_signal_and_with_the_site() -> None:
    from halfsky.commands.work import Ended

    ours = Ended(os.getppid())
    try:
        assert not ours.is_ending()
        os.kill(os.getpid(), signal.SIGTERM)
        assert ours.is_ending()
        assert Ended(beside=1).is_ending()
    finally:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(
                one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL
            )


def test_a_killed_worker_gives_up_its_lock(settings: Settings) -> None:
    script = (
        "import fcntl, sys, time; f = open(sys.argv[1], 'ab'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(lock.path())], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    with other.stdout:
        other.stdout.readline()
        assert lock.is_worker_there()
        other.kill()
        other.wait()
    for _time in range(50):
        if not lock.is_worker_there():
            break
        time.sleep(0.02)
    assert not lock.is_worker_there()
