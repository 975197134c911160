"""All are said to be done, and one is named that is not: 12件全部落实;其中夜班接送的提案暂未落实.

No number tells of the rest here (denied.py needs one): 其中 points at it, or names stand where the
number would (尚未报送的甲县总工会和乙产业工会).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.conflicts.all_said import All, alls
from halfsky.summary.check.conflicts.left_undone import NEXT_TOPIC, NOT, denies, done_later_in
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

_AMONG = lazy(
    r"其中(?!\d)(?P<one>[^。;\d]{2,60}?)(?=(?:尚|暂|仍|还|至今)[\u4e00-\u9fff]{0,2}?[未没]|未[能曾]?|没有)"
)
# 尚未报送的云渡市总工会和邮电产业工会, 未到会的委员何佩、钟意.
_NAMED = lazy(
    r"(?P<not>(?:尚未|仍未|至今未|还没有?|没有|未)(?P<deed>[\u4e00-\u9fff]{2,12}?)的)"
    r"(?P<names>[\u4e00-\u9fff]{2,12}(?:、|和)[\u4e00-\u9fff]{2,12})"
)
_ANYBODY = lazy(
    r"单位|个人|人员|企业(?!工会)|部门|职工|员工|女工|问题|原因|情况|事项|项目|要求|通报|督促|一律|及时|予以|按|应|须|将"
)
_OTHERS = lazy(
    r"另|其他|其它|以外|除|不含|外单位|新增|去年|上年|原先|起初|此前|当时|如|若|凡|计划|拟"
)
_NEAR = 2


def _scope(every: All) -> str:
    """The words behind what is said of all, two sentences on, in the same paragraph."""
    sentences = every.read.sentences[every.sentence.index : every.sentence.index + _NEAR + 1]
    ends = [one.end for one in sentences if one.paragraph == every.sentence.paragraph]
    return every.read.plain[every.end : max(ends)]


def _denials(every: All) -> Iterator[tuple[int, int]]:
    """Where the words behind deny the deed of one that they name."""
    scope = _scope(every)
    for among in _AMONG.finditer(scope):
        denied = NOT.search(scope, among.end())
        near = denied is not None and denied.start() - among.end() < 4
        if near and denied and denies(every, denied["deed"]) > 1:
            yield among.start(), denied.end()
    for named in _NAMED.finditer(scope):
        sure = denies(every, named["deed"]) > (1 if every.none else 2)
        if sure and not _ANYBODY.search(named["names"]):
            yield named.start(), named.end()


def _problem(every: All) -> Problem | None:
    if every.planned or every.loose or not (every.deed or every.none):
        return None
    scope = _scope(every)
    for start, end in _denials(every):
        if _OTHERS.search(scope[:end]) or NEXT_TOPIC.search(scope[:end]):
            continue
        if done_later_in(scope[end : end + 60].split("。")[0]):
            continue
        said = re.sub(r"\s+", "", every.read.text[every.start : every.end])
        told = re.sub(r"\s+", "", every.read.text[every.end + start : every.end + end])
        message = f"文中说“{said}”，却又说“{told}”。"
        begin, stop = every.start, every.end + end
        return Problem(every.read.text[begin:stop], begin, stop, "contradiction", "wrong", message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Things named as not done among those that all are; each place once."""
    found = {
        problem.end: problem for problem in (_problem(every) for every in alls(read)) if problem
    }
    return list(found.values())
