"""The rows of the table: which statements of several texts are one figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from rapidfuzz import fuzz

from halfsky.summary.check.collating.statement import Statement
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import unit_of

_ALIKE, _ALIKE_TOPIC = 78, 60
_SHORT = 4
# Whether a finding says that the figures at two places cannot both be.
Clashes = Callable[[int, int], bool]
_MODES = {"plan": "（计划）", "last_year": "（上年）", "upper_level": "（上级）", "result": ""}


@dataclass(frozen=True)
class Cell:
    """One text's value for a figure: as printed, where it stands, what is wrong with it.

    `before` and `after` are the words that make the number a rough one: 近, 多.
    """

    value: Fraction
    unit: str
    quote: str
    faults: tuple[str, ...]
    start: int
    before: str = ""
    after: str = ""

    @property
    def plain(self) -> Fraction:
        """The value in the unit without its 万."""
        known = unit_of(normalise(self.unit))
        return self.value * (known.scale if known else 1)


@dataclass
class Row:
    """One figure over all texts; `cells` by the text's place, several only where they clash."""

    label: str
    first: Statement
    cells: dict[int, list[Cell]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The figure's name, and whether it is one of a plan or of the year before."""
        return self.label + _MODES[self.first.mode]

    @property
    def units(self) -> list[str]:
        """The units it is told in."""
        told = [cell.unit for cells in self.cells.values() for cell in cells]
        return list(dict.fromkeys(told))

    def likeness(self, told: Statement) -> tuple[bool, bool, float, float] | None:
        """How much a statement is like this row's first; None where it is another figure."""
        own = self.first
        if _sort_of(own.title) != _sort_of(told.title):
            return None
        by_name = fuzz.ratio(own.bare[0], told.bare[0])
        by_topic = fuzz.ratio(own.bare[1], told.bare[1])
        least = _ALIKE if told.is_relative else _ALIKE_TOPIC
        if told.code is None and (by_name < _ALIKE or by_topic < least):
            return None
        return own.claim.unit == told.claim.unit, own.is_part == told.is_part, by_name, by_topic

    def call(self, told: Statement) -> None:
        """The shorter name of the two, where the figure is no declared one."""
        if told.code is None and told.title and len(told.title) < len(self.label):
            self.label = told.title

    def has_room(self, told: Statement, place: int, clashes: Clashes) -> bool:
        """Whether a text may state this one too: told again, or one thing told differently."""
        same = told.code is not None or self.first.bare == told.bare
        return all(
            cell.unit == told.claim.unit
            and ((same and cell.value == told.value) or clashes(cell.start, told.claim.start))
            for cell in self.cells.get(place, [])
        )


class Rows:
    """The rows so far, looked up by what can be one figure at all."""

    def __init__(self) -> None:
        self.all: list[Row] = []
        self._groups: dict[tuple[object, ...], list[Row]] = {}

    def add(self, row: Row) -> Row:
        """One more row."""
        self.all.append(row)
        self._groups.setdefault(_group(row.first), []).append(row)
        return row

    def names(self, told: Statement) -> bool:
        """Whether a row has the name of a statement's figure already."""
        return told.code is not None and _group(told) in self._groups

    def of(self, told: Statement, place: int, clashes: Clashes) -> Row | None:
        """The row of the same figure in which the text at `place` has stated nothing else."""
        fitting = []
        for row in self._groups.get(_group(told), []):
            likeness = row.likeness(told)
            if likeness and row.has_room(told, place, clashes):
                fitting.append((likeness, row))
        return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


_DENIED = lazy(r"没有|没能|尚未|还未|未(?!来|成年|婚)|不足|不到")
_PLACE = lazy(r"(?![全本我各])[\u4e00-\u9fff]{2,3}[市县区州镇乡](?![总级直委长属]|工会)")


def _sort_of(name: str) -> tuple[bool, str]:
    """Whether it tells of what was not done, and of which place: neither is the figure of all."""
    place = _PLACE.match(name)
    return bool(_DENIED.search(name)), place[0] if place else ""


def _group(told: Statement) -> tuple[object, ...]:
    """What two statements of one figure have in common; short names (一等奖) to the letter."""
    name = told.bare[0]
    exact = told.code is None and (told.is_cell or len(name) <= _SHORT)
    return told.mode, told.is_new, told.kind, told.code, name if exact else bool(told.topic)


def tell_apart(rows: list[Row]) -> None:
    """Gives rows of one name what tells them apart: what they belong to, the unit, the order."""
    for variant in (_with_topic, _with_unit):
        for namesakes in _namesakes(rows):
            labels = [variant(row) for row in namesakes]
            if len(set(labels)) > 1:
                for row, label in zip(namesakes, labels, strict=True):
                    row.label = label
    for namesakes in _namesakes(rows):
        for at, row in enumerate(namesakes[1:], 2):
            row.label = f"{row.label}（第{at}处）"


def _namesakes(rows: list[Row]) -> list[list[Row]]:
    by_title: dict[str, list[Row]] = {}
    for row in rows:
        by_title.setdefault(row.title, []).append(row)
    return [namesakes for namesakes in by_title.values() if len(namesakes) > 1]


def _with_topic(row: Row) -> str:
    topic = row.first.topic
    return row.label if not topic or topic in row.label else f"{topic}：{row.label}"


def _with_unit(row: Row) -> str:
    return f"{row.label}（{'、'.join(row.units)}）" if any(row.units) else row.label
