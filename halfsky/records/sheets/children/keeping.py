"""The rows of further pages as they are kept until the import is confirmed: JSON, by chunks."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from halfsky.records.sheets.children.checking import ChildRow
from halfsky.records.sheets.children.sheets import ChildSheet
from halfsky.records.sheets.columns import Kind
from halfsky.records.sheets.models import ImportBatch, StagedChildren
from halfsky.records.sheets.verdicts import Problem, Verdict

ROWS_AT_ONCE = 500
WRITTEN = (Verdict.NEW, Verdict.CHANGED)


@dataclass(slots=True)
class StagedChild:
    """A kept row: what it would add or change beside which record, or what is wrong with it."""

    number: int
    verdict: Verdict
    record: int  # the key of its record; of a new one the number of its row, negative; 0: unknown
    record_row: int  # the row of its record
    version: int  # of its record, where that is there
    is_carried: bool  # its record is changed by its own row too
    above: int
    row: int | None
    values: list[Any]
    before: list[Any]
    person: list[str] | None
    problems: list[Problem] = field(default_factory=list)


def keep(batch: ImportBatch, sheet: ChildSheet, rows: Sequence[ChildRow]) -> None:
    """All rows of a page but those that are as they were."""
    kept = [row for row in rows if row.verdict is not Verdict.UNCHANGED]
    kept.sort(key=lambda row: (row.parent.row.number if row.parent else 0, row.number))
    first = StagedChildren.objects.filter(batch=batch).count()
    for number, start in enumerate(range(0, len(kept), ROWS_AT_ONCE), first):
        chunk = kept[start : start + ROWS_AT_ONCE]
        StagedChildren.objects.create(
            batch=batch,
            relation=sheet.child.relation,
            number=number,
            content=json.dumps(list(map(line_of, chunk)), ensure_ascii=False, default=in_json),
            counts={one.value: count for one, count in Counter(r.verdict for r in chunk).items()},
        )


def in_json(value: Any) -> Any:
    """A day as text; what could not be read as nothing."""
    return value.isoformat() if isinstance(value, datetime.date) else None


def line_of(row: ChildRow) -> list[Any]:
    """A row as it is kept."""
    parent = row.parent
    belongs = [0, 0, 0, False]
    if parent is not None:
        is_carried = parent.row.verdict is Verdict.CHANGED
        belongs = [parent.key, parent.row.number, parent.version, is_carried]
    problems = [(one.column, one.sentence, one.value) for one in row.problems]
    return [
        *(row.number, row.verdict.value, *belongs, row.above, row.row),
        *(row.values, row.before, row.person, problems),
    ]


def loaded(content: str, sheet: ChildSheet) -> list[StagedChild]:
    """The rows again."""
    days = [place for place, column in enumerate(sheet.own) if column.kind is Kind.DATE]
    return [row_of(line, days) for line in json.loads(content)]


def row_of(line: list[Any], days: Sequence[int]) -> StagedChild:
    """A row from its JSON."""
    number, verdict, *rest, problems = line
    row = StagedChild(number, Verdict(verdict), *rest)
    row.problems = [Problem(*one) for one in problems]
    for values in (row.values, row.before):
        for place in days if values else ():
            text = values[place]
            values[place] = datetime.date.fromisoformat(text) if text else None
    return row


def chunks_of(batch: ImportBatch, sheet: ChildSheet) -> Iterator[list[StagedChild]]:
    """The kept rows of a page, a chunk in memory at a time; no cursor stays open."""
    chunks = StagedChildren.objects.filter(batch=batch, relation=sheet.child.relation)
    for key in list(chunks.order_by("number").values_list("pk", flat=True)):
        yield loaded(StagedChildren.objects.get(pk=key).content, sheet)


def rows_of(batch: ImportBatch, sheet: ChildSheet, *verdicts: Verdict) -> Iterator[StagedChild]:
    """The kept rows of a page; those of some verdicts only."""
    for chunk in chunks_of(batch, sheet):
        yield from (row for row in chunk if not verdicts or row.verdict in verdicts)


def page_of(
    batch: ImportBatch, sheet: ChildSheet, verdict: Verdict, first: int, size: int
) -> list[StagedChild]:
    """Some of the rows of a verdict, under their records in the order of the file."""
    return list(islice(rows_of(batch, sheet, verdict), first, first + size))


def keep_changes(batch: ImportBatch) -> None:
    """It is stored: what its changed rows said before is enough to take it back."""
    for chunk in StagedChildren.objects.filter(batch=batch):
        lines = [one for one in json.loads(chunk.content) if one[1] == Verdict.CHANGED.value]
        if not lines:
            chunk.delete()
        elif len(lines) < sum(chunk.counts.values()):
            chunk.content = json.dumps(lines, ensure_ascii=False)
            chunk.counts = {Verdict.CHANGED.value: len(lines)}
            chunk.save(update_fields=["content", "counts"])
