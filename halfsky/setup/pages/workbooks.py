"""A list on its way: uploaded, its columns matched, previewed, applied, taken back."""

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Cell, Choice, Column, Crumb, Row, Table
from halfsky.org.answers import answer, refused
from halfsky.org.once import Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.sheets.reading import LIMITS, FileRefused
from halfsky.setup.applying import SetupRefused, apply
from halfsky.setup.books import (
    are_confirmed,
    confirm_columns,
    draft_of,
    drop,
    layouts_of,
    open_book,
)
from halfsky.setup.draft import Draft
from halfsky.setup.layout import Layout, RawPage, samples, unkept
from halfsky.setup.models import State, Workbook
from halfsky.setup.pages.asking import book_crumbs, book_url, fetch, root_for, steps_of
from halfsky.setup.preview import counts_of, writes_of
from halfsky.setup.questions import Group
from halfsky.setup.undoing import undo
from halfsky.setup.words import Word

SUFFIXES = (".xlsx", ".xls", ".csv")
LEFT_SHOWN = 200


def upload(request: ReaderRequest) -> HttpResponse:
    """A file, read at once; what it cannot be is said in a sentence."""
    root_for(request.reader, Power.ARRANGE_TREE)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        return refused(
            request, _("请先选一个名册文件，再按“上传”。"), HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if (file.size or 0) > LIMITS.bytes or not file.name.lower().endswith(SUFFIXES):
        sentence = _("请选 .xlsx、.xls 或 .csv 文件，不超过{megabytes}MB。")
        said = sentence.format(megabytes=LIMITS.bytes // 1_000_000)
        return refused(request, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return answer(request, lambda: opened(request, file, file.name or ""))
    except FileRefused as wrong:
        return refused(request, str(wrong), HTTPStatus.UNPROCESSABLE_ENTITY)


def opened(request: ReaderRequest, file: "UploadedFile[bytes]", name: str) -> Written:
    """Kept in the database; the copy on disk goes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower()}"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        workbook = open_book(path, name, request.reader.person)
    return Written(_("已读入名册：{file}").format(file=workbook.file_name), book_url(workbook))


def show_workbook(request: ReaderRequest, key: int) -> HttpResponse:
    """While it is open: questions and preview; afterwards what it made."""
    workbook = fetch(request, key)
    if workbook.state != State.OPEN:
        return show_done(request, workbook)
    if not are_confirmed(workbook):
        return redirect("setup:columns", key)
    draft = draft_of(workbook)
    groups = draft.questions.ordered
    context: dict[str, Any] = {
        "book": workbook,
        "steps": steps_of(workbook, True, draft.is_decided),
        "groups": [(group, question_url(workbook, group)) for group in groups],
        "next_url": question_url(workbook, draft.questions.open[0]) if draft.questions.open else "",
        "waiting": len(draft.questions.open),
        "minutes": max(1, round(sum(group.seconds for group in draft.questions.open) / 60)),
        "counts": counts_table([vars(one) for one in counts_of(draft)]),
        "left": left_table(draft),
        "left_count": len(draft.left_out),
        "merged": draft.merged,
        "is_decided": draft.is_decided,
        "writes": writes_of(draft),
        "key": new_key(),
        "crumbs": [*book_crumbs(workbook)[:1], Crumb(workbook.file_name)],
    }
    return render(request, "setup/workbook.html", context)


def question_url(workbook: Workbook, group: Group) -> str:
    """Where a group is answered."""
    return reverse("setup:question", args=[workbook.pk, group.code])


def show_done(request: ReaderRequest, workbook: Workbook) -> HttpResponse:
    """What it made, and the way back."""
    context = {
        "book": workbook,
        "counts": counts_table(workbook.counts),
        "is_applied": workbook.state == State.APPLIED,
        "key": new_key(),
        "crumbs": [*book_crumbs(workbook)[:1], Crumb(workbook.file_name)],
    }
    return render(request, "setup/done.html", context)


def counts_table(counts: list[dict[str, Any]]) -> Table:
    """New, completed, unchanged of each kind of thing."""
    columns = [
        Column("", is_title=True),
        Column(_("新建"), is_numeric=True),
        Column(_("补充或更新"), is_numeric=True),
        Column(_("不变"), is_numeric=True),
    ]
    rows = [
        Row(
            (
                Cell(one["label"]),
                Cell(one["new"]),
                Cell(one["changed"]),
                Cell(one["unchanged"]),
            )
        )
        for one in counts
    ]
    return Table(_("建立后会怎样"), columns, rows)


def left_table(draft: Draft) -> Table:
    """Rows that make nothing, with the reason."""
    columns = [
        Column(_("名称"), is_title=True),
        Column(_("原因")),
        Column(_("在名册的哪一行"), is_short=True),
    ]
    rows = [
        Row((Cell(one.name), Cell(one.reason), Cell(one.place)))
        for one in draft.left_out[:LEFT_SHOWN]
    ]
    return Table(_("留下的行"), columns, rows)


# ---- columns -----------------------------------------------------------------------------------


def match_columns(request: ReaderRequest, key: int) -> HttpResponse:
    """Every page with its headings, what each was taken for, and a few values to tell by."""
    workbook = fetch(request, key)
    if workbook.state != State.OPEN:
        return redirect(book_url(workbook))
    pages = unkept(workbook.content)
    layouts = layouts_of(workbook, pages)
    if request.method == "POST":
        return answer(request, lambda: matched(request, workbook, layouts))
    by_title = {page.title: page for page in pages}
    context = {
        "book": workbook,
        "steps": steps_of(workbook, False, False),
        "pages": [
            page_lines(number, layout, by_title[layout.page])
            for number, layout in enumerate(layouts)
        ],
        "passed": [page.title for page in pages if page.title not in {one.page for one in layouts}],
        "key": new_key(),
        "crumbs": book_crumbs(workbook, Crumb(_("对栏目"))),
    }
    return render(request, "setup/columns.html", context)


def page_lines(number: int, layout: Layout, page: RawPage) -> dict[str, Any]:
    """One page for the template."""
    lines = []
    for place, heading in enumerate(layout.headings):
        values = samples(page, layout, place)
        if not heading and not values:
            continue
        word = layout.columns.get(place, "")
        choices = [Choice(one.value, one.label, one.value == word) for one in Word]
        lines.append(
            {
                "name": f"c{number}-{place}",
                "heading": heading or _("（没有标题）"),
                "samples": "、".join(values),
                "choices": choices,
                "is_known": bool(word),
            }
        )
    return {
        "title": layout.page,
        "rows": len(page.cells) - layout.below,
        "number": layout.number,
        "lines": lines,
        "is_used": bool(layout.content),
    }


def matched(request: ReaderRequest, workbook: Workbook, layouts: list[Layout]) -> Written:
    """Kept for this file and for every later one with these headings; each word once a page."""
    columns: dict[str, dict[int, str]] = {}
    for number, layout in enumerate(layouts):
        named: dict[int, str] = {}
        for place in range(len(layout.headings)):
            word = request.POST.get(f"c{number}-{place}", "")
            if word in Word.values and word not in named.values():
                named[place] = word
        columns[layout.page] = named
    confirm_columns(workbook, columns)
    return Written(_("栏目已对好"), book_url(workbook))


# ---- the end -----------------------------------------------------------------------------------


def apply_workbook(request: ReaderRequest, key: int) -> HttpResponse:
    """All of it or nothing."""
    workbook = fetch(request, key)

    def act() -> Written:
        if workbook.state != State.OPEN:
            raise SetupRefused(_("这个工作簿已经建立过，或已经撤回。"))
        apply(workbook, draft_of(workbook), request.reader)
        label = _("已按名册建立：{file}").format(file=workbook.file_name)
        return Written(label, book_url(workbook))

    try:
        return answer(request, act)
    except SetupRefused as wrong:
        return refused(request, str(wrong), HTTPStatus.CONFLICT)


def undo_workbook(request: ReaderRequest, key: int) -> HttpResponse:
    """Asked once more, then all of it or nothing."""
    workbook = fetch(request, key)
    if request.method != "POST":
        context = {
            "book": workbook,
            "is_open": workbook.state == State.OPEN,
            "key": new_key(),
            "crumbs": book_crumbs(workbook, Crumb(_("撤回"))),
        }
        return render(request, "setup/undo.html", context)

    def act() -> Written:
        if workbook.state == State.OPEN:
            drop(workbook)
        else:
            undo(workbook, request.reader)
        label = _("已撤回：{file}").format(file=workbook.file_name)
        return Written(label, book_url(workbook))

    try:
        return answer(request, act)
    except SetupRefused as wrong:
        return refused(request, str(wrong), HTTPStatus.CONFLICT)
