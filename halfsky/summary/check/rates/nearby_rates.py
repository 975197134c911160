"""Portions that say by their words what they are of, where no numbers near make them.

应建640家，先后建起512家，涵盖企业1900家，组建率86%: the count whose clause does what the rate is
named for, out of the larger count of the same unit. Nothing near, however combined, may give it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates import explained_rates, rates
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TO = (
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|升到|超过|不足|不到|大约|将近"
    r"|计|:|\s)*$"
)
_RATE = lazy(rf"(?P<own>[^,，。;:(]*?)(?P<name>[\u4e00-\u9fff]{{2}})率{_TO}")
_COVER = lazy(rf"(?P<own>[^,，。;:(]*?)(?P<name>参赛|覆盖|参与|受益|受训|培训|获奖)面{_TO}")
_SHARE = lazy(
    rf"(?P<own>[^,，。;:(]*?)占(?:了|比|到|总数|总人数|人数|全部|全体)?(?:的)?(?:比例|比重)?{_TO}"
)
_PROPORTION = lazy(rf"(?P<own>[^,，。;:(]+?)(?:的)?(?:占比|比例|比重){_TO}")
_BARE = lazy(
    r"^(?:只|仅|才|也就|刚|已|已经|都)?(?:有|是|达|到)?(?:不足|不到|逾|超过|近|约|将近|刚过)?$"
)
_ELSEWHERE = lazy(
    r"去年|上年|前年|同期|上届|上期|上季|上月|年初|原来|此前|同日|全国|全省|行业|平均|目标|要求|不低于|考核|公布|最高|最低|其中|合同约定|规定"
    r"|增|升|提高|涨|多|降|减|少(?!数民族)|压|比(?![例重])|较|每|各|均|第|首|二者|两者|最终|累计|合计|综合|总"
)
_DEFINED = lazy(
    r"^[)\s]*(?:只算|由|把|按|是指|不含|不包括|系|口径|剔除|扣除|[(,，]?(?:不含|按|剔除|扣除|含))"
)
_NOT_DONE = lazy(r"未|没有?(?!收)|缺|请假|剩|还有|尚|不合格|不及格|除外|退|拒")
_SUMMED = lazy(r"^[,，、;:]?(?:[一二两三四五六七八九十]项|总)?(?:共|合计|共计|总计|一共|累计)")
_FILLER = lazy(
    r"[^\u4e00-\u9fff]|人数|总数|人员|比例|其中|目前|现在|现|也|又|还|均|都|已经|已|的|共|约|只|仅|就|便|这|大约|全市|全县|全区|全院|全校|全厂|全矿|我市|我县|我区|者|数"
)
_REACH, _BESIDE = 46, 14


class _Told(NamedTuple):
    """What the clause of a portion says: its sort, the rate's word, its own subject."""

    sort: str
    name: str
    own: str


def _told(portion: Reading) -> _Told | None:
    clause = re.split(r"[,，。;:()、]", portion.lead.rstrip())[-1]
    if _ELSEWHERE.search(clause) or _DEFINED.search(portion.tail):
        return None
    for sort, pattern in (
        ("rate", _RATE),
        ("rate", _COVER),
        ("share", _SHARE),
        ("share", _PROPORTION),
    ):
        found = pattern.fullmatch(clause.strip())
        if found:
            name = found["name"] if sort == "rate" else ""
            return _Told(sort, name, _FILLER.sub("", found["own"]))
    beside = re.search(r"[,，]\s?[^,，。;:()、]*$", portion.lead)
    return _Told("bare", "", "") if beside and _BARE.search(clause) else None


def _does(told: _Told, part: Reading) -> bool:
    """Whether the clause of the count does what the rate is named for."""
    marks = rates.marks_of(told.name) or told.name
    return any(mark in rates.action_of(part) for mark in marks)


def _likeness(told: _Told, part: Reading) -> int:
    own, words = told.own[-8:], part.before[-14:] + part.after[:12]
    if f"{own}之外" in part.before or f"{own}以外" in part.before:
        return 0
    pairs = evidence.bigrams(own)
    alike = len(pairs & evidence.bigrams(words))
    return 9 if own in words else alike if 2 * alike >= len(pairs) else 0


def _part(read: ReadText, portion: Reading, told: _Told, counts: list[Reading]) -> Reading | None:
    """The count right before the portion; where its subject is named, the one of that subject."""
    here = [one for one in evidence.in_sentence(counts, portion) if one.start < portion.start]
    here = [one for one in here if portion.start - one.end <= _REACH]
    if told.sort == "rate":
        here = [one for one in here if _does(told, one)]
    elif not told.own and here:
        last = read.by_sentence()[portion.sentence.index]
        beside = max((one for one in last if one.end <= portion.start), key=lambda one: one.start)
        here = here[-1:] if beside is here[-1] or told.sort != "bare" else []
    if len(told.own) > 1:
        here = [one for one in here if _likeness(told, one)]
        return max(here, key=lambda one: (_likeness(told, one), one.start), default=None)
    return here[-1] if here else None


