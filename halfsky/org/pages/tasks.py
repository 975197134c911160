"""Long work in the browser: how far it is, stopping it, fetching what came of it."""

from collections.abc import Iterable
from itertools import chain

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org.reader import ReaderRequest
from halfsky.org.tasks import files, lock, queue
from halfsky.org.tasks.models import Task, TaskState

# A worker looks twice a second: whoever stands first for this long waits for one that is not there.
PATIENCE = 15


def hers(request: ReaderRequest, key: int) -> Task:
    """One of her own; another's does not exist."""
    return get_object_or_404(Task, pk=key, person=request.reader.person)


def show_task(request: ReaderRequest, key: int) -> HttpResponse:
    """How far it is; where it is done, on to what came of it."""
    task = hers(request, key)
    if leads_on(task):
        return HttpResponseRedirect(task.url)
    return render(request, "org/task.html", context_of(task))


def show_progress(request: ReaderRequest, key: int) -> HttpResponse:
    """The part of that page which asks again each second."""
    task = hers(request, key)
    if leads_on(task):
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = task.url
        return answer
    return render(request, "org/task_state.html", context_of(task))


def leads_on(task: Task) -> bool:
    """Whether there is nothing to see here any more."""
    return task.state == TaskState.DONE and not task.result_name and bool(task.url)


def context_of(task: Task) -> dict[str, object]:
    """What the page shows."""
    ahead = queue.before(task) if task.state == TaskState.WAITING else 0
    waits = (timezone.now() - task.created_at).total_seconds()
    is_orphan = task.state == TaskState.WAITING and not ahead and waits > PATIENCE
    return {
        "task": task,
        "text": text_of(task, ahead),
        "nobody_works": is_orphan and not lock.is_worker_there(),
        "poll_url": "" if task.is_finished else reverse("org:task_progress", args=[task.pk]),
        "crumbs": [Crumb(task.label)],
    }


def text_of(task: Task, ahead: int) -> str:
    """What is being done, in a few words."""
    if task.is_stopped and not task.is_finished:
        return _("正在停下……")
    if task.state == TaskState.WAITING:
        return _("排队中，前面还有{count}件").format(count=ahead) if ahead else _("马上开始")
    if task.done and not task.total:
        return _("{stage}：已有{count}行").format(stage=task.stage, count=task.done)
    return task.stage or _("正在办理")


def stop_task(request: ReaderRequest, key: int) -> HttpResponse:
    """She does not want it any more."""
    task = hers(request, key)
    queue.stop(task)
    return HttpResponseRedirect(reverse("org:task", args=[task.pk]))


def fetch_result(request: ReaderRequest, key: int) -> HttpResponseBase:
    """The file that came of it, for a day."""
    task = hers(request, key)
    if not task.result:
        raise Http404
    try:
        blocks = files.read(task.result)
        first = next(blocks, b"")
    except FileNotFoundError:
        raise Http404 from None
    return sent(task.result_name, chain([first], blocks))


def sent(name: str, blocks: Iterable[bytes]) -> HttpResponseBase:
    """A file to be saved, never shown."""
    answer = StreamingHttpResponse(blocks, content_type="application/octet-stream")
    answer["Content-Disposition"] = str(content_disposition_header(True, name))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
