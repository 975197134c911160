"""What a share is of: the count its words name, or the one the words around it set.

占采纳数的85%, 建档的420人中,…占35%, and 新任1470人,占参训人次的35%;非公1008人,占…, which is of the
same 参训人次.
"""

from __future__ import annotations

from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.naming import CLAUSES, core, label, likeness, named
from halfsky.summary.check.rates.shares import SERVED
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

GROWN = lazy(
    r"^[^,，。;]{0,6}(?:增加|增长|提高|上升|发展|扩大|壮大|增|升|减少|减|降)(?:到|至|为)(?:今年的|现在的)?$"
)
_FEMALE = lazy(r"^女(?:性|职工|工|同志|员工|干部|同胞|会员|的)?$")
_ONE_FOR_EACH = frozenset(
    {"vote", "person", "attendance", "document", "goods", "item", "generic", "household"}
)
_THOSE = frozenset({"person", "attendance", "household"})
_FRAME = lazy(r"^[^,，。;]{0,6}(?:中|里|之中|当中|里头)[,，]")
_SUMMED_UP = lazy(
    r"(?:^|[,，])共(?:计|有)?$|(?:合计|总计|共计|合起来|加起来|总共|一共)[\u4e00-\u9fff]{0,4}$"
)
_STAFF = lazy(r"^(?:女|全)?[\u4e00-\u9fff]{0,2}(?:职工|员工|女工|会员|干部|工人)$")
_REACHED = lazy(rf"{SERVED.pattern}|参加|参与|报名|竞赛|投保|活动|受益|服务")
_OF = lazy(r"占(?:到(?![场会位期访账面])|了)?(?P<what>[^,，。;占\d]{2,14}?)的?$")


class ToldShare(NamedTuple):
    """What the clause of a share says: whose share it is, and of what."""

    own: str
    what: str


def of(
    read: ReadText, told: ToldShare, share: Reading, part: Reading, counts: list[Reading]
) -> Reading | None:
    """What the part is of."""
    if len(told.what) > 1:
        larger = [
            one
            for one in counts
            if one is not part
            and (evidence.kin(one, part) or _of_another_kind(told.what, one, part))
            and one.interval.low >= part.interval.high
            and not _is_less_than_all(told.what, one, part)
        ]
        whole = named(told.what, larger) or _far(read, told.what, share, part)
        whole = grown(whole, counts) if whole else None
        # 合同覆盖女职工2.66万人: those whom a deed reached are never all of them.
        reached = whole and _FEMALE.match(told.what) and _REACHED.search(whole.before)
        return None if reached else whole
    if told.what:  # 已育者: one character is left
        return None
    if counts[-1].sentence.index == share.sentence.index and not evidence.kin(counts[-1], part):
        return None
    whole = carried(read, share, part, counts)
    if whole or _of_what_was_named(read, share):
        return whole
    if len(told.own) < 2:
        return _framed_list(read, share, part, counts)
    return _framed(share, part, counts) or _summed(part, counts) or _sole(told, part, counts)


def _is_less_than_all(what: str, one: Reading, part: Reading) -> bool:
    """惠及女职工3470人次: as often as they came they are not all of the staff."""
    visits = one.kind == "attendance" and part.kind == "person"
    return visits and bool(_STAFF.search(what)) and bool(_REACHED.search(one.before))


def told_together(near: list[Reading]) -> list[Reading]:
    """The sums of a row, 合计6120人: another total stands between."""
    return [one for one in near if _SUMMED_UP.search(one.before)]


def _of_what_was_named(read: ReadText, share: Reading) -> bool:
    """培训占总支出的47%,慰问占31%: the share before it says what both are of."""
    group = read.by_sentence()[share.sentence.index]
    for one in reversed(group[: group.index(share)] if share in group else []):
        if not evidence.is_portion(one):
            return False
        if _OF.search(CLAUSES.split(one.lead.strip())[-1]):
            return True
    return False


def grown(whole: Reading, counts: list[Reading]) -> Reading:
    """女会员由2210人增到2890人: what they are now."""
    at = counts.index(whole) + 1 if whole in counts else len(counts)
    grown = at < len(counts) and GROWN.match(counts[at].lead.strip())
    return counts[at] if grown and evidence.same_unit(counts[at], whole) else whole


def _of_another_kind(what: str, one: Reading, part: Reading) -> bool:
    """读书笔记91篇,占签到人数的35%; 112票,占实到会员的80%: one for each of them."""
    each = {one.kind, part.kind} <= _ONE_FOR_EACH and one.kind in _THOSE
    return each and likeness(what, one) > 1


