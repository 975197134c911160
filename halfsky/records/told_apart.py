"""What looked like one event written down twice, and somebody has said that it is two."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.org.models import Person


class ToldApart(models.Model):
    """Two records of a register that are not the same event; nobody is asked again."""

    register = models.CharField(_("登记册"), max_length=60)
    first = models.BigIntegerField(_("记录"))  # the smaller number of the two
    second = models.BigIntegerField(_("记录"))
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("不是同一件")
        constraints = [
            models.UniqueConstraint(fields=["register", "first", "second"], name="told_apart_once")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.first} / {self.second}"
