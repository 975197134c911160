"""Unit by unit: one figure, or many, of the organisations below."""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.components import Cell, Chart, Choice, Column, Crumb, Page, Row, Series, Tab, Table
from halfsky.figures.declaration import AnyFigure, Ratio
from halfsky.figures.disclosure import Disclosed
from halfsky.figures.pages.asking import Asked, asked_by, asked_figure
from halfsky.figures.pages.choosing import chooser_of, way_up
from halfsky.figures.pages.records import page_number
from halfsky.figures.pages.unit_rows import (
    DIRECTLY,
    GRASSROOTS,
    Sorting,
    Unit,
    Units,
    sorted_units,
)
from halfsky.figures.pages.wording import (
    coverage_cell,
    growth_text,
    is_unreported,
    left_out,
    number_cell,
    number_text,
)
from halfsky.figures.registry import figures
from halfsky.org.reader import ReaderRequest

ROWS_A_PAGE = 100
BARS_DRAWN = 40
SECTIONS_FIRST = 8  # figures side by side on a desk's screen


def show_one_figure_units(request: ReaderRequest, code: str) -> HttpResponse:
    """One figure of every organisation below, the tail first."""
    figure = asked_figure(code)
    asked = asked_by(request)
    level = level_of(request)
    of = Units(asked, [code], level)
    report = of.report
    whole = of.disclosure.of(report, code, own=asked.own)
    hidden = left_out(unit.now() for unit in of.all[:1])
    units = [unit for unit in of.all if not unit.now().is_hidden]
    sorting = Sorting.parse(request.GET.get("sort", ""), [*SORTED_COLUMNS])
    ordered = sorted_units(units, sorting)
    number = page_number(request.GET.get("page", ""))
    context = {
        "asked": asked,
        "figure": figure,
        "crumbs": [
            Crumb(_("数据"), asked.url("table")),
            *way_up(asked, report.tree, "one_figure_units", code),
        ],
        "chooser": chooser_of(asked, report.tree, "one_figure_units", code),
        "kept": [Choice(level, "level")],
        "levels": level_tabs(asked, level, "one_figure_units", code),
        "chart": chart_of(asked, figure, units),
        "whole": whole,
        "whole_text": number_text(whole),
        "fact_url": asked.url("fact", code),
        "table": one_figure_table(asked, figure, page_of(ordered, number), sorting, level),
        "page": page_links(asked, len(ordered), number, "one_figure_units", code, level, sorting),
        "downloads": downloads_of(asked, level, figure=code),
        "left_out": hidden,
        "is_empty": not units,
    }
    return render(request, "figures/one_figure_units.html", context)


SORTED_COLUMNS = ("name", "value", "numerator", "denominator", "before", "silent")


def level_of(request: ReaderRequest) -> str:
    """Directly below, or all grass-roots unions."""
    return GRASSROOTS if request.GET.get("level") == GRASSROOTS else DIRECTLY


def level_tabs(asked: Asked, level: str, route: str, *arguments: str) -> list[Tab]:
    """The switch between the two."""
    return [
        Tab(_("直接下级"), asked.url(route, *arguments), level == DIRECTLY),
        Tab(_("全部基层工会"), asked.url(route, *arguments, level=GRASSROOTS), level == GRASSROOTS),
    ]


def page_of(units: list[Unit], number: int) -> list[Unit]:
    """The rows of one page."""
    return units[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]


def page_links(
    asked: Asked,
    total: int,
    number: int,
    route: str,
    code: str,
    level: str,
    sorting: Sorting,
    **more: str,
) -> Page | None:
    """From page to page, where there is more than one."""
    if total <= ROWS_A_PAGE and number == 1:
        return None
    sort = f"{'-' if sorting.is_descending else ''}{sorting.column}"
    arguments = [code] if code else []

    def url(place: int) -> str:
        return asked.url(route, *arguments, level=level, sort=sort, page=place, **more)

    first = (number - 1) * ROWS_A_PAGE
    return Page(
        number,
        first + 1,
        min(total, first + ROWS_A_PAGE),
        url(number - 1) if number > 1 else "",
        url(number + 1) if total > first + ROWS_A_PAGE else "",
        total,
    )


def downloads_of(asked: Asked, level: str, **more: str) -> list[Crumb]:
    """The same as sheets."""
    return [
        Crumb(label, asked.url("sheet", kind, level=level, **more))
        for label, kind in ((_("Excel 表"), "xlsx"), (_("CSV 表"), "csv"))
    ]


def one_figure_table(
    asked: Asked, figure: AnyFigure, units: list[Unit], sorting: Sorting, level: str
) -> Table:
    """A row an organisation: the figure, of a rate its parts, a year before, who has reported."""

    def column(name: str, label: str) -> Column:
        url = asked.url("one_figure_units", figure.code, level=level, sort=sorting.turned(name))
        return Column(
            label,
            is_numeric=name != "name",
            is_title=name == "name",
            sort_url=url,
            sorted=sorting.of(name),  # type: ignore[arg-type]
        )

    columns = [column("name", _("单位")), column("value", asked.period.label)]
    if isinstance(figure, Ratio):
        columns += [
            column("numerator", str(figures()[figure.numerator].name)),
            column("denominator", str(figures()[figure.denominator].name)),
        ]
    columns += [
        column("before", asked.period.last_year.label),
        Column(_("比上年同期"), is_numeric=True),
        column("silent", _("已报/应报")),
    ]
    rows = [Row(list(cells_of(asked, figure, unit))) for unit in units]
    return Table(str(figure.name), columns, rows)


