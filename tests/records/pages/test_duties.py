"""Duties: derived from records, by the reader's reach, the most urgent first."""

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from halfsky.org.reader import Reader
from halfsky.records import writing
from halfsky.records.duties import Pendings, duties_of
from halfsky.records.registry import registers
from halfsky.registers.rights.complaints import State as CaseState
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2022, 7, 5)


def labels(found: Pendings) -> list[str]:
    return [str(one.label) for one in found.items]


def test_it_reminds_of_a_contract_three_months_before_its_end(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    soon = TODAY + datetime.timedelta(days=80)
    make.SpecialContractFactory.create(organisation=cast.textile, until=soon)
    make.SpecialContractFactory.create(
        organisation=cast.toys, until=soon + datetime.timedelta(days=40)
    )
    found = duties_of(readers["mei"], TODAY)
    assert [(one.due, one.is_overdue) for one in found.items] == [(soon, False)]
    assert found.items[0].organisation == cast.textile.name
    assert duties_of(readers["cao"], TODAY).items == []


def test_it_reminds_of_a_term_once_and_not_of_those_that_another_followed(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    body = make.WomenOrganisationFactory.create(organisation=cast.textile)
    make.TermFactory.create(women_organisation=body, number=1, until=datetime.date(2020, 1, 1))
    make.TermFactory.create(
        women_organisation=body,
        number=2,
        since=datetime.date(2020, 1, 1),
        until=datetime.date(2022, 6, 1),
    )
    found = duties_of(readers["mei"], TODAY)
    assert [(one.due, one.is_overdue) for one in found.items] == [(datetime.date(2022, 6, 1), True)]
    assert (found.count, found.overdue) == (1, 1)


def test_it_reminds_the_handler_of_a_case_and_nobody_else(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    case = make.ComplaintFactory.build(organisation=cast.east, date=datetime.date(2022, 6, 25))
    writing.add(registers()["complaints"], case, readers["fang"])
    found = duties_of(readers["fang"], TODAY)
    assert [one.due for one in found.items] == [datetime.date(2022, 7, 10)]
    assert duties_of(readers["lin"], TODAY).items == []
    case.state = CaseState.HANDLING
    case.save()
    handling = duties_of(readers["fang"], TODAY + datetime.timedelta(days=30))
    assert [one.due for one in handling.items] == [datetime.date(2022, 8, 24)]


def test_it_asks_for_the_next_screening_two_years_after_the_last(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    make.ScreeningFactory.create(organisation=cast.textile, date=datetime.date(2018, 5, 1))
    make.ScreeningFactory.create(organisation=cast.textile, date=datetime.date(2020, 7, 20))
    found = duties_of(readers["jin"], TODAY)
    assert [one.due for one in found.items] == [datetime.date(2022, 7, 20)]


def test_it_puts_the_lately_overdue_first_then_what_falls_due_next(
    cast: Cast, readers: dict[str, Reader]
) -> None:
    for days in (-400, -3, 20, 5):
        make.SpecialContractFactory.create(
            organisation=cast.textile,
            since=datetime.date(2020, 1, 1),
            until=TODAY + datetime.timedelta(days=days),
        )
    found = duties_of(readers["mei"], TODAY)
    assert [(one.due - TODAY).days for one in found.items] == [-3, -400, 5, 20]


def test_it_asks_as_many_queries_for_many_records_as_for_few(
    cast: Cast,
    readers: dict[str, Reader],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    soon = TODAY + datetime.timedelta(days=10)
    for _number in range(40):
        make.SpecialContractFactory.create(organisation=cast.textile, until=soon)
    with django_assert_max_num_queries(60):
        found = duties_of(readers["lin"], TODAY)
    assert len(found.items) == 30
    assert found.count == 40
