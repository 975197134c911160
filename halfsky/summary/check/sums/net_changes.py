"""What came and what went, and by how much it changed on balance: 入会33人,退会8人,净增35人."""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.came_and_went import sign_of
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NET = lazy(r"净[增减加少流]|相抵|抵[消掉]")
_ELSE = lazy(
    r"其中|由|从|去年|上年|年[初末底]|[增减升降][^,，。;]{0,3}[到至为]|每|均|累计|计划|目标|率|占|约|各|合计|共"
)
_NO_NET = lazy(r"其中|(?<!比)(?:去年|上年)|每|均|累计|计划|目标|率|占|约|各")
_MOST, _LONG = 4, 20


def _moved(like: list[Reading], at: int) -> list[Reading]:
    """What came and went right before a number."""
    moved: list[Reading] = []
    for one in reversed(like[max(0, at - _MOST) : at]):
        apart = like[at].sentence.index != one.sentence.index or one.claim.approx
        if apart or not sign_of(one) or _ELSE.search(one.before[-10:]) or _NET.search(one.before):
            break
        moved.insert(0, one)
    return moved


def _explained(read: ReadText, net: Reading, moved: list[Reading], stated: Interval) -> bool:
    """Whether any two numbers near differ by as much."""
    near = [one for one in read.around(net, 1, 1) if evidence.same_unit(one, net)]
    near = [one for one in near if one is not net and one not in moved]
    return any(
        (one.interval - other.interval).meets(stated) for one in near for other in [*near, *moved]
    )


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    net = like[at]
    moved = _moved(like, at) if _NET.search(net.lead[-_LONG:]) and not net.claim.approx else []
    signs = [sign_of(one) for one in moved]
    if len({*signs}) < 2 or _NO_NET.search(net.before[-10:]):
        return None
    least = finest([*moved, net])
    changed = Interval(0, 0)
    for sign, one in zip(signs, moved, strict=True):
        amount = told_to(one, least)
        changed = changed + amount if sign > 0 else changed - amount
    if changed.high < 0:
        changed = changed.opposite
    stated = told_to(net, least)
    if changed.meets(stated) or _explained(read, net, moved, stated):
        return None
    shape = "".join(
        ("＋" if sign > 0 else "－") + quoted(one) for sign, one in zip(signs, moved, strict=True)
    )
    made = f"{shape.removeprefix('＋')}，相抵为{calculated.in_unit(changed, net)}"
    message = f"{made}，文中{quoted(net)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [*moved, net], message)


def find(read: ReadText) -> list[Problem]:
    """Changes on balance that what came and went do not make."""
    if not _NET.search(read.plain):
        return []
    found = (
        _check(read, like, at) for like in alike_by_paragraph(read) for at in range(2, len(like))
    )
    return [problem for problem in found if problem]
