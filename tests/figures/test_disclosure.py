"""What may be told of a figure: by whom it is asked, of whom, when, and how small it is."""

import datetime
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from halfsky.figures.disclosure import Disclosed, Disclosure, organisation_in_reach
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.figures.report import compute
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation, Post
from halfsky.org.reader import Reader
from halfsky.org.roles import Role
from tests import factories as make
from tests.cast import Cast, founded, make_cast
from tests.figures.worlds import undone
from tests.people import appoint, reader

COMPLAINTS, ALL_COMPLAINTS = "rights.complaints", "rights.complaints_all"
SHARE, RECOVERED = "rights.complaints_share", "rights.money_recovered"
VISITED, WOMEN_VISITED = "assistance.workers_visited", "assistance.women_visited"
PAID, CLAIMANTS = "assistance.condolence_paid", "assistance.claims_paid"
SESSIONS = "education.training_sessions"
SPRING, AUTUMN = datetime.date(2022, 3, 8), datetime.date(2022, 10, 12)


def told(
    who: Reader,
    code: str,
    organisation: Organisation,
    period: str = "2022H1",
    *,
    own: bool = False,
    entered_by: datetime.date | None = None,
) -> Disclosed:
    report = compute(Period.parse(period), organisation.pk, entered_by=entered_by)
    return Disclosure(who).of(report, code, own=own)


def complaints(organisation: Organisation, women: int, others: int = 0, on: Any = SPRING) -> None:
    for place in range(women + others):
        make.ComplaintFactory.create(
            organisation=organisation, date=on, is_woman_worker=place < women
        )


def visits(organisation: Organisation, women: int, men: int = 0, on: Any = SPRING) -> None:
    for place in range(women + men):
        file = make.HardshipFileFactory.create(
            organisation=organisation, holder_is_woman=place < women
        )
        make.AidPaymentFactory.create(organisation=organisation, file=file, date=on)


def text(one: Disclosed) -> str:
    return "隐" if one.is_hidden else one.shown


