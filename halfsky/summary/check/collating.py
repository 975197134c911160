"""Figures of several texts matched into one table: figures down, texts across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath

from rapidfuzz import fuzz

from halfsky.summary.check.conflicts.contradictions import bare_words
from halfsky.summary.check.report import KIND_NAMES, Claim, Report, Span, shown
from halfsky.summary.check.text.normalise import normalise
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.periods import period_year
from halfsky.summary.check.text.vocabulary import Vocabulary, standard
from halfsky.summary.check.text.wording import unit_of

_ALIKE = 78
_MODES = {"plan": "（计划）", "last_year": "（上年）", "upper_level": "（上级）", "result": ""}


@dataclass(frozen=True)
class Cell:
    """One text's value for a figure: as printed, where it stands, what is wrong with it."""

    value: Fraction
    unit: str
    quote: str
    faults: str


@dataclass
class Row:
    """One figure over all texts; `cells` by the text's place, several where it is stated often."""

    label: str
    unit_kind: str
    code: str | None
    mode: str
    cells: dict[int, list[Cell]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.label + _MODES[self.mode]


@dataclass(frozen=True)
class Change:
    """A later text and the earlier one of the same body."""

    earlier: int
    later: int


@dataclass(frozen=True)
class Table:
    """The texts' names, one row a figure, the pairs of periods, and what was not read."""

    names: list[str]
    rows: list[Row]
    changes: list[Change]
    unread: list[tuple[str, Span, str]]


def _faults(report: Report, claim: Claim) -> str:
    touching = [
        f"{KIND_NAMES[problem.kind]}：{problem.message}"
        for problem in report.problems
        if problem.start < claim.end and claim.start < problem.end and problem.kind != "reused_text"
    ]
    return "；".join(touching)


def _around(text: str, claim: Claim) -> str:
    """The clause that holds the claim, on one line."""
    start = max(text.rfind(mark, 0, claim.start) for mark in "。；;\n") + 1
    ends = [place for mark in "。；;\n" if (place := text.find(mark, claim.end)) >= 0]
    end = min(ends, default=len(text))
    return " ".join(text[max(start, claim.start - 40) : min(end, claim.end + 24)].split())


def _kind_of(unit: str) -> str:
    known = unit_of(unit)
    kind = known.kind if known else "number"
    return {"attendance": "person", "generic": "organisation"}.get(kind, kind)


def _row_for(rows: list[Row], claim: Claim, vocabulary: Vocabulary) -> Row:
    """The row of the same figure; by code, else by words nearly alike in the same kind of unit."""
    kind = _kind_of(normalise(claim.unit))
    words = bare_words(claim.label)
    for row in rows:
        if row.mode != claim.mode:
            continue
        if claim.figure and row.code == claim.figure:
            return row
        if claim.figure or row.code or row.unit_kind != kind:
            continue
        if words and fuzz.ratio(words, bare_words(row.label)) >= _ALIKE:
            return row
    entry = vocabulary.get(claim.figure) if claim.figure else None
    row = Row(entry.label if entry else claim.label, kind, claim.figure, claim.mode)
    rows.append(row)
    return row


_PERIOD = lazy(
    r"(?:19|20)?\d\d(?:\d\d)?\s?(?:年度?|[Hh][12]|[Qq][1-4])?|[上下]半年|全年|年度|半年|[一二三四]季度|第|篇"
)


def _body_name(report: Report) -> str:
    """Whose text it is: the title without its period, else the file's name without it."""
    title = report.text.lstrip().split("\n", 1)[0][:50]
    if re.search(r"总结|汇报|报告|小结|情况", title):
        return _PERIOD.sub("", title).strip()
    return _PERIOD.sub("", PurePath(report.name).stem).strip("-_ .")


def _order(report: Report) -> tuple[int, int]:
    year = period_year(normalise(report.text)) or 0
    named = re.search(r"(?:19|20)\d\d", PurePath(report.name).stem)
    half = 2 if "下半年" in report.text[:60] or "H2" in report.name else 1
    return year or (int(named[0]) if named else 0), half


def _changes(reports: Sequence[Report]) -> list[Change]:
    found = []
    for later, report in enumerate(reports):
        for earlier, other in enumerate(reports):
            same = _body_name(report) and _body_name(report) == _body_name(other)
            if same and _order(other) < _order(report) and _order(other)[0]:
                found.append(Change(earlier, later))
    return found


def change_text(row: Row, change: Change) -> str:
    """A figure's change between two periods, with its percentage; empty unless both stand."""
    before, after = row.cells.get(change.earlier), row.cells.get(change.later)
    if not before or not after or len(before) > 1 or len(after) > 1:
        return ""
    old, new = _plain(before[0]), _plain(after[0])
    unit = re.sub(r"^[万亿]", "", after[0].unit)
    if unit == "%":
        return f"{shown(new - old)}个百分点"
    sign = "＋" if new > old else ""
    part = f"（{sign}{shown((new - old) / old * 100, 1)}%）" if old else ""
    return f"{sign}{shown(new - old)}{unit}{part}"


def _plain(cell: Cell) -> Fraction:
    known = unit_of(normalise(cell.unit))
    return cell.value * (known.scale if known else 1)


def collate(reports: Sequence[Report], vocabulary: Vocabulary | None = None) -> Table:
    """One table of all reports' claims, in the order the texts first state them."""
    known = vocabulary or standard()
    rows: list[Row] = []
    unread: list[tuple[str, Span, str]] = []
    for place, report in enumerate(reports):
        for claim in report.claims:
            cell = Cell(
                claim.value, claim.unit, _around(report.text, claim), _faults(report, claim)
            )
            row = _row_for(rows, claim, known)
            stated = row.cells.setdefault(place, [])
            if all((cell.value, cell.unit) != (other.value, other.unit) for other in stated):
                stated.append(cell)
        for span in report.unread:
            around = report.text[max(0, span.start - 20) : span.end + 20]
            unread.append((report.name, span, " ".join(around.split())))
    return Table([report.name for report in reports], rows, _changes(reports), unread)
