"""Mutual insurance of the sample city: enrolments and claims; aid is made beside it."""

from datetime import date, timedelta
from random import Random

from halfsky.figures.periods import shift_day
from halfsky.org.encryption import person_key
from halfsky.registers.assistance.insurance_claims import InsuranceClaim, State
from halfsky.registers.assistance.insurance_enrolments import (
    PLAN_BEGAN,
    InsuranceEnrolment,
    Product,
)
from halfsky.sample.aid import make_aid
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import day_between, deal, deal_within, seasonal_day
from halfsky.sample.names import woman
from halfsky.sample.rights import chosen_unions
from halfsky.sample.targets import FEN, FIRST_HALF_2022, LAST_DAY, HalfYear

SEASON = {1: 1, 2: 1, 3: 3, 4: 8, 5: 6, 6: 4, 9: 2, 11: 2}
FEES = {Product.ANKANG: 15, Product.CRITICAL_ILLNESS: 20, Product.NATIONAL_WOMEN: 18}  # yuan a year
STEP = 100 * FEN
LEAST, MOST = 30, 100  # hundreds of yuan: 10,000 a share
WAITING = timedelta(days=90)
UNPAID = (
    State.APPROVED, State.APPROVED, State.REVIEW, State.REVIEW, State.MATERIALS, State.REPORTED,
    State.REFUSED, State.IN_WAITING_PERIOD,
)  # fmt: skip


def make_assistance(city: City) -> None:
    """Everything of the section."""
    make_aid(city)
    for half in city.half_years:
        make_enrolments(city, half)
    make_claims(city)


def make_enrolments(city: City, half: HalfYear) -> None:
    """A roster a union and product; before the plans began, the national one."""
    rng = city.rng(f"enrolments/{half.key}")
    flows = half.flows
    began = half.period.start >= PLAN_BEGAN
    products = (Product.ANKANG, Product.CRITICAL_ILLNESS)
    rows: list[InsuranceEnrolment] = []
    for product, persons in zip(products, (flows.ankang, flows.critical_illness), strict=True):
        unions = chosen_unions(city, rng, half.period, persons, 90)
        shares = deal(persons, [union.women_workers for union in unions])
        for union, share in zip(unions, shares, strict=True):
            first, last = union.stretch(half.period) or (half.period.start, LAST_DAY)
            day = seasonal_day(rng, first, last, SEASON)
            rows.append(enrolment(product if began else Product.NATIONAL_WOMEN, day, share))
            rows[-1].organisation = union.organisation
    save(list(stamp(rng, city, sorted(rows, key=lambda row: row.date))))


def enrolment(product: Product, day: date, persons: int) -> InsuranceEnrolment:
    """A year's cover from the first of the month after."""
    since = shift_day(day.replace(day=1), 1)
    return InsuranceEnrolment(
        date=day,
        product=product,
        persons=persons,
        fee=persons * FEES[product] * FEN,
        cover_since=since,
        cover_until=shift_day(since, 12),
    )


def make_claims(city: City) -> None:
    """The payments of every half-year, then the claims that were not paid."""
    rng = city.rng("claims")
    rows: list[InsuranceClaim] = []
    for half in city.half_years:
        rows += paid_claims(city, rng, half)
    pay_twice(rows)
    rows += [unpaid_claim(city, rng, state) for state in UNPAID]
    save(list(stamp(rng, city, sorted(rows, key=lambda row: row.date))))


def paid_claims(city: City, rng: Random, half: HalfYear) -> list[InsuranceClaim]:
    """Claims paid in a half-year; the first could not be before the waiting period was over."""
    flows = half.flows
    weights = [rng.randint(70, 95) for _ in range(flows.claims)]
    amounts = deal_within(flows.claims_paid * FEN // STEP, weights, LEAST, MOST)
    began = half.period.start >= PLAN_BEGAN
    first = half.period.start
    if began:
        first = max(first, PLAN_BEGAN + WAITING + timedelta(days=60))
    return [
        paid_claim(
            city,
            rng,
            claim_product(rng) if began else Product.NATIONAL_WOMEN,
            day_between(rng, first, half.period.last_day - timedelta(days=4)),
            amount * STEP,
        )
        for amount in amounts
    ]


def claim_product(rng: Random) -> Product:
    """One of the two plans."""
    return rng.choice((Product.ANKANG, Product.CRITICAL_ILLNESS))


def new_claim(city: City, rng: Random, product: Product, reported_on: date) -> InsuranceClaim:
    """A claim as it is reported."""
    identity = city.identifiers.identity(rng)
    return InsuranceClaim(
        organisation=city.root,
        date=reported_on,
        product=product,
        claimant=woman(rng),
        identity_number=identity,
        person_key=person_key(identity),
        diagnosed_on=reported_on - timedelta(days=rng.randint(5, 12)),
    )


def paid_claim(
    city: City, rng: Random, product: Product, paid_on: date, amount: int
) -> InsuranceClaim:
    """A claim from report to payment."""
    approved_on = paid_on - timedelta(days=rng.randint(2, 6))
    reviewed_on = approved_on - timedelta(days=rng.randint(5, 10))
    row = new_claim(city, rng, product, reviewed_on - timedelta(days=rng.randint(3, 8)))
    row.reviewed_on, row.approved_on, row.paid_on = reviewed_on, approved_on, paid_on
    row.amount, row.state = amount, State.PAID
    return row


def pay_twice(rows: list[InsuranceClaim]) -> None:
    """The last payment of all went to a woman already paid from the other plan."""
    first, last = rows[-FIRST_HALF_2022.claims - 1], rows[-1]
    last.claimant, last.identity_number = first.claimant, first.identity_number
    last.person_key = first.person_key
    plans = {Product.ANKANG: Product.CRITICAL_ILLNESS, Product.CRITICAL_ILLNESS: Product.ANKANG}
    last.product = plans[Product(first.product)]


def unpaid_claim(city: City, rng: Random, state: State) -> InsuranceClaim:
    """A claim that has come as far as a state; an approved one has its amount but no payment."""
    reported_on = day_between(rng, date(2022, 5, 16), date(2022, 6, 3))
    row = new_claim(city, rng, claim_product(rng), reported_on)
    row.state = state
    if state == State.MATERIALS:
        row.materials_asked_on = reported_on + timedelta(days=4)
    elif state != State.REPORTED:
        row.reviewed_on = reported_on + timedelta(days=6)
    if state == State.APPROVED:
        row.approved_on, row.amount = LAST_DAY - timedelta(days=2), 80 * STEP
    if state in (State.REFUSED, State.IN_WAITING_PERIOD):
        row.ended_on = reported_on + timedelta(days=15)
    return row
