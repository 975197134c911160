"""Rows of further pages are accepted and refused exactly as `full_clean` does beside a record."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import event, given
from hypothesis import strategies as st

from halfsky.records.registry import registers
from halfsky.records.sheets.cells import Raw, Refused
from halfsky.records.sheets.children.checking import ChildChecker, ChildRow
from halfsky.records.sheets.children.parents import Parent, Parents
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.columns import Sheet, sheet_of
from halfsky.records.sheets.marks import Marker
from halfsky.records.sheets.parsing import Parser
from halfsky.records.sheets.verdicts import CheckedRow, Layout, Verdict
from tests.conftest import examples
from tests.registers.test_every_register import factory_of
from tests.sheets.filling import World, cells_of, make_world
from tests.sheets.test_further_pages import make_child
from tests.sheets.test_same_rules import everything, raw_value, undone

PAGES = [sheet for register in registers().values() for sheet in child_sheets(register)]
each_page = pytest.mark.parametrize("sheet", PAGES, ids=lambda one: one.code)


def checker_of(sheet: ChildSheet, parents: Parents) -> ChildChecker:
    """With the checkers of what is above its rows."""
    scope, above = parents.scope, None
    for one in child_sheets(sheet.register):
        if sheet.child.relation.startswith(f"{one.child.relation}__"):
            above = ChildChecker(one, scope, parents, above)
    return ChildChecker(sheet, scope, parents, above)


def parent_of(record: Any) -> Parent:
    """A record that its own row leaves as it is."""
    return Parent(CheckedRow(2, Verdict.UNCHANGED, (), record.pk, record.version))


def stored_above(sheet: ChildSheet, world: World) -> tuple[Any, Any]:
    """A record, and what the rows of a page stand under: the record, or a row of it."""
    record = factory_of(sheet.register.model).create(organisation=world.organisations[0])
    above = record
    for one in child_sheets(sheet.register):
        if sheet.child.relation.startswith(f"{one.child.relation}__"):
            above = make_child(one, above)
    return record, above


def is_accepted_alone(
    sheet: ChildSheet, checked: ChildRow, cells: Sequence[Raw], above: Any
) -> bool:
    """Whether the row passes `full_clean` after those before it; if so it is saved."""
    instance = sheet.model.objects.get(pk=checked.row) if checked.row else sheet.model()
    setattr(instance, sheet.key.name, above)
    for column, raw in zip(sheet.own, cells, strict=True):
        parser = Parser(column, everything(sheet.register))
        if parser.references:
            parser.references.prepare([raw])
        try:
            setattr(instance, column.field.attname, raw_value(parser, column, raw))
        except Refused:
            return False
    try:
        instance.full_clean()
    except ValidationError:
        return False
    instance.save()
    return True


@each_page
@pytest.mark.django_db
@examples(8, proving=200)
@given(data=st.data())
def test_it_accepts_and_refuses_exactly_what_the_forms_do(
    sheet: ChildSheet, data: st.DataObject
) -> None:
    with undone():
        world = make_world()
        record, above = stored_above(sheet, world)
        kept = make_child(sheet, above)
        parents = Parents(sheet_of(sheet.register), everything(sheet.register))
        parents.numbered["1"] = [parent_of(record)]
        own = Sheet(sheet.register, sheet.own)
        rows = data.draw(st.lists(cells_of(own, world), min_size=1, max_size=5))
        mark = Marker(sheet.code).write(kept.pk, record.version, ())
        order = data.draw(st.permutations([mark, *[""] * 4]))
        first = [1, getattr(above, sheet.child.named_by)] if sheet.above else [1]
        filled = [[*first, *row, mark] for row, mark in zip(rows, order, strict=False)]
        width = len(sheet.columns)
        layout = Layout(tuple(range(width)), width)
        numbers = range(2, 2 + len(filled))
        judged = {
            row.number: row for row in checker_of(sheet, parents).check(numbers, filled, layout)
        }
        for number, row in zip(numbers, rows, strict=False):
            checked = judged.get(number)
            if checked is None or checked.verdict is Verdict.UNCHANGED:
                continue
            accepted = is_accepted_alone(sheet, checked, row, above)
            assert accepted == (checked.verdict is not Verdict.REFUSED), checked.problems
            event(f"{sheet.code} {checked.verdict.value}")
