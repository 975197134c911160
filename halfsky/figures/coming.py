"""The records that lie in a stretch of time: what is planned, for an organisation itself."""

from django.db.models import Model

from halfsky.figures.periods import Period
from halfsky.records.declaration import Register


def records_within(
    register: Register, period: Period, organisation: int, using: str = "default"
) -> list[Model]:
    """An organisation's own records of a register in a period, by date."""
    records = register.model._default_manager.using(using).filter(
        withdrawn_at__isnull=True,
        **{
            f"{register.on}__gte": period.start,
            f"{register.on}__lt": period.until,
            register.organisation: organisation,
        },
    )
    return list(records.order_by(register.on, "pk"))
