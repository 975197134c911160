"""Growth told beside what was gained, where what it was gained on is told too.

比上届的450名多出90名，增幅16.7%: of 450, and not of what it became. 人次增加198人次，增长25%, with
792人次 and last year's 594人次 told elsewhere in the paragraph: whose difference comes out is sure.
"""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates.comparisons import DOWN, UP
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_WORD = rf"(?:{UP}|{DOWN}|升|降|跌)"
_GAP = lazy(rf"{_WORD}(?:了|出|约|近)?(?:[^到至为成\d,，。;、]{{0,3}})$")
_CHANGE = lazy(
    rf"^[,，;(]?(?P<own>[^,，。;\d]{{0,8}}?)(?:同比|环比|则|也|均|都|又)?{_WORD}"
    r"(?:了|约|近|达到|达|为|幅度|幅|率|:)*$"
)
_SAID = lazy(
    r"同比|环比|一年|比|较|去年|上年|今年|人数|数量|次数|件数|场次|总数|总量|数|量|的|则|也|净"
)
_DOWN = lazy(DOWN + "|降|跌")
_THEN = (
    r"去年|上年|前年|同期|上届|上期|上季|上月|上学期|年初|原来|原先|原有|此前|当初|起初|20\d\d\s?年|半年"
    r"|[一二三四]季度|上一"
)
_EARLIER = lazy(_THEN)
_AGAINST = lazy(rf"(?:比|较|跟|与)[^,，。;]{{0,8}}(?:{_THEN})[^,，。;]{{0,8}}$")
_PLAN = lazy(r"计划|目标|任务|指标|预计|平均|人均|户均|每|其中")


def _is_gap(one: Reading) -> bool:
    return evidence.is_count(one) and bool(_GAP.search(one.before)) and one.claim.approx is None


def _said_of(change: Reading, gap: Reading) -> bool:
    """Whether the change is of what the gap is of: 人次增加198人次,人次增长25%."""
    found = _CHANGE.match(change.lead.strip())
    if not found or bool(_DOWN.search(change.lead)) != bool(_DOWN.search(gap.before[-8:])):
        return False
    own = _SAID.sub("", found["own"])
    return not own or own in gap.words or own == gap.claim.unit


def _base_beside(group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """The gap and the base, one of them right ahead of the change and the other ahead of it."""
    one, other = group[at - 2 : at]
    if not (evidence.is_count(one) and evidence.same_unit(one, other)):
        return None
    if _is_gap(other) and len(other.lead) < 10 and _AGAINST.search(one.before):
        return other, one
    if _is_gap(one) and _EARLIER.search(other.lead) and len(other.lead) < 12:
        return one, other
    return None


def _base_far(read: ReadText, gap: Reading) -> list[Reading]:
    """Earlier values that some other number exceeds, or falls short of, by just the gap."""
    near = [
        one
        for one in read.around(gap, 2, 1)
        if one is not gap
        and one.sentence.paragraph == gap.sentence.paragraph
        and evidence.same_unit(one, gap)
        and one.claim.approx is None
        and not _PLAN.search(one.before)
    ]
    down = bool(_DOWN.search(gap.before[-8:]))
    found = []
    for base in near:
        if not (_EARLIER.search(base.lead[-20:]) or base.claim.mode == "last_year"):
            continue
        by = -evidence.exact(gap) if down else evidence.exact(gap)
        after = evidence.exact(base) + by
        if any(other is not base and evidence.exact(other) == after for other in near):
            found.append(base)
    return found


def _problem(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    change = group[at]
    stated = evidence.percent(change)
    beside = _base_beside(group, at) if at > 1 else None
    gap = beside[0] if beside else group[at - 1]
    if stated is None or not _is_gap(gap) or _PLAN.search(gap.before) or not _said_of(change, gap):
        return None
    bases = [beside[1]] if beside else _base_far(read, gap)
    made = [_share(gap, base) for base in bases if base.interval.low > 0]
    if not made or any(one.meets(stated) or not evidence.slipped_rate(one, stated) for one in made):
        return None
    if _gap_is_wrong(read, gap, bases[0], stated):
        return None
    words = "下降" if _DOWN.search(change.lead) else "增长"
    message = (
        f"{quoted(gap)}÷{quoted(bases[0])}{calculated.equals_percent(made[0])}"
        f"，文中{words}{quoted(change)}，对不上。"
    )
    involved = sorted([bases[0], gap, change], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def _gap_is_wrong(read: ReadText, gap: Reading, base: Reading, stated: Interval) -> bool:
    """1580人,较上年的1356人多了324人,增幅16.5%: the growth is right."""
    for now in read.around(gap, 1, 0):
        if now in (gap, base) or not evidence.same_unit(now, base) or base.interval.low <= 0:
            continue
        made = now.interval.over(base.interval).times(100)
        if made.meets(Interval(100 - stated.high, 100 - stated.low)):
            return True
        if made.meets(Interval(100 + stated.low, 100 + stated.high)):
            return True
    return False


def _share(gap: Reading, base: Reading) -> Interval:
    return evidence.firm(gap).over(evidence.firm(base)).times(100)


def find(read: ReadText) -> list[Problem]:
    """Growth that what was gained is not of what it was gained on."""
    found = []
    for group in read.by_sentence().values():
        for at in range(1, len(group)):
            change = group[at]
            relative = change.kind in {"percent", "tenth", "fraction"} and not change.claim.approx
            if relative and change.claim.mode != "plan":
                found.append(_problem(read, group, at))
    return [problem for problem in found if problem]
