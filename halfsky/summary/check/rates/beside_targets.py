"""How much of a target was reached, or by how much it was passed, right behind the two numbers.

计划慰问50人，实际慰问60人，超额10%; 计划轮训180人，实际153人，完成计划的88%;
33个，完成年初任务30个的90%.
"""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TARGET = lazy(r"目标|任务|计划|指标|承诺|下达|原定|预定|年初定|定下|要新建|许诺")
_OVER = lazy(
    r"^[,，;(]?(?:超额|超计划|超目标|超任务|超出?(?:目标|计划|任务))(?:完成|实现)?(?:了|约|近|达到|达|为)*$"
)
_OF = lazy(
    r"(?:^|[,，;(])\s?(?:已经?|共|实际|也就是|占|是|为|完成|达到|达|实现)*了?"
    r"(?:年初|年度|全年|当年|既定|预定|原定|上级|下达的?|的)*(?:目标|任务|计划|指标)(?:任务|总数|人数|数|总量|量)?的(?:约|近)?$"
    r"|^[,，;(:]?\s?(?:目标|任务|计划)?(?:完成率|达成率|完成比例)(?:为|达到|达|是|:|约|近)*$"
)
_INSIDE = lazy(
    r"(?:完成|达到|占|是|为|实现)了?(?:年初|年度|全年|当年|既定|预定|原定|上级|下达的?|的)*"
    r"(?:目标|任务|计划|指标)(?:任务|数)?$"
)
# 任务18万元,实际超额2万元: what is beyond it, not what was done.
_BEYOND = lazy(r"(?:超额|超出|超过|多出|超)了?$")
_HOPED = lazy(
    r"力争|确保|争取|(?<![模虚])拟|预计|将|明年|到20\d\d年|若|如果|前[一二两三四五六七八九十]"
)


def _pair(group: list[Reading], at: int) -> tuple[Reading, Reading, bool] | None:
    """The target and what was done, right ahead of the portion; whether it says what is over."""
    lead = group[at].lead.strip()
    one, other = group[at - 2 : at]
    if not (evidence.is_count(one) and evidence.same_unit(one, other)):
        return None
    if one.claim.approx or other.claim.approx or _HOPED.search(one.lead[-20:] + other.lead + lead):
        return None
    if re.fullmatch(r"的(?:约|近)?", lead) and _INSIDE.search(other.lead):
        return other, one, False
    over = bool(_OVER.match(lead))
    if not over and not _OF.search(lead):
        return None
    if not _TARGET.search(one.lead[-16:]) or _TARGET.search(other.lead):
        return None
    if _BEYOND.search(other.lead):
        return None
    return one, other, over


def _problem(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    portion = group[at]
    stated = evidence.percent(portion) if evidence.is_portion(portion) else None
    pair = _pair(group, at) if stated else None
    if stated is None or pair is None or portion.claim.approx:
        return None
    target, done, over = pair
    if target.interval.low <= 0:
        return None
    made = done.interval.over(target.interval).times(100)
    if over:
        made = made.less(100)
    if made.meets(stated) or (over and made.low <= 0) or not evidence.slipped_rate(made, stated):
        return None
    words = f"（{quoted(done)}－{quoted(target)}）" if over else quoted(done)
    message = evidence.not_the_rate(f"{words}÷{quoted(target)}", made, portion)
    involved = sorted([target, done, portion], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Portions of a target that the two numbers beside them do not make."""
    found = [
        _problem(read, group, at)
        for group in read.by_sentence().values()
        for at in range(2, len(group))
    ]
    return [problem for problem in found if problem]
