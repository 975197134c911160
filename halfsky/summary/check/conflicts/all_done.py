"""All are said to be done, and elsewhere some of the same are not: 全部办结 beside 尚有3件未办结.

Decided by deed and thing: what was done to all must be what is not done to some, of one group and
one time (left_undone.py). Which deeds are one, and how one says that they are not done, is data
(`all_done.toml`).
"""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.conflicts.all_said import All, alls
from halfsky.summary.check.conflicts.left_undone import (
    LEFT_OVER,
    NEAR,
    NOT,
    SPARE,
    deed_left,
    is_left,
    window,
)
from halfsky.summary.check.conflicts.other_groups import is_of_others
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_REST = lazy(rf"(?:{LEFT_OVER.pattern})|(?:其余|另|余)的?$")
_FAR = 24
_BACK = 8


_LATER = lazy(r"其中|补|后|最终|至此|复[验查]|目前|现已")


def _left_behind(every: All) -> Reading | None:
    """What a later sentence, or the rest of this one, says is not done."""
    for index in range(every.sentence.index, every.sentence.index + _FAR):
        for reading in every.read.groups.get(index, ()):
            if reading.start < every.end or (every.none and reading.start == every.end):
                # 没有一起停机超过|6小时: the number is of what befell none.
                continue
            if every.rate and evidence.is_portion(reading):
                # What is left from here on is left of another rate.
                return None
            if is_left(every, reading):
                return reading
    return None


# 四季度补测,…不及格的一起上场: they did it again, and what follows is of the end of it.
_MADE_UP_FOR = lazy(r"补(?=[测考检训种查打签办发])|重[测考检]|再[测考检]|二次")
_PASSED = lazy(r"全[过部数员]|[都均]")


def _did_it_again(every: All, one: Reading) -> bool:
    """Whether the sentence of a number tells that those took it again, and that all passed."""
    ahead = every.read.plain[one.sentence.start : one.start]
    behind = every.read.plain[one.end : one.sentence.end]
    return bool(_MADE_UP_FOR.search(ahead) and _PASSED.search(behind))


# 二〇二四年,要把…培养到60名,筛查覆盖1300人: what is planned is no remainder.
_TO_COME = lazy(
    r"(?:^|[,，;:。])[^,，;:。]{0,6}?(?:(?<![需主重只])要(?![求点素])|(?<![模虚])拟|计划|力争|争取|打算|确保)"
)


# 72小时内回复的351条: how many of all were done so soon.
_SO_SOON = lazy(
    r"(?:[\d一二三四五六七八九十两]\s?个?(?:小时|分钟|工作日|日|天|周|月)(?:之?内|以内)"
    r"|当[天日场月周]|即时|当即|第一时间|提前|首[次批]|率先|其中)"
)


def _slipped_below(every: All, reading: Reading, whole: Reading) -> bool:
    """Whether the number is fewer by a slip, and not of those that were done by an early hour."""
    ahead = every.read.plain[max(every.end, reading.start - 14) : reading.start]
    if _SO_SOON.search(ahead) or reading.interval.high >= whole.interval.low:
        return False
    return evidence.slipped(reading.interval, whole.interval)


def _counted_less(every: All) -> Reading | None:
    """发放问卷500份,回收率100%,…收回的463份: fewer than all, by the count of the same deed."""
    if not every.rate:
        return None
    for index in range(every.sentence.index, every.sentence.index + NEAR + 1):
        for reading in every.read.groups.get(index, ()):
            whole = every.whole(reading)
            if reading.start < every.end or whole is None or reading.claim.mode != "result":
                continue
            done = re.search(r"([\u4e00-\u9fff]{2})(?:的|了)?\s*$", reading.before)
            same = done and set(done[1]) == set(every.deed[-2:])
            if _TO_COME.search(every.read.plain[reading.sentence.start : reading.start]):
                return None
            if "另" in every.read.plain[every.end : reading.start]:
                return None
            if same and _slipped_below(every, reading, whole):
                return reading
    return None


