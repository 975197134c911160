"""What every record has: one organisation, the day it counts on, who entered it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.models import Entry, Organisation


class Record(Entry):
    """Belongs to one organisation; the two kinds below add the day or the interval."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="%(app_label)s_%(class)s_set",
        verbose_name=gettext_lazy("组织"),
    )

    class Meta:
        abstract = True


class DatedRecord(Record):
    """Something that happened on a day."""

    date = models.DateField(gettext_lazy("日期"))

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["date", "organisation"])]

    def clean(self) -> None:
        """Refuse a day before the organisation was founded: it would belong to nobody."""
        super().clean()
        refuse_before_founding(self.organisation, self.date, "date")


class StandingRecord(Record):
    """Something in force over an interval `[since, until)`; `since` is empty until it begins."""

    since = models.DateField(gettext_lazy("起"), null=True, blank=True)
    until = models.DateField(gettext_lazy("止"), null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["since", "organisation"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_interval",
            )
        ]

    def clean(self) -> None:
        """Refuse an interval that begins before the organisation did."""
        super().clean()
        refuse_before_founding(self.organisation, self.since, "since")


def refuse_before_founding(
    organisation: Organisation, day: datetime.date | None, field: str
) -> None:
    """A record lies within the life of its organisation, or it would be added up nowhere."""
    if day is not None and day < organisation.since:
        raise ValidationError(
            {
                field: _("{day} 早于{organisation}的成立日期 {since}，请核对。").format(
                    day=day, organisation=organisation, since=organisation.since
                )
            }
        )


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg] # generic in stubs only
    """An amount in integer fen; given and shown in yuan (decisions 13)."""
