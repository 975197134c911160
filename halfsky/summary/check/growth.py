"""Growth and difference against an earlier figure, percentage points, and multiples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.intervals import Interval
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem, shown

_UP = r"增产|涨幅|增长|增加|提高|上升|提升|增幅|递增|扩大|多出?|净增|增多|新增|增|涨"
_DOWN = r"减产|下降|减少|降低|降幅|回落|少|压缩|缩减|减"
_CHANGE = re.compile(
    rf"(?P<word>{_UP}|{_DOWN})(?:了|达到?|为|率|幅度|幅|约|近|超过|超|:|同比|\s)*$"
)
_DOWN_RE = re.compile(_DOWN)
_BASE = re.compile(
    r"(?:去年|上年|上一年|前年|同期|上届|上期|上季度|上月|原来|此前|[一二三四五六七八九十两]年前|那时|当时|成立时|换届时|比现在的$|原有?)(?!.*(?:今年|本年|本期|现在|现有|目前))"
)
_LONG_SINCE = re.compile(r"(?:[一二三四五六七八九十两]年前|那时候?|当时|成立时|换届时)(?!.*现在)")
_MORE = re.compile(
    r"(?:比|较|同比)[^,，。;]{0,12}?(?P<word>多|少|增加|减少|增|减)[\u4e00-\u9fff]{0,5}$"
)
# 上年71.9万元,多支出12.7万元: the deed stands between 多 and the number.
_MORE_DONE = re.compile(
    r"^(?P<word>多|少)(?:支出|收入|完成|培训|受理|慰问|筹集|发放|签订|花费?|用)了?$"
)
_YEAR_BASE = re.compile(r"(?:比|较|与)\s?(?:19|20)\d\d\s?年")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")
_COMPARED = re.compile(r"比|较|同比|环比|与.{0,8}相比|相比")
_FROM = re.compile(r"(?:由|从)(?!事)(?!年初计划)[^,，。;]{0,14}$")
_TO = re.compile(
    r"^[^,，。;]{0,6}(?:增加|增长|提高|上升|提升|下降|减少|降低|降|升|发展|扩大|增|减|回落|变|涨|调|扩|提)(?:到|至|为|成)"
)
_FOLD_OF = re.compile(
    r"(?:是|为|达|达到|相当于|比)[^,，。;]{0,10}(?:去年|上年|同期|原来|前年|20\d\d年)[^,，。;]{0,8}的?\s*$"
)


@dataclass
class _Comparison:
    """The numbers of one sentence by their part in a comparison."""

    now: list[Reading] = field(default_factory=list)
    base: list[Reading] = field(default_factory=list)
    difference: list[Reading] = field(default_factory=list)
    growth: list[Reading] = field(default_factory=list)


_RELATIVE = {"percent", "point", "fold", "tenth", "fraction"}


def _is_change(reading: Reading, earlier: Reading | None = None) -> bool:
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
    compared = _COMPARED.search(words) or "净增" in reading.before
    return bool(compared) and found["word"] != "新增"


def _follows_both(reading: Reading, roles: _Comparison) -> bool:
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
    return bool(_BASE.search(reading.before) or _YEAR_BASE.search(reading.before))


def _before_plan(reading: Reading, following: Reading | None) -> bool:
    """This year's number right ahead of next year's."""
    if following is None or following.claim.mode != "plan" or reading.claim.mode == "plan":
        return False
    this_year = re.match(r"[^,，。;]{0,4}今年", reading.before.lstrip())
    next_year = re.search(r"明年|来年", following.lead)
    return bool(this_year and next_year) and evidence.same_unit(reading, following)


def _compared(group: list[Reading]) -> _Comparison:
    roles = _Comparison()
    for at, reading in enumerate(group):
        following = group[at + 1] if at + 1 < len(group) else None
        if _is_change(reading, group[at - 1] if at else None) or _follows_both(reading, roles):
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


def _by_building(roles: _Comparison, group: list[Reading]) -> _Comparison:
    """新建母婴室6个,由25个增加到31个: what is built is the difference."""
    for at, reading in enumerate(group[:-2]):
        base, now = group[at + 1 : at + 3]
        built = re.search(r"新建|新增|净增|扩建", reading.before) and reading in roles.now
        grown = _FROM.search(base.before) and _TO.match(now.lead.lstrip("的,，"))
        if built and grown and evidence.same_unit(reading, now):
            roles.now.remove(reading)
            roles.difference.append(reading)
    return roles


def _by_years(roles: _Comparison) -> _Comparison:
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


def _down(change: Reading) -> bool:
    found = (
        _CHANGE.search(change.before)
        or _MORE.search(change.before)
        or _MORE_DONE.search(change.before)
    )
    return bool(found and _DOWN_RE.search(found["word"]))


def _nearest(
    change: Reading, readings: list[Reading], kind: Reading | None = None
) -> list[Reading]:
    """Candidates before the change, the nearest first; those after it only when none is before."""
    wanted = [reading for reading in readings if kind is None or evidence.same_unit(kind, reading)]
    ahead = [reading for reading in reversed(wanted) if reading.start < change.start]
    return ahead or [reading for reading in wanted if reading.start > change.start]


def _just_before(change: Reading, roles: _Comparison) -> Reading | None:
    """The count nearest ahead of the change, whatever its part."""
    every = [*roles.now, *roles.base, *roles.difference]
    ahead = [other for other in every if other.start < change.start and evidence.is_count(other)]
    return max(ahead, key=lambda other: other.start, default=None)


_PRESENT = re.compile(r"今年|本年|现|目前|上升|增|达|今|到|降|减|本期|这一年")


def _speaks_of_another(last: Reading | None, roles: _Comparison, base: Reading) -> bool:
    """A number of its own between the compared pair and the change takes the change to itself."""
    if last is None or last is base or last in roles.difference:
        return False
    if last.start < base.start or not evidence.same_unit(last, base):
        return not evidence.same_unit(last, base)
    own_object = len(last.words.strip(",，、;共的")) > 3 and not _PRESENT.search(last.words)
    earlier = [now for now in roles.now if now.start < base.start and evidence.same_unit(now, base)]
    return own_object and bool(earlier)


def _grown(now: Interval, base: Interval, down: bool) -> Interval | None:
    if base.low <= 0:
        return None
    change = base - now if down else now - base
    low = change.low / (base.high if change.low >= 0 else base.low)
    high = change.high / (base.low if change.high >= 0 else base.high)
    return Interval(low * 100, high * 100)


_SAID_OF_CHANGE = re.compile(
    rf"同比|环比|比|较|去年|上年|同期|相比|分别|又|则|均|都|也|约|近|今年|全年|增幅|幅度|人次|人数|总数|总额|数量|总量|金额|较上|上期|上届|上季度|{_UP}|{_DOWN}"
)


def _of_another(change: Reading, involved: list[Reading]) -> bool:
    """万米断头率下降8%: a change with a subject of its own is not of the numbers before it."""
    own = re.sub(r"[^\u4e00-\u9fff]", "", _SAID_OF_CHANGE.sub("", change.before))
    if len(own) < 3:
        return False
    pairs = evidence.bigrams(own)
    return not any(pairs & evidence.bigrams(other.lead + other.after[:12]) for other in involved)


def _check_growth(read: ReadText, change: Reading, roles: _Comparison) -> Problem | None:
    stated = evidence.percent(change)
    bases = _nearest(change, [reading for reading in roles.base if evidence.is_count(reading)])
    if stated is None or not bases:
        return _check_by_difference(read, change, roles, stated)
    down = _down(change)
    base = bases[0]
    nows = _nearest(change, roles.now, base) or _told_before(read, base)
    nows = [now for now in nows if now.claim.mode != "plan" or _planned_growth(now, base, change)]
    if not nows or (
        base.start < change.start and _speaks_of_another(_just_before(change, roles), roles, base)
    ):
        return None
    for now in nows:
        for other in bases:
            computed = _grown(now.interval, other.interval, down)
            if computed and computed.meets(stated):
                return None
    now = _closest_in_words(base, nows)
    if _of_another(change, [now, base]):
        return None
    computed = _grown(now.interval, base.interval, down)
    if computed is None:
        return None
    word = "下降" if down else "增长"
    sign = f"({quoted(base)}－{quoted(now)})" if down else f"({quoted(now)}－{quoted(base)})"
    message = (
        f"{sign}÷{quoted(base)}＝{evidence.printed_percent(computed)}"
        f"，文中{word}{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [base, now, change], message)


def _told_before(read: ReadText, base: Reading) -> list[Reading]:
    """去年提建议240条,今年增长30%: this year's number of the same thing, told before."""
    words = evidence.bigrams(re.sub(r"去年|上年|同期|[^\u4e00-\u9fff]", "", base.words))
    return [
        other
        for other in reversed(read.around(base, 3, -1))
        if evidence.same_unit(other, base)
        and other.claim.mode == "result"
        and "其中" not in other.lead
        and words & evidence.bigrams(other.before + other.after[:8])
        and evidence.slipped(other.interval, base.interval, 2.0)
    ][:1]


