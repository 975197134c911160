"""Plans of the sample city: made at the end of a half-year for the next."""

from datetime import date, timedelta
from random import Random

from halfsky.figures.periods import Period
from halfsky.planning.plan_items import PlanItem, State
from halfsky.sample.context import City, entered_at, save
from halfsky.sample.targets import LAST_DAY, VISITS_PLANNED

VISITED = "rights.employers_visited"
MADE_BEFORE = timedelta(days=12)
FIRST_HALF = (
    ("春节前走访慰问困难职工家庭", "帮扶组"),
    ("开展三八节表彰和女职工普法宣传月", "宣教组"),
    ("四、五月考核链式帮带结对情况", "组织组"),
    ("组织女职工妇科普查", "权益组"),
)
SECOND_HALF = (
    ("七、八月对高温岗位女职工开展高温慰问", "帮扶组"),
    ("八月底前完成金秋助学申请和发放", "帮扶组"),
    ("在镇（街道）设立女职工服务窗口", "权益组"),
    ("举办女职工技能比武", "宣教组"),
    ("做好专项集体合同到期续签", "权益组"),
)


def make_planning(city: City) -> None:
    """Items in words, and the number of employers to visit."""
    rng = city.rng("planning")
    rows = [
        row
        for name, target in VISITS_PLANNED.items()
        for row in items(city, rng, Period.parse(name), target)
    ]
    save(rows)


def items(city: City, rng: Random, period: Period, target: int) -> list[PlanItem]:
    """The plan of a period."""
    words = FIRST_HALF if period.start.month == 1 else SECOND_HALF
    rows = [item(city, rng, period, measure, owner) for measure, owner in words]
    visits = item(city, rng, period, f"走访企业{target}家，了解女职工诉求", "权益组")
    visits.target_figure, visits.target = VISITED, target
    return [visits, *rows]


def item(city: City, rng: Random, period: Period, measure: str, owner: str) -> PlanItem:
    """An item, done where its period is over."""
    made: date = period.start - MADE_BEFORE
    row = PlanItem(
        organisation=city.root,
        date=period.start,
        until=period.until,
        measure=measure,
        owner=owner,
        entered_by=city.city_officer,
        entered_at=entered_at(rng, made),
    )
    if period.last_day <= LAST_DAY:
        row.state, row.begun_on = State.DONE, period.start + timedelta(days=10)
        row.ended_on = period.last_day - timedelta(days=rng.randint(1, 20))
    return row
