"""A register as it is declared, once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models

from halfsky.org.kinds import Tier
from halfsky.org.labels import Label
from halfsky.records.models import StandingRecord
from halfsky.records.workflow import Workflow


class Confidentiality(Enum):
    """Who may come near the records (decisions 15)."""

    OPEN = "open"
    SENSITIVE = "sensitive"
    SEALED = "sealed"


@dataclass(frozen=True, eq=False)
class Register:
    """What is kept, for which rule, and how it is shown; pages and sheets are made from it."""

    code: str
    label: Label
    model: type[models.Model]
    rule: str  # rule ids of the domain rules, or the duty in words
    columns: tuple[str, ...]  # of the list, in order; field names of the model
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    confidential: Confidentiality = Confidentiality.OPEN
    workflow: Workflow | None = None
    organisation: str = "organisation"  # the path to the organisation a record belongs to
    date: str = ""  # the day a record counts on; "since" where records stand over an interval
    reported_by: tuple[Tier, ...] = (Tier.GRASSROOTS,)  # who has to report; others may
    looks_ahead: bool = False  # plans: dated in the future and no result
    narrative: Callable[[Any], str] | None = None  # a record as a sentence of the summary

    @property
    def is_standing(self) -> bool:
        """Whether its records stand over an interval rather than happen on a day."""
        return self.on == "since"

    @property
    def on(self) -> str:
        """The date column."""
        return self.date or ("since" if issubclass(self.model, StandingRecord) else "date")
