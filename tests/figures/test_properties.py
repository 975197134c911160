"""Figures against a recount in plain Python, over random trees, days, records and adjustments."""

import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from halfsky.figures.periods import Period
from halfsky.figures.report import compute
from halfsky.org.acts import ActRefused, move
from halfsky.org.models import Organisation
from tests.figures.worlds import (
    ACTS,
    ADDITIVE,
    ADJUSTMENTS,
    CODES,
    DAYS,
    PERIODS,
    PLACES,
    RECORDS,
    VISITED,
    Recount,
    World,
    act,
    adjust,
    happen,
    make_tree,
    undone,
)

TREES = st.lists(PLACES, min_size=1, max_size=5)
pytestmark = pytest.mark.django_db
# The database is rolled back by every example itself (worlds.undone).
example_by_example = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def values(period: Period, world: World, *, own: bool = False) -> dict[tuple[str, str], int]:
    """Every figure of every organisation in the root's tree."""
    report = compute(period, codes=CODES)
    return {
        (code, report.tree.nodes[id].code): report.fact(code, id, own).amount
        for id in report.order
        for code in CODES
    }


@example_by_example
@given(TREES, ACTS, RECORDS, ADJUSTMENTS, PERIODS)
def test_it_adds_up_like_a_recount_of_every_record(
    tree: list[int], acts: list[Any], records: list[Any], adjustments: list[Any], period: Period
) -> None:
    with undone():
        world = make_tree(tree)
        act(world, acts)
        happen(world, records)
        adjust(world, adjustments)
        report, recount = compute(period, codes=CODES), Recount(period)
        assert len(report.order) == len(world.organisations), "somebody was lost"
        for one in world.organisations:
            for code in CODES:
                counted = [report.fact(code, one.pk, own).amount for own in (False, True)]
                expected = [recount.value(code, one.pk), recount.own_value(code, one.pk)]
                assert counted == expected, (code, one.code)


@example_by_example
@given(TREES, ACTS, RECORDS, ADJUSTMENTS, PERIODS, PLACES)
def test_it_gives_a_branch_the_same_as_the_whole_gives_it(
    tree: list[int],
    acts: list[Any],
    records: list[Any],
    adjustments: list[Any],
    period: Period,
    place: int,
) -> None:
    with undone():
        world = make_tree(tree)
        act(world, acts)
        happen(world, records)
        adjust(world, adjustments)
        one = world.at(place)
        whole, part = compute(period, codes=CODES), compute(period, one.pk, codes=CODES)
        for code in CODES:
            assert part.fact(code).to_json() == whole.fact(code, one.pk).to_json()


@example_by_example
@given(TREES, ACTS, RECORDS, PERIODS)
def test_it_makes_additive_figures_of_own_and_children(
    tree: list[int], acts: list[Any], records: list[Any], period: Period
) -> None:
    with undone():
        world = make_tree(tree)
        act(world, acts)
        happen(world, records)
        report = compute(period, codes=CODES)
        for one in world.organisations:
            children = report.tree.children.get(one.pk, [])
            for code in CODES:
                own = report.fact(code, one.pk, own=True).amount
                parts = own + sum(report.fact(code, child).amount for child in children)
                whole = report.fact(code, one.pk).amount
                assert whole == parts if code in ADDITIVE else whole <= parts


def test_it_may_have_fewer_different_things_than_its_children_together() -> None:
    world = make_tree([0, 0])
    day = datetime.date(2022, 3, 8)
    happen(world, [("visit", 1, day, 2), ("visit", 2, day, 2), ("visit", 2, day, 3)])
    found = values(Period.parse("2022H1"), world)
    assert [found[VISITED, code] for code in ("1", "2")] == [1, 2]
    assert found[VISITED, "0"] == 2 < 1 + 2


@example_by_example
@given(TREES, ACTS, RECORDS, ADJUSTMENTS, PERIODS, st.tuples(PLACES, PLACES, DAYS))
def test_it_changes_no_figure_of_a_period_before_a_move(
    tree: list[int],
    acts: list[Any],
    records: list[Any],
    adjustments: list[Any],
    period: Period,
    moving: tuple[int, int, datetime.date],
) -> None:
    place, to, day = moving
    with undone():
        world = make_tree(tree)
        act(world, acts)
        happen(world, records)
        adjust(world, adjustments)
        before = values(period, world)
        one, parent = (Organisation.objects.get(pk=world.at(at).pk) for at in (place, to))
        try:
            move(one, parent, max(day, period.until))
        except ActRefused:
            event("refused")
        assert values(period, world) == before
