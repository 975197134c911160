"""What stands above every page of figures: the way up, what is below, and other periods."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from halfsky.components import Choice, Crumb, Tab
from halfsky.figures.pages.asking import Asked
from halfsky.figures.periods import Period
from halfsky.org.reader import Reader
from halfsky.org.roles import Power
from halfsky.org.tree import Node, Tree

YEARS_OFFERED, RECENT_YEARS = 5, 2
PICKER = "org:choices"


@dataclass(frozen=True)
class PeriodGroup:
    """Periods of one kind, the latest first."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Chooser:
    """The form above a page: whose figures, when, own or with everything below, known by when."""

    asked: Asked
    periods: list[PeriodGroup]
    earlier: str
    later: str
    picker_source: str
    below: list[Crumb]
    scope: list[Tab]


def chooser_of(asked: Asked, tree: Tree, route: str, *arguments: str) -> Chooser:
    """The form for a page."""
    return Chooser(
        asked=asked,
        periods=list(periods_offered(asked.period)),
        earlier=asked.during(before(asked.period)).url(route, *arguments),
        later=asked.during(asked.period.following).url(route, *arguments),
        picker_source=picker_source(),
        below=[link_to(asked, node, route, *arguments) for node in children_of(asked, tree)],
        scope=scope_tabs(asked, route, *arguments),
    )


def picker_source(power: Power = Power.READ_FIGURES) -> str:
    """Where units are searched, if the tree has such a page; those where she has a power."""
    try:
        return f"{reverse(PICKER)}?power={power.value}"
    except NoReverseMatch:
        return ""


def before(period: Period) -> Period:
    """The period of equal length before; of two days of one's own, the days before them."""
    if period.months:
        return period.shifted(-period.months)
    return Period(period.start - (period.until - period.start), period.start)


def scope_tabs(asked: Asked, route: str, *arguments: str) -> list[Tab]:
    """With everything below, or the organisation alone."""
    whole, own = (replace(asked, own=is_own) for is_own in (False, True))
    return [
        Tab(_("含下级"), whole.url(route, *arguments), not asked.own),
        Tab(_("本级"), own.url(route, *arguments), asked.own),
    ]


def way_up(asked: Asked, tree: Tree, route: str, *arguments: str) -> list[Crumb]:
    """From the highest organisation in her reach down to this one."""
    chain: list[Node] = []
    step: int | None = asked.organisation.pk
    while step is not None and step in tree.nodes:
        node = tree.nodes[step]
        if node.id != asked.organisation.pk and not may_read(asked.reader, node):
            break
        chain.append(node)
        step = tree.parents.get(step)
    return [link_to(asked, node, route, *arguments) for node in reversed(chain)]


def children_of(asked: Asked, tree: Tree) -> list[Node]:
    """The organisations directly below, founded by the period's end, in her reach."""
    nodes = (tree.nodes[id] for id in tree.children.get(asked.organisation.pk, ()))
    return [
        node
        for node in nodes
        if node.since <= asked.period.last_day and may_read(asked.reader, node)
    ]


def may_read(reader: Reader, node: Node) -> bool:
    """Whether the figures of an organisation are hers to read."""
    return reader.can_at(Power.READ_FIGURES, node.path)


def link_to(asked: Asked, node: Node, route: str, *arguments: str) -> Crumb:
    """The same page of another organisation."""
    parameters = {"org": node.code}
    return Crumb(node.name, asked.url(route, *arguments, **parameters))


def periods_offered(period: Period, today: datetime.date | None = None) -> Iterator[PeriodGroup]:
    """Half-years, years, quarters and months that are likely; the asked one is always there."""
    latest = max((today or timezone.localdate()).year, period.start.year)
    years = range(latest, latest - YEARS_OFFERED, -1)
    recent = range(latest, latest - RECENT_YEARS, -1)
    groups = {
        _("半年"): [Period.of_months(year, 6, place) for year in years for place in (2, 1)],
        _("全年"): [Period.of_months(year, 12, 1) for year in years],
        _("季度"): [Period.of_months(year, 3, place) for year in recent for place in (4, 3, 2, 1)],
        _("月"): [Period.of_months(year, 1, 12 - place) for year in recent for place in range(12)],
    }
    if not any(period in offered for offered in groups.values()):
        yield PeriodGroup(_("所选"), choices([period], period))
    for label, offered in groups.items():
        yield PeriodGroup(label, choices(offered, period))


def choices(offered: Iterable[Period], chosen: Period) -> list[Choice]:
    """Periods as choices."""
    return [Choice(period.name, period.label, period == chosen) for period in offered]
