"""The pages of rows entered with a record: one a kind, made from `children=` of the declaration.

A row says which record it belongs to by that record's running number in the same workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from halfsky.records.children import model_of, related
from halfsky.records.declaration import Child, Participants, Register
from halfsky.records.sheets.columns import Column, Kind, Sheet, column_of

RECORD = "parent_row"  # the name of the column that says which record a row belongs to
LONGEST_NUMBER = 40
AT_ONCE = 800  # keys in one query


@dataclass(frozen=True, eq=False)
class ChildSheet(Sheet):
    """The columns of one kind of rows: the record's number, the row above, then its own fields."""

    child: Child
    own: tuple[Column, ...]  # without those that say where a row belongs
    above: Column | None = None  # of rows below rows: how the one above is named

    @property
    def model(self) -> Any:
        """The model of the rows."""
        return model_of(self.register, self.child)

    @property
    def is_numbered(self) -> bool:
        """Here the running number is that of the record."""
        return False

    @cached_property
    def path(self) -> list[Any]:
        """The reverse relations from the record down to the rows."""
        return related(self.register.model, self.child.relation)

    @property
    def key(self) -> Any:
        """The key by which a row belongs to what is above it."""
        return self.path[-1].field

    @property
    def up(self) -> str:
        """The path from a row to its record."""
        return "__".join(step.field.name for step in reversed(self.path))

    @property
    def code(self) -> str:
        """What names the page in the hidden key of a workbook."""
        return f"{self.register.code}/{self.child.relation}"

    @property
    def title(self) -> str:
        """What the page is called: it stands beside those of other registers."""
        return f"{self.register.label}—{self.child.label}"


@lru_cache(maxsize=200)
def titles_of(sheet: ChildSheet, language: str | None) -> tuple[str, str]:
    """What a page is called, in the language of who asks: many files are looked through."""
    return sheet.title, str(sheet.child.label)


@cache
def child_sheets(register: Register) -> tuple[ChildSheet, ...]:
    """The further pages of a register's workbook, rows before the rows below them."""
    return tuple(child_sheet(register, child) for child in register.children)


def asked_sheets(register: Register, *, is_alone: bool) -> tuple[ChildSheet, ...]:
    """The pages that are worth filling in: who reaches one unit only has no other to name."""
    found = child_sheets(register)
    return tuple(one for one in found if not (is_alone and isinstance(one.child, Participants)))


def rows_beside(register: Register, records: list[int]) -> int:
    """How many rows some records have, of all kinds together."""
    pieces = [records[at : at + AT_ONCE] for at in range(0, len(records), AT_ONCE)]
    return sum(
        sheet.model._default_manager.filter(**{f"{sheet.up}__in": piece}).count()
        for sheet in child_sheets(register)
        for piece in pieces
    )


def child_sheet(register: Register, child: Child) -> ChildSheet:
    """The page of one kind of rows."""
    model = model_of(register, child)
    own = tuple(column_of(register, model._meta.get_field(name)) for name in child.fields)
    above = None
    if child.named_by:
        parent = related(register.model, child.relation)[-2].related_model
        above = column_of(register, parent._meta.get_field(child.named_by))
    first = (record_column(), *([above] if above else []))
    return ChildSheet(register, (*first, *own), child, own, above)


def record_column() -> Column:
    """The column that says which record a row belongs to."""
    field: Any = models.CharField(_("所属序号"), name=RECORD, max_length=LONGEST_NUMBER)
    return Column(field, Kind.ROW, aliases=("主表序号", "序号"))
