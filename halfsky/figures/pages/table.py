"""The table of figures: every figure of an organisation for a period, with what it was before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Row, Table
from halfsky.figures.adjusting import is_own
from halfsky.figures.disclosure import Disclosed
from halfsky.figures.pages.asking import Asked, asked_by
from halfsky.figures.pages.choosing import before, chooser_of, way_up
from halfsky.figures.pages.wording import (
    NOTHING,
    coverage_cell,
    coverage_of,
    definition_note,
    growth_text,
    left_out,
    number_cell,
)
from halfsky.figures.periods import Period
from halfsky.org.reader import ReaderRequest
from halfsky.org.roles import Power


@dataclass(frozen=True)
class Line:
    """A figure now, in the period before and a year ago, and with all that came later."""

    now: Disclosed
    before: Disclosed
    last_year: Disclosed
    later: Disclosed | None

    @property
    def is_idle(self) -> bool:
        """Nothing in any period, and nobody had to report."""
        facts = [one.fact for one in (self.now, self.before, self.last_year)]
        if not all(fact and fact.is_empty for fact in facts):
            return False
        coverage = coverage_of(self.now)
        return coverage is None or coverage.due == 0


@dataclass(frozen=True)
class SectionTable:
    """The figures of one section."""

    label: object
    table: Table


def show_table(request: ReaderRequest) -> HttpResponse:
    """Every figure, by section."""
    asked = asked_by(request)
    report = asked.report()
    has_below = bool(report.tree.children.get(asked.organisation.pk))
    lines = list(lines_of(asked))
    shown = [line for line in lines if not line.now.is_hidden]
    idle = [line for line in shown if line.is_idle]
    if request.GET.get("all") != "1":
        shown = [line for line in shown if not line.is_idle]
    context = {
        "asked": asked,
        "crumbs": way_up(asked, report.tree, "table"),
        "chooser": chooser_of(asked, report.tree, "table"),
        "tables": list(tables_of(asked, shown, has_below)),
        "idle": len(idle),
        "all_url": asked.url("table", all=1),
        "is_all": request.GET.get("all") == "1",
        "left_out": left_out(line.now for line in lines),
        "suppressed": [line.now.reason for line in shown if line.now.reason][:1],
        "units_url": asked.url("units"),
        "downloads": [
            Crumb(label, asked.url("table_sheet", kind))
            for label, kind in ((_("Excel 表"), "xlsx"), (_("CSV 表"), "csv"))
        ],
        "nothing_url": asked.url("nothing") if is_own(asked.reader, asked.organisation) else "",
        "grid_url": asked.url("grid"),
        "forms_url": asked.url("forms"),
        "may_report": asked.reader.can_at(Power.WRITE_OPEN, asked.organisation.path),
        "may_adjust": asked.reader.can_at(Power.ADJUST_FIGURES, asked.organisation.path),
        "has_below": has_below,
        "is_blank": all(line.now.fact is None or line.now.fact.is_empty for line in lines),
    }
    return render(request, "figures/table.html", context)


def compared_periods(period: Period) -> tuple[Period, Period]:
    """The period before and the same a year ago; of a year they are one."""
    return before(period), period.last_year


def lines_of(asked: Asked) -> Iterator[Line]:
    """Every declared figure as the reader may have it."""
    disclosure = asked.disclosure()
    periods = (asked.period, *compared_periods(asked.period))
    now, earlier, last_year = (
        list(disclosure.all(asked.report(period=period), own=asked.own)) for period in periods
    )
    later: Sequence[Disclosed | None] = [None] * len(now)
    if asked.entered_by:
        today = replace(asked, entered_by=None)
        later = list(disclosure.all(today.report(), own=asked.own))
    for four in zip(now, earlier, last_year, later, strict=True):
        yield Line(*four)


def tables_of(asked: Asked, lines: list[Line], has_below: bool) -> Iterator[SectionTable]:
    """A table a section; of an organisation alone the number itself says whether it is silent."""
    names = {config.label: config.verbose_name for config in apps.get_app_configs()}
    for label, found in groupby(lines, key=lambda line: line.now.figure.section):
        rows = [row_of(asked, line, has_below) for line in found]
        name = names.get(label, label)
        yield SectionTable(name, Table(str(name), list(columns_of(asked, has_below)), rows))


def columns_of(asked: Asked, has_below: bool) -> Iterator[Column]:
    """What stands in a row."""
    earlier, last_year = compared_periods(asked.period)
    yield Column(_("指标"), is_title=True)
    yield Column(asked.period.label, is_numeric=True)
    if asked.entered_by:
        yield Column(_("此后补录"), is_numeric=True)
    if earlier != last_year:
        yield Column(earlier.label, is_numeric=True)
    yield Column(last_year.label, is_numeric=True)
    yield Column(_("比上年同期"), is_numeric=True)
    if has_below:
        yield Column(_("已报/应报"), is_numeric=True)


def row_of(asked: Asked, line: Line, has_below: bool) -> Row:
    """One figure."""
    earlier, last_year = compared_periods(asked.period)
    code = line.now.figure.code
    cells = [
        Cell(line.now.figure.name),
        number_cell(line.now, asked.url("fact", code), parts_note(line.now)),
    ]
    if asked.entered_by:
        cells.append(later_cell(asked, line))
    if earlier != last_year:
        url = asked.during(earlier).url("fact", code)
        cells.append(number_cell(line.before, url, definition_note(line.now, line.before)))
    url = asked.during(last_year).url("fact", code)
    cells.append(number_cell(line.last_year, url, definition_note(line.now, line.last_year)))
    cells.append(Cell(growth_text(line.now, line.last_year)))
    if has_below:
        cells.append(coverage_cell(line.now))
    return Row(cells, url=asked.url("fact", code))


def parts_note(one: Disclosed) -> str:
    """Of a rate what was divided by what."""
    fact = one.fact
    if fact is None or fact.denominator is None:
        return ""
    return f"{fact.amount}/{fact.denominator}"


def later_cell(asked: Asked, line: Line) -> Cell:
    """What came in after the day asked for, leading to those records."""
    now, later = line.now.fact, line.later.fact if line.later else None
    if now is None or later is None or not line.now.is_open:
        return Cell(NOTHING)
    if (now.shown, now.records) == (later.shown, later.records):
        return Cell(_("无"))
    if now.denominator is None and not now.is_money:
        text = f"{later.amount - now.amount:+d}"
    else:
        text = _("变为{shown}").format(shown=later.shown)
    whole = replace(asked, entered_by=None)
    return Cell(text, whole.url("records", now.figure.code, arrived_after=asked.entered_by))
