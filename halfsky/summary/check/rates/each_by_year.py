"""Means of several years behind the two numbers of each: 2021年12个、420人,2022年20个、740人,
每班平均人数由35人增加到37人.

One mean at least must come out, which shows how they are made; the others are then asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_YEAR = lazy(
    r"(?:(?<!\d)(?:19|20)\d\d年|去年|今年|前年|上年|本年|[一二三四]季度|[上下]半年)[\u4e00-\u9fff]{0,6}$"
)
_BESIDE = lazy(r"^(?:、|[,，]|(?:招收|接收|参加|参训|覆盖|服务|共)){0,2}$")
_MEAN = lazy(
    r"(?:平均|均|每[\u4e00-\u9fff]{1,3}(?:平均)?)[\u4e00-\u9fff]{0,5}(?:由|从|分别为|分别是|依次为)$"
)
_GOES_ON = lazy(
    r"^(?:、|和|[,，]|[,，]?(?:增加|提高|上升|增|升|减少|下降|减|降|扩大|缩小)(?:到|至|为))$"
)
_FEWEST = 2

Year = tuple[Reading, Reading]


def _years(group: list[Reading], at: int) -> list[Year]:
    """The two numbers of each year."""
    years: list[Year] = []
    for one, other in zip(group[at::2], group[at + 1 :: 2], strict=False):
        told = _YEAR.search(one.lead) and _BESIDE.match(other.lead)
        if not told or one.claim.approx or other.claim.approx:
            break
        same = not years or all(
            a.claim.unit == b.claim.unit for a, b in zip(years[0], (one, other), strict=True)
        )
        if not same or one.kind == other.kind or not evidence.is_count(one):
            break
        years.append((one, other))
    return years


def _means(group: list[Reading], at: int, many: int) -> list[Reading]:
    """A mean for each year, right behind them."""
    means = group[at : at + many]
    told = len(means) == many and _MEAN.search(means[0].lead) and "去年" not in means[0].lead
    if not told or not all(_GOES_ON.match(one.lead) for one in means[1:]):
        return []
    return [] if any(one.claim.approx for one in means) else means


def _made(year: Year) -> Interval:
    """The second number for one of the first."""
    return year[1].interval.over(year[0].interval)


def _check(read: ReadText, years: list[Year], means: list[Reading]) -> Iterator[Problem]:
    if any(year[0].interval.low <= 0 for year in years):
        return
    out = [(year, mean) for year, mean in zip(years, means, strict=True) if _is_off(year, mean)]
    if len(out) * 2 > len(years):
        return
    for year, mean in out:
        count, amount = year
        made = calculated.equals_amount(_made(year), mean, 2)
        message = f"{quoted(amount)}÷{quoted(count)}{made}，文中平均{quoted(mean)}，对不上。"
        yield evidence.finding(read, "rate_mismatch", "wrong", [count, amount, mean], message)


def _is_off(year: Year, mean: Reading) -> bool:
    """Whether the mean is neither the quotient nor the whole number next to it."""
    made = _made(year)
    stated = Interval(mean.interval.low - 1, mean.interval.high + 1)
    near = stated if mean.claim.value.denominator == 1 else mean.interval
    inside = near.low < made.high and made.low < near.high
    return not inside


def find(read: ReadText) -> list[Problem]:
    """Means of years that their two numbers do not make."""
    if "均" not in read.plain and "每" not in read.plain:
        return []
    problems: list[Problem] = []
    for group in read.groups.values():
        at = 0
        while at + 3 * _FEWEST <= len(group):
            years = _years(group, at)
            many = len(years)
            means = _means(group, at + 2 * many, many) if many >= _FEWEST else []
            problems += _check(read, years, means) if means else ()
            at += max(1, 2 * many)
    return problems