def _planned_growth(now: Reading, base: Reading, change: Reading) -> bool:
    """今年1460名,明年计划2000名,增长37%: the plan itself is what has grown."""
    follows = base.start < now.start < change.start and change.claim.mode == "plan"
    return follows and bool(re.search(r"明年|来年|计划|目标", now.before))


def _closest_in_words(base: Reading, nows: list[Reading]) -> Reading:
    """The current figure that names the same thing as the base, else the nearest."""
    words = evidence.bigrams(base.words)
    return max(nows, key=lambda now: len(words & evidence.bigrams(now.words)))


def _check_by_difference(
    read: ReadText, change: Reading, roles: _Comparison, stated: Interval | None
) -> Problem | None:
    """X家，比去年增加Z家，增长P%: the base is X less Z."""
    difference = _just_before(change, roles)
    if stated is None or difference not in roles.difference:
        return None
    nows = [
        now for now in _nearest(difference, roles.now, difference) if now.start < difference.start
    ]
    if not nows or _of_another(change, [nows[0], difference]):
        return None
    down = _down(difference)
    for now in nows:
        base = now.interval + difference.interval if down else now.interval - difference.interval
        if base.low <= 0:
            return None
        computed = difference.interval.over(base).times(100)
        if computed.meets(stated):
            return None
    now = nows[0]
    base = now.interval + difference.interval if down else now.interval - difference.interval
    computed = difference.interval.over(base).times(100)
    sign = "＋" if down else "－"
    message = (
        f"{quoted(difference)}÷({quoted(now)}{sign}{quoted(difference)})"
        f"＝{evidence.printed_percent(computed)}，文中{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [now, difference, change], message)


def _check_difference(read: ReadText, change: Reading, roles: _Comparison) -> Problem | None:
    bases = _nearest(change, roles.base, change)
    nows = _nearest(change, roles.now, change) or [
        now for base in bases[:1] for now in _told_before(read, base)
    ]
    if not bases or not nows:
        return None
    for now in nows:
        for base in bases:
            for gap in (now.interval - base.interval, base.interval - now.interval):
                if gap.meets(change.interval):
                    return _check_direction(read, change, now, base)
    now, base = nows[0], bases[0]
    large, small = (base, now) if _down(change) else (now, base)
    gap = large.interval - small.interval
    message = (
        f"{quoted(large)}－{quoted(small)}＝{_plain(gap, change)}，文中{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", [base, now, change], message)


def _plain(gap: Interval, change: Reading) -> str:
    scale = Fraction(change.quantity.scale)
    return shown(gap.low / scale) + change.claim.unit.lstrip()


def _check_direction(
    read: ReadText, change: Reading, now: Reading, base: Reading
) -> Problem | None:
    down = _down(change)
    opposite = (
        now.interval.low > base.interval.high if down else now.interval.high < base.interval.low
    )
    if not opposite:
        return None
    word = "减少" if down else "增加"
    message = f"由{quoted(base)}到{quoted(now)}，方向与文中“{word}”相反。"
    return evidence.finding(read, "sum_mismatch", "wrong", [base, now, change], message)


_THAN = re.compile(r"^[,，]?(?:高|低|相差|差)(?:出|了|于|约)?$")
_ABOVE = re.compile(r"(?:高出|高于|超出|低于|低)[^,，。;]{0,24}$")


def _check_above(read: ReadText, group: list[Reading]) -> list[Problem]:
    """筛查率97.9%,高出集团平均(95.1%)3.8个百分点."""
    found = []
    for at in range(2, len(group)):
        now, base, change = group[at - 2 : at + 1]
        if change.kind != "point" or {now.kind, base.kind} != {"percent"}:
            continue
        beside = base.end + 8 >= change.start and (
            _ABOVE.search(base.lead)
            or (_THAN.match(change.lead) and re.search(r"平均|全[省市国区县]|集团", base.lead))
        )
        gap = now.interval - base.interval
        apart = [gap, base.interval - now.interval]
        if not beside or any(one.meets(change.interval) for one in apart):
            continue
        exact = abs(now.claim.value - base.claim.value)
        message = (
            f"{quoted(now)}与{quoted(base)}相差{shown(exact)}个百分点"
            f"，文中{quoted(change)}，对不上。"
        )
        found.append(evidence.finding(read, "rate_mismatch", "wrong", [now, base, change], message))
    return found


def _check_points(read: ReadText, change: Reading, roles: _Comparison) -> Problem | None:
    """85%提高到92%，提高7个百分点; 7% in its place is a unit error."""
    bases = _nearest(change, [base for base in roles.base if base.kind == "percent"])
    nows = _nearest(change, [now for now in roles.now if now.kind == "percent"])
    if not bases or not nows:
        return None
    now, base = nows[0], bases[0]
    if _of_another(change, [now, base]):
        return None
    gap = base.interval - now.interval if _down(change) else now.interval - base.interval
    if change.kind == "percent":
        return _percent_for_points(read, change, now, base, gap)
    if gap.meets(change.interval):
        return None
    exact = abs(now.claim.value - base.claim.value)
    message = (
        f"{quoted(now)}与{quoted(base)}相差{shown(exact)}个百分点，文中{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [base, now, change], message)


def _percent_for_points(
    read: ReadText, change: Reading, now: Reading, base: Reading, gap: Interval
) -> Problem | None:
    sharp = [Interval(item.claim.value, item.claim.value) for item in (now, base)]
    computed = _grown(sharp[0], sharp[1], _down(change))
    if computed is None or computed.meets(change.interval):
        return None
    if gap.meets(change.interval):
        message = (
            f"由{quoted(base)}到{quoted(now)}相差的是百分点"
            f"，文中“{quoted(change)}”应写作“个百分点”。"
        )
        return evidence.finding(read, "unit_error", "doubtful", [change], message)
    message = f"由{quoted(base)}到{quoted(now)}，文中变化{quoted(change)}，对不上。"
    return evidence.finding(read, "rate_mismatch", "wrong", [base, now, change], message)


def _of_base(change: Reading, base: Reading) -> bool:
    """是去年同期600人的2倍: the base stands inside the phrase."""
    return change.lead.strip() == "的" and base.end == change.start - len(change.lead)


def _check_fold(
    read: ReadText, change: Reading, group: list[Reading], roles: _Comparison
) -> Problem | None:
    bases = _nearest(change, [base for base in roles.base if evidence.is_count(base)])
    nows = _nearest(change, [now for now in roles.now if evidence.is_count(now)])
    if not bases or not nows or bases[0].interval.low <= 0:
        return None
    now, base = nows[0], bases[0]
    if not evidence.same_unit(now, base):
        return None
    if any(
        other.interval.over(base.interval).meets(change.interval)
        for other in nows
        if evidence.same_unit(other, base)
    ):
        return None
    computed = now.interval.over(base.interval)
    if _is_change(change):
        computed = computed - Interval(Fraction(1), Fraction(1))
    elif not _FOLD_OF.search(change.before) and not _of_base(change, base):
        return None
    if computed.meets(change.interval):
        return None
    message = (
        f"{quoted(now)}与{quoted(base)}相比是{shown(computed.low)}倍"
        f"，文中{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [base, now, change], message)


def _checked(read: ReadText, group: list[Reading]) -> list[Problem]:
    roles = _compared(group)
    found: list[Problem | None] = []
    for change in roles.growth:
        if change.kind == "fold":
            found.append(_check_fold(read, change, group, roles))
        elif change.kind == "point":
            found.append(_check_points(read, change, roles))
        else:
            found.append(_check_growth(read, change, roles) or _check_points(read, change, roles))
    found += [_check_difference(read, change, roles) for change in roles.difference]
    found += [
        _check_fold(read, reading, group, roles) for reading in roles.now if reading.kind == "fold"
    ]
    return [problem for problem in found if problem]


def _segments(group: list[Reading]) -> list[list[Reading]]:
    """The numbers between semicolons, where every segment compares for itself."""
    found = evidence.segments(group)
    return found if all(_stands_alone(segment) for segment in found) else [group]


def _stands_alone(segment: list[Reading]) -> bool:
    roles = _compared(segment)
    changes = [*roles.growth, *roles.difference]
    if roles.base or not changes:
        return True
    return bool(roles.now) and all(_COMPARED.search(change.lead) for change in changes)


def find(read: ReadText) -> list[Problem]:
    """Changes that do not follow from the two values a sentence gives."""
    problems = []
    for group in read.by_sentence().values():
        if group[0].sentence.plan and len(group) < 3:
            continue
        problems += _check_above(read, group)
        for segment in _segments(group):
            problems += _checked(read, segment)
    return problems
