"""Unit by unit: one figure, or many, of the organisations below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.components import Cell, Chart, Choice, Column, Crumb, Page, Row, Series, Tab, Table
from halfsky.figures.declaration import AnyFigure, Ratio
from halfsky.figures.disclosure import Disclosed
from halfsky.figures.pages.asking import Asked, asked_by, asked_figure
from halfsky.figures.pages.choosing import chooser_of, may_read, way_up
from halfsky.figures.pages.records import page_number
from halfsky.figures.pages.wording import (
    coverage_cell,
    coverage_of,
    growth_text,
    is_unreported,
    left_out,
    number_cell,
    number_text,
)
from halfsky.figures.registry import figures
from halfsky.figures.report import Report
from halfsky.org.kinds import Tier
from halfsky.org.reader import ReaderRequest
from halfsky.org.tree import Node

ROWS_A_PAGE = 100
BARS_DRAWN = 40
SECTIONS_FIRST = 8  # figures side by side on a desk's screen
DIRECTLY, GRASSROOTS = "children", "grassroots"

# Silent, then from low to high; the name settles what is equal.
Key = tuple[int, Fraction, str]


class Units:
    """What is shown of the organisations below, each cell made when it is looked at.

    A page sorts thousands by one figure and prints a hundred of them.
    """

    def __init__(self, asked: Asked, codes: Sequence[str], level: str) -> None:
        self.codes = codes
        self.own = level == DIRECTLY and asked.own
        self.disclosure = asked.disclosure()
        self.report = asked.report([*codes])
        self.before = asked.report([*codes], asked.period.last_year)
        nodes = nodes_below(asked, self.report, level)
        self.all = [Unit(node, self) for node in nodes]


class Unit:
    """One organisation; its first figure ranks it."""

    def __init__(self, node: Node, units: Units) -> None:
        self.node = node
        self.units = units
        self.seen: dict[int, Disclosed] = {}

    def now(self, place: int = 0) -> Disclosed:
        """One of the figures asked for."""
        if place not in self.seen:
            of = self.units
            self.seen[place] = of.disclosure.of(of.report, of.codes[place], self.node.id, of.own)
        return self.seen[place]

    def last_year(self) -> Disclosed | None:
        """The first figure a year before, if the organisation is known then."""
        of = self.units
        if self.node.id not in of.before.tree.nodes:
            return None
        return of.disclosure.of(of.before, of.codes[0], self.node.id, of.own)


@dataclass(frozen=True)
class Sorting:
    """By which column and which way; as it stands in the address: `value`, `-value`."""

    column: str
    is_descending: bool

    @classmethod
    def parse(cls, text: str, columns: Sequence[str]) -> "Sorting":
        """From an address; by value, the lowest first, for anything else."""
        name = text.removeprefix("-")
        return cls(name, text.startswith("-")) if name in columns else cls("value", False)

    def of(self, column: str) -> str:
        """How the column is sorted now, for a table's head."""
        if column != self.column:
            return ""
        return "descending" if self.is_descending else "ascending"

    def turned(self, column: str) -> str:
        """What a press on the column's head asks for."""
        return f"-{column}" if column == self.column and not self.is_descending else column


def nodes_below(asked: Asked, report: Report, level: str) -> list[Node]:
    """The organisations directly below, or all grass-roots unions; those in her reach."""
    last_day = asked.period.last_day
    if level == GRASSROOTS:
        ids = [id for id in report.order[1:] if report.tree.nodes[id].tier is Tier.GRASSROOTS]
    else:
        ids = report.tree.children.get(asked.organisation.pk, [])
    nodes = (report.tree.nodes[id] for id in ids)
    return [
        node
        for node in nodes
        if node.since <= last_day and may_read(asked.reader, node) and is_listed(node, asked)
    ]


def is_listed(node: Node, asked: Asked) -> bool:
    """Whether it was there in the period; what is long gone is not listed."""
    return node.until is None or node.until > asked.period.start


def rank(one: Disclosed) -> Key:
    """Who is silent comes first, then what cannot be divided or is not shown, then low to high."""
    fact = one.fact
    name = one.organisation.code
    if fact is None or is_unreported(one):
        return (0, Fraction(0), name)
    if fact.denominator is not None:
        if not fact.denominator:
            return (1, Fraction(0), name)
        return (2, Fraction(fact.amount, fact.denominator), name)
    return (2, Fraction(fact.amount), name)


def sorted_units(units: list[Unit], sorting: Sorting) -> list[Unit]:
    """By name, coverage or one of the figures."""
    keys: dict[str, Callable[[Unit], object]] = {
        "name": lambda unit: unit.node.code,
        "value": lambda unit: rank(unit.now()),
        "before": lambda unit: rank(before) if (before := unit.last_year()) else (0,),
        "silent": lambda unit: silent_of(unit.now()),
        "numerator": lambda unit: part_of_rate(unit.now(), "amount"),
        "denominator": lambda unit: part_of_rate(unit.now(), "denominator"),
    }
    key = keys.get(sorting.column) or (lambda unit: rank(unit.now(int(sorting.column))))
    return sorted(units, key=key, reverse=sorting.is_descending)  # type: ignore[arg-type]


def part_of_rate(one: Disclosed, name: str) -> int:
    """A rate's numerator or denominator, to sort by."""
    return (getattr(one.fact, name) or 0) if one.fact else -1


def silent_of(one: Disclosed) -> int:
    """How many below it have not reported."""
    coverage = coverage_of(one)
    return coverage.silent if coverage else 0


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
