"""Finds what the sections declare, in the order of their table of contents."""

from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TypeVar

from django.apps import apps
from django.db.models import Model

from halfsky.records.declaration import Register
from halfsky.records.section import Section

Declared = TypeVar("Declared")


def sections() -> list[Section]:
    """The installed sections, in the order of the settings."""
    return [config for config in apps.get_app_configs() if isinstance(config, Section)]


def declared_in(section: Section, kind: type[Declared]) -> Iterator[Declared]:
    """Everything of a kind in the modules that a section's `models.py` lists, each once."""
    listing = section.models_module
    seen: set[int] = set()
    for module in vars(listing).values() if listing else ():
        if isinstance(module, ModuleType) and module.__name__.startswith(section.name + "."):
            found = [one for one in vars(module).values() if isinstance(one, kind)]
            yield from (one for one in found if id(one) not in seen)
            seen.update(map(id, found))


def all_declared(kind: type[Declared]) -> list[Declared]:
    """Everything of a kind in every section."""
    return [value for section in sections() for value in declared_in(section, kind)]


@cache
def registers() -> dict[str, Register]:
    """Every register by its code, in menu order."""
    return {register.code: register for register in all_declared(Register)}


def register_of(model: type[Model]) -> Register | None:
    """The register whose records are rows of a model, if there is one."""
    return next((one for one in registers().values() if one.model is model), None)
