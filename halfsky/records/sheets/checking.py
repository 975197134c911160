"""Checks the rows of a sheet, a chunk at a time, by the rules of the forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import repeat
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from halfsky.records.models import NamedPerson, with_person_key
from halfsky.records.sheets.cells import Raw, Refusal, Refused, as_text, is_empty, plain
from halfsky.records.sheets.columns import Column, Sheet
from halfsky.records.sheets.marks import Mark, Marker, WrongMark, canonical
from halfsky.records.sheets.parsing import Parser
from halfsky.records.sheets.references import parts
from halfsky.records.sheets.rules import Rules
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.writing_out import shown

MARK_COLUMN = -1  # where a problem concerns the mark of the row
WHOLE_ROW = -2


class Verdict(Enum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    CONFLICT = "conflict"  # changed on the site since its export


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which column of the sheet."""

    column: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of the sheet stand in the rows of a file."""

    cells: tuple[int | None, ...]  # a place for each column; none where the file lacks it
    mark: int | None = None


@dataclass(slots=True)
class CheckedRow:
    """A row of the file, read and judged."""

    number: int  # as the spreadsheet counts
    verdict: Verdict
    values: tuple[Any, ...]  # of the sheet's columns
    record: int | None = None
    version: int | None = None
    before: tuple[Any, ...] | None = None  # of the sheet's columns, where the record is there
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A row under way: what it names, and what is known to be wrong with it."""

    number: int
    mark: Mark | None = None
    record: int | None = None
    problems: list[Problem] = field(default_factory=list)


