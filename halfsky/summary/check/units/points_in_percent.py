"""Points told in percent: 入会率由85%提高到92%,提高7% are seven points, and 8.2 % of the rate."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues.evidence import finding, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MOVED = lazy(
    r"^[,，;、]?(?:[\u4e00-\u9fff]{0,8}(?:率|占比|比例|比重|度)"
    r"|(?:比|较|同比|环比|一年|半年|[两三]年|净|共|又)[\u4e00-\u9fff]{0,8})?"
    r"(?:提高|上升|提升|增加|增长|升高|下降|降低|回落|减少|下滑|上涨|攀升)(?:幅度)?(?:了|约|达|为)*\s*$"
)
_OF_RATES = lazy(r"率|占|比例|比重|覆盖面|度")
_FAR = 80


def _rates_before(read: ReadText, at: int) -> list[Reading]:
    """The two percentages told last, if they are rates and stand near."""
    moved = read.readings[at]
    near = [one for one in read.readings[:at] if moved.start - one.end <= _FAR]
    return [one for one in near if one.kind == "percent"][-2:]


def _are_points(read: ReadText, at: int) -> bool:
    """Whether the change is the difference of two rates, and nothing else of them."""
    moved, rates = read.readings[at], _rates_before(read, at)
    if len(rates) != 2 or any(
        rate.sentence.paragraph != moved.sentence.paragraph for rate in rates
    ):
        return False
    first, second = (rate.claim.value for rate in rates)
    named = any(_OF_RATES.search(rate.words) for rate in rates)
    return named and first > 0 and abs(second - first) == moved.claim.value != 0


def find(read: ReadText) -> Iterator[Problem]:
    """Changes of a rate in percent that are points."""
    for at, reading in enumerate(read.readings):
        if reading.claim.unit != "%" or not _MOVED.search(reading.lead):
            continue
        if _are_points(read, at):
            rates = _rates_before(read, at)
            apart = f"{quoted(rates[0])}到{quoted(rates[1])}相差的是百分点"
            why = f"{apart}，{quoted(reading)}应以“个百分点”计。"
            yield finding(read, "unit_error", "doubtful", [*rates, reading], why)
