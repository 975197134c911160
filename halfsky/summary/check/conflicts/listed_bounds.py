"""A bound all are said to keep and one of the list does not: 均不超过1000元:…燃气公司1300元."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from halfsky.summary.check.clues import evidence, named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MOST = lazy(
    r"(?:不超过?|不高于|不多于|不大于|不得超过|不突破|[未没]有?(?:超过?|突破|高于|多于)|至多|最多|(?:没有|无)一[\u4e00-\u9fff]?(?:超过|高于|多于|突破)|上限(?:是|为)?|限(?:额|价)(?:是|为)?)了?$"
)
_LEAST = lazy(
    r"(?:不少于|不低于|不下于|不小于|不得少于|不得低于|至少[^,，。;、\d]{0,8}|[未没]有?(?:少于|低于)|(?:没有|无)一[\u4e00-\u9fff]?(?:低于|少于|不足|不到)|最[低少小短][^,，。;、\d]{0,6}(?:也|都)(?:有|达到?|在)|[均都]达到|下限(?:是|为)?|起码[^,，。;、\d]{0,4})$"
)
_ABOVE = lazy(
    r"(?:[均都皆全](?:已|已经)?(?:超过|高于|多于|突破)|各[\u4e00-\u9fff]{1,4}(?:均|都)(?:超过|高于|多于))了?$"
)
_SAME = lazy(
    r"(?:(?:均|都|全部|一律|统一|皆)(?:是|为|按|发放?|分到|购置?|配发?)(?:每[人户家个名班])?|各为)$"
)
_UP_TO = lazy(r"^(?:以内|之内|以下|内)")
_FROM_ON = lazy(r"^(?:及?以上)")
_BETWEEN = lazy(r"^(?:之间|的?(?:区间|范围))")
_TO = lazy(r"^\s?(?:至|到|-|~|和|与)$")
_EVERYONE = lazy(r"最[低少小短]|[均都皆]|全部|全都|一律|统一|无一|没有一")
_EACH = lazy(r"(?:^|[,，。;:])[^,，。;:]{0,6}(?:每|各)[\u4e00-\u9fff]{1,4}")
_DONE = lazy(
    r"至少(?:都|也)?有|建成|建有|建立|配备|配有|拥有|设有|开展了|举办了|完成了?|达到了?|发放了|落实"
)
_KEPT = guarded(
    r"[^,，。;:\n]{0,10}(?:均|都|全部|全都|一律|无一)[^,，。;:\n]{0,4}(?:[未没]有?(?:突破|超出?|超标|违反)|达标|达到|符合|满足|做到|合格|执行|按此|落实|例外)"
    r"|[^,，。;:\n]{0,10}(?:全部|无一)(?:例外|达标)"
)
_NORM = lazy(
    r"应当?(?!急)|必须|需要?|要求|规定|计划|目标|(?<![模虚])拟|力争|确保|争取|原则上|不得|明年|下一步|将"
)
_APART = lazy(r"除|以外|例外的是|个别|大多|多数|基本|平均(?!分)|人均|户均|累计")
_EXCUSED = lazy(r"^\s?[(（,，]?\s?(?:因|系|由于|属|经批准|缺)")
_RATE = lazy(r"[\u4e00-\u9fff]{2}率|[\u4e00-\u9fff]{1,2}费|[\u4e00-\u9fff]{1,2}金")
_EARLIER = lazy(r"去年|上年|前年|同期|此前|原来|计划|目标|其中")
# So far the list may stand from its bound.
_NEAR, _BEFORE = 44, 14


class Bound(NamedTuple):
    """What no value may leave, the numbers that say so, and whether all are told to keep it."""

    interval: Interval
    told: list[Reading]
    strict: bool = False

    def left_by(self, value: Interval) -> bool:
        """Whether a value lies outside for certain."""
        if self.strict:
            return value.high <= self.interval.low
        return value.low > self.interval.high or value.high < self.interval.low


_ENDLESS = 10**15


def _bound(read: ReadText, one: Reading, group: list[Reading]) -> Bound | None:
    """What the words around a number make of it."""
    before, value = one.lead[-16:].rstrip(), evidence.exact(one)
    after = read.plain[one.end : one.end + 6]
    at = group.index(one)
    if at and _TO.match(one.lead) and _BETWEEN.match(after):
        low = group[at - 1]
        scale = (
            1 if low.claim.unit == one.claim.unit and low.claim.value > 9999 else low.quantity.scale
        )
        return Bound(Interval(low.claim.value * scale, value), [low, one])
    ends = read.plain[one.start : one.end]
    if _MOST.search(before) or _UP_TO.match(after) or ends.endswith(("以内", "以下", "之内")):
        return Bound(Interval(Fraction(0), value), [one])
    if _LEAST.search(before) or _FROM_ON.match(after) or ends.endswith("以上"):
        return Bound(Interval(value, Fraction(_ENDLESS)), [one])
    if _ABOVE.search(before):
        return Bound(Interval(value, Fraction(_ENDLESS)), [one], strict=True)
    if _SAME.search(before):
        return Bound(Interval(value, value), [one])
    return None


def _asserted(read: ReadText, bound: Bound) -> int | None:
    """Where the words end that say that all keep the bound; None where it is only to be kept."""
    first, last = bound.told[0], bound.told[-1]
    start = max(first.sentence.start, first.start - 40)
    ahead = read.plain[start : first.start]
    clause = re.split("[,，;。]", ahead)[-1]
    behind = re.match(r"[^,，。;:\n]{0,6}", read.plain[last.end : last.end + 6])
    end = last.end + (behind.end() if behind else 0)
    kept = (
        _KEPT.match(read.plain, end + 1, end + 40)
        if read.plain[end : end + 1] in "，,。;；"
        else None
    )
    if _APART.search(ahead[-30:]):
        return None
    if kept:
        return kept.end()
    if _NORM.search(ahead[-24:]):
        return None
    if _EVERYONE.search(clause) or (_EACH.search(clause) and _DONE.search(clause)):
        return end
    return None


def _kept_behind(read: ReadText, bound: Bound) -> int | None:
    """不少于20名。东关24名、南关17名,4个片区全部达到要求: said of the list that went before."""
    last = bound.told[-1]
    end = last.end
    for run in _lists(read, bound, last.end):
        stop = run[-1].end
        alone = not any(last.end <= one.start < run[0].start for one in read.readings)
        kept = _KEPT.match(read.plain, stop + 1, stop + 40) if run[0].start > end else None
        if alone and kept and not _APART.search(read.plain[last.end : kept.end()]):
            return last.end
    return None


def _measure(words: str) -> str:
    found = _RATE.findall(words)
    return found[-1] if found else ""


def _lists(read: ReadText, bound: Bound, end: int) -> list[list[Reading]]:
    """Lists right behind the words, or right ahead of the number."""
    first = bound.told[0]
    unit = bound.told[-1].claim.unit
    found = []
    for run in named_values.every_run(read):
        start, stop = run[0].start, run[-1].end
        between = read.plain[end:start] if start >= end else read.plain[stop : first.start]
        near = _NEAR if start >= end else _BEFORE
        if stop <= first.start and any(stop <= one.start < first.start for one in read.readings):
            # 商圈4家、园区7家。…全市共65家,每个县区都不少于6家: the list is of other places.
            continue
        if not (start >= end or stop <= first.start) or len(between) > near or "\n" in between:
            continue
        if run[0].claim.unit == unit and not _EARLIER.search(run[0].lead.replace("其中", "")):
            found.append(run)
    return found


_HIGHEST = lazy(r"最[高多大长](?:的|为|是|达)?[^,，。;、\d]{0,6}$")
_LOWEST = lazy(r"最[低少小短](?:的|为|是|只|仅)?[^,，。;、\d]{0,6}$")


def _farthest(read: ReadText, bound: Bound, end: int) -> Reading | None:
    """均达到40人以上,最少的一期32人: the one that the words right behind name as the last."""
    for one in read.readings:
        if end <= one.start <= end + _BEFORE and one.claim.unit == bound.told[-1].claim.unit:
            low, high = bound.interval.low, bound.interval.high
            below = _LOWEST.search(one.lead) and one.interval.high < low
            above = _HIGHEST.search(one.lead) and one.interval.low > high
            return one if below or above else None
    return None


def _problem(read: ReadText, one: Reading, group: list[Reading]) -> Problem | None:
    bound = _bound(read, one, group)
    if bound is None:
        return None
    end = _asserted(read, bound) or _kept_behind(read, bound)
    if end is None:
        return None
    said = read.plain[
        max(bound.told[0].sentence.start, bound.told[0].start - 24) : bound.told[0].start
    ]
    words = read.text[bound.told[0].start : bound.told[-1].end]
    farthest = _farthest(read, bound, end)
    if farthest:
        message = f"文中说各项都合“{words}”，又有{quoted(farthest)}。"
        return evidence.finding(read, "contradiction", "wrong", [*bound.told, farthest], message)
    for run in _lists(read, bound, end):
        out = [value for value in run if bound.left_by(value.interval)]
        if not out or 2 * len(out) > len(run):
            continue
        own, other = _measure(said), _measure(run[0].lead)
        if (own and other and own != other) or any(
            _EXCUSED.match(read.plain[value.end : value.end + 6]) for value in out
        ):
            continue
        message = f"文中说各项都合“{words}”，列出的却有{quoted(out[0])}。"
        return named_values.claim_refuted(
            read, (bound.told[0].start, end), [*bound.told, *run], message
        )
    return None


_SIGN = lazy(r"[均都皆每各]|全部|一律|统一|[无有]一|最[少低]")


def find(read: ReadText) -> list[Problem]:
    """Values outside the bounds that all are said to keep."""
    if not _SIGN.search(read.plain):
        return []
    found = [_problem(read, one, group) for group in read.groups.values() for one in group]
    return [problem for problem in found if problem]
