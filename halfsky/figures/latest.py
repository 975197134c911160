"""The half-year that a reader most likely means: the latest with records."""

import datetime

from django.db.models import Max
from django.utils import timezone

from halfsky.figures.periods import Period
from halfsky.records.registry import registers


def latest_half_year(using: str = "default") -> Period:
    """The half-year of the latest record; plans do not count, nor dates still to come."""
    today = timezone.localdate()
    days: list[datetime.date] = []
    for register in registers().values():
        if register.looks_ahead:
            continue
        records = register.model._default_manager.using(using).filter(withdrawn_at__isnull=True)
        past = records.filter(**{f"{register.on}__lte": today})
        latest = past.aggregate(latest=Max(register.on))["latest"]
        days += [latest] if latest else []
    return Period.half_year_of(max(days, default=today))
