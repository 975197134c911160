"""Shares whose own words name what they are of, however far off that was told.

自有车辆165名，租车85名；…。租车的女司机占66%: the part is the count told of 租车, the whole the one
that it and its neighbours add up to. 女博士253人，占博士总数的四成八: the whole is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.intervals import Interval
from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem
from halfsky.summary.check.shared_out import amounts
from halfsky.summary.check.shares import SERVED

_TO = (
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|超过|不足|不到|大约|将近"
    r"|计|:|\s)*$"
)
_SHARE = lazy(
    rf"(?P<own>[^,，。;:(]*?)占(?!地|用|领|据|道)(?:到|了|比)?(?P<what>[^,，。;占\d]{{0,14}}?)"
    rf"(?:比例|比重)?{_TO}"
)
_PROPORTION = lazy(rf"(?P<own>[^,，。;:(]+?)(?:的)?(?:占比|比例|比重){_TO}")
_CLAUSES = lazy(r"[,，。;:()、\n]")
_OTHERWISE = lazy(
    r"去年|上年|前年|同期|上届|年初|原来|全国|全省|平均|目标|要求|其中|增|升|提高|涨|降|减|合计|两者|二者|两项|三项"
    r"|累计|各|分别|和|与|及|又|加上|连同|如果|若|预计|其余|其他|以[上下]|共同"
)
_FILLER = lazy(
    r"[^\u4e00-\u9fff]|人数|总数|人员|部分|其中|目前|现在|现有|现|也|又|还|均|都|已经|已|的|共有|共|约|只|仅|就|便|这|者|数"
    r"|全部|全体|所有|全[市县区院校厂矿镇系]|总(?!工会|公司|部)|选择?|有(?!效)|是|为|在"
)
_NEAR = 26
_LISTED = lazy(r"^\s?(?:、|和|及|与|以及)")
_FEMALE = lazy(r"^女(?:性|职工|工|同志|员工|干部|同胞|会员|的)?$")


@dataclass(frozen=True)
class _Told:
    """What the clause of a share says: whose share it is, and of what."""

    own: str
    what: str


def _told(share: Reading) -> _Told | None:
    clause = _CLAUSES.split(share.lead.strip())[-1]
    if _OTHERWISE.search(clause):
        return None
    if found := _SHARE.fullmatch(clause):
        return _Told(_FILLER.sub("", found["own"]), _FILLER.sub("", found["what"]))
    found = _PROPORTION.fullmatch(clause)
    return _Told(_FILLER.sub("", found["own"]), "") if found else None


def _label(one: Reading) -> str:
    """What a count is said to be of: the words right before it, else right behind it."""
    told = one.before.strip("、,，;: ")
    if "、" in told:  # 孕期、产期、哺乳期女职工: of all of them
        return ""
    before = _FILLER.sub("", _CLAUSES.split(told)[-1])
    if len(before) > 1:
        return before
    return before + _FILLER.sub("", _CLAUSES.split(one.after)[0][:8])


def _likeness(words: str, one: Reading) -> int:
    """How far the label of a count is what the words name: three at most."""
    label = _label(one)
    if len(label) < 2 or len(words) < 2:
        return 0
    if label == words:
        return 3
    if label.endswith(words) or words.startswith(label):
        return 2
    return int(label in words or words in label)


def _named(words: str, counts: list[Reading]) -> Reading | None:
    """The one count that the words name; none where two would do."""
    best = max((_likeness(words, one) for one in counts), default=0)
    if not best:
        return None
    named = [one for one in counts if _likeness(words, one) == best]
    return named[-1] if len({one.interval for one in named}) == 1 else None


def _counts(read: ReadText, share: Reading) -> list[Reading]:
    return [
        one
        for one in read.around(share, 4, 0)
        if one.start < share.start
        and one.sentence.paragraph == share.sentence.paragraph
        and evidence.is_count(one)
        and one.claim.mode == "result"
    ][-24:]


def _beside(read: ReadText, share: Reading, counts: list[Reading]) -> Reading | None:
    """The count in the clause ahead of a share that names no part: 女博士253人,占…."""
    last = next((one for one in reversed(counts) if one.kind != "hours"), None)
    if last is None or _LISTED.match(last.lead) or last.sentence.index != share.sentence.index:
        return None
    between = read.plain[last.end : share.start]
    near = len(between) <= _NEAR and len(_CLAUSES.findall(between)) < 2
    return last if near else None


def _women(own: str, counts: list[Reading]) -> tuple[Reading, Reading] | None:
    """理货员352人,女理货员88人,女性占…: the women of one calling, and all of that calling."""
    generic = _FEMALE.match(own)
    for part in counts[-1:] if generic else reversed(counts):
        called = _label(part)
        if not (called.startswith("女") if generic else called == own) or len(called) < 3:
            continue
        named = {
            one.interval: one
            for one in counts
            if evidence.same_unit(one, part)
            and one.start < part.start
            and "女" not in _label(one)
            and _label(one).endswith(called[1:])
        }
        whole = next(iter(named.values()), None)
        fits = whole is not None and whole.interval.low >= part.interval.high
        return (part, whole) if whole and fits and len(named) == 1 else None
    return None


def _summed(part: Reading, counts: list[Reading]) -> Reading | None:
    """The count that the part and its neighbours add up to."""
    at = counts.index(part)
    for first in range(max(0, at - 5), at + 1):
        run = counts[first]
        added = evidence.exact(run)
        for last in range(first + 1, min(first + 7, len(counts))):
            if not evidence.same_unit(counts[last], part) or not evidence.same_unit(run, part):
                break
            added += evidence.exact(counts[last])
            if last < at:
                continue
            for one in counts:
                outside = one.start < run.start or one.start > counts[last].start
                if outside and evidence.same_unit(one, part) and evidence.exact(one) == added:
                    return one
    return None


def _pair(
    read: ReadText, told: _Told, share: Reading, counts: list[Reading]
) -> tuple[Reading, Reading] | None:
    """Part and whole, each named by the share's words or sure by the numbers."""
    if told.own.startswith("女") and not told.what:
        return _women(told.own, counts)
    if len(told.own) > 1:
        part = _named(told.own, counts)
    else:
        part = _beside(read, share, counts) if len(told.what) > 1 else None
    if part is None:
        return None
    others = [one for one in counts if one is not part and evidence.same_unit(one, part)]
    whole = _named(told.what, others) if len(told.what) > 1 else _summed(part, counts)
    if whole is None or whole.interval.low < part.interval.high:
        return None
    # 合同覆盖女职工2.66万人: those whom a deed reached are never all of them.
    return None if _FEMALE.match(told.what) and SERVED.search(whole.before) else (part, whole)


