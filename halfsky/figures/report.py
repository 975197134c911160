"""All figures of a period for an organisation and every one below it, added up in one pass."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from halfsky.figures.adjustments import own_adjustments, read_adjustments
from halfsky.figures.coverage import Answers, Coverage, due_organisations
from halfsky.figures.declaration import AnyFigure, AnyMeasure, Distinct, Question
from halfsky.figures.engine import Engine, OrmEngine
from halfsky.figures.facts import Fact, Part
from halfsky.figures.periods import Period
from halfsky.figures.queries import (
    Things,
    grouped_queries,
    participants_queryset,
    read_things,
    read_totals,
    reporting_queryset,
)
from halfsky.figures.registry import figures, measures_of, register_codes
from halfsky.org.parameters import Parameters
from halfsky.org.tree import Node, Tree
from halfsky.records.declaration import Register


@dataclass(slots=True)
class Cell:
    """What one organisation has of one measure; additive up the tree, but for `things`."""

    summed: int = 0
    records: int = 0
    adjustment: int = 0
    things: int = 0

    @property
    def total(self) -> int:
        """Records, different things and adjustments together."""
        return self.summed + self.things + self.adjustment

    def add(self, other: "Cell") -> None:
        """Take in a child's (things are united elsewhere)."""
        self.summed += other.summed
        self.records += other.records
        self.adjustment += other.adjustment


@dataclass(slots=True)
class Standing:
    """Where one organisation stands with reporting; additive up the tree."""

    due: int = 0
    reported: int = 0


@dataclass(frozen=True)
class Ground:
    """What every figure of a day stands on: the tree, and the parameters in force."""

    tree: Tree
    parameters: Parameters

    @classmethod
    def on(cls, day: datetime.date, using: str) -> "Ground":
        """Of a day, in three queries."""
        return cls(Tree.on(day, using), Parameters.on(day, using))


NOTHING = Cell()
NOBODY_DUE = Standing()


@dataclass
class Report:
    """The figures of one question, for every organisation of a subtree."""

    question: Question
    tree: Tree
    top: Node
    order: list[int]  # the subtree, parents before children
    own_cells: dict[str, dict[int, Cell]] = field(default_factory=dict)
    cells: dict[str, dict[int, Cell]] = field(default_factory=dict)
    own_standings: dict[tuple[str, ...], dict[int, Standing]] = field(default_factory=dict)
    standings: dict[tuple[str, ...], dict[int, Standing]] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        """The period asked for."""
        return self.question.period

    @cached_property
    def members(self) -> frozenset[int]:
        """The organisations that it has figures of."""
        return frozenset(self.order)

    def fact(self, code: str, organisation: int | None = None, own: bool = False) -> Fact:
        """One figure of one organisation; of the subtree's top where none is named."""
        figure = figures()[code]
        node = self.tree.nodes[self.top.id if organisation is None else organisation]
        numerator, *divisor = measures_of(figure)
        cell = self._cell(numerator, node.id, own)
        parts = tuple(self._part(measure, node.id, own) for measure in (numerator, *divisor))
        return Fact(
            figure=figure,
            semantics=numerator.semantics,
            organisation=node,
            question=self.question,
            own=own,
            amount=cell.total,
            denominator=parts[1].amount if divisor else None,
            records=cell.records + cell.things,
            adjustment=cell.adjustment,
            parts=parts,
            coverage=self._coverage(figure, node.id, own),
            definition=numerator.definition_on(self.question.defined_on)[0],
        )

    def facts(self, organisation: int | None = None, own: bool = False) -> Iterator[Fact]:
        """Every declared figure of one organisation, zeros too."""
        return (self.fact(code, organisation, own) for code in figures())

    def listed(self) -> list[Node]:
        """The top and every organisation below it that was founded by the period's end."""
        nodes = (self.tree.nodes[id] for id in self.order)
        return [node for node in nodes if node.since <= self.question.last_day]

    def silent(self, code: str, organisation: int | None = None) -> list[int]:
        """Those due that are silent, in the order of the tree; of one alone, where it is named."""
        own = self.own_standings[register_codes(figures()[code])]
        asked = self.order if organisation is None else [organisation]
        return [id for id in asked if id in own and not own[id].reported]

    def below(self, organisation: int) -> "Report":
        """The report of a part of the tree; it shares the cells, which nobody changes."""
        top, order = self.tree.nodes[organisation], self.tree.subtree(organisation)
        return replace(self, top=top, order=order)

    def _cell(self, measure: AnyMeasure, organisation: int, own: bool) -> Cell:
        cells = self.own_cells if own else self.cells
        return cells[measure.code].get(organisation, NOTHING)

    def _part(self, measure: AnyMeasure, organisation: int, own: bool) -> Part:
        cell = self._cell(measure, organisation, own)
        head_count = cell.summed if isinstance(measure, Distinct) else 0
        return Part(measure, cell.total, cell.adjustment, head_count)

    def _coverage(self, figure: AnyFigure, organisation: int, own: bool) -> Coverage:
        standings = self.own_standings if own else self.standings
        standing = standings[register_codes(figure)].get(organisation, NOBODY_DUE)
        return Coverage(standing.due, standing.reported)


