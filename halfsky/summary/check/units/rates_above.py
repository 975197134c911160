"""Rates of what can at most be all: a 休满率 of 119 %, a 成活率 of 118 %."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

_RATE = lazy(
    r"[\u4e00-\u9fff]{2}率(?:已|也|都|均|高|约|升|提高|就|竟)*(?:达到|达|为|是|有|在|到|至|:)*$"
)
# What may be more than all that there was: work against its plan, seats against their number.
_MAY_EXCEED = lazy(
    r"增|升|涨|完成|达成|执行|实现|利用|使用|周转|回报|收益|产出|产销|负荷|负债|赔付|上座|满载|客座|床位|入住|超|溢|预售"
    r"|杠杆|点击|换手|流转|流通|速率|频率|汇率|税率|费率|利率|心率|功率|效率|产率|倍率|折算|相当|计划|目标|任务|同比|比率|相加|合计"
)


def find(read: ReadText) -> Iterator[Problem]:
    """Percentages above a hundred behind the name of a rate that cannot be."""
    for reading in read.readings:
        if reading.claim.unit != "%" or reading.claim.value <= 100:
            continue
        said = read.plain[max(reading.sentence.start, reading.start - 40) : reading.start]
        if _RATE.search(said) and not _MAY_EXCEED.search(said):
            start, end = reading.start, reading.end
            quote = read.text[start:end]
            message = f"占比、比率不会超过100%，文中{quote}。"
            yield Problem(quote, start, end, "unit_error", "wrong", message)
