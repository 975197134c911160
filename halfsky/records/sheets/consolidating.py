"""Takes in a folder or zip of returned workbooks at once: one report, one batch.

A file with anything wrong in it is left out whole and goes back marked; the others are stored
together, and are known again row by row when the folder comes a second time.
"""

from __future__ import annotations

import datetime
import hashlib
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from halfsky.org.kinds import TIER_OF_KIND, OrganisationKind
from halfsky.org.models import Person
from halfsky.records.sheets import bulk
from halfsky.records.sheets.books import PLAIN_TEXT
from halfsky.records.sheets.checking import Checker
from halfsky.records.sheets.children.checking import ChildRow
from halfsky.records.sheets.children.staging import CheckedPage, Further, keep_pages
from halfsky.records.sheets.collector import rarely_collected
from halfsky.records.sheets.columns import Column, Sheet, sheet_of
from halfsky.records.sheets.finding import table_of
from halfsky.records.sheets.keeping import WRITTEN, counted, dumped
from halfsky.records.sheets.layouts import Table, missing_columns
from halfsky.records.sheets.marking import mark_file, marks_of
from halfsky.records.sheets.models import ImportBatch, StagedRows
from halfsky.records.sheets.reading import FileRefused, Reader, Rows
from halfsky.records.sheets.scope import Place, Scope
from halfsky.records.sheets.staging import (
    Progress,
    digest_of,
    last_audited,
    nothing,
    with_counts,
)
from halfsky.records.sheets.verdicts import ROWS_A_FILE, CheckedRow, Layout, Verdict

FILES, UNPACKED = 2_000, 500_000_000
ROWS_AT_ONCE = 2_000
ENDINGS = (".xlsx", ".xls", ".csv")

COUNTED = (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED, Verdict.REFUSED)
READY, WRONG, UNREADABLE = "ready", "wrong", "unreadable"
STATES = {
    READY: gettext_lazy("可导入"),
    WRONG: gettext_lazy("有错，未导入"),
    UNREADABLE: gettext_lazy("不能读取"),
}


@dataclass
class Returned:
    """One file that came back: who sent it, what is in it, what is wrong."""

    name: str
    path: Path
    state: str = READY
    sentence: str = ""
    first: int = 0  # its rows are numbered on from here
    senders: set[int] = field(default_factory=set)
    counts: Counter[Verdict] = field(default_factory=Counter)
    layout: dict[str, Any] = field(default_factory=dict)
    refused: list[CheckedRow] = field(default_factory=list)
    further: list[CheckedPage] = field(default_factory=list)  # its other pages


@dataclass
class Consolidation:
    """What came of a folder: a batch of everything sound, a line a file, who is missing."""

    batch: ImportBatch
    files: list[Returned]
    missing: list[Place]
    places: dict[int, Place]

    def of(self, *states: str) -> list[Returned]:
        """The files in some states."""
        return [one for one in self.files if one.state in states]


@contextmanager
def unpacked(source: Path) -> Iterator[list[tuple[str, Path]]]:
    """The workbooks of a folder, or of a zip, with their names; raises `FileRefused`."""
    if source.is_dir():
        paths = sorted(one for one in source.rglob("*") if is_workbook(one.name))
        refuse_too_many(len(paths))
        yield [(str(one.relative_to(source)), one) for one in paths]
        return
    with TemporaryDirectory(prefix="halfsky-") as folder:
        yield list(extracted(source, Path(folder)))


def is_workbook(name: str) -> bool:
    """By its ending; programs leave files beside open ones that begin with ~$."""
    base = name.rpartition("/")[2]
    return base.lower().endswith(ENDINGS) and not base.startswith(("~$", "._"))


def refuse_too_many(number: int) -> None:
    """More than the limit, or none at all."""
    if number > FILES:
        raise FileRefused(_("文件超过{limit}个，请分几次导入。").format(limit=FILES))
    if not number:
        raise FileRefused(_("里面没有 .xlsx、.xls 或 .csv 文件，请重新选择。"))


