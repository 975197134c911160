"""A growth divided by this year's number: 余额128.6亿元,比年初增加11.4亿元,增幅8.86%."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# What came on top since an earlier time, and the share that follows it at once.
_MORE = lazy(
    r"(?:(?:比|较|同比|环比)[^,，。;\d]{0,12}|[一今本全当]年(?:来|里|内|度|间)?|[两三]年(?:来|里|内|间)?|年内)"
    r"(?P<way>净?增加?|新增|多|增长|减少|净?减|少|下降|减)了?$"
)
_SHARE = lazy(
    r"^[^,，。;\d]{0,3}[,，、(]?(?:同比|比上年|较上年|也就是|即)?"
    r"(?:增长|增幅|增加|上升|提高|增|下降|降幅|减少|降低|降)(?:率|幅度|幅|了|为|达到|达|是|约)*$"
)
_DOWN = lazy(r"减|少|降")
_THEN = lazy(
    r"去年|上年|往年|前年|同期|年初|原来|原有|以前|当时|基数|比|较|(?:19|20)\d\d年(?![末底])"
)
_TO = lazy(r"[到至为成]$")
_NOW_BACK = 1


def _ways(read: ReadText, share: Reading) -> tuple[Reading, Reading] | None:
    """This year's number and by how much it is more or less, right before the share."""
    ahead = [one for one in read.around(share, _NOW_BACK, 0) if one.start < share.start]
    if not ahead or not _SHARE.search(read.plain[ahead[-1].end : share.start]):
        return None
    more = ahead[-1]
    if not _MORE.search(more.before) or not evidence.is_count(more):
        return None
    now = ahead[-2] if len(ahead) > 1 else None
    return (now, more) if now and evidence.is_count(now) and _is_of_now(read, now, more) else None


def _is_of_now(read: ReadText, now: Reading, more: Reading) -> bool:
    """Whether a number is what there is now, in which what came is contained."""
    between = read.plain[now.end : more.start]
    alike = evidence.same_unit(now, more) or not now.claim.unit
    earlier = _THEN.search(now.before[-10:]) or now.claim.mode == "last_year"
    told = between.count("。") < 2 and not _TO.search(between)
    return alike and told and not earlier and now.interval.low > more.interval.high


def _problem(read: ReadText, share: Reading) -> Problem | None:
    stated, found = evidence.percent(share), _ways(read, share)
    if stated is None or found is None:
        return None
    now, more = found
    down = bool(_DOWN.search(_way(more)))
    before = now.interval + more.interval if down else now.interval - more.interval
    if before.low <= 0:
        return None
    made = more.interval.over(before).times(100)
    of_now = more.interval.over(now.interval).times(100)
    if made.meets(stated) or not of_now.meets(stated) or _is_otherwise(read, share, stated, more):
        return None
    sign = "＋" if down else "－"
    message = (
        f"{quoted(more)}÷（{quoted(now)}{sign}{quoted(more)}）{calculated.equals_percent(made)}，"
        f"文中{quoted(share)}，对不上：除以了现在的{quoted(now)}，要除以原来的数。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [now, more, share], message)


def _way(more: Reading) -> str:
    found = _MORE.search(more.before)
    return found["way"] if found else ""


def _is_otherwise(read: ReadText, share: Reading, stated: Interval, more: Reading) -> bool:
    """Whether an earlier number that is told itself makes the share."""
    return any(
        one.interval.low > 0
        and evidence.same_unit(one, more)
        and bool(_THEN.search(one.before[-10:] + one.after[:4]))
        and more.interval.over(one.interval).times(100).meets(stated)
        for one in read.around(share, 2, 1)
        if evidence.is_count(one) and one is not more
    )


def find(read: ReadText) -> list[Problem]:
    """Growths that come out only of what there is now."""
    if not re.search(r"[增多升降少减]", read.plain):
        return []
    shares = (one for one in read.readings if one.kind == "percent")
    return [problem for one in shares if (problem := _problem(read, one))]
