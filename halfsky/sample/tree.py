"""The federation, its towns, streets and bureaus, and the federations of unions below them."""

from datetime import date
from random import Random

from halfsky.figures.periods import ONE_DAY
from halfsky.org.acts import rebuild_paths
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Edge, Organisation, Person
from halfsky.sample import names
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import day_between, deal, random_weights
from halfsky.sample.employers import make_employers
from halfsky.sample.identifiers import UNION
from halfsky.sample.targets import STOCKS
from halfsky.sample.unions import found_unions

CITY_FOUNDED = date(1989, 4, 28)
REASON_FOUNDED, REASON_MOVED = "成立", "厂区搬迁，隶属关系调整"
MOVED_ON = date(2022, 3, 15)
CITY_ACCOUNT, TOWN_ACCOUNT = "city", "town"
NO_PASSWORD = "!"  # unusable, and the same every time


def make_tree(city: City) -> None:
    """Every organisation with its edges, and every employer with its coverage."""
    rng = city.rng("tree")
    make_officers(city)
    make_root(city, rng)
    make_towns(city, rng)
    make_federations(city, rng)
    found_unions(city, rng)
    city.town_of |= {
        union.organisation.code: city.town_of[union.town.code] for union in city.unions
    }
    make_employers(city, rng)
    save_unions(city, rng)
    make_branches(city, rng)
    rebuild_paths()


def make_officers(city: City) -> None:
    """Who enters records: somebody in the city's office and in each town's."""
    rng = city.rng("officers")
    places = len(names.STREETS) + len(names.TOWNS) + len(names.BUREAUS)
    usernames = [CITY_ACCOUNT, TOWN_ACCOUNT, *(f"town{place}" for place in range(2, places + 1))]
    city.officers = save([officer(city, rng, username) for username in usernames])


def officer(city: City, rng: Random, username: str) -> Person:
    """An account without a usable password, not yet saved."""
    return Person(
        username=username,
        name=names.woman(rng),
        mobile=city.identifiers.mobile(),
        password=NO_PASSWORD,
    )


def organisation(
    city: City, code: str, name: str, kind: OrganisationKind, since: date
) -> Organisation:
    """An organisation with its credit code, not yet saved."""
    return Organisation(
        code=code,
        name=name,
        kind=kind,
        since=since,
        credit_code=city.identifiers.credit_code(UNION),
    )


def make_root(city: City, rng: Random) -> None:
    """The federation of the city."""
    city.root = organisation(
        city, "city", names.CITY, OrganisationKind.LOCAL_FEDERATION, CITY_FOUNDED
    )
    save(list(stamp(rng, city, [city.root])))


def make_towns(city: City, rng: Random) -> None:
    """Streets, towns and bureaus; what happens there is approved there."""
    places = [
        *((f"{name}街道总工会", OrganisationKind.STREET_TOWN) for name in names.STREETS),
        *((f"{name}镇总工会", OrganisationKind.STREET_TOWN) for name in names.TOWNS),
    ]
    bureaus = [f"{name}局工会工作委员会" for name in names.BUREAUS]
    towns = [
        organisation(city, f"T{place:02d}", name, kind, founded(rng, 1992, 1999))
        for place, (name, kind) in enumerate(places, start=1)
    ]
    towns += [
        organisation(
            city,
            f"B{place:02d}",
            name,
            OrganisationKind.WORK_COMMITTEE,
            founded(rng, 1992, 1999),
        )
        for place, name in enumerate(bureaus, start=1)
    ]
    city.town_of = {town.code: place for place, town in enumerate(towns)}
    city.towns = save(list(stamp(rng, city, towns)))
    save([edge(town, city.root) for town in city.towns])


def founded(rng: Random, first_year: int, last_year: int) -> date:
    """A working day of some years."""
    return day_between(rng, date(first_year, 1, 5), date(last_year, 12, 20))


def edge(child: Organisation, parent: Organisation) -> Edge:
    """The edge of an organisation from its founding on."""
    return Edge(
        organisation=child,
        parent=parent,
        since=child.since,
        until=child.until,
        reason=REASON_FOUNDED,
    )


def make_federations(city: City, rng: Random) -> None:
    """Regional and sectoral federations, below towns and streets."""
    towns = [town for town in city.towns if town.kind == OrganisationKind.STREET_TOWN]
    shares = deal(STOCKS.federations, random_weights(rng, len(towns), 4, 8))
    federations: list[Organisation] = []
    parents: list[Organisation] = []
    for town, share in zip(towns, shares, strict=True):
        federations += federations_of(city, rng, town, share)
        parents += [town] * share
    city.federations = save(list(stamp(rng, city, federations)))
    save([edge(child, town) for child, town in zip(city.federations, parents, strict=True)])


def federations_of(city: City, rng: Random, town: Organisation, share: int) -> list[Organisation]:
    """Two regional ones to each sectoral one."""
    place_name = town.name.removesuffix("总工会")
    areas, trades = rng.sample(names.AREAS, share), rng.sample(names.TRADES, share)
    made = []
    for place in range(share):
        is_sectoral = place % 3 == 2
        suffix = f"{trades[place]}行业" if is_sectoral else f"{areas[place]}区域"
        kind = (
            OrganisationKind.FEDERATION_SECTORAL
            if is_sectoral
            else OrganisationKind.FEDERATION_REGIONAL
        )
        name, since = f"{place_name}{suffix}工会联合会", founded(rng, 2002, 2012)
        made.append(organisation(city, f"{town.code}-F{place + 1:02d}", name, kind, since))
    return made


def save_unions(city: City, rng: Random) -> None:
    """The unions with their edges; one of them has moved, one has been merged."""
    for union in city.unions:
        union.organisation.credit_code = city.identifiers.credit_code(UNION)
    save(list(stamp(rng, city, [union.organisation for union in city.unions])))
    city.merged.organisation.heir = city.heir.organisation
    city.merged.organisation.save(update_fields=["heir"])
    save(edges_of_unions(city))
    for union in city.unions:
        for coverage in union.coverages:
            coverage.organisation = union.organisation
    save(list(stamp(rng, city, [c for union in city.unions for c in union.coverages])))


def edges_of_unions(city: City) -> list[Edge]:
    """One edge each, and two for the union that moved."""
    moved = city.moved
    first = edge(moved.organisation, moved.parent)
    first.until = MOVED_ON
    moved.town = moved.parent = next(
        town
        for town in city.towns
        if town.kind == OrganisationKind.STREET_TOWN and town.pk != moved.parent.pk
    )
    second = Edge(
        organisation=moved.organisation,
        parent=moved.parent,
        since=MOVED_ON,
        reason=REASON_MOVED,
    )
    moved.last_record = MOVED_ON - ONE_DAY
    others = [union for union in city.unions if union is not moved]
    return [first, second, *(edge(union.organisation, union.parent) for union in others)]


def make_branches(city: City, rng: Random) -> None:
    """The mine's districts, teams and workshops."""
    mine = city.mine.organisation
    branches = [
        Organisation(
            code=f"mine-{place:02d}",
            name=f"{names.MINE}{name}分会",
            kind=OrganisationKind.BRANCH,
            since=mine.since,
        )
        for place, name in enumerate(names.MINE_BRANCHES, start=1)
    ]
    city.branches = save(list(stamp(rng, city, branches)))
    save([edge(branch, mine) for branch in city.branches])
