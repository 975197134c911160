"""What is left behind a rate: 整改到位127个,整改率94.8%,其余7个列入跟踪."""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_RATE = lazy(r"^[,，(]\s?[\u4e00-\u9fff]{0,8}率(?:的|达到?|为|是|约|达到了)?$")
_REST = lazy(r"^[)]?[,，]\s?(?:其余|余下|剩余|剩下|其他)(?:的)?$")
_OTHERWISE = lazy(r"去年|上年|增长|提高|下降|比|较|各|每|平均|其中")
_SHARES = {"percent", "permille"}
_ROUNDED = 1


def _check(read: ReadText, done: Reading, rate: Reading, rest: Reading) -> Problem | None:
    if not (rate.kind in _SHARES and _REST.match(rest.lead) and _RATE.match(rate.lead)):
        return None
    alike = evidence.is_count(done) and evidence.same_unit(done, rest)
    vague = any(one.claim.approx for one in (done, rate, rest))
    if not alike or vague or _OTHERWISE.search(done.before + rate.lead):
        return None
    reached = evidence.percent(rate)
    if reached is None or reached.low <= 0:
        return None
    made = done.interval.over(reached).times(100) - done.interval
    room = Interval(rest.interval.low - _ROUNDED, rest.interval.high + _ROUNDED)
    if made.high <= 0 or made.meets(room):
        return None
    wholes = _wholes(read, done, rate)
    if any((one.interval - done.interval).meets(rest.interval) for one in wholes):
        return None
    fits = [one for one in wholes if evidence.makes(done, one, rate)]
    made = fits[-1].interval - done.interval if fits else made
    if not evidence.slipped(made, rest.interval):
        return None
    whole = quoted(fits[-1]) if fits else f"{quoted(done)}÷{quoted(rate)}"
    shape = f"{whole}－{quoted(done)}{calculated.equals_amount(made, rest, 0)}"
    message = f"{shape}，文中其余{quoted(rest)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [done, rate, rest], message)


def _wholes(read: ReadText, done: Reading, rate: Reading) -> list[Reading]:
    """What the number done may be a part of, near it."""
    return [
        one
        for one in read.around(rate, 3, 0)
        if one.start < rate.start
        and evidence.same_unit(one, done)
        and one.interval.low > done.interval.high
    ]


def find(read: ReadText) -> list[Problem]:
    """What is left that a number and its rate do not leave."""
    if not any(word in read.plain for word in ("其余", "余下", "剩", "其他")):
        return []
    found = (
        _check(read, *group[at - 2 : at + 1])
        for group in read.groups.values()
        for at in range(2, len(group))
    )
    return [problem for problem in found if problem]
