"""Shares, and rates of what can at most be all, above a hundred: 占103%, a 成活率 of 118 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# Shares, and rates that are known: only the words right before them may say otherwise.
_SHARE = lazy(
    r"占(?![^,，。;]*(?:预算|定额|指标|上年|去年|年初|定员))|占比|满意度|知晓度|覆盖面|比例|比重"
    r"|(?:覆盖|组建|建会|入会|创建|建制|参保|投保|体检|受检|参检|普检|普查|筛查|妇检|签订|签约|满意|好评|知晓|合格|优秀|优良|毕业|结业"
    r"|回收|履约|办结|结案|调解|成功|参训|参学|受训|出席|到会|到场|参会|出勤|到课|参与|及格|通过|就业|持证|取证|达标|整改|治愈|普及|参赛"
    r"|知悉|立案|复检|晋级|采纳|受理|回复|回访|命中|准确|在岗|占有)率(?:已|也|都|均|达到|达|为|是|约|在|至|到|:|高)*$"
    r"|(?:参加|参与|参训|参检|参保|入会|到会|到场|受检)(?:的)?(?:女职工|女工|职工|会员|女会员|教职工)(?:已|也)?(?:达到|达|占)$"
)
_OVER = lazy(
    r"超额|增长率|增率|增幅|回报|收益|产出|执行率|达成率|周转|兑付|利用率|完成|目标|任务|计划|增|提高|上升|是[^,，]{0,6}的|相当于|同比"
)
# Any other rate: the whole sentence may.
_RATE = lazy(
    r"[\u4e00-\u9fff]{2}率(?:已|也|都|均|高|约|升|提高|就|竟)*(?:达到|达|为|是|有|在|到|至|:)*$"
)
# What may be more than all that there was: work against its plan, seats against their number.
_MAY_EXCEED = lazy(
    r"增|升|涨|完成|达成|执行|实现|利用|使用|周转|回报|收益|产出|产销|负荷|负债|赔付|上座|满载|客座|床位|入住|超|溢|预售"
    r"|杠杆|点击|换手|流转|流通|速率|频率|汇率|税率|费率|利率|心率|功率|效率|产率|倍率|折算|相当|计划|目标|任务|同比|比率|相加|合计"
)


def _is_known(read: ReadText, reading: Reading) -> bool:
    """Whether it is a share or a known rate, and not of a task or of several added up."""
    far = read.plain[max(reading.sentence.start, reading.start - 60) : reading.start]
    lead = reading.before[-16:]
    named = _SHARE.search(lead) and not _OVER.search(lead)
    return bool(named) and not re.search(r"任务|完成|计划|相加", far)


def _is_any(read: ReadText, reading: Reading) -> bool:
    """Whether it is some other rate, and nothing in the sentence lets it exceed."""
    said = read.plain[max(reading.sentence.start, reading.start - 40) : reading.start]
    return bool(_RATE.search(said)) and not _MAY_EXCEED.search(said)


_ROW = lazy(
    r"(?P<names>[\u4e00-\u9fff]{2,8}率(?:[、和与及][\u4e00-\u9fff]{2,8}率)+)(?:依次|分别)?(?:达到|达|为|是|在|:)*\s*$"
)
_JOINED = lazy(r"^\s*[、,，和与及]\s*$")


def _row_of(read: ReadText, at: int) -> tuple[str, int] | None:
    """The names of the rates told in a row with this number, and which of them it is."""
    place = 0
    while at > 0 and _JOINED.match(read.readings[at].lead):
        at, place = at - 1, place + 1
    row = _ROW.search(read.readings[at].lead)
    return (row["names"], place) if row and place else None


def _is_of_row(read: ReadText, at: int) -> bool:
    """建会率、入会率、体检率依次为100%、98%、112%: the name that the number's place gives it."""
    row = _row_of(read, at)
    names = lazy(r"[、和与及]").split(row[0]) if row else []
    if row is None or row[1] >= len(names):
        return False
    return bool(_SHARE.search(names[row[1]])) and not _OVER.search(row[0])


def find(read: ReadText) -> Iterator[Problem]:
    """Percentages above a hundred where no more than all can be meant."""
    for at, reading in enumerate(read.readings):
        if reading.claim.unit != "%" or reading.claim.value <= 100:
            continue
        if _is_known(read, reading) or _is_any(read, reading) or _is_of_row(read, at):
            start, end = reading.start, reading.end
            quote = read.text[start:end]
            message = f"占比、比率不会超过100%，文中{quote}。"
            yield Problem(quote, start, end, "unit_error", "wrong", message)
