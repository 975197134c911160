"""One import: what it would do, confirming it, what it did, taking it back."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb, Page, Tab, with_query
from halfsky.org.answers import answer, refused
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.pages.tasks import sent
from halfsky.org.reader import ReaderRequest
from halfsky.org.tasks import files
from halfsky.org.tasks.queue import Order, TooMany, enqueue
from halfsky.records.declaration import Register
from halfsky.records.pages.opening import address_of
from halfsky.records.pages.workbooks.entrance import (
    crumbs_of,
    import_crumb,
    open_batch,
    tabs_of,
)
from halfsky.records.pages.workbooks.further import FurtherPreview, counts_beside
from halfsky.records.pages.workbooks.preview import Preview
from halfsky.records.pages.workbooks.report import Report
from halfsky.records.sheets.applying import ImportRefused, is_stale
from halfsky.records.sheets.background import batch_url
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.keeping import page_of
from halfsky.records.sheets.models import ImportBatch, State
from halfsky.records.sheets.purging import give_up
from halfsky.records.sheets.undoing import refuse_touched
from halfsky.records.sheets.verdicts import Verdict

ROWS = 25  # of a page of the preview
SHOWN = ("refused", "conflict", "changed", "new")


def show_batch(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """Before it is decided the preview, afterwards the receipt."""
    register, batch = open_batch(request, code, number)
    report = Report.of(batch)
    context: dict[str, Any] = {
        "register": register,
        "batch": batch,
        "tabs": tabs_of(request, register),
        "crumbs": crumbs_of(register, import_crumb(register), Crumb(batch.file_name)),
        "tiles": tiles_of(batch, report),
        "beside": beside_tiles(register, batch),
        "report": report,
        "writes": writes_of(register, batch),
        "is_again": request.GET.get("again") == "1",
        "list_url": reverse("records:list", args=[code]) + f"?batch={batch.pk}",
        "urls": {name: reverse(f"records:{name}", args=[code, batch.pk]) for name in ACTS},
        "submission_key": new_key(),
    }
    context |= rows_shown(request, register, batch, report)
    if batch.state == State.CHECKED:
        stands = batch.is_sound and bool(batch.writes)
        context["is_stale"] = stands and is_stale(batch)
        pages = [batch.layout, *batch.layout.get("beside", {}).values()]
        context["unknown"] = "、".join(name for one in pages for name in one.get("unknown", ()))
    elif batch.state == State.APPLIED:
        context["touched"] = why_not_undone(batch, register) if batch.writes <= LOOKED_AT else ""
    return render(request, "records/workbooks/batch.html", context)


def writes_of(register: Register, batch: ImportBatch) -> str:
    """What it would write, or wrote, in a few words."""
    said = ((batch.new, _("新增{count}条")), (batch.changed, _("修改{count}条")))
    parts = [text.format(count=count) for count, text in said if count]
    ways = {"new": _("{page}新增{count}行"), "changed": _("{page}修改{count}行")}
    for _relation, page, verdict, count in counts_beside(register, batch):
        if verdict in ways and count:
            parts.append(ways[verdict].format(page=page, count=count))
    return "，".join(parts)


ACTS = ("confirm", "recheck", "give_up", "take_back", "marked_download")
# More rows than these are only looked at when she asks to take them back.
LOOKED_AT = 2_000


def labels() -> dict[str, str]:
    """What the verdicts are called."""
    return {
        "refused": _("有错"),
        "conflict": _("冲突"),
        "changed": _("修改"),
        "new": _("新增"),
        "unchanged": _("不变"),
    }


def tiles_of(batch: ImportBatch, report: Report | None) -> list[tuple[str, int, str]]:
    """The numbers at the top: of rows, and of files where there were many."""
    rows = [(labels()[name], number, _("行")) for name, number in batch.counts.items()]
    if report is None:
        return rows
    files_and_missing = [(label, number, "") for label, number in report.counts.items()]
    return [*files_and_missing, (labels()["new"], batch.new, _("行"))]


def beside_tiles(register: Register, batch: ImportBatch) -> list[tuple[str, list[str]]]:
    """Of each further page how many rows there are of each verdict, in words."""
    found: dict[str, list[str]] = {}
    for _relation, page, verdict, count in counts_beside(register, batch):
        if count:
            said = _("{verdict}{count}行").format(verdict=labels()[verdict], count=count)
            found.setdefault(page, []).append(said)
    return list(found.items())


def kinds_of_rows(
    register: Register, batch: ImportBatch, report: Report | None
) -> dict[str, tuple[str, int]]:
    """What there is to look at: label and number, by what the address calls it."""
    found: dict[str, tuple[str, int]] = {}
    if report is not None:
        found["files"] = _("来件"), len(report.files)
        found["missing"] = _("未报"), len(report.missing)
    if batch.state == State.CHECKED:
        beside = list(counts_beside(register, batch))
        for verdict in SHOWN:  # what is wrong before what is not, wherever it stands
            found[verdict] = labels()[verdict], batch.counts[verdict]
            for relation, page, there, number in beside:
                if there == verdict:
                    found[f"{relation}.{verdict}"] = f"{page} · {labels()[verdict]}", number
    return {name: one for name, one in found.items() if one[1]}


def rows_shown(
    request: ReaderRequest, register: Register, batch: ImportBatch, report: Report | None
) -> dict[str, Any]:
    """One kind of rows, a page of them, and the tabs that lead to the others."""
    there = kinds_of_rows(register, batch, report)
    asked = request.GET.get("show", "")
    show = asked if asked in there else next(iter(there), "")
    tabs = [
        Tab(label, with_query(request.GET, show=name, page=None, again=None), name == show, n)
        for name, (label, n) in there.items()
    ]
    if not show:
        return {"show": ""}
    page = asked_page(request, there[show][1])
    first = page.first - 1
    if report is not None and show == "files":
        rows: Any = report.table_of_files(first, ROWS)
    elif report is not None and show == "missing":
        rows = report.table_of_missing(request.reader, first, ROWS)
    else:
        rows = verdict_rows(request, register, batch, show, first)
    verdict = show.rpartition(".")[2]
    return {"show": verdict, "verdicts": tabs, "page": page, "rows": rows}


def verdict_rows(
    request: ReaderRequest, register: Register, batch: ImportBatch, show: str, first: int
) -> Any:
    """The rows of one verdict, as a table or field by field."""
    relation, _dot, verdict = show.rpartition(".")
    if relation:
        return FurtherPreview(batch, register, request.reader, relation).rows(verdict, first, ROWS)
    rows = page_of(batch, sheet_of(register), Verdict(show), first, ROWS)
    preview = Preview(batch, register, request.reader)
    ways = {"refused": preview.refused, "new": preview.new}
    return ways[show](rows) if show in ways else preview.changed(rows)


def asked_page(request: ReaderRequest, total: int) -> Page:
    """Where in the rows she is."""
    text = request.GET.get("page", "")
    last = max(1, -(-total // ROWS))
    number = min(int(text), last) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    number = max(number, 1)
    return Page(
        number,
        (number - 1) * ROWS + 1,
        min(number * ROWS, total),
        with_query(request.GET, page=number - 1) if number > 1 else "",
        with_query(request.GET, page=number + 1) if number < last else "",
        total,
    )


# ---- deciding ------------------------------------------------------------------------------


def confirm(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """Have it stored, whole or not at all."""
    register, batch = open_batch(request, code, number)
    if batch.state == State.CHECKED and not (batch.is_sound and batch.writes):
        return refused(request, _("还有错误或冲突的行，请改好后重新上传。"), HTTPStatus.CONFLICT)
    label = _("导入{label}：{file}").format(label=register.label, file=batch.file_name)
    said = _("已提交导入：{file}").format(file=batch.file_name)
    order = Order(
        "records.store", label, {"batch": batch.pk}, back=batch_url(batch), can_stop=False
    )
    return put(request, batch, State.CHECKED, order, said)


def recheck(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """The same file once more, for the register has moved on; the old check is given up."""
    register, batch = open_batch(request, code, number)
    if not batch.file:
        raise Http404
    label = _("核对{label}：{file}").format(label=register.label, file=batch.file_name)
    content = {"register": register.code, "name": batch.file_name}
    stored = files.keep(files.read(batch.file))
    kind = "records.consolidate" if batch.returned else "records.check"
    order = Order(kind, label, content, stored, back=batch_url(batch))

    def also() -> None:
        give_up(batch)

    return put(
        request,
        batch,
        State.CHECKED,
        order,
        _("重新核对：{file}").format(file=batch.file_name),
        also,
    )


def take_back(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """Undo a stored import, until something else has touched its records."""
    register, batch = open_batch(request, code, number)
    if batch.state != State.APPLIED:
        raise Http404
    reason = why_not_undone(batch, register)
    if request.method == "POST" and not reason:
        label = _("撤销导入{label}：{file}").format(label=register.label, file=batch.file_name)
        said = _("已提交撤销：{file}").format(file=batch.file_name)
        order = Order(
            "records.take_back", label, {"batch": batch.pk}, back=batch_url(batch), can_stop=False
        )
        return put(request, batch, State.APPLIED, order, said)
    context = {
        "register": register,
        "batch": batch,
        "reason": reason,
        "writes": writes_of(register, batch),
        "submission_key": request.POST.get(FIELD) or new_key(),
        "url": batch_url(batch),
        "crumbs": crumbs_of(
            register,
            import_crumb(register),
            Crumb(batch.file_name, batch_url(batch)),
            Crumb(_("撤销导入")),
        ),
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "records/workbooks/take_back.html", context, status=status)


def why_not_undone(batch: ImportBatch, register: Register) -> str:
    """The sentence that says why it cannot be taken back; nothing where it can."""
    try:
        refuse_touched(batch, sheet_of(register))
    except ImportRefused as reason:
        return str(reason)
    return ""


def put(
    request: ReaderRequest,
    batch: ImportBatch,
    state: State,
    order: Order,
    said: str,
    also: Any = None,
) -> HttpResponse:
    """Put the work into the queue, once, and lead to its page."""

    def act() -> Written:
        if not ImportBatch.objects.filter(pk=batch.pk, state=state).exists():
            raise ImportRefused(_("这一批已经办过了，请刷新页面看现在的情况。"))
        task = enqueue(order, request.reader, address_of(request))
        if also:
            also()
        return Written(said, reverse("org:task", args=[task.pk]))

    try:
        return answer(request, act)
    except (ImportRefused, TooMany) as reason:
        files.forget(order.file)
        return refused(request, str(reason), HTTPStatus.CONFLICT)


def abandon(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """She does not want it stored; its rows and its file are gone at once."""
    register, batch = open_batch(request, code, number)

    def act() -> Written:
        give_up(batch)
        said = _("已放弃：{file}").format(file=batch.file_name)
        return Written(said, reverse("records:workbooks", args=[register.code]))

    return answer(request, act)


def send_marked(request: ReaderRequest, code: str, number: int) -> HttpResponseBase:
    """Her own workbook with the bad cells marked and explained."""
    _register, batch = open_batch(request, code, number)
    if not batch.marked:
        raise Http404
    stem, _dot, ending = batch.file_name.rpartition(".")
    kind = "zip" if ending.lower() == "zip" else "xlsx"
    name = _("{stem}（标好错）.{kind}").format(stem=stem or batch.file_name, kind=kind)
    try:
        blocks = files.read(batch.marked)
        first = next(blocks, b"")
    except FileNotFoundError:
        raise Http404 from None
    return sent(name, (part for rest in ((first,), blocks) for part in rest))
