"""What may be shown of a figure, and to whom (security.md P2, P3, T06, T08, T14, T15).

Every fact goes to a page or a download through `Disclosure.of`. The engine's arithmetic is exact;
what a reader may not know is taken away here, from the finished fact. The rules are told in
docs/decisions/0020-what-may-be-disclosed.md.
"""

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy

from halfsky.figures.declaration import AnyFigure, AnyMeasure, Ratio, Sum
from halfsky.figures.facts import Fact
from halfsky.figures.periods import Period
from halfsky.figures.registry import figures, measures_of
from halfsky.figures.report import Report, compute
from halfsky.org.kinds import Tier
from halfsky.org.labels import Label
from halfsky.org.models import Organisation
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.org.tree import Node
from halfsky.records.declaration import Confidentiality

# A cell of fewer is nobody's business but the handler's (security.md T14).
FEWEST_SHOWN = 5
# Both say that something is there; the second stands where a part of it is too small.
FEW, WITH_FEW = gettext_lazy("少于5"), gettext_lazy("含少于5")

Read = Callable[[Period, int, Collection[str]], Report]
Place = tuple[str, int, Period]  # a measure's code, an organisation, a period


class Wall(Enum):
    """What stands between a reader and a figure at an organisation."""

    NONE = "none"
    SENSITIVE = "sensitive"  # she may have large sums of her own organisations
    SEALED = "sealed"  # everybody may have large sums of a federation; whoever has the power, all


