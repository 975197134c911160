"""Checks a file as a whole and keeps its rows until somebody confirms them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext as _

from halfsky.org.audit.models import AuditEntry
from halfsky.org.models import Person
from halfsky.records.sheets import bulk
from halfsky.records.sheets.checking import Checker
from halfsky.records.sheets.children.staging import Further, keep_pages
from halfsky.records.sheets.collector import rarely_collected
from halfsky.records.sheets.columns import Sheet, sheet_of
from halfsky.records.sheets.finding import table_of
from halfsky.records.sheets.keeping import WRITTEN, counted, dumped
from halfsky.records.sheets.layouts import Table, missing_columns
from halfsky.records.sheets.models import ImportBatch, StagedRows, State
from halfsky.records.sheets.reading import FileRefused, Reader
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import Layout, Verdict

Progress = Callable[[int], None]  # how many rows are done
BLOCK = 1 << 20


class AlreadyImported(Exception):
    """The same file was imported before; nothing is to be done."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(str(batch))
        self.batch = batch


def nothing(done: int) -> None:
    """Nobody watches the progress."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def last_audited() -> int:
    """The last line of the audit trail; what comes after it was not seen by a check."""
    last: int | None = AuditEntry.objects.aggregate(last=Max("sequence"))["last"]
    return last or 0


def imported_before(code: str, digest: str) -> ImportBatch | None:
    """The import of the same file that is in force."""
    same = ImportBatch.objects.filter(register=code, digest=digest, state=State.APPLIED)
    return same.order_by("-pk").first()


@rarely_collected()
def stage(
    scope: Scope,
    path: Path,
    name: str,
    reader: Reader,
    person: Person | None = None,
    progress: Progress = nothing,
) -> ImportBatch:
    """Check every row of a file; the batch says what would become of them.

    Raises `FileRefused` where the file cannot be read at all, and `AlreadyImported`.
    """
    sheet = sheet_of(scope.register)
    digest = digest_of(path)
    if earlier := imported_before(scope.register.code, digest):
        raise AlreadyImported(earlier)
    table = table_of(sheet, reader, path)
    batch = ImportBatch.objects.create(
        register=scope.register.code,
        file_name=name[:200],
        digest=digest,
        organisation_id=scope.top,
        made_by=person,
        seen=last_audited(),
        layout=table.layout_kept(),
    )
    try:
        counts = keep_checked(batch, sheet, scope, table, progress)
    except BaseException:
        batch.delete()
        raise
    return with_counts(batch, counts)


def keep_checked(
    batch: ImportBatch, sheet: Sheet, scope: Scope, table: Table, progress: Progress
) -> Counter[Verdict]:
    """Check and keep the rows a chunk at a time, so that nobody has to wait for long."""
    checker = Checker(sheet, scope, table.heading.layout)
    further = Further(sheet, scope) if sheet.register.children else None
    missing = missing_columns(sheet, table.heading.layout, scope)
    counts: Counter[Verdict] = Counter()
    touched: set[int] = set()
    owner = sheet.columns.index(sheet.organisation) if sheet.organisation else None
    for number, rows in enumerate(table.chunks()):
        batch.layout["last_row"] = rows.numbers[-1]
        checked = list(checker.check(rows.numbers, rows.cells))
        counts.update(row.verdict for row in checked)
        if further is not None:
            further.learn(checked, rows.cells, table.heading.layout.number)
        if owner is not None:
            touched |= {row.values[owner] for row in checked if row.verdict in WRITTEN}
        content, counted_here = dumped(checked, checker.present), counted(checked)
        with bulk.followed_by_another():
            StagedRows.objects.create(
                batch=batch, number=number, content=content, counts=counted_here
            )
        if missing and any(row.record is None for row in checked):
            headings = "、".join(column.heading for column in missing)
            raise FileRefused(
                _("表里缺少“{headings}”这一列，请补上后再导入。").format(headings=headings)
            )
        progress(sum(counts.values()))
    if not counts:
        raise FileRefused(_("表里没有数据行，请在表头下面填写。"))
    if further is not None and (pages := further.check(table)):
        keep_pages(batch, pages)
        touched |= further.owners(pages)
    batch.layout["organisations"] = sorted(touched)
    return counts


def with_counts(batch: ImportBatch, counts: Counter[Verdict]) -> ImportBatch:
    """The batch with what its rows would become, ready to be decided on."""
    batch.state = State.CHECKED
    batch.new, batch.changed = counts[Verdict.NEW], counts[Verdict.CHANGED]
    batch.unchanged, batch.refused = counts[Verdict.UNCHANGED], counts[Verdict.REFUSED]
    batch.conflicts = counts[Verdict.CONFLICT]
    batch.save()
    return batch


def layout_of(batch: ImportBatch) -> Layout:
    """The layout that a batch was read by."""
    return Layout(tuple(batch.layout["cells"]), batch.layout["mark"])
