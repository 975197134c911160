"""Fills a bound form for one organisation and period, with the fact in a note of each cell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.figures.declaration import Ratio, rate_rounding
from halfsky.figures.disclosure import Disclosed, Disclosure
from halfsky.figures.facts import Fact
from halfsky.figures.pages.asking import Asked
from halfsky.figures.pages.choosing import before, may_read
from halfsky.figures.pages.wording import is_unreported
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures
from halfsky.figures.rounding import FEN_PER_TEN_THOUSAND_YUAN, NO_VALUE
from halfsky.figures.sheets.binding import TEN_THOUSAND, Binding, Time
from halfsky.figures.sheets.form_reading import Filling, write
from halfsky.figures.sheets.writing import definition_of
from halfsky.org.tree import Node

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class LeftCell:
    """A cell that was not filled, and why."""

    address: str
    label: str
    why: str


@dataclass
class Filled:
    """What was written into a form and what was not."""

    fillings: list[Filling] = field(default_factory=list)
    left: list[LeftCell] = field(default_factory=list)


class Filler:
    """The values of a form's cells as one reader may have them."""

    def __init__(self, asked: Asked, bindings: Iterable[Binding]) -> None:
        self.asked = asked
        self.bindings = list(bindings)
        self.codes = list(dict.fromkeys(one.figure for one in self.bindings if one.figure))
        self.disclosure: Disclosure = asked.disclosure()

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The organisations at or below the one that is asked for, by code."""
        report = self.asked.report(self.codes)
        return {report.tree.nodes[id].code: report.tree.nodes[id] for id in report.order}

    def filled(self) -> Filled:
        """Every cell; nothing is written here."""
        done = Filled()
        for binding in self.bindings:
            why = binding.why_not or self._why_not(binding)
            one = None if why else self._disclosed(binding)
            if one is not None and one.is_hidden:
                why = str(one.reason)
            if one is None or why:
                label = "／".join(filter(None, (binding.cell.row_label, binding.cell.column_label)))
                done.left.append(LeftCell(binding.cell.address, label, why))
                continue
            cell = binding.cell
            value = value_of(one, binding)
            done.fillings.append(
                Filling(cell.page, cell.row, cell.column, value, note_of(one, binding, value))
            )
        return done

    def _why_not(self, binding: Binding) -> str:
        if binding.figure not in figures():
            return _("没有对得上的指标")
        if binding.organisation:
            node = self.nodes.get(binding.organisation)
            if node is None or not may_read(self.asked.reader, node):
                return _("这个单位不在所选单位之下")
        return ""

    def _disclosed(self, binding: Binding) -> Disclosed | None:
        period = period_of(self.asked.period, binding)
        report = self.asked.report(self.codes, period)
        code = binding.organisation
        organisation = self.nodes[code].id if code else self.asked.organisation.pk
        if organisation not in report.members:
            return None
        return self.disclosure.of(report, binding.figure, organisation)


YEAR_AND_HALF = re.compile(r"((?:19|20)\d\d)年(?:度)?(上半年|下半年)?")


def other_period(bindings: Iterable[Binding], period: Period) -> str:
    """What a heading says of the period, where it is another one than is filled in."""
    for one in bindings:
        said = YEAR_AND_HALF.search(one.cell.column_label)
        if said and one.figure and one.time == Time.THIS:
            year, half = said.groups()
            if int(year) != period.start.year or (half and half not in period.label):
                return said[0]
    return ""


def period_of(period: Period, binding: Binding) -> Period:
    """Which period a cell is about."""
    if binding.time == Time.LAST_YEAR:
        return period.last_year
    if binding.time == Time.BEFORE:
        return before(period)
    if binding.time == Time.YEAR:
        return Period(period.start.replace(month=1, day=1), period.until)
    return period


def value_of(one: Disclosed, binding: Binding) -> str | int | float:
    """A number as their cell takes it; what is silent or too small in words."""
    fact = one.fact
    if fact is None:
        return one.shown
    if is_unreported(one):
        return _("未报")
    if isinstance(one.figure, Ratio):
        if fact.shown == NO_VALUE:
            return fact.shown
        percent = Decimal(fact.shown.removesuffix("%"))
        return number(percent / HUNDRED if binding.cell.is_percent else percent)
    if fact.is_money and binding.unit == TEN_THOUSAND:
        return number(ten_thousands(fact))
    return fact.value if fact.value is not None else ""


def ten_thousands(fact: Fact) -> Decimal:
    """In 万元 to two decimals, cut off or rounded as the house prints it."""
    house = fact.question.parameters.value(rate_rounding)
    mode = ROUND_HALF_UP if house == "half_up" else ROUND_DOWN
    return (Decimal(fact.amount) / FEN_PER_TEN_THOUSAND_YUAN).quantize(Decimal("0.01"), mode)


def number(value: Decimal) -> int | float:
    """As a cell holds it."""
    return int(value) if value == value.to_integral_value() else float(value)


def note_of(one: Disclosed, binding: Binding, value: object) -> str:
    """The fact behind a cell: what, whose, of when, how it is defined, counted on which day."""
    _code, name, unit, semantics, definition, _rule = definition_of(one.figure)
    lines = [
        f"{name}（{binding.unit or unit}，{semantics}）：{value}",
        f"{one.organisation.name} {one.period.label}",
        _("定义：{definition}").format(definition=definition),
    ]
    fact = one.fact
    if fact is not None and one.is_open:
        lines += list(behind(fact))
    elif one.reason:
        lines.append(str(one.reason))
    day = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    lines.append(_("半边天按{day}的登记计算，编码 {code}").format(day=day, code=one.figure.code))
    return "\n".join(lines)


def behind(fact: Fact) -> Iterator[str]:
    """What an open figure stands on."""
    if fact.denominator is not None:
        yield f"{fact.amount} ÷ {fact.denominator}"
    yield _("{count}条记录").format(count=fact.records)
    if fact.adjustment:
        yield _("其中有调整，见数据页")
    if fact.coverage.due:
        yield _("应报{due}家，已报{reported}家，未报{silent}家").format(
            due=fact.coverage.due, reported=fact.coverage.reported, silent=fact.coverage.silent
        )


def fill(asked: Asked, bindings: Iterable[Binding], source: Path, out: Path) -> Filled:
    """Write the form; raises `FileRefused`."""
    bindings = list(bindings)
    done = Filler(asked, bindings).filled()
    left = write(source, out, done.fillings)
    by_place = {(one.cell.page, one.cell.row, one.cell.column): one for one in bindings}
    for place in sorted(left):
        cell = by_place[place].cell
        done.left.append(LeftCell(cell.address, cell.row_label, _("是公式或合并的格子，没有动")))
    done.fillings = [one for one in done.fillings if (one.page, one.row, one.column) not in left]
    return done
