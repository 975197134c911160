"""Organisations by figures for one period: what is known, what waits, and who has sent nothing."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from halfsky.figures.adjusting import interval_of, may_adjust
from halfsky.figures.facts import MONEY, Fact
from halfsky.figures.models import Adjustment, AdjustmentKind
from halfsky.figures.pages.asking import Asked
from halfsky.figures.pages.choosing import before
from halfsky.figures.pages.unit_rows import nodes_below
from halfsky.figures.periods import Period
from halfsky.figures.registry import register_codes
from halfsky.figures.rounding import FEN_PER_YUAN, plain
from halfsky.figures.sheets.declarable import Declarable, declarable
from halfsky.org.acts import below_path
from halfsky.org.tree import Node

Place = tuple[int, str]  # an organisation and a figure's code


@dataclass(frozen=True)
class GridCell:
    """One figure of one organisation: what it is now, was before, and what waits for approval."""

    measure: Declarable
    now: int | None  # money in fen; none where nothing has been said
    before: int | None
    waiting: int | None
    is_open: bool  # whether she may declare it

    @property
    def known(self) -> int | None:
        """What the next declaration would change."""
        return self.now if self.waiting is None else self.waiting

    @property
    def text(self) -> str:
        """As it stands in the grid to be typed over."""
        return text_of(self.measure, self.known)

    @property
    def before_text(self) -> str:
        """The period before."""
        return text_of(self.measure, self.before)


@dataclass(frozen=True)
class GridRow:
    """An organisation with a cell a figure."""

    node: Node
    cells: tuple[GridCell, ...]

    @property
    def shown(self) -> dict[str, str]:
        """What its cells say by figure, to know later which of them were typed over."""
        return {cell.measure.code: cell.text for cell in self.cells}


class Grid:
    """The table that one reader may declare in; of every organisation its own number alone."""

    def __init__(self, asked: Asked, section: str, level: str) -> None:
        self.asked, self.section, self.level = asked, section, level
        codes = [measure.code for measure in declarable(section)]
        self.report = asked.report(codes)
        self.earlier = asked.report(codes, before(asked.period))

    @property
    def period(self) -> Period:
        """Which time it is about."""
        return self.asked.period

    @cached_property
    def nodes(self) -> list[Node]:
        """The organisation itself and those below that were there and that she may speak for."""
        top = self.report.tree.nodes[self.asked.organisation.pk]
        found = [top, *nodes_below(self.asked, self.report, self.level)]
        of = declarable(self.section)
        last_day = self.period.last_day
        return [
            node
            for node in dict.fromkeys(found)
            if node.is_in_being(last_day) and any(self.may(measure, node) for measure in of)
        ]

    @cached_property
    def reachable(self) -> list[Node]:
        """Every organisation at or below the one asked for, for what is pasted by name."""
        nodes = (self.report.tree.nodes[id] for id in self.report.order)
        return [node for node in nodes if node.since <= self.period.last_day]

    @cached_property
    def measures(self) -> tuple[Declarable, ...]:
        """Those that may be declared for one of the organisations at least."""
        return tuple(
            measure
            for measure in declarable(self.section)
            if any(self.may(measure, node) for node in self.nodes)
        )

    def may(self, measure: Declarable, node: Node) -> bool:
        """Whether she may declare it there."""
        return may_adjust(self.asked.reader, measure, node)

    def row(self, node: Node) -> GridRow:
        """One organisation."""
        return GridRow(node, tuple(self.cell(measure, node) for measure in self.measures))

    def cell(self, measure: Declarable, node: Node) -> GridCell:
        """One figure of it; what she may not declare she is not shown here either."""
        if not self.may(measure, node):
            return GridCell(measure, None, None, None, False)
        return GridCell(
            measure,
            said(self.report.fact(measure.code, node.id, own=True)),
            self._before(measure, node),
            self.waiting.get((node.id, measure.code)),
            True,
        )

    def _before(self, measure: Declarable, node: Node) -> int | None:
        if node.id not in self.earlier.members:
            return None
        return said(self.earlier.fact(measure.code, node.id, own=True))

    @cached_property
    def declared(self) -> list[Adjustment]:
        """Declared totals of just this time, the earlier entry first."""
        times = {measure.code: interval_of(measure, self.period) for measure in self.measures}
        rows = Adjustment.objects.filter(
            below_path(self.asked.organisation.path, "organisation__"),
            kind=AdjustmentKind.DECLARED,
            figure__in=list(times),
            withdrawn_at__isnull=True,
        ).order_by("pk")
        return [row for row in rows if (row.since, row.until) == times[row.figure]]

    @cached_property
    def waiting(self) -> dict[Place, int]:
        """What was declared and nobody has approved yet."""
        return {
            (row.organisation_id, row.figure): row.value
            for row in self.declared
            if row.approved_at is None
        }

    @cached_property
    def late(self) -> list[Node]:
        """Those that had to report something of the section and have sent nothing at all."""
        sent = {row.organisation_id for row in self.declared}
        registers = {register_codes(measure) for measure in self.measures}
        standings: dict[int, list[int]] = defaultdict(list)
        for codes in registers:
            for id, standing in self.report.own_standings[codes].items():
                standings[id].append(standing.reported)
        return [
            node
            for node in self.nodes
            if node.id in standings and not any(standings[node.id]) and node.id not in sent
        ]


def said(fact: Fact) -> int | None:
    """A number that somebody has given; silence is not zero."""
    if fact.is_empty and not fact.coverage.reported:
        return None
    return fact.amount


def text_of(measure: Declarable, value: int | None) -> str:
    """A number as it is typed: a count, or yuan."""
    if value is None:
        return ""
    return plain(Decimal(value) / FEN_PER_YUAN) if measure.unit == MONEY else str(value)
