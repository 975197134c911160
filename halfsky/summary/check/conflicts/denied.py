"""All are done, and right behind it some are not: 办结率100%,目前还有2件正在协调.

The words deny the very deed, of fewer of the same unit, within a few sentences: nothing is left to
weigh. What stands further off or is said less plainly is found by all_done.py and weighed.
"""

from __future__ import annotations

from halfsky.summary.check.conflicts.all_done import denial
from halfsky.summary.check.conflicts.all_said import All, alls
from halfsky.summary.check.conflicts.left_undone import NEAR, deed_left, is_left, window
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OTHERS = lazy(r"另(?![页行文]|一方面)|其[他它](?!\d)|以外|除|不含|外单位|新增")
# 全部接触药物的|两道工序, 全部女工班组的|六成: so are those of whom something else is told.
_ATTRIBUTE = lazy(r"(?:全部|所有|全体)[^,，。;]{2,}的")
_SURE = 2


def _is_some(every: All, one: Reading) -> bool:
    """Whether the number is of fewer than all, with nobody else told of in between."""
    whole = every.whole(one)
    if whole is None or one.claim.value >= whole.claim.value:
        return False
    return not _OTHERS.search(every.read.plain[every.end : one.start])


def _left(every: All) -> Reading | None:
    """The first number of those to whom the deed is denied."""
    for index in range(every.sentence.index, every.sentence.index + NEAR + 1):
        for one in every.read.groups.get(index, ()):
            here = one.start >= every.end and one.sentence.paragraph == every.sentence.paragraph
            if not here or not _is_some(every, one):
                continue
            if deed_left(every, *window(one)) >= _SURE and is_left(every, one):
                return one
    return None


def find(read: ReadText) -> list[Problem]:
    """Some left of what is all done, told in the next breath."""
    found: dict[int, Problem] = {}
    for every in alls(read):
        spoken = (
            every.planned
            or every.loose
            or _ATTRIBUTE.match(read.plain[every.start : every.end + 1])
        )
        left = None if spoken else _left(every)
        if left:
            found.setdefault(left.end, denial(every, left))
    return list(found.values())