# 本科156人,占43.1%: what has a share of its own beside it is a sibling, not the whole.
_SIBLING = lazy(r"^[^,，。;]{0,8}[,，(]?[^,，。;]{0,4}占[^,，。;]{0,8}$")


def _may_hold(one: Reading, part: Reading) -> bool:
    """Whether the part may be of this count ahead of it."""
    return (
        one.start < part.start
        and one.sentence.paragraph == part.sentence.paragraph
        and evidence.same_unit(one, part)
        and one.interval.low >= part.interval.high
        and not _ELSEWHERE.search(one.before[-8:])
        and not _SIBLING.match(one.tail)
        and one.claim.mode == part.claim.mode
    )


def _whole(part: Reading, counts: list[Reading]) -> Reading | None:
    """The larger count ahead of the part, of its sentence or of the one before it."""
    larger = [one for one in counts if _may_hold(one, part)]
    here = evidence.in_sentence(larger, part)
    if here:
        return max(here, key=lambda one: one.interval.high)
    earlier = [one for one in larger if one.sentence.index == part.sentence.index - 1]
    return earlier[0] if len(earlier) == 1 and len(larger) <= 2 else None


def _affirmed(read: ReadText, portion: Reading, whole: Reading) -> int:
    """How many shares of the sentence are of this whole: 党员7人,占六分之一;有证的21人,占…."""
    group = read.by_sentence()[portion.sentence.index]
    return sum(
        evidence.is_portion(share)
        and share is not portion
        and (value := evidence.percent(share)) is not None
        and evidence.is_count(part)
        and part is not whole
        and bool(_SIBLING.match(part.tail))
        and evidence.same_unit(part, whole)
        and part.interval.over(whole.interval).times(100).meets(value)
        for part, share in pairwise(group)
    )


def _sharp(portion: Reading) -> Interval | None:
    """What the portion stands for; 不足三成 is below thirty, 逾六成 above sixty."""
    value = evidence.percent(portion)
    if value is None or portion.kind != "tenth":
        return value
    at = portion.claim.value * 10
    if portion.claim.approx == "le":
        return Interval(min(value.low, at - 9), at)
    return Interval(at, at + 10) if portion.claim.approx == "ge" else value


def _quotient(
    part: Reading, told: _Told, counts: list[Reading]
) -> tuple[Reading, Interval, Interval, str] | None:
    """The count beside the part, what is taken of what, and how that is written."""
    whole = _whole(part, counts)
    if whole is None:
        return _of_all(part, counts) if len(told.own) > 1 else None
    if not _NOT_DONE.search(part.before[-6:] + part.after[:6]) or told.sort != "rate":
        return whole, part.interval, whole.interval, f"{quoted(part)}÷{quoted(whole)}"
    if re.search(r"实|已", whole.before[-6:]) and "应" not in whole.before:
        summed = whole.interval + part.interval
        return whole, whole.interval, summed, f"{quoted(whole)}÷（{quoted(whole)}＋{quoted(part)}）"
    rest = whole.interval - part.interval
    return whole, rest, whole.interval, f"（{quoted(whole)}－{quoted(part)}）÷{quoted(whole)}"


def _of_all(part: Reading, counts: list[Reading]) -> tuple[Reading, Interval, Interval, str] | None:
    """三年期168份,一年期112份,三年期占…: of the two together."""
    alike = [one for one in evidence.in_sentence(counts, part) if evidence.same_unit(one, part)]
    if len(alike) != 2 or part not in alike:
        return None
    one, other = alike
    if not re.match(r"^[,，、;]", other.lead):
        return None
    words = f"{quoted(part)}÷（{quoted(one)}＋{quoted(other)}）"
    return one if part is other else other, part.interval, one.interval + other.interval, words


