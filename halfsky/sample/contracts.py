"""Special contracts of the sample city: in force, renewed, run out, and still on their way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from halfsky.figures.periods import ONE_DAY, shift_day
from halfsky.org.models import Employer, Organisation
from halfsky.registers.rights.special_contracts import (
    Form,
    Kind,
    Scope,
    SpecialContract,
    SpecialContractEmployer,
    State,
)
from halfsky.sample.context import City, Union, save, stamp
from halfsky.sample.dealing import day_between, seasonal_day
from halfsky.sample.targets import DAY_AFTER, LAST_DAY, OLDER_YEARS, STOCKS

SEASON = {3: 4, 4: 3, 5: 2, 9: 4, 10: 5, 11: 4, 12: 2}
TERMS = {1: 2, 2: 3, 3: 5}  # years, and how usual
FORMS = {Form.STAND_ALONE: 5, Form.CHAPTER: 2, Form.ANNEX: 1, Form.EMBEDDED: 4}
MAKING = timedelta(days=75)  # from the first consultation to the day of effect
SHARE_WITH_PREDECESSOR = 0.97
RAN_OUT = 40  # not renewed, within the last year
UNDER_WAY = {State.DRAFT: 8, State.CONSULTING: 10, State.SIGNED: 12, State.FILED: 14}
UNDER_WAY_OBJECTED = 2


@dataclass
class Contract:
    """A contract with the employers that it binds."""

    row: SpecialContract
    employers: list[Employer] = field(default_factory=list)


def make_contracts(city: City) -> None:
    """As many in force on the last day as the target says."""
    rng = city.rng("contracts")
    pairs = pairs_old_enough(city)
    rng.shuffle(pairs)
    regional = [regional_contract(city, rng, body) for body in city.federations]
    count = STOCKS.special_contracts - len(regional)
    # Where there are fewer employers than contracts, some have a second one of another form.
    again = pairs[: max(count - len(pairs), 0)]
    contracts = [
        in_force(rng, union, employer, joined) for union, employer, joined in pairs[:count]
    ]
    contracts += [second(rng, *pair) for pair in again]
    earlier = [
        made
        for contract, (union, _employer, joined) in zip(
            contracts, [*pairs[:count], *again], strict=True
        )
        if (made := predecessor(rng, contract, max(union.since, joined)))
    ]
    ended = [ran_out(rng, *pair) for pair in old_pairs(pairs)[:RAN_OUT]]
    ended.append(ends_on_last_day(rng, *old_pairs(pairs)[RAN_OUT]))
    save_contracts(city, [*earlier, *ended, *regional, *contracts, *under_way(rng, pairs)])
    for layer in range(1, city.scale):
        make_layer(city, layer, old_pairs(pairs))


def save_contracts(city: City, contracts: list[Contract]) -> None:
    """The contracts, then the employers they bind."""
    rng = city.rng("entry of contracts")
    save(list(stamp(rng, city, [contract.row for contract in contracts])))
    save(
        [
            SpecialContractEmployer(contract=contract.row, employer=employer)
            for contract in contracts
            for employer in contract.employers
        ]
    )


Pair = tuple[Union, Employer, date]


def pairs_old_enough(city: City) -> list[Pair]:
    """Each union and employer that had the time to make a contract by the last day."""
    return [
        (union, coverage.employer, coverage.since)
        for union in city.unions
        if union.last_record is None and union.has_women
        for coverage in union.coverages
        if coverage.until is None and coverage.since + MAKING < LAST_DAY - timedelta(days=10)
    ]


def old_pairs(pairs: list[Pair]) -> list[Pair]:
    """Those that go back beyond the older history."""
    return [pair for pair in pairs if pair[2] < date(OLDER_YEARS[-1], 1, 1)]


def in_force(rng: Random, union: Union, employer: Employer, joined: date) -> Contract:
    """In force on the last day."""
    [years] = rng.choices(list(TERMS), list(TERMS.values()))
    first = max(shift_day(DAY_AFTER, -12 * years) + ONE_DAY, joined + MAKING)
    since = seasonal_day(rng, first, LAST_DAY - timedelta(days=2), SEASON)
    [form] = rng.choices(list(FORMS), list(FORMS.values()))
    until = shift_day(since, 12 * years)
    return enterprise(rng, union, employer, since, until, form, State.EFFECTIVE)


def second(rng: Random, union: Union, employer: Employer, joined: date) -> Contract:
    """A further contract of an employer, as an annex to another."""
    contract = in_force(rng, union, employer, joined)
    contract.row.form = Form.ANNEX
    return contract


def enterprise(
    rng: Random,
    union: Union,
    employer: Employer,
    since: date,
    until: date,
    form: Form,
    state: State,
) -> Contract:
    """A contract of one employer with its votes and its days in order (CON-02 to CON-05)."""
    row = SpecialContract(
        organisation=union.organisation,
        form=form,
        scope=Scope.ENTERPRISE,
        women_covered=max(union.women_workers // len(union.coverages), 1),
        since=since,
        until=until,
        state=state,
    )
    add_votes(rng, row, min(max(union.workers // len(union.coverages), 5), 120))
    add_days(rng, row, since)
    return Contract(row, [employer])


def add_votes(rng: Random, row: SpecialContract, voters: int) -> None:
    """At least two thirds came, and more than half of all were in favour."""
    present = -(-voters * rng.randint(72, 100) // 100)
    in_favour = max(present * rng.randint(88, 100) // 100, voters // 2 + 1)
    row.voters, row.voters_present, row.votes_in_favour = voters, present, in_favour


def add_days(rng: Random, row: SpecialContract, since: date) -> None:
    """Consulted, passed, signed, filed and received before the day of effect."""
    row.received_on = since - timedelta(days=15)
    row.filed_on = row.received_on - timedelta(days=rng.randint(0, 3))
    row.signed_on = row.filed_on - timedelta(days=rng.randint(1, 8))
    row.passed_on = row.signed_on - timedelta(days=rng.randint(0, 5))
    row.consulted_on = row.passed_on - timedelta(days=rng.randint(12, 40))


def predecessor(rng: Random, contract: Contract, begun: date) -> Contract | None:
    """The contract that this one renewed, where there was the time for one."""
    later = contract.row
    assert later.since is not None  # in force
    possible = [
        since for years in TERMS if (since := shift_day(later.since, -12 * years)) >= begun + MAKING
    ]
    if not possible or rng.random() > SHARE_WITH_PREDECESSOR:
        return None
    since = rng.choice(possible[-2:])
    later.kind = Kind.RENEWAL
    row = SpecialContract(
        organisation=later.organisation,
        form=later.form,
        scope=later.scope,
        women_covered=later.women_covered,
        since=since,
        until=later.since,
        state=State.RENEWED,
    )
    add_votes(rng, row, later.voters or 1)
    add_days(rng, row, since)
    return Contract(row, contract.employers)


def regional_contract(city: City, rng: Random, body: Organisation) -> Contract:
    """One contract of a federation for many employers (CON-14)."""
    is_sectoral = body.kind.endswith("sectoral")
    since = seasonal_day(rng, date(2020, 7, 6), date(2021, 5, 28), SEASON)
    below = [union for union in city.unions if union.parent is body and union.last_record is None]
    row = SpecialContract(
        organisation=body,
        title=f"{body.name.removesuffix('工会联合会')}女职工权益保护专项集体合同",
        form=Form.STAND_ALONE,
        scope=Scope.SECTORAL if is_sectoral else Scope.REGIONAL,
        women_covered=sum(union.women_workers for union in below),
        since=since,
        until=shift_day(since, 36),
        state=State.EFFECTIVE,
    )
    add_votes(rng, row, rng.randint(30, 90))
    add_days(rng, row, since)
    bound = {
        coverage.employer.pk: coverage.employer
        for union in below
        for coverage in union.coverages
        if coverage.until is None
    }
    return Contract(row, list(bound.values()))


def ran_out(rng: Random, union: Union, employer: Employer, joined: date) -> Contract:
    """Ended within the last year and was not renewed; an annex beside the main contract."""
    until = day_between(rng, date(2021, 7, 5), date(2022, 6, 17))
    since = shift_day(until, -24)
    return enterprise(rng, union, employer, since, until, Form.ANNEX, State.EXPIRED)


def ends_on_last_day(rng: Random, union: Union, employer: Employer, joined: date) -> Contract:
    """Ends on the last day, so it is no longer in force on it."""
    since = shift_day(LAST_DAY, -12)
    return enterprise(rng, union, employer, since, LAST_DAY, Form.ANNEX, State.EXPIRED)


def under_way(rng: Random, pairs: list[Pair]) -> list[Contract]:
    """Not in force yet: drafted, consulted, signed or filed; a few met an objection."""
    states = [state for state, count in UNDER_WAY.items() for _ in range(count)]
    states += [State.OBJECTED] * UNDER_WAY_OBJECTED
    chosen = old_pairs(pairs)[-len(states) :]
    return [unfinished(rng, state, pair) for state, pair in zip(states, chosen, strict=True)]


DAYS_REACHED = {
    State.DRAFT: (),
    State.CONSULTING: ("consulted_on",),
    State.SIGNED: ("consulted_on", "passed_on", "signed_on"),
    State.FILED: ("consulted_on", "passed_on", "signed_on", "filed_on"),
    State.OBJECTED: ("consulted_on", "passed_on", "signed_on", "filed_on", "received_on"),
}
DAYS = ("consulted_on", "passed_on", "signed_on", "filed_on", "received_on")


def unfinished(rng: Random, state: State, pair: Pair) -> Contract:
    """A renewal that has come as far as a state."""
    union, employer, _joined = pair
    contract = enterprise(
        rng, union, employer, date(2022, 7, 18), date(2025, 7, 18), Form.ANNEX, state
    )
    row = contract.row
    if state == State.OBJECTED and row.received_on:
        row.objected_on = row.received_on - timedelta(days=8)
        row.received_on = row.received_on - timedelta(days=10)
        row.filed_on = row.received_on
        row.signed_on = row.filed_on - timedelta(days=3)
        row.passed_on = row.signed_on - timedelta(days=2)
    row.since = row.until = None
    for name in DAYS:
        if name not in DAYS_REACHED[state]:
            setattr(row, name, None)
    if not row.passed_on:
        row.voters = row.voters_present = row.votes_in_favour = None
    return contract


def make_layer(city: City, layer: int, pairs: list[Pair]) -> None:
    """Older history: contracts of one or two years that had ended before 2021."""
    rng = city.rng(f"contracts/{layer}")
    contracts = []
    for union, employer, joined in pairs:
        until = day_between(rng, date(2017, 8, 1), date(2020, 12, 28))
        since = shift_day(until, -12 * rng.choice((1, 1, 2)))
        if joined + MAKING < since:
            form = rng.choice(list(FORMS))
            contracts.append(enterprise(rng, union, employer, since, until, form, State.EXPIRED))
    save_contracts(city, contracts)
