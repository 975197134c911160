"""How much of a target was reached, where the target was set well before or in other words.

要动员1500名女工练兵。…实际参加1260名,完成目标的88%; 任务是800名。…取证680名,离任务还差三成;
决算52.8万元,年初预算48万元,执行率108%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES
from halfsky.summary.check.rates.named_shares import sharp
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TO = r"(?:已|都|为|是|约|近|只|仅|才|了|达到|达|到|至|超过|不足|不到|大约|将近|计|:|\s)*$"
_AIM = r"(?:目标|任务|计划|规划|指标|定额|预算)"
_WHOSE = r"(?:年初|年度|全年|当年|既定|预定|原定|原|上级|下达的?|总|整个|本年|的|数|量)*"
_REACHED = lazy(
    rf"(?:^|[已经共实际也就是])(?:完成|达到|达|实现|占|为)了?{_WHOSE}{_AIM}(?:任务|目标|人数|总数|总量|数)?的{_TO}"
    rf"|^{_WHOSE}{_AIM}?(?:完成率|达成率|完成比例|执行率|完成进度){_TO}"
)
_LACKS = lazy(rf"^(?:离|距离?|比|跟){_WHOSE}{_AIM}(?:数)?(?:还|尚|仍)?(?:差|欠|缺|少){_TO}")
_OTHERWISE = lazy(
    r"去年|上年|同期|上半年|各|平均|时序|其中|增|降|提高|如果|预计|总体|综合|五年|三年"
)
_SET = lazy(
    rf"{_AIM}|(?<![主重需紧必])要(?![求点素约])|定下|定的|责任书|打算|准备|拟|许诺|承诺|应当?|分给|分解|下达|年初定|原定|立下|答应"
)
_SET_BEHIND = lazy(rf"^[\u4e00-\u9fff]{{0,8}}{_AIM}")
_NOT_DONE = lazy(
    r"(?:超|多|少|差|欠|缺|还剩|剩下?|剩余|余下|增加|减少|净增|比[^,，。;]*|其中|未|没|尚|拟|明年|每[^,，。;]*|去年|上年|同期|人均|追加|调整)[^,，。;\d]{0,6}$"
)
_SEVERAL = lazy(r"调整|追加|调减|调增|修订|改为|折合|口径|不计|按时序|半年任务|分[两三四]年|逐年")
_BACK, _MOST_TOLD = 2, 8


def _is_set(read: ReadText, one: Reading) -> bool:
    """Whether the words of a count set a target."""
    behind = read.plain[one.end : one.end + 14]
    return bool(_SET.search(CLAUSES.split(one.before)[-1]) or _SET_BEHIND.match(behind))


def _counts(read: ReadText, rate: Reading) -> list[Reading]:
    return [
        one
        for one in read.around(rate, _BACK, 0)
        if one.start < rate.start
        and evidence.is_count(one)
        and one.sentence.paragraph == rate.sentence.paragraph
        and one.claim.mode != "last_year"
        and one.claim.approx is None
    ]


def _pair(read: ReadText, rate: Reading) -> tuple[Reading, Reading, list[Reading]] | None:
    """The one target that is set, what was done, and all the counts in its unit."""
    counts = _counts(read, rate)
    aims = [one for one in counts if _is_set(read, one) and not _NOT_DONE.search(one.before)]
    here = [one for one in evidence.in_sentence(counts, rate) if one not in aims]
    done = [one for one in here if not _NOT_DONE.search(one.before)]
    if not aims or not done:
        return None
    aim = aims[-1]
    if len({one.interval for one in aims if evidence.same_unit(one, aim)}) > 1:
        return None
    alike = [one for one in counts if evidence.same_unit(one, aim) and one is not aim]
    done = [one for one in done if one in alike]
    if not done or len(alike) > _MOST_TOLD:
        return None
    if evidence.in_sentence(counts, rate)[-1] not in [aim, *alike] or _listed(alike, aim):
        return None
    most = max(done, key=lambda one: one.interval.low)
    earlier = [one for one in alike if one.start < aim.start and one is not most]
    return None if earlier else (aim, most, alike)


def _listed(alike: list[Reading], aim: Reading) -> bool:
    """计划新建休息室12个、哺乳室6个: one of several targets."""
    behind = [one for one in alike if one.start > aim.start][:1]
    return any(one.lead.startswith("、") for one in behind)


def _amounts(alike: list[Reading]) -> Iterator[Interval]:
    """Each of them, and those in a row together."""
    for at, one in enumerate(alike):
        yield evidence.firm(one)
        for end in range(at + 2, len(alike) + 1):
            yield total([evidence.firm(other) for other in alike[at:end]])


def _problem(read: ReadText, rate: Reading) -> Problem | None:
    clause, stated = CLAUSES.split(rate.lead.strip())[-1], sharp(rate)
    lacks = _LACKS.search(clause)
    if stated is None or _OTHERWISE.search(clause) or not (lacks or _REACHED.search(clause)):
        return None
    pair = _pair(read, rate)
    if pair is None or _SEVERAL.search(read.plain[pair[0].sentence.start : rate.end + 2]):
        return None
    aim, done, alike = pair
    if aim.interval.low <= 0:
        return None
    reached = Interval(100 - stated.high, 100 - stated.low) if lacks else stated
    made = evidence.firm(done).over(evidence.firm(aim)).times(100)
    if made.meets(reached) or not evidence.slipped_rate(made, reached):
        return None
    if evidence.is_about(rate, made, reached):
        return None
    wholes = [evidence.firm(one) for one in (aim, *alike) if one.interval.low > 0]
    if any(one.over(of).times(100).meets(reached) for one in _amounts(alike) for of in wholes):
        return None
    shown = Interval(100, 100) - made if lacks else made
    return _finding(read, rate, aim, done, shown, "100%－" if lacks else "")


def _finding(
    read: ReadText, rate: Reading, aim: Reading, done: Reading, made: Interval, all_but: str
) -> Problem:
    message = evidence.not_the_rate(f"{all_but}{quoted(done)}÷{quoted(aim)}", made, rate)
    involved = sorted([aim, done, rate], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Portions of a target set before that what was done does not make."""
    if not re.search(rf"{_AIM}|完成|执行率|达成", read.plain):
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one) for one in shares if one.claim.mode != "last_year"]
    return [problem for problem in found if problem]
