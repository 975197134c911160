"""Accounts, sums and means that do not come out, by the tables, and sound look-alikes."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check.sums import grids
from tests.check.rule_findings import found
from tests.check.tables_of_accounts import (
    accounts_and_lines,
    borne_and_left,
    other_accounts,
    plans_and_prizes,
)

TABLES = (accounts_and_lines, borne_and_left, other_accounts, plans_and_prizes)
FAULTY = [row for table in TABLES for row in table.FAULTY]
SOUND = [row for table in TABLES for row in table.SOUND]


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_comes_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_does_not_come_out(rule: ModuleType, text: str) -> None:
    assert found(rule, text)


def test_of_a_table_only_the_row_is_told_and_not_what_sums_it_up() -> None:
    assert len(found(grids, accounts_and_lines.MONTHS.format(24, 54))) == 1