def extracted(source: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """The workbooks of a zip, under names of ours; their own are text only."""
    left = UNPACKED
    try:
        with zipfile.ZipFile(source) as archive:
            members = [one for one in archive.infolist() if is_workbook(name_in_zip(one))]
            refuse_too_many(len(members))
            for number, member in enumerate(members):
                path = folder / f"{number}{Path(member.filename).suffix.lower()}"
                with archive.open(member) as stream, path.open("wb") as file:
                    while block := stream.read(1 << 20):
                        left -= len(block)
                        if left < 0:
                            raise FileRefused(_("压缩包解开后过大，请分几次导入。"))
                        file.write(block)
                yield name_in_zip(member), path
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise FileRefused(_("压缩包已损坏或有密码，请重新打包。")) from problem


def name_in_zip(member: zipfile.ZipInfo) -> str:
    """A member's name; Chinese Windows writes GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


class Consolidating:
    """Goes through the files with one checker: each is compared with what those before it bring."""

    def __init__(self, scope: Scope, reader: Reader) -> None:
        self.scope, self.reader = scope, reader
        self.sheet: Sheet = sheet_of(scope.register)
        empty = Layout((None,) * len(self.sheet.columns))
        self.checker = Checker(self.sheet, scope, empty)
        self.gathered: list[tuple[Returned, Table, Rows]] = []  # read and not yet checked
        self.rows_gathered = 0
        self.missing: dict[Layout, list[Column]] = {}  # which columns files lack
        self.waiting: list[CheckedRow] = []
        self.further = Further(self.sheet, scope) if scope.register.children else None
        self.pages: list[CheckedPage] = []  # of sound files, not yet kept
        self.chunks = 0

    def take_in(self, number: int, returned: Returned) -> None:
        """Read one file; a short one is checked together with those beside it."""
        first = number * ROWS_A_FILE
        checked: list[CheckedRow] = []
        returned.first = first
        try:
            table = table_of(self.sheet, self.reader, returned.path)
            chunks = (
                Rows([first + row for row in rows.numbers], rows.cells) for rows in table.chunks()
            )
            begun = list(islice(chunks, 2))
            if len(begun) == 1:
                self._gather(returned, table, begun[0])
                return
            self.check_gathered()
            self.checker.lay_out(table.heading.layout)
            self._begin()
            for rows in chain(begun, chunks):
                checked += self._learned(table, rows, self.checker.check(rows.numbers, rows.cells))
            self._settle(returned, table, checked)
        except FileRefused as refused:
            returned.state, returned.sentence = UNREADABLE, str(refused)
            self.checker.forget(row.number for row in checked)

    def _gather(self, returned: Returned, table: Table, rows: Rows) -> None:
        """Rows in the same columns are checked at once, with a few queries for all of them."""
        if self.gathered and self.gathered[0][1].heading.layout != table.heading.layout:
            self.check_gathered()
        self.gathered.append((returned, table, rows))
        self.rows_gathered += len(rows.numbers)
        if self.rows_gathered >= ROWS_AT_ONCE:
            self.check_gathered()

    def check_gathered(self) -> None:
        """File after file: what a bad one brought is forgotten before the next is judged."""
        gathered, self.gathered, self.rows_gathered = self.gathered, [], 0
        if not gathered:
            return
        self.checker.lay_out(gathered[0][1].heading.layout)
        numbers = list(chain.from_iterable(rows.numbers for _r, _t, rows in gathered))
        cells = list(chain.from_iterable(rows.cells for _r, _t, rows in gathered))
        judged = self.checker.check(numbers, cells)
        for returned, table, rows in gathered:
            self._begin()
            checked = self._learned(table, rows, islice(judged, len(rows.numbers)))
            self._settle(returned, table, checked)

    def _begin(self) -> None:
        if self.further is not None:
            self.further.begin()

    def _learned(self, table: Table, rows: Rows, judged: Iterator[CheckedRow]) -> list[CheckedRow]:
        """Checked rows; those of the file's other pages will name them by their numbers."""
        checked = list(judged)
        if self.further is not None:
            self.further.learn(checked, rows.cells, table.heading.layout.number)
        return checked

    def _settle(self, returned: Returned, table: Table, checked: list[CheckedRow]) -> None:
        """The rows of a file are kept only if all of them are sound."""
        returned.layout = table.layout_kept() | {"last_row": len(checked)}
        try:
            self._judge(returned, checked, table.heading.layout)
            self._judge_further(returned, table)
        except FileRefused as refused:
            returned.state, returned.sentence = UNREADABLE, str(refused)
        if returned.state != READY:
            self.checker.forget(row.number for row in checked)
            if self.further is not None:
                self.further.forget(returned.further)
        else:
            self.waiting += [row for row in checked if row.verdict in WRITTEN]
            self.pages += returned.further

    def _judge_further(self, returned: Returned, table: Table) -> None:
        """The other pages of a file; one that is wrong leaves the whole file out."""
        if self.further is None:
            return
        returned.further = self.further.check(table, returned.first)
        returned.senders |= self.further.owners(returned.further)
        for page in returned.further:
            if page.unsound and returned.state == READY:
                returned.state = WRONG
                returned.sentence = f"{page.sheet.child.label}：{said(page.unsound)}"

    def _judge(self, returned: Returned, checked: list[CheckedRow], layout: Layout) -> None:
        if not checked:
            raise FileRefused(_("表里没有数据行，请在表头下面填写。"))
        if layout not in self.missing:
            self.missing[layout] = missing_columns(self.sheet, layout, self.scope)
        missing = self.missing[layout]
        if missing and any(row.record is None for row in checked):
            headings = "、".join(column.heading for column in missing)
            sentence = _("表里缺少“{headings}”这一列，请补上后再导入。")
            raise FileRefused(sentence.format(headings=headings))
        returned.counts = Counter(row.verdict for row in checked)
        returned.refused = [
            row for row in checked if row.verdict in (Verdict.REFUSED, Verdict.CONFLICT)
        ]
        if self.sheet.organisation is not None:
            at = self.sheet.columns.index(self.sheet.organisation)
            values = {row.values[at] for row in checked}
            returned.senders = {one for one in values if isinstance(one, int)}
        if returned.refused:
            returned.state = WRONG
            returned.sentence = said(returned.refused)

    def keep(self, batch: ImportBatch, *, all_of_them: bool = False) -> None:
        """Write the rows that wait, a chunk at a time."""
        while len(self.waiting) >= ROWS_AT_ONCE or (all_of_them and self.waiting):
            chunk, self.waiting = self.waiting[:ROWS_AT_ONCE], self.waiting[ROWS_AT_ONCE:]
            content = dumped(chunk, [True] * len(self.sheet.columns))
            with bulk.followed_by_another():
                StagedRows.objects.create(
                    batch=batch, number=self.chunks, content=content, counts=counted(chunk)
                )
            self.chunks += 1
        keep_pages(batch, self.pages)
        self.pages = []


def said(refused: Sequence[CheckedRow | ChildRow]) -> str:
    """The first thing that is wrong in a file, and how many more there are."""
    row = refused[0]
    sentence = _("第{row}行：{problem}（共{number}行有错）")
    problem = row.problems[0].sentence if row.problems else ""
    number = row.number % ROWS_A_FILE
    return sentence.format(row=number, problem=problem, number=len(refused))


@rarely_collected()
def consolidate(
    scope: Scope,
    source: Path,
    reader: Reader,
    on: datetime.date,
    person: Person | None = None,
    marked: Path | None = None,
    progress: Progress = nothing,
) -> Consolidation:
    """Check every workbook of a folder or zip; the batch holds the rows of those that are sound.

    Those with errors are written to the folder `marked`, ready to be sent back.
    """
    work = Consolidating(scope, reader)
    with unpacked(source) as found:
        files = [Returned(name, path) for name, path in found]
        digests = sorted(digest_of(one.path) for one in files)
        batch = ImportBatch.objects.create(
            register=scope.register.code,
            file_name=source.name[:200],
            digest=hashlib.sha256("".join(digests).encode()).hexdigest(),
            organisation_id=scope.top,
            made_by=person,
            seen=last_audited(),
        )
        reader.expect(one.path for one in files)
        for number, returned in enumerate(files, 1):
            work.take_in(number, returned)
            work.keep(batch)
            progress(number)
        work.check_gathered()
        work.keep(batch, all_of_them=True)
        for returned in files:
            if marked is not None and returned.state == WRONG:
                mark_returned(returned, work.sheet, marked, reader)
    sound = [one for one in files if one.state == READY]
    counts: Counter[Verdict] = sum((one.counts for one in sound), Counter())
    senders = set().union(*(one.senders for one in sound))
    batch.layout |= {"organisations": sorted(senders), "files": [one.name for one in files]}
    with transaction.atomic():
        with_counts(batch, counts)
    return Consolidation(batch, files, missing_senders(scope, files, on), scope.places)


def mark_returned(returned: Returned, sheet: Sheet, folder: Path, reader: Reader) -> None:
    """A copy of a returned workbook with what is wrong marked; under the name it came by."""
    out = folder / f"{Path(returned.name.replace('/', '_')).stem}（有错）.xlsx"
    layouts = [returned.layout, *(page.table.layout_kept() for page in returned.further)]
    pages = [marks_of(returned.layout, sheet, returned.refused)]
    for page in returned.further:
        pages.append(marks_of(page.table.layout_kept(), page.sheet, page.unsound))
    mark_file(layouts, pages, returned.path, out, reader)


def write_report(consolidation: Consolidation, out: Path) -> None:
    """One workbook for all: what came of each file, and who has sent none."""
    places = consolidation.places
    book = xlsxwriter.Workbook(str(out), {"constant_memory": True, **PLAIN_TEXT})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    page = book.add_worksheet("来件")
    columns = ("文件", "组织", "结果", "新增", "修改", "不变", "有错", "说明")
    for at, (heading, width) in enumerate(zip(columns, (40, 40, 14, 8, 8, 8, 8, 80), strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, heading, head)
    for row, one in enumerate(consolidation.files, 1):
        senders = "、".join(places[key].shown for key in sorted(one.senders) if key in places)
        for at, text in enumerate((one.name, senders, str(STATES[one.state]))):
            page.write_string(row, at, text)
        for at, verdict in enumerate(COUNTED, 3):
            page.write_number(row, at, one.counts[verdict])
        page.write_string(row, 7, one.sentence)
    page.autofilter(0, 0, len(consolidation.files), len(columns) - 1)
    missing = book.add_worksheet("未报")
    missing.set_column(0, 1, 40)
    for at, heading in enumerate(("编码", "组织")):
        missing.write_string(0, at, heading, head)
    for row, place in enumerate(consolidation.missing, 1):
        missing.write_string(row, 0, place.code)
        missing.write_string(row, 1, place.name)
    book.close()


def missing_senders(scope: Scope, files: list[Returned], on: datetime.date) -> list[Place]:
    """Who has to report within reach, is in being, and is in no file that was sound."""
    kinds = [k for k in OrganisationKind if TIER_OF_KIND[k] in scope.register.reported_by]
    sent = set().union(*(one.senders for one in files if one.state == READY))
    due = scope.organisations.filter(kind__in=kinds).values_list("pk", flat=True)
    return [
        scope.places[key]
        for key in due
        if key in scope.places and key not in sent and in_being(scope.places[key], on)
    ]


def in_being(place: Place, on: datetime.date) -> bool:
    """Whether an organisation is there on a day."""
    return place.since <= on and (place.until is None or on < place.until)
