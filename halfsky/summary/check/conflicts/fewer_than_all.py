"""Said to be done to all, and counted otherwise: 参赛率100%。…有女工的班组46个,参赛44个.

The words deny nothing here (denied.py, all_yet_some.py): two counts tell how many there are and how
many of them it was done to, and the second is the smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import bigrams
from halfsky.summary.check.conflicts.all_done import denial
from halfsky.summary.check.conflicts.all_said import All, alls, han
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_FAR = 30
# Of another time, of some of them, or before it came to an end.
_APART = lazy(
    r"去年|上年|往年|上半年|下半年|[一二三四]季度|前三季度|首[次批日轮]|第[一二三四]|当[天日场月]|其中|计划|任务|目标|应急|另|男|截至\d+月|年初|当时|起初|原先|此前"
    r"|提前|现场|当场|调解|最|优|合格|获"
)
# 应休产假16人,实际休满的14人: how many were to, and how many did.
_DUE = lazy(r"应(?P<deed>[休检签训享参到缴保配建])(?P<what>[\u4e00-\u9fff]{0,6})$")
_ENDS = lazy(r"(?:了|的|的?共|的?有|过|满|齐|完|上|数)*$")
_LEAD = lazy(r"^[,，、;]?(?:目前|现|实际|其中|共|均|截至目前|到目前)?(?:已经?|只|仅|实)?")


def _clause(one: Reading) -> str:
    return re.split(r"[,，;。:]", one.lead)[-1]


def _tells(deed: str, part: Reading) -> bool:
    """Whether the words right ahead of a number are the deed: 已办结|90件, 实际参赛|44个."""
    words = _LEAD.sub("", _ENDS.sub("", _clause(part)), count=1)
    return len(words) < len(deed) + 2 and words.endswith(deed)


def _is_same_group(every: All, whole: Reading) -> bool:
    """Whether it is the group by name and number, or by the name that the rate is of."""
    told = every.whole(whole)
    said = han(whole.before[-12:]) + "|" + han(whole.after[:6])
    if told is not None and told.claim.value == whole.claim.value:
        near = han(told.before[-12:]) + "|" + han(told.after[:6])
        return bool(bigrams(said) & bigrams(near))
    return bool(bigrams(said) & bigrams(han(every.deed)[:-2])) and every.rate


def _deed(every: All) -> str:
    """The deed in the two characters that name it: 班组|参赛率, 全部|办结."""
    deed = han(every.deed)
    return deed[-2:] if every.rate else deed[:2]


def _done(every: All, whole: Reading, behind: list[Reading]) -> Reading | None:
    """How many of a group it was done to, if fewer."""
    due = _DUE.search(_clause(whole))
    for part in behind:
        if evidence.is_portion(part):
            return None
        if _APART.search(_clause(part)):
            continue
        if not evidence.same_unit(part, whole) or part.claim.value >= whole.claim.value:
            continue
        if due and due["what"] and bigrams(due["what"]) & bigrams(every.told[-14:]):
            actual = re.match(rf"^[,，、]?实际?{due['deed']}[满了足完]?的?$", part.lead)
            return part if actual else None
        if _tells(_deed(every), part):
            return part
    return None


_COMES = frozenset("到会席参训课")


def _is_due_to(every: All, due: re.Match[str]) -> bool:
    """Whether all are said to have done what these were due to: 应到 is nothing of 健全率100%."""
    return due["deed"] != "到" or bool(_COMES & {*_deed(every)})


def _fewer(every: All) -> Reading | None:
    """The number behind of those to whom it was done, where they are fewer than all."""
    at = every.sentence.index
    for index in range(at if every.rate else at + 1, at + _FAR):
        group = every.read.groups.get(index, [])
        for place, whole in enumerate(group[:-1]):
            if whole.start < every.end or not evidence.is_count(whole):
                continue
            due = _DUE.search(_clause(whole))
            known = _is_due_to(every, due) if due else _is_same_group(every, whole)
            if not known or whole.claim.mode != "result" or _APART.search(_clause(whole)):
                continue
            behind = [one for one in group[place + 1 :] if one.claim.mode == "result"]
            part = _done(every, whole, behind)
            if part and not _has_rate(group, part):
                return part
    return None


def _has_rate(group: list[Reading], part: Reading) -> bool:
    """Whether a rate is told of them: then it is the rates that contradict each other."""
    behind = [one for one in group if one.start > part.end][:1]
    return any(evidence.is_portion(one) and "率" in one.lead for one in behind)


def _found(read: ReadText) -> Iterator[Problem]:
    for every in alls(read):
        if every.planned or every.loose or len(han(every.deed)) < 2:
            continue
        if not (every.rate or every.deeds):
            continue  # 全部技工: no deed
        part = _fewer(every)
        if part:
            yield denial(every, part)


def find(read: ReadText) -> list[Problem]:
    """Counts of those it was done to that are not all; each number once."""
    return list({problem.end: problem for problem in _found(read)}.values())
