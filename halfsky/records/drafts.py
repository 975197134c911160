"""Drafts: what was typed and not yet saved as a record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.org.encryption import EncryptedField
from halfsky.org.models import Person


class Draft(models.Model):
    """One person's unfinished form, encrypted: it may hold anything that she typed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    register = models.CharField(_("登记册"), max_length=60)
    record = models.BigIntegerField(_("记录"), null=True, blank=True)  # none: a new one
    content = EncryptedField(_("内容"))  # the form's fields as JSON
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

    class Meta:
        verbose_name = _("草稿")
        indexes = [models.Index(fields=["person", "saved_at"], name="draft_person")]

    def __str__(self) -> str:
        return f"{self.register} {self.saved_at:%Y-%m-%d %H:%M}"
