"""Random worlds for property tests, and a recount of them in plain Python.

The recount shares nothing with the engine: it asks for every record to whom it belonged.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from halfsky.figures.models import Adjustment, AdjustmentKind
from halfsky.figures.periods import Period
from halfsky.org.acts import ActRefused, dissolve, found, merge, move
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Edge, Employer, Organisation, Person
from halfsky.registers.education.trainings import Training
from halfsky.registers.rights.enterprise_visits import EnterpriseVisit
from halfsky.registers.rights.screenings import Screening, ScreeningAttendance
from halfsky.registers.rights.special_contracts import SpecialContract
from tests import factories as make

SESSIONS = "education.training_sessions"
ATTENDANCES = "education.training_attendances"
CONTRACTS = "rights.special_contracts"
VISITED = "rights.employers_visited"
SCREENED = "rights.women_screened"
ADDITIVE = (SESSIONS, ATTENDANCES, CONTRACTS)
CODES = (*ADDITIVE, VISITED, SCREENED)
# The root is older than every other day in a world.
EPOCH = datetime.date(2020, 1, 1)
PERIOD_NAMES = ("2021", "2021H2", "2022H1", "2022Q2", "2022-03", "2021-11-05..2022-02-10")
PERIODS = st.sampled_from(PERIOD_NAMES).map(Period.parse)
# Few different days, on and beside the edges of periods, so that they meet.
DAYS = st.sampled_from(
    [
        datetime.date.fromisoformat(day)
        for day in (
            *("2021-01-01", "2021-06-30", "2021-07-01", "2021-11-05", "2021-12-31"),
            *("2022-01-01", "2022-02-10", "2022-03-08", "2022-03-31", "2022-04-01"),
            *("2022-06-29", "2022-06-30", "2022-07-01", "2022-09-01"),
        )
    ]
)
PLACES = st.integers(0, 6)
ACTS = st.lists(
    st.tuples(st.sampled_from(["move", "merge", "dissolve"]), PLACES, PLACES, DAYS), max_size=6
)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["training", "contract", "visit", "roster", "heads"]),
        PLACES,
        DAYS,
        st.integers(0, 3),
    ),
    max_size=14,
)
STRETCHES = st.sampled_from(
    [
        (datetime.date.fromisoformat(since), datetime.date.fromisoformat(until))
        for since, until in (
            *(("2021-01-01", "2022-01-01"), ("2021-07-01", "2022-01-01")),
            *(("2022-01-01", "2022-07-01"), ("2022-04-01", "2022-07-01")),
            *(("2022-03-08", "2022-03-31"), ("2021-11-05", "2022-06-30")),
        )
    ]
)
ADJUSTMENTS = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.integers(0, 2),  # few, so that totals and supplements meet
        st.sampled_from(list(AdjustmentKind)),
        STRETCHES,
        st.integers(0, 9),
    ),
    max_size=8,
)
# A contract ends on one of these days, or not at all.
ENDS = [
    None,
    *(datetime.date(2022, 3, 31), datetime.date(2022, 6, 30), datetime.date(2022, 7, 1)),
]


@dataclass
class World:
    """A tree with its history, and what happened in it."""

    organisations: list[Organisation]
    employers: list[Employer] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def at(self, place: int) -> Organisation:
        """One of the organisations."""
        return self.organisations[place % len(self.organisations)]


@contextmanager
def undone() -> Iterator[None]:
    """An example of its own: what it wrote is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_tree(parents: list[int]) -> World:
    """A root, and an organisation under an earlier one for each number given."""
    kinds = [OrganisationKind.STREET_TOWN, OrganisationKind.SINGLE, OrganisationKind.BRANCH]
    root = found(None, EPOCH, code="0", name="根", kind=OrganisationKind.LOCAL_FEDERATION)
    organisations = [root]
    for place, parent in enumerate(parents, start=1):
        above = organisations[parent % len(organisations)]
        kind = kinds[place % 3]
        organisations.append(found(above, EPOCH, code=str(place), name=f"第{place}", kind=kind))
    return World(organisations)


