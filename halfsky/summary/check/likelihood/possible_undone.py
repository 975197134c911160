"""All are said to be done, and then some are told that are not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy

UNIVERSAL = lazy(
    r"全部|全数|悉数|如数|百分之百|100%|全覆盖|清零|[封件户人个家起笔站条张处场事班岗次](?P<same>[封件户人个家起笔站条张处场事班岗次])(?:有|已|都|均|到|落|办|通|过|成|能|签)"
    r"|一[个户人家件份名封处]不[落漏少]|不[落漏](?:下)?一|无一(?!定)|没有一|无[漏缺遗]|零[遗积投缺退超漏]|应[\u4e00-\u9fff]尽|一律|均[已当按获完通]|都[已休领到完]|[已均都]全[都部]|全都|没有[拖退遗缺]|未[出发]现|人手一|全员|无人|(?:为|均)零|零(?:违|事故|差)|一[次起例件][^,，。;\d]{2,6}[也都]没"
)
NOT_DONE = lazy(
    r"尚|仍|还[没有未在]|未|没|无法|超期|超时|逾|请假|违章|搁置|不(?![少漏落断仅但过同])|待|正在|拒|退|缺|暂缓|暂停|只好|才能|要等|明年|挂|欠|延|拖|空白|一直|在办|压着|自费|自带|被"
)
# 办结率计划100%,实际尚有6件: what is only planned is not said to be done.
_WANTED = lazy(r"(?:计划|目标|要求|力争|争取|确保)(?:为|是|达到?)?$")
_FARTHEST, _MOST_SENTENCES = 260, 4
_NOTHING = Interval(0, 0)


class Said(NamedTuple):
    """Where a text says that all is done."""

    start: int
    end: int


def clause_around(told: Told) -> str:
    """The clause of a number, and what follows it up to twenty-four characters."""
    plain = told.read.plain
    start, end = told.reading.clause
    return plain[max(start, told.reading.start - 24) : max(end, told.reading.end + 24)]


def undone(counts: list[Told], everyone: list[Told]) -> Iterator[Relation]:
    """A number of what is not done, behind the word that all is."""
    if not counts:
        return
    plain = counts[0].read.plain
    said = [
        Said(*found.span())
        for found in UNIVERSAL.finditer(plain)
        if not _WANTED.search(plain[max(0, found.start() - 8) : found.start()])
    ]
    ends = [one.end for one in said]
    for left in counts:
        at = bisect_right(ends, left.reading.start) - 1
        if at < 0 or left.reading.start - ends[at] > _FARTHEST:
            continue
        if NOT_DONE.search(clause_around(left)):
            due = _due(said[at], left, everyone)
            if due is not None:
                yield Relation("undone", left, (due,), _NOTHING, left.interval)


def _due(said: Said, left: Told, everyone: list[Told]) -> Told | None:
    """What all of was done: the larger number of the like nearest to the word."""
    near = [
        other
        for other in everyone[max(0, left.at - 12) : left.at]
        if left.sentence - other.sentence <= _MOST_SENTENCES and other.reading.start <= said.end
    ]
    like = [one for one in near if addable(one, left) and one.low > left.low]
    hundred = [one for one in near if one.is_portion and one.value == 100]
    counted = [one for one in near if evidence.is_count(one.reading)]
    chosen = like[-1:] or hundred[-1:] or counted[-1:]
    return chosen[0] if chosen else None
