"""Head-counts, women's organisations, mentoring and exemplars of the sample city."""

from datetime import date, timedelta
from random import Random

from halfsky.figures.periods import ONE_DAY
from halfsky.org.models import Organisation
from halfsky.registers.organising.exemplars import Exemplar
from halfsky.registers.organising.head_counts import HeadCount, committee_due_from
from halfsky.registers.organising.mentoring_assessments import MentoringAssessment
from halfsky.registers.organising.women_organisations import Form, Formation, WomenOrganisation
from halfsky.sample.committees import make_committees
from halfsky.sample.context import City, Union, save, stamp
from halfsky.sample.dealing import day_between, deal_within, random_weights
from halfsky.sample.targets import FIRST_DAY, LAST_DAY, HalfYear

RECOUNTED_ON = (date(2021, 7, 1), date(2022, 1, 1))
SHARE_RECOUNTED = 0.2
SHARE_SYNCHRONOUS = 0.9
GREW_INTO_COMMITTEE = 20  # commissioners that became committees
MOST_MENTEES = 5  # PAI-01
MINE_WORKERS, MINE_WOMEN = 2860, 612
EXEMPLARS = (
    "女职工组织规范化建设和专项集体合同履约",
    "女职工技能提升和师徒结对",
)


def make_organising(city: City) -> None:
    """Everything of the section."""
    rng = city.rng("organising")
    for union in city.unions:
        count_heads(rng, union)
    save(list(stamp(rng, city, [row for union in city.unions for row in head_counts(rng, union)])))
    organisations = make_women_organisations(city, rng)
    make_committees(city, rng, organisations)
    for half in city.half_years:
        make_mentoring(city, half)
        make_exemplars(city, half)


def count_heads(rng: Random, union: Union) -> None:
    """Workers, women and women members: small firms are many, large ones few."""
    if union.organisation.code == "mine":
        union.workers, union.women_workers, union.women_members = MINE_WORKERS, MINE_WOMEN, 598
        return
    employers = len(union.coverages)
    typical = rng.lognormvariate(3.6 if employers == 1 else 2.7, 0.8 if employers == 1 else 0.4)
    union.workers = min(max(round(typical * employers), 8), 1800)
    if not union.has_women:
        union.women_workers, union.women_members = rng.choice((0, 0, 0, 1, 2)), 0
        return
    union.women_workers = max(round(union.workers * rng.uniform(0.18, 0.72)), 2)
    union.women_members = max(round(union.women_workers * rng.uniform(0.82, 1.0)), 1)


def head_counts(rng: Random, union: Union) -> list[HeadCount]:
    """The count in force, and for some unions the lower one that it closed."""
    since, until = union.since, union.organisation.until
    now = head_count(rng, union, since, until, 100)
    changes = [day for day in RECOUNTED_ON if since < day and until is None]
    if not changes or rng.random() > SHARE_RECOUNTED:
        return [now]
    now.since = rng.choice(changes)
    return [head_count(rng, union, since, now.since, rng.randint(86, 99)), now]


