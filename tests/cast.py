"""The cast: a small city with its unions, and the people who ask."""

import datetime
from dataclasses import dataclass

from halfsky.org.acts import found
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation, Person
from tests.factories import FOUNDED, PersonFactory


@dataclass(frozen=True)
class Cast:
    """云川市: two towns, a federation in the east, four unions, and a mine with two branches."""

    city: Organisation
    east: Organisation
    west: Organisation
    federation: Organisation  # under the eastern town
    textile: Organisation  # under the federation
    toys: Organisation  # under the federation
    pottery: Organisation  # under the eastern town
    market: Organisation  # a joint union under the western town
    mine: Organisation  # under the western town
    pit: Organisation  # branches of the mine
    washery: Organisation
    lin: Person  # enters things for the city
    zhou: Person  # chairs the city's committee and approves
    wu: Person  # the eastern town's clerk
    qian: Person  # an outsider without a post

    @property
    def organisations(self) -> list[Organisation]:
        """Everybody, parents first."""
        return [one for one in vars(self).values() if isinstance(one, Organisation)]


def make_cast() -> Cast:
    """The city as it stands since 2015."""
    kinds = OrganisationKind
    city = founded(None, "city", "云川市总工会", kinds.LOCAL_FEDERATION)
    east = founded(city, "east", "东溪镇总工会", kinds.STREET_TOWN)
    west = founded(city, "west", "西岭镇总工会", kinds.STREET_TOWN)
    federation = founded(east, "fed", "东溪园区工会联合会", kinds.FEDERATION_REGIONAL)
    mine = founded(west, "mine", "西岭煤矿工会", kinds.SINGLE)
    return Cast(
        city=city,
        east=east,
        west=west,
        federation=federation,
        textile=founded(federation, "textile", "锦云纺织厂工会", kinds.SINGLE),
        toys=founded(federation, "toys", "童乐玩具厂工会", kinds.SINGLE),
        pottery=founded(east, "pottery", "东溪陶瓷厂工会", kinds.SINGLE),
        market=founded(west, "market", "西岭商贸联合工会", kinds.JOINT),
        mine=mine,
        pit=founded(mine, "mine-pit", "采煤一区分会", kinds.BRANCH),
        washery=founded(mine, "mine-wash", "洗煤厂分会", kinds.BRANCH),
        lin=PersonFactory.create(username="lin", name="林晓"),
        zhou=PersonFactory.create(username="zhou", name="周敏"),
        wu=PersonFactory.create(username="wu", name="吴霞"),
        qian=PersonFactory.create(username="qian", name="钱芳"),
    )


def founded(
    parent: Organisation | None,
    code: str,
    name: str,
    kind: OrganisationKind,
    since: datetime.date = FOUNDED,
) -> Organisation:
    """An organisation of the cast."""
    return found(parent, since, code=code, name=name, kind=kind)
