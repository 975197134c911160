"""Screenings, visits and questionnaires of the sample city."""

from datetime import date
from random import Random

from halfsky.figures.periods import Period
from halfsky.org.encryption import person_key
from halfsky.org.models import Employer, Organisation
from halfsky.registers.rights.enterprise_visits import EnterpriseVisit, Purpose
from halfsky.registers.rights.questionnaires import Questionnaire, SurveyedEmployer
from halfsky.registers.rights.screenings import Kind, Screening, ScreeningAttendance
from halfsky.sample.complaints import make_complaints
from halfsky.sample.context import City, Union, save, stamp
from halfsky.sample.contracts import make_contracts
from halfsky.sample.dealing import day_between, deal, random_weights, seasonal_day, sum_to
from halfsky.sample.targets import HalfYear

SCREENING_SEASON = {3: 8, 4: 4, 5: 4, 6: 2, 9: 3, 10: 4, 11: 2}
VISIT_SEASON = {1: 3, 3: 3, 4: 4, 5: 4, 6: 2, 7: 4, 8: 3, 10: 3, 11: 3}
ROSTERS, LONGEST_ROSTER = 6, 40
TWO_CANCER_ROUNDS = 9  # beside the general rounds, and not counted with them
HOSPITALS = ("示例市妇幼保健院", "示例市第一医院", "示例市中医院", "示例市体检中心")
PURPOSES = {
    Purpose.MORALE: 4,
    Purpose.INSPECTION: 5,
    Purpose.GUIDANCE: 4,
    Purpose.PAIRING: 2,
    Purpose.COMPLAINT: 1,
    Purpose.TRAINING: 1,
}
FINDINGS = (
    "女职工反映加班较多，已与企业行政沟通。",
    "专项集体合同履约正常，建议增设母婴室。",
    "新进女职工较多，建议补选女职工委员。",
    "订单不足，职工思想稳定。",
    "",
)
SURVEYS = (
    "女职工劳动保护状况问卷", "女职工技能需求问卷", "企业女职工思想状况问卷",
    "生育休假落实情况问卷", "女职工健康需求问卷", "企业用工与女职工就业问卷",
)  # fmt: skip
SURVEYED_TWICE = 3  # employers that two surveys went to


def make_rights(city: City) -> None:
    """Everything of the section."""
    make_contracts(city)
    for half in city.half_years:
        make_screenings(city, half)
        make_visits(city, half)
        make_questionnaires(city, half)
    make_complaints(city)


def chosen_unions(
    city: City, rng: Random, period: Period, persons: int, percent: int
) -> list[Union]:
    """Unions whose women together make the persons wanted at so many percent taking part."""
    story = [union for union in city.with_story(period) if union.women_workers > 1]
    able = [
        union
        for union in city.unions_during(period)
        if 10 <= union.women_workers <= 160 and union not in story
    ]
    women = {place: union.women_workers for place, union in enumerate(able)}
    wanted = persons * 100 // percent - sum(union.women_workers for union in story)
    return [*story, *sum_to(rng, able, women, wanted)]


def make_screenings(city: City, half: HalfYear) -> None:
    """Head-counts at most unions, rosters at a few; one woman stands in two of them."""
    rng = city.rng(f"screenings/{half.key}")
    unions = chosen_unions(city, rng, half.period, half.flows.women_screened, 80)
    shares = deal(half.flows.women_screened, [union.women_workers for union in unions])
    rows = [screening(rng, union, half.period) for union in unions]
    small = [place for place, share in enumerate(shares) if 12 <= share <= LONGEST_ROSTER]
    with_roster = small[:ROSTERS]
    for place, (row, share) in enumerate(zip(rows, shares, strict=True)):
        row.women = None if place in with_roster else share
    others = [
        screening(rng, union, half.period, Kind.TWO_CANCER)
        for union in rng.sample(unions, TWO_CANCER_ROUNDS)
    ]
    for row in others:
        row.women = rng.randint(5, 10)
    save(list(stamp(rng, city, [*rows, *others])))
    make_rosters(city, rng, [(rows[place], shares[place]) for place in with_roster])


