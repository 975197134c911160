"""Whether a part named after 其中 is larger than its whole, or a part of something else."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.reading import Reading, ReadText


def _sum_of(run: list[Reading]) -> Interval:
    return total([part.interval for part in run])


def is_no_whole(whole: Reading) -> bool:
    """期均86人, 比去年减少59人次, 到期135份: what follows 其中 is not of these."""
    return whole.claim.value == 1 or bool(re.search(r"均|减少|增加|下降|到期", whole.before[-8:]))


def is_excess(read: ReadText, whole: Reading, part: Reading) -> bool:
    # 培训6期,其中技能培训14期 leaves no doubt what the part is of.
    if "另" in part.lead[-8:]:
        return False
    if part.lead.startswith(";") and _may_hold(read, whole, part):
        return False
    beside = part.lead.lstrip(" ,，").startswith("其中") and part.claim.unit == whole.claim.unit
    factor = evidence.SLIP if beside else evidence.EXCESS
    slipped = evidence.slipped(part.interval, whole.interval, factor)
    return slipped and not _of_others(read, whole, part)


def _may_hold(read: ReadText, whole: Reading, part: Reading) -> bool:
    """委员9名,常委5名;其中留任6名: behind a semicolon 其中 is of all that was told."""
    return any(
        one.start < whole.start
        and evidence.same_unit(one, part)
        and one.interval.low >= part.interval.high
        for one in read.around(whole, 0, 0)
    )


def _of_others(read: ReadText, whole: Reading, part: Reading) -> bool:
    """Whether 其中 looks past the nearest number: 单建9家,联建2家,其中…10家; 41家,分布在9个镇."""
    earlier = [
        other
        for other in read.around(whole, 0, 0)
        if other.start <= whole.start and evidence.same_unit(other, part)
    ]
    if _closes_list(earlier):
        return True
    if any(other.interval.high >= part.interval.low for other in earlier):
        return whole.claim.unit != part.claim.unit or "其中" not in part.lead[:4]
    run: list[Reading] = []
    for other in reversed(earlier):
        run.append(other)
        if len(run) > 1 and not re.match(r"\s*(?:[,，、;]|和|及)", run[-2].lead):
            break
        if len(run) > 1 and _sum_of(run).high >= part.interval.low:
            return True
        if len(other.lead) > 20:
            break
    return False


def _closes_list(earlier: list[Reading]) -> bool:
    """高级19名,中级46名,…,未定级4名。其中…: the number nearest ahead is the last of a list."""
    for at in range(len(earlier) - 1):
        run = earlier[at:]
        close = all(re.match(r"\s*[,，、;]", one.lead) and len(one.lead) < 9 for one in run[1:])
        if not close or "其中" in "".join(one.lead for one in run[1:]):
            continue
        summed = _sum_of(run)
        firm = len(run) > 2 and all("、" in one.lead for one in run[1:])
        if firm or any(summed.meets(one.interval) for one in earlier[:at]):
            return True
    return False
