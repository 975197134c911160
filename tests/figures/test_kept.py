"""What was computed is kept exactly as long as nothing it stands on has changed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from halfsky.figures.kept import Keeping, groups
from halfsky.figures.models import Adjustment
from halfsky.figures.pulses import REMEMBERED, install, read_pulses, remove, watched_tables
from halfsky.figures.registry import figures
from halfsky.figures.report import compute
from halfsky.figures.store import Entry, Store
from halfsky.org.models import Organisation
from halfsky.records.registry import registers
from tests import factories as make
from tests.cast import Cast
from tests.figures.asking import H1, SESSIONS
from tests.figures.world import fill
from tests.figures.worlds import ADJUSTMENTS, CODES, RECORDS, adjust, happen, make_tree, undone

ROOT = Path(__file__).resolve().parents[2]


def kept(store: Store, organisation: int | None = None) -> dict[str, str]:
    report = Keeping(read_pulses("default"), store=store).report(H1, organisation)
    return printed(report)


def printed(report: Any, codes: Iterable[str] = ()) -> dict[str, str]:
    return {
        f"{report.tree.nodes[id].code} {code} {own}": str(report.fact(code, id, own).to_json())
        for id in report.order
        for code in codes or figures()
        for own in (False, True)
    }


def sessions(store: Store) -> int:
    report = Keeping(read_pulses("default"), store=store).report(H1, codes=[SESSIONS])
    return report.fact(SESSIONS).amount


def test_it_gives_what_computing_gives(cast: Cast) -> None:
    store = Store()
    assert kept(store) == printed(compute(H1))
    fill(cast)
    assert kept(store) == printed(compute(H1))
    assert kept(store) == printed(compute(H1))
    east = cast.east.pk
    assert kept(store, east) == printed(compute(H1, east))


def test_it_asks_one_query_where_nothing_has_changed(cast: Cast) -> None:
    fill(cast)
    store = Store()
    kept(store)
    with CaptureQueriesContext(connection) as asked:
        kept(store)
    assert len(asked) == 1


def test_it_asks_again_only_for_the_rows_that_were_written(cast: Cast) -> None:
    fill(cast)
    store = Store()
    kept(store)
    make.TrainingFactory.create(organisation=cast.east)
    with CaptureQueriesContext(connection) as asked:
        assert kept(store) == printed(compute(H1))
    pulses, moves, rows, *_others = (query["sql"] for query in asked.captured_queries)
    assert "figures_pulse" in pulses
    assert "figures_movement" in moves
    assert f'"organisation_id" IN ({cast.east.pk})' in rows
    assert "education_training" in rows


def test_it_mends_both_sides_of_a_record_that_changed_hands(cast: Cast) -> None:
    fill(cast)
    training = make.TrainingFactory.create(organisation=cast.east)
    store = Store()
    kept(store)
    training.organisation = cast.west
    training.save()
    assert kept(store) == printed(compute(H1))


def test_it_reads_everything_again_after_more_writes_than_are_remembered(cast: Cast) -> None:
    fill(cast)
    store = Store()
    kept(store)
    for _time in range(REMEMBERED + 1):
        make.TrainingFactory.create(organisation=cast.east)
    assert kept(store) == printed(compute(H1))


def test_it_leaves_a_period_alone_in_which_nothing_came_out_otherwise(cast: Cast) -> None:
    fill(cast)
    store = Store()
    before = Keeping(read_pulses("default"), store=store).report(H1.last_year)
    make.TrainingFactory.create(organisation=cast.east)
    after = Keeping(read_pulses("default"), store=store).report(H1.last_year)
    assert after.own_cells[SESSIONS] is before.own_cells[SESSIONS]


def test_it_answers_for_a_part_of_the_tree_from_the_whole(cast: Cast) -> None:
    fill(cast)
    store = Store()
    kept(store)
    with CaptureQueriesContext(connection) as asked:
        part = kept(store, cast.east.pk)
    assert len(asked) == 1
    assert part == printed(compute(H1, cast.east.pk))


def changes(cast: Cast) -> list[Any]:
    """One write of each kind that figures stand on."""
    adjustment = Adjustment.objects.get(value=2)
    organisations = Organisation.objects.filter(pk=cast.toys.pk)
    trainings = registers()["trainings"].model._default_manager
    one_more = make.TrainingFactory.build(organisation=cast.toys)
    return [
        lambda: trainings.bulk_create([one_more]),
        lambda: trainings.update(women_attending=3),
        lambda: execute("DELETE FROM education_training"),
        lambda: Adjustment.objects.filter(pk=adjustment.pk).update(value=7),
        lambda: make.NothingToReportFactory.create(organisation=cast.east),
        lambda: make.ParameterValueFactory.create(code="committee_due_from", value=30),
        lambda: organisations.update(since="2022-05-01"),
        lambda: make.CoverageFactory.create(organisation=cast.toys),
    ]


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("place", range(8))
def test_it_sees_every_kind_of_write(cast: Cast, place: int) -> None:
    fill(cast)
    store = Store()
    kept(store)
    changes(cast)[place]()
    assert kept(store) == printed(compute(H1))


def test_it_reads_only_watched_tables(cast: Cast) -> None:
    keeping = Keeping(read_pulses("default"), store=Store())
    for group in groups():
        keeping.report(H1, codes=group)
        assert keeping.touched <= set(watched_tables())


@pytest.mark.django_db
def test_it_cuts_no_ratio_through() -> None:
    assert sorted(code for group in groups() for code in group) == sorted(figures())


def test_it_is_right_after_a_rollback(cast: Cast) -> None:
    store = Store()
    assert sessions(store) == 0
    with transaction.atomic():
        make.TrainingFactory.create(organisation=cast.east)
        assert sessions(store) == 1
        transaction.set_rollback(True)
    assert sessions(store) == 0
    make.TrainingFactory.create(organisation=cast.east)
    make.TrainingFactory.create(organisation=cast.west)
    assert sessions(store) == 2


def test_it_keeps_nothing_of_a_table_without_a_pulse(cast: Cast) -> None:
    store = Store()
    pulses = read_pulses("default")
    del pulses["education_training"]
    for _round in range(2):
        report = Keeping(pulses, store=store).report(H1, codes=[SESSIONS])
        assert report.fact(SESSIONS).amount == _round
        make.TrainingFactory.create(organisation=cast.east)


def test_it_makes_room_for_what_is_new() -> None:
    store = Store(most=10)
    for place in range(5):
        store.put(place, Entry(place, {}, 4))
    assert list(store.entries) == [3, 4]
    assert store.size == 8


def test_it_relies_on_nothing_from_before_a_migration(cast: Cast) -> None:
    store = Store()
    assert sessions(store) == 0
    remove()
    make.TrainingFactory.create(organisation=cast.east)
    install()
    assert sessions(store) == 1
    make.TrainingFactory.create(organisation=cast.east)
    assert sessions(store) == 2
    assert set(read_pulses("default")) == set(watched_tables())


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RECORDS, ADJUSTMENTS)
def test_it_stays_right_through_any_run_of_writes(records: list[Any], adjustments: Any) -> None:
    with undone():
        world, store = make_tree([0, 1, 1, 2]), Store()
        for place in range(len(records)):
            happen(world, records[place : place + 1])
            adjust(world, adjustments[place : place + 1])
            keeping = Keeping(read_pulses("default"), store=store)
            for period in (H1, H1.last_year):
                for top in (None, world.organisations[1].pk):
                    report = keeping.report(period, top, codes=CODES)
                    fresh = compute(period, top, codes=CODES)
                    assert printed(report, CODES) == printed(fresh, CODES)


READER = """
import sys, django; django.setup()
from halfsky.figures.kept import Keeping
from halfsky.figures.periods import Period
for line in sys.stdin:
    report = Keeping.begin().report(Period.parse("2022H1"), codes=["education.training_sessions"])
    print(report.fact("education.training_sessions").amount, flush=True)
