"""超额完成 of a target that was not reached, and 未完成 of one that was."""

from __future__ import annotations

import re

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_OVER = guarded(
    r"(?:超额|超计划|超目标|超任务)(?:完成|实现|达成)?"
    r"|(?:超过|突破|超出)了?(?:年初|年度|全年|既定|预定|原定|上级)?(?:下达的?)?(?:目标|任务|计划|指标)"
)
_UNDER = guarded(
    r"(?:未|没有?|尚未|还没|未能)(?:能)?(?:完成|达到|达成|实现)(?:年初|年度|全年|既定|预定)?(?:的)?(?:目标|任务|计划|指标)?(?=[,，。;、)\n]|$)"
)
_TARGET = lazy(
    r"目标|任务|计划|指标|承诺|要求|下达|应(?![急邀聘])|(?<![模虚])拟|原定|预定|预计|定下|年初定|责任书|许诺|答应"
)
_DONE = lazy(r"实际|实|已|完成|办|做|建|达到?|到位|有|了|共|培训|举办|发展|新")
_NO = lazy(r"[未没不]|力争|争取|确保|计划|将|要(?!求)|希望|预计|如|若|能否|是否")


def _pair(read: ReadText, at: int) -> tuple[Reading, Reading] | None:
    """The target and what was done, the two counts right before `at`."""
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    group = read.by_sentence().get(here.index, []) if here else []
    near = [one for one in group if one.end <= at and evidence.is_count(one)]
    if len(near) < 2 or at - near[-1].end > 20:
        return None
    target, done = near[-2:]
    if not evidence.same_unit(target, done) or target.claim.approx or done.claim.approx:
        return None
    aimed = _TARGET.search(target.lead[-24:]) or _TARGET.search(target.after[:8])
    if not aimed or _TARGET.search(done.lead) or not _DONE.search(done.lead):
        return None
    return target, done


def _problem(read: ReadText, word: re.Match[str], over: bool) -> Problem | None:
    pair = _pair(read, word.start())
    if pair is None:
        return None
    target, done = pair
    between = read.plain[done.end : word.start()]
    if re.search("[。;!?\n]", between) or (over and _NO.search(between[-8:])):
        return None
    short = done.interval.high < target.interval.low
    reached = done.interval.low >= target.interval.high
    if not (short if over else reached):
        return None
    sign = "少于" if over else "不少于"
    message = f"完成{quoted(done)}，{sign}目标{quoted(target)}，文中“{word.group()}”，对不上。"
    quote = read.text[target.start : word.end()]
    return Problem(quote, target.start, word.end(), "rate_mismatch", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """What is said of a target and refuted by the two numbers before it."""
    over = [_problem(read, word, True) for word in _OVER.finditer(read.plain)]
    under = [_problem(read, word, False) for word in _UNDER.finditer(read.plain)]
    return [problem for problem in (*over, *under) if problem]