def _judged(read: ReadText, portion: Reading, told: _Told) -> Problem | None:
    value = _sharp(portion)
    counts = explained_rates.counts_near(read, portion, 2, 1)
    ahead = [one for one in counts if one.start < portion.start]
    part = _part(read, portion, told, ahead)
    if value is None or part is None or _SUMMED.search(part.lead) or _is_no_part(part, value):
        return None
    if part.kind == "person" and _of_forms(read, part, value):
        return None
    found = _quotient(part, told, ahead)
    if found is None or "couple" in {part.kind, found[0].kind}:
        return None
    if _all_over(read, portion, part) or _too_far(portion, told, part, found[0]):
        return None
    whole, taken, of, words = found
    computed = taken.over(of).times(100)
    if computed.meets(value) or not evidence.slipped_rate(computed, value):
        return None
    if portion.claim.approx == "ge" and value.high < computed.low < value.high + 10:
        return None
    if _has_reason(read, portion, told, part, whole, value, counts):
        return None
    message = evidence.not_the_rate(f"{words}", computed, portion)
    involved = sorted([whole, part, portion], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def _has_reason(
    read: ReadText,
    portion: Reading,
    told: _Told,
    part: Reading,
    whole: Reading,
    value: Interval,
    counts: list[Reading],
) -> bool:
    """Whether other numbers near make the portion, as far as the words leave room for them."""
    if _of_one_whole(read, portion, part, value):
        return True
    beside = told.sort == "bare" or (told.sort == "share" and not told.own)
    affirmed = _affirmed(read, portion, whole) if beside and told.sort == "share" else 0
    if affirmed > 1 and "其中" not in part.lead:
        return False
    named = part if told.sort == "share" and len(told.own) > 1 else None
    named = named if named and _likeness(told, part) == 9 else None
    return explained_rates.made(
        value, counts, portion, not (affirmed or told.sort == "bare"), named
    )


def _too_far(portion: Reading, told: _Told, part: Reading, whole: Reading) -> bool:
    """A share without a subject stands beside its count; a rate's far whole says that it is one."""
    if told.sort == "share" and len(told.own) < 2 and portion.start - part.end > _BESIDE:
        return True
    far = whole.sentence.index != part.sentence.index
    return far and told.sort == "rate" and not rates.is_whole(whole)


def _of_one_whole(read: ReadText, portion: Reading, part: Reading, value: Interval) -> bool:
    """登录159人,登录率94.6%,答完151人,答完率89.9%: both of those to whom it was sent."""
    group = read.by_sentence()[portion.sentence.index]
    for one, share in pairwise(group):
        beside = evidence.percent(share)
        if share is portion or beside is None or not beside.low or not evidence.kin(one, part):
            continue
        whole = one.interval.times(100).over(beside)
        if evidence.is_count(one) and part.interval.over(whole).times(100).meets(value):
            return True
    return False


def _all_over(read: ReadText, portion: Reading, part: Reading) -> bool:
    """…;全区参保率87.7%: of all, after the parts were told one by one."""
    between = read.plain[part.end : portion.start]
    return bool(re.search(r";.*(?:全[市县区院校厂矿镇公系街]|总)", between))


_ENDS = lazy(r"^\s?(?:$|[,，。;)!?])")
_RANGE = lazy(r"^\s?(?:[到至~\-—]|以[上下]|左右)")
_BASE = lazy(r"底数|基数|口径")
# 按平均308人算,11.0%: what a rate is said to be of is no part.
_IS_BASE = lazy(r"^(?:来|计)?(?:算|[为作做]底|[为作做]分母)")
_ALL_BUT = 99
_TO_BE_DONE = lazy(r"[要应需须该][\u4e00-\u9fff]{0,6}的?$")
_CAME_BACK = lazy(r"收回|回收|收到|有效|留下|答卷|上交|交回")


def _is_no_part(part: Reading, value: Interval) -> bool:
    """Whether the count is what the rate is of: by its words, or all of those to be done."""
    due = value.low > _ALL_BUT and _TO_BE_DONE.search(part.before)
    return bool(due or _IS_BASE.match(part.after) or _BASE.search(part.words))


def _of_forms(read: ReadText, part: Reading, value: Interval) -> bool:
    """发给63名,收回60份。很满意的45人,占四分之三: of the forms that came back."""
    return any(
        form.kind == "document"
        and _CAME_BACK.search(form.words)
        and form.interval.low > 0
        and part.interval.over(form.interval).times(100).meets(value)
        for form in read.around(part, 4, 0)
        if form.start < part.start and form.sentence.paragraph == part.sentence.paragraph
    )


def find(read: ReadText) -> list[Problem]:
    """Portions that nothing near makes, beside the part and the whole their words point at."""
    found = []
    for portion in read.readings:
        if not evidence.is_portion(portion) or portion.claim.mode not in {"result", "plan"}:
            continue
        told = _told(portion)
        if told and told.sort == "bare" and not _ENDS.match(portion.tail):
            continue
        if (
            told
            and not _RANGE.match(portion.tail)
            and not any(loose in told.name for loose in rates.load_loose())
        ):
            problem = _judged(read, portion, told)
            found += [problem] if problem else []
    return found