def _otherwise(
    told: _Told, stated: Interval, part: Reading, whole: Reading, counts: list[Reading]
) -> bool:
    """Whether the part of another whole, or (where it is not named) another part, makes it."""
    near = [one for one in counts if evidence.same_unit(one, part)]
    wholes = [one for one in near if one is not part and one.interval.low > 0]
    if any(evidence.firm(part).over(evidence.firm(one)).times(100).meets(stated) for one in wholes):
        return True
    if len(told.own) > 1:
        return False
    return any(one.over(whole.interval).times(100).meets(stated) for one in amounts(near))


_MOVES = lazy(r"^\s?(?:上升|提高|提升|增|降|下降|升|到|至|涨|扩大|-|~)")


def _problem(read: ReadText, share: Reading) -> Problem | None:
    told, stated = _told(share), evidence.percent(share)
    if told is None or stated is None or _MOVES.match(share.tail):
        return None
    counts = _counts(read, share)
    pair = _pair(read, told, share, counts)
    if pair is None or "couple" in {pair[0].kind, pair[1].kind}:
        return None
    part, whole = pair
    made = evidence.firm(part).over(evidence.firm(whole)).times(100)
    if _otherwise(told, stated, part, whole, counts) or evidence.is_about(share, made, stated):
        return None
    if made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    message = (
        f"{quoted(part)}÷{quoted(whole)}＝{evidence.printed_percent(made)}"
        f"，文中{quoted(share)}，对不上。"
    )
    involved = sorted([part, whole, share], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Shares that the numbers their words name do not make."""
    if "占" not in read.plain:
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one) for one in shares if one.claim.mode == "result"]
    return [problem for problem in found if problem]
