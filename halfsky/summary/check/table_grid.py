"""Which columns each cell of a .docx table takes, so that columns keep their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
NAMESPACES = (_W, _W_STRICT)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# As many columns as a table may have; a larger number is no true one.
_MOST_COLUMNS = 63
# Narrower than one character, in twentieths of a point: there only because edges were dragged.
_NARROW = 200


def local_name(element: etree._Element) -> str:
    """The name of an element of the text; mc:… of an alternative, other of anything else."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for namespace in NAMESPACES:
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return f"mc:{tag[len(_MC) :]}" if tag.startswith(_MC) else "other"


class Place(NamedTuple):
    """A cell (or none, where a row begins late or ends early) and the columns it takes."""

    cell: etree._Element | None
    columns: int
    goes_on: bool = False  # goes on from the cell above or, of an old table, to the left


def rows_of(table: etree._Element) -> list[list[Place]]:
    """The rows of a table, the columns counted that can hold something."""
    rows = [_places(row) for row in _within(table, "tr")]
    if len({len(row) for row in rows}) == 1 and all(one.cell is not None for one in rows[0]):
        return [[Place(one.cell, 1, one.goes_on) for one in row] for row in rows]
    narrow = _narrow(table) - _filled_alone(rows)
    return [_without(narrow, row) for row in rows]


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls as well."""
    for child in element:
        found = local_name(child)
        if found == name:
            yield child
        elif found not in {"tr", "tc", "mc:Fallback"}:
            yield from _within(child, name)


def _property(element: etree._Element, properties: str, name: str) -> str | None:
    """The value of a property of a cell or row; empty where it is there without one."""
    for namespace in NAMESPACES:
        found = element.find(f"{namespace}{properties}/{namespace}{name}")
        if found is not None:
            return found.get(f"{namespace}val") or ""
    return None


def _count(told: str | None) -> int:
    return min(int(told), _MOST_COLUMNS) if told and told.isdecimal() and len(told) < 9 else 0


def _places(row: etree._Element) -> list[Place]:
    before = _count(_property(row, "trPr", "gridBefore"))
    after = _count(_property(row, "trPr", "gridAfter"))
    places = [_place(cell) for cell in _within(row, "tc")]
    ahead = [Place(None, before, goes_on=True)] if before else []
    behind = [Place(None, after, goes_on=True)] if after else []
    return [*ahead, *places, *behind]


def _place(cell: etree._Element) -> Place:
    columns = max(1, _count(_property(cell, "tcPr", "gridSpan")))
    goes_on = any(
        _property(cell, "tcPr", merge) in {"", "continue"} for merge in ("vMerge", "hMerge")
    )
    return Place(cell, columns, goes_on)


def _narrow(table: etree._Element) -> set[int]:
    """The columns of the table's grid in which no character has room."""
    narrow: set[int] = set()
    for namespace in NAMESPACES:
        columns = table.findall(f"{namespace}tblGrid/{namespace}gridCol")
        widths = [column.get(f"{namespace}w") or "" for column in columns]
        narrow |= {
            at
            for at, width in enumerate(widths)
            if width.isdecimal() and len(width) < 9 and 0 < int(width) < _NARROW
        }
    return narrow


def _filled_alone(rows: Sequence[Sequence[Place]]) -> set[int]:
    """The columns of the grid that some cell takes without any other."""
    alone: set[int] = set()
    for row in rows:
        at = 0
        for place in row:
            if place.columns == 1:
                alone.add(at)
            at += place.columns
    return alone


def _without(narrow: set[int], row: Sequence[Place]) -> list[Place]:
    """A row whose cells are counted without the narrow columns."""
    places = []
    at = 0
    for place in row:
        taken = sum(column not in narrow for column in range(at, at + place.columns))
        at += place.columns
        if taken or place.cell is not None:
            places.append(Place(place.cell, max(1, taken), place.goes_on))
    return places
