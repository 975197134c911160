"""The files of a record: seen, added, opened, taken off, by the rights of the record."""

from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from halfsky.org.answers import answer, refused
from halfsky.org.once import FIELD, Written, new_key
from halfsky.org.reader import ReaderRequest
from halfsky.records.attachments import Attachment
from halfsky.records.files import store
from halfsky.records.files.accepting import ACCEPT, Unacceptable
from halfsky.records.files.attaching import attach, attached, detach
from halfsky.records.files.pictures import JPEG
from halfsky.records.pages.acts import ReasonForm, show_act
from halfsky.records.pages.opening import Opened, open_record, open_to_change
from halfsky.records.pages.records import head_context


@dataclass(frozen=True)
class Shown:
    """A file as the page lists it."""

    attachment: Attachment
    url: str
    detach_url: str

    @property
    def is_picture(self) -> bool:
        """Whether it can stand in the page."""
        return self.attachment.content_type == JPEG

    @property
    def size(self) -> str:
        """Its size in words."""
        return filesizeformat(self.attachment.size)


def show_attachments(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """The files of a record, and where to add some."""
    return show_files(request, open_record(request, code, key))


def attach_files(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Take the files that were sent."""
    opened = open_to_change(request, code, key)
    if opened.record.withdrawn_at:
        raise PermissionDenied
    files = request.FILES.getlist("files")

    def act() -> Written:
        if not files:
            raise Unacceptable(_("还没有选择文件。"))
        attach(opened.register, opened.record, files, request.reader)
        said = _("已添加附件{count}个：{record}").format(count=len(files), record=opened.record)
        return Written(said, opened.page("attachments"))

    try:
        return answer(request, act)
    except Unacceptable as unacceptable:
        return show_files(request, opened, [str(unacceptable)])


def show_files(
    request: ReaderRequest, opened: Opened, errors: list[str] | None = None
) -> HttpResponse:
    """The page of the files; with what was wrong with those that were sent."""
    files = list(attached(opened.register, opened.record))
    context = {
        **head_context(opened, "attachments"),
        "files": [shown_of(opened, one) for one in files],
        "may_attach": opened.may_write and not opened.record.withdrawn_at,
        "errors": errors or [],
        "accept": ACCEPT,
        "submission_key": request.POST.get(FIELD) or new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "records/attachments.html", context, status=status)


def shown_of(opened: Opened, attachment: Attachment) -> Shown:
    """A file with its addresses."""
    key = opened.url.rstrip("/").rpartition("/")[2]
    names = [opened.register.code, key, attachment.pk]
    return Shown(
        attachment, reverse("records:attachment", args=names), reverse("records:detach", args=names)
    )


def attachment_of(opened: Opened, number: int) -> Attachment:
    """A file of this record; another record's does not exist here."""
    found = attached(opened.register, opened.record).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def open_attachment(request: ReaderRequest, code: str, key: str, number: int) -> HttpResponse:
    """The bytes: in the page only if we made them, else to be saved (ASVS 3.2.1, 5.4.1)."""
    opened = open_record(request, code, key)
    attachment = attachment_of(opened, number)
    opened.write_read(request, after={"attachment": attachment.name})
    try:
        content = store.read(attachment)
    except FileNotFoundError:
        sentence = _("这个附件的文件不在了，请告诉系统管理员从备份恢复。")
        return refused(request, sentence, HTTPStatus.NOT_FOUND)
    is_inline = attachment.content_type == JPEG and request.GET.get("view") == "1"
    response = HttpResponse(content, content_type=attachment.content_type)
    response["Content-Disposition"] = str(
        content_disposition_header(not is_inline, attachment.name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def detach_file(request: ReaderRequest, code: str, key: str, number: int) -> HttpResponse:
    """Take a file off, with a reason."""
    opened = open_to_change(request, code, key)
    attachment = attachment_of(opened, number)
    form = ReasonForm(request.POST if request.method == "POST" else None, label=_("原因"))

    def act() -> Written:
        reason = form.cleaned_data["reason"]
        detach(opened.register, opened.record, attachment, request.reader, reason)
        said = _("已撤下附件：{name}").format(name=attachment.name)
        return Written(said, opened.page("attachments"))

    if form.is_bound and form.is_valid():
        return answer(request, act)
    text = _("“{name}”撤下后不再显示，历史里留有记录。").format(name=attachment.name)
    return show_act(request, opened, form, _("撤下附件"), text=text, is_danger=True)