_AIM = lazy(r"(?:计划|任务|目标|应)[^,，。;\d]{0,6}$")
_OWN_COUNT = lazy(r"\d[^,，。;\d]{1,3}[,，][^,，。;\d]{0,6}$")
_MADE = lazy(r"^[,，]?(?:实际|已|只|仅|共)?(?:完成|建成|实现|培训|举办|签订|走访)?了?$")


def _short_of_target(every: All) -> Reading | None:
    """以上5项任务全部达到目标 beside 母婴室任务6家,完成5家."""
    said = every.read.plain[max(every.sentence.start, every.start - 40) : every.end + 12]
    if not re.search(r"任务|指标|目标", said) or not re.match(
        r"[^,，]{0,4}(?:完成|达)", every.deed
    ):
        return None
    if every.rate and _OWN_COUNT.search(every.read.plain[max(0, every.start - 14) : every.start]):
        # 任务30份,完成30份,完成率100%: of this one alone.
        return None
    if re.match(r"\d", every.read.plain[every.start : every.end]):
        # 任务300人,|完成300人|: the same of a row of its own.
        return None
    near = [
        one
        for index in range(every.sentence.index - 1, every.sentence.index + 2)
        for one in every.read.groups.get(index, ())
        if one.sentence.paragraph == every.sentence.paragraph
    ]
    for at in range(len(near) - 1):
        aim, made = near[at : at + 2]
        told = _AIM.search(aim.before) and _MADE.match(made.lead)
        if told and evidence.same_unit(aim, made) and made.interval.high < aim.interval.low:
            return made
    return None


# 9个单独签订,另2个列为集体合同专章: done, though in another way.
_ANOTHER_WAY = lazy(
    r"^[^,，。;]{0,4}?(?:(?:列[为入]|纳入)(?![^,，。;]{0,4}(?:[明来下]|计划|[整待]))|并入|归入|编入|采[用取]|合[签建并]|联[合签建]|随同|通过|参照|依托|以[^,，。;]{1,8}(?:形式|方式))"
)


def _left_ahead(every: All) -> Reading | None:
    """立案17件,已办复12件,其余5件…,办复率达100%: the sum shows that the rate is of all."""
    counts = [one for one in every.counts if one.sentence.index == every.sentence.index]
    if not every.rate or len(counts) < 3:
        return None
    whole, done, rest = counts[-3:]
    if whole.claim.value != done.claim.value + rest.claim.value:
        return None
    ahead, behind = window(rest)
    if SPARE.search(behind) or not (_REST.search(ahead) or NOT.search(ahead + behind)):
        return None
    if _ANOTHER_WAY.search(behind):
        return None
    between = every.read.plain[done.end : every.start]
    return rest if evidence.same_unit(whole, rest) and not _LATER.search(between) else None


_BY_THEN = lazy(
    r"[至到截][^,，。;]{0,10}[,，日底末前]|[至到]\d+月|目前|现已|现在|最终|最后|随后|后来|之后|复[查验检]|回访|首次|起初|初验|(?<![已曾])经(?![理费济常营])|再|也|重(?=[新做报检审办])|补|改[了好完]|[月年季]底"
)
_LONGEST_SUBJECT = 14


def _all_named(every: All) -> Reading | None:
    """The number right ahead: 全班58人|无一人缺课."""
    near = [
        one
        for one in every.read.groups.get(every.sentence.index, ())
        if evidence.is_count(one) and one.start < every.end
    ]
    if not near or every.planned:
        return None
    between = every.read.plain[near[-1].end : every.start]
    between = re.sub(r"^[,，](?=已?$)", "", between)
    clear = len(between) <= _LONGEST_SUBJECT and not re.search(r"[,，。;:]", between)
    return near[-1] if clear else None


