"""Rules of wordings that say outright what the numbers must make, by tables of both sorts."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.check.rule_findings import found
from tests.check.tables_of_explicit_wordings import (
    classes_and_prices,
    gaps_said_outright,
    half_and_whole_years,
    planned_and_to_come,
    rest_behind_a_rate,
    shares_as_numbers,
    terms_and_dates,
    totals_of_lists,
    what_it_makes,
    year_by_year,
)

TABLES = (
    classes_and_prices,
    gaps_said_outright,
    half_and_whole_years,
    planned_and_to_come,
    rest_behind_a_rate,
    shares_as_numbers,
    terms_and_dates,
    totals_of_lists,
    what_it_makes,
    year_by_year,
)
FAULTY = [row for table in TABLES for row in table.FAULTY]
SOUND = [row for table in TABLES for row in table.SOUND]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_comes_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text", "message"), FAULTY)
def test_it_says_what_should_come_out(rule: ModuleType, text: str, message: str) -> None:
    assert found(rule, text) == [message]
