"""Fills the cells of any register's sheet: plausible, borderline and wrong, from small pools."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from halfsky.org.models import Employer, Organisation
from halfsky.records.sheets.cells import DAY_MARK, Raw
from halfsky.records.sheets.columns import Column, Kind, Sheet
from halfsky.registers.assistance.hardship_files import HardshipFile
from tests import factories as make

IDENTITIES = tuple(make.identity_number(place) for place in (2001, 2002, 2003))
# The place only names what is wrong: the last character is another than the check.
MISTYPED = IDENTITIES[0][:17] + ("1" if IDENTITIES[0][17] != "1" else "2")
DAYS = tuple(
    f"{DAY_MARK}{day}"
    for day in ("2022-03-08", "2014-12-31", "2015-01-01", "2022-05-31", "2022-06-01", "2023-01-01")
)


@dataclass(frozen=True)
class World:
    """What the references of the cells can name."""

    organisations: tuple[Organisation, ...]
    employers: tuple[Employer, ...]
    files: tuple[HardshipFile, ...]


def make_world() -> World:
    """Three unions, one of them dissolved in June; two employers; two hardship files."""
    dissolved = datetime.date(2022, 6, 1)
    organisations = (
        *make.OrganisationFactory.create_batch(2),
        make.OrganisationFactory.create(until=dissolved),
    )
    employers = tuple(make.EmployerFactory.create_batch(2))
    files = tuple(make.HardshipFileFactory.create_batch(2, organisation=organisations[0]))
    return World(organisations, employers, files)


def cells_of(sheet: Sheet, world: World) -> st.SearchStrategy[list[Raw]]:
    """A row of the sheet: what may be stored, but for a few cells that may be anything."""
    places = range(len(sheet.columns))
    usual = st.tuples(*(st.sampled_from(usual_cells(one, world)) for one in sheet.columns))
    any_other = st.tuples(*(st.sampled_from(all_cells(one, world)) for one in sheet.columns))
    other = st.sets(st.sampled_from(places), max_size=3)
    return st.builds(
        lambda kept, drawn, changed: [drawn[p] if p in changed else kept[p] for p in places],
        *(usual, any_other, other),
    )


def usual_cells(column: Column, world: World) -> list[Raw]:
    """What may well be stored; often nothing where nothing has to be filled in."""
    pool = POOLS[column.kind](column, world)
    few = pool[:4] if column.field.unique else pool[:1] if column.kind is Kind.DATE else pool[:2]
    return few if column.required else ["", *few]


def all_cells(column: Column, world: World) -> list[Raw]:
    """Plausible, borderline and wrong."""
    return [*POOLS[column.kind](column, world), "", "错"]


def texts(column: Column, world: World) -> list[Raw]:
    if column.field.unique:
        return ["N1", "N2", "N3", "N4", *(file.number for file in world.files)]
    longest = column.field.max_length or 50
    return ["甲", "乙乙", "长" * longest, "长" * (longest + 1)]


POOLS: dict[Kind, Callable[[Column, World], list[Any]]] = {
    Kind.TEXT: texts,
    Kind.IDENTIFIER: lambda column, world: [*IDENTITIES, MISTYPED],
    Kind.INTEGER: lambda column, world: [5.0, 1.0, 0.0, 20.0, 101.0, -1.0, 3e9, 1.5],
    Kind.MONEY: lambda column, world: [500.0, 0.0, 12.34, -1.0, 1e13],
    Kind.DATE: lambda column, world: [*DAYS],
    Kind.BOOLEAN: lambda column, world: ["是", "否"],
    Kind.CHOICE: lambda column, world: [*column.labels.values()][:4],
    Kind.ORGANISATION: lambda column, world: [one.code for one in world.organisations],
    Kind.EMPLOYER: lambda column, world: [one.credit_code for one in world.employers],
    Kind.RECORD: lambda column, world: [one.number for one in world.files],
}