def test_it_counts_what_is_open_for_everybody_in_reach(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    make.TrainingFactory.create(organisation=cast.textile)
    for name in ("lin", "zhou", "wu", "mei"):
        place = cast.textile
        one = told(readers[name], SESSIONS, place, "2022-03", own=True)
        assert (one.shown, one.is_open) == ("1期", True)


def test_it_knows_organisations_within_reach_only(cast: Cast, readers: dict[str, Reader]) -> None:
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    assert organisation_in_reach(readers["wu"], "textile") == cast.textile
    for name, code in (("wu", "west"), ("wu", "city"), ("mei", "east"), ("qian", "city")):
        with pytest.raises(Http404):
            organisation_in_reach(readers[name], code)
    with pytest.raises(Http404):
        organisation_in_reach(readers["lin"], "nowhere")
    with pytest.raises(PermissionDenied):
        organisation_in_reach(readers["xu"], "city")


# Who asks for complaints: the city's half-year, its own, a month, a town's, by a stated day.
SEALED_CASES = (
    ("lin", ["3件", "隐", "隐", "隐", "隐"]),
    ("fang", ["3件", "隐", "隐", "隐", "隐"]),
    ("zhou", ["少于5", "隐", "隐", "隐", "隐"]),
    ("jin", ["少于5", "隐", "隐", "隐", "隐"]),
    ("tao", ["少于5", "隐", "隐", "隐", "隐"]),
)


@pytest.mark.parametrize(("name", "expected"), SEALED_CASES)
def test_it_tells_of_cases_only_what_a_federation_had_in_half_a_year(
    cast: Cast, readers: dict[str, Reader], name: str, expected: list[str]
) -> None:
    complaints(cast.east, 3)
    who, day = readers[name], datetime.date(2022, 7, 5)
    asked = [
        told(who, COMPLAINTS, cast.city),
        told(who, COMPLAINTS, cast.city, own=True),
        told(who, COMPLAINTS, cast.city, "2022-03"),
        told(who, COMPLAINTS, cast.east),
        told(who, COMPLAINTS, cast.city, entered_by=day),
    ]
    assert [text(one) for one in asked] == expected
    assert not any(one.is_open for one in asked)
    assert all(one.reason for one in asked if not one.is_shown)


@pytest.mark.parametrize("name", ["wu", "mei", "he", "cao", "deng"])
def test_it_tells_no_town_and_no_union_of_cases(
    cast: Cast, readers: dict[str, Reader], name: str
) -> None:
    complaints(cast.textile, 9)
    complaints(cast.mine, 9)
    for post in readers[name].posts:
        place = Organisation.objects.get(pk=post.organisation)
        for own in (False, True):
            assert told(readers[name], COMPLAINTS, place, own=own).is_hidden


# Complaints of women and of others in the first and second half, and what the leader reads of
# the first, the second, the year; then of the share in each.
HALVES = (
    ((6, 0, 7, 0), ["6件", "7件", "13件"], ["100.0%", "100.0%", "100.0%"]),
    ((0, 0, 7, 0), ["0件", "7件", "7件"], ["—", "100.0%", "100.0%"]),
    ((3, 0, 7, 0), ["少于5", "7件", "含少于5"], ["含少于5", "100.0%", "含少于5"]),
    ((2, 0, 2, 0), ["少于5", "少于5", "少于5"], ["含少于5", "含少于5", "含少于5"]),
    ((6, 2, 7, 6), ["含少于5", "7件", "含少于5"], ["含少于5", "53.8%", "含少于5"]),
    ((6, 5, 7, 6), ["6件", "7件", "13件"], ["54.5%", "53.8%", "54.1%"]),
)


@pytest.mark.parametrize(("numbers", "counts", "shares"), HALVES)
def test_it_suppresses_what_subtraction_would_tell(
    cast: Cast,
    readers: dict[str, Reader],
    numbers: tuple[int, int, int, int],
    counts: list[str],
    shares: list[str],
) -> None:
    complaints(cast.east, *numbers[:2])
    complaints(cast.west, *numbers[2:], on=AUTUMN)
    leader, periods = readers["zhou"], ("2022H1", "2022H2", "2022")
    assert [told(leader, COMPLAINTS, cast.city, one).shown for one in periods] == counts
    assert [told(leader, SHARE, cast.city, one).shown for one in periods] == shares
    handler = readers["fang"]
    assert told(handler, COMPLAINTS, cast.city, "2022").shown == f"{numbers[0] + numbers[2]}件"


def test_it_suppresses_an_amount_of_few_cases(cast: Cast, readers: dict[str, Reader]) -> None:
    for _place in range(4):
        make.ComplaintFactory.create(
            organisation=cast.city, date=SPRING, closed_on=SPRING, recovered=123_456
        )
    assert told(readers["zhou"], RECOVERED, cast.city).shown == "少于5"
    assert told(readers["fang"], RECOVERED, cast.city).shown == "0.49万元"


# Who asks for households visited: by the town, its own, one of its unions, a month.
SENSITIVE_CASES = (
    ("lin", ["7户", "0户", "3户", "7户"], True),
    ("jin", ["7户", "0户", "3户", "7户"], True),
    ("tao", ["7户", "0户", "3户", "7户"], True),
    ("luo", ["7户", "0户", "3户", "7户"], True),
    ("wu", ["7户", "隐", "隐", "隐"], False),
    ("zhou", ["隐", "隐", "隐", "隐"], False),
)


@pytest.mark.parametrize(("name", "expected", "is_open"), SENSITIVE_CASES)
def test_it_tells_sensitive_sums_of_her_own_organisations(
    cast: Cast, readers: dict[str, Reader], name: str, expected: list[str], is_open: bool
) -> None:
    visits(cast.textile, 3)
    visits(cast.pottery, 4)
    asked = [
        told(readers[name], VISITED, cast.east),
        told(readers[name], VISITED, cast.east, own=True),
        told(readers[name], VISITED, cast.textile),
        told(readers[name], VISITED, cast.east, "2022-03"),
    ]
    assert [text(one) for one in asked] == expected
    assert [one.is_open for one in asked] == [is_open] * 4


def test_it_suppresses_few_and_their_share(cast: Cast, readers: dict[str, Reader]) -> None:
    visits(cast.textile, 6, men=2)
    wu, mei = readers["wu"], readers["mei"]
    assert told(wu, VISITED, cast.east).shown == "8户"
    assert told(wu, WOMEN_VISITED, cast.east).shown == "含少于5"
    assert told(wu, "assistance.women_visited_share", cast.east).shown == "含少于5"
    assert told(mei, PAID, cast.textile).fact is not None
    assert told(readers["cao"], PAID, cast.mine).shown == "0万元"


def test_it_leaves_nothing_to_who_holds_two_posts(cast: Cast, readers: dict[str, Reader]) -> None:
    visits(cast.textile, 6)
    visits(cast.pottery, 2)
    assert told(readers["wu"], VISITED, cast.east).shown == "8户"
    wu = readers["wu"].person
    assert wu is not None
    Post.objects.create(
        person=wu, organisation=cast.textile, role=Role.GRASSROOTS_OFFICER, since=SPRING
    )
    both = reader(wu)
    assert told(both, VISITED, cast.textile).shown == "6户"
    assert told(both, VISITED, cast.east).shown == "含少于5"


def test_it_tells_a_running_total_only_when_it_has_grown_enough(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    for day, many in ((datetime.date(2021, 3, 1), 6), (SPRING, 2), (AUTUMN, 3)):
        for _place in range(many):
            make.InsuranceClaimFactory.create(
                organisation=cast.textile, date=day, approved_on=day, paid_on=day
            )
    asked = ("2021H1", "2021H2", "2021", "2022H1", "2022H2", "2022")
    facts = [told(readers["mei"], CLAIMANTS, cast.textile, one) for one in asked]
    shown = [one.is_shown for one in facts]
    assert shown == [True, True, True, False, True, True]


def test_it_never_prints_nothing_for_what_it_suppresses(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    complaints(cast.east, 3, 1)
    visits(cast.east, 2)
    for name in ("zhou", "wu", "mei", "cao"):
        report = compute(Period.parse("2022H1"), readers[name].home())
        for one in Disclosure(readers[name]).all(report):
            assert one.shown
            assert (one.fact is None) == (not one.is_shown)
            assert bool(one.reason) == (not one.is_shown)


MEASURES = (COMPLAINTS, ALL_COMPLAINTS, VISITED, WOMEN_VISITED)
PERIODS = ("2021H2", "2022H1", "2022H2", "2022", "2022Q1", "2022-03")
FEW = range(1, 5)
PLACES = ("city", "east", "west", "textile", "toys", "pottery", "district", "village")
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from([SPRING, AUTUMN]),
        st.integers(0, 7),
        st.integers(0, 6),
        st.booleans(),
    ),
    max_size=7,
)
WHO = ("zhou", "wu", "mei", "both")

Cell = tuple[str, str, str, bool]  # figure, organisation, period, own


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS, st.sampled_from(WHO))
def test_it_lets_no_small_number_be_had_by_subtraction(events: list[Any], name: str) -> None:
    with undone():
        cast = make_cast()
        people = appoint(cast)
        district = founded(cast.city, "district", "北区总工会", OrganisationKind.LOCAL_FEDERATION)
        village = founded(district, "village", "北乡总工会", OrganisationKind.STREET_TOWN)
        places = {one.code: one for one in [*cast.organisations, district, village]}
        for place, day, women, others, is_case in events:
            (complaints if is_case else visits)(places[place], women, others, on=day)
        if name == "both":
            post = {"organisation": cast.federation, "role": Role.TOWN_OFFICER, "since": SPRING}
            Post.objects.create(person=people["wu"], **post)
        who = reader(people["wu" if name == "both" else name])
        cells, below = told_cells(who, places), descents(places)
        assert not [cell for cell, amount in cells.items() if amount in FEW]
        for whole, part in permutations(cells, 2):
            if contains(whole, part, below):
                assert cells[whole] - cells[part] not in FEW, (whole, part)
        for whole in cells:
            rest = rest_of(whole, cells, below)
            assert rest not in FEW, (whole, rest)


