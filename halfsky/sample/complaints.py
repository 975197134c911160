"""Complaints of the sample city, women's and all others', from acceptance to result."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from halfsky.figures.periods import Period
from halfsky.org.models import Employer, Organisation
from halfsky.registers.rights.complaints import Category, Channel, Complaint, Outcome, State
from halfsky.sample.context import City, Union, save, stamp
from halfsky.sample.dealing import deal, random_weights, seasonal_day
from halfsky.sample.names import man, woman
from halfsky.sample.targets import LAST_DAY, HalfYear

SEASON = {1: 4, 2: 2, 3: 3, 6: 2, 7: 2, 11: 2, 12: 3}
CHANNELS = {
    Channel.VISIT: 5,
    Channel.PHONE: 5,
    Channel.LETTER: 1,
    Channel.WEB: 2,
    Channel.TRANSFER: 1,
}
OF_WOMEN = {
    Category.WAGE: 6,
    Category.PREGNANCY: 4,
    Category.CONTRACT: 3,
    Category.INSURANCE: 2,
    Category.HOURS: 2,
    Category.DISCRIMINATION: 1,
    Category.WELFARE: 1,
}
OF_OTHERS = {
    Category.WAGE: 7,
    Category.INJURY: 4,
    Category.CONTRACT: 3,
    Category.INSURANCE: 2,
    Category.HOURS: 2,
}
SUMMARIES = {
    Category.WAGE: "反映被拖欠工资，请求协助追讨。",
    Category.PREGNANCY: "反映孕期被调岗降薪，请求恢复原岗位。",
    Category.CONTRACT: "反映被单方面解除劳动合同，请求补偿。",
    Category.INSURANCE: "反映单位未足额缴纳社会保险。",
    Category.HOURS: "反映加班未调休、未付加班工资。",
    Category.DISCRIMINATION: "反映应聘时被询问婚育情况。",
    Category.WELFARE: "反映女职工福利未落实。",
    Category.INJURY: "反映工伤待遇未落实。",
}
WITH_MONEY = (Category.WAGE, Category.CONTRACT, Category.PREGNANCY)
LONGEST_CASE = 58  # days; CMP-03
NOT_RECOVERED = (Outcome.REFERRED, Outcome.NOT_SUPPORTED)


def make_complaints(city: City) -> None:
    """Every half-year's cases; money goes to the women's cases closed in it."""
    rng = city.rng("complaints")
    rows: list[Complaint] = []
    for half in city.half_years:
        rows += cases_of(city, half)
    for half in city.half_years:
        if half.layer == 0:
            recover(rng, rows, half)
    save(list(stamp(rng, city, rows)))


def cases_of(city: City, half: HalfYear) -> list[Complaint]:
    """The cases accepted in a half-year, numbered by day."""
    rng = city.rng(f"complaints/{half.key}")
    flows = half.flows
    women = [True] * flows.complaints + [False] * (flows.complaints_all - flows.complaints)
    pairs = [pair for pair in city.employers() if pair[0].since < half.period.start]
    rows = [case(city, rng, half, is_woman, *rng.choice(pairs)) for is_woman in women]
    rows.sort(key=lambda row: row.date)
    for place, row in enumerate(rows, start=1):
        row.number = f"TS{half.period.name}-{half.layer}-{place:03d}"
    return rows


def case(
    city: City, rng: Random, half: HalfYear, is_woman: bool, union: Union, employer: Employer
) -> Complaint:
    """One case and how far it has come."""
    categories = OF_WOMEN if is_woman else OF_OTHERS
    [category] = rng.choices(list(categories), list(categories.values()))
    [channel] = rng.choices(list(CHANNELS), list(CHANNELS.values()))
    at: Organisation = city.root if rng.random() < 0.6 else union.town
    row = Complaint(
        organisation=at,
        date=seasonal_day(rng, half.period.start, half.period.last_day, SEASON),
        is_woman_worker=is_woman,
        channel=channel,
        category=category,
        respondent=employer,
        complainant=woman(rng) if is_woman else man(rng),
        summary=SUMMARIES[category],
    )
    settle(rng, row, half)
    return row


def settle(rng: Random, row: Complaint, half: HalfYear) -> None:
    """Notified and closed where there was the time; older history has no open case."""
    last = LAST_DAY if half.layer == 0 else half.period.last_day
    row.notified_on = min(row.date + timedelta(days=rng.randint(1, 12)), last)
    row.state = State.HANDLING
    closed = row.notified_on + timedelta(days=rng.randint(5, LONGEST_CASE - 12))
    if half.layer:
        closed = min(closed, last)
    if closed > last:
        return
    if rng.random() < 0.06:
        row.state, row.outcome, row.referred_on = State.REFERRED, Outcome.REFERRED, closed
        return
    row.state, row.closed_on = State.CLOSED, closed
    row.outcome = outcome(rng, row)


def outcome(rng: Random, row: Complaint) -> Outcome:
    """Most cases are settled; those about money mostly with money."""
    settled = (Outcome.MEDIATED, Outcome.MEDIATED, Outcome.AGREEMENT)
    return rng.choice((*settled, Outcome.ARBITRATION, Outcome.NOT_SUPPORTED))


def recover(rng: Random, rows: list[Complaint], half: HalfYear) -> None:
    """The money of a half-year, to the fen, over the cases closed in it that were about money."""
    closed: dict[bool, list[Complaint]] = defaultdict(list)
    for row in rows:
        if is_won(row, half.period):
            closed[row.is_woman_worker].append(row)
    for cases in closed.values():
        amounts = deal(half.flows.recovered, random_weights(rng, len(cases), 300, 3000))
        for row, amount in zip(cases, amounts, strict=True):
            row.recovered = amount


def is_won(row: Complaint, period: Period) -> bool:
    """Closed in a period, about money, and not in vain."""
    closed: date | None = row.closed_on
    return (
        closed is not None
        and period.start <= closed < period.until
        and row.category in WITH_MONEY
        and row.outcome not in NOT_RECOVERED
    )
