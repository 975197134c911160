"""Employers and which unions cover them: one, several, or, for a few, two unions at once."""

import datetime
from collections.abc import Sequence
from datetime import date
from random import Random

from halfsky.org.kinds import OrganisationKind, UnitCategory
from halfsky.org.models import Coverage, Employer
from halfsky.sample import names
from halfsky.sample.context import City, Union, save
from halfsky.sample.dealing import day_between, deal_within, random_weights
from halfsky.sample.identifiers import EMPLOYER
from halfsky.sample.targets import STOCKS

CATEGORIES = {
    UnitCategory.PRIVATE: 60,
    UnitCategory.LIMITED: 25,
    UnitCategory.FOREIGN: 5,
    UnitCategory.HONG_KONG_MACAO_TAIWAN: 4,
    UnitCategory.COLLECTIVE: 3,
    UnitCategory.STATE_HOLDING: 3,
}
SHARE_JOINED_LATE = 0.08  # employers that came under their joint union after mid-2021
CLOSED_DOWN = 25  # employers that left their joint union
MOST_AT_ONE_UNION = 40


def make_employers(city: City, rng: Random) -> None:
    """As many different employers as the target says, under unions with a women's organisation."""
    sizes = employers_of_each(city, rng)
    for union, size in zip(city.unions, sizes, strict=True):
        cover(city, rng, union, size)
        give_name(city, rng, union)
    close_some(city, rng)
    share_some(city, rng)
    hand_over(city)
    save([coverage.employer for coverage in first_coverages(city)])


def first_coverages(city: City) -> list[Coverage]:
    """One coverage of each employer."""
    seen: dict[str, Coverage] = {}
    for union in city.unions:
        for coverage in union.coverages:
            seen.setdefault(coverage.employer.credit_code, coverage)
    return list(seen.values())


def employers_of_each(city: City, rng: Random) -> list[int]:
    """One for a single union, a few for a group; joint unions share what is left."""
    sizes = [1] * len(city.unions)
    joints: list[int] = []
    counted = 0
    for place, union in enumerate(city.unions):
        if union.organisation.kind == OrganisationKind.GROUP:
            sizes[place] = rng.randint(2, 6)
        elif union.organisation.kind == OrganisationKind.JOINT:
            sizes[place] = rng.randint(3, 6)
            if union.is_built:
                joints.append(place)
                continue
        if union.is_built and union.organisation.until is None:
            counted += sizes[place]
    left = STOCKS.employers_covered - counted
    weights = random_weights(rng, len(joints), 3, 30)
    for place, size in zip(joints, deal_within(left, weights, 2, MOST_AT_ONE_UNION), strict=True):
        sizes[place] = size
    return sizes


def cover(city: City, rng: Random, union: Union, size: int) -> None:
    """New employers for a union, most of them from its founding on."""
    bureau = union.town.name.partition("局")[0] if union.town.code.startswith("B") else ""
    for place in range(size):
        is_late = place >= 2 and rng.random() < SHARE_JOINED_LATE
        union.coverages.append(
            Coverage(
                employer=new_employer(city, rng, bureau),
                since=joined(rng, union) if is_late else union.since,
                until=union.organisation.until,
            )
        )


def joined(rng: Random, union: Union) -> datetime.date:
    """A day of the last year on which an employer joined."""
    first = max(union.since, date(2021, 7, 1))
    return day_between(rng, first, max(first, date(2022, 5, 27)))


def new_employer(city: City, rng: Random, bureau: str) -> Employer:
    """An employer with a name and a credit code of its own."""
    if bureau in names.INSTITUTIONS:
        name, category = city.employer_names.institution(rng, bureau), UnitCategory.INSTITUTION
    else:
        [category] = rng.choices(list(CATEGORIES), list(CATEGORIES.values()))
        name = city.employer_names.company(rng)
    code = city.identifiers.credit_code(EMPLOYER)
    return Employer(credit_code=code, name=name, category=category)


def give_name(city: City, rng: Random, union: Union) -> None:
    """After its employer, or after the place of a joint union."""
    organisation = union.organisation
    if organisation.code == "mine":
        employer = union.coverages[0].employer
        employer.name, employer.category = names.MINE, UnitCategory.STATE_SOLE
    if organisation.kind == OrganisationKind.JOINT:
        place = union.town.name.removesuffix("总工会")
        body = f"{place}{rng.choice(names.AREAS)}{rng.choice(names.TRADES)}联合"
    elif organisation.kind == OrganisationKind.GROUP:
        body = city.employer_names.group(rng)
    else:
        body = union.coverages[0].employer.name
    organisation.name = f"{body}工会委员会"


def joint_unions(city: City) -> Sequence[Union]:
    """Joint unions in being that have a women's organisation."""
    return [
        union
        for union in city.unions
        if union.organisation.kind == OrganisationKind.JOINT and union.is_built
    ]


def close_some(city: City, rng: Random) -> None:
    """Employers that closed down and left; they do not count on the last day."""
    unions = [union for union in joint_unions(city) if union.since < date(2020, 1, 1)]
    for union in rng.sample(list(unions), CLOSED_DOWN):
        union.coverages.append(
            Coverage(
                employer=new_employer(city, rng, ""),
                since=union.since,
                until=day_between(rng, date(2021, 2, 1), date(2022, 6, 17)),
            )
        )


def share_some(city: City, rng: Random) -> None:
    """A few employers are covered by two unions, each counted once."""
    unions = [union for union in joint_unions(city) if union.since < date(2020, 1, 1)]
    chosen = rng.sample(list(unions), 2 * STOCKS.employers_shared)
    for own, other in zip(chosen[::2], chosen[1::2], strict=True):
        other.coverages.append(Coverage(employer=own.coverages[0].employer, since=date(2020, 3, 2)))


def hand_over(city: City) -> None:
    """The merged union's employer goes to its heir on the day of the merger."""
    merged, heir = city.merged, city.heir
    until = merged.organisation.until
    assert until is not None  # a merged union has ended
    given = heir.coverages[0]
    given.since = until
    merged.coverages[0].employer = given.employer
    merged.organisation.name = f"{given.employer.name}工会委员会"
