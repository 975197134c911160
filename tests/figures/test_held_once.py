"""Held once, counted once: whoever took part, a total is the number of different records."""

import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from halfsky.figures.periods import Period
from halfsky.figures.report import Report, compute
from halfsky.registers.education.trainings import Training
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import SESSIONS, ask
from tests.figures.worlds import ATTENDANCES, PLACES, make_tree, undone

pytestmark = pytest.mark.django_db
H1 = Period.parse("2022H1")
HELD = st.lists(st.tuples(PLACES, st.sets(PLACES, max_size=4)), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PLACES, min_size=1, max_size=5), HELD)
def test_it_counts_each_record_once_whoever_took_part(tree: list[int], held: list[Any]) -> None:
    with undone():
        world = make_tree(tree)
        for holder, units in held:
            record = make.TrainingFactory.create(organisation=world.at(holder))
            others = {world.at(unit).pk for unit in units} - {record.organisation_id}
            for unit in others:
                make.TrainingParticipantFactory.create(record=record, organisation_id=unit, women=9)
        report = compute(H1, codes=[SESSIONS, ATTENDANCES])
        whole = [report.fact(code).amount for code in (SESSIONS, ATTENDANCES)]
        assert whole == [Training.objects.count(), 30 * Training.objects.count()]
        for one in world.organisations:
            assert report.fact(SESSIONS, one.pk).amount == held_below(report, one.pk)
            own = report.fact(SESSIONS, one.pk, own=True).amount
            assert own == Training.objects.filter(organisation=one).count()


def held_below(report: Report, top: int) -> int:
    """Different records that a body or one below it held."""
    return Training.objects.filter(organisation__in=report.tree.subtree(top)).count()


def test_it_takes_taking_part_as_a_report(cast: Cast) -> None:
    record = make.TrainingFactory.create(organisation=cast.city)
    make.TrainingParticipantFactory.create(record=record, organisation=cast.east)
    coverage = ask(SESSIONS).coverage
    assert (coverage.due, coverage.reported) == (4, 2)
    assert ask(SESSIONS, organisation=cast.east, own=True).amount == 0
    Training.objects.update(date=datetime.date(2021, 12, 31))
    assert ask(SESSIONS).coverage.reported == 0
