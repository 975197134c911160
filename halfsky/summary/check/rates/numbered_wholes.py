"""Shares that name their whole with its number: 18人,占中层干部60人的35%; 是签约企业240家的75%."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES
from halfsky.summary.check.rates.named_shares import sharp
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OF = lazy(r"(?P<own>.?)(?P<verb>占(?:到|了)?|是|为|相当于|达到|达)[^占]{0,16}$")
_ITS = lazy(r"^的?(?:约|近|大约)?$")
_OTHERWISE = lazy(
    r"去年|上年|前年|同期|上届|分别|各|增|比|较|每|平均|合计|和|与|累计|计划|目标|任务"
)
_ONE_EACH = frozenset({"person", "document", "vote", "case"})


def _whole_named(share: Reading, whole: Reading) -> bool:
    """Whether the count right before the share is what the share is said to be of."""
    clause = CLAUSES.split(whole.lead.strip())[-1]
    found = _OF.fullmatch(clause)
    if not found or not _ITS.match(share.lead.strip()) or _OTHERWISE.search(clause):
        return False
    near = len(CLAUSES.findall(whole.lead)) < 2
    return near and ("占" in found["verb"] or "的" in share.lead)


def _may_be_of(part: Reading, whole: Reading) -> bool:
    if not evidence.is_count(part) or not evidence.is_count(whole) or whole.interval.low <= 0:
        return False
    alike = evidence.same_unit(part, whole) or {part.kind, whole.kind} <= _ONE_EACH
    return alike and part.interval.low <= whole.interval.high


def _problem(read: ReadText, part: Reading, whole: Reading, share: Reading) -> Problem | None:
    stated = sharp(share)
    if not _may_be_of(part, whole) or stated is None or not _whole_named(share, whole):
        return None
    made = evidence.firm(part).over(evidence.firm(whole)).times(100)
    if made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    others = [
        one
        for one in read.around(share, 1, 0)
        if one.start < share.start and evidence.is_count(one) and evidence.same_unit(one, part)
    ]
    explained = any(
        one.interval.over(whole.interval).times(100).meets(stated)
        for one in others
        if one is not whole
    )
    if explained or evidence.is_about(share, made, stated):
        return None
    message = evidence.not_the_rate(f"{quoted(part)}÷{quoted(whole)}", made, share)
    return evidence.finding(read, "rate_mismatch", "wrong", [part, whole, share], message)


def find(read: ReadText) -> list[Problem]:
    """Shares of a whole told with its number that the count before it does not make."""
    found = []
    for group in read.by_sentence().values():
        for part, whole, share in zip(group, group[1:], group[2:], strict=False):
            if evidence.is_portion(share) and share.claim.mode == "result":
                found.append(_problem(read, part, whole, share))
    return [problem for problem in found if problem]
