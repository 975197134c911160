"""The grass-roots unions: when founded, under whom, and what became of some of them."""

from dataclasses import dataclass
from datetime import date
from random import Random

from halfsky.figures.periods import ONE_DAY
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation
from halfsky.sample.context import City, Union
from halfsky.sample.dealing import day_between, deal, random_weights
from halfsky.sample.names import BUREAUS, MINE_BUREAU
from halfsky.sample.targets import LAST_DAY, STOCKS

JOINT_NEW, JOINT_OLD, GROUPS = 12, 248, 16
UNBUILT_JOINTS = 5
FOUNDED_ON_NEW_YEAR = date(2022, 1, 1)
MINE_FOUNDED = date(2001, 5, 18)
MERGED_ON = date(2021, 9, 1)
# Unions that are no longer there, by the day they ended; the last one is not in being that day.
ENDED = (
    date(2020, 5, 20),
    date(2021, 3, 31),
    MERGED_ON,
    date(2021, 11, 30),
    date(2022, 3, 10),
    date(2022, 5, 31),
    LAST_DAY,
)
SHARE_UNDER_FEDERATIONS = 0.55


@dataclass
class Plan:
    """A union before it has a name."""

    since: date
    kind: OrganisationKind = OrganisationKind.SINGLE
    has_women: bool = True
    is_built: bool = True
    until: date | None = None
    is_mine: bool = False


def found_unions(city: City, rng: Random) -> None:
    """All unions in the order of their founding, with the numbers that the targets ask for."""
    plans = sorted([*new_plans(rng), *old_plans(rng), *ended_plans(rng)], key=lambda p: p.since)
    shares = town_shares(city, rng, len(plans))
    for place, (plan, town) in enumerate(zip(plans, shares, strict=True), start=1):
        city.unions.append(union_of(city, rng, plan, town, f"U{place:04d}"))
    tell_stories(city)


def new_plans(rng: Random) -> list[Plan]:
    """Unions of the last half-year: all have women, all but one have their organisation."""
    count = STOCKS.unions_new_2022h1
    days = [day_between(rng, date(2022, 1, 4), date(2022, 6, 24)) for _ in range(count - 1)]
    plans = [Plan(FOUNDED_ON_NEW_YEAR), *(Plan(day) for day in days)]
    for plan in rng.sample(plans[1:], JOINT_NEW):
        plan.kind = OrganisationKind.JOINT
    singles = [plan for plan in plans[1:] if plan.kind == OrganisationKind.SINGLE]
    for plan in rng.sample(singles, count - STOCKS.women_organisations_new):
        plan.is_built = False
    return plans


def old_plans(rng: Random) -> list[Plan]:
    """Unions founded before 2022 and still there; the mine's is one of them."""
    late = [
        *(
            day_between(rng, date(2021, 1, 5), date(2021, 6, 28))
            for _ in range(STOCKS.unions_new_2021h1)
        ),
        *(
            day_between(rng, date(2021, 7, 1), date(2021, 12, 28))
            for _ in range(STOCKS.unions_new_2021h2)
        ),
    ]
    before_2021 = STOCKS.unions - STOCKS.unions_new_2022h1 - len(late) - 1
    plans = [Plan(day) for day in (*late, *(early_day(rng) for _ in range(before_2021)))]
    mark_kinds(rng, plans)
    return [*plans, Plan(MINE_FOUNDED, is_mine=True)]


def early_day(rng: Random) -> date:
    """Most unions are older than the older layers of the history."""
    if rng.random() < 0.85:
        return day_between(rng, date(2000, 1, 6), date(2015, 12, 25))
    return day_between(rng, date(2016, 1, 6), date(2020, 12, 25))


