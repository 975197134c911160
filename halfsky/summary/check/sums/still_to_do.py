"""What is done of a plan, and what is still to do: 走访260户,占计划400户,还要走访160户."""

from __future__ import annotations

from itertools import permutations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD, alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PLAN = lazy(r"(?:计划|任务|目标|指标|应|需)(?:数|量|总数)?[^,，。;\d]{0,8}$")
_TO_DO = lazy(
    r"(?:还|尚|仍|再)(?:要|需|须|得|差|欠|缺|需要|必须|有待|应)(?:再|继续)?[^,，。;\d]{0,6}(?<!的)$"
    r"|(?:下半年|[二三四]季度|年底前|接下来)(?:还|要|需|再|须)[^,，。;\d]{0,6}$"
)
_DONE = lazy(
    r"已|完成|实|走访|慰问|举办|开展|新[建增]|建成|培训|发展|签|发放|参|检|上半年|截至|目前"
)
_ELSE = lazy(r"去年|上年|同期|其中|比|较|每|均|累计|超|新增的|另")
_SENTENCES, _CLOSE = 1, 2


def _explained(read: ReadText, whole: Reading, done: Reading, left: Reading) -> bool:
    """Whether some more were left than it, or two other numbers near leave as much."""
    told = [whole, done, left]
    near = [one for one in read.around(left, 1, 1) if evidence.same_unit(one, left)]
    near = [one for one in near if one is not left]
    missing = [one for one in near if one not in told]
    if any(evidence.comes_out(whole, [done, left, one]) for one in missing):
        return True
    return any(evidence.comes_out(one, [other, left]) for one, other in permutations(near, 2))


def _check(read: ReadText, one: Reading, other: Reading, left: Reading) -> Problem | None:
    told = [one, other, left]
    if not _TO_DO.search(left.before) or left.sentence.index - one.sentence.index > _SENTENCES:
        return None
    planned = [r for r in (one, other) if _PLAN.search(r.before)]
    done = [r for r in (one, other) if r not in planned and _DONE.search(r.before)]
    if len(planned) != 1 or len(done) != 1 or planned[0].interval.low <= done[0].interval.high:
        return None
    if any(
        r.claim.approx or _ELSE.search(r.before[-8:]) or PER_HEAD.search(r.before[-8:])
        for r in told
    ):
        return None
    least = finest(told)
    made = told_to(planned[0], least) - told_to(done[0], least)
    stated = told_to(left, least)
    small, large = sorted((made.middle, stated.middle))
    if made.meets(stated) or large > small * _CLOSE:
        return None
    if _explained(read, planned[0], done[0], left):
        return None
    difference = f"{quoted(planned[0])}－{quoted(done[0])}{calculated.equals_amount(made, left)}"
    message = f"{difference}，文中还差{quoted(left)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """What is said to be left of a plan, and is not."""
    found = (
        _check(read, *like[at : at + 3])
        for like in alike_by_paragraph(read)
        for at in range(len(like) - 2)
    )
    return [problem for problem in found if problem]
