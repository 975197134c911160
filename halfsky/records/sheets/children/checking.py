"""Checks the rows of one further page by the rules of the forms, once its records are checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.candidates import PersonValues, blank_value, key_place
from halfsky.records.sheets.cells import Raw, Refusal, Refused, is_empty, plain
from halfsky.records.sheets.checking import MASKED, QUOTED, text_of
from halfsky.records.sheets.children.existing import Existing, Kept
from halfsky.records.sheets.children.parents import Parent, Parents
from halfsky.records.sheets.children.rules import ChildRules
from halfsky.records.sheets.children.sheets import ChildSheet
from halfsky.records.sheets.columns import is_secret
from halfsky.records.sheets.marks import Mark, Marker, WrongMark
from halfsky.records.sheets.parsing import Parser
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.unreached import Unreached
from halfsky.records.sheets.verdicts import (
    MARK_COLUMN,
    WHOLE_ROW,
    Layout,
    Problem,
    Verdict,
    named,
)
from halfsky.records.sheets.writing_out import shown
from halfsky.records.values import hidden

MOST_BESIDE = 2_000  # rows of one kind with one record
RECORD_COLUMN, ABOVE_COLUMN = 0, 1
UNSOUND = (Verdict.REFUSED, Verdict.CONFLICT)


@dataclass(slots=True)
class ChildRow:
    """A row of a further page, read and judged."""

    number: int  # as the spreadsheet counts
    verdict: Verdict
    parent: Parent | None = None
    above: int = 0  # the row above: its key, or of a new one its number, negative
    values: tuple[Any, ...] = ()  # of its own columns
    before: tuple[Any, ...] = ()  # the same of the row that is there
    row: int | None = None  # the key of the row that is there
    person: tuple[str, str] | None = None  # a person's key, before and after
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A row under way."""

    number: int
    raw: Sequence[Raw]
    line: list[Any]  # the cells as read, by column
    problems: list[Problem]
    mark: Mark | None = None
    parent: Parent | None = None
    above: int = 0
    kept: Kept | None = None
    candidate: list[Any] = field(default_factory=list)


