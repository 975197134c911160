"""Attachments of a record: the file lies in the data folder under a name of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.org.models import Entry


class Attachment(Entry):
    """One file beside a record; what is shown is never the bytes as they came."""

    register = models.CharField(_("登记册"), max_length=60)
    record = models.BigIntegerField(_("记录"))
    name = models.CharField(_("文件名"), max_length=200)  # as it was called, text only
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    digest = models.CharField(_("摘要"), max_length=64)  # SHA-256 of the bytes kept
    stored = models.CharField(max_length=64, unique=True)  # its file's name, random
    is_encrypted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("附件")
        indexes = [models.Index(fields=["register", "record"], name="attachment_record")]

    def __str__(self) -> str:
        return self.name
