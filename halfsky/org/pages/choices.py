"""What pickers offer: organisations and employers within the reader's reach, twenty at most."""

from django.http import Http404, JsonResponse

from halfsky.org.models import Organisation
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.org.search import offered, offered_employers, parents_of


def choose_organisation(request: ReaderRequest) -> JsonResponse:
    """`?q=` text, `?power=` one or more that she must have there, `?ended=1` with dissolved."""
    rows = list(
        offered(
            request.reader,
            request.GET.get("q", ""),
            powers_asked(request.GET.getlist("power")),
            with_ended=request.GET.get("ended") == "1",
        )
    )
    parents = parents_of(rows)
    found = [
        {"value": row.code, "label": row.name, "note": note_of(row, parents.get(row.pk))}
        for row in rows
    ]
    return JsonResponse({"results": found})


def powers_asked(names: list[str]) -> list[Power]:
    """Powers by their names; one that does not exist is nobody's."""
    try:
        return [Power(name) for name in names]
    except ValueError:
        raise Http404 from None


def note_of(organisation: Organisation, parent: Organisation | None) -> str:
    """What tells two of the same name apart: code, parent, and whether it is gone."""
    until = organisation.until
    parts = [organisation.code, parent.name if parent else "", f"—{until}" if until else ""]
    return " · ".join(filter(None, parts))


def choose_employer(request: ReaderRequest) -> JsonResponse:
    """`?q=`: employers that unions of her part of the tree cover."""
    rows = offered_employers(request.reader, request.GET.get("q", ""))
    found = [{"value": row.credit_code, "label": row.name, "note": row.credit_code} for row in rows]
    return JsonResponse({"results": found})
