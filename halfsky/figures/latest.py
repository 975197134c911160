"""The half-year that a reader most likely means: the latest with records."""

import datetime

from django.utils import timezone

from halfsky.figures.periods import Period
from halfsky.org.models import Organisation
from halfsky.records.registry import registers


def latest_half_year(using: str = "default") -> Period:
    """The half-year of the latest record; plans do not count, nor dates still to come."""
    today = timezone.localdate()
    days: list[datetime.date] = []
    practice = Organisation.objects.using(using).filter(is_practice=True).values("pk")
    for register in registers().values():
        if register.looks_ahead or not register.organisation_prefix:
            continue  # a plan, or the founding of an organisation: nothing was reported by it
        records = register.model._default_manager.using(using).filter(withdrawn_at__isnull=True)
        past = records.filter(**{f"{register.on}__lte": today})
        real = past.exclude(**{f"{register.organisation}__in": practice})
        # By the index of days: the first that counts, not the greatest of them all.
        days += real.order_by(f"-{register.on}").values_list(register.on, flat=True)[:1]
    return Period.half_year_of(max(days, default=today))
