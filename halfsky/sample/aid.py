"""Aid paid in the sample city: visits with money, emergencies, and other aid."""

from collections.abc import Sequence
from datetime import date
from random import Random

from halfsky.org.models import Organisation
from halfsky.registers.assistance.aid_payments import AidPayment, FundSource, Kind
from halfsky.registers.assistance.hardship_files import HardshipFile
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import day_between, deal_within
from halfsky.sample.hardship import make_files, older_files, open_during
from halfsky.sample.targets import FEN, HalfYear

STEP = 100 * FEN  # condolence money is given in whole hundreds of yuan
LEAST, MOST = 3, 30  # hundreds of yuan a visit (AID-03)
SOURCES = (FundSource.FISCAL, FundSource.HIGHER_UNION, FundSource.OWN, FundSource.DONATION)
OLDER_WOMEN, OLDER_MEN = 220, 225
OTHER_AID = 24  # living, medical and student aid of a half-year
Round = tuple[Kind, date, date, int]  # what, from, to, and its weight


def rounds_of(half: HalfYear) -> tuple[Round, ...]:
    """Before Spring Festival, around 8 March and 1 June; then in the heat and at the year's end."""
    year = half.period.start.year
    if half.is_first:
        return (
            (Kind.WARMTH, date(year, 1, 11), date(year, 1, 28), 72),
            (Kind.FESTIVAL, date(year, 3, 1), date(year, 3, 10), 16),
            (Kind.FESTIVAL, date(year, 5, 25), date(year, 6, 2), 12),
        )
    return (
        (Kind.COOLNESS, date(year, 7, 12), date(year, 8, 20), 45),
        (Kind.WARMTH, date(year, 12, 20), date(year, 12, 27), 55),
    )


def make_aid(city: City) -> None:
    """The payments of every half-year, to households whose files were open."""
    files = make_files(city)
    for half in city.half_years:
        if half.layer and half.is_first:
            year = half.period.start.year
            older = older_files(city, half.layer, year, OLDER_WOMEN, OLDER_MEN)
        rng = city.rng(f"aid/{half.key}")
        payments = aid_of(city, rng, older if half.layer else files, half)
        save(list(stamp(rng, city, sorted(payments, key=lambda row: row.date))))


def aid_of(
    city: City, rng: Random, files: Sequence[HardshipFile], half: HalfYear
) -> list[AidPayment]:
    """Visits, emergencies and other aid."""
    visited = visited_households(rng, files, half)
    return [
        *visits(city, rng, visited, half),
        *emergencies(city, rng, half),
        *other_aid(city, rng, files, half),
    ]


def visited_households(
    rng: Random, files: Sequence[HardshipFile], half: HalfYear
) -> list[HardshipFile]:
    """Women's households and men's, as many as the targets say."""
    first, last = rounds_of(half)[0][1], half.period.last_day
    if not half.is_first:
        first = half.period.start
    able = open_during(files, first, last if not half.layer else rounds_of(half)[-1][2])
    women = [file for file in able if file.holder_is_woman]
    men = [file for file in able if not file.holder_is_woman]
    flows = half.flows
    chosen = rng.sample(women, flows.households_of_women)
    chosen += rng.sample(men, flows.households - flows.households_of_women)
    rng.shuffle(chosen)
    return chosen


def visits(
    city: City, rng: Random, households: Sequence[HardshipFile], half: HalfYear
) -> list[AidPayment]:
    """A visit to each household, and a second one to the first of them."""
    rounds = rounds_of(half)
    weights = [weight for *_rest, weight in rounds]
    dealt_rounds = rng.choices(rounds, weights, k=len(households) - 1)
    paid = list(zip(households[1:], dealt_rounds, strict=True))
    paid += [(households[0], rounds[0]), (households[0], rounds[-1])]
    hundreds = [rng.choice((4, 5, 6, 6, 8, 10)) for _ in paid]
    dealt = deal_within(half.flows.condolence * FEN // STEP, hundreds, LEAST, MOST)
    return [
        AidPayment(
            organisation=payer(city, rng, file),
            file=file,
            date=day_between(rng, first, last),
            kind=kind,
            fund_source=rng.choice(SOURCES),
            amount=amount * STEP,
        )
        for (file, (kind, first, last, _weight)), amount in zip(paid, dealt, strict=True)
    ]


def payer(city: City, rng: Random, file: HardshipFile) -> Organisation:
    """The body that keeps the file; the city itself visits some."""
    return city.root if rng.random() < 0.15 else file.organisation


def emergencies(city: City, rng: Random, half: HalfYear) -> list[AidPayment]:
    """Women and their families helped at once and without a file."""
    persons = half.flows.emergency_persons
    first = persons * 2 // 3
    return [
        AidPayment(
            organisation=body,
            date=day_between(rng, half.period.start, half.period.last_day),
            kind=Kind.EMERGENCY,
            fund_source=FundSource.OWN,
            amount=count * rng.randint(8, 12) * STEP,
            persons=count,
            note=note,
        )
        for body, count, note in (
            (city.root, first, "火灾受灾女职工及家属"),
            (rng.choice(city.towns), persons - first, "交通事故受伤女职工及家属"),
        )
    ]


def other_aid(
    city: City, rng: Random, files: Sequence[HardshipFile], half: HalfYear
) -> list[AidPayment]:
    """Living and medical aid, and student aid before term begins."""
    year = half.period.start.year
    if half.is_first:
        kinds, first, last = (Kind.LIVING, Kind.MEDICAL), date(year, 3, 14), date(year, 6, 24)
    else:
        kinds, first, last = (Kind.STUDENT, Kind.STUDENT), date(year, 8, 16), date(year, 9, 10)
    able = open_during(files, first, last)
    return [
        AidPayment(
            organisation=file.organisation,
            file=file,
            date=day_between(rng, first, last),
            kind=rng.choice(kinds),
            fund_source=FundSource.FISCAL,
            amount=rng.randint(10, 30) * STEP,
        )
        for file in rng.sample(able, OTHER_AID)
    ]
