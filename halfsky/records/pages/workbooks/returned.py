"""Workbooks that units have sent back, a zip or several files at once, go in together."""

import zipfile
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org import limits
from halfsky.org.answers import answer
from halfsky.org.limits import Exhausted, Purpose
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.org.tasks import files
from halfsky.org.tasks.queue import Order, TooMany, enqueue
from halfsky.records.declaration import Register
from halfsky.records.pages.opening import address_of
from halfsky.records.pages.workbooks.entrance import (
    crumbs_of,
    import_crumb,
    may_consolidate,
    open_to_import,
    tabs_of,
)
from halfsky.records.pages.workbooks.importing import ENDINGS, name_of
from halfsky.records.pages.workbooks.mine import lately
from halfsky.records.sheets.consolidating import FILES

LARGEST = 100_000_000  # bytes of all that is sent at once
AT_ONCE = 100  # files without a zip around them: more the framework does not take
Sent = Sequence["UploadedFile[Any]"]


def take_returned(request: ReaderRequest, code: str) -> HttpResponse:
    """The page, and taking in what she sends."""
    register = open_to_import(request, code)
    if not may_consolidate(register, request.reader):
        raise PermissionDenied
    if request.method == "POST":
        return take_in(request, register, request.FILES.getlist("files"))
    return show(request, register)


def show(request: ReaderRequest, register: Register, fault: str = "") -> HttpResponse:
    """What to send, and what came of it lately."""
    context = {
        "register": register,
        "crumbs": crumbs_of(register, import_crumb(register), Crumb(_("汇总来件"))),
        "tabs": tabs_of(request, register),
        "errors": [fault] if fault else [],
        "accept": ",".join((".zip", *ENDINGS)),
        "most": FILES,
        "at_once": AT_ONCE,
        "submission_key": new_key() if fault else request.POST.get(FIELD) or new_key(),
        "lately": lately(request.reader, register),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return render(request, "records/workbooks/returned.html", context, status=status)


def take_in(request: ReaderRequest, register: Register, sent: Sent) -> HttpResponse:
    """Keep what was sent, and have it checked."""
    if fault := fault_of(sent):
        return show(request, register, fault)
    name = name_of(sent[0]) if is_zip(sent) else _("来件{count}个.zip").format(count=len(sent))
    label = _("汇总{label}：{file}").format(label=register.label, file=name)
    content = {"register": register.code, "name": name}
    back = reverse("records:returned", args=[register.code])

    def act() -> Written:
        stored = kept(sent)
        try:
            order = Order("records.consolidate", label, content, stored, back=back)
            task = enqueue(order, request.reader, address_of(request))
        except BaseException:
            files.forget(stored)
            raise
        said = _("已收到来件，正在核对：{file}").format(file=name)
        return Written(said, reverse("org:task", args=[task.pk]))

    try:
        limits.spend(Purpose.CHECK, request.reader.person and request.reader.person.pk)
        return answer(request, act)
    except (TooMany, Exhausted) as refusal:
        return show(request, register, str(refusal))


def fault_of(sent: Sent) -> str:
    """What is wrong before anybody looks into it."""
    if not sent:
        return _("还没有选择文件。")
    if sum(one.size or 0 for one in sent) > LARGEST:
        megabytes = LARGEST // 1_000_000
        return _("来件合计超过{megabytes}MB，请分几次上传。").format(megabytes=megabytes)
    endings = {ending_of(one) for one in sent}
    if ".zip" in endings and len(sent) > 1:
        return _("压缩包请单独上传，一次一个。")
    if not endings <= {".zip", *ENDINGS}:
        return _("请选一个 .zip，或若干 .xlsx、.xls、.csv 文件。")
    return ""


def ending_of(file: "UploadedFile[Any]") -> str:
    """The ending of its name."""
    return Path(file.name or "").suffix.lower()


def is_zip(sent: Sent) -> bool:
    """Whether it is one archive."""
    return ending_of(sent[0]) == ".zip"


def kept(sent: Sent) -> str:
    """The archive as it is; several files in one of ours, each under a name of its own."""
    if is_zip(sent):
        return files.keep(sent[0].chunks())
    with TemporaryDirectory(prefix="halfsky-") as folder:
        path = Path(folder) / "sent.zip"
        taken: set[str] = set()
        with zipfile.ZipFile(path, "w") as archive:
            for number, one in enumerate(sent, 1):
                name = name_of(one)
                name = f"{number}-{name}" if name in taken else name
                taken.add(name)
                with archive.open(name, "w") as member:
                    for part in one.chunks():
                        member.write(part)
        return files.keep_file(path)
