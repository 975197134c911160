"""A large export of a confidential list: who wants it, and what a second person said."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Organisation
from halfsky.org.tasks.models import Task

ALONE_AT_MOST = 200  # rows of a confidential list that a person takes within a day by herself
WAITS = datetime.timedelta(days=3)  # for a second person
HOLDS = datetime.timedelta(days=7)  # once it was approved: the file may be made again
KEPT = datetime.timedelta(days=30)  # what the list was asked for, once it is over


class RequestState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")
    WITHDRAWN = "withdrawn", _("已撤回")
    EXPIRED = "expired", _("已过期")


class ExportRequest(models.Model):
    """One list, as it was filtered; its file is made once somebody else approves."""

    register = models.CharField(_("登记册"), max_length=60)
    content = EncryptedField(blank=True)  # what is asked for and its filters in words, as JSON
    rows = models.PositiveIntegerField(_("行数"))  # with those beside the records
    in_full = models.BooleanField(_("完整号码"), default=False)
    reason = models.CharField(_("用途"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("组织")
    )  # everything asked for lies at or below it
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    asked_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("有效至"))
    state = models.CharField(
        _("状态"), max_length=20, choices=RequestState, default=RequestState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("批准人"),
    )
    decided_at = models.DateTimeField(_("批准时间"), null=True)
    because = models.CharField(_("不批准的原因"), max_length=200, blank=True)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("导出申请")
        indexes = [
            models.Index(fields=["state", "expires_at"], name="export_request_state"),
            models.Index(fields=["asked_by", "-id"], name="export_request_asked_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="export_request_two_people",
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether somebody can still approve it."""
        return self.state == RequestState.WAITING and timezone.now() < self.expires_at

    @property
    def holds(self) -> bool:
        """Whether what was approved may still be made into a file."""
        at = self.decided_at
        return (
            self.state == RequestState.APPROVED and at is not None and timezone.now() < at + HOLDS
        )

    @property
    def said(self) -> str:
        """Where it stands, in a word; who was late to it is not waited for."""
        late = self.state == RequestState.WAITING and not self.is_waiting
        return str(RequestState.EXPIRED.label if late else RequestState(self.state).label)
