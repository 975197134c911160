"""A register as it is declared, once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.org.kinds import Tier
from halfsky.org.labels import Label
from halfsky.org.roles import Power
from halfsky.records.duty import Duty
from halfsky.records.models import StandingRecord
from halfsky.records.workflow import Workflow


class Confidentiality(Enum):
    """Who may come near the records (decisions 15)."""

    OPEN = "open"
    SENSITIVE = "sensitive"
    SEALED = "sealed"


READ = {Confidentiality.OPEN: Power.READ_OPEN, Confidentiality.SENSITIVE: Power.READ_SENSITIVE}
WRITE = {Confidentiality.OPEN: Power.WRITE_OPEN, Confidentiality.SENSITIVE: Power.WRITE_SENSITIVE}


@dataclass(frozen=True)
class Child:
    """Rows entered together with a record and kept with it: the terms of a committee."""

    relation: str  # the path from the record, "terms"; rows below those, "terms__seats"
    label: Label
    fields: tuple[str, ...]
    named_by: str = ""  # rows below rows: the field by which a row says which one it is under


@dataclass(frozen=True)
class Participants(Child):
    """参加单位: one body held it for many units, and it is one record (docs/decisions/0027)."""

    titled: str = ""  # the record's field that says what was held; likely doubles are known by it
    heads: str = ""  # the record's field with the women who came


def participants(titled: str, heads: str = "") -> Participants:
    """The word by which a register says that its events may be held for many units."""
    fields = ("organisation", "women")
    return Participants("participants", _("参加单位"), fields, titled=titled, heads=heads)


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
    duties: tuple[Duty, ...] = ()
    accused: str = ""  # of a sealed register: the path to the employer complained of
    made_by: str = ""  # the route of the act of the tree that makes its records
    children: tuple[Child, ...] = ()  # rows entered with a record, in the same form
    # What a field of text offers to choose from: values with their labels.
    offers: Mapping[str, Callable[[], Sequence[tuple[str, Label]]]] = field(default_factory=dict)
    # Other headings, old ones too, under which a sheet may bring a field.
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def participants(self) -> Participants | None:
        """How it keeps the units that took part, where one body may hold for many."""
        return next((one for one in self.children if isinstance(one, Participants)), None)

    @property
    def is_standing(self) -> bool:
        """Whether its records stand over an interval rather than happen on a day."""
        return self.on == "since"

    @property
    def is_sealed(self) -> bool:
        """Whether its records are reached by assignment only."""
        return self.confidential is Confidentiality.SEALED

    @property
    def reading(self) -> Power:
        """What it takes to read its records."""
        return READ.get(self.confidential, Power.HANDLE_CASES)

    @property
    def writing(self) -> Power:
        """What it takes to write its records."""
        return WRITE.get(self.confidential, Power.HANDLE_CASES)

    @property
    def organisation_prefix(self) -> str:
        """What leads from a record to its organisation's columns: `organisation__`, or nothing."""
        is_itself = self.organisation in ("id", "pk")
        return "" if is_itself else f"{self.organisation}__"

    @property
    def on(self) -> str:
        """The date column."""
        return self.date or ("since" if issubclass(self.model, StandingRecord) else "date")
