"""A figure as it is declared: label, unit, how it counts and how it adds up."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from django.db.models import Exists, Q
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from halfsky.figures.periods import ONE_DAY, Period
from halfsky.org.labels import Label
from halfsky.org.models import in_force
from halfsky.org.parameters import Parameter, Parameters
from halfsky.records.declaration import Register

Semantics = Literal["during", "as_of", "cumulative"]
Rounding = Literal["truncate", "half_up"]
Kind = Literal["count", "sum", "distinct", "ratio"]
SEMANTICS_LABELS = {"during": _("期内"), "as_of": _("期末"), "cumulative": _("累计")}

rate_rounding: Parameter[Rounding] = Parameter(
    "rate_rounding", _("百分率取舍"), "truncate", "rules §0: the sources truncate"
)


@dataclass(frozen=True)
class Question:
    """What is asked of every figure: a period, its parameters, and how much was known."""

    period: Period
    parameters: Parameters
    entered_by: datetime.date | None = None
    definition_day: datetime.date | None = None  # where it is not the period's last
    living_on: frozenset[int] = frozenset()  # organisations gone that live on in an heir

    @property
    def last_day(self) -> datetime.date:
        """The day stocks are counted on."""
        return self.period.last_day

    @property
    def defined_on(self) -> datetime.date:
        """The day definitions are taken on."""
        return self.definition_day or self.last_day

    @property
    def last_known_day(self) -> datetime.date:
        """The last day of which a stamp counts: by a stated day no later step was known."""
        return min(self.last_day, self.entered_by or self.last_day)


EVERY_RECORD = Q()

Condition: TypeAlias = "Q | Exists | Combinable"
Where: TypeAlias = "Condition | Callable[[Question], Condition]"


@dataclass(frozen=True)
class Earlier:
    """The definition that held before a day; figures of that time still come out by it."""

    until: datetime.date
    where: Where
    note: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """What every figure states about itself."""

    code: str  # never changes
    label: Label
    unit: str
    full_label: Label = ""  # where the label leans on its neighbour: 其中女职工
    aliases: tuple[str, ...] = ()  # other names in real texts; the checker reads them
    part_of: str = ""  # the code of the whole it is a part of
    target_of: str = ""  # of a plan: the code of the figure that it sets a target for
    reference: Label = ""  # how it is defined, in the words of the annex
    rule: str = ""  # ids of the domain rules it follows

    @property
    def name(self) -> Label:
        """What it is called where it stands alone."""
        return self.full_label or self.label

    @property
    def section(self) -> str:
        """The section it is declared in."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, eq=False, kw_only=True)
class Measure(Figure):
    """A figure that is added up from records."""

    register: Register
    semantics: Semantics = "during"
    where: Where = EVERY_RECORD
    earlier: tuple[Earlier, ...] = ()
    on: str = ""  # the date column, where it is not the register's
    at: str = ""  # the organisation it counts for, where it is not the record's
    since: datetime.date | None = None  # where a cumulative figure begins

    @property
    def date(self) -> str:
        """The column that says when it counts."""
        return self.on or self.register.on

    @property
    def organisation(self) -> str:
        """The path to the organisation it counts for."""
        return self.at or self.register.organisation

    def definition_on(self, day: datetime.date) -> tuple[int, Where]:
        """The version in force on a day, from 1 up, and its condition."""
        if not self.earlier:
            return 1, self.where
        superseded = [old for old in self.earlier if old.until <= day]
        waiting = sorted(set(self.earlier) - set(superseded), key=lambda old: old.until)
        return 1 + len(superseded), waiting[0].where if waiting else self.where

    def condition(self, question: Question) -> Q:
        """Which records count: its time and its own definition."""
        _version, where = self.definition_on(question.defined_on)
        resolved = where(question) if callable(where) else where
        return self.time(question) & Q(resolved)

    def time(self, question: Question) -> Q:
        """When a record counts; the same for all figures of the same kind of time."""
        last_day = last_day_of(self.register, self.date, question)
        if self.semantics == "as_of":
            return in_force(last_day, self.date.removesuffix("since"))
        start = self.since if self.semantics == "cumulative" else question.period.start
        begun = Q(**{f"{self.date}__gte": start}) if start else Q()
        return begun & Q(**{f"{self.date}__lt": last_day + ONE_DAY})


@dataclass(frozen=True, eq=False, kw_only=True)
class Count(Measure):
    """How many records."""

    kind: ClassVar[Kind] = "count"


@dataclass(frozen=True, eq=False, kw_only=True)
class Sum(Measure):
    """The sum of a column; records that leave it empty do not count."""

    kind: ClassVar[Kind] = "sum"
    field: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Distinct(Measure):
    """How many different things; never the sum of the children's."""

    kind: ClassVar[Kind] = "distinct"
    thing: str  # the path to what is counted once
    head_count: str = ""  # a column with persons counted without names, filled instead of a roster


@dataclass(frozen=True, eq=False, kw_only=True)
class Ratio(Figure):
    """A quotient of two figures in percent; of sums, never a mean of ratios."""

    kind: ClassVar[Kind] = "ratio"
    numerator: str
    denominator: str
    decimals: int = 0
    rounding: Rounding | None = None  # its own, else the house's


AnyMeasure: TypeAlias = Count | Sum | Distinct
AnyFigure: TypeAlias = Count | Sum | Distinct | Ratio


def last_day_of(register: Register, column: str, question: Question) -> datetime.date:
    """The last day of a date column that counts; of a stamped one, that was known by then."""
    is_stamped = register.workflow is not None and column in register.workflow.stamped
    return question.last_known_day if is_stamped else question.last_day


def known_entries(question: Question) -> Q:
    """Records not withdrawn; by a stated day, those entered and not yet withdrawn by its end."""
    if question.entered_by is None:
        return Q(withdrawn_at__isnull=True)
    end = end_of_day(question.entered_by)
    return Q(entered_at__lt=end) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end))


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The first instant after a day, in the installation's time zone."""
    day = min(day, datetime.date.max - 2 * ONE_DAY)  # beyond it no instant can be stored
    midnight = datetime.datetime.combine(day + ONE_DAY, datetime.time())
    return timezone.make_aware(midnight)
