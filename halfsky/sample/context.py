"""What the sections of the sample share: the tree made first, its people, and seeded chance."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model

from halfsky.figures.periods import ONE_DAY, Period
from halfsky.org.models import Coverage, Employer, Entry, Organisation, Person
from halfsky.sample.identifiers import Identifiers
from halfsky.sample.names import EmployerNames
from halfsky.sample.targets import LAST_DAY, HalfYear, half_years

SEED = "halfsky sample city"
SHANGHAI = ZoneInfo("Asia/Shanghai")
ROWS_A_BATCH = 500

AnyEntry = TypeVar("AnyEntry", bound=Entry)
AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass
class Union:
    """A grass-roots union with what its records depend on."""

    organisation: Organisation
    parent: Organisation
    town: Organisation
    has_women: bool = True
    is_built: bool = True  # has a women's organisation
    workers: int = 0
    women_workers: int = 0
    women_members: int = 0
    coverages: list[Coverage] = field(default_factory=list)
    last_record: datetime.date | None = None  # dissolved or moved: no records from here on

    @property
    def since(self) -> datetime.date:
        """Its founding."""
        return self.organisation.since

    def stretch(self, period: Period) -> tuple[datetime.date, datetime.date] | None:
        """The first and last day of a period on which it may have records."""
        first = max(period.start, self.since)
        last = min(period.last_day, self.last_record or period.last_day)
        return (first, last) if first <= last else None


@dataclass
class City:
    """Everything made so far."""

    scale: int = 1
    progress: Callable[[str], None] = print
    identifiers: Identifiers = field(default_factory=Identifiers)
    employer_names: EmployerNames = field(default_factory=EmployerNames)
    officers: list[Person] = field(default_factory=list)  # the city's, then one for each town
    towns: list[Organisation] = field(default_factory=list)  # towns, streets and bureaus
    federations: list[Organisation] = field(default_factory=list)
    unions: list[Union] = field(default_factory=list)
    branches: list[Organisation] = field(default_factory=list)
    town_of: dict[str, int] = field(default_factory=dict)  # the place of a code's town
    root: Organisation = field(init=False)
    mine: Union = field(init=False)
    moved: Union = field(init=False)
    merged: Union = field(init=False)
    heir: Union = field(init=False)
    last_dissolved: Union = field(init=False)
    half_years: list[HalfYear] = field(init=False)

    def __post_init__(self) -> None:
        self.half_years = half_years(self.scale)

    @property
    def city_officer(self) -> Person:
        """Enters what the city's own committee does."""
        return self.officers[0]

    def officer_at(self, code: str) -> Person:
        """Enters what happens at an organisation: its town's officer, or the city's."""
        above = code.partition("-")[0]  # T01-F02, mine-03
        place = self.town_of.get(above)
        return self.city_officer if place is None else self.officers[1 + place]

    def rng(self, purpose: str) -> Random:
        """Chance of its own for each purpose, so that one does not disturb another."""
        return Random(f"{SEED}/{purpose}")

    def unions_during(self, period: Period) -> list[Union]:
        """Unions with women workers that were there all through a period, in order of code."""
        return [
            union
            for union in self.unions
            if union.has_women and union.stretch(period) == (period.start, period.last_day)
        ]

    def with_story(self, period: Period) -> list[Union]:
        """The moved, merged and dissolved unions that may have records in a period."""
        told = (self.moved, self.merged, self.last_dissolved)
        return [union for union in told if union.stretch(period)]

    def employers(self) -> list[tuple[Union, Employer]]:
        """Employers with a union of theirs in being throughout, each employer once."""
        found: dict[int, tuple[Union, Employer]] = {}
        for union in self.unions:
            for coverage in union.coverages:
                if union.last_record is None and coverage.until is None:
                    found.setdefault(coverage.employer_id, (union, coverage.employer))
        return list(found.values())


def stamp(rng: Random, city: City, entries: Iterable[AnyEntry]) -> Iterator[AnyEntry]:
    """Entered by the officer above in office hours, a few days after each happened."""
    for entry in entries:
        organisation: Any = getattr(entry, "organisation", entry)
        entry.entered_by = city.officer_at(organisation.code)
        entry.entered_at = entered_at(rng, day_of(entry))
        yield entry


def entered_at(rng: Random, day: datetime.date) -> datetime.datetime:
    """An instant of office hours from one to six days later."""
    later = day + ONE_DAY * rng.randint(1, 6)
    minutes = rng.randint(9 * 60, 17 * 60)
    time = datetime.time(minutes // 60, minutes % 60)
    return datetime.datetime.combine(later, time, SHANGHAI)


def day_of(entry: Entry) -> datetime.date:
    """The day an entry is about; one that has not begun is known by its earlier steps."""
    for name in ("date", "since", "filed_on", "signed_on", "consulted_on", "applied_on"):
        day = getattr(entry, name, None)
        if isinstance(day, datetime.date):
            return day
    return LAST_DAY - 30 * ONE_DAY  # a draft


def save(rows: list[AnyModel]) -> list[AnyModel]:
    """Insert rows of one model; they come back with their keys."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, ROWS_A_BATCH)
    return rows
