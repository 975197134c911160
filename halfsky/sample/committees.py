"""Terms of office and seats of women's committees, with the city's substitution early in 2022."""

from collections.abc import Sequence
from datetime import date
from random import Random

from halfsky.figures.periods import shift_day
from halfsky.registers.organising.women_organisations import (
    Form,
    Role,
    Seat,
    Selection,
    Term,
    WomenOrganisation,
)
from halfsky.sample.context import City, save
from halfsky.sample.names import woman
from halfsky.sample.targets import LAST_DAY

UNIONS_WITH_SEATS = 320
YEARS_ABOVE, YEARS_OF_UNIONS = 5, (3, 5)
SUBSTITUTED_ON = date(2022, 1, 14)


def make_committees(city: City, rng: Random, organisations: Sequence[WomenOrganisation]) -> None:
    """The sitting term of the city's, the towns' and some hundred unions' committees."""
    above = {organisation.pk for organisation in (city.root, *city.towns)}
    upper = [row for row in organisations if row.organisation_id in above]
    committees = [
        row
        for row in organisations
        if row.organisation_id not in above and row.form == Form.COMMITTEE and not row.until
    ]
    lower = rng.sample(committees, UNIONS_WITH_SEATS)
    terms = [sitting_term(row, YEARS_ABOVE) for row in upper]
    terms += [sitting_term(row, rng.choice(YEARS_OF_UNIONS)) for row in lower]
    save(terms)
    sizes = [rng.randint(7, 9) if row in upper else rng.randint(3, 5) for row in (*upper, *lower)]
    save([seat for term, size in zip(terms, sizes, strict=True) for seat in seats(rng, term, size)])
    substitute(rng, terms[0])


def sitting_term(row: WomenOrganisation, years: int) -> Term:
    """The term that was running on the last day."""
    assert row.since is not None  # every committee of the sample has begun
    number, since = 1, row.since
    while (until := shift_day(since, 12 * years)) <= LAST_DAY:
        number, since = number + 1, until
    return Term(women_organisation=row, number=number, since=since, until=until)


def seats(rng: Random, term: Term, size: int) -> list[Seat]:
    """A chair, one or two vice-chairs and members."""
    vices = 2 if size >= 7 else 1
    roles = [Role.CHAIR, *[Role.VICE_CHAIR] * vices, *[Role.MEMBER] * (size - 1 - vices)]
    return [
        Seat(
            term=term,
            holder=woman(rng),
            role=role,
            selection=Selection.NOMINATED if role == Role.CHAIR else Selection.ELECTED,
            since=term.since,
        )
        for role in roles
    ]


def substitute(rng: Random, term: Term) -> None:
    """A vice-chair was transferred; her substitute serves out the term (COM-05)."""
    left = Seat.objects.filter(term=term, role=Role.VICE_CHAIR).order_by("pk")[0]
    left.until = SUBSTITUTED_ON
    left.save(update_fields=["until"])
    Seat.objects.create(
        term=term,
        holder=woman(rng),
        role=left.role,
        selection=Selection.SUBSTITUTED,
        since=SUBSTITUTED_ON,
        replaces=left,
    )