def head_count(
    rng: Random, union: Union, since: date, until: date | None, percent: int
) -> HeadCount:
    """A count of so many percent of today's; who has women members now had some then."""
    workers = max(union.workers * percent // 100, 2)
    women = min(max(union.women_workers * percent // 100, min(union.women_workers, 1)), workers)
    women_members = min(
        max(union.women_members * percent // 100, min(union.women_members, 1)), women
    )
    men_members = (workers - women) * rng.randint(80, 100) // 100
    return HeadCount(
        organisation=union.organisation,
        since=since,
        until=until,
        workers=workers,
        women_workers=women,
        members=women_members + men_members,
        women_members=women_members,
    )


def make_women_organisations(city: City, rng: Random) -> list[WomenOrganisation]:
    """At the city, at its towns, and at every union that has built one."""
    above = [city.root, *city.towns]
    rows = [women_organisation(body, Form.COMMITTEE, body.since) for body in above]
    for union in city.unions:
        if union.is_built:
            rows.append(body_of_union(rng, union))
    grown = [row for row in rows[len(above) :] if may_have_grown(row)]
    for row in rng.sample(grown, GREW_INTO_COMMITTEE):
        rows.append(earlier_commissioner(rng, row))
    return save(list(stamp(rng, city, rows)))


def women_organisation(organisation: Organisation, form: Form, since: date) -> WomenOrganisation:
    """A women's organisation founded with its union."""
    return WomenOrganisation(
        organisation=organisation,
        form=form,
        since=since,
        until=organisation.until,
        approval_number=organisation.approval_number,
    )


def body_of_union(rng: Random, union: Union) -> WomenOrganisation:
    """A committee where women are many, else a commissioner; later than the union for some."""
    is_many = union.women_members >= committee_due_from.default
    form = Form.COMMITTEE if is_many else Form.COMMISSIONER
    row = women_organisation(union.organisation, form, union.since)
    # Founded in the last half-year or ended: in step with the union.
    if union.since > LAST_DAY - timedelta(days=200) or union.organisation.until:
        return row
    if rng.random() > SHARE_SYNCHRONOUS:
        first = max(union.since, date(2016, 1, 4))
        recent = max(union.since, FIRST_DAY)
        begin = recent if rng.random() < 0.4 else first
        row.since = day_between(rng, begin, date(2022, 6, 20))
        row.formation = rng.choice((Formation.BORROWED, Formation.COVERAGE, Formation.TRACKED))
    return row


def may_have_grown(row: WomenOrganisation) -> bool:
    """A committee old enough to have begun as a commissioner."""
    return (
        row.form == Form.COMMITTEE
        and row.until is None
        and row.since == row.organisation.since
        and row.since < date(2018, 1, 1)
    )


def earlier_commissioner(rng: Random, row: WomenOrganisation) -> WomenOrganisation:
    """The commissioner whom a committee followed."""
    earlier = women_organisation(row.organisation, Form.COMMISSIONER, row.organisation.since)
    row.since = earlier.until = day_between(rng, date(2019, 3, 1), date(2021, 12, 20))
    return earlier


def make_mentoring(city: City, half: HalfYear) -> None:
    """Pairs assessed in April and May: the same pairs each year, and a few more (PAI-01)."""
    if not half.flows.mentors:
        return
    rng = city.rng(f"mentoring/{half.key}")
    year = half.period.start.year
    pairs = chosen_pairs(pairs_of_city(city), half.flows.mentors, half.flows.mentees)
    pairs.append(pairs[0])  # assessed twice, counted once
    rows = [
        MentoringAssessment(
            organisation=city.root,
            date=day_between(rng, date(year, 4, 6), date(year, 5, 27)),
            mentor=mentor,
            mentee=mentee,
            score=rng.randint(78, 99),
        )
        for mentor, mentee in pairs
    ]
    save(list(stamp(rng, city, sorted(rows, key=lambda row: row.date))))


def pairs_of_city(city: City) -> list[list[Organisation]]:
    """Each a mentor and its mentees, neighbours where they can be; the longest lists first."""
    rng = city.rng("pairs")
    flows = city.half_years[-1].flows
    counts = deal_within(flows.mentees, random_weights(rng, flows.mentors, 2, 5), 1, MOST_MENTEES)
    able = [
        union
        for union in city.unions
        if union.is_built and union.last_record is None and union.since < date(2016, 1, 1)
    ]
    chosen = rng.sample(able, flows.mentors + flows.mentees)
    chosen.sort(key=lambda union: union.town.code)
    groups: list[list[Organisation]] = []
    for count in counts:
        groups.append([union.organisation for union in chosen[: count + 1]])
        del chosen[: count + 1]
    return sorted(groups, key=len, reverse=True)


def chosen_pairs(
    groups: list[list[Organisation]], mentors: int, mentees: int
) -> list[tuple[Organisation, Organisation]]:
    """So many mentors, each with a mentee, and so many mentees in all."""
    firsts = [(group[0], group[1]) for group in groups[:mentors]]
    others = [(group[0], mentee) for group in groups[:mentors] for mentee in group[2:]]
    return [*firsts, *others[: mentees - mentors]]


def make_exemplars(city: City, half: HalfYear) -> None:
    """Units recommended upward, in May."""
    rng = city.rng(f"exemplars/{half.key}")
    committees = [
        union
        for union in city.unions
        if union.is_built
        and union.women_members >= committee_due_from.default
        and union.since < date(2015, 1, 1)
        and union.organisation.until is None
    ]
    last = half.period.last_day
    rows = [
        Exemplar(
            organisation=city.root,
            date=day_between(rng, last - 60 * ONE_DAY, last - 20 * ONE_DAY),
            unit=union.organisation,
            recommended_to="上一级总工会女职工委员会",
            merit=merit,
        )
        for union, merit in zip(
            rng.sample(committees, half.flows.exemplars), EXEMPLARS, strict=False
        )
    ]
    save(list(stamp(rng, city, rows)))
