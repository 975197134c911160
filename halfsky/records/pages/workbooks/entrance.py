"""What the pages about spreadsheets begin with: who may come in, and which of them she sees."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb, Tab
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.records.declaration import Register
from halfsky.records.pages.opening import list_crumb, open_for
from halfsky.records.pages.workbooks.taking import may_export
from halfsky.records.registry import registers
from halfsky.records.sheets.columns import sheet_of
from halfsky.records.sheets.models import ImportBatch


def may_import(register: Register, reader: Reader) -> bool:
    """Whether she may bring records; of what acts of the tree make she may change some."""
    return reader.can(register.writing)


def may_consolidate(register: Register, reader: Reader) -> bool:
    """Whether others send her their workbooks: she writes for more than one organisation."""
    if not may_import(register, reader) or register.is_sealed or not sheet_of(register).adds_rows:
        return False
    reached = Organisation.objects.filter(reader.organisations(register.writing))
    return len(reached.values_list("pk", flat=True)[:2]) > 1


def open_to_import(request: ReaderRequest, code: str) -> Register:
    """A register that she may write to; else 404 or 403."""
    register = open_for(request, code)
    if not may_import(register, request.reader):
        raise PermissionDenied
    return register


def open_batch(request: ReaderRequest, code: str, number: int) -> tuple[Register, ImportBatch]:
    """One of her own imports; another's does not exist for her."""
    register = open_to_import(request, code)
    mine = ImportBatch.objects.filter(register=code, made_by=request.reader.person)
    return register, get_object_or_404(mine, pk=number)


def tabs_of(request: ReaderRequest, register: Register) -> list[Tab]:
    """The pages that she may use, the one she is on marked."""
    asked = request.GET.urlencode()
    route = request.resolver_match.view_name if request.resolver_match else ""
    return [
        Tab(label, address_of(name, register, asked), is_current=route in (name, *others))
        for label, name, others in pages_for(register, request.reader)
    ]


def pages_for(register: Register, reader: Reader) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Label, route, and the other routes that show the same page."""
    if may_import(register, reader):
        yield _("导入表格"), "records:workbooks", ("records:upload", "records:batch")
    if may_consolidate(register, reader):
        yield _("汇总来件"), "records:returned", ()
    if may_export(register, reader):
        yield _("导出表格"), "records:export", ("records:export_open",)


def address_of(route: str, register: Register, asked: str = "") -> str:
    """The address of one of them; what the list was asked for goes along."""
    url = reverse(route, args=[register.code])
    return f"{url}?{asked}" if asked else url


def workbooks_url(register: Register, reader: Reader, asked: str = "") -> str:
    """Where the list leads to; nothing where she may do neither."""
    for _label, route, _others in pages_for(register, reader):
        return address_of(route, register, asked)
    return ""


def crumbs_of(register: Register, *below: Crumb) -> list[Crumb]:
    """From the register's list."""
    return [list_crumb(register), *below]


def import_crumb(register: Register) -> Crumb:
    """The page where an import begins."""
    return Crumb(_("导入导出"), reverse("records:workbooks", args=[register.code]))


def label_of(code: str) -> str:
    """What a register of an import is called; by its code where it is no longer installed."""
    register = registers().get(code)
    return str(register.label) if register else code
