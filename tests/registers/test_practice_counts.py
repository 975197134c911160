"""Nothing that happens at the practice organisation counts: every register, figure, duty, sheet."""

import datetime
import json
from typing import Any

import pytest

from halfsky.collecting.pages.doubles import found_for
from halfsky.collecting.silence import Silence
from halfsky.figures.drill import records_behind
from halfsky.figures.latest import latest_half_year
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import compute
from halfsky.org.first_run import root
from halfsky.org.kinds import OrganisationKind
from halfsky.org.models import Organisation
from halfsky.org.practice import make_practice
from halfsky.org.reader import Reader
from halfsky.records.declaration import Register
from halfsky.records.duties import duties_of
from halfsky.records.registry import registers
from halfsky.records.sheets.scope import scope_of
from halfsky.records.visibility import readable
from halfsky.setup.known import Known
from halfsky.setup.undoing import root_key
from tests import factories as make
from tests.cast import Cast
from tests.figures.world import fill
from tests.people import TODAY
from tests.registers.test_every_register import factory_of

pytestmark = pytest.mark.django_db
PERIODS = [Period.parse(name) for name in ("2022H1", "2022")]


def seen(readers: dict[str, Reader]) -> dict[str, Any]:
    """All that anybody is told of the real tree."""
    found: dict[str, Any] = {"latest": latest_half_year().name, "root": root()}
    for period in PERIODS:
        report = compute(period)
        found[f"organisations {period.name}"] = [node.code for node in report.listed()]
        for id in report.order:
            facts = [fact.to_json() for own in (False, True) for fact in report.facts(id, own)]
            found[f"figures {period.name} {id}"] = json.dumps(facts, sort_keys=True)
        for figure in figures().values():
            for measure in measures_of(figure):
                behind = [one.to_json() for one in records_behind(measure, report)]
                found[f"behind {figure.code} {period.name}"] = behind
        silence = Silence(list(registers().values()), period, Organisation.objects.get(code="city"))
        found[f"silent {period.name}"] = sorted(unit.node.code for unit in silence.silent)
    for name, reader in readers.items():
        found[f"duties {name}"] = duties_of(reader, TODAY)
        found[f"doubles {name}"] = [pair[1].key for pair in found_for(reader, PERIODS[0])]
        for code, register in registers().items():
            found[f"readable {name} {code}"] = sorted(
                readable(register, reader).values_list("pk", flat=True)
            )
    found["setup"] = sorted(Known.load(found["root"]).organisations), root_key()
    for code, register in registers().items():
        scope = scope_of(register)
        found[f"export {code}"] = sorted(scope.records.values_list("pk", flat=True))
        found[f"places {code}"] = sorted(scope.places)
    return found


def units_of(register: Register, union: Organisation, other: Organisation) -> dict[str, Any]:
    """Every organisation that a record names is one of the practice units."""
    fields = register.model._meta.concrete_fields
    names = [field.name for field in fields if field.related_model is Organisation]
    named = {name: union if name in ("organisation", "mentor") else other for name in names}
    models = {one.model for one in registers().values()} - {Organisation}
    records = [field.name for field in fields if field.related_model in models]
    return {**named, **{f"{name}__organisation": union for name in records}}


def practise_everything(reader: Reader) -> None:
    """A record of every register at a practice union, lately; an adjustment, an answer."""
    make_practice(reader)
    town, union = Organisation.objects.filter(is_practice=True).order_by("pk")[:2]
    for register in registers().values():
        if register.made_by and register.model is Organisation:
            continue
        day = {register.on: datetime.date(2022, 6, 30)}
        factory_of(register.model).create(**units_of(register, union, town), **day)
    make.TrainingFactory.create(organisation=town, date=datetime.date(2022, 12, 1))
    people = {"entered_by": reader.person, "approved_by": make.PersonFactory.create()}
    make.AdjustmentFactory.create(organisation=union, value=9, **people)
    make.NothingToReportFactory.create(organisation=union, register="pledges")


def test_it_changes_nothing_that_anybody_is_told(cast: Cast, readers: dict[str, Reader]) -> None:
    fill(cast)
    before = seen(readers)
    practise_everything(readers["mei"])
    after = seen(readers)
    assert [key for key in before if before[key] != after[key]] == []
    # It is all there, beside the tree.
    practice = compute(PERIODS[0], Organisation.objects.get(code="practice").pk)
    assert practice.fact("education.training_sessions").records == 1
    assert practice.fact("organising.unions").amount == 2


def test_it_is_not_taken_for_the_root(readers: dict[str, Reader], cast: Cast) -> None:
    make_practice(readers["mei"])
    Organisation.objects.filter(is_practice=True).update(since=datetime.date(1990, 1, 1))
    assert compute(PERIODS[0]).top.code == "city"
    assert root() == cast.city


def test_it_has_units_of_the_two_tiers_that_practise(readers: dict[str, Reader]) -> None:
    for _time in range(2):
        make_practice(readers["mei"])
    kinds = Organisation.objects.filter(is_practice=True).values_list("kind", flat=True)
    assert sorted(kinds) == [
        *(OrganisationKind.SINGLE, OrganisationKind.SINGLE, OrganisationKind.STREET_TOWN)
    ]
