"""Words and numbers that cannot both be, by the tables of `sayings`, and sound look-alikes."""

from __future__ import annotations

from types import ModuleType

import pytest

from halfsky.summary.check import rules, rules_by_themselves
from halfsky.summary.check.text.reading import read_text
from halfsky.summary.check.text.vocabulary import standard
from tests.check.sayings import named_and_each, only_and_none, order_of_time, years_and_feasts

TABLES = (named_and_each, only_and_none, order_of_time, years_and_feasts)
FAULTY = [row for table in TABLES for row in table.FAULTY]
SOUND = [row for table in TABLES for row in table.SOUND]


def found(rule: ModuleType, text: str) -> list[str]:
    return [problem.quote for problem in rule.find(read_text(text, standard()))]


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_it_finds_what_cannot_both_be(rule: ModuleType, text: str) -> None:
    assert len(found(rule, text)) == 1


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_it_leaves_alone_what_can(rule: ModuleType, text: str) -> None:
    assert found(rule, text) == []


def test_its_rules_are_reported_whatever_the_weighing_knows_of_them() -> None:
    names = {rule.__name__.rsplit(".", 1)[-1] for rule, _ in FAULTY}
    assert names <= rules_by_themselves.BY_THEMSELVES & rules.RULES.keys()
