"""The further pages of a file, checked after its records and kept with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from halfsky.records.sheets.cells import Raw
from halfsky.records.sheets.children import keeping
from halfsky.records.sheets.children.checking import ChildChecker, ChildRow
from halfsky.records.sheets.children.parents import Parents
from halfsky.records.sheets.children.sheets import ChildSheet, child_sheets
from halfsky.records.sheets.columns import Sheet
from halfsky.records.sheets.models import ImportBatch
from halfsky.records.sheets.scope import Scope
from halfsky.records.sheets.verdicts import CheckedRow, Verdict

if TYPE_CHECKING:
    from halfsky.records.sheets.finding import ChildTable
    from halfsky.records.sheets.layouts import Table

UNSOUND = (Verdict.REFUSED, Verdict.CONFLICT)


@dataclass
class CheckedPage:
    """One further page of a file, judged."""

    sheet: ChildSheet
    table: ChildTable
    rows: list[ChildRow]

    @property
    def counts(self) -> Counter[Verdict]:
        """How many rows there are of each verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def unsound(self) -> list[ChildRow]:
        """What stands against storing it."""
        return [row for row in self.rows if row.verdict in UNSOUND]


class Further:
    """Goes through the further pages of the files for one register."""

    def __init__(self, sheet: Sheet, scope: Scope) -> None:
        self.sheet, self.scope = sheet, scope
        self.parents = Parents(sheet, scope)
        self.checkers: dict[str, ChildChecker] = {}
        for one in child_sheets(sheet.register):
            above = self.checkers.get(one.child.relation.rpartition("__")[0])
            checker = ChildChecker(one, scope, self.parents, above)
            self.checkers[one.child.relation] = checker

    def learn(
        self, rows: Sequence[CheckedRow], cells: Sequence[Sequence[Raw]], at: int | None
    ) -> None:
        """Some checked records of the file, with their running numbers."""
        if at is not None:
            self.parents.learn(rows, cells, at)

    def begin(self) -> None:
        """Another file: its running numbers are its own."""
        self.parents.numbered = {}

    def check(self, table: Table, first: int = 0) -> list[CheckedPage]:
        """The further pages of a file whose records are checked, its rows numbered on."""
        found = []
        for relation, checker in self.checkers.items():
            page = table.beside.tables.get(relation) if table.beside else None
            if page is not None and page.numbers:
                numbers = [first + number for number in page.numbers]
                rows = checker.check(numbers, page.cells, page.table.heading.layout)
                found.append(CheckedPage(checker.sheet, page, rows))
        return found

    def forget(self, pages: Iterable[CheckedPage]) -> None:
        """Rows that were accepted are not to be stored after all."""
        for page in pages:
            checker = self.checkers[page.sheet.child.relation]
            checker.forget({row.number for row in page.rows})

    def owners(self, pages: Iterable[CheckedPage]) -> set[int]:
        """The organisations whose records the pages would write to."""
        path = self.sheet.register.organisation
        found = set()
        for page in pages:
            for row in page.rows:
                if row.parent is not None and row.verdict in keeping.WRITTEN:
                    found.add(owner_of(row.parent.instance, path))
        return found


def owner_of(record: Any, path: str) -> int:
    """The key of the organisation that a record belongs to."""
    for step in path.split("__")[:-1]:
        record = getattr(record, step)
    last = path.rpartition("__")[2]
    return int(getattr(record, record._meta.get_field(last).attname))


def keep_pages(batch: ImportBatch, pages: Sequence[CheckedPage]) -> None:
    """Keep what they would write, and where things stand in the file."""
    beside: dict[str, Any] = batch.layout.setdefault("beside", {})
    for page in pages:
        keeping.keep(batch, page.sheet, page.rows)
        kept = beside.setdefault(page.sheet.child.relation, {"counts": {}})
        counts = Counter(kept["counts"])
        counts.update({one.value: number for one, number in page.counts.items()})
        kept["counts"] = dict(counts)
        kept |= page.table.layout_kept()
