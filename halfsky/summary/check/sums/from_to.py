"""From how many to how many, and by how many: 由17个撤并到11个,减少5个.

Whatever the verb: what is told right behind the two as come or gone is what lies between them.
"""

from __future__ import annotations

from itertools import pairwise

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_FROM = lazy(r"[由从自][^,，。;\d]{0,12}$")
_TO = lazy(r"^[^,，。;\d]{0,10}(?:到|至|为|成|了)(?:现在|目前|今年|年底|如今)?的?$")
_CHANGED_TO = lazy(
    r"^[^,，。;\d]{0,4}(?:增|减|升|降|涨|跌|扩|缩|撤|并|压|提|变|调整|发展|整合|精简|优化|壮大)[^,，。;\d]{0,4}(?:到|至|为|成)$"
)
_OPENS = (
    r"^[^,，。;\d]{0,2}[,，;(]\s?(?:总[数量]|人数|数量|户数|共|一共|足足|整整|又|也|便|实际|一年|前后"
    r"|比原来|较[原之]来?前?)?净?"
)
_MORE = lazy(
    rf"{_OPENS}(?:新?增|多|添|扩|涨|升|上升|新[建添设办招]|增[设长]|扩大)(?:了|加|出|添|设|大){{0,2}}$"
)
_FEWER = lazy(
    rf"{_OPENS}(?:减|少|撤|关|并|裁|砍|压|降|缩|下降|取消|退出)(?:了|少|掉|去|销|并|除|停|减|缩|出){{0,3}}$"
)
_BEHIND = lazy(r"^(?:[,，。;、)]|$)")
_NO = lazy(r"每|均|率|占|目标|计划|力争|预计|将|其中|另|累计|最")


def _is_change(one: Reading, other: Reading) -> bool:
    """Whether the words lead from the one to the other."""
    opened = _FROM.search(one.before) and _TO.match(other.lead)
    return bool(opened or _CHANGED_TO.match(other.lead))


def _is_its_gap(one: Reading, other: Reading, gap: Reading) -> bool:
    """Whether what is told behind the two goes the same way, and of the same things."""
    words = _MORE if other.interval.low > one.interval.high else _FEWER
    return bool(words.match(gap.lead) and _BEHIND.match(gap.after.strip()))


_MORE_MOVES = lazy(r"^[,，、;并又另同时]{1,3}[\u4e00-\u9fff]{1,6}$")


def _goes_on(like: list[Reading], at: int) -> bool:
    """由18条增加到22条,新增6条、删除2条: whether more came or went than the first that is told."""
    following = like[at + 3 : at + 4]
    gap = like[at + 2]
    return any(
        _MORE_MOVES.match(one.lead) and one.sentence.index == gap.sentence.index
        for one in following
    )


def _check(read: ReadText, told: list[Reading]) -> Problem | None:
    one, other, gap = told
    if len({r.sentence.index for r in told}) > 1 or any(r.claim.approx for r in told):
        return None
    if any(two.start - len(two.lead) != r.end for r, two in pairwise(told)):
        return None
    if _NO.search(one.before[-12:] + other.lead + gap.lead) or evidence.is_portion(one):
        return None
    if not (_is_change(one, other) and _is_its_gap(one, other, gap)):
        return None
    least = finest(told)
    first, last, stated = (told_to(r, least) for r in told)
    made = last - first if last.low > first.high else first - last
    if made.low <= 0 or made.meets(stated):
        return None
    large, small = sorted((one, other), key=lambda r: -r.interval.middle)
    difference = f"{quoted(large)}－{quoted(small)}{calculated.equals_amount(made, gap)}"
    message = f"{difference}，文中相差{quoted(gap)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """Changes that are not by as many as the text says."""
    found = (
        _check(read, like[at : at + 3])
        for like in alike_by_paragraph(read)
        for at in range(len(like) - 2)
        if not _goes_on(like, at)
    )
    return [problem for problem in found if problem]
