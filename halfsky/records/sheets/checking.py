"""Checks the rows of a sheet, a chunk at a time, by the rules of the forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.sheets.candidates import Candidates
from halfsky.records.sheets.cells import Raw, Refusal, Refused, as_text
from halfsky.records.sheets.columns import Sheet, is_secret
from halfsky.records.sheets.identifying import Identifier
from halfsky.records.sheets.marks import Mark, Marker, canonical
from halfsky.records.sheets.parsing import Parser
from halfsky.records.sheets.repeats import Repeats
from halfsky.records.sheets.rules import Rules
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.unreached import Unreached
from halfsky.records.sheets.verdicts import (
    MARK_COLUMN,
    WHOLE_ROW,
    CheckedRow,
    Layout,
    Problem,
    Row,
    Verdict,
    named,
)
from halfsky.records.sheets.writing_out import shown
from halfsky.records.values import hidden

MASKED = re.compile(r"\S?\*+\S?")  # as `values.hidden` writes it
QUOTED = 200  # characters of a cell
NONE: frozenset[str] = frozenset()


class Checker:
    """Goes through the chunks of one file; each is compared with those before it too."""

    def __init__(self, sheet: Sheet, scope: Scope, layout: Layout) -> None:
        self.sheet, self.scope, self.layout = sheet, scope, layout
        self.parsers = [Parser(column, scope) for column in sheet.columns]
        self.rules = Rules(sheet, scope)
        self.marker = Marker(sheet.register.code)
        self.present = [place is not None for place in layout.cells]
        self.identifier = Identifier(sheet, scope, layout, self.marker)
        self.candidates = Candidates(sheet, self.present)
        self.repeats = Repeats(sheet, scope, self.marker)
        self.at = self.candidates.at
        self.unreached = Unreached(sheet.columns)
        self.seen: dict[int, int] = {}  # the row of the file in which a record was named
        self.named_by: dict[int, int] = {}  # the other way round
        self.restorable: set[int] = set()
        self.version = sheet.places["version"]
        self.withdrawn = sheet.places["withdrawn_at"]
        self.adds_rows = sheet.adds_rows

    def lay_out(self, layout: Layout) -> None:
        """Go on with a file whose columns stand elsewhere."""
        self.layout = self.identifier.layout = layout
        self.present = self.candidates.present = [place is not None for place in layout.cells]

    def forget(self, numbers: Iterable[int]) -> None:
        """Rows that were accepted are not to be stored after all: another file may bring them."""
        left_out = set(numbers)
        for record in map(self.named_by.pop, left_out & self.named_by.keys()):
            del self.seen[record]
        self.rules.forget(left_out)

    def check(self, numbers: Sequence[int], rows: Sequence[Sequence[Raw]]) -> Iterator[CheckedRow]:
        """The rows of a chunk with their verdicts, in order."""
        columns = [self._column(place, rows) for place in range(len(self.parsers))]
        under_way = self.identifier.identified(numbers, rows, columns)
        named = {one.record for one in under_way if one.record is not None}
        existing = self.identifier.existing(named)
        self._find_restorable(existing)
        self._unmask(columns, rows, under_way, existing)
        if existing:
            self._keep_unreached(columns, rows, under_way, existing)
        candidates = self.candidates.laid_out(columns, under_way, existing)
        self.rules.prepare([*candidates, *existing.values()])
        values = list(zip(*columns, strict=True))
        self.repeats.prepare(values)
        bad = self._refusals(columns)
        plain = self._plain(under_way, candidates, bad)
        compares, repeats = self.rules.compares, self.repeats.are_any
        for place, row in enumerate(under_way):
            if repeats and row.record is None and not row.problems and place not in bad:
                repeated = self.repeats.find(place, values[place])
                if repeated is not None:
                    yield CheckedRow(row.number, Verdict.UNCHANGED, values[place], repeated)
                    continue
            if place in plain and not (compares and self.rules.collides(candidates[place])):
                checked = CheckedRow(row.number, Verdict.NEW, values[place])
                if compares:
                    self.rules.take(candidates[place], None, -row.number)
            else:
                before = existing.get(row.record) if row.record is not None else None
                checked = self._judge(row, values[place], candidates[place], before, bad.get(place))
                if checked.problems:
                    checked.problems = [self._quoting(one, rows[place]) for one in checked.problems]
            checked.key = self.repeats.keys[place]
            yield checked

    def _plain(
        self, under_way: Sequence[Row], candidates: Sequence[Any], bad: dict[int, Any]
    ) -> set[int]:
        """Where new rows stand that nothing is wrong with, but for what they may collide with."""
        if not self.adds_rows:
            return set()
        new = [
            place
            for place, row in enumerate(under_way)
            if row.record is None and not row.problems and place not in bad
        ]
        doubtful = self.rules.doubtful([candidates[place] for place in new])
        return set(new) - {new[at] for at in doubtful}

    def _quoting(self, problem: Problem, cells: Sequence[Raw]) -> Problem:
        """A problem with what the cell says, for who looks at it without the file."""
        at = self.layout.cells[problem.column] if problem.column >= 0 else None
        return problem if at is None else replace(problem, value=text_of(cells[at])[:QUOTED])

    def _find_restorable(self, existing: dict[int, list[Any]]) -> None:
        """Records that only the undoing of an import had withdrawn."""
        withdrawn = [key for key, row in existing.items() if row[self.withdrawn] is not None]
        if withdrawn:
            self.restorable |= self.repeats.undone(withdrawn)

    def _column(self, place: int, rows: Sequence[Sequence[Raw]]) -> list[Any]:
        at = self.layout.cells[place]
        parser = self.parsers[place]
        if at is None:
            return [parser.empty] * len(rows)
        return parser.column_of(list(map(itemgetter(at), rows)))

    def _unmask(
        self,
        columns: Sequence[list[Any]],
        rows: Sequence[Sequence[Raw]],
        under_way: Sequence[Row],
        existing: dict[int, list[Any]],
    ) -> None:
        """A secret that comes back masked, as it was exported, is what the record says."""
        for place, at in self.secrets:
            for number, cells in enumerate(rows):
                raw = cells[at]
                if isinstance(raw, str) and MASKED.fullmatch(raw.strip()):
                    row = under_way[number]
                    before = existing.get(row.record) if row.record is not None else None
                    columns[place][number] = self._unmasked(raw.strip(), place, row, before)

    def _keep_unreached(
        self,
        columns: Sequence[list[Any]],
        rows: Sequence[Sequence[Raw]],
        under_way: Sequence[Row],
        existing: dict[int, list[Any]],
    ) -> None:
        """Another's organisation that the record names is no fault of hers who left it alone."""
        for place in self.unreached.names:
            at, column = self.layout.cells[place], columns[place]
            if at is None or Refusal not in set(map(type, column)):
                continue
            for number, row in enumerate(under_way):
                before = existing.get(row.record) if row.record is not None else None
                if before is None or column[number].__class__ is not Refusal:
                    continue
                now = before[self.at[place]]
                if self.unreached.is_kept(place, rows[number][at], now):
                    column[number] = now

    def _unmasked(self, text: str, place: int, row: Row, before: list[Any] | None) -> Any:
        if before is None:
            return Refusal(_("这是打了码的内容，新增的行请填写完整。"))
        now = canonical(before[self.at[place]])
        moved_on = row.mark is not None and row.mark.version != before[self.version]
        if moved_on or hidden(now) == text:
            return now
        return Refusal(_("打了码的内容不能改，请恢复原样，或填写完整。"))

    @property
    def secrets(self) -> list[tuple[int, int]]:
        """The encrypted columns that the file has: their places in the sheet and in the file."""
        found = enumerate(zip(self.sheet.columns, self.layout.cells, strict=True))
        return [
            (place, at) for place, (column, at) in found if at is not None and is_secret(column)
        ]

    def _refusals(self, columns: Sequence[Sequence[Any]]) -> dict[int, dict[int, str]]:
        """The refused cells of a chunk: row, column, sentence."""
        bad: dict[int, dict[int, str]] = {}
        for place, column in enumerate(columns):
            if Refusal not in set(map(type, column)):
                continue
            for at, value in enumerate(column):
                if value.__class__ is Refusal:
                    bad.setdefault(at, {})[place] = value.sentence
        return bad

    # ---- the verdict -------------------------------------------------------------------

    def _judge(
        self,
        row: Row,
        values: tuple[Any, ...],
        candidate: Sequence[Any],
        before: list[Any] | None,
        bad: dict[int, str] | None,
    ) -> CheckedRow:
        if row.record is None and not row.problems:
            return self._judge_new(row, values, candidate, bad or {})
        if before is None:
            return self._without_record(row, values)
        checked = self._compared(row, values, before)
        first = self.seen.setdefault(row.record or 0, row.number)
        if first != row.number:
            sentence = _("与第{row}行是同一条记录，请只留一行；新增的行请把标识留空。")
            checked.problems.append(Problem(MARK_COLUMN, sentence.format(row=named(first))))
            return checked
        self.named_by[row.number] = row.record or 0
        return self._judge_existing(checked, row.mark, candidate, before, bad or {})

    def _compared(self, row: Row, values: tuple[Any, ...], before: list[Any]) -> CheckedRow:
        """The row beside its record; what the file lacks stays as it is."""
        old = tuple(before[place] for place in self.at)
        new = tuple(
            value if present else kept
            for value, kept, present in zip(values, old, self.present, strict=True)
        )
        version = before[self.version]
        return CheckedRow(row.number, Verdict.REFUSED, new, row.record, version, old, row.problems)

    def _without_record(self, row: Row, values: tuple[Any, ...]) -> CheckedRow:
        if not row.problems:
            sentence = _("找不到标识所指的记录，可能不在您的范围内，请重新导出。")
            row.problems.append(Problem(MARK_COLUMN, sentence))
        refused = Verdict.REFUSED
        return CheckedRow(row.number, refused, values, row.record, problems=row.problems)

    def _judge_new(
        self, row: Row, values: tuple[Any, ...], candidate: Sequence[Any], bad: dict[int, str]
    ) -> CheckedRow:
        checked = CheckedRow(row.number, Verdict.NEW, values)
        if not self.adds_rows:
            sentence = _("组织的成立要逐个办理，这张表只能修改已有组织的资料。")
            bad = {**bad, WHOLE_ROW: sentence}
        self._add_faults(checked, candidate, None, bad)
        if checked.problems:
            checked.verdict = Verdict.REFUSED
        else:
            self.rules.take(candidate, None, -row.number)
        return checked

    def _judge_existing(
        self,
        checked: CheckedRow,
        mark: Mark | None,
        candidate: Sequence[Any],
        before: list[Any],
        bad: dict[int, str],
    ) -> CheckedRow:
        bad = {place: sentence for place, sentence in bad.items() if self.present[place]}
        changed = [
            place
            for place, at in enumerate(self.at)
            if self.present[place] and checked.values[place] != canonical(before[at])
        ]
        restores = before[self.withdrawn] is not None and checked.record in self.restorable
        if not bad and not restores and (not changed or self._as_exported(checked, mark)):
            checked.verdict = Verdict.UNCHANGED
            return checked
        if restores:
            candidate = self._restored(candidate)
        elif before[self.withdrawn] is not None:
            bad = {**bad, WHOLE_ROW: _("这条记录已撤回，不能再改，请删去这一行。")}
        elif mark is not None and mark.version != checked.version:
            checked.verdict = Verdict.CONFLICT
            checked.problems += [self._conflict(checked, place) for place in changed]
            return checked
        bad |= self._locked(changed, before)
        self._add_faults(checked, candidate, checked.record, bad)
        if not checked.problems:
            checked.verdict, checked.restores = Verdict.CHANGED, restores
            if (key := self.candidates.key) is not None:
                checked.person = (before[key], candidate[key])
            self.rules.take(candidate, before, checked.record or 0)
        return checked

    def _restored(self, candidate: Sequence[Any]) -> list[Any]:
        """The record as it is once its withdrawal is taken back."""
        row = list(candidate)
        row[self.withdrawn] = None
        row[self.sheet.places["withdrawn_because"]] = ""
        return row

    def _as_exported(self, checked: CheckedRow, mark: Mark | None) -> bool:
        """Nobody has edited the row since its export, whatever has become of the record."""
        return (
            mark is not None
            and all(self.present)
            and self.marker.content(checked.values) == mark.content
        )

    def _locked(self, changed: Sequence[int], before: Sequence[Any]) -> dict[int, str]:
        found = {}
        for place in changed:
            column = self.sheet.columns[place]
            if column.locked:
                sentence = _("这一项不能用表格修改，请恢复为“{value}”，在网站上逐条办理。")
                found[place] = sentence.format(value=shown(column, before[self.at[place]], None))
        return found

    def _conflict(self, checked: CheckedRow, place: int) -> Problem:
        column = self.sheet.columns[place]
        assert checked.before is not None
        sentence = _("导出以后网站上已改为“{theirs}”，请重新导出后再改。")
        theirs = shown(column, checked.before[place], self.scope)
        return Problem(place, sentence.format(theirs=theirs))

    def _add_faults(
        self, checked: CheckedRow, candidate: Sequence[Any], own: int | None, bad: dict[int, str]
    ) -> None:
        names = {self.sheet.columns[place].name for place in bad if place >= 0} if bad else NONE
        if "identity_number" in names and self.candidates.key is not None:
            names |= {"person_key"}  # which could not be derived from it
        checked.problems += [Problem(place, sentence) for place, sentence in bad.items()]
        for name, sentence in self.rules.faults(candidate, own, names):
            checked.problems.append(Problem(self._place_of(name), sentence))

    def _place_of(self, name: str) -> int:
        for place, column in enumerate(self.sheet.columns):
            if column.name == name:
                return place
        return WHOLE_ROW


def text_of(raw: Raw) -> str:
    """A cell as text, also where it cannot be read."""
    try:
        return as_text(raw)
    except Refused:
        return str(raw)
