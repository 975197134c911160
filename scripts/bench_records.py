"""A million records over the sample city's tree, for the bench: plain, many and evenly spread."""

import datetime
import random
from collections.abc import Callable, Iterator
from itertools import islice

from django.db.models import Model

from halfsky.org.kinds import GRASSROOTS_KINDS
from halfsky.org.models import Employer, Organisation
from halfsky.registers.assistance.insurance_enrolments import InsuranceEnrolment, Product
from halfsky.registers.education.trainings import Kind, Level, Training
from halfsky.registers.rights.complaints import Category, Channel, Complaint
from halfsky.registers.rights.enterprise_visits import EnterpriseVisit, Purpose
from halfsky.registers.rights.screenings import Screening
from halfsky.registers.rights.special_contracts import Form, SpecialContract

FIRST, DAYS = datetime.date(2018, 1, 1), 1642  # to 30 June 2022
BATCH = 5000
SEED = 20220630


class Maker:
    """Draws records of each register for organisations and days."""

    def __init__(self) -> None:
        self.rng = random.Random(SEED)
        grassroots = Organisation.objects.filter(kind__in=GRASSROOTS_KINDS, until__isnull=True)
        self.organisations = list(grassroots.values_list("pk", "since"))
        self.employers = list(Employer.objects.values_list("pk", flat=True))
        self.number = 0

    def place(self) -> tuple[int, datetime.date]:
        """An organisation and a day of its life."""
        organisation, since = self.rng.choice(self.organisations)
        day = FIRST + datetime.timedelta(days=self.rng.randrange(DAYS))
        return organisation, max(day, since)

    def training(self) -> Model:
        """A session."""
        organisation, day = self.place()
        kind = Kind.TECHNICAL if self.rng.random() < 0.6 else Kind.LAW
        return Training(
            organisation_id=organisation,
            date=day,
            topic="技能培训",
            kind=kind,
            level=Level.ENTERPRISE,
            women_attending=self.rng.randrange(5, 200),
        )

    def visit(self) -> Model:
        """A visit to an employer."""
        organisation, day = self.place()
        employer = self.rng.choice(self.employers)
        return EnterpriseVisit(
            organisation_id=organisation, date=day, employer_id=employer, purpose=Purpose.SURVEY
        )

    def contract(self) -> Model:
        """A contract of two years."""
        organisation, day = self.place()
        return SpecialContract(
            organisation_id=organisation,
            since=day,
            until=day + datetime.timedelta(days=730),
            form=Form.EMBEDDED,
        )

    def screening(self) -> Model:
        """A round, counted by heads."""
        organisation, day = self.place()
        return Screening(organisation_id=organisation, date=day, women=self.rng.randrange(5, 90))

    def enrolment(self) -> Model:
        """A unit's enrolment."""
        organisation, day = self.place()
        product = self.rng.choice((Product.ANKANG, Product.CRITICAL_ILLNESS))
        return InsuranceEnrolment(
            organisation_id=organisation,
            date=day,
            product=product,
            persons=self.rng.randrange(1, 60),
        )

    def complaint(self) -> Model:
        """A closed complaint."""
        organisation, day = self.place()
        self.number += 1
        return Complaint(
            organisation_id=organisation,
            date=day,
            number=f"B{self.number:07d}",
            is_woman_worker=self.rng.random() < 0.5,
            channel=Channel.VISIT,
            category=Category.WAGE,
            closed_on=day + datetime.timedelta(days=20),
            recovered=self.rng.randrange(0, 500_000),
        )


SHARES: tuple[tuple[str, float], ...] = (
    ("training", 0.35),
    ("visit", 0.20),
    ("contract", 0.15),
    ("screening", 0.10),
    ("enrolment", 0.10),
    ("complaint", 0.10),
)


def add_records(number: int, progress: Callable[[str], None]) -> None:
    """So many records, in batches."""
    maker = Maker()
    for name, share in SHARES:
        make: Callable[[], Model] = getattr(maker, name)
        for batch in batches(make, int(number * share)):
            type(batch[0])._default_manager.bulk_create(batch)
        progress(f"{name}: {int(number * share)}")


def batches(make: Callable[[], Model], number: int) -> Iterator[list[Model]]:
    """Records in lists of at most BATCH."""
    drawn = (make() for _ in range(number))
    while batch := list(islice(drawn, BATCH)):
        yield batch
