"""Items with their 小计, and 合计 of these: 讲课费12000元,场地费8000元,小计20000元;…合计65000元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import sums
from halfsky.summary.check.text.columns import in_row
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

SUBTOTAL = lazy(r"小计[^,，。;、\d]{0,6}$")
_TOTAL = lazy(r"(?:合计|总计|共计|总共|合共|两项|三项|四项|以上)[^,，。;、\d]{0,8}$")
_BESIDE = lazy(r"^[,，、\s和及]{0,2}$")
_NO_ITEM = lazy(
    r"每|均|标准|单价|其中|比|较|增|减|余|退|扣|计划|预算|目标|去年|上年|同期|占|最|第|×|@|约|近"
)
_MOST = 30


def _parted(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether a full stop or more than the end of a line stands between two items."""
    apart = other.sentence.paragraph - one.sentence.paragraph
    return apart > 1 or (not apart and "。" in read.plain[one.end : other.start])


@dataclass
class _Section:
    """The items told since the last subtotal, of each unit."""

    items: list[Reading] = field(default_factory=list)
    subtotals: list[Reading] = field(default_factory=list)

    def add(self, read: ReadText, item: Reading) -> None:
        """One more item: of a list that has begun, unless it stands apart from it."""
        if self.items and _parted(read, self.items[-1], item):
            self.items = []
        self.items.append(item)

    def close(self, subtotal: Reading) -> None:
        self.items = []
        self.subtotals.append(subtotal)


def _names(counted: Sequence[Reading]) -> Iterator[tuple[Reading, str]]:
    """Each number with the words that name it; 小计5期200人 names both."""
    name = ""
    for one in counted:
        name = name if name and _BESIDE.match(one.lead) and one.lead == "" else one.lead
        yield one, name


def _summed(read: ReadText, whole: Reading, parts: Sequence[Reading]) -> Problem | None:
    """The finding that a total is not what it sums up."""
    if not 1 < len(parts) < _MOST or any(_NO_ITEM.search(part.lead[-10:]) for part in parts):
        return None
    if not all(part.interval.exact for part in (*parts, whole)):
        return None
    return sums.mismatch(read, whole, tuple(parts))


def _check_unit(read: ReadText, named: Sequence[tuple[Reading, str]]) -> Iterator[Problem | None]:
    """Subtotals and totals of one unit in their order."""
    section = _Section()
    details: list[Reading] = []
    for one, name in named:
        if SUBTOTAL.search(name):
            yield _summed(read, one, section.items)
            section.close(one)
        elif _TOTAL.search(name):
            if len(section.subtotals) > 1 and not _is_of_all(one, details):
                yield _summed(read, one, [*section.subtotals, *section.items])
            section, details = _Section(), []
        else:
            section.add(read, one)
            details.append(one)


def _is_of_all(whole: Reading, details: Sequence[Reading]) -> bool:
    """Whether it is right by the items, so that a subtotal alone is wrong."""
    return len(details) > 1 and total([one.interval for one in details]).meets(whole.interval)


def find(read: ReadText) -> list[Problem]:
    """Subtotals, and totals over them, that do not come out."""
    if "小计" not in read.plain:
        return []
    by_unit: dict[str, list[tuple[Reading, str]]] = {}
    counted = [one for one in read.readings if evidence.is_count(one)]
    for one, name in _names(counted):
        if not in_row(read.plain, one.start):
            by_unit.setdefault(one.claim.unit, []).append((one, name))
    found = (problem for named in by_unit.values() for problem in _check_unit(read, named))
    return [problem for problem in found if problem]
