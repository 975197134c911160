"""What holds for every register and every figure that is declared, the new ones too."""

import inspect
from collections import Counter
from itertools import pairwise

import pytest
from django.core.checks import run_checks
from django.db.models import CharField, Model
from factory.django import DjangoModelFactory

from halfsky.figures.declaration import AnyFigure, Measure, Ratio
from halfsky.figures.registry import figures
from halfsky.records.checks import HALFSKY, fields_on_path
from halfsky.records.declaration import Register
from halfsky.records.registry import all_declared, registers, sections
from halfsky.records.workflow import Workflow
from tests import factories

MENU = ["organising", "education", "rights", "assistance", "activities", "safety", "planning"]
# Two names for the same word in different registers, told apart by what they count.
SHARED_ALIASES: set[tuple[str, str]] = set()


def factory_of(model: type[Model]) -> type[DjangoModelFactory[Model]]:
    """The factory of a model in tests/factories.py."""
    for _name, one in inspect.getmembers(factories, inspect.isclass):
        if issubclass(one, DjangoModelFactory) and one._meta.model is model:
            return one
    raise AssertionError(f"tests/factories.py has no factory for {model.__name__}")


def every_register() -> list[Register]:
    return list(registers().values())


def every_figure() -> list[AnyFigure]:
    return list(figures().values())


each_register = pytest.mark.parametrize("register", every_register(), ids=lambda one: one.code)
each_figure = pytest.mark.parametrize("figure", every_figure(), ids=lambda one: one.code)


def test_it_finds_every_section_in_menu_order() -> None:
    assert [section.label for section in sections()] == MENU


def test_it_finds_registers_and_figures_in_every_section() -> None:
    found = {register.model._meta.app_label for register in every_register()}
    assert set(MENU) <= found
    assert {figure.section for figure in every_figure()} == set(MENU)


def test_it_lists_registers_in_the_order_of_the_table_of_contents() -> None:
    rights = [code for code, one in registers().items() if one.model._meta.app_label == "rights"]
    assert rights == [
        *("special_contracts", "screenings", "enterprise_visits", "questionnaires", "complaints")
    ]


def test_it_declares_every_code_once() -> None:
    assert len(all_declared(Register)) == len(registers())


def test_it_passes_the_checks_of_declarations() -> None:
    assert run_checks(tags=[HALFSKY]) == []


@each_register
def test_it_says_what_it_is_and_for_which_rule(register: Register) -> None:
    assert str(register.label).strip()
    assert register.rule.strip()


@each_register
def test_it_shows_columns_that_exist(register: Register) -> None:
    assert register.columns
    for path in (*register.columns, *register.filters, *register.search, register.on):
        assert fields_on_path(register.model, path)


@each_register
def test_it_shows_the_organisation_and_the_day(register: Register) -> None:
    assert register.on in register.columns
    assert {"organisation", "code"} & set(register.columns)


@each_register
@pytest.mark.django_db
def test_it_has_a_factory_whose_record_is_valid(register: Register) -> None:
    record = factory_of(register.model).create()
    record.full_clean()
    assert str(record)


@pytest.mark.parametrize(
    ("model", "workflow"),
    [
        pytest.param(one.model, one.workflow, id=one.code)
        for one in every_register()
        if one.workflow
    ],
)
def test_it_begins_its_workflow_where_a_new_record_stands(
    model: type[Model], workflow: Workflow
) -> None:
    field = model._meta.get_field(workflow.field)
    assert isinstance(field, CharField)
    assert field.get_default() == workflow.initial
    assert workflow.reachable() == {state for state, _label in workflow.states}


@each_figure
def test_it_says_what_it_counts_in_which_unit_and_how(figure: AnyFigure) -> None:
    assert str(figure.label).strip()
    assert figure.unit.strip()
    assert str(figure.reference).strip()


@each_figure
def test_it_states_where_a_running_total_begins(figure: AnyFigure) -> None:
    is_running = isinstance(figure, Measure) and figure.semantics == "cumulative"
    assert is_running == (isinstance(figure, Measure) and figure.since is not None)


@each_figure
def test_it_shows_a_rate_in_percent_and_nothing_else(figure: AnyFigure) -> None:
    assert isinstance(figure, Ratio) == (figure.unit == "%")


def test_it_gives_no_two_figures_of_a_unit_one_name() -> None:
    names = Counter(
        (figure.unit, name)
        for figure in every_figure()
        if figure.section != "planning"
        for name in {str(figure.label), *figure.aliases}
    )
    shared = {pair for pair, times in names.items() if times > 1}
    assert shared == SHARED_ALIASES


def test_it_keeps_plans_out_of_every_other_figure() -> None:
    ratios = [figure for figure in every_figure() if isinstance(figure, Ratio)]
    parts = [code for ratio in ratios for code in (ratio.numerator, ratio.denominator)]
    assert not [code for code in parts if figures()[code].section == "planning"]


def test_it_names_a_figure_after_its_section_in_menu_order() -> None:
    order = [MENU.index(figure.section) for figure in every_figure()]
    assert all(before <= after for before, after in pairwise(order))
