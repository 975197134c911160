"""The records behind a figure are exactly those that it counts."""

from itertools import chain

import pytest

from halfsky.figures.declaration import AnyMeasure, Ratio, Sum
from halfsky.figures.drill import records_behind
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import compute
from halfsky.registers.assistance.aid_payments import Kind as AidKind
from halfsky.registers.assistance.aid_payments import aid_payments
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SCREENED, VISITED, ask, behind
from tests.figures.world import IN_MAY, fill

MEASURES = list(
    {m.code: m for m in chain.from_iterable(map(measures_of, figures().values()))}.values()
)


@pytest.mark.parametrize("period", ["2022H1", "2021", "2022-05-20..2022-06-29", "2022H2"])
def test_it_lists_what_every_figure_counts_everywhere(cast: Cast, period: str) -> None:
    fill(cast)
    for organisation in cast.organisations:
        report = compute(Period.parse(period), organisation.pk)
        for measure in MEASURES:
            fact = report.fact(measure.code)
            entries = records_behind(measure, report)
            assert len(entries) == fact.records, (organisation.code, measure.code)
            amounts = [entry.amount or 0 for entry in entries]
            counted = sum(amounts) if isinstance(measure, Sum) else len(entries)
            adjustment = fact.to_json()["adjustment"]
            assert fact.value == pytest.approx(counted + adjustment), measure.code


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.code)
def test_it_has_something_to_list_for_every_figure(cast: Cast, measure: AnyMeasure) -> None:
    fill(cast)
    period = "2022H2" if measure.section == "planning" else "2022"
    if measure.code.endswith("_new"):
        period = "2015"
        make.HeadCountFactory.create(organisation=cast.market)
        make.WomenOrganisationFactory.create(organisation=cast.market)
    assert behind(measure.code, period=period)


def test_it_lists_a_visited_employer_once_with_its_first_day(cast: Cast) -> None:
    employer = make.EmployerFactory.create(name="云川锦绣公司")
    make.EnterpriseVisitFactory.create(organisation=cast.city, employer=employer, date=IN_MAY)
    first = make.EnterpriseVisitFactory.create(organisation=cast.toys, employer=employer)
    (entry,) = behind(VISITED)
    assert (entry.id, entry.label, entry.date) == (employer.pk, "云川锦绣公司", first.date)
    assert entry.organisation.code == "toys"


def test_it_lists_persons_of_a_head_count_one_by_one(cast: Cast) -> None:
    round = make.ScreeningFactory.create(organisation=cast.toys, women=3)
    make.ScreeningAttendanceFactory.create(screening__organisation=cast.toys)
    ids = [str(entry.id) for entry in behind(SCREENED)]
    assert [id for id in ids if "#" in id] == [f"{round.pk}#{place}" for place in (1, 2, 3)]
    assert len(ids) == ask(SCREENED).value == 4


def test_it_shows_nothing_of_a_sealed_record_but_number_and_date(cast: Cast) -> None:
    complaint = make.ComplaintFactory.create(
        organisation=cast.city, closed_on=IN_MAY, recovered=5_000
    )
    for code, day in (("rights.complaints", complaint.date), ("rights.money_recovered", IN_MAY)):
        (entry,) = behind(code)
        assert entry.to_json() == {"id": complaint.pk, "date": day.isoformat()}


def test_it_shows_money_in_yuan(cast: Cast) -> None:
    make.AidPaymentFactory.create(organisation=cast.east, amount=12_345)
    (entry,) = behind("assistance.condolence_paid")
    assert entry.to_json()["amount"] == 123.45


def test_it_keeps_to_the_subtree_asked_for(cast: Cast) -> None:
    make.EnterpriseVisitFactory.create(organisation=cast.west)
    inside = make.EnterpriseVisitFactory.create(organisation=cast.toys)
    assert [entry.id for entry in behind(VISITED, cast.east)] == [inside.employer_id]


def test_it_lists_a_rates_parts() -> None:
    ratio = figures()["rights.complaints_share"]
    assert isinstance(ratio, Ratio)
    codes = [measure.code for measure in measures_of(ratio)]
    assert codes == ["rights.complaints", "rights.complaints_all"]


def test_it_lists_what_a_sum_takes_from_a_related_record(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "assistance.people_in_visited_households"
    monkeypatch.setitem(
        figures(),
        code,
        Sum(code=code, register=aid_payments, label="人", unit="人", field="file__household_size"),
    )
    file = make.HardshipFileFactory.create(household_size=4)
    make.AidPaymentFactory.create(organisation=cast.east, file=file)
    make.AidPaymentFactory.create(organisation=cast.east, file=None, kind=AidKind.EMERGENCY)
    (entry,) = behind(code)
    assert entry.amount == ask(code).value == 4
