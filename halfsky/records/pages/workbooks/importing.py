"""Where an import begins: the workbook to fill in, and the file that comes back."""

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org import limits
from halfsky.org.answers import answer
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.tasks import files
from halfsky.org.tasks.queue import Order, TooMany, enqueue
from halfsky.records.declaration import Register
from halfsky.records.pages.opening import address_of
from halfsky.records.pages.workbooks.entrance import (
    crumbs_of,
    may_import,
    open_to_import,
    tabs_of,
)
from halfsky.records.pages.workbooks.mine import lately
from halfsky.records.registry import declared_in, sections
from halfsky.records.section import Section
from halfsky.records.sheets.children.sheets import asked_sheets
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.reading import LIMITS
from halfsky.records.sheets.scope import scope_for
from halfsky.records.sheets.template import write_template

ENDINGS = (".xlsx", ".xls", ".csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 120


def show_workbooks(request: ReaderRequest, code: str) -> HttpResponse:
    """What to do in three steps, and what she has lately brought."""
    return show_import(request, open_to_import(request, code))


def show_import(
    request: ReaderRequest, register: Register, errors: list[str] | None = None
) -> HttpResponse:
    """The page; with what was wrong with the file that was sent."""
    section = section_of(register)
    beside = [one for one in of_section(section, request.reader) if one is not register]
    context: dict[str, Any] = {
        "register": register,
        "crumbs": crumbs_of(register, Crumb(_("导入导出"))),
        "tabs": tabs_of(request, register),
        "adds_rows": sheet_of(register).adds_rows,
        "pages": further_pages(register, request.reader),
        "template_url": reverse("records:template", args=[register.code]),
        "section": section.verbose_name,
        "beside": beside,
        "accept": ",".join(ENDINGS),
        "largest": LIMITS.bytes // 1_000_000,
        "errors": errors or [],
        "submission_key": request.POST.get(FIELD) if not errors else "",
        "lately": lately(request.reader, register),
    }
    context["submission_key"] = context["submission_key"] or new_key()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "records/workbooks/import.html", context, status=status)


def further_pages(register: Register, reader: Reader) -> str:
    """The pages of its workbook for what is kept with its records, as a sentence names them."""
    is_alone = scope_for(register, reader).home is not None
    pages = asked_sheets(register, is_alone=is_alone) if register.children else ()
    return "、".join(str(one.child.label) for one in pages)


def section_of(register: Register) -> Section:
    """The section that declares a register."""
    return next(one for one in sections() if register in declared_in(one, Register))


def of_section(section: Section, reader: Reader) -> list[Register]:
    """The registers of a section whose workbooks she may fill in."""
    return [
        one
        for one in declared_in(section, Register)
        if may_import(one, reader) and sheet_of(one).adds_rows
    ]


def send_template(request: ReaderRequest, code: str) -> HttpResponseBase:
    """The workbook of a register, or of all of its section that she may write."""
    register = open_to_import(request, code)
    wanted, title = [register], str(register.label)
    if request.GET.get("of") == "section":
        section = section_of(register)
        wanted, title = of_section(section, request.reader), str(section.verbose_name)
    scopes = [scope_for(one, request.reader) for one in wanted]
    with tempfile.TemporaryFile() as file:
        write_template(file, scopes, timezone.localdate())
        file.seek(0)
        sent = HttpResponse(file.read(), content_type=XLSX)
    name = _("{label}填写表.xlsx").format(label=title)
    sent["Content-Disposition"] = str(content_disposition_header(True, name))
    return sent


def upload(request: ReaderRequest, code: str) -> HttpResponse:
    """Take the file in and have it checked; nothing is stored yet."""
    register = open_to_import(request, code)
    file = request.FILES.get("file")
    if fault := fault_of(file):
        return show_import(request, register, [fault])
    assert isinstance(file, UploadedFile)
    name = name_of(file)

    def act() -> Written:
        content = {"register": register.code, "name": name}
        url = send_to_work(request, register, Order("records.check", name, content), file)
        return Written(_("已收到文件，正在核对：{file}").format(file=name), url)

    try:
        limits.spend(Purpose.CHECK, request.reader.person and request.reader.person.pk)
        return answer(request, act)
    except (TooMany, Exhausted) as refused:
        return show_import(request, register, [str(refused)])


def send_to_work(
    request: ReaderRequest, register: Register, order: Order, file: "UploadedFile[Any]"
) -> str:
    """Keep the file and put it into the queue; the page that shows how it goes."""
    stored = files.keep(file.chunks())
    back = reverse("records:workbooks", args=[register.code])
    label = _("核对{label}：{file}").format(label=register.label, file=order.label)
    try:
        whole = Order(order.kind, label, order.content, stored, order.back or back)
        task = enqueue(whole, request.reader, address_of(request))
    except BaseException:
        files.forget(stored)
        raise
    return reverse("org:task", args=[task.pk])


def name_of(file: "UploadedFile[Any]") -> str:
    """What it was called, text only."""
    base = (file.name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in base if one.isprintable())[-LONGEST_NAME:] or _("未命名")


def fault_of(file: Any) -> str:
    """What is wrong with a file before anybody looks into it; nothing where it may be read."""
    if not isinstance(file, UploadedFile):
        return _("还没有选择文件。")
    if (file.size or 0) > LIMITS.bytes:
        return _("文件超过{megabytes}MB，请拆成几个文件。").format(
            megabytes=LIMITS.bytes // 1_000_000
        )
    ending = Path(file.name or "").suffix.lower()
    if ending == ".zip":
        return _("这是压缩包。许多单位交回的表请到“汇总来件”；只有一张表的，请解开后再传。")
    if ending not in ENDINGS:
        return _("请选 .xlsx、.xls 或 .csv 文件。")
    return ""