class State(Enum):
    """How much of a fact is shown."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Disclosed:
    """A fact as one reader may have it; without its number where she may not."""

    figure: AnyFigure
    organisation: Node
    period: Period
    own: bool
    state: State
    shown: str
    reason: Label = ""  # why it is suppressed or hidden
    fact: Fact | None = None  # only where the number is shown
    is_open: bool = False  # no wall: its records, its parts by unit and by month may be looked at

    @property
    def is_shown(self) -> bool:
        """Whether there is a number."""
        return self.state is State.SHOWN

    @property
    def is_hidden(self) -> bool:
        """Whether it is left out, with the sentence why."""
        return self.state is State.HIDDEN

    @property
    def value(self) -> int | float | None:
        """As a number, for a sheet or a drawing."""
        return self.fact.value if self.fact else None


def organisation_in_reach(
    reader: Reader, code: str, power: Power = Power.READ_FIGURES
) -> Organisation:
    """An organisation whose figures she may read: outside her part 404, without the power 403."""
    organisation = Organisation.objects.filter(code=code, withdrawn_at__isnull=True).first()
    if organisation is None or not reader.reaches(organisation.path):
        raise Http404
    if not reader.can_at(power, organisation.path):
        raise PermissionDenied
    return organisation


@cache
def confidentiality(figure: AnyFigure) -> frozenset[Confidentiality]:
    """Of the registers that a figure stands on."""
    return frozenset(measure.register.confidential for measure in measures_of(figure))


@cache
def wholes_of(code: str) -> frozenset[str]:
    """Figures of which this one is a part: what they have more of is a cell too."""
    part = figures()[code]
    of_ratios = {
        figure.denominator
        for figure in figures().values()
        if isinstance(figure, Ratio)
        and figure.numerator == code
        and figures()[figure.denominator].unit == part.unit
    }
    return frozenset(filter(None, {part.part_of, *of_ratios}))


@cache
def read_with(code: str) -> frozenset[str]:
    """What is read together with a measure: what it is compared with, and its register's others.

    Those come from the same query, and a page that asks for one mostly asks for all.
    """
    (measure,) = measures_of(figures()[code])
    beside = {
        other.code
        for other in figures().values()
        if not isinstance(other, Ratio) and other.register is measure.register
    }
    return frozenset(beside | {whole for one in beside for whole in wholes_of(one)})


def wall(figure: AnyFigure, reader: Reader, node: Node) -> Wall:
    """What stands between a reader and a figure at an organisation."""
    registers = confidentiality(figure)
    if Confidentiality.SEALED in registers:
        return Wall.SEALED
    needs = Confidentiality.SENSITIVE in registers
    return (
        Wall.SENSITIVE
        if needs and not reader.can_at(Power.READ_SENSITIVE, node.path)
        else Wall.NONE
    )


def is_half_or_year(period: Period) -> bool:
    """The fixed periods in which confidential figures are told (T15)."""
    return period.months in (6, 12) and not period.is_range


def halves_of(period: Period) -> tuple[Period, ...]:
    """The two halves of a year; none of a half-year."""
    if period.months != 12:
        return ()
    return tuple(Period.of_months(period.start.year, 6, half) for half in (1, 2))


def compute_some(period: Period, organisation: int, codes: Collection[str]) -> Report:
    """The plain way to a report."""
    return compute(period, organisation, codes=codes)


class Disclosure:
    """What one reader may see of reports; it reads the others that it must compare with."""

    def __init__(self, reader: Reader, read: Read = compute_some) -> None:
        self.reader = reader
        self.read = read
        self.verdicts: dict[Place, str] = {}
        self.reports: dict[Period, list[Report]] = {}

    def of(
        self, report: Report, code: str, organisation: int | None = None, own: bool = False
    ) -> Disclosed:
        """One figure of a report as the reader may have it."""
        fact = report.fact(code, organisation, own)
        node, figure = fact.organisation, fact.figure
        standing = wall(figure, self.reader, node)
        if standing is Wall.NONE:
            return self._shown(fact, is_open=True)
        if reason := self._why_hidden(standing, fact):
            return self._without(fact, State.HIDDEN, "—", reason)
        if self._has_all(figure, standing, node):
            return self._shown(fact)
        if few := self._why_suppressed(figure, report, node):
            why = WHY_FEW if few == str(FEW) else WHY_WITH
            return self._without(fact, State.SUPPRESSED, few, why)
        return self._shown(fact)

    def all(
        self, report: Report, organisation: int | None = None, own: bool = False
    ) -> Iterator[Disclosed]:
        """Every declared figure of one organisation, hidden ones too."""
        return (self.of(report, code, organisation, own) for code in figures())

    def _shown(self, fact: Fact, is_open: bool = False) -> Disclosed:
        return Disclosed(
            figure=fact.figure,
            organisation=fact.organisation,
            period=fact.period,
            own=fact.own,
            state=State.SHOWN,
            shown=fact.shown,
            fact=fact,
            is_open=is_open,
        )

    def _without(self, fact: Fact, state: State, shown: str, reason: Label) -> Disclosed:
        return Disclosed(
            fact.figure, fact.organisation, fact.period, fact.own, state, str(shown), reason
        )

    def _has_all(self, figure: AnyFigure, standing: Wall, node: Node) -> bool:
        """Whether small numbers are for her too."""
        can_at = self.reader.can_at
        if standing is not Wall.SEALED or not can_at(Power.READ_CASE_FIGURES, node.path):
            return False
        needs = Confidentiality.SENSITIVE in confidentiality(figure)
        return not needs or can_at(Power.READ_SENSITIVE, node.path)

    def _why_hidden(self, standing: Wall, fact: Fact) -> Label:
        """Why a fact behind a wall is not told at all; nothing where it may be."""
        question = fact.question
        fixed = is_half_or_year(question.period) and question.entered_by is None and not fact.own
        if standing is Wall.SEALED:
            told = fixed and fact.organisation.tier is Tier.FEDERATION
            return "" if told else ONLY_OF_FEDERATION
        told = fixed and fact.organisation.id in self._her_organisations()
        return "" if told else ONLY_HER_OWN

    def _her_organisations(self) -> set[int]:
        return {
            post.organisation for post in self.reader.posts if Power.READ_FIGURES in post.powers
        }

    def _why_suppressed(self, figure: AnyFigure, report: Report, node: Node) -> str:
        """少于5, 含少于5, or nothing where the number may stand."""
        self.reports.setdefault(report.period, []).append(report)
        measures = measures_of(figure)
        verdicts = [self._verdict(measure, node.id, report.period) for measure in measures]
        if len(measures) == 1:
            return verdicts[0]
        numerator, denominator = (
            self._fact(measure.code, node.id, report.period) for measure in measures
        )
        if any(verdicts) or is_few(*more_than(denominator, [numerator]), measures[0]):
            return str(WITH_FEW)
        return ""

    def _fact(self, code: str, organisation: int, period: Period) -> Fact:
        return self._report(code, organisation, period).fact(code, organisation)

    def _report(self, code: str, organisation: int, period: Period) -> Report:
        """A report with a measure of an organisation: at hand, or read."""
        for report in self.reports.setdefault(period, []):
            if code in report.cells and organisation in report.members:
                return report
        report = self.read(period, organisation, read_with(code))
        self.reports[period].append(report)
        return report

    def _verdict(self, measure: AnyMeasure, organisation: int, period: Period) -> str:
        place = (measure.code, organisation, period)
        if place not in self.verdicts:
            self.verdicts[place] = self._judge(measure, organisation, period)
        return self.verdicts[place]

    def _judge(self, measure: AnyMeasure, organisation: int, period: Period) -> str:
        """A small number, or one from which a small number could be had by subtraction."""
        if measure.semantics != "during" and period.months == 12:
            period = halves_of(period)[1]  # at a year's end it is the same number
        fact = self._fact(measure.code, organisation, period)
        if is_few(fact.amount, fact.records, measure):
            return str(FEW)
        lets_out = (
            self._lets_out_rest_of_whole(measure, fact)
            or self._lets_out_rest_of_tree(measure, fact)
            or any(self._verdict(measure, organisation, half) for half in halves_of(period))
            or (measure.semantics == "cumulative" and self._lets_out_growth(measure, fact))
        )
        return str(WITH_FEW) if lets_out else ""

    def _lets_out_rest_of_whole(self, measure: AnyMeasure, fact: Fact) -> bool:
        """The whole that it is a part of has only a few more."""
        return any(
            is_few(*more_than(self._fact(code, fact.organisation.id, fact.period), [fact]), measure)
            for code in wholes_of(measure.code)
        )

    def _lets_out_rest_of_tree(self, measure: AnyMeasure, fact: Fact) -> bool:
        """The organisations below whose numbers are shown leave only a few to the others."""
        shown = [
            self._fact(measure.code, node.id, fact.period)
            for node in self._told_below(measure, fact)
            if wall(measure, self.reader, node) is Wall.NONE
            or not self._verdict(measure, node.id, fact.period)
        ]
        return bool(shown) and is_few(*more_than(fact, shown), measure)

    def _told_below(self, measure: AnyMeasure, fact: Fact) -> list[Node]:
        """The highest organisations below another of which the figure is told as well."""
        report = self._report(measure.code, fact.organisation.id, fact.period)
        is_sealed = Confidentiality.SEALED in confidentiality(measure)
        found: list[Node] = []
        waiting = list(report.tree.children.get(fact.organisation.id, ()))
        hers = {post.organisation for post in self.reader.posts}
        while waiting:
            node = report.tree.nodes[waiting.pop()]
            if node.tier is Tier.FEDERATION if is_sealed else node.id in hers:
                found.append(node)
            else:
                waiting.extend(report.tree.children.get(node.id, ()))
        return found

    def _lets_out_growth(self, measure: AnyMeasure, fact: Fact) -> bool:
        """Only a few more than when it was last shown, at the end of an earlier half-year."""
        began = Period.half_year_of(measure.since or datetime.date(2000, 1, 1))
        earlier = fact.period.shifted(-6)
        while earlier.start >= began.start:
            if not self._verdict(measure, fact.organisation.id, earlier):
                before = self._fact(measure.code, fact.organisation.id, earlier)
                return is_few(*more_than(fact, [before]), measure)
            earlier = earlier.shifted(-6)
        return False


def more_than(whole: Fact, parts: Collection[Fact]) -> tuple[int, int]:
    """What a whole has beyond parts of it: amount and records."""
    return (
        whole.amount - sum(part.amount for part in parts),
        whole.records - sum(part.records for part in parts),
    )


def is_few(amount: int, records: int, measure: AnyMeasure) -> bool:
    """Whether a cell is there and too small to be told."""
    if 0 < records < FEWEST_SHOWN:
        return True
    if isinstance(measure, Sum):
        return amount != 0 and records < FEWEST_SHOWN
    return 0 < amount < FEWEST_SHOWN


WHY_FEW = gettext_lazy("少于5的数不公布，以免认出当事人")
WHY_WITH = gettext_lazy("与其他公布的数相减会得出少于5的数，所以一并不公布")
ONLY_OF_FEDERATION = gettext_lazy(
    "投诉类指标只按地方总工会（含下级）的半年和全年公布，不分单位、不分月份"
)
ONLY_HER_OWN = gettext_lazy("涉及个人情况的指标，您只能看自己任职单位（含下级）的半年和全年合计")
