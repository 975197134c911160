"""Finds what the sections declare, in the order of their table of contents."""

from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

from django.apps import apps

from halfsky.records.declaration import Register
from halfsky.records.section import Section

Declared = TypeVar("Declared")


def sections() -> list[Section]:
    """The installed sections, in the order of the settings."""
    return [config for config in apps.get_app_configs() if isinstance(config, Section)]


def declared_in(section: Section, kind: type[Declared]) -> Iterator[Declared]:
    """Everything of a kind declared in the modules that a section's `models.py` lists."""
    listing = section.models_module
    for module in vars(listing).values() if listing else ():
        if isinstance(module, ModuleType) and module.__name__.startswith(section.name + "."):
            yield from _of_kind(vars(module), kind)


def _of_kind(names: dict[str, Any], kind: type[Declared]) -> Iterator[Declared]:
    for name, value in names.items():
        if isinstance(value, kind) and not name.startswith("_"):
            yield value


def all_declared(kind: type[Declared]) -> list[Declared]:
    """Everything of a kind in every section; imported names are not declared twice."""
    found = (value for section in sections() for value in declared_in(section, kind))
    return list({id(value): value for value in found}.values())


@cache
def registers() -> dict[str, Register]:
    """Every register by its code, in menu order."""
    return {register.code: register for register in all_declared(Register)}
