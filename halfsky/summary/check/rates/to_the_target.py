"""How far a rate is from its target, in points and in heads:
参保418人,占女工21.8%,离三成还差158人; 建会率93.2%,离95%的目标还差1.8个百分点.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_AIM = r"(?:的?(?:要求|目标|任务|标准|指标|计划|平均水平|水平|红线|底线))?"
_TARGET = lazy(r"^[,，;]\s?[^,，。;]{0,6}?(?:与|离|距离?|比|跟|同|较)(?P<who>[^,，。;\d]{0,14})$")
_POINTS = lazy(
    rf"^{_AIM}[,，]?(?:相比|相比较)?[,，]?(?:还|尚|仍|又|也)?(?:存在|有|相?差|低|少|落后|欠)(?:了|着|约)?$"
)
_HEADS = lazy(
    rf"^(?:{_AIM}[,，]?(?:还|尚|仍)(?:差|缺|少|欠)(?:了|着)?"
    r"|[,，](?:即|也就是|相当于|就是|折合|合)(?:还|尚)?(?:少|差|缺|欠)(?:了)?)$"
)
_ELSE = lazy(r"约|近|左右|余|平均|增长|提高|上升|下降|降低|其中")
_SHARE_OF = lazy(r"占|率|比例|比重")
_NEAR, _BACK, _ROUNDED = 15, 2, 1


def _is_aimed_at(own: Reading, target: Reading) -> bool:
    """Whether the one is a rate and the other the rate it is compared with."""
    plain = not (own.claim.approx or target.claim.approx)
    rates = evidence.is_portion(own) and evidence.is_portion(target)
    return plain and rates and bool(_TARGET.match(target.lead)) and not _ELSE.search(own.before)


def _aim(target: Reading) -> Interval | None:
    """A rate that was aimed at, which is meant to the last digit: 三成 are 30%."""
    stated = evidence.percent(target)
    said = stated.said if stated else None
    return Interval(said, said) if said is not None else None


def _points(read: ReadText, own: Reading, target: Reading, gap: Reading) -> Problem | None:
    """与市里45%的要求尚有5.1个百分点的差距."""
    if gap.kind != "point" or gap.claim.approx or not _POINTS.match(gap.lead):
        return None
    aim, reached = _aim(target), _aim(own) if own.kind == "tenth" else evidence.percent(own)
    if reached is None or aim is None:
        return None
    large, small = (own, target) if reached.middle > aim.middle else (target, own)
    made = reached - aim if large is own else aim - reached
    if made.meets(gap.interval) or abs(made.middle - gap.interval.middle) > _NEAR:
        return None
    others = (evidence.percent(one) for one in read.around(gap, _BACK, 1) if one is not target)
    if any(
        (aim - one).meets(gap.interval) or (one - aim).meets(gap.interval) for one in others if one
    ):
        return None
    shape = f"{quoted(large)}－{quoted(small)}"
    said = made.said if made.said is not None else made.middle
    message = f"{shape}{calculated.equals(said, '个百分点')}，文中{quoted(gap)}，对不上。"
    return evidence.finding(read, "rate_mismatch", "wrong", [own, target, gap], message)


def _heads(
    read: ReadText, done: Reading, own: Reading, target: Reading, gap: Reading
) -> Problem | None:
    """占女工21.8%,离三成还差158人."""
    told = _HEADS.match(gap.lead) and _SHARE_OF.search(own.before)
    if not told or not evidence.same_unit(done, gap) or done.claim.approx or gap.claim.approx:
        return None
    reached, aim = evidence.percent(own), _aim(target)
    if reached is None or aim is None or reached.low <= 0:
        return None
    whole = done.interval.over(reached).times(100)
    room = Interval(gap.interval.low - _ROUNDED, gap.interval.high + _ROUNDED)
    made = _lacking(whole, aim, done)
    wholes = _wholes(read, done, own)
    if made.low <= 0 or any(_lacking(one.interval, aim, done).meets(room) for one in wholes):
        return None
    fits = [one for one in wholes if evidence.makes(done, one, own)]
    if fits:
        made = _lacking(fits[-1].interval, aim, done)
    if made.meets(room) or not evidence.slipped(made, gap.interval):
        return None
    base = quoted(fits[-1]) if fits else f"{quoted(done)}÷{quoted(own)}"
    shape = f"{base}×{quoted(target)}－{quoted(done)}{calculated.equals_amount(made, gap, 0)}"
    message = f"{shape}，文中{quoted(gap)}，对不上。"
    return evidence.finding(read, "rate_mismatch", "wrong", [done, own, target, gap], message)


def _lacking(whole: Interval, aim: Interval, done: Reading) -> Interval:
    """What is done less than the share of the whole that was aimed at."""
    return (whole * aim).over(Interval(100, 100)) - done.interval


def _wholes(read: ReadText, done: Reading, own: Reading) -> list[Reading]:
    """All that the number done may be a part of."""
    return [
        one
        for one in read.readings
        if one.start < own.start
        and evidence.same_unit(one, done)
        and one.interval.low > done.interval.high
    ]


def _checks(read: ReadText, group: list[Reading], at: int) -> Iterator[Problem | None]:
    """What is told of a rate and its target, which stands at the place."""
    own, target, *behind = group[at - 1 : at + 3]
    for place, gap in enumerate(behind):
        if place and behind[0].kind != "point":
            return
        yield _points(read, own, target, gap)
        if at > 1:
            yield _heads(read, group[at - 2], own, target, gap)


def find(read: ReadText) -> list[Problem]:
    """Gaps between a rate and its target that the two do not leave."""
    if "差" not in read.plain and "缺" not in read.plain and "低" not in read.plain:
        return []
    found: list[Problem | None] = []
    for group in read.groups.values():
        for at in range(1, len(group) - 1):
            if _is_aimed_at(group[at - 1], group[at]):
                found += _checks(read, group, at)
    return [problem for problem in found if problem]