class ChildChecker:
    """Goes through the rows of one page of one file."""

    def __init__(
        self, sheet: ChildSheet, scope: Scope, parents: Parents, above: ChildChecker | None
    ) -> None:
        self.sheet, self.parents, self.above = sheet, parents, above
        self.scope = replace(scope, home=None)  # an empty cell does not mean the one within reach
        self.parsers = [Parser(column, self.scope) for column in sheet.columns]
        self.marker = Marker(sheet.code)
        self.rules = ChildRules(sheet, self.scope)
        self.existing = Existing(sheet)
        self.unreached = Unreached(sheet.columns)
        self.own = len(sheet.columns) - len(sheet.own)  # where its own columns begin
        self.key_at = sheet.places[sheet.key.name]
        self.person_at = key_place(sheet)
        self.naming = naming_place(sheet)
        self.blank = [blank_value(one) for one in sheet.fields]
        self.counts: Counter[int] = Counter()
        self.seen: dict[int, int] = {}
        self.accepted: dict[tuple[int, Any], tuple[int, Any]] = {}  # for the rows below

    def forget(self, numbers: set[int]) -> None:
        """Rows that were accepted are not to be stored after all: another file may bring them."""
        self.seen = {key: row for key, row in self.seen.items() if row not in numbers}
        self.rules.forget(numbers)

    def check(
        self, numbers: Sequence[int], rows: Sequence[Sequence[Raw]], layout: Layout
    ) -> list[ChildRow]:
        """The rows with their verdicts, in order."""
        self.layout = layout
        self.present = [at is not None for at in layout.cells[self.own :]]
        drafts = list(self._drafts(numbers, rows))
        self._connect(drafts)
        self.rules.prepare([*(one.candidate for one in drafts), *self.existing.candidates])
        found = [self._judge(one) for one in drafts]
        for row, draft in zip(found, drafts, strict=True):
            row.problems = [self._quoting(one, draft.raw) for one in row.problems]
        return found

    # ---- the cells ---------------------------------------------------------------------

    def _drafts(self, numbers: Sequence[int], rows: Sequence[Sequence[Raw]]) -> Iterator[Draft]:
        lines = [one for one in zip(numbers, rows, strict=True) if self._says_something(one[1])]
        columns = [self._column(place, [row for _n, row in lines]) for place in range(self.width)]
        for (number, raw), *cells in zip(lines, *columns, strict=True):
            found = [
                Problem(place, value.sentence)
                for place, value in enumerate(cells)
                if isinstance(value, Refusal)
            ]
            draft = Draft(number, raw, cells, found)
            self._read_mark(draft)
            self._find_record(draft)
            yield draft

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return len(self.parsers)

    def _says_something(self, row: Sequence[Raw]) -> bool:
        """A row with nothing but the number of its record, typed ahead, is passed over."""
        places = [*self.layout.cells[self.own :], self.layout.mark]
        return any(at is not None and not is_empty(row[at]) for at in places)

    def _column(self, place: int, rows: Sequence[Sequence[Raw]]) -> list[Any]:
        at, parser = self.layout.cells[place], self.parsers[place]
        if at is None:
            return [parser.empty] * len(rows)
        return parser.column_of([row[at] for row in rows])

    def _read_mark(self, draft: Draft) -> None:
        at = self.layout.mark
        if at is None or is_empty(draft.raw[at]):
            return
        try:
            draft.mark = self.marker.read(plain(draft.raw[at]))
        except (WrongMark, Refused):
            sentence = _("标识被改动过。新增的行请把标识留空，原有的行请重新导出。")
            draft.problems.append(Problem(MARK_COLUMN, sentence))

    def _find_record(self, draft: Draft) -> None:
        value = draft.line[RECORD_COLUMN]
        if isinstance(value, Refusal):
            return
        try:
            draft.parent = self.parents.find(value)
        except Refused as refused:
            draft.problems.append(Problem(RECORD_COLUMN, str(refused)))

    def _quoting(self, problem: Problem, row: Sequence[Raw]) -> Problem:
        """A problem with what the cell says, for who looks at it without the file."""
        at = self.layout.cells[problem.column] if problem.column >= 0 else None
        return problem if at is None else replace(problem, value=text_of(row[at])[:QUOTED])

    # ---- what they belong to -----------------------------------------------------------

    def _connect(self, drafts: Sequence[Draft]) -> None:
        """Find the record, the row above and the row itself that each means."""
        parents = list({id(one.parent): one.parent for one in drafts if one.parent}.values())
        self.parents.read(parents)
        self.existing.read([one.key for one in parents if not one.is_new])
        if self.above is None:
            self.rules.above = {one.key: one.instance for one in parents}
        else:
            self.above.existing.read([one.key for one in parents if not one.is_new])
            self.rules.above = self.above.instances() if self.rules.cleans else {}
        for draft in drafts:
            self._find_above(draft)
            self._find_marked(draft)
        for draft in drafts:
            self._keep_unreached(draft)
            self._unmask(draft)
            if draft.mark is None and draft.parent and not draft.parent.is_new:
                draft.kept = self.existing.alike(draft.above, self._own(draft))
            self._lay_out(draft)
            if draft.mark is None and draft.kept is None and draft.parent:
                draft.kept = self.existing.by_name(draft.candidate)
                self._lay_out(draft)

    def _own(self, draft: Draft) -> tuple[Any, ...]:
        return tuple(draft.line[self.own :])

    def _find_above(self, draft: Draft) -> None:
        if draft.parent is None:
            return
        if self.above is None:
            draft.above = draft.parent.key
            return
        value = draft.line[ABOVE_COLUMN]
        if isinstance(value, Refusal):
            return
        found = self.above.row_named(draft.parent.key, value)
        if found is None:
            sentence = _("“{page}”里没有这条记录的{above} {number}，请先填写。")
            said = {"page": self.above.sheet.child.label, "number": value}
            label = self.sheet.columns[ABOVE_COLUMN].heading
            draft.problems.append(Problem(ABOVE_COLUMN, sentence.format(above=label, **said)))
            return
        draft.above = found

    def row_named(self, record: int, value: Any) -> int | None:
        """The row of a record that rows below name by a value: its key, or its number, negative."""
        assert self.naming is not None
        found = self.accepted.get((record, value))
        if found is not None:
            return found[0]
        stored = (one for one in self.existing.of(record) if one.key not in self.seen)
        return next((one.key for one in stored if one.candidate[self.naming] == value), None)

    def instances(self) -> dict[int, Any]:
        """The rows as the file would leave them, for those below."""
        rows = dict(self.accepted.values())
        made = {
            key: self.rules.instance(row, key if key > 0 else None) for key, row in rows.items()
        }
        for one in self.existing.kept.values():
            if one.key not in made:
                made[one.key] = self.rules.instance(one.candidate, one.key)
        return made

    def _find_marked(self, draft: Draft) -> None:
        if draft.mark is None or draft.parent is None:
            return
        kept = self.existing.kept.get(draft.mark.record)
        if kept is None or kept.record != draft.parent.key:
            sentence = _("找不到标识所指的行：它已删除，或属于另一条记录。请重新导出。")
            draft.problems.append(Problem(MARK_COLUMN, sentence))
            return
        first = self.seen.setdefault(kept.key, draft.number)
        if first != draft.number:
            sentence = _("与第{row}行是同一行，请只留一行；新增的行请把标识留空。")
            draft.problems.append(Problem(MARK_COLUMN, sentence.format(row=named(first))))
            return
        draft.kept, kept.is_named = kept, True

    def _keep_unreached(self, draft: Draft) -> None:
        """Another's organisation that the row names is no fault of hers who left it alone."""
        if draft.kept is None:
            return
        for problem in list(draft.problems):
            place = problem.column
            at = self.layout.cells[place] if place >= self.own else None
            now = draft.kept.values[place - self.own] if place >= self.own else None
            if at is not None and self.unreached.is_kept(place, draft.raw[at], now):
                draft.line[place] = now
                draft.problems.remove(problem)

    def _unmask(self, draft: Draft) -> None:
        """A secret that comes back masked, as it was exported, is what the row says."""
        for place, column in enumerate(self.sheet.columns):
            at = self.layout.cells[place]
            raw = draft.raw[at] if at is not None else None
            if not is_secret(column) or not isinstance(raw, str):
                continue
            if MASKED.fullmatch(raw.strip()):
                self._unmask_cell(draft, place, raw.strip())

    def _unmask_cell(self, draft: Draft, place: int, text: str) -> None:
        draft.problems = [one for one in draft.problems if one.column != place]
        now = draft.kept.values[place - self.own] if draft.kept else None
        moved_on = draft.mark and draft.parent and draft.mark.version != draft.parent.version
        if now is not None and (moved_on or hidden(now) == text):
            draft.line[place] = now
            return
        sentence = (
            _("这是打了码的内容，新增的行请填写完整。")
            if draft.kept is None
            else _("打了码的内容不能改，请恢复原样，或填写完整。")
        )
        draft.line[place] = Refusal(sentence)
        draft.problems.append(Problem(place, sentence))

    def _lay_out(self, draft: Draft) -> None:
        """The row as it would be stored."""
        row = list(draft.kept.candidate if draft.kept else self.blank)
        row[self.key_at] = draft.above or None
        for at, value, present in zip(
            self.existing.at, self._own(draft), self.present, strict=True
        ):
            if present or draft.kept is None:
                row[at] = value
        if self.person_at is not None:
            identity = row[self.sheet.places["identity_number"]]
            if not isinstance(identity, Refusal):
                known = draft.kept.candidate[self.person_at] if draft.kept else ""
                row[self.person_at] = PersonValues(identity, known).derived()
        draft.candidate = row

    # ---- the verdict -------------------------------------------------------------------

    def _judge(self, draft: Draft) -> ChildRow:
        kept, parent = draft.kept, draft.parent
        values = tuple(draft.candidate[at] for at in self.existing.at)
        row = ChildRow(draft.number, Verdict.REFUSED, parent, draft.above, values)
        row.problems = draft.problems
        if kept is not None:
            row.row, row.before = kept.key, kept.values
        if parent is not None and self.naming is not None:
            self.seen.setdefault(key_of(draft), draft.number)
            self.accepted[parent.key, draft.candidate[self.naming]] = (
                key_of(draft),
                draft.candidate,
            )
        if parent is None or draft.problems:
            return row
        if parent.row.verdict in UNSOUND:  # whatever it is, nothing is stored
            row.verdict = Verdict.UNCHANGED
            return row
        self._settle(draft, row, parent)
        if row.verdict in (Verdict.NEW, Verdict.CHANGED):
            self.rules.take(draft.candidate, kept.candidate if kept else None, key_of(draft))
        return row

    def _settle(self, draft: Draft, row: ChildRow, parent: Parent) -> None:
        kept, mark = draft.kept, draft.mark
        changed = [] if kept is None else [
            place for place, (old, new) in enumerate(zip(row.before, row.values, strict=True))
            if old != new
        ]  # fmt: skip
        if kept is not None and (not changed or self._as_exported(draft)):
            row.verdict = Verdict.UNCHANGED
            return
        if parent.is_gone:
            sentence = _("这条记录已撤回，或不在您的范围内，不能改它的{rows}。")
            row.problems = [Problem(WHOLE_ROW, sentence.format(rows=self.sheet.child.label))]
            return
        if mark is not None and mark.version != parent.version:
            row.verdict = Verdict.CONFLICT
            row.problems = [self._conflict(row, place) for place in changed]
            return
        row.problems = list(self._faults(draft, parent))
        if not row.problems:
            row.verdict = Verdict.NEW if kept is None else Verdict.CHANGED
            if kept is not None and self.person_at is not None:
                at = self.person_at
                row.person = (kept.candidate[at], draft.candidate[at])

    def _as_exported(self, draft: Draft) -> bool:
        """Nobody has edited the row since its export, whatever has become of it."""
        if draft.mark is None or None in self.layout.cells:
            return False
        return self.marker.content(draft.line[1:]) == draft.mark.content

    def _conflict(self, row: ChildRow, place: int) -> Problem:
        sentence = _("导出以后网站上已改为“{theirs}”，请重新导出后再改。")
        theirs = shown(self.sheet.own[place], row.before[place], self.scope)
        return Problem(place + self.own, sentence.format(theirs=theirs))

    def _faults(self, draft: Draft, parent: Parent) -> Iterator[Problem]:
        kept = draft.kept
        if kept is not None and kept.candidate[self.key_at] != draft.above:
            sentence = _("这一行原来在别的{above}下，请恢复；要加在这里的，把标识留空。")
            label = self.sheet.columns[ABOVE_COLUMN].heading
            yield Problem(ABOVE_COLUMN, sentence.format(above=label))
        if kept is None:
            self.counts[parent.key] += 1
            number = self.counts[parent.key] + len(self.existing.of(parent.key))
            if number > MOST_BESIDE:
                sentence = _("一条记录的“{rows}”最多{most}行，请分成几条登记。")
                said = sentence.format(rows=self.sheet.child.label, most=MOST_BESIDE)
                yield Problem(RECORD_COLUMN, said)
        own = kept.key if kept else None
        for name, sentence in self.rules.faults(draft.candidate, own, frozenset()):
            yield Problem(self._place_of(self.rules.named(name)), sentence)

    def _place_of(self, name: str) -> int:
        """The column of a field; what concerns the row as a whole stands at its first own cell."""
        names = [column.name for column in self.sheet.own]
        if name == self.sheet.key.name:
            return self.own
        return names.index(name) + self.own if name in names else WHOLE_ROW


def key_of(draft: Draft) -> int:
    """The key of the row that is there; of a new one its number, negative."""
    return draft.kept.key if draft.kept else -draft.number


def naming_place(sheet: ChildSheet) -> int | None:
    """Where the value stands by which rows below these name one of them."""
    for child in sheet.register.children:
        if child.named_by and child.relation.rpartition("__")[0] == sheet.child.relation:
            return sheet.places[child.named_by]
    return None
