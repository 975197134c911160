"""Pages of a list that nobody counts: one row more than shown tells whether there is a next."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from halfsky.components import Page, with_query

AnyModel = TypeVar("AnyModel", bound=Model)
LAST_PAGE = 1000  # nobody turns so many; it bounds what the database skips


def page_of(
    request: HttpRequest, rows: "QuerySet[AnyModel]", size: int
) -> tuple[list[AnyModel], Page]:
    """The rows of the page that `?page=` asks for, and where it stands."""
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() else 1
    first = (number - 1) * size
    found = list(rows[first : first + size + 1])
    shown = found[:size]
    page = Page(
        number,
        first=first + 1 if shown else first,
        last=first + len(shown),
        previous_url=address(request, number - 1) if number > 1 else "",
        next_url=address(request, number + 1) if len(found) > size else "",
    )
    return shown, page


def address(request: HttpRequest, number: int) -> str:
    """This list at another page."""
    return with_query(request.GET, page=number if number > 1 else None)