def _told_before(every: All) -> Reading | None:
    """接待39件,办结33件,在办6件。…“39件已经全部办结”: the same number, after some were left."""
    named = _all_named(every)
    if not named:
        return None
    back = range(max(0, every.sentence.index - _BACK), every.sentence.index + 1)
    seen = False
    for one in (one for at in back for one in every.read.groups.get(at, ())):
        if one.start >= named.start or not evidence.same_unit(one, named):
            continue
        if one.claim.value == named.claim.value:
            seen = True
        elif one.claim.value > named.claim.value:
            # 立案36件,正在推进7件 beside 18件全部答复: what follows is of the wider one.
            seen = False
        elif seen and one.claim.value < named.claim.value and _was_left(every, one):
            since = every.read.plain[max(one.start - 8, every.sentence.start) : every.start]
            return None if _BY_THEN.search(since) or _did_it_again(every, one) else one
    return None


_AIMED = lazy(r"要|力争|确保|争取|补齐|填补")
_TOLD_AGAIN = lazy(
    r"(?:总结|报告|简报|材料|通报|会上|汇报|发言|台账|附[表页]|结尾|末尾|稿|主任|主席|负责人)"
    r"[^,，。;]{0,10}(?:[说称讲写:]|指出|载明|介绍|宣布|表示|写明|显示)"
)


def _left_before(every: All) -> Reading | None:
    """截至季末仍有3条未整改到位;整改率100%: what is not done stands first, of the same time."""
    if every.loose or every.planned or not every.deeds:
        return None
    back: list[Reading] = [*every.read.groups.get(every.sentence.index - 1, []), *_ahead(every)]
    for one in reversed(back):
        between = every.read.plain[one.end : every.start]
        close = "。" not in between and every.rate
        told = close or _TOLD_AGAIN.search(between)
        since = every.read.plain[max(one.start - 4, every.sentence.start) : every.start]
        if _AIMED.search(every.read.plain[one.sentence.start : every.start]):
            continue
        if not told or _BY_THEN.search(_TOLD_AGAIN.sub("", since)) or "\n" in between:
            continue
        if _did_it_again(every, one):
            continue
        if _was_left(every, one) and every.whole(one) is not None:
            return one
    return None


def _ahead(every: All) -> list[Reading]:
    """The numbers ahead of the word in its sentence."""
    group = every.read.groups.get(every.sentence.index, [])
    return [one for one in group if one.end <= every.start]


def _was_left(every: All, reading: Reading) -> bool:
    """Whether a number ahead of the word is told as not done."""
    ahead, behind = reading.before, reading.after
    if reading.claim.mode != "result" or is_of_others(every, reading, ahead + behind[:12]):
        return False
    return reading.claim.value > 0 and deed_left(every, ahead, behind) > 1


# 为什么说“全部接种”又说“11人没有接种完”,前者指第一针: both are told, and why.
_EXPLAINED = lazy(r"前者[^。;]{1,30}后者|[说讲]“[^”]{1,20}”,?又[说讲]")


def denial(every: All, reading: Reading) -> Problem:
    said = re.sub(r"\s+", "", every.read.text[every.start : every.end])
    message = f"文中说“{said}”，却又说有{quoted(reading)}不是这样。"
    start, end = min(every.start, reading.start), max(every.end, reading.end)
    if every.sentence.index != reading.sentence.index:
        start, end = reading.start, reading.end
    return Problem(every.read.text[start:end], start, end, "contradiction", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """What is said of all and denied of some; each number once."""
    found: dict[int, Problem] = {}
    for every in alls(read):
        if _EXPLAINED.search(every.read.plain[every.sentence.start : every.sentence.end]):
            continue
        left = None if every.planned else _left_behind(every) or _counted_less(every)
        left = (
            left
            or _left_ahead(every)
            or _short_of_target(every)
            or _told_before(every)
            or _left_before(every)
        )
        if left:
            found.setdefault(left.end, denial(every, left))
    return list(found.values())
