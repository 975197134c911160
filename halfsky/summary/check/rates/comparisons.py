"""The numbers of a sentence by their part in a comparison: now, then, the change between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading

UP = r"增产|涨幅|增长|增加|提高|上升|提升|增幅|递增|扩大|多出?|净增|增多|新增|增|涨"
DOWN = r"减产|下降|减少|降低|降幅|回落|少|压缩|缩减|减"
_CHANGE = lazy(rf"(?P<word>{UP}|{DOWN})(?:了|达到?|为|率|幅度|幅|约|近|超过|超|:|同比|\s)*$")
_DOWN_RE = lazy(DOWN)
_BASE = lazy(
    r"(?:去年|上年|上一年|前年|同期|上届|上期|上季度|上月|原来|此前|[一二三四五六七八九十两]年前|那时|当时|成立时|换届时|比现在的$|原有?)(?!.*(?:今年|本年|本期|现在|现有|目前))"
)
_LONG_SINCE = lazy(r"(?:[一二三四五六七八九十两]年前|那时候?|当时|成立时|换届时)(?!.*现在)")
_MORE = lazy(r"(?:比|较|同比)[^,，。;]{0,12}?(?P<word>多|少|增加|减少|增|减)[\u4e00-\u9fff]{0,5}$")
# 上年71.9万元,多支出12.7万元: the deed stands between 多 and the number.
_MORE_DONE = lazy(r"^(?P<word>多|少)(?:支出|收入|完成|培训|受理|慰问|筹集|发放|签订|花费?|用)了?$")
_YEAR_BASE = lazy(r"(?:比|较|与)\s?(?:19|20)\d\d\s?年")
_YEAR = lazy(r"((?:19|20)\d\d)\s?年")
COMPARED = lazy(r"比|较|同比|环比|与.{0,8}相比|相比")
_FROM = lazy(r"(?:由|从)(?!事)(?!年初计划)[^,，。;]{0,14}$")
_TO = lazy(
    r"^[^,，。;]{0,6}(?:增加|增长|提高|上升|提升|下降|减少|降低|降|升|发展|扩大|增|减|回落|变|涨|调|扩|提)(?:到|至|为|成)"
)
# 从头一年的22个到去年的66个: what it has come to is no base.
_CAME_TO = lazy(r"^[到至](?:去年|上年)的?$")
FOLD_OF = lazy(
    r"(?:是|为|达|达到|相当于|比)[^,，。;]{0,10}(?:去年|上年|同期|原来|前年|20\d\d年)[^,，。;]{0,8}的?\s*$"
)


@dataclass
class Comparison:
    """The numbers of one sentence by their part in a comparison."""

    now: list[Reading] = field(default_factory=list)
    base: list[Reading] = field(default_factory=list)
    difference: list[Reading] = field(default_factory=list)
    growth: list[Reading] = field(default_factory=list)


_RELATIVE = {"percent", "point", "fold", "tenth", "fraction"}


def is_change(reading: Reading, earlier: Reading | None = None) -> bool:
    """Whether the number says by how much; a count must also be compared with something."""
    found = _CHANGE.search(reading.before)
    if not found:
        more = _MORE.search(reading.before) or _MORE_DONE.search(reading.before)
        return reading.kind not in _RELATIVE and bool(more)
    if reading.kind in _RELATIVE and found["word"] not in {"新增", "增", "多", "少", "减"}:
        return True
    words = reading.before + reading.lead
    if earlier is not None and earlier.clause == reading.clause:
        words += earlier.before
    compared = COMPARED.search(words) or "净增" in reading.before
    return bool(compared) and found["word"] != "新增"


def _follows_both(reading: Reading, roles: Comparison) -> bool:
    """由12个增至15个,增加5个: the change right after both values needs no 比."""
    found = _CHANGE.search(reading.before)
    if not found or not roles.base or not roles.now or found["word"] == "新增":
        return False
    last = max(roles.now[-1], roles.base[-1], key=lambda reading: reading.start)
    beside = reading.start - last.end == len(reading.lead) and len(reading.lead) <= 8
    return beside and evidence.same_unit(reading, last)


def _is_base(reading: Reading, following: Reading | None) -> bool:
    if (
        _FROM.search(reading.before)
        and following is not None
        and _TO.match(following.lead.lstrip("的,，"))
    ):
        return True
    if _LONG_SINCE.search(reading.lead[-24:]):
        return True
    if _CAME_TO.search(reading.lead):
        return False
    return bool(_BASE.search(reading.before) or _YEAR_BASE.search(reading.before))


def _before_plan(reading: Reading, following: Reading | None) -> bool:
    """This year's number right ahead of next year's."""
    if following is None or following.claim.mode != "plan" or reading.claim.mode == "plan":
        return False
    this_year = re.match(r"[^,，。;]{0,4}今年", reading.before.lstrip())
    next_year = re.search(r"明年|来年", following.lead)
    return bool(this_year and next_year) and evidence.same_unit(reading, following)


def compared(group: list[Reading]) -> Comparison:
    """Each number of the sentence in its part."""
    roles = Comparison()
    for at, reading in enumerate(group):
        following = group[at + 1] if at + 1 < len(group) else None
        if is_change(reading, group[at - 1] if at else None) or _follows_both(reading, roles):
            changed = (
                roles.growth
                if reading.kind in {"percent", "point", "fold", "tenth"}
                else roles.difference
            )
            changed.append(reading)
        elif _is_base(reading, following) or _before_plan(reading, following):
            roles.base.append(reading)
        else:
            roles.now.append(reading)
    return _by_building(_by_years(roles), group)


def _by_building(roles: Comparison, group: list[Reading]) -> Comparison:
    """新建母婴室6个,由25个增加到31个: what is built is the difference."""
    for at, reading in enumerate(group[:-2]):
        base, now = group[at + 1 : at + 3]
        built = re.search(r"新建|新增|净增|扩建", reading.before) and reading in roles.now
        grown = _FROM.search(base.before) and _TO.match(now.lead.lstrip("的,，"))
        if built and grown and evidence.same_unit(reading, now):
            roles.now.remove(reading)
            roles.difference.append(reading)
    return roles


def _by_years(roles: Comparison) -> Comparison:
    """2021年…1120人, 2022年…1260人: the earlier year is the base where no word says so."""
    dated = [
        (int(found[1]), reading)
        for reading in roles.now
        if (found := _YEAR.search(reading.before)) and evidence.is_count(reading)
    ]
    if roles.base or len(dated) != 2 or not evidence.same_unit(dated[0][1], dated[1][1]):
        return roles
    older = min(dated, key=lambda item: item[0])[1]
    roles.base.append(older)
    roles.now.remove(older)
    return roles


def goes_down(change: Reading) -> bool:
    """Whether the words ahead of a change say that something became less."""
    found = (
        _CHANGE.search(change.before)
        or _MORE.search(change.before)
        or _MORE_DONE.search(change.before)
    )
    return bool(found and _DOWN_RE.search(found["word"]))


def nearest(change: Reading, readings: list[Reading], kind: Reading | None = None) -> list[Reading]:
    """Candidates before the change, the nearest first; those after it only when none is before."""
    wanted = [reading for reading in readings if kind is None or evidence.same_unit(kind, reading)]
    ahead = [reading for reading in reversed(wanted) if reading.start < change.start]
    return ahead or [reading for reading in wanted if reading.start > change.start]


def just_before(change: Reading, roles: Comparison) -> Reading | None:
    """The count nearest ahead of the change, whatever its part."""
    every = [*roles.now, *roles.base, *roles.difference]
    ahead = [other for other in every if other.start < change.start and evidence.is_count(other)]
    return max(ahead, key=lambda other: other.start, default=None)


_PRESENT = lazy(r"今年|本年|现|目前|上升|增|达|今|到|降|减|本期|这一年")


def speaks_of_another(last: Reading | None, roles: Comparison, base: Reading) -> bool:
    """A number of its own between the compared pair and the change takes the change to itself."""
    if last is None or last is base or last in roles.difference:
        return False
    if last.start < base.start or not evidence.same_unit(last, base):
        return not evidence.same_unit(last, base)
    own_object = len(last.words.strip(",，、;共的")) > 3 and not _PRESENT.search(last.words)
    earlier = [now for now in roles.now if now.start < base.start and evidence.same_unit(now, base)]
    return own_object and bool(earlier)


def segments(group: list[Reading]) -> list[list[Reading]]:
    """The numbers between semicolons, where every segment compares for itself."""
    found = evidence.segments(group)
    return found if all(_stands_alone(segment) for segment in found) else [group]


def _stands_alone(segment: list[Reading]) -> bool:
    roles = compared(segment)
    changes = [*roles.growth, *roles.difference]
    if roles.base or not changes:
        return True
    return bool(roles.now) and all(COMPARED.search(change.lead) for change in changes)
