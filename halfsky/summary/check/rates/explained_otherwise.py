"""Other readings of a portion that a part and a whole do not make, where the words allow them."""

from __future__ import annotations

from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_OTHERS_LEFT = lazy(r"其余|余下|别的|其他")
_NOT = lazy(r"未|没|不|缺|剔除|扣除|除去")
_SUMMED = lazy(r"^[,，、;:]?(?:[一二两三四五六七八九十]项|总)?(?:共|合计|共计|总计|一共|累计)")
_MORE = lazy(r"又|再|另(?!有)|最终|加上|同时")
_OWN_SHARE = lazy(r"[,，;][^,，。;]{2,8}占[^,，。;]{0,4}$")
_SECOND_ROUND = lazy(r"复查|复检|到期|补考|补测|补训|补检|限期|最终|复核")
_PARAGRAPH = 6


def _percent(part: Interval, whole: Interval) -> Interval | None:
    return part.over(whole).times(100) if whole.low > 0 else None


def _fits(part: Interval, whole: Interval, stated: Interval) -> bool:
    made = _percent(part, whole)
    return made is not None and made.meets(stated)


def any_of(
    read: ReadText, portion: Reading, part: Reading, whole: Reading, stated: Interval
) -> bool:
    """Whether any of the readings below makes the portion."""
    return (
        together(read, portion, part, whole, stated)
        or of_the_rest(read, portion, part, whole, stated)
        or of_one_whole(read, portion, part, stated)
        or in_the_end(read, portion, part, whole, stated)
        or of_another_year(portion, part, whole)
    )


_YEAR_BEFORE = lazy(r"去年|上年|往年|前年|上一年")


def of_another_year(portion: Reading, part: Reading, whole: Reading) -> bool:
    """应签258家,已签231家。去年签订率是86.0%: what was told is of this year."""
    if not _YEAR_BEFORE.search(portion.before):
        return False
    return not any(_YEAR_BEFORE.search(one.lead) for one in (part, whole))


def together(
    read: ReadText, portion: Reading, part: Reading, whole: Reading, stated: Interval
) -> bool:
    """年初已建183家,又建14家,建会率91.6%: two counts told after the whole are the part together."""
    between = [
        one
        for one in read.around(portion, 1, 0)
        if whole.start <= one.start < portion.start and evidence.is_count(one)
    ]
    if between and between[-1] is whole and _SUMMED.match(whole.lead):
        return True
    if part in between and any(
        other not in {part, whole}
        and evidence.same_unit(other, part)
        and other.sentence.index == part.sentence.index
        and _MORE.search(other.lead + (portion.lead if other is between[-1] else ""))
        and _fits(part.interval + other.interval, whole.interval, stated)
        for other in between
    ):
        return True
    # 白班132名,夜班88名,夜班的占四成: of the two together.
    both = part.interval + whole.interval
    return bool(_OWN_SHARE.search(portion.lead)) and _fits(part.interval, both, stated)


def in_the_end(
    read: ReadText, portion: Reading, part: Reading, whole: Reading, stated: Interval
) -> bool:
    """61处,限期整改9处,到期合格8处,整改率98.4%: of all, but for what the last round left."""
    left = whole.interval - part.interval
    told = read.plain[whole.sentence.start : portion.start]
    return bool(_SECOND_ROUND.search(told)) and any(
        one.interval.low > whole.interval.high
        and evidence.same_unit(one, whole)
        and _fits(one.interval - left, one.interval, stated)
        for one in read.around(portion, 1, 0)
        if one.start < part.start
    )


def told_of(read: ReadText, portion: Reading, part: Reading, whole: Reading) -> bool:
    """上任时418名,入会率不足九成;…今天457名,入会率超过96%: the first has its own rate."""
    group = read.by_sentence()[part.sentence.index]
    following = [one for one in group if one.start > part.start][:1]
    return bool(
        following
        and following[0] is not portion
        and evidence.is_portion(following[0])
        and part.start < following[0].start < whole.start < portion.start
    )


def of_the_rest(
    read: ReadText, portion: Reading, part: Reading, whole: Reading, stated: Interval
) -> bool:
    """男工23人,其余都是女工,占91.7%; 110件,未办结11件,办结件中…占82.8%."""
    if _OTHERS_LEFT.search(portion.lead) and whole.interval.low > part.interval.high:
        return _fits(whole.interval - part.interval, whole.interval, stated)
    return any(
        evidence.same_unit(one, whole)
        and bool(_NOT.search(one.before[-6:] + one.after[:4]))
        and whole.interval.low > one.interval.high
        and _fits(part.interval, whole.interval - one.interval, stated)
        for one in read.around(portion, 1, 0)
        if one is not part and one is not whole and one.start < portion.start
    )


def of_one_whole(read: ReadText, portion: Reading, part: Reading, stated: Interval) -> bool:
    """19条,占28.8%;17条,占25.8%;16条,占24.2%: all of one number told far before."""
    group = read.by_sentence()[portion.sentence.index]
    shares = [
        (one, value)
        for one, share in pairwise(group)
        if evidence.is_portion(share)
        and "占" in share.lead
        and evidence.same_unit(one, part)
        and (value := evidence.percent(share)) is not None
    ]
    if len(shares) < 2:
        return False
    return any(
        _fits(part.interval, whole.interval, stated)
        and all(_fits(one.interval, whole.interval, value) for one, value in shares)
        for whole in read.around(portion, _PARAGRAPH, 0)
        if evidence.same_unit(whole, part) and whole.start < portion.start
    )