"""
WRITER = """
import django; django.setup()
from datetime import date
from halfsky.org.models import Organisation
from halfsky.org.acts import found
from halfsky.registers.education.trainings import Training
root = Organisation.objects.first() or found(
    None, date(2015, 1, 1), code="city", name="云川市总工会", kind="local_federation")
Training.objects.create(
    organisation=root, date=date(2022, 3, 8), topic="讲座", kind="law", level="township",
    women_attending=30)
"""


@pytest.mark.once
def test_it_sees_at_once_what_another_process_has_written(
    tmp_path: Path, migrated_file: Path, key_file: Path
) -> None:
    shutil.copy(migrated_file, tmp_path)
    environment = {
        **os.environ,
        "HALFSKY_DATA": str(tmp_path),
        "HALFSKY_DATABASE": f"sqlite:///{tmp_path / 'halfsky.sqlite3'}",
        "HALFSKY_FIELD_KEY_FILE": str(key_file),
        "DJANGO_SETTINGS_MODULE": "halfsky.settings",
    }

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, check=True)

    run("-c", WRITER)
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def ask() -> str:
            print(file=reader.stdin, flush=True)
            return str(reader.stdout.readline()) if reader.stdout else ""

        assert [ask(), ask()] == ["1\n", "1\n"]
        run("-c", WRITER)
        assert ask() == "2\n"
        reader.stdin.close()