def _far(read: ReadText, what: str, share: Reading, part: Reading) -> Reading | None:
    """The one count of all the text ahead that is told of just this: 女会员3640人."""
    if len(what) < 3:
        return None
    told = [
        one
        for one in read.readings
        if one.start < share.start
        and one is not part
        and evidence.is_count(one)
        and one.claim.mode == "result"
        and evidence.kin(one, part)
        and likeness(what, one) == 3
    ]
    return told[-1] if len({one.interval for one in told}) == 1 else None


def _makes(part: Reading, whole: Reading, share: Reading) -> bool:
    stated = evidence.percent(share)
    if stated is None or whole.interval.low <= 0 or not evidence.kin(part, whole):
        return False
    return evidence.firm(part).over(evidence.firm(whole)).times(100).meets(stated)


def carried(read: ReadText, share: Reading, part: Reading, counts: list[Reading]) -> Reading | None:
    """新任1470人,占参训人次的35%;非公1008人,占…: of what the share before it is of."""
    group = read.by_sentence()[share.sentence.index]
    at = group.index(share) if share in group else 0
    if at < 3 or group[at - 1] is not part or "其中" in part.lead:
        return None
    told = _told_alike(group[:at], part)
    if not told:
        return None
    siblings = [earlier for earlier, _ in told]
    others = [one for one in counts if one is not part and one not in siblings]
    if any(_makes(part, one, share) for one in others):
        return None
    wholes = [one for one in others if all(_makes(earlier, one, first) for earlier, first in told)]
    return wholes[0] if len({one.interval for one in wholes}) == 1 else None


def _told_alike(group: list[Reading], part: Reading) -> list[tuple[Reading, Reading]]:
    """The counts and shares ahead of a part, back to the share that names what all are of."""
    told: list[tuple[Reading, Reading]] = []
    for at in range(len(group) - 2, 0, -2):
        earlier, first = group[at - 1], group[at]
        if not evidence.is_portion(first) or not evidence.is_count(earlier):
            return []
        if not evidence.same_unit(part, earlier) or "其中" in earlier.lead:
            return []
        told.append((earlier, first))
        named_whole = _OF.search(CLAUSES.split(first.lead.strip())[-1])
        if named_whole:
            return told if core(named_whole["what"]) else []
    return []


def _framed(share: Reading, part: Reading, counts: list[Reading]) -> Reading | None:
    """建档的420人中,颈椎不适的占35%: the words set the frame."""
    here = [one for one in evidence.in_sentence(counts, share) if _FRAME.match(one.tail)]
    if len(here) != 1 or here[0] is part:
        return None
    return here[0] if evidence.same_unit(here[0], part) else None


def _framed_list(
    read: ReadText, share: Reading, part: Reading, counts: list[Reading]
) -> Reading | None:
    """640名女工中,有256名天天加班,占六成;有128名从不加班,占两成: all after the frame."""
    frame = _framed(share, part, counts)
    if frame is None:
        return None
    between = read.plain[frame.end : share.start]
    group = read.by_sentence()[share.sentence.index]
    beside = part in group and group.index(share) == group.index(part) + 1
    alone = group.index(part) == group.index(frame) + 1 if beside else False
    return frame if beside and (alone or ";" in between) and "其中" not in between else None


def women(own: str, counts: list[Reading]) -> tuple[Reading, Reading] | None:
    """理货员352人,女理货员88人,女性占…: the women of one calling, and all of that calling."""
    generic = _FEMALE.match(own)
    for part in counts[-1:] if generic else reversed(counts):
        called = label(part)
        if not (called.startswith("女") if generic else called == own) or len(called) < 3:
            continue
        named_all = {
            one.interval: one
            for one in counts
            if evidence.same_unit(one, part)
            and one.start < part.start
            and "女" not in label(one)
            and label(one).endswith(called[1:])
        }
        whole = next(iter(named_all.values()), None)
        fits = whole is not None and whole.interval.low >= part.interval.high
        return (part, whole) if whole and fits and len(named_all) == 1 else None
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


def _sole(told: ToldShare, part: Reading, counts: list[Reading]) -> Reading | None:
    """The one larger count of the paragraph, where the part is named."""
    if likeness(told.own, part) < 2 or part.lead.startswith("、"):
        return None
    larger = [
        one
        for one in counts
        if one is not part
        and evidence.same_unit(one, part)
        and one.interval.low > part.interval.high
    ]
    sole = len({one.interval for one in larger}) == 1 and larger[0].start < part.start
    return larger[0] if sole else None
