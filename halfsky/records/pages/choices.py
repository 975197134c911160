"""What a picker offers for the text typed into it (security.md T04)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse

from halfsky.org.reader import ReaderRequest
from halfsky.records.children import model_of
from halfsky.records.declaration import Register
from halfsky.records.forms.references import Source, organisations, source_of
from halfsky.records.pages.listing import WITHIN
from halfsky.records.pages.opening import open_for
from halfsky.records.sheets.columns import editable_fields


def show_choices(request: ReaderRequest, code: str, field: str) -> HttpResponse:
    """At most 20 rows within her reach, for two characters or more."""
    register = open_for(request, code)
    source = asked_source(request, register, field)
    found = source.search(request.GET.get("q", ""))
    results = [
        {"value": source.value(one), "label": source.label(one), "note": source.note(one)}
        for one in found
    ]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


def asked_source(request: ReaderRequest, register: Register, name: str) -> Source:
    """Where the values of a field come from; `within` is the filter of the list."""
    if name == WITHIN:
        return organisations(request.reader.organisations(register.reading))
    if not request.reader.can(register.writing):
        raise PermissionDenied
    field = reference(register, name)
    if field is None:
        raise Http404
    return source_of(register, field, request.reader)


def reference(register: Register, name: str) -> Any:
    """The reference of the register, or of rows beside its records, that has a name."""
    relation, _dot, own = name.rpartition(".")
    models = {child.relation: model_of(register, child) for child in register.children}
    model = models.get(relation) if relation else register.model
    fields = editable_fields(model) if model else ()
    return next((field for field in fields if field.name == own and field.is_relation), None)
