"""Asking for long work, watching it, stopping it."""

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from halfsky.org.practice import PRACTISING, is_practising
from halfsky.org.reader import Reader
from halfsky.org.tasks import files
from halfsky.org.tasks.models import UNFINISHED, Task, TaskState

AT_ONCE = 3  # of one person: the queue is everybody's
KEPT = datetime.timedelta(days=30)
RESULT_KEPT = datetime.timedelta(days=1)


class TooMany(Exception):
    """She has enough under way; the sentence says so."""


@dataclass(frozen=True)
class Order:
    """What is to be done, for whom."""

    kind: str
    label: str
    content: dict[str, Any]
    file: str = ""
    back: str = ""  # where she came from; the outcome may lead elsewhere
    can_stop: bool = True


def enqueue(order: Order, reader: Reader, address: str = "") -> Task:
    """Put work into the queue, in the transaction of whoever asks for it."""
    assert reader.person is not None
    if Task.objects.filter(person=reader.person, state__in=UNFINISHED).count() >= AT_ONCE:
        raise TooMany(_("您已有{count}件在办理，请等办完再提交。").format(count=AT_ONCE))
    content = {**order.content, PRACTISING: True} if is_practising(reader) else order.content
    return Task.objects.create(
        kind=order.kind,
        label=order.label[:200],
        person=reader.person,
        address=address,
        language=get_language() or "zh-hans",
        content=json.dumps(content, ensure_ascii=False),
        file=order.file,
        url=order.back,
        can_stop=order.can_stop,
    )


def function_of(kind: str) -> Callable[..., Any]:
    """What does a kind of work: an app's config names it, `tasks = {"kind": "dotted.path"}`."""
    for config in apps.get_app_configs():
        if path := getattr(config, "tasks", {}).get(kind):
            found: Callable[..., Any] = import_string(path)
            return found
    raise LookupError(kind)


def before(task: Task) -> int:
    """How many stand in front of it."""
    return Task.objects.filter(state__in=UNFINISHED, pk__lt=task.pk).count()


def stop(task: Task) -> None:
    """She does not want it any more; what runs stops at its next step."""
    with transaction.atomic():
        waiting = Task.objects.filter(pk=task.pk, state=TaskState.WAITING, can_stop=True)
        now = timezone.now()
        if waiting.update(state=TaskState.CANCELLED, is_stopped=True, finished_at=now):
            transaction.on_commit(lambda: files.forget(task.file))
        Task.objects.filter(pk=task.pk, state=TaskState.RUNNING, can_stop=True).update(
            is_stopped=True
        )
    task.refresh_from_db()


def recent(reader: Reader, *states: TaskState) -> list[Task]:
    """Hers, the latest first."""
    return list(Task.objects.filter(person=reader.person, state__in=states).order_by("-pk")[:20])


def purge() -> None:
    """Forget what is over: its results after a day, itself after a month, and lost files."""
    now = timezone.now()
    for task in Task.objects.filter(finished_at__lt=now - RESULT_KEPT).exclude(result=""):
        files.forget(task.result)
        Task.objects.filter(pk=task.pk).update(result="")
    Task.objects.filter(finished_at__lt=now - KEPT).delete()
    files.forget_older(now - KEPT - RESULT_KEPT)


def sweeps() -> Iterator[Callable[[], None]]:
    """What the worker takes away once an hour; an app's config names it, `sweeps = (…,)`."""
    for config in apps.get_app_configs():
        for path in getattr(config, "sweeps", ()):
            yield import_string(path)