def act(world: World, acts: Iterable[tuple[str, int, int, datetime.date]]) -> None:
    """Moves, mergers and dissolutions on any days; what would break the tree is refused."""
    doing: dict[str, Callable[[Organisation, Organisation, datetime.date], None]] = {
        "move": move,
        "merge": merge,
        "dissolve": lambda organisation, _other, day: dissolve(organisation, day),
    }
    for name, place, other, day in acts:
        one, two = (Organisation.objects.get(pk=world.at(at).pk) for at in (place, other))
        with suppress(ActRefused):  # nothing else may come of it
            doing[name](one, two, day)


def happen(world: World, records: Iterable[tuple[str, int, datetime.date, int]]) -> None:
    """Records of five kinds; the number is a size, a length or which thing it is."""
    world.employers = make.EmployerFactory.create_batch(4)
    for kind, place, day, number in records:
        organisation = world.at(place)
        if kind == "training":
            make.TrainingFactory.create(
                organisation=organisation, date=day, women_attending=10 * number
            )
        elif kind == "contract":
            end = ENDS[number]
            until = None if end is None else max(end, day)
            make.SpecialContractFactory.create(organisation=organisation, since=day, until=until)
        elif kind == "visit":
            make.EnterpriseVisitFactory.create(
                organisation=organisation, date=day, employer=world.employers[number]
            )
        elif kind == "heads":
            make.ScreeningFactory.create(organisation=organisation, date=day, women=number)
        else:
            make.ScreeningAttendanceFactory.create(
                screening__organisation=organisation,
                screening__date=day,
                person_key=f"woman {number}",
            )


def adjust(world: World, adjustments: Iterable[tuple[Any, ...]]) -> None:
    """Supplements and declared totals; at most one total a figure and organisation."""
    world.people = make.PersonFactory.create_batch(2)
    declared: set[tuple[str, int]] = set()
    for code, place, kind, (since, until), value in adjustments:
        organisation = world.at(place)
        key = (code, organisation.pk)
        if kind == AdjustmentKind.DECLARED and key in declared:
            continue
        declared |= {key} if kind == AdjustmentKind.DECLARED else set()
        make.AdjustmentFactory.create(
            figure=code,
            organisation=organisation,
            kind=kind,
            since=since,
            until=until,
            value=value,
            entered_by=world.people[0],
            approved_by=world.people[1],
        )


