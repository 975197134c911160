"""Duties: what somebody has to do by a day, derived from records and never typed in."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from halfsky.org.labels import Label

ONE_DAY = datetime.timedelta(days=1)
EVERY_RECORD = Q()


@dataclass(frozen=True)
class Duty:
    """A duty that each record of a register may give rise to.

    It falls due `days` after the date that `on` leads to (before it, if negative), as long as the
    record meets `open_while`; it is shown from `notice` days before it falls due.
    """

    code: str
    label: Label  # what is to be done: 告知投诉人是否受理
    on: str
    days: int = 0
    open_while: Q | Callable[[], Q] = EVERY_RECORD  # made when asked, if it asks of other rows
    notice: int = 30
    rule: str = ""

    def pending(self, today: datetime.date) -> Q:
        """Records whose duty is shown on a day, overdue ones included."""
        latest = today + (self.notice - self.days) * ONE_DAY
        still_open = self.open_while() if callable(self.open_while) else self.open_while
        return Q(**{f"{self.on}__lte": latest}) & still_open

    def due(self, on: datetime.date) -> datetime.date:
        """The day it falls due for the date found."""
        return on + self.days * ONE_DAY
