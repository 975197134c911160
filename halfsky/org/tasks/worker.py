"""Takes one task after the other; what was under way when it died is taken up again."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import OperationalError, close_old_connections, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from halfsky.org.practice import PRACTISING, practising
from halfsky.org.reader import Reader
from halfsky.org.tasks import files, lock
from halfsky.org.tasks.models import Task, TaskState
from halfsky.org.tasks.queue import function_of, purge, sweeps

logger = logging.getLogger("halfsky.worker")
PAUSE = 0.5  # seconds between two looks at an empty queue
TELLS_EVERY = 0.5  # seconds between two reports of progress
MOST_ATTEMPTS = 3
SWEEPS_EVERY = 3600.0


class TaskRefused(Exception):
    """The work cannot be done; the sentence says why and what to do."""


class Stopped(Exception):
    """She does not want it any more."""


class Interrupted(Exception):
    """The worker is told to end; somebody will take the task up again."""


@dataclass(frozen=True)
class Outcome:
    """What came of a task: the page to go on at, or a file to fetch."""

    url: str = ""
    sentence: str = ""
    result: str = ""
    result_name: str = ""

    @property
    def told(self) -> dict[str, str]:
        """What is written into the task; where it says nothing, what stood there stays."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass
class Work:
    """What the function of a task is given."""

    task: Task
    is_ending: Callable[[], bool] = lambda: False
    told_at: float = field(default=0.0)

    @property
    def content(self) -> dict[str, Any]:
        """What it was told when it was asked for."""
        found: dict[str, Any] = json.loads(self.task.content)
        return found

    def reader(self) -> Reader:
        """Who asked, with the posts that she holds now and not when she asked."""
        reader = Reader.of(self.task.person, timezone.localdate(), self.task.address)
        return practising(reader) if self.content.get(PRACTISING) else reader

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder for plain files, gone afterwards."""
        with TemporaryDirectory(prefix="halfsky-") as name:
            yield Path(name)

    def begin(self, stage: str, total: int = 0) -> None:
        """Say what is being done now, and how much of it there is."""
        self.task.stage, self.task.total, self.told_at = stage[:100], total, 0.0
        self.progress(0)

    def progress(self, done: int) -> None:
        """Say how far it is; raises `Stopped` and `Interrupted`."""
        self.refuse_ending()
        now = time.monotonic()
        if now - self.told_at < TELLS_EVERY:
            return
        self.told_at = now
        mine = Task.objects.filter(pk=self.task.pk)
        mine.update(stage=self.task.stage, done=done, total=self.task.total)
        if mine.filter(is_stopped=True, can_stop=True).exists():
            raise Stopped

    def refuse_ending(self, _done: int = 0) -> None:
        """Inside a transaction nothing can be told; but the worker may have to end."""
        if self.is_ending():
            raise Interrupted


def nobody_ends() -> bool:
    """It works until it is killed."""
    return False


def take_up_again() -> None:
    """Nobody else works here: what is under way lost its worker."""
    lost = Task.objects.filter(state=TaskState.RUNNING)
    for task in lost.filter(attempts__gte=MOST_ATTEMPTS):
        with translation.override(task.language):
            sentence = _(
                "办理时程序{count}次意外中断，没有继续。请拆成小一些的文件再试，或告诉系统管理员。"
            )
            fail(task, sentence.format(count=task.attempts))
    lost.filter(attempts__lt=MOST_ATTEMPTS).update(state=TaskState.WAITING, done=0)


def claim() -> Task | None:
    """The next task, now ours."""
    with transaction.atomic():
        task = Task.objects.filter(state=TaskState.WAITING).order_by("pk").first()
        if task is None:
            return None
        mine = Task.objects.filter(pk=task.pk, state=TaskState.WAITING)
        if not mine.update(state=TaskState.RUNNING, attempts=task.attempts + 1):
            return None
    task.refresh_from_db()
    return task


def end(task: Task, state: TaskState, **changes: Any) -> None:
    """Write down what came of it."""
    Task.objects.filter(pk=task.pk).update(state=state, finished_at=timezone.now(), **changes)


def fail(task: Task, sentence: str) -> None:
    """It cannot be done; what was sent is not needed any more."""
    end(task, TaskState.FAILED, sentence=sentence)
    files.forget(task.file)


def put_back(task: Task) -> None:
    """It was not its fault: somebody takes it up again."""
    Task.objects.filter(pk=task.pk).update(
        state=TaskState.WAITING, attempts=task.attempts - 1, done=0
    )


def work_on(task: Task, is_ending: Callable[[], bool] = nobody_ends) -> None:
    """Do one task; whatever it raises becomes a sentence."""
    with translation.override(task.language):
        try:
            outcome = function_of(task.kind)(Work(task, is_ending))
            end(task, TaskState.DONE, **outcome.told)
        except TaskRefused as refused:
            fail(task, str(refused))
        except Stopped:
            end(task, TaskState.CANCELLED)
            files.forget(task.file)
        except Interrupted:
            put_back(task)
        except OperationalError:
            logger.exception("the database was not to be had for task %s", task.pk)
            try_again(task)
        except Exception:
            logger.exception("task %s failed", task.pk)
            fail(task, _("办理时出了意外，已记录，请告诉系统管理员。"))


def try_again(task: Task) -> None:
    """Later, unless it has been tried often enough."""
    if task.attempts < MOST_ATTEMPTS:
        Task.objects.filter(pk=task.pk).update(state=TaskState.WAITING, done=0)
    else:
        fail(task, _("数据库太忙，没有办成，请过几分钟再提交。"))


def work_off(is_ending: Callable[[], bool] = nobody_ends) -> int:
    """Everything that waits; how many tasks there were."""
    number = 0
    while not is_ending() and (task := claim()):
        work_on(task, is_ending)
        number += 1
    return number


def sweep() -> None:
    """Take away what is over."""
    for one in (purge, *sweeps()):
        try:
            one()
        except Exception:
            logger.exception("sweeping failed")


def work(is_ending: Callable[[], bool] = nobody_ends) -> None:
    """Work until told to end; stand by while somebody else works in the same data folder."""
    while not is_ending():
        with lock.held() as got:
            if got:
                work_alone(is_ending)
        time.sleep(PAUSE)


def work_alone(is_ending: Callable[[], bool]) -> None:
    """The only worker here."""
    is_new, swept_at = True, 0.0
    while not is_ending():
        close_old_connections()
        try:
            if is_new:
                take_up_again()
                is_new = False
            work_off(is_ending)
            if time.monotonic() - swept_at > SWEEPS_EVERY or not swept_at:
                sweep()
                swept_at = time.monotonic()
        except OperationalError:
            logger.exception("the database is not to be had")
            is_new = True
        time.sleep(PAUSE)