class Recount:
    """The same figures by walking from every record up to the root."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.adjustments = list(Adjustment.objects.all())
        self.own: dict[str, dict[int, int]] = {
            code: defaultdict(int) for code in CODES
        }  # numbers that add up
        self.things: dict[str, list[tuple[int, Any]]] = {VISITED: [], SCREENED: []}
        self.count_trainings()
        self.count_contracts()
        self.count_things()
        for code in CODES:
            self.count_adjustments(code)

    def happened(self, day: datetime.date) -> bool:
        """Whether a day lies in the period."""
        return self.period.start <= day <= self.period.last_day

    def is_within_total(self, code: str, organisation: int, day: datetime.date) -> bool:
        """Whether a declared total stands for what happened on a day."""
        return any(
            one.since <= day and one.until is not None and day < one.until
            for one in self.totals(code, organisation)
        )

    def totals(self, code: str, organisation: int) -> list[Adjustment]:
        """The declared total of a figure and organisation that counts, if there is one."""
        return [
            one
            for one in self.adjustments
            if (one.figure, one.organisation_id) == (code, organisation)
            and one.kind == AdjustmentKind.DECLARED
            and self.counts(one)
        ]

    def counts(self, one: Adjustment) -> bool:
        """Whether an adjustment belongs to the period."""
        assert one.until is not None
        if one.figure == CONTRACTS:
            return one.since <= self.period.last_day < one.until
        return self.period.start <= one.since and one.until <= self.period.until

    def count_trainings(self) -> None:
        """Sessions and attendances; a declared total replaces those in its stretch."""
        for training in Training.objects.all():
            if self.happened(training.date):
                where, day = training.organisation_id, training.date
                if not self.is_within_total(SESSIONS, where, day):
                    self.own[SESSIONS][where] += 1
                if not self.is_within_total(ATTENDANCES, where, day):
                    self.own[ATTENDANCES][where] += training.women_attending

    def count_contracts(self) -> None:
        """Contracts that stand on the last day, unless a total is declared for it."""
        day = self.period.last_day
        for contract in SpecialContract.objects.select_related("organisation"):
            is_begun = contract.since is not None and contract.since <= day
            is_ended = contract.until is not None and contract.until <= day
            union = contract.organisation
            is_lost = not has_successor(union, day)
            is_replaced = bool(self.totals(CONTRACTS, union.pk))
            if is_begun and not is_ended and not is_lost and not is_replaced:
                self.own[CONTRACTS][contract.organisation_id] += 1

    def count_things(self) -> None:
        """Employers and women by where they were met; heads add up."""
        for visit in EnterpriseVisit.objects.all():
            if self.happened(visit.date):
                self.things[VISITED].append((visit.organisation_id, visit.employer_id))
        for attendance in ScreeningAttendance.objects.select_related("screening"):
            if self.happened(attendance.screening.date):
                where = attendance.screening.organisation_id
                self.things[SCREENED].append((where, attendance.person_key))
        for round in Screening.objects.exclude(women=None):
            if self.happened(round.date):
                self.own[SCREENED][round.organisation_id] += round.women or 0

    def count_adjustments(self, code: str) -> None:
        """Supplements outside a declared total, and the totals themselves."""
        for one in self.adjustments:
            if one.figure != code or not self.counts(one):
                continue
            totals = self.totals(code, one.organisation_id)
            if one.kind == AdjustmentKind.DECLARED:
                missing = one.value - (0 if code in ADDITIVE else self.recorded(code, one))
                self.own[code][one.organisation_id] += missing
            elif not any(contains(code, total, one) for total in totals):
                self.own[code][one.organisation_id] += one.value

    def recorded(self, code: str, total: Adjustment) -> int:
        """Different things and heads of one organisation in a total's stretch."""
        assert total.until is not None
        days = {"date__gte": total.since, "date__lt": total.until}
        if code == VISITED:
            visits = EnterpriseVisit.objects.filter(organisation=total.organisation, **days)
            return len({visit.employer_id for visit in visits})
        rounds = Screening.objects.filter(organisation=total.organisation, **days)
        women = {one.person_key for round in rounds for one in round.roster.all()}
        return len(women) + sum(round.women or 0 for round in rounds)

    def value(self, code: str, organisation: int) -> int:
        """The figure of an organisation with everything that belonged to it."""
        below = {one for one in self.parents if organisation in self.line(one)}
        things = {thing for where, thing in self.things.get(code, ()) if where in below}
        return sum(self.own[code][one] for one in below) + len(things)

    def own_value(self, code: str, organisation: int) -> int:
        """The figure of an organisation alone."""
        things = {thing for where, thing in self.things.get(code, ()) if where == organisation}
        return self.own[code][organisation] + len(things)

    @property
    def parents(self) -> dict[int, int | None]:
        """Who belonged to whom on the period's last day."""
        if not hasattr(self, "_parents"):
            everybody = list(Organisation.objects.all())
            self._parents = {one.pk: parent_on(self.period.last_day, one) for one in everybody}
        return self._parents

    def line(self, organisation: int) -> list[int]:
        """An organisation and everybody above it."""
        line = [organisation]
        while (above := self.parents[line[-1]]) is not None:
            assert above not in line, "a ring in the tree"
            line.append(above)
        return line


def contains(code: str, total: Adjustment, supplement: Adjustment) -> bool:
    """Whether a declared total already holds a supplement; a stock's total holds them all."""
    assert total.until is not None
    assert supplement.until is not None
    inside = total.since <= supplement.since and supplement.until <= total.until
    return code == CONTRACTS or inside


def has_successor(organisation: Organisation, day: datetime.date) -> bool:
    """Whether it, or the last of its heirs by a day, is in being."""
    if organisation.until is None or day < organisation.until:
        return True
    return organisation.heir is not None and has_successor(organisation.heir, day)


def parent_on(day: datetime.date, organisation: Organisation) -> int | None:
    """The heir of a merged one, else the parent on the day, else the nearest in time."""
    if organisation.heir_id and organisation.until and organisation.until <= day:
        return organisation.heir_id
    edges = sorted(Edge.objects.filter(organisation=organisation), key=lambda one: one.since)
    holding = [one for one in edges if one.since <= day and (not one.until or day < one.until)]
    ended = [one for one in edges if one.until and one.until <= day]
    nearest = holding or ended[-1:] or edges[:1]
    return nearest[0].parent_id if nearest else None
