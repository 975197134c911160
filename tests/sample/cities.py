"""Makes a sample city that several tests read, and what tests ask of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import ForeignKey, Min
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from halfsky.figures.models import Movement, Pulse
from halfsky.figures.periods import Period
from halfsky.figures.report import Report, compute
from halfsky.org.models import Organisation
from halfsky.records.registry import registers
from halfsky.sample.city import make_city

OURS = "halfsky."
DERIVED = {"path"}  # holds keys, which differ from run to run


@contextmanager
def city_made(blocker: DjangoDbBlocker, key_file: Path, scale: int = 1) -> Iterator[None]:
    """A city in the test database, taken back at the end."""
    with (
        override_settings(FIELD_KEY_FILE=key_file),
        blocker.unblock(),
        transaction.atomic(),
    ):
        make_city(scale)
        # Checked here once; else every test's end would check all references again.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def our_models() -> list[type[models.Model]]:
    """Every model of ours; pulses are drawn at random and say nothing about the city."""
    models_of_ours = (m for m in apps.get_models() if m.__module__.startswith(OURS))
    return [model for model in models_of_ours if model not in (Pulse, Movement)]


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of ours; keys counted from the first of their model."""
    firsts = {model: first_key(model) for model in our_models()}
    return {model._meta.label: rows_of(model, firsts) for model in our_models()}


def first_key(model: type[models.Model]) -> int:
    """The lowest key in use."""
    first: int | None = model._default_manager.aggregate(first=Min("pk"))["first"]
    return first or 0


def rows_of(
    model: type[models.Model], firsts: dict[type[models.Model], int]
) -> list[tuple[Any, ...]]:
    """The rows of a model by key."""
    fields = [field for field in model._meta.concrete_fields if field.name not in DERIVED]
    offsets = [offset_of(field, firsts) for field in fields]
    names = [field.attname for field in fields]
    rows = model._default_manager.order_by("pk").values_list(*names)
    counted = [tuple(map(counted_from, row, offsets)) for row in rows]
    if not {"register", "record"} <= set(names):
        return counted
    # The key of a record of the register that is named beside it.
    register, record = names.index("register"), names.index("record")
    for place, row in enumerate(counted):
        first = firsts[registers()[row[register]].model]
        counted[place] = (*row[:record], row[record] - first, *row[record + 1 :])
    return counted


def offset_of(field: Any, firsts: dict[type[models.Model], int]) -> int:
    """What a key is counted from; 0 for every other field."""
    if field.primary_key:
        return firsts[field.model]
    return firsts[field.related_model] if isinstance(field, ForeignKey) else 0


def counted_from(value: Any, offset: int) -> Any:
    """A key without its offset, any other value as it is."""
    return value - offset if offset and value is not None else value


def report(period: str, code: str = "city") -> Report:
    """The figures of an organisation."""
    return compute(Period.parse(period), Organisation.objects.get(code=code).pk)