def mark_kinds(rng: Random, plans: list[Plan]) -> None:
    """Which are joint unions and groups, which have no women, which lack an organisation."""
    shuffled = rng.sample(plans, len(plans))
    joints, groups = shuffled[:JOINT_OLD], shuffled[JOINT_OLD : JOINT_OLD + GROUPS]
    singles = shuffled[JOINT_OLD + GROUPS :]
    for plan in joints:
        plan.kind = OrganisationKind.JOINT
    for plan in groups:
        plan.kind = OrganisationKind.GROUP
    due = STOCKS.unions - STOCKS.unions_without_women
    missing_new = STOCKS.unions_new_2022h1 - STOCKS.women_organisations_new
    missing = due - STOCKS.women_organisations - missing_new
    without_women = singles[: STOCKS.unions_without_women]
    unbuilt = singles[len(without_women) : len(without_women) + missing - UNBUILT_JOINTS]
    for plan in without_women:
        plan.has_women = plan.is_built = False
    for plan in (*unbuilt, *joints[:UNBUILT_JOINTS]):
        plan.is_built = False


def ended_plans(rng: Random) -> list[Plan]:
    """Unions that were dissolved or merged."""
    return [Plan(day_between(rng, date(2002, 1, 7), date(2015, 6, 1)), until=day) for day in ENDED]


def town_shares(city: City, rng: Random, count: int) -> list[Organisation]:
    """A town, street or bureau for each union; bureaus have fewer."""
    is_town = [town.kind == OrganisationKind.STREET_TOWN for town in city.towns]
    weights = [
        weight if big else weight // 4
        for weight, big in zip(
            random_weights(rng, len(city.towns), 40, 90),
            is_town,
            strict=True,
        )
    ]
    shares = deal(count, weights)
    dealt = [
        town for town, share in zip(city.towns, shares, strict=True) for _place in range(share)
    ]
    rng.shuffle(dealt)
    return dealt


def union_of(city: City, rng: Random, plan: Plan, town: Organisation, code: str) -> Union:
    """The union of a plan; joint ones are never under a bureau."""
    if plan.is_mine:
        town, code = city.towns[-len(BUREAUS) + BUREAUS.index(MINE_BUREAU)], "mine"
    elif plan.kind != OrganisationKind.SINGLE and town.kind != OrganisationKind.STREET_TOWN:
        town = city.towns[rng.randrange(len(city.towns) - len(BUREAUS))]
    organisation = Organisation(
        code=code,
        kind=plan.kind,
        since=plan.since,
        until=plan.until,
        approval_number=f"示总工〔{plan.since.year}〕{rng.randint(1, 120)}号",
    )
    return Union(
        organisation=organisation,
        parent=parent_of(city, rng, town, plan),
        town=town,
        has_women=plan.has_women,
        is_built=plan.is_built,
        last_record=plan.until - ONE_DAY if plan.until else None,
    )


def parent_of(city: City, rng: Random, town: Organisation, plan: Plan) -> Organisation:
    """The town itself, or a federation of it that is older than the union."""
    older = [
        federation
        for federation in city.federations
        if federation.code.startswith(f"{town.code}-") and federation.since <= plan.since
    ]
    if plan.until is None and older and rng.random() < SHARE_UNDER_FEDERATIONS:
        return rng.choice(older)
    return town


def tell_stories(city: City) -> None:
    """Names the unions that tests and readers look for."""
    by_end = {union.organisation.until: union for union in city.unions}
    city.mine = next(union for union in city.unions if union.organisation.code == "mine")
    city.merged, city.last_dissolved = by_end[MERGED_ON], by_end[LAST_DAY]
    city.moved = next(
        union
        for union in city.unions
        if union.organisation.kind == OrganisationKind.SINGLE
        and union.organisation.until is None
        and union.parent.kind == OrganisationKind.STREET_TOWN
        and union.is_built
    )
    city.heir = next(
        union
        for union in city.unions
        if union.organisation.kind == OrganisationKind.JOINT
        and union.organisation.until is None
        and union.is_built
        and union.since < date(2015, 1, 1)
    )
