"""A model's condition (`Q`) as a function of candidate rows, with SQL's third value: unknown.

`compiled` judges one row; `over_columns` judges all rows of a chunk by the columns of their values,
in a third of the time.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.constants import LOOKUP_SEP

from halfsky.records.sheets.cells import Refusal

Candidate = Sequence[Any]
Test = Callable[[Candidate], bool | None]
Columns = Sequence[Sequence[Any]]
ColumnTest = Callable[[Columns], list[bool | None]]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def values_at(place: int, rows: Iterable[Candidate]) -> set[Any]:
    """The values at a place that there are: neither empty nor refused."""
    found = {row[place] for row in rows}
    return {value for value in found if value is not None and value.__class__ is not Refusal}


class CannotCompile(Exception):
    """A condition that only the database can judge."""


def compiled(condition: Any, places: Mapping[str, int]) -> Test:
    """The condition over the values of a candidate row, by the fields' places."""
    if not isinstance(condition, Q):
        raise CannotCompile(condition)
    children = [one_of(child, places) for child in condition.children]
    if len(children) == 1 and condition.connector in (Q.AND, Q.OR):
        test = children[0]
    else:
        test = {Q.AND: all_of, Q.OR: any_of}.get(condition.connector, cannot)(children)
    return not_of(test) if condition.negated else test


def names_in(condition: Any) -> set[str]:
    """The fields that a condition speaks of."""
    names: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            names |= names_in(child)
        elif isinstance(child, tuple):
            names.add(child[0].partition(LOOKUP_SEP)[0])
            names |= {field_of(child[1])} if isinstance(child[1], F) else set()
    return names


def one_of(child: Any, places: Mapping[str, int]) -> Test:
    """A part of a condition: another condition, or a comparison."""
    if isinstance(child, Q):
        return compiled(child, places)
    if not isinstance(child, tuple):
        raise CannotCompile(child)
    name, _separator, lookup = child[0].partition(LOOKUP_SEP)
    if name not in places:
        raise CannotCompile(child)
    return comparison(places[name], lookup or "exact", child[1], places)


def comparison(place: int, lookup: str, other: Any, places: Mapping[str, int]) -> Test:
    """A field against a value or another field; unknown where either is empty."""
    if lookup == "isnull" or (lookup == "exact" and other is None):
        wanted = True if other is None else bool(other)
        return lambda row: (row[place] is None) is wanted
    if lookup == "in":
        return among(place, other)
    if lookup not in COMPARISONS:
        raise CannotCompile(lookup)
    return compared(place, COMPARISONS[lookup], other, places)


def among(place: int, others: Any) -> Test:
    """A field among constants."""
    if not isinstance(others, (list, tuple, set, frozenset)) or None in others:
        raise CannotCompile(others)
    allowed = frozenset(others)
    return lambda row: None if row[place] is None else row[place] in allowed


def compared(
    place: int, holds: Callable[[Any, Any], bool], other: Any, places: Mapping[str, int]
) -> Test:
    """A comparison with another field or a constant; either may be empty."""
    if isinstance(other, F):
        if field_of(other) not in places:
            raise CannotCompile(other)
        return compared_fields(place, holds, places[field_of(other)])
    if hasattr(other, "resolve_expression"):
        raise CannotCompile(other)

    def test(row: Candidate) -> bool | None:
        left = row[place]
        return None if left is None or other is None else holds(left, other)

    return test


def compared_fields(place: int, holds: Callable[[Any, Any], bool], at: int) -> Test:
    """A comparison of two fields."""

    def test(row: Candidate) -> bool | None:
        left, right = row[place], row[at]
        return None if left is None or right is None else holds(left, right)

    return test


def field_of(reference: F) -> str:
    """The field that an `F` names; the stubs do not know it."""
    return str(reference.name)  # type: ignore[attr-defined]


def all_of(tests: list[Test]) -> Test:
    """False if any is false, else unknown if any is unknown."""

    def test(row: Candidate) -> bool | None:
        known: bool | None = True
        for one in tests:
            result = one(row)
            if result is False:
                return False
            if result is None:
                known = None
        return known

    return test


def any_of(tests: list[Test]) -> Test:
    """True if any is true, else unknown if any is unknown."""

    def test(row: Candidate) -> bool | None:
        known: bool | None = False
        for one in tests:
            result = one(row)
            if result:
                return True
            if result is None:
                known = None
        return known

    return test


def not_of(one: Test) -> Test:
    """The opposite; unknown stays unknown."""

    def test(row: Candidate) -> bool | None:
        result = one(row)
        return None if result is None else not result

    return test


def cannot(tests: list[Test]) -> Test:
    """A connector that is not compiled."""
    raise CannotCompile(tests)


# ---- by columns ----------------------------------------------------------------------------


def over_columns(condition: Any, places: Mapping[str, int]) -> ColumnTest:
    """What `compiled` says of each of many rows; no value of theirs may be a refusal."""
    children = [columns_of(child, places) for child in condition.children]
    if len(children) == 1:
        test = children[0]
    else:
        test = (all_columns if condition.connector == Q.AND else any_columns)(children)
    return not_columns(test) if condition.negated else test


def columns_of(child: Any, places: Mapping[str, int]) -> ColumnTest:
    """A part of a condition: two fields beside each other, or values judged once each."""
    if isinstance(child, Q):
        return over_columns(child, places)
    name, _separator, lookup = child[0].partition(LOOKUP_SEP)
    if isinstance(child[1], F):
        return beside(places[name], COMPARISONS[lookup or "exact"], places[field_of(child[1])])
    return each_once(places[name], comparison(0, lookup or "exact", child[1], places))


def beside(place: int, holds: Callable[[Any, Any], bool], at: int) -> ColumnTest:
    """A comparison of two columns."""
    return lambda columns: [
        None if left is None or right is None else holds(left, right)
        for left, right in zip(columns[place], columns[at], strict=True)
    ]


def each_once(place: int, judge: Test) -> ColumnTest:
    """A column against a constant: its values repeat themselves."""

    def test(columns: Columns) -> list[bool | None]:
        judged = {value: judge((value,)) for value in set(columns[place])}
        return list(map(judged.__getitem__, columns[place]))

    return test


def all_columns(tests: list[ColumnTest]) -> ColumnTest:
    """False where any is false, else unknown where any is unknown."""

    def test(columns: Columns) -> list[bool | None]:
        rows = zip(*(one(columns) for one in tests), strict=True)
        return [False if False in row else None if None in row else True for row in rows]

    return test


def any_columns(tests: list[ColumnTest]) -> ColumnTest:
    """True where any is true, else unknown where any is unknown."""

    def test(columns: Columns) -> list[bool | None]:
        rows = zip(*(one(columns) for one in tests), strict=True)
        return [True if True in row else None if None in row else False for row in rows]

    return test


def not_columns(one: ColumnTest) -> ColumnTest:
    """The opposite; unknown stays unknown."""
    return lambda columns: [None if known is None else not known for known in one(columns)]
