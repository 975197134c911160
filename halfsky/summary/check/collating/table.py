"""One table of several reports: figures down, texts across; what fits nowhere apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from halfsky.summary.check.collating.blame import Blame
from halfsky.summary.check.collating.changes import Change, changes_of
from halfsky.summary.check.collating.quoting import around, one_line
from halfsky.summary.check.collating.rough import rough_words
from halfsky.summary.check.collating.rows import Cell, Row, Rows, tell_apart
from halfsky.summary.check.collating.statement import Statement
from halfsky.summary.check.collating.statements import statements
from halfsky.summary.check.naming_files import short_names
from halfsky.summary.check.report import KIND_NAMES, Problem, Report, Span
from halfsky.summary.check.text.vocabulary import Vocabulary, standard

# A quote as short as this (xx) does not show where it stands.
_SAYS_LITTLE = 16


@dataclass(frozen=True)
class Other:
    """A finding that is about no figure of the table: a gap left open, a sentence of last year."""

    name: str
    line: int
    quote: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """The texts' names, one row a figure, the pairs of periods, and what stands in no row."""

    names: list[str]
    rows: list[Row] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unread: list[tuple[str, Span, str]] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)

    @property
    def shared(self) -> list[Row]:
        """The figures that several texts tell; of a text alone, all of them."""
        return [row for row in self.rows if len(row.cells) > 1 or len(self.names) == 1]

    def told_only_by(self, place: int) -> list[Row]:
        """The figures that one of several texts tells and no other."""
        return [row for row in self.rows if len(self.names) > 1 and [*row.cells] == [place]]

    @property
    def says_nothing(self) -> bool:
        """Whether the texts told no number and have no fault."""
        return not (self.rows or self.unread or self.others)

    @property
    def without_figures(self) -> list[str]:
        """The names of the texts in which no figure was read."""
        told = {place for row in self.rows for place in row.cells}
        return [name for place, name in enumerate(self.names) if place not in told]


def collate(reports: Sequence[Report], vocabulary: Vocabulary | None = None) -> Table:
    """One table of all reports' claims, in the order the texts first state them."""
    known = vocabulary or standard()
    names = short_names([report.name for report in reports])
    table = Table(names, changes=changes_of(reports))
    rows = Rows()
    for place, report in enumerate(reports):
        _Text(report, place, known, table, rows).take_in()
    tell_apart(rows.all)
    table.rows.extend(rows.all)
    return table


class _Text:
    """One text on its way into the table."""

    def __init__(
        self, report: Report, place: int, known: Vocabulary, table: Table, rows: Rows
    ) -> None:
        self.report, self.place, self.known = report, place, known
        self.table, self.rows = table, rows
        self.name = table.names[place]
        self.blame = Blame(report)

    def take_in(self) -> None:
        unread: list[Span] = list(self.report.unread)
        for told in statements(self.report, self.known):
            if told.name or told.code:
                self._state(told)
            else:
                unread.append(told.claim)
        for span in sorted(unread, key=lambda span: span.start):
            words = around(self.report.text, span.start, span.end)
            self.table.unread.append((self.name, span, words))
        self.table.others.extend(map(self._other, self.blame.left()))

    def _state(self, told: Statement) -> None:
        row = self.rows.of(told, self.place, self.blame.contradicts)
        if row is None:
            row = self.rows.add(Row(self._label(told), told))
        if self.place not in row.cells:
            row.call(told)
        _add(row.cells.setdefault(self.place, []), self._cell(told))

    def _label(self, told: Statement) -> str:
        """The figure's own name for the first of its row, the text's words for any more."""
        entry = self.known.get(told.code) if told.code else None
        if entry is None or (told.name and self.rows.names(told)):
            return told.title
        return f"{entry.label}（新建）" if told.is_new and "新" not in entry.label else entry.label

    def _cell(self, told: Statement) -> Cell:
        claim, text = told.claim, self.report.text
        faults = [f"{KIND_NAMES[one.kind]}：{one.message}" for one in self.blame.of(claim)]
        before, after = rough_words(text, claim)
        quote = around(text, claim.start, claim.end)
        return Cell(told.value, claim.unit, quote, tuple(faults), claim.start, before, after)

    def _other(self, problem: Problem) -> Other:
        line = self.report.text.count("\n", 0, problem.start) + 1
        sentence = f"{KIND_NAMES[problem.kind]}：{problem.message}"
        quote = one_line(problem.quote)
        if len(quote) < _SAYS_LITTLE:
            quote = around(self.report.text, problem.start, problem.end)
        return Other(self.name, line, quote, sentence)


def _add(stated: list[Cell], cell: Cell) -> None:
    """One more value; the same value told again only brings what is wrong with it there."""
    for at, other in enumerate(stated):
        if other.value == cell.value:
            faults = tuple(dict.fromkeys((*other.faults, *cell.faults)))
            stated[at] = Cell(**{**vars(other), "faults": faults})
            return
    stated.append(cell)