def screening(
    rng: Random, union: Union, period: Period, kind: Kind = Kind.GYNAECOLOGICAL
) -> Screening:
    """A round of one union."""
    first, last = union.stretch(period) or (period.start, period.last_day)
    return Screening(
        organisation=union.organisation,
        date=seasonal_day(rng, first, last, SCREENING_SEASON),
        kind=kind,
        hospital=rng.choice(HOSPITALS),
    )


def make_rosters(city: City, rng: Random, rounds: list[tuple[Screening, int]]) -> None:
    """New women for each round; the first of the first also comes to the second."""
    rosters = [[city.identifiers.identity(rng) for _ in range(share)] for _row, share in rounds]
    rosters[1].append(rosters[0][0])
    save(
        [
            ScreeningAttendance(
                screening=row, person_key=person_key(number), identity_number=number
            )
            for (row, _share), roster in zip(rounds, rosters, strict=True)
            for number in roster
        ]
    )


def make_visits(city: City, half: HalfYear) -> None:
    """Different employers by the city and the towns; some were visited more than once."""
    rng = city.rng(f"visits/{half.key}")
    chosen = rng.sample(employers_since(city, half.period), half.flows.employers_visited)
    again = rng.sample(chosen, half.flows.visits - len(chosen))
    rows = []
    for union, employer in [*chosen, *again]:
        [purpose] = rng.choices(list(PURPOSES), list(PURPOSES.values()))
        rows.append(
            EnterpriseVisit(
                organisation=city.root if rng.random() < 0.4 else union.town,
                date=seasonal_day(rng, half.period.start, half.period.last_day, VISIT_SEASON),
                employer=employer,
                purpose=purpose,
                findings=rng.choice(FINDINGS),
            )
        )
    save(list(stamp(rng, city, sorted(rows, key=lambda row: row.date))))


def employers_since(city: City, period: Period) -> list[tuple[Union, Employer]]:
    """Employers whose unions were there before a period."""
    return [pair for pair in city.employers() if pair[0].since < period.start]


def make_questionnaires(city: City, half: HalfYear) -> None:
    """Surveys of the city and of towns; more employers than surveys went to one each."""
    rng = city.rng(f"questionnaires/{half.key}")
    hosts: list[Organisation] = [city.root, city.root, *rng.sample(city.towns, len(SURVEYS) - 2)]
    weights = random_weights(rng, len(SURVEYS), 10, 25)
    issued = deal(half.flows.questionnaires_issued, weights)
    rows = [
        Questionnaire(
            organisation=host,
            date=survey_day(rng, half),
            title=title,
            issued=count,
            returned=count - rng.randint(0, count // 8),
        )
        for host, title, count in zip(hosts, SURVEYS, issued, strict=True)
    ]
    save(list(stamp(rng, city, rows)))
    make_surveyed(city, rng, half, rows)


def survey_day(rng: Random, half: HalfYear) -> date:
    """In the second and third month of a half-year, or the fifth."""
    year, first = half.period.start.year, half.period.start.month
    month = first + rng.choice((1, 2, 4))
    return day_between(rng, date(year, month, 8), date(year, month, 26))


def make_surveyed(city: City, rng: Random, half: HalfYear, rows: list[Questionnaire]) -> None:
    """Never more employers than forms; a few were asked in two surveys."""
    surveyed = half.flows.employers_surveyed
    pairs = rng.sample(employers_since(city, half.period), surveyed)
    employers = [employer for _union, employer in pairs]
    # The repeated ones go to the last survey, whose own come from elsewhere in the list.
    employers += employers[:SURVEYED_TWICE]
    shares = deal(len(employers), [row.issued for row in rows])
    links = []
    for row, share in zip(rows, shares, strict=True):
        links += [SurveyedEmployer(questionnaire=row, employer=one) for one in employers[:share]]
        del employers[:share]
    save(links)
