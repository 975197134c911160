"""Shares told first, and what they are of behind them: 女代表占代表总数的六成,代表90人,女代表48人.

Behind the share stand the part and the whole, each called as the share calls it; or the whole
called 共, or both sorts that make it: 女职工占不足三成,具体为女职工684人、男职工1206人.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES, core, label, likeness
from halfsky.summary.check.rates.named_shares import sharp
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TO = (
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|超过|不足|不到|大约|将近|接近|刚过|逾"
    r"|计|:|\s)*$"
)
_SHARE = lazy(
    rf"(?P<own>[^,，。;:(]{{2,14}}?)(?:的?人数)?占(?:到|了|比)?"
    rf"(?P<what>[^,，。;占\d]{{0,12}}?)(?:的)?(?:比例|比重)?{_TO}"
)
_OTHERWISE = lazy(
    r"去年|上年|前年|同期|上届|年初|原来|全国|全省|平均|目标|要求|不低于|应|增|升|提高|涨|降|减|合计|两者|其余"
    r"|各|分别|和|与|及|又|如果|预计|比(?![例重])|至少|以上|计划|力争"
)
_ALL = lazy(r"^[,，;(]?(?:一?共|总共|合计|总计|共计|总数|全部|全员)(?:有|为|是)?$")
_PLACES = lazy(
    r"^(?:因为?|由于|鉴于|我们?|本|全|该)?(?:[\u4e00-\u9fff]{0,6}?(?:会上|会里|会中|公司|集团|医院|学校|幼儿园|总厂|厂|站|局|段|所|院|校|园|商厦)(?=女))?"
)
_MOST_BEHIND = 6
_MOST_APART = 60


class _Told(NamedTuple):
    own: str
    what: str


def _told(share: Reading) -> _Told | None:
    clause = CLAUSES.split(share.lead.strip())[-1]
    found = _SHARE.fullmatch(clause)
    if not found or _OTHERWISE.search(clause):
        return None
    own = core(_PLACES.sub("", found["own"]))
    return _Told(own, core(found["what"])) if len(own) > 1 else None


def _behind(read: ReadText, share: Reading) -> list[Reading]:
    """The counts right behind, in the sentence and the next of the paragraph."""
    return [
        one
        for one in read.around(share, 0, 1)
        if one.start > share.end
        and evidence.is_count(one)
        and one.sentence.paragraph == share.sentence.paragraph
        and one.start - share.end <= _MOST_APART
    ][:_MOST_BEHIND]


def _called(words: str, counts: list[Reading]) -> Reading | None:
    """The one count that is called just so."""
    called = [one for one in counts if label(one) == words or likeness(words, one) > 1]
    return called[0] if len({one.interval for one in called}) == 1 else None


def _male(own: str) -> str:
    return own.replace("女", "男") if "女" in own else ""


def _pair(told: _Told, counts: list[Reading]) -> tuple[list[Reading], Interval] | None:
    """The part, with what makes the whole, and how much that is."""
    part = _called(told.own, counts)
    if part is None or ("其中" in part.lead and part is counts[0]):
        return None
    others = [one for one in counts if one is not part and evidence.same_unit(one, part)]
    of_both = [one for one in others if not label(one).startswith(("男", "女"))]
    whole = _called(told.what, of_both) if len(told.what) > 1 else None
    whole = whole or next((one for one in others if _ALL.match(one.lead.strip())), None)
    if whole is not None and whole.interval.low >= part.interval.high:
        return [part, whole], whole.interval
    male = _called(_male(told.own), others) if _male(told.own) else None
    return ([part, male], part.interval + male.interval) if male else None


def _explained(read: ReadText, share: Reading, part: Reading, stated: Interval) -> bool:
    """Whether any two counts near it make the share, or those told before."""
    near = [
        one
        for one in read.around(share, 2, 1)
        if evidence.is_count(one) and evidence.kin(one, part) and one.interval.low > 0
    ]
    return any(
        one.interval.high <= whole.interval.low
        and one.interval.over(whole.interval).times(100).meets(stated)
        for whole in near
        for one in near
        if one is not whole
    )


def _problem(read: ReadText, share: Reading) -> Problem | None:
    told, stated = _told(share), sharp(share)
    pair = _pair(told, _behind(read, share)) if told and stated else None
    if stated is None or pair is None:
        return None
    (part, other), whole = pair
    if whole.low <= 0 or {part.claim.mode, other.claim.mode} != {"result"}:
        return None
    made = part.interval.over(whole).times(100)
    if made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    if evidence.is_about(share, made, stated) or _explained(read, share, part, stated):
        return None
    words = quoted(other) if whole is other.interval else f"（{quoted(part)}＋{quoted(other)}）"
    message = evidence.not_the_rate(f"{quoted(part)}÷{words}", made, share)
    involved = sorted([share, part, other], key=lambda one: one.start)
    start, end = share.start, max(one.end for one in involved)
    about = frozenset(one.start for one in involved)
    return Problem(read.text[start:end], start, end, "rate_mismatch", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Shares that the counts told behind them do not make."""
    if not re.search("占", read.plain):
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one) for one in shares if one.claim.mode == "result"]
    return [problem for problem in found if problem]
