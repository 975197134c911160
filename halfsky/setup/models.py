"""A workbook on its way into the tree: what it holds, what was answered, what it made."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Person


class State(models.TextChoices):
    """How far a workbook is."""

    OPEN = "open", _("核对中")
    APPLIED = "applied", _("已建立")
    UNDONE = "undone", _("已撤回")


class Workbook(models.Model):
    """One file from which the tree is made: kept with its answers until it is decided."""

    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(_("摘要"), max_length=64, db_index=True)  # SHA-256 of the file
    content = EncryptedField(is_long=True)  # its pages and rows as JSON
    columns = models.JSONField(default=dict)  # by page: which column is what, as confirmed
    answers = models.JSONField(default=dict)  # by question and item
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.OPEN)
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人")
    )  # none: the operator at the machine
    made_at = models.DateTimeField(_("上传时间"), default=timezone.now)
    changed_at = models.DateTimeField(_("最近修改"), default=timezone.now)
    counts = models.JSONField(default=list)  # what it made, as the preview said
    applied_at = models.DateTimeField(_("建立时间"), null=True)
    undone_at = models.DateTimeField(_("撤回时间"), null=True)
    # Of every model the keys that it made; of every row that it changed, the columns before.
    made = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    sequence = models.BigIntegerField(default=0)  # of the trail, once it was applied

    class Meta:
        verbose_name = _("名册工作簿")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.file_name


class Shape(models.Model):
    """Which column is what under some headings, as a person has corrected it."""

    digest = models.CharField(max_length=64, unique=True)  # of the headings in their order
    columns = models.JSONField(default=dict)  # by the heading's place: its word; "" for none
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("记住的表头")

    def __str__(self) -> str:
        return self.digest[:12]