def cells_of(asked: Asked, figure: AnyFigure, unit: Unit) -> Iterator[Cell]:
    """One organisation's row."""
    now, before = unit.now(), unit.last_year()
    yield Cell(unit.node.name, url=asked.url("table", org=unit.node.code))
    yield number_cell(now, asked.url("fact", figure.code, org=unit.node.code))
    if isinstance(figure, Ratio):
        yield Cell(now.fact.amount if now.fact else "—")
        yield Cell(now.fact.denominator if now.fact else "—")
    if before:
        yield number_cell(before)
        yield Cell(growth_text(now, before))
    else:
        yield Cell("—")
        yield Cell("—")
    yield coverage_cell(now)


def chart_of(asked: Asked, figure: AnyFigure, units: list[Unit]) -> Chart | None:
    """The organisations ranked, the highest first; where they are too many, none."""
    if not 1 < len(units) <= BARS_DRAWN:
        return None
    ranked = sorted_units(units, Sorting("value", True))
    shown = [unit.now() for unit in ranked]
    return Chart(
        id="ranked",
        title=_("{figure}：各单位排名").format(figure=figure.name),
        categories=[unit.node.name for unit in ranked],
        series=[
            Series(
                asked.period.label,
                [None if is_unreported(one) else one.value for one in shown],
                [number_text(one) for one in shown],
            )
        ],
        kind="ranked",
        unit=figure.unit,
        urls=[asked.url("fact", figure.code, org=unit.node.code) for unit in ranked],
        category_label=_("单位"),
        sheet_url=asked.url("sheet", "xlsx", figure=figure.code),
        picture_url=asked.url("picture"),
    )


def show_units(request: ReaderRequest) -> HttpResponse:
    """Many figures side by side of every organisation below."""
    asked = asked_by(request)
    level = level_of(request)
    section = section_of(request)
    codes = [code for code, figure in figures().items() if figure.section == section]
    of = Units(asked, codes, level)
    whole = [of.disclosure.of(of.report, code, own=asked.own) for code in codes]
    hidden = [place for place in range(len(codes)) if not shows(of.all[:ROWS_A_PAGE], place)]
    kept = [place for place in range(len(codes)) if place not in hidden]
    sorting = Sorting.parse(request.GET.get("sort", "name"), ["name", *map(str, kept)])
    if sorting.column == "value":
        sorting = Sorting("name", False)
    number = page_number(request.GET.get("page", ""))
    ordered = sorted_units(of.all, sorting)
    more = {"section": section}
    context = {
        "asked": asked,
        "crumbs": [Crumb(_("数据"), asked.url("table")), *way_up(asked, of.report.tree, "units")],
        "chooser": chooser_of(asked, of.report.tree, "units"),
        "kept": [Choice(level, "level"), Choice(section, "section")],
        "levels": level_tabs(asked, level, "units"),
        "sections": section_tabs(asked, section, level),
        "table": many_table(asked, codes, kept, page_of(ordered, number), whole, sorting, level),
        "page": page_links(asked, len(ordered), number, "units", "", level, sorting, **more),
        "downloads": downloads_of(asked, level, section=section),
        "left_out": left_out(of.all[0].now(place) for place in hidden) if of.all else [],
        "is_empty": not of.all or not kept,
    }
    return render(request, "figures/units.html", context)


def shows(units: list[Unit], place: int) -> bool:
    """Whether a figure may be told unit by unit at all."""
    return any(not unit.now(place).is_hidden for unit in units)


def section_of(request: ReaderRequest) -> str:
    """The section asked for; the first one else."""
    known = sections_with_figures()
    asked = request.GET.get("section", "")
    return asked if asked in known else known[0]


def sections_with_figures() -> list[str]:
    """In the order of declaration."""
    return list(dict.fromkeys(figure.section for figure in figures().values()))


def section_tabs(asked: Asked, section: str, level: str) -> list[Tab]:
    """The sections to choose from."""
    names = {config.label: config.verbose_name for config in apps.get_app_configs()}
    return [
        Tab(names[one], asked.url("units", section=one, level=level), one == section)
        for one in sections_with_figures()
    ]


def many_table(
    asked: Asked,
    codes: Sequence[str],
    kept: Sequence[int],
    units: list[Unit],
    whole: Sequence[Disclosed],
    sorting: Sorting,
    level: str,
) -> Table:
    """A row an organisation, a column a figure; the whole at the top."""
    section = figures()[codes[0]].section if codes else ""

    def column(name: str, label: object) -> Column:
        url = asked.url("units", section=section, level=level, sort=sorting.turned(name))
        return Column(
            str(label),
            is_numeric=name != "name",
            is_title=name == "name",
            sort_url=url,
            sorted=sorting.of(name),  # type: ignore[arg-type]
        )

    columns = [column("name", _("单位"))]
    columns += [column(str(place), figures()[codes[place]].name) for place in kept]
    top = [Cell(_("合计"))]
    top += [number_cell(whole[place], asked.url("fact", codes[place])) for place in kept]
    rows = [Row(top, is_total=True)]
    for unit in units:
        cells = [Cell(unit.node.name, url=asked.url("table", org=unit.node.code))]
        for place in kept:
            url = asked.url("fact", codes[place], org=unit.node.code)
            cells.append(number_cell(unit.now(place), url))
        rows.append(Row(cells))
    return Table(_("分单位数据"), columns, rows, is_dense=True)