class Checker:
    """Goes through the chunks of one file; each is compared with those before it too."""

    def __init__(self, sheet: Sheet, scope: Scope, layout: Layout) -> None:
        self.sheet, self.scope, self.layout = sheet, scope, layout
        self.parsers = [Parser(column, scope) for column in sheet.columns]
        self.rules = Rules(sheet, scope)
        self.marker = Marker(sheet.register.code)
        self.at = [sheet.places[column.name] for column in sheet.columns]
        self.blank = [blank_value(one) for one in sheet.fields]
        self.seen: dict[int, int] = {}  # the row of the file in which a record was named
        self.key = sheet.places.get("person_key") if issubclass(sheet.model, NamedPerson) else None
        self.present = [place is not None for place in layout.cells]
        self.version = sheet.places["version"]
        self.withdrawn = sheet.places["withdrawn_at"]

    def check(self, numbers: Sequence[int], rows: Sequence[Sequence[Raw]]) -> Iterator[CheckedRow]:
        """The rows of a chunk with their verdicts, in order."""
        columns = [self._column(place, rows) for place in range(len(self.parsers))]
        under_way = self._identified(numbers, rows, columns)
        existing = self._existing(one.record for one in under_way if one.record is not None)
        candidates = self._candidates(columns, under_way, existing)
        self.rules.prepare([*candidates, *existing.values()])
        bad = self._refusals(columns)
        values = list(zip(*columns, strict=True))
        for place, row in enumerate(under_way):
            before = existing.get(row.record) if row.record is not None else None
            yield self._judge(row, values[place], candidates[place], before, bad.get(place))

    def _column(self, place: int, rows: Sequence[Sequence[Raw]]) -> list[Any]:
        at = self.layout.cells[place]
        parser = self.parsers[place]
        if at is None:
            return [parser.empty] * len(rows)
        return parser.column_of(list(map(itemgetter(at), rows)))

    def _refusals(self, columns: Sequence[Sequence[Any]]) -> dict[int, dict[int, str]]:
        """The refused cells of a chunk: row, column, sentence."""
        bad: dict[int, dict[int, str]] = {}
        for place, column in enumerate(columns):
            for at, value in enumerate(column):
                if value.__class__ is Refusal:
                    bad.setdefault(at, {})[place] = value.sentence
        return bad

    # ---- which record a row means ------------------------------------------------------

    def _identified(
        self,
        numbers: Sequence[int],
        rows: Sequence[Sequence[Raw]],
        columns: Sequence[Sequence[Any]],
    ) -> list[_Row]:
        under_way = [_Row(number) for number in numbers]
        if self.layout.mark is not None:
            for row, cells in zip(under_way, rows, strict=True):
                if cells[self.layout.mark]:
                    self._read_mark(row, cells[self.layout.mark])
        natural = self.sheet.natural
        if natural is not None:
            self._find_by_number(under_way, columns[self.sheet.columns.index(natural)], natural)
        return under_way

    def _read_mark(self, row: _Row, raw: Raw) -> None:
        if is_empty(raw):
            return
        try:
            row.mark = self.marker.read(plain(raw))
            row.record = row.mark.record
        except (WrongMark, Refused):
            sentence = _("记录标识被改动过。新增的行请把标识留空，原有的行请重新导出。")
            row.problems.append(Problem(MARK_COLUMN, sentence))

    def _find_by_number(
        self, under_way: list[_Row], numbers: Sequence[Any], natural: Column
    ) -> None:
        """A row without a mark means the record of its number, where there is one."""
        unmarked = [
            (row, number)
            for row, number in zip(under_way, numbers, strict=True)
            if row.record is None and not row.problems and number.__class__ is not Refusal
        ]
        found: dict[Any, int] = {}
        for part in parts(list({number for _row, number in unmarked})):
            rows = self.scope.records.filter(**{f"{natural.name}__in": part})
            found.update(rows.values_list(natural.name, "pk"))
        for row, number in unmarked:
            row.record = found.get(number)

    def _existing(self, records: Iterable[int]) -> dict[int, list[Any]]:
        """The records that the rows mean, within reach, as candidate rows."""
        found: dict[int, list[Any]] = {}
        names = [one.name for one in self.sheet.fields]
        pk = self.sheet.places[self.sheet.model._meta.pk.name]
        for part in parts(list(set(records))):
            for values in self.scope.records.filter(pk__in=part).values_list(*names):
                found[values[pk]] = list(values)
        return found

    # ---- the row as it would be stored -------------------------------------------------

    def _candidates(
        self,
        columns: Sequence[Sequence[Any]],
        under_way: Sequence[_Row],
        existing: dict[int, list[Any]],
    ) -> list[Any]:
        size = len(under_way)
        by_field = [repeat(value, size) for value in self.blank]
        for place, column in zip(self.at, columns, strict=True):
            by_field[place] = column  # type: ignore[call-overload]
        rows: list[Any] = list(zip(*by_field, strict=True))
        for place, row in enumerate(under_way):
            before = existing.get(row.record) if row.record is not None else None
            if before is not None:
                rows[place] = self._changed(before, [column[place] for column in columns])
        if self.key is not None:
            rows = [self._with_person_key(row) for row in rows]
        return rows

    def _changed(self, before: Sequence[Any], values: Sequence[Any]) -> list[Any]:
        row = list(before)
        for place, value, present in zip(self.at, values, self.present, strict=True):
            if present and canonical(row[place]) != value:
                row[place] = value
        return row

    def _with_person_key(self, row: Sequence[Any]) -> Sequence[Any]:
        person = NamedPersonValues(
            row[self.sheet.places["identity_number"]], row[self.key or 0] or ""
        )
        if person.identity_number.__class__ is Refusal:
            return row
        with_person_key(person, {})  # type: ignore[arg-type] # it has the two attributes
        changed = list(row)
        changed[self.key or 0] = person.person_key
        return changed

    # ---- the verdict -------------------------------------------------------------------

    def _judge(
        self,
        row: _Row,
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
            checked.problems.append(Problem(MARK_COLUMN, sentence.format(row=first)))
            return checked
        return self._judge_existing(checked, row.mark, candidate, before, bad or {})

    def _compared(self, row: _Row, values: tuple[Any, ...], before: list[Any]) -> CheckedRow:
        """The row beside its record; what the file lacks stays as it is."""
        old = tuple(before[place] for place in self.at)
        new = tuple(
            value if present else kept
            for value, kept, present in zip(values, old, self.present, strict=True)
        )
        version = before[self.version]
        return CheckedRow(row.number, Verdict.REFUSED, new, row.record, version, old, row.problems)

    def _without_record(self, row: _Row, values: tuple[Any, ...]) -> CheckedRow:
        if not row.problems:
            sentence = _("找不到标识所指的记录，可能不在您的范围内，请重新导出。")
            row.problems.append(Problem(MARK_COLUMN, sentence))
        refused = Verdict.REFUSED
        return CheckedRow(row.number, refused, values, row.record, problems=row.problems)

    def _judge_new(
        self, row: _Row, values: tuple[Any, ...], candidate: Sequence[Any], bad: dict[int, str]
    ) -> CheckedRow:
        checked = CheckedRow(row.number, Verdict.NEW, values)
        if not self.sheet.adds_rows:
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
        if not bad and (not changed or self._as_exported(checked, mark)):
            checked.verdict = Verdict.UNCHANGED
            return checked
        if before[self.withdrawn] is not None:
            bad = {**bad, WHOLE_ROW: _("这条记录已撤回，不能再改，请删去这一行。")}
        elif mark is not None and mark.version != checked.version:
            checked.verdict = Verdict.CONFLICT
            checked.problems += [self._conflict(checked, place) for place in changed]
            return checked
        bad |= self._locked(changed, before)
        self._add_faults(checked, candidate, checked.record, bad)
        if not checked.problems:
            checked.verdict = Verdict.CHANGED
            self.rules.take(candidate, before, checked.record or 0)
        return checked

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
        names = {self.sheet.columns[place].name for place in bad if place >= 0}
        checked.problems += [Problem(place, sentence) for place, sentence in bad.items()]
        for name, sentence in self.rules.faults(candidate, own, names):
            checked.problems.append(Problem(self._place_of(name), sentence))

    def _place_of(self, name: str) -> int:
        for place, column in enumerate(self.sheet.columns):
            if column.name == name:
                return place
        return WHOLE_ROW


@dataclass
class NamedPersonValues:
    """The two values of a person in a register that a key is derived from."""

    identity_number: Any
    person_key: str


def blank_value(field: Any) -> Any:
    """What a field holds in a new record that no column fills."""
    if field.name == "person_key":
        return ""
    return None if field.primary_key else canonical(field.get_default())


def text_of(raw: Raw) -> str:
    """A cell as text, also where it cannot be read."""
    try:
        return as_text(raw)
    except Refused:
        return str(raw)