def compute(
    period: Period,
    organisation: int | None = None,
    *,
    entered_by: datetime.date | None = None,
    engine: Engine | None = None,
    codes: Iterable[str] | None = None,
    ground: Ground | None = None,
) -> Report:
    """Figures (all, or those named) of an organisation's subtree; of the root's without one."""
    engine = engine or OrmEngine()
    ground = ground or Ground.on(period.last_day, engine.using)
    tree = ground.tree
    top = tree.root if organisation is None else tree.nodes[organisation]
    question = Question(
        period, ground.parameters, entered_by, living_on=tree.living_on(period.last_day)
    )
    report = Report(question, tree, top, tree.subtree(top.id))
    Computation(report, engine, asked_figures(codes)).run()
    return report


def asked_figures(codes: Iterable[str] | None) -> list[AnyFigure]:
    """All figures, or those named with the parts of their ratios, each once."""
    if codes is None:
        return list(figures().values())
    named = [figures()[code] for code in codes]
    parts = [measure for figure in named for measure in measures_of(figure)]
    return list({figure.code: figure for figure in [*named, *parts]}.values())


class Computation:
    """Fills a report: grouped queries, distinct things, adjustments, coverage; then upward."""

    def __init__(self, report: Report, engine: Engine, asked: Sequence[AnyFigure]) -> None:
        self.report = report
        self.engine = engine
        self.asked = asked
        self.measures = list(
            {measure.code: measure for figure in asked for measure in measures_of(figure)}.values()
        )
        self.reported: dict[str, set[int]] = {}
        whole = len(report.order) == len(report.tree.nodes)
        self.within: Collection[int] | None = None if whole else set(report.order)

    @cached_property
    def upward(self) -> list[tuple[int, int]]:
        """(child, parent) from the leaves to the top of the subtree."""
        parents = self.report.tree.parents
        pairs = ((child, parents[child]) for child in reversed(self.report.order[1:]))
        return [(child, parent) for child, parent in pairs if parent is not None]

    def run(self) -> None:
        """Everything, in the order in which one part needs another."""
        for measure in self.measures:
            self.report.own_cells[measure.code] = {}
        self.add_totals()
        things = self.add_things()
        self.add_adjustments()
        self.add_standings()
        self.roll_up_cells(things)
        self.roll_up_standings()

    def own_cell(self, code: str, organisation: int) -> Cell:
        """The cell of one organisation's own records."""
        return self.report.own_cells[code].setdefault(organisation, Cell())

    def add_totals(self) -> None:
        """Sums and counts: one grouped query a register and grouping key."""
        for query in grouped_queries(self.measures):
            totals, reported = read_totals(query, self.report.question, self.engine, self.within)
            for organisation, by_code in totals.items():
                for code, (value, records) in by_code.items():
                    self.report.own_cells[code][organisation] = Cell(value, records)
            if query.tells_who_reported:
                self.reported[query.register.code] = reported

    def add_things(self) -> dict[str, Things]:
        """Distinct figures: a query of (organisation, thing) pairs each."""
        found: dict[str, Things] = {}
        for measure in self.measures:
            if isinstance(measure, Distinct):
                things = read_things(measure, self.report.question, self.engine, self.within)
                for organisation, different in things.items():
                    self.own_cell(measure.code, organisation).things = len(different)
                found[measure.code] = things
        return found

    def add_adjustments(self) -> None:
        """What stands beside the records, by organisation."""
        question = self.report.question
        adjustments = read_adjustments(question, self.engine, self.within)
        added = own_adjustments(self.measures, adjustments, question, self.engine)
        for (code, organisation), amount in added.items():
            self.own_cell(code, organisation).adjustment = amount

    def add_standings(self) -> None:
        """Due and reported, for each set of registers that a figure stands on."""
        question, nodes = self.report.question, self.report.tree.nodes
        answers = Answers.read(question, self.engine)
        registers = {measure.register.code: measure.register for measure in self.measures}
        due_of_tiers = {
            tiers: due_organisations(tiers, nodes.values(), question)
            for tiers in {register.reported_by for register in registers.values()}
        }
        due = {code: due_of_tiers[register.reported_by] for code, register in registers.items()}
        silent = {
            code: {
                organisation
                for organisation in due[code] - self.who_reported(register)
                if not answers.covers(register, organisation)
            }
            for code, register in registers.items()
        }
        for codes in {register_codes(figure) for figure in self.asked}:
            all_due = set().union(*(due[code] for code in codes))
            any_silent = set().union(*(silent[code] for code in codes))
            self.report.own_standings[codes] = {
                organisation: Standing(1, int(organisation not in any_silent))
                for organisation in all_due
            }

    def who_reported(self, register: Register) -> set[int]:
        """Organisations with records, held or taken part in; asked for where nothing has told."""
        if register.code not in self.reported:
            queryset = reporting_queryset(register, self.report.question, self.within)
            self.reported[register.code] = {row[0] for row in self.engine.run(queryset)}
        if register.participants:
            queryset = participants_queryset(register, self.report.question, self.within)
            self.reported[register.code] |= {row[0] for row in self.engine.run(queryset)}
        return self.reported[register.code]

    def roll_up_cells(self, things: dict[str, Things]) -> None:
        """From the leaves to the top: add cells, unite things."""
        for measure in self.measures:
            own = self.report.own_cells[measure.code]
            rolled = {
                organisation: Cell(c.summed, c.records, c.adjustment)
                for organisation, c in own.items()
            }
            self._roll_up(rolled)
            for organisation, count in self._united(things.get(measure.code, {})).items():
                rolled.setdefault(organisation, Cell()).things = count
            self.report.cells[measure.code] = rolled

    def _roll_up(self, rolled: dict[int, Cell]) -> None:
        for child, parent in self.upward:
            if child in rolled:
                rolled.setdefault(parent, Cell()).add(rolled[child])

    def _united(self, things: Things) -> dict[int, int]:
        """Numbers of different things; the larger set takes in the smaller: few things move."""
        sets = {organisation: set(found) for organisation, found in things.items()}
        counts = {organisation: len(found) for organisation, found in sets.items()}
        for child, parent in self.upward:
            if child in sets:
                small, large = sorted((sets.pop(child), sets.get(parent, set())), key=len)
                large |= small
                sets[parent] = large
                counts[parent] = len(large)
        return counts

    def roll_up_standings(self) -> None:
        """Due and reported, upward."""
        for codes, own in self.report.own_standings.items():
            rolled = {id: Standing(one.due, one.reported) for id, one in own.items()}
            for child, parent in self.upward:
                if child in rolled:
                    standing = rolled.setdefault(parent, Standing())
                    standing.due += rolled[child].due
                    standing.reported += rolled[child].reported
            self.report.standings[codes] = rolled