def told_cells(who: Reader, places: dict[str, Organisation]) -> dict[Cell, int]:
    """Every number that any page would tell her."""
    found, disclosure = {}, Disclosure(who)
    mine = [place for place in places.values() if who.reaches(place.path)]
    for period in PERIODS:
        report = compute(Period.parse(period), codes=MEASURES)
        for place, code, own in product(mine, MEASURES, (False, True)):
            one = disclosure.of(report, code, place.pk, own=own)
            if one.fact is not None:
                found[code, place.code, period, own] = one.fact.amount
    return found


def descents(places: dict[str, Organisation]) -> dict[str, set[str]]:
    """Everybody below each, itself included."""
    paths = {one.code: one.path for one in Organisation.objects.all()}
    return {
        code: {other for other in places if paths[other].startswith(paths[code])} for code in places
    }


def contains(whole: Cell, part: Cell, below: dict[str, set[str]]) -> bool:
    """Whether everything counted in one cell is counted in the other."""
    figure, place, period, own = whole
    same_or_whole = figure == part[0] or figures()[part[0]].part_of == figure
    outer, inner = Period.parse(period), Period.parse(part[2])
    within = part[1] in below[place] and (not own or (part[3] and part[1] == place))
    return same_or_whole and within and outer.contains(inner.start, inner.until)


def rest_of(whole: Cell, cells: dict[Cell, int], below: dict[str, set[str]]) -> int:
    """What remains of a subtree beyond the highest told ones below it."""
    figure, place, period, _own = whole
    told = [
        cell
        for cell in cells
        if cell[0] == figure and cell[2] == period and cell[1] in below[place] - {place}
    ]
    highest = [
        cell
        for cell in told
        if not any(cell[1] in below[other[1]] and cell != other for other in told)
    ]
    return cells[whole] - sum(cells[cell] for cell in highest)
