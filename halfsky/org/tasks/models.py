"""A piece of long work: who asked for it, how far it is, what came of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.org.encryption import EncryptedField


class TaskState(models.TextChoices):
    """How far a task is."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("正在办理")
    DONE = "done", _("已办完")
    FAILED = "failed", _("没有办成")
    CANCELLED = "cancelled", _("已取消")


UNFINISHED = (TaskState.WAITING, TaskState.RUNNING)


class Task(models.Model):
    """Waits until the worker takes it, and tells how it goes."""

    kind = models.CharField(max_length=60)  # a name that an app's config gives a function
    label = models.CharField(_("内容"), max_length=200)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    language = models.CharField(max_length=10)  # hers, for what she will read of it
    content = EncryptedField()  # what the function is told, as JSON
    file = models.CharField(max_length=40, blank=True)  # what she sent (`files.py`)
    state = models.CharField(_("状态"), max_length=20, choices=TaskState, default=TaskState.WAITING)
    stage = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known
    can_stop = models.BooleanField(default=True)
    is_stopped = models.BooleanField(default=False)  # she has asked for it
    attempts = models.PositiveIntegerField(default=0)
    sentence = EncryptedField(blank=True)  # why it failed; it may quote what she sent
    url = models.CharField(max_length=300, blank=True)  # where it leads on
    result = models.CharField(max_length=40, blank=True)  # a file to fetch
    result_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)
    finished_at = models.DateTimeField(_("办完时间"), null=True)

    class Meta:
        verbose_name = _("后台任务")
        indexes = [
            models.Index(fields=["state", "id"], name="task_state"),
            models.Index(fields=["person", "-id"], name="task_person"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in UNFINISHED
