"""Trainings of the sample city: at the city, in towns, and at a few enterprises."""

from collections.abc import Sequence
from random import Random

from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation
from halfsky.registers.education.trainings import Kind, Level, Training, TrainingParticipant
from halfsky.sample.context import City, save, stamp
from halfsky.sample.dealing import deal, seasonal_day
from halfsky.sample.targets import TOWNS_SILENT_ON_TRAININGS, HalfYear

SEASON = {1: 1, 2: 1, 3: 6, 4: 3, 5: 4, 6: 3, 8: 2, 9: 3, 10: 4, 11: 4, 12: 1}
LEVELS = {Level.CITY: 5, Level.TOWNSHIP: 8, Level.ENTERPRISE: 2}  # of fifteen
ATTENDANCE = {Level.CITY: (130, 190), Level.TOWNSHIP: (70, 110), Level.ENTERPRISE: (45, 70)}
TECHNICAL = (
    "缝纫机台操作提升班", "数控车床实操班", "电子元件装配班", "仓储分拣技能班", "电工基础班",
    "质量检验员培训班", "家政服务技能班", "中式面点班", "护理操作提升班", "办公软件应用班",
    "叉车安全操作班", "茶艺与接待班",
)  # fmt: skip
OTHERS = {
    Kind.LAW: "女职工劳动保护法规学习班",
    Kind.CADRE: "女职工工作干部培训班",
    Kind.HEALTH: "女性健康知识讲座",
    Kind.PSYCHOLOGY: "职场心理调适讲座",
    Kind.CHILDCARE_PARENTING: "家庭教育课堂",
    Kind.DIGITAL: "数字技能入门班",
}
PARTICIPANTS = 3  # units that took part in one of the city's
MINE_TOPIC = "矿灯发放与提升信号岗位技能班"


def make_education(city: City) -> None:
    """The trainings of every half-year."""
    for half in city.half_years:
        rng = city.rng(f"education/{half.key}")
        rows = trainings(city, rng, half)
        save(list(stamp(rng, city, sorted(rows, key=lambda row: row.date))))
        save_participants(city, half)


def save_participants(city: City, half: HalfYear) -> None:
    """What the city held, it held for towns too; those that are silent took no part."""
    rng = city.rng(f"participants/{half.key}")
    start, last_day = half.period.start, half.period.last_day
    held = Training.objects.filter(date__range=(start, last_day)).order_by("date", "pk")
    hosts = sorted({row.organisation_id for row in held} - {city.root.pk})
    rows = [
        TrainingParticipant(record=row, organisation_id=unit, women=rng.randint(5, 20))
        for row in held.filter(organisation=city.root)
        for unit in sorted(rng.sample(hosts, min(PARTICIPANTS, len(hosts))))
    ]
    TrainingParticipant.objects.bulk_create(rows)


def silent_towns(city: City) -> list[Organisation]:
    """Towns that hold no training and do not say so."""
    towns = [town for town in city.towns if town.kind == OrganisationKind.STREET_TOWN]
    return towns[-TOWNS_SILENT_ON_TRAININGS:]


def trainings(city: City, rng: Random, half: HalfYear) -> list[Training]:
    """Sessions by level, the attendance dealt over them; the mine holds one."""
    flows = half.flows
    levels = [
        level
        for level, count in zip(
            LEVELS, deal(flows.training_sessions, list(LEVELS.values())), strict=True
        )
        for _ in range(count)
    ]
    weights = [rng.randint(*ATTENDANCE[level]) for level in levels]
    attending = deal(flows.training_attendances, weights)
    hosts = hosts_of(city, rng, levels, half)
    topics = topics_of(rng, hosts, city.mine.organisation, flows.training_sessions_skills)
    return [
        Training(
            organisation=host,
            date=seasonal_day(rng, half.period.start, half.period.last_day, SEASON),
            topic=topic,
            kind=kind,
            level=level,
            hours=rng.choice((4, 4, 8, 16)),
            women_attending=women,
        )
        for host, level, women, (kind, topic) in zip(hosts, levels, attending, topics, strict=True)
    ]


def hosts_of(
    city: City, rng: Random, levels: Sequence[Level], half: HalfYear
) -> list[Organisation]:
    """The city, different towns, and enterprises, of which the mine is the last."""
    silent = {town.pk for town in silent_towns(city)}
    towns = rng.sample([town for town in city.towns if town.pk not in silent], len(levels))
    large = [
        union.organisation
        for union in city.unions_during(half.period)
        if union.women_workers >= 100 and union is not city.mine
    ]
    enterprises = [city.mine.organisation, *rng.sample(large, len(levels))]
    hosts = {Level.CITY: [city.root] * len(levels), Level.TOWNSHIP: towns}
    hosts[Level.ENTERPRISE] = enterprises
    return [hosts[level].pop(0) for level in levels]


def topics_of(
    rng: Random, hosts: Sequence[Organisation], mine: Organisation, technical: int
) -> list[tuple[Kind, str]]:
    """So many technical ones, the mine's among them, in a random order."""
    others = list(OTHERS.items())
    mixed = [(Kind.TECHNICAL, topic) for topic in rng.sample(TECHNICAL, technical - 1)]
    mixed += [others[place % len(others)] for place in range(len(hosts) - technical)]
    rng.shuffle(mixed)
    mixed.insert(hosts.index(mine), (Kind.TECHNICAL, MINE_TOPIC))
    return mixed
