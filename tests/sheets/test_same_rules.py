"""A sheet is checked in bulk, and accepts and refuses exactly what `full_clean` does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import event, given
from hypothesis import strategies as st

from halfsky.org.models import Organisation
from halfsky.records.declaration import Register
from halfsky.records.registry import registers
from halfsky.records.sheets.cells import Raw, Refused, is_empty
from halfsky.records.sheets.checking import Checker
from halfsky.records.sheets.columns import Column, Sheet, sheet_of
from halfsky.records.sheets.marks import Marker, canonical
from halfsky.records.sheets.parsing import Parser
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import CheckedRow, Layout, Verdict
from tests.conftest import examples
from tests.registers.test_every_register import factory_of
from tests.sheets.filling import World, cells_of, make_world

CHUNK = 2
each_register = pytest.mark.parametrize(
    "register", list(registers().values()), ids=lambda r: r.code
)


class Undone(Exception):
    """Leaves the transaction, so that every example begins with the same records."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def everything(register: Register) -> Scope:
    """A scope without bounds, of sealed records too."""
    records = register.model._default_manager.all()
    return Scope(register, Organisation.objects.all(), records, whole=True)


def check(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> list[CheckedRow]:
    """The sheet's verdicts; the mark stands in the last cell."""
    width = len(sheet.columns)
    checker = Checker(sheet, everything(sheet.register), Layout(tuple(range(width)), width))
    return [
        checked
        for start in range(0, len(rows), CHUNK)
        for checked in checker.check(
            range(start, start + len(rows[start : start + CHUNK])), rows[start : start + CHUNK]
        )
    ]


def raw_value(parser: Parser, column: Column, raw: Raw) -> Any:
    """What a form's widget would hand over: read, and not yet checked by the field."""
    if is_empty(raw):
        default = canonical(column.field.get_default())
        return None if column.field.null and not column.field.has_default() else default
    return parser.read(raw)


def is_accepted_alone(sheet: Sheet, checked: CheckedRow, raws: Sequence[Raw]) -> bool:
    """Whether the row passes `full_clean` after those before it; if so it is saved."""
    model = sheet.model
    instance = model.objects.get(pk=checked.record) if checked.record else model()
    scope = everything(sheet.register)
    for column, raw in zip(sheet.columns, raws, strict=False):
        parser = Parser(column, scope)
        if parser.references:
            parser.references.prepare([raw])
        try:
            value = raw_value(parser, column, raw)
        except Refused:
            return False
        if checked.record and column.locked and getattr(instance, column.field.attname) != value:
            return False
        setattr(instance, column.field.attname, value)
    try:
        instance.full_clean()
    except ValidationError:
        return False
    instance.save()
    return True


def stored_rows(register: Register, world: World) -> list[Any]:
    """Two records that are there already, at different organisations."""
    factory = factory_of(register.model)
    if not sheet_of(register).adds_rows:
        return list(world.organisations[:2])
    return [factory.create(organisation=one) for one in world.organisations[:2]]


@each_register
@pytest.mark.django_db
@examples(8, proving=200)
@given(data=st.data())
def test_it_accepts_and_refuses_exactly_what_the_forms_do(
    register: Register, data: st.DataObject
) -> None:
    sheet = sheet_of(register)
    with undone():
        world = make_world()
        stored = stored_rows(register, world)
        marker = Marker(register.code)
        marks = [marker.write(one.pk, one.version, ()) for one in stored] + [""] * 4
        rows = data.draw(st.lists(cells_of(sheet, world), min_size=1, max_size=6))
        order = data.draw(st.permutations(marks))
        filled = [[*row, mark] for row, mark in zip(rows, order, strict=False)]
        for checked, raws in zip(check(sheet, filled), filled, strict=True):
            if checked.verdict is Verdict.UNCHANGED or named_twice(checked):
                continue
            accepted = is_accepted_alone(sheet, checked, raws) and can_add(sheet, checked)
            assert accepted == (checked.verdict is not Verdict.REFUSED), checked.problems
            event(f"{register.code} {checked.verdict.value}")


def named_twice(checked: CheckedRow) -> bool:
    """A second row for one record: refused in a sheet, and unknown to `full_clean`."""
    return any("同一条记录" in problem.sentence for problem in checked.problems)


def can_add(sheet: Sheet, checked: CheckedRow) -> bool:
    """Organisations are founded one by one."""
    return sheet.adds_rows or checked.record is not None


@each_register
def test_it_has_a_column_for_every_field_that_a_person_fills_in(register: Register) -> None:
    sheet = sheet_of(register)
    names = [column.name for column in sheet.columns]
    assert set(register.columns) <= set(names) | {"id"}
    assert not {"entered_at", "version", "person_key", "path"} & set(names)


@each_register
def test_it_gives_no_two_columns_one_heading(register: Register) -> None:
    headings = [column.heading for column in sheet_of(register).columns]
    assert len(headings) == len(set(headings))
