"""One figure: its definition, its parts, what stands beside the records, who is silent, before."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from halfsky.components import Cell, Column, Crumb, Row, Table
from halfsky.components import Fact as Said
from halfsky.figures.adjustments import adjustments_counted
from halfsky.figures.declaration import (
    SEMANTICS_LABELS,
    AnyFigure,
    Distinct,
    Measure,
    Ratio,
    rate_rounding,
)
from halfsky.figures.disclosure import Disclosed, Disclosure
from halfsky.figures.facts import Fact, Part
from halfsky.figures.models import Adjustment
from halfsky.figures.pages.asking import Asked, asked_by, asked_figure
from halfsky.figures.pages.choosing import chooser_of, may_read, way_up
from halfsky.figures.pages.history import history_of
from halfsky.figures.pages.wording import compared, definition_note, number_text
from halfsky.figures.registry import figures, measures_of, target_of
from halfsky.figures.report import Report
from halfsky.figures.rounding import shown_money, stored_percent
from halfsky.org.reader import ReaderRequest

SILENT_SHOWN = 60


@dataclass(frozen=True)
class Silence:
    """Who was due and has neither records nor the answer that there were none."""

    names: list[Crumb]
    more: int


def show_fact(request: ReaderRequest, code: str) -> HttpResponse:
    """One figure of an organisation and a period."""
    figure = asked_figure(code)
    asked = asked_by(request)
    target = target_of(code)
    report = asked.report([code, *([target.code] if target else [])])
    disclosure = asked.disclosure()
    now = disclosure.of(report, code, own=asked.own)
    last_year = disclosure.of(asked.report([code], asked.period.last_year), code, own=asked.own)
    context: dict[str, object] = {
        "asked": asked,
        "figure": figure,
        "now": now,
        "text": number_text(now),
        "crumbs": [Crumb(_("数据"), asked.url("table")), *way_up(asked, report.tree, "fact", code)],
        "chooser": chooser_of(asked, report.tree, "fact", code),
        "comparison": list(comparison_of(now, last_year)),
        "definition": list(definition_of(figure, now.fact)),
        "history": history_of(asked, figure, disclosure),
        "target": disclosure.of(report, target.code, own=asked.own) if target else None,
        "has_below": bool(report.tree.children.get(asked.organisation.pk)),
        "units_url": asked.url("one_figure_units", code),
        "sums": list(sums_of(now, disclosure, report, asked)),
        "quotient": quotient_sentence(now.fact) if now.fact else "",
    }
    if now.is_open and now.fact:
        context |= beneath(asked, figure, report, now.fact)
    return render(request, "figures/fact.html", context)


def beneath(asked: Asked, figure: AnyFigure, report: Report, fact: Fact) -> dict[str, object]:
    """What a figure stands on: only where no wall is before it."""
    own = {asked.organisation.pk} if asked.own else None
    return {
        "records": list(records_links(asked, fact)),
        "adjustments": adjustments_table(
            [
                one
                for measure in measures_of(figure)
                for one in adjustments_counted(measure, report.question, own or report.members)
            ]
        ),
        "coverage": fact.coverage,
        "silence": silence_of(asked, figure, report),
    }


def records_links(asked: Asked, fact: Fact) -> Iterator[Crumb]:
    """To the records; of a rate to those of each part."""
    if not isinstance(fact.figure, Ratio):
        label = _("{count}条记录").format(count=fact.records)
        yield Crumb(label, asked.url("records", fact.figure.code))
        return
    for part, name in zip(fact.parts, ("numerator", "denominator"), strict=True):
        yield Crumb(str(part.measure.name), asked.url("records", fact.figure.code, part=name))


def comparison_of(now: Disclosed, last_year: Disclosed) -> Iterator[Said]:
    """The same period a year before, and how it has changed."""
    note = definition_note(now, last_year)
    yield Said(last_year.period.label, number_text(last_year), note=note)
    if comparison := compared(now, last_year):
        by = "" if isinstance(now.figure, Ratio) else comparison.difference
        yield Said(_("比上年同期"), comparison.growth, note=by)


def definition_of(figure: AnyFigure, fact: Fact | None) -> Iterator[Said]:
    """What it means, in words."""
    yield Said(_("定义"), figure.reference or figure.name)
    if isinstance(figure, Measure):
        label = str(SEMANTICS_LABELS[figure.semantics])
        yield Said(_("时间"), label, note=time_sentence(figure))
        yield Said(_("来自"), figure.register.label)
        yield Said(_("怎样相加"), adding_sentence(figure))
    else:
        yield Said(_("怎样相加"), _("先分别合计分子和分母，再相除；不对各单位的比率求平均"))
    yield Said(_("依据"), figure.rule or _("内部口径"))
    if fact and fact.definition > 1:
        yield Said(_("定义版本"), _("第{number}版").format(number=fact.definition))
    yield Said(_("编码"), figure.code)


def time_sentence(figure: Measure) -> str:
    """When a record counts."""
    if figure.semantics == "as_of":
        return _("期末最后一天仍然有效的")
    if figure.semantics == "cumulative" and figure.since:
        return _("自{since}起到期末为止").format(since=figure.since)
    return _("日期在这一期之内的")


def adding_sentence(figure: Measure) -> str:
    """How units come together."""
    if isinstance(figure, Distinct):
        return _("同一对象在全部下级中只计一次，所以不等于各单位之和")
    return _("各单位之和")


def sums_of(now: Disclosed, disclosure: Disclosure, report: Report, asked: Asked) -> Iterator[Said]:
    """Of a rate its two parts, each as the reader may have it; else records and adjustment."""
    if isinstance(now.figure, Ratio):
        for label, code in (
            (_("分子"), now.figure.numerator),
            (_("分母"), now.figure.denominator),
        ):
            part = disclosure.of(report, code, own=asked.own)
            url = asked.url("fact", code)
            yield Said(label, number_text(part), url, str(figures()[code].name))
    elif now.fact and now.is_open and now.fact.adjustment:
        yield from beside_records(now.fact.parts[0])


def beside_records(part: Part) -> Iterator[Said]:
    """How much the records give and how much adjustments add."""
    yield Said(_("记录给出"), amount_text(part, part.amount - part.adjustment))
    yield Said(_("调整"), amount_text(part, part.adjustment))


def amount_text(part: Part, amount: int) -> str:
    """A number of a measure with its unit."""
    if part.measure.unit == "元":
        return shown_money(amount, "truncate")
    return f"{amount}{part.measure.unit}"


def quotient_sentence(fact: Fact) -> str:
    """67 ÷ 68 = 98.529411%，舍去…得98%."""
    if not isinstance(fact.figure, Ratio) or not fact.denominator:
        return ""
    exact = stored_percent(fact.amount, fact.denominator)
    house = fact.question.parameters.value(rate_rounding)
    rounding = fact.figure.rounding or house
    numbers = {
        "numerator": fact.amount,
        "denominator": fact.denominator,
        "exact": f"{exact}%",
        "shown": fact.shown,
        "decimals": fact.figure.decimals,
    }
    if f"{exact:g}%" == fact.shown:
        return _("{numerator} ÷ {denominator} = {shown}。").format(**numbers)
    if rounding == "half_up":
        sentence = _("{numerator} ÷ {denominator} = {exact}，四舍五入到{decimals}位小数得{shown}。")
    else:
        sentence = _(
            "{numerator} ÷ {denominator} = {exact}，"
            "多余的小数舍去、不进位（保留{decimals}位小数），得{shown}。"
        )
    return sentence.format(**numbers)


def adjustments_table(adjustments: list[Adjustment]) -> Table | None:
    """Who added what, why, from where, and who approved."""
    if not adjustments:
        return None
    columns = [
        Column(_("单位"), is_title=True),
        Column(_("方式")),
        Column(_("数值"), is_numeric=True),
        Column(_("原因")),
        Column(_("来源")),
        Column(_("录入")),
        Column(_("批准")),
    ]
    return Table(_("调整"), columns, [adjustment_row(one) for one in adjustments])


def adjustment_row(one: Adjustment) -> Row:
    """One adjustment that counts."""
    figure = figures()[one.figure]
    is_money = figure.unit == "元"
    value = shown_money(one.value, "truncate") if is_money else f"{one.value}{figure.unit}"
    return Row(
        (
            Cell(one.organisation.name),
            Cell(one.get_kind_display()),
            Cell(value),
            Cell(one.reason),
            Cell(one.source),
            Cell(one.entered_by or "", note=f"{one.entered_at:%Y-%m-%d}"),
            Cell(one.approved_by or "", note=f"{one.approved_at:%Y-%m-%d}"),
        )
    )


def silence_of(asked: Asked, figure: AnyFigure, report: Report) -> Silence:
    """The silent organisations, by the order of the tree."""
    nodes = [
        report.tree.nodes[id]
        for id in report.silent(figure.code, asked.organisation.pk if asked.own else None)
    ]
    links = [
        Crumb(node.name, asked.url("fact", figure.code, org=node.code))
        if may_read(asked.reader, node)
        else Crumb(node.name)
        for node in nodes[:SILENT_SHOWN]
    ]
    return Silence(links, max(0, len(nodes) - SILENT_SHOWN))
