"""Growth and difference against an earlier figure, percentage points, and multiples."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import product

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates import told_against
from halfsky.summary.check.rates.comparisons import (
    DOWN,
    FOLD_OF,
    UP,
    Comparison,
    compared,
    goes_down,
    is_change,
    just_before,
    nearest,
    segments,
    speaks_of_another,
)
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText


def _grown(now: Interval, base: Interval, down: bool) -> Interval | None:
    if base.low <= 0:
        return None
    change = base - now if down else now - base
    low = Fraction(change.low, base.high if change.low >= 0 else base.low)
    high = Fraction(change.high, base.low if change.high >= 0 else base.high)
    return Interval(low * 100, high * 100, change.over(base).times(100).said)


_SAID_OF_CHANGE = lazy(
    rf"同比|环比|比|较|去年|上年|同期|相比|分别|又|则|均|都|也|约|近|今年|全年|增幅|幅度|人次|人数|总数|总额|数量|总量|金额|较上|上期|上届|上季度|{UP}|{DOWN}"
)


def _of_another(change: Reading, involved: list[Reading]) -> bool:
    """万米断头率下降8%: a change with a subject of its own is not of the numbers before it."""
    own = re.sub(r"[^\u4e00-\u9fff]", "", _SAID_OF_CHANGE.sub("", change.before))
    if len(own) < 3:
        return False
    pairs = evidence.bigrams(own)
    return not any(pairs & evidence.bigrams(other.lead + other.after[:12]) for other in involved)


def _check_growth(read: ReadText, change: Reading, roles: Comparison) -> Problem | None:
    stated = evidence.percent(change)
    bases = nearest(change, [reading for reading in roles.base if evidence.is_count(reading)])
    if stated is None or not bases:
        return _check_by_difference(read, change, roles, stated)
    down = goes_down(change)
    base = bases[0]
    nows = nearest(change, roles.now, base) or _told_before(read, base)
    nows = [now for now in nows if now.claim.mode != "plan" or _planned_growth(now, base, change)]
    if not nows or (
        base.start < change.start and speaks_of_another(just_before(change, roles), roles, base)
    ):
        return None
    for now in nows:
        for other in bases:
            computed = _grown(now.interval, other.interval, down)
            if computed and computed.meets(stated):
                return None
    now = _closest_in_words(base, nows)
    if _of_another(change, [now, base]) or told_against.of_other_period(change, base):
        return None
    computed = _grown(now.interval, base.interval, down)
    apart = base.start > change.start and (
        _between(read, change, base) or not evidence.same_unit(base, now)
    )
    if computed is None or apart or _explained(read, change, roles, (now, base)):
        return None
    word = "下降" if down else "增长"
    sign = f"（{quoted(base)}－{quoted(now)}）" if down else f"（{quoted(now)}－{quoted(base)}）"
    message = (
        f"{sign}÷{quoted(base)}{calculated.equals_percent(computed)}"
        f"，文中{word}{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [base, now, change], message)


_IF = lazy(r"若|如果|剔除|扣除|可比|同口径|不计|不含")


def _explained(
    read: ReadText, change: Reading, roles: Comparison, compared_: tuple[Reading, Reading]
) -> bool:
    """Whether some pair of numbers told before gives the change: (一季度50件), 环比…的140人次."""
    if _IF.search(change.before + change.lead[-16:]):
        return True
    stated = evidence.percent(change)
    if stated is None:
        return False
    back = 2 if change.kind == "percent" else 0
    near = [other for other in read.around(change, back, 0) if evidence.is_count(other)]
    near = [one for one in near if one.sentence.paragraph == change.sentence.paragraph][-10:]
    down = goes_down(change)
    pairs = [(now, base) for now in near for base in near if now is not base]
    pairs = [pair for pair in pairs if not (pair[0] in compared_ and pair[1] in compared_)]
    now, base = compared_
    moved = re.search(rf"(?:{UP}|{DOWN})了?$", now.before) and base.interval.low > 0
    if moved and now.interval.over(base.interval).times(100).meets(stated):
        return True
    grown = any(
        evidence.same_unit(now, base)
        and (by := _grown(now.interval, base.interval, down)) is not None
        and by.exact
        and by.meets(stated)
        for now, base in pairs
    )
    # 去年女巡检员30名,漏点121处,今年漏点少了28处,下降23%: of what the gap is told of.
    others = [one for one in roles.now if not evidence.same_unit(one, base)]
    bases = [*roles.base, *(one for one in others if one.start < change.start)]
    return grown or any(
        evidence.same_unit(more, one)
        and one.interval.low > 0
        and more.interval.over(one.interval).times(100).meets(stated)
        for more in roles.difference
        for one in bases
    )


def _between(read: ReadText, change: Reading, base: Reading) -> bool:
    """Whether a count of its own stands between the change and what it would be compared with."""
    return any(
        change.start < other.start < base.start and evidence.same_unit(other, base)
        for other in read.around(change, 0, 0)
    )


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


_ONLY_MOVES = lazy(rf"^(?:又|还|整整|足足)?(?:{UP}|{DOWN})了?$")


def _is_base(one: Reading, difference: Reading) -> bool:
    """比上学期的41起少18起: the one is what the difference is taken from."""
    against = re.search(r"(?:比|较)[^,，。;]*$", one.lead)
    return bool(against) and bool(_ONLY_MOVES.match(difference.lead.strip()))


def _check_by_difference(
    read: ReadText, change: Reading, roles: Comparison, stated: Interval | None
) -> Problem | None:
    """X家，比去年增加Z家，增长P%: the base is X less Z."""
    difference = just_before(change, roles)
    if stated is None or difference not in roles.difference:
        return None
    nows = [
        now for now in nearest(difference, roles.now, difference) if now.start < difference.start
    ]
    if not nows or _of_another(change, [nows[0], difference]) or _is_base(nows[0], difference):
        return None
    down = goes_down(difference)
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
        f"{quoted(difference)}÷（{quoted(now)}{sign}{quoted(difference)}）"
        f"{calculated.equals_percent(computed)}，文中{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [now, difference, change], message)


# 翻了一番还多7个: what is more than twice as many, and not than as many.
ON_TOP = lazy(r"(?:翻了?[一两二三四\d]*番|[两一二三四五六七八九十\d]倍)[^,，。;\d]{0,4}[多少差]")


def _is_on_top(read: ReadText, change: Reading) -> bool:
    start = max(change.sentence.start, change.start - _AHEAD)
    return bool(ON_TOP.search(read.plain[start : change.start]))


def _check_difference(read: ReadText, change: Reading, roles: Comparison) -> Problem | None:
    bases = nearest(change, roles.base, change)
    nows = nearest(change, roles.now, change) or [
        now for base in bases[:1] for now in _told_before(read, base)
    ]
    if not bases or not nows or told_against.of_others(read, change, nows[0], bases[0]):
        return None
    for now in nows:
        for base in bases:
            for gap in (now.interval - base.interval, base.interval - now.interval):
                if gap.meets(change.interval):
                    return _check_direction(read, change, now, base)
    now, base = nows[0], bases[0]
    apart = read.plain[min(change.end, base.start) : max(change.end, base.start)]
    if not evidence.slipped(now.interval, base.interval) or (
        base.start > change.start and ";" in apart
    ):
        return None
    near = [one for one in read.around(change, 1, 0) if evidence.same_unit(one, change)]
    told = [one for one in near if one.start < change.start][-8:]
    beside = len(change.lead) <= 8 and {one.start for one in told[-2:]} == {now.start, base.start}
    if _nets(change, told) or (not beside and _differ_by(change, told)):
        return None
    large, small = (base, now) if goes_down(change) else (now, base)
    gap = large.interval - small.interval
    made = f"{quoted(large)}－{quoted(small)}{calculated.equals_amount(gap, change)}"
    message = f"{made}，文中{quoted(change)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [base, now, change], message)


_MOST_MOVED, _AHEAD = 6, 14


def _differ_by(change: Reading, told: list[Reading]) -> bool:
    """Whether any two numbers told before lie so far apart."""
    return any(
        (one.interval - other.interval).meets(change.interval) for one in told for other in told
    )


def _nets(change: Reading, told: list[Reading]) -> bool:
    """Whether some of what came and went leaves it: 退休22人、调出5人,新招12人,净减15人."""
    if "净" not in change.before:
        return False
    moved = told[-_MOST_MOVED:]
    return any(
        total([one.interval for one, way in zip(moved, ways, strict=True) if way > 0]).meets(
            total(
                [change.interval]
                + [one.interval for one, way in zip(moved, ways, strict=True) if way < 0]
            )
        )
        for ways in product((1, 0, -1), repeat=len(moved))
    )


def _check_direction(
    read: ReadText, change: Reading, now: Reading, base: Reading
) -> Problem | None:
    down = goes_down(change)
    now, base = told_against.in_order(change, now, base)
    opposite = (
        now.interval.low > base.interval.high if down else now.interval.high < base.interval.low
    )
    if not opposite:
        return None
    word = "减少" if down else "增加"
    message = f"由{quoted(base)}到{quoted(now)}，方向与文中“{word}”相反。"
    found = evidence.finding(read, "contradiction", "wrong", [base, now, change], message)
    # The amount is right, so it is not to be weighed as one that is not.
    return replace(found, about=frozenset())


def _check_points(read: ReadText, change: Reading, roles: Comparison) -> Problem | None:
    """85%提高到92%,提高7%: points (points.py) written as a percentage, or neither."""
    if change.kind != "percent":
        return None
    bases = nearest(change, [base for base in roles.base if base.kind == "percent"])
    nows = nearest(change, [now for now in roles.now if now.kind == "percent"])
    if not bases or not nows:
        return None
    now, base = nows[0], bases[0]
    # 提高7.8%;废品率由1.6%降到1.1%: the rates behind it are another matter.
    if min(now.start, base.start) > change.end or _of_another(change, [now, base]):
        return None
    gap = base.interval - now.interval if goes_down(change) else now.interval - base.interval
    return _percent_for_points(read, change, now, base, gap)


def _percent_for_points(
    read: ReadText, change: Reading, now: Reading, base: Reading, gap: Interval
) -> Problem | None:
    sharp = [Interval(item.claim.value, item.claim.value) for item in (now, base)]
    computed = _grown(sharp[0], sharp[1], goes_down(change))
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
    read: ReadText, change: Reading, group: list[Reading], roles: Comparison
) -> Problem | None:
    bases = nearest(change, [base for base in roles.base if evidence.is_count(base)])
    nows = nearest(change, [now for now in roles.now if evidence.is_count(now)])
    if not bases or not nows or bases[0].interval.low <= 0:
        return None
    now, base = nows[0], bases[0]
    if not evidence.same_unit(now, base):
        return None
    exactly = is_change(change) and change.shown.endswith("半")  # 增加了两倍半
    if not exactly and any(
        other.interval.over(base.interval).meets(change.interval)
        for other in nows
        if evidence.same_unit(other, base)
    ):
        return None
    computed = now.interval.over(base.interval)
    more = ""
    if is_change(change):
        computed = computed.less(1)
        more = f"，增长{calculated.fold(computed)}"
    elif not FOLD_OF.search(change.before) and not _of_base(change, base):
        return None
    if computed.meets(change.interval):
        return None
    message = (
        f"{quoted(now)}是{quoted(base)}的{calculated.fold(now.interval.over(base.interval))}"
        f"{more}，文中{quoted(change)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [base, now, change], message)


def _checked(read: ReadText, group: list[Reading]) -> list[Problem]:
    roles = compared(group)
    found: list[Problem | None] = []
    for change in roles.growth:
        if change.kind == "fold":
            found.append(_check_fold(read, change, group, roles))
        elif change.kind != "point":
            found.append(_check_growth(read, change, roles) or _check_points(read, change, roles))
    found += [
        _check_difference(read, change, roles)
        for change in roles.difference
        if not _is_on_top(read, change)
    ]
    found += [
        _check_fold(read, reading, group, roles) for reading in roles.now if reading.kind == "fold"
    ]
    return [problem for problem in found if problem]


def find(read: ReadText) -> list[Problem]:
    """Changes that do not follow from the two values a sentence gives."""
    problems = []
    for group in read.by_sentence().values():
        if group[0].sentence.plan and len(group) < 3:
            continue
        for segment in segments(group):
            problems += _checked(read, segment)
    return problems
