"""The list of a register."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from halfsky.components import Crumb
from halfsky.org.reader import Reader, ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.declaration import Register
from halfsky.records.pages import listing
from halfsky.records.pages.asking import asked_of, some_rows
from halfsky.records.pages.opening import open_for
from halfsky.records.pages.workbooks.entrance import workbooks_url
from halfsky.records.visibility import may_enter


def show_list(request: ReaderRequest, code: str) -> HttpResponse:
    """The records that she may read, as the address asks for them."""
    register = open_for(request, code)
    asked = asked_of(register, request.GET)
    first = (asked.page - 1) * listing.PAGE
    found = some_rows(register, request.reader, asked, first, listing.PAGE + 1)
    filters = list(listing.filters_of(register, request.reader, asked))
    context = {
        "register": register,
        "crumbs": [Crumb(str(register.label))],
        "asked": asked,
        "table": listing.table_of(register, found[: listing.PAGE], asked, request.GET),
        "page": listing.page_of(found, asked, request.GET),
        "filters": filters,
        "applied": list(listing.applied_of(filters, asked, request.GET)),
        "search_hint": search_hint(register),
        "columns": listing.column_choices(register, asked),
        "kept": listing.kept(request.GET, "sort", "column", "batch"),
        "kept_of_columns": listing.kept(
            request.GET, "q", "unit", *register.filters, "from", "to", "withdrawn", "sort", "batch"
        ),
        "add_url": add_url(register, request.reader),
        "workbooks_url": workbooks_url(register, request.reader, request.GET.urlencode()),
    }
    return render(request, "records/list.html", context)


def add_url(register: Register, reader: Reader) -> str:
    """Where a record is made, by a form or by an act of the tree; nothing if she may not."""
    if register.made_by:
        return reverse(register.made_by) if reader.can(Power.ARRANGE_TREE) else ""
    may = may_enter(register, reader)
    return reverse("records:add", args=[register.code]) if may else ""


def search_hint(register: Register) -> str:
    """Which fields are searched."""
    labels = []
    for path in register.search:
        field: Any = register.model._meta.get_field(path.partition("__")[0])
        labels.append(str(field.verbose_name))
    return _("查找{fields}").format(fields="、".join(dict.fromkeys(labels)))
