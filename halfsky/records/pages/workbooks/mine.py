"""Her imports: what is under way, what waits for her, what was stored and taken back."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Row, Table, Tone
from halfsky.org.pages.paging import page_of
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.tasks.models import UNFINISHED, Task, TaskState
from halfsky.records.declaration import Register
from halfsky.records.pages.workbooks.entrance import label_of
from halfsky.records.registry import registers
from halfsky.records.sheets.applying import written_since
from halfsky.records.sheets.models import ImportBatch, State

PAGE_SIZE = 20
LATELY = 5
TONES: dict[str, Tone] = {
    State.CHECKED: "notice",
    State.APPLIED: "good",
    State.UNDONE: "",
    State.GIVEN_UP: "",
}


def batches_of(reader: Reader) -> Any:
    """All of hers, the latest first."""
    hers = ImportBatch.objects.filter(made_by=reader.person).exclude(state=State.CHECKING)
    return hers.order_by("-pk")


def lately(reader: Reader, register: Register) -> Table | None:
    """The last few of a register."""
    found = list(batches_of(reader).filter(register=register.code)[:LATELY])
    return table_of(found, named=False) if found else None


def show_mine(request: ReaderRequest) -> HttpResponse:
    """What the queue has of hers, and all her imports."""
    shown, page = page_of(request, batches_of(request.reader), PAGE_SIZE)
    mine = Task.objects.filter(person=request.reader.person)
    context = {
        "waiting": tasks_table(mine.filter(state__in=UNFINISHED).order_by("-pk")),
        "failed": tasks_table(mine.filter(state=TaskState.FAILED).order_by("-pk")[:LATELY]),
        "table": table_of(shown, named=True),
        "page": page,
        "crumbs": [Crumb(_("我的导入"))],
    }
    return render(request, "records/workbooks/mine.html", context)


def tasks_table(tasks: Iterable[Task]) -> Table:
    """What the worker has, or has not been able to do."""
    columns = [
        Column(_("内容"), is_title=True),
        Column(_("提交"), is_short=True),
        Column(_("状态")),
    ]
    rows = [
        Row(
            (
                Cell(task.label),
                Cell(moment(task.created_at)),
                Cell(task.get_state_display(), note=task.sentence),
            ),
            url=reverse("org:task", args=[task.pk]),
        )
        for task in tasks
    ]
    return Table(_("后台正在办的"), columns, rows)


def table_of(batches: list[ImportBatch], *, named: bool) -> Table:
    """A row an import, with its counts."""
    stale = stale_among(batches)
    columns = [
        Column(_("文件"), is_title=True),
        Column(_("核对时间"), is_short=True),
        Column(_("状态")),
        Column(_("新增"), is_numeric=True),
        Column(_("修改"), is_numeric=True),
        Column(_("有错"), is_numeric=True),
    ]
    if named:
        columns.insert(1, Column(_("登记册")))
    rows = [row_of(batch, batch.pk in stale, named=named) for batch in batches]
    return Table(_("导入记录"), columns, rows)


def row_of(batch: ImportBatch, is_stale: bool, *, named: bool) -> Row:
    """One import."""
    beside = batch.beside_counts
    wrong = batch.refused + batch.conflicts + beside["refused"] + beside["conflict"]
    cells = [
        Cell(batch.file_name),
        Cell(moment(batch.made_at)),
        state_cell(batch, is_stale),
        Cell(batch.new),
        Cell(batch.changed),
        Cell(wrong, tone="bad" if wrong else ""),
    ]
    if named:
        cells.insert(1, Cell(label_of(batch.register)))
    return Row(cells, url=reverse("records:batch", args=[batch.register, batch.pk]))


def state_cell(batch: ImportBatch, is_stale: bool) -> Cell:
    """How far it is, in her words."""
    if batch.state == State.CHECKED:
        if not batch.is_sound:
            return Cell(_("有错待改"), is_badge=True, tone="bad")
        if not batch.writes:
            return Cell(_("没有要导入的"), is_badge=True)
        if is_stale:
            return Cell(_("已过时"), is_badge=True, tone="warning")
        return Cell(_("等您确认"), is_badge=True, tone="notice")
    return Cell(batch.get_state_display(), is_badge=True, tone=TONES[batch.state])


def stale_among(batches: list[ImportBatch]) -> set[int]:
    """Which of some waiting imports somebody has overtaken, in one query."""
    waiting = [one for one in batches if one.state == State.CHECKED and one.is_sound]
    if not waiting:
        return set()
    written = written_since(min(one.seen for one in waiting), *{one.register for one in waiting})
    last = list(written.values_list("kind", "organisation").annotate(Max("sequence")).order_by())
    return {one.pk for one in waiting if any(overtakes(line, one) for line in last)}


def overtakes(line: tuple[str, int | None, int], batch: ImportBatch) -> bool:
    """Whether what was last written to an organisation is about a batch, and after its check."""
    kind, organisation, sequence = line
    is_about = kind == batch.register or kind not in registers()
    is_touched = organisation is None or organisation in batch.layout["organisations"]
    return is_about and is_touched and sequence > batch.seen


def moment(at: Any) -> str:
    """A time as it is read."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
