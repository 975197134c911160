"""The records behind a figure, under the reader's rights."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Page, Row, Tab, Table
from halfsky.figures.declaration import AnyFigure, AnyMeasure, Distinct, Ratio, Sum
from halfsky.figures.disclosure import Wall, wall
from halfsky.figures.pages.asking import Asked, asked_by, asked_day, asked_figure
from halfsky.figures.pages.choosing import way_up
from halfsky.figures.registry import measures_of, part_of_ratio
from halfsky.figures.report import Report
from halfsky.figures.visible import Visible, VisibleDrill
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power
from halfsky.records.addresses import record_url
from halfsky.records.declaration import Register

ROWS_A_PAGE = 50
PARTS = ("numerator", "denominator")


@dataclass(frozen=True)
class Seen:
    """How much of what a figure counts the reader may open."""

    visible: int
    counted: int


def show_records(request: ReaderRequest, code: str) -> HttpResponse:
    """What a figure counts, the latest first, a page at a time."""
    figure = asked_figure(code)
    asked = asked_by(request)
    part = request.GET.get("part") if request.GET.get("part") in PARTS else PARTS[0]
    measure = part_of_ratio(figure, part or "") if isinstance(figure, Ratio) else figure
    refuse_walled(asked, measure)
    report = asked.report([code])
    arrived_after, _refusal = asked_day(request, "arrived_after")
    drill = VisibleDrill(
        measure,
        report,
        asked.reader,
        {asked.organisation.pk} if asked.own else report.members,
        arrived_after,
        heads=request.GET.get("heads") == "1" and bool(getattr(measure, "head_count", "")),
    )
    number = page_number(request.GET.get("page", ""))
    found = drill.page((number - 1) * ROWS_A_PAGE, ROWS_A_PAGE + 1)
    page_urls = [
        request_url(asked, figure, request, page=place) for place in (number - 1, number + 1)
    ]
    context = {
        "asked": asked,
        "figure": figure,
        "measure": measure,
        "arrived_after": arrived_after,
        "crumbs": [
            Crumb(_("数据"), asked.url("table")),
            *way_up(asked, report.tree, "records", code),
        ],
        "fact_url": asked.url("fact", code),
        "tabs": tabs_of(asked, figure, measure, drill.heads),
        "table": table_of(asked, measure, found[:ROWS_A_PAGE]),
        "page": Page(
            number,
            (number - 1) * ROWS_A_PAGE + 1,
            (number - 1) * ROWS_A_PAGE + min(len(found), ROWS_A_PAGE),
            page_urls[0] if number > 1 else "",
            page_urls[1] if len(found) > ROWS_A_PAGE else "",
        ),
        "seen": seen_of(asked, drill, report, measure),
        "is_empty": not found,
    }
    return render(request, "figures/records.html", context)


def refuse_walled(asked: Asked, measure: AnyMeasure) -> None:
    """Sealed records do not exist for who handles no cases; sensitive ones are forbidden."""
    if measure.register.is_sealed:
        if not asked.reader.can(Power.HANDLE_CASES):
            raise Http404
        return
    path = asked.organisation.path
    if not asked.reader.can_at(measure.register.reading, path):
        raise PermissionDenied


def page_number(text: str) -> int:
    """A page's number from its address; the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def request_url(asked: Asked, figure: AnyFigure, request: ReaderRequest, page: int) -> str:
    """The same list, another page of it."""
    kept = {name: request.GET.get(name, "") for name in ("part", "arrived_after", "heads")}
    return asked.url("records", figure.code, page=page, **kept)


def tabs_of(asked: Asked, figure: AnyFigure, measure: AnyMeasure, heads: bool) -> list[Tab]:
    """Of a rate its two parts; of a distinct figure the named and those counted without names."""
    if isinstance(figure, Ratio):
        parts = zip(measures_of(figure), PARTS, strict=True)
        return [
            Tab(one.name, asked.url("records", figure.code, part=name), one is measure)
            for one, name in parts
        ]
    if isinstance(measure, Distinct) and measure.head_count:
        url = asked.url("records", figure.code)
        return [
            Tab(_("有名册的"), url, not heads),
            Tab(_("只有人数的"), asked.url("records", figure.code, heads=1), heads),
        ]
    return []


def table_of(asked: Asked, measure: AnyMeasure, found: list[Visible]) -> Table:
    """The entries, each leading to its record."""
    columns = [Column(_("日期")), Column(_("内容"), is_title=True), Column(_("单位"))]
    has_amount = isinstance(measure, Sum) or any(one.amount is not None for one in found)
    if has_amount:
        columns.append(Column(_("数（{unit}）").format(unit=measure.unit), is_numeric=True))
    rows = []
    for one in found:
        cells = [
            Cell(one.date.isoformat()),
            Cell(one.label, url=url_of_record(measure.register, one.key)),
            Cell(one.organisation.name),
        ]
        rows.append(Row([*cells, Cell(one.amount)] if has_amount else cells))
    return Table(str(measure.name), columns, rows)


def url_of_record(register: Register, key: int) -> str:
    """A record's page."""
    try:
        return record_url(register, key)
    except NoReverseMatch:
        return ""


def seen_of(asked: Asked, drill: VisibleDrill, report: Report, measure: AnyMeasure) -> Seen | None:
    """How many of those counted she sees, where some of them she does not."""
    if drill.arrived_after or drill.shows_all:
        return None
    node = report.tree.nodes[asked.organisation.pk]
    told = asked.disclosure().of(report, measure.code, own=asked.own)
    whole = wall(measure, asked.reader, node) is Wall.NONE or told.fact is not None
    visible = drill.count()
    if not whole or told.fact is None or visible is None:
        return None
    counted = told.fact.records
    if isinstance(measure, Distinct) and measure.head_count:
        counted -= told.fact.parts[0].head_count
    return Seen(visible, counted) if visible < counted else None
