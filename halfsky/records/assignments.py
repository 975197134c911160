"""Assignments: the only way to a sealed record (security.md P2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.org.models import Person, ordered_interval


class Assignment(models.Model):
    """A person handles one sealed record, from a day on and until a day."""

    register = models.CharField(_("登记册"), max_length=60)
    record = models.BigIntegerField(_("记录"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("指派")
        indexes = [models.Index(fields=["person", "register"], name="assignment_person")]
        constraints = [
            ordered_interval("assignment_interval"),
            models.UniqueConstraint(
                fields=["register", "record", "person"],
                condition=models.Q(until__isnull=True),
                name="assignment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.register} {self.record}"
