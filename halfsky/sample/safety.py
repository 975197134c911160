"""Safety work of the sample mine and its branches: boards, pledges and letters."""

from datetime import date
from random import Random

from halfsky.org.models import Organisation
from halfsky.registers.safety.display_boards import DisplayBoard
from halfsky.registers.safety.pledges import Kind, Pledge
from halfsky.registers.safety.safety_letters import SafetyLetter
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import day_between, deal, random_weights
from halfsky.sample.targets import HalfYear

TOPICS = ("身边的事故案例", "违章的代价", "一人安全全家幸福", "井下避灾知识")
LETTERS = ("新春安全家书", "六月致家属的一封信", "节后复工家书", "雨季三防家书")
PLACES = ("井口候车室", "职工食堂", "家属区", "区队学习室")
MUTUAL_EVERY = 4  # each fourth signing is of mates who answer for each other


def make_safety(city: City) -> None:
    """What the mine and its branches did, dealt over them and the months."""
    for half in city.half_years:
        rng = city.rng(f"safety/{half.key}")
        bodies = [city.mine.organisation, *city.branches]
        save(list(stamp(rng, city, boards(rng, bodies, half))))
        save(list(stamp(rng, city, pledges(rng, bodies, half))))
        save(list(stamp(rng, city, letters(rng, bodies, half))))


def in_month(rng: Random, half: HalfYear, month: int) -> date:
    """A working day of the half-year's so-manieth month."""
    year, first = half.period.start.year, half.period.start.month
    return day_between(rng, date(year, first + month, 3), date(year, first + month, 27))


def boards(rng: Random, bodies: list[Organisation], half: HalfYear) -> list[DisplayBoard]:
    """Exhibitions by the mine and four branches, most in the last month: June is safety month."""
    hosts = [bodies[0], bodies[0], *rng.sample(bodies[1:], 4)]
    shares = deal(half.flows.boards, [10, 14, *random_weights(rng, 4, 3, 6)])
    return [
        DisplayBoard(
            organisation=host,
            date=in_month(rng, half, 5 if place else 2),
            topic=rng.choice(TOPICS),
            boards=share,
            place=rng.choice(PLACES),
        )
        for place, (host, share) in enumerate(zip(hosts, shares, strict=True))
    ]


def pledges(rng: Random, bodies: list[Organisation], half: HalfYear) -> list[Pledge]:
    """Signings at the mine and at every branch, at the beginning of the half-year."""
    shares = deal(half.flows.pledges, random_weights(rng, len(bodies), 4, 9))
    return [
        Pledge(
            organisation=body,
            date=in_month(rng, half, rng.choice((0, 1, 2))),
            kind=Kind.MUTUAL if place % MUTUAL_EVERY == 3 else Kind.PLEDGE,
            signed=share,
            parties="区队与职工、家属协管员",
        )
        for place, (body, share) in enumerate(zip(bodies, shares, strict=True))
    ]


def letters(rng: Random, bodies: list[Organisation], half: HalfYear) -> list[SafetyLetter]:
    """Mailings before the holidays and in the last month."""
    hosts = [bodies[0], *rng.sample(bodies[1:], 3)]
    shares = deal(half.flows.letters, [8, *random_weights(rng, 3, 2, 5)])
    return [
        SafetyLetter(
            organisation=host,
            date=in_month(rng, half, 5 if place % 2 else 0),
            title=title,
            letters=share,
        )
        for place, (host, share, title) in enumerate(zip(hosts, shares, LETTERS, strict=True))
    ]
