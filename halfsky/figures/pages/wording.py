"""How figures are worded on a page: cells, coverage, what is left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from halfsky.components import Cell
from halfsky.figures.comparison import Comparison
from halfsky.figures.coverage import Coverage
from halfsky.figures.disclosure import Disclosed
from halfsky.org.labels import Label

NOTHING = "—"


@dataclass(frozen=True)
class LeftOut:
    """Figures that are not shown, with one sentence why."""

    reason: Label
    names: list[Label]


def left_out(disclosed: Iterable[Disclosed]) -> list[LeftOut]:
    """Hidden figures by their reason."""
    by_reason: dict[str, list[Label]] = {}
    for one in disclosed:
        if one.is_hidden:
            by_reason.setdefault(str(one.reason), []).append(one.figure.name)
    return [LeftOut(reason, names) for reason, names in by_reason.items()]


def is_unreported(one: Disclosed) -> bool:
    """Whether it reads as zero only because nobody has reported: silence is not zero."""
    fact = one.fact
    if fact is None or not fact.is_empty:
        return False
    return fact.coverage.due > 0 and fact.coverage.reported == 0


def number_text(one: Disclosed) -> str:
    """What stands in a cell."""
    return _("未报") if is_unreported(one) else one.shown


def number_cell(one: Disclosed, url: str = "", note: str = "") -> Cell:
    """A figure in a cell; what is not known or not shown is not pressed."""
    if one.is_hidden:
        return Cell(NOTHING)
    tone = "warning" if is_unreported(one) else ""
    if tone and not url:
        return Cell(_("未报"), tone="warning", note=note)
    return Cell(number_text(one), url=url, note=note)


def coverage_cell(one: Disclosed) -> Cell:
    """How many of those due have reported; who is silent is said in words too."""
    coverage = coverage_of(one)
    if coverage is None or coverage.due == 0:
        return Cell(NOTHING)
    note = _("{silent}家未报").format(silent=coverage.silent) if coverage.silent else ""
    return Cell(f"{coverage.reported}/{coverage.due}", note=note)


def coverage_of(one: Disclosed) -> Coverage | None:
    """Who has reported, where that tells nothing about cases."""
    return one.fact.coverage if one.fact and one.is_open else None


def compared(now: Disclosed, then: Disclosed) -> Comparison | None:
    """Two periods set against each other, where both are known and there is something to set."""
    if now.fact is None or then.fact is None or is_unreported(now):
        return None
    comparison = Comparison(now.fact, then.fact)
    return comparison if comparison.is_possible else None


def growth_text(now: Disclosed, then: Disclosed) -> str:
    """增长5.2%, 提高1.3个百分点 or a dash."""
    comparison = compared(now, then)
    return comparison.growth if comparison else NOTHING


def definition_note(now: Disclosed, then: Disclosed) -> str:
    """A mark where an earlier number was counted by another definition."""
    if now.fact is None or then.fact is None:
        return ""
    return "" if Comparison(now.fact, then.fact).same_definition else _("口径不同")
