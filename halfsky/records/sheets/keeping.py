"""The rows of a checked file as they are kept until somebody confirms them: JSON, by chunks.

New rows are kept by column, as they are written to the database; the others one by one.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from halfsky.records.sheets.cells import Refusal
from halfsky.records.sheets.columns import Kind, Sheet
from halfsky.records.sheets.models import ImportBatch, StagedRows
from halfsky.records.sheets.verdicts import CheckedRow, Problem, Verdict

if TYPE_CHECKING:
    from django.db.models import QuerySet

LETTERS = {Verdict.CHANGED: "c", Verdict.REFUSED: "r", Verdict.CONFLICT: "x"}
VERDICTS = {letter: verdict for verdict, letter in LETTERS.items()}
WRITTEN = (Verdict.NEW, Verdict.CHANGED)


@dataclass(slots=True)
class StagedRow:
    """A row that is kept: what it would add or change, or what is wrong with it."""

    number: int
    verdict: Verdict
    record: int | None = None
    version: int | None = None
    values: tuple[Any, ...] = ()  # of a new row, by column
    changes: dict[int, tuple[Any, Any]] = field(default_factory=dict)  # by column: before, after
    person: tuple[str, str] | None = None  # her key, before and after
    restores: bool = False  # brings back what an undone import had withdrawn
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Chunk:
    """Kept rows: the new ones by column with their numbers and keys, and the others."""

    numbers: list[int]
    keys: list[str]
    columns: list[list[Any]]
    others: list[StagedRow]

    def rows(self) -> list[StagedRow]:
        """All of them, in the order of the file."""
        new = (
            StagedRow(number, Verdict.NEW, values=values)
            for number, values in zip(self.numbers, zip(*self.columns, strict=True), strict=True)
        )
        return sorted((*new, *self.others), key=lambda row: row.number)

    def changed(self) -> list[StagedRow]:
        """The rows that would change a record, in the order of the file."""
        return [row for row in self.others if row.verdict is Verdict.CHANGED]


def dumped(rows: Sequence[CheckedRow], present: Sequence[bool]) -> str:
    """What is kept of checked rows, as JSON."""
    new = [row for row in rows if row.verdict is Verdict.NEW]
    content = {
        "numbers": [row.number for row in new],
        "keys": [row.key for row in new],
        "columns": list(zip(*(row.values for row in new), strict=True)),
        "others": [line_of(row, present) for row in rows if row.verdict in LETTERS],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=day_text)


def counted(rows: Sequence[CheckedRow]) -> dict[str, int]:
    """How many rows of each verdict are kept."""
    kept = (row.verdict for row in rows if row.verdict is not Verdict.UNCHANGED)
    return {verdict.value: number for verdict, number in Counter(kept).items()}


def line_of(row: CheckedRow, present: Sequence[bool]) -> list[Any]:
    """A row that is not new."""
    changes = []
    if row.before is not None:
        pairs = enumerate(zip(row.before, row.values, strict=True))
        changes = [
            (at, pair)
            for at, pair in pairs
            if present[at] and pair[0] != pair[1] and pair[1].__class__ is not Refusal
        ]
    problems = [(problem.column, problem.sentence, problem.value) for problem in row.problems]
    if row.verdict is Verdict.REFUSED:  # some of its cells could not be read
        changes = []
    return [
        *(row.number, LETTERS[row.verdict], row.record, row.version),
        *(changes, row.person, row.restores, problems),
    ]


def loaded(text: str, sheet: Sheet) -> Chunk:
    """The rows again."""
    content = json.loads(text)
    days = {place for place, column in enumerate(sheet.columns) if column.kind is Kind.DATE}
    columns = content["columns"]
    for place in days if columns else ():
        columns[place] = list(map(day_again, columns[place]))
    others = [row_of(line, days) for line in content["others"]]
    return Chunk(content["numbers"], content["keys"], columns, others)


def row_of(line: list[Any], days: set[int]) -> StagedRow:
    """A row that is not new, from its JSON."""
    number, letter, record, version, changes, person, restores, problems = line
    return StagedRow(
        *(number, VERDICTS[letter], record, version),
        changes={place: pair_again(pair, place in days) for place, pair in changes},
        person=tuple(person) if person else None,
        restores=restores,
        problems=[Problem(*problem) for problem in problems],
    )


@lru_cache(maxsize=20_000)
def day_text(day: datetime.date) -> str:
    """A day in its JSON."""
    return day.isoformat()


@lru_cache(maxsize=20_000)
def day_again(text: str | None) -> datetime.date | None:
    """A day from its JSON."""
    return datetime.date.fromisoformat(text) if text else None


def pair_again(pair: list[Any], are_days: bool) -> tuple[Any, Any]:
    """What a field held and what it would hold, from their JSON."""
    before, after = map(day_again, pair) if are_days else pair
    return before, after


def chunks_of(batch: ImportBatch, sheet: Sheet, order: str = "number") -> Iterator[Chunk]:
    """The chunks of a batch, one in memory at a time."""
    for chunk in one_by_one(StagedRows.objects.filter(batch=batch).order_by(order)):
        yield loaded(chunk.content, sheet)


def in_groups(batch: ImportBatch, size: int) -> Iterator[list[StagedRows]]:
    """The chunks of a batch, some of them by one query, with their rows still folded up."""
    keys = list(StagedRows.objects.filter(batch=batch).order_by("number").values_list("pk"))
    for first in range(0, len(keys), size):
        wanted = [key for (key,) in keys[first : first + size]]
        yield list(StagedRows.objects.filter(pk__in=wanted).order_by("number"))


def one_by_one(chunks: QuerySet[StagedRows]) -> Iterator[StagedRows]:
    """Each by a query of its own: while one cursor stays open, SQLite lets nobody else commit."""
    for key in list(chunks.values_list("pk", flat=True)):
        yield StagedRows.objects.get(pk=key)


def rows_of(batch: ImportBatch, sheet: Sheet, *verdicts: Verdict) -> Iterator[StagedRow]:
    """The rows that are kept of a batch, in order; those of some verdicts only."""
    for chunk in chunks_of(batch, sheet):
        yield from (row for row in chunk.rows() if not verdicts or row.verdict in verdicts)


def only_changes(text: str) -> str:
    """What is kept of a chunk once its new rows are stored."""
    content = json.loads(text)
    others = [line for line in content["others"] if VERDICTS[line[1]] is Verdict.CHANGED]
    kept = {"numbers": [], "keys": [], "columns": [], "others": others}
    return json.dumps(kept, ensure_ascii=False)


def page_of(
    batch: ImportBatch, sheet: Sheet, verdict: Verdict, first: int, size: int
) -> list[StagedRow]:
    """Some of the rows of a verdict, in order; only the chunks that hold them are opened."""
    wanted: list[int] = []
    skipped = passed = 0
    for pk, counts in batch.chunks.order_by("number").values_list("pk", "counts"):
        here = counts.get(verdict.value, 0)
        if here and first < passed + here and passed < first + size:
            skipped = skipped if wanted else passed
            wanted.append(pk)
        passed += here
    chunks = one_by_one(StagedRows.objects.filter(pk__in=wanted).order_by("number"))
    opened = (loaded(chunk.content, sheet) for chunk in chunks)
    found = (row for chunk in opened for row in chunk.rows() if row.verdict is verdict)
    return list(islice(found, first - skipped, first - skipped + size))
