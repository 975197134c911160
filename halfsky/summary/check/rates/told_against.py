"""What the words of a change say it is told against, where the numbers beside it are others."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.rates.comparisons import goes_down
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# 比前月多188人次,前月2248人次: the number of the month before stands behind.
_AGAINST = lazy(r"(?:比|较)(?P<what>[\u4e00-\u9fff]{1,8}?)[多少增减高低]")
_GONE = lazy(
    r"离职|离[队店厂园校]|辞|退[出休会伍]|调[出离]|走了|流失|注销|[迁转]出|减员|撤|关[停闭张]|淘汰|脱"
)
_CAME = lazy(r"新[增建招入进设]|入职|加入|补|增设|另[建设招]")
_EACH = lazy(r"每|均|单价|票价|一(?:个|件|套|双|份|斤|节|张)")
_ALL = lazy(r"总[价额量计]|合计|共|全[厂年公院校队]|一个?[年月季]|(?:多|少)(?:花|支|付|发|开)")
_YEARLY, _PERIODIC = lazy(r"同比"), lazy(r"环比")
_LAST_YEAR, _LAST_PERIOD = lazy(r"去年|上年|前年"), lazy(r"上[个一]?[月周季期旬]")


def in_order(change: Reading, now: Reading, base: Reading) -> tuple[Reading, Reading]:
    """The two by what the change is told against: 比冬装少2套; 入职17人,离职14人,净增3人."""
    found = _AGAINST.search(change.before)
    named = found and found["what"] in now.words and found["what"] not in base.words
    net = "净" in change.before and _GONE.search(now.words) and not _GONE.search(base.words)
    return (base, now) if named or net else (now, base)


def of_other_period(change: Reading, base: Reading) -> bool:
    """环比少了一成,去年同月80起: a change since last month is not of last year's number."""
    if base.start < change.start:
        return False
    said, then = change.before, base.before
    since_month = _PERIODIC.search(said) and _LAST_YEAR.search(then)
    return bool(since_month or (_YEARLY.search(said) and _LAST_PERIOD.search(then)))


def of_others(read: ReadText, change: Reading, now: Reading, base: Reading) -> bool:
    """Whether the change is told of more than the two: of all of them, or of one way only."""
    down = goes_down(change)
    gap = base.interval - now.interval if down else now.interval - base.interval
    return _of_all_of_them(read, change, now, base) or both_ways(read, change, gap)


def _of_all_of_them(read: ReadText, change: Reading, now: Reading, base: Reading) -> bool:
    """每个从50元涨到70元,一个月420个,多花8400元: by how much all together changed."""
    last = max(now.end, base.end)
    if change.kind != "money":
        return False
    each = _EACH.search(base.lead[-16:] + now.lead[-16:])
    all_told = _ALL.search(read.plain[last : change.start])
    return bool(each and all_told) and _is_of_so_many(read, change, now, base)


def _is_of_so_many(read: ReadText, change: Reading, now: Reading, base: Reading) -> bool:
    """Whether so many now and then, at so much each, make the change."""
    numbers = [one.interval for one in read.around(change, 1, 0) if one.kind != "money"]
    signs = (change.interval, Interval(-change.interval.high, -change.interval.low))
    return any(
        (many * now.interval - few * base.interval).meets(sign)
        for many in numbers
        for few in numbers
        for sign in signs
    )


def both_ways(read: ReadText, change: Reading, gap: Interval) -> bool:
    """增加24个,撤并3个: what went the other way stands right behind, and leaves the gap."""
    way = _CAME if goes_down(change) else _GONE
    behind = evidence.behind(read, change)[:1]
    return any(
        way.search(one.before)
        and evidence.same_unit(one, change)
        and (gap + one.interval).meets(change.interval)
        for one in behind
    )
