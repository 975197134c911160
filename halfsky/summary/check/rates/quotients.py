"""Whether a percentage follows from a part and a whole, or from any other numbers near it."""

from __future__ import annotations

import re
from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted, ratio
from halfsky.summary.check.rates import explained_otherwise, of_other_counts
from halfsky.summary.check.rates.stating import Stated
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText


def fits(part: Reading, whole: Reading, stated: Interval) -> bool:
    """Whether the percentage may be this part of this whole."""
    computed = ratio(part, whole)
    return computed is not None and computed.meets(stated)


def _explained(stated: Interval, near: list[Reading], all_near: list[Reading]) -> bool:
    """Whether any pair of stated counts gives the percentage."""
    return any(
        part is not whole
        and evidence.kin(part, whole)
        and (fits(part, whole, stated) or _fits_without(part, whole, stated))
        for part in near
        for whole in all_near
    ) or (_explained_by_sum(stated, all_near) or _explained_by_whole(stated, near, all_near))


def _fits_without(part: Reading, left: Reading, stated: Interval) -> bool:
    """体检223人,6人未检,参检率97.4%: the whole is what was done and what was not."""
    if not re.search(r"未|尚|缺|没有", left.before[-6:] + left.after[:12]):
        return False
    whole = part.interval + left.interval
    return whole.low > 0 and part.interval.over(whole).times(100).meets(stated)


def _explained_by_whole(stated: Interval, near: list[Reading], counts: list[Reading]) -> bool:
    """Whether two counts in a row together make the whole (年初186户,新增24户)."""
    return any(
        part.interval.over(one.interval + other.interval).times(100).meets(stated)
        for part in near
        for one, other in pairwise(counts)
        if part not in {one, other}
        and evidence.same_unit(one, other)
        and evidence.same_unit(part, one)
        and (one.interval + other.interval).low > 0
    )


def _explained_by_sum(stated: Interval, counts: list[Reading]) -> bool:
    """Whether several counts in a row together make the part (prizes of every class)."""
    for at, whole in enumerate(counts):
        summed = Interval(0, 0)
        for taken, part in enumerate(counts[at + 1 :], 1):
            if not evidence.same_unit(part, whole):
                break
            summed = summed + part.interval
            several = taken > 1 and whole.interval.low > 0
            if several and summed.over(whole.interval).times(100).meets(stated):
                return True
    return False


# 含上年结转3件: what is taken out of or into the count is not said exactly enough.
_CARRIED = lazy(r"结转|跨年|[(]含|不含|扣除|除去|剔除")


def judge(
    read: ReadText, stated: Stated, part: Reading, whole: Reading, pool: list[Reading]
) -> Problem | None:
    """The finding that the percentage follows from no numbers near it; None when it may."""
    value = evidence.percent(stated.reading)
    if value is None or fits(part, whole, value):
        return None
    # One pair is two people: 58对 of 612人 may be 9% or 19%.
    if "couple" in {part.kind, whole.kind} and part.kind != whole.kind:
        return None
    nearest = [reading for reading in pool if reading.start < stated.reading.start][-3:]
    nearest += [reading for reading in pool if reading.start > stated.reading.start][:2]
    ahead = [near for near in pool if near.start < stated.reading.start]
    firm = stated.sort == "completion" or _due(part, whole, stated)
    computed = ratio(part, whole)
    if computed is not None and (
        not evidence.slipped_rate(computed, value)
        or evidence.is_about(stated.reading, computed, value)
    ):
        return None
    explained = _explained(value, nearest, [whole] if firm else pool)
    if explained or any(_CARRIED.search(near.lead) for near in ahead):
        return None
    if _taken_up(read, stated, part, whole) or _elsewhere(read, stated, part, whole):
        return None
    if of_other_counts.explain(read, stated, part, whole):
        return None
    return evidence.finding(
        read, "rate_mismatch", "wrong", [part, whole, stated.reading], _explain(stated, part, whole)
    )


# 县总公布的升星率, 去年同日的结案率, 率…只算正式用工: of other numbers than those told here.
_OTHERS = lazy(r"(?:公布|考核|通报)的[^,，。;]*$|(?:去年|上年)同[日期][^,，。;]*$")
_DEFINED = lazy(r"^[)\s]*(?:只算|由[^,，。;]{2,12}得出|[,，]把|不含|不包括|按[^,，。;]{2,12}口径)")


def _elsewhere(read: ReadText, stated: Stated, part: Reading, whole: Reading) -> bool:
    """Whether the words say that the portion is of others, or sums and rests near it make it."""
    reading = stated.reading
    if _OTHERS.search(reading.before) or _DEFINED.search(reading.tail):
        return True
    if stated.sort == "rate" and explained_otherwise.told_of(read, reading, part, whole):
        return True
    value = evidence.percent(reading)
    # The pair itself is written out behind: 全市签订率91.2%,我街道250家签了219家,只有87.6%.
    if reading.start < min(part.start, whole.start) and any(
        (other := evidence.percent(one)) is not None and fits(part, whole, other)
        for one in read.around(reading, 0, 0)
        if one.start > max(part.start, whole.start)
    ):
        return True
    return value is not None and explained_otherwise.any_of(read, reading, part, whole, value)


def _taken_up(read: ReadText, stated: Stated, part: Reading, whole: Reading) -> bool:
    """Whether the percentage just before already states this quotient: 占全省6.1%,入会率92.7%."""
    here = [
        other for other in read.around(stated.reading, 0, 0) if other.end <= stated.reading.start
    ]
    if not here or not evidence.is_portion(here[-1]) or "分别" in here[-1].lead:
        return False
    last = evidence.percent(here[-1])
    return last is not None and fits(part, whole, last)


def _due(part: Reading, whole: Reading, stated: Stated) -> bool:
    """应建605家,已建581家,组建率…: what is due leaves no room for another whole."""
    return (
        stated.sort == "rate"
        and whole.sentence.index == part.sentence.index
        and "应" in whole.before
        and whole.start < part.start < stated.reading.start
        and bool(re.search(r"已|实", part.before))
        and part.start - whole.end < 16
    )


def _explain(stated: Stated, part: Reading, whole: Reading) -> str:
    computed = ratio(part, whole)
    text = quoted(stated.reading)
    if computed is None:
        return f"文中{text}算不出来。"
    return evidence.not_the_rate(f"{quoted(part)}÷{quoted(whole)}", computed, stated.reading)
