"""A record's page, a masked field in full, and the record's history."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render

from halfsky.org.audit.chain import write_down
from halfsky.org.audit.models import Action
from halfsky.org.encryption import EncryptedField
from halfsky.org.reader import ReaderRequest
from halfsky.records.beside import panels_of
from halfsky.records.pages import details
from halfsky.records.pages.opening import Opened, address_of, open_record
from halfsky.records.pages.past import changes_of


def show_record(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """What is written down of it, and what can be done with it."""
    opened = open_record(request, code, key)
    opened.write_read(request)
    return render(request, "records/record.html", record_context(opened))


def record_context(opened: Opened, revealed: str = "") -> dict[str, Any]:
    """What the page of a record shows."""
    return {
        **head_context(opened, "record"),
        "facts": details.facts_of(opened, revealed),
        "entry": details.entry_facts(opened.record),
        "stages": details.stages_of(opened.register, opened.record),
        "buttons": details.buttons_of(opened),
        "step_back_url": "" if opened.record.withdrawn_at else opened.step_back_url,
        "row_tables": details.row_tables(opened.register, opened.record),
        "related": details.related_of(opened),
        "panels": list(panels_of(opened.reader, opened.register, opened.record)),
    }


def head_context(opened: Opened, tab: str) -> dict[str, Any]:
    """What every page about a record shows at its top."""
    return {
        "opened": opened,
        "register": opened.register,
        "record": opened.record,
        "crumbs": opened.crumbs(),
        "tabs": details.tabs_of(opened, tab),
    }


def reveal_field(request: ReaderRequest, code: str, key: str, name: str) -> HttpResponse:
    """A masked field in full; who looked is written down before it is shown."""
    opened = open_record(request, code, key)
    if not opened.may_reveal:
        raise PermissionDenied
    secrets = {
        field.name
        for field in opened.register.model._meta.concrete_fields
        if isinstance(field, EncryptedField)
    }
    if name not in secrets:
        raise Http404
    deed = opened.deed(Action.REVEALED, after={"field": name})
    write_down(opened.reader, deed, address=address_of(request))
    return render(request, "records/record.html", record_context(opened, revealed=name))


def show_history(request: ReaderRequest, code: str, key: str) -> HttpResponse:
    """Who did what to it, when and why, before and after."""
    opened = open_record(request, code, key)
    opened.write_read(request, after={"page": "history"})
    changes = changes_of(opened)
    context = {**head_context(opened, "history"), "changes": changes}
    return render(request, "records/history.html", context)
