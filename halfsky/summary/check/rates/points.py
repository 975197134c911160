"""Percentage points between two percentages that stand beside them, in whatever order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MOVES = (
    r"(?:提高|上升|提升|增长|增加|上涨|攀升|扩大|拉高|抬高|下降|降低|减少|回落|下滑|缩小|收窄|压低|下跌"
    r"|高出|高于|低于|高|低|升|涨|降|增|减|掉|相差|差距|差|赶|领先|落后|超出|超过|超|多出|多|少|变化|进步|退步)"
)
_MOVED = lazy(
    rf"(?P<own>[^,，。;]*?){_MOVES}(?:全[省市国区县](?:的)?(?:平均)?(?:水平)?)?"
    r"(?:了|出|约|近|达|为|整整|足足|将近|有|到|是|:|\s)*$"
)
_SAID = lazy(
    r"同比|环比|比|较|去年|上年|前年|今年|同期|上届|上期|上季度?|上月|上半年|年初|相比|对比|期间|之前|改革前|活动前|开班前|要求|目标|规定|标准|计划|任务|指标"
    r"|平均水平|平均|全[省市国区县]|一年|[一两二三四五六七八九十半几]+个?(?:年|月|季度|周)|两(?:家|者|地|县|镇|校|厂|队|头)|前后|净|又|还|已|也|则|共|仅|只|却|均|整整|足足|一下子?|累计|其|这|就|的|了|之间|间|后者|前者|反而|实际|数字|增幅|幅度|水平"
)
_THEN = lazy(
    r"去年|上年|前年|同期|上届|上期|上季|上月|上半年|年初|原来|此前|起初|当初|基期|[一二三四五六七八九十\d]月[末底份]?|20\d\d\s?年|一季度|二季度|三季度"
    r"|上一|春季|秋季|第一|首|活动前|培训前|整改前|改革前|[一二两三四五六七八九十\d]年前"
)
_DUE = lazy(
    r"要求|目标|规定|标准|计划|任务|指标|平均|应|须|要占|要达|不低于|全[省市国区县]|底线|红线"
)
_FROM = lazy(r"(?:由|从)[^,，。;]{0,16}$")
_TO = lazy(r"^[^,，。;%]{0,8}(?:到|至|为|成)(?:[\u4e00-\u9fff]{1,4}的)?\s?$")
_APART = lazy(r"(?:相差|差距|差|高出|领先|落后|低|高)[^,，。;]{0,3}$")
_REACHED = lazy(
    r"^[,，]?(?:现)?(?:已)?(?:达到?|为|是|升至|升到|上升到|提高到|提升到|增至|降至|降到|下降到|今年为|今年达)(?:了|约)?\s?$"
)
# 高出集团平均(95.1%)3.8个百分点: what moves stands ahead of the second percentage.
_OVER_MEAN = lazy(
    r"(?:高出|高于|超出|超过|低于|低|比)[^,，。;]{0,12}(?:平均|全[省市国区县]|去年|上年|同期|目标|要求)[^,，。;]{0,10}$"
)
_AGAINST = lazy(r"(?:比|较|高于|低于|高出|超过)(去年|上年|上届|上期|全[省市国区县])[^,，。;]*$")
_SCALE = evidence.PORTIONS
_SAID_WITHIN = 60
# Points are taken for the second percentage, or for the growth of the one to the other.
_SLIP = 5.0
# So many of the percentages next to it are looked at for another explanation.
MOST_NEAR = 16
_RATE_NAME = lazy(
    r"([\u4e00-\u9fff]{2,4}(?:率|比例|比重)|覆盖面|[\u4e00-\u9fff]{1,2}(?:满意|知晓|信任|参与)度)"
)
_CHANGE_BEFORE = lazy(
    r"(?:增长|增加|下降|减少|降低|回落|增幅|降幅|涨幅|提高|上升|提升|上调|下调|增|减)(?:了|约|近|达|:)*$"
)


def _is_level(reading: Reading) -> bool:
    """A share or a rate, and no change."""
    return evidence.is_portion(reading) and not _CHANGE_BEFORE.search(reading.lead)


def _names(words: str) -> set[str]:
    return {name[-3:] for name in _RATE_NAME.findall(words)}


def _one_rate(read: ReadText, one: Reading, other: Reading) -> bool:
    """Whether the second names no other rate than the first."""
    second = _names(other.lead)
    ahead = read.plain[max(one.sentence.start, one.start - 40) : one.start]
    first = _names(one.lead) or set(list(_RATE_NAME.findall(ahead))[-1:])
    first = {name[-3:] for name in first}
    return not second or bool(first & second)


def _only_moves(read: ReadText, point: Reading, pair: tuple[Reading, Reading]) -> bool:
    """Whether the words before the points say nothing of another thing."""
    clause = re.split("[,，。;、:(]", read.plain[pair[1].end : point.start])[-1]
    over = _OVER_MEAN.search(pair[1].lead)
    if over and clause.strip() in {"", ")", "的"}:
        return True
    moved = _MOVED.search(clause.rstrip())
    if not moved or not _base_told(read, clause, pair):
        return False
    own = re.sub(r"[^\u4e00-\u9fff]", "", _SAID.sub("", moved["own"]))
    if len(own) < 3:
        return True
    told = evidence.bigrams(pair[0].lead[-24:]) | evidence.bigrams(pair[1].lead[-24:])
    return bool(told & evidence.bigrams(own))


def _said(read: ReadText, one: Reading) -> str:
    """What is said of a percentage since the one before it: 去年参评15个,优良11个,优良率73.3%."""
    ahead = [other for other in read.around(one, 0, 0) if other.start < one.start]
    last = max((other.end for other in ahead if evidence.is_portion(other)), default=0)
    return read.plain[max(one.sentence.start, last, one.start - _SAID_WITHIN) : one.start]


def _base_told(read: ReadText, clause: str, pair: tuple[Reading, Reading]) -> bool:
    """Whether what the clause compares with (全市平均, 去年) is one of the two."""
    leads = [_said(read, one) for one in pair]
    if _DUE.search(clause) and not any(_DUE.search(lead) for lead in leads):
        return False
    if not re.search(r"(?:比|较)[^,，。;]{0,4}(?:去年|上年|前年|上届|上期|同期)|同比", clause):
        return True
    then = any(_THEN.search(lead) for lead in leads)
    return then or bool(_FROM.search(pair[0].before) and _TO.search(pair[1].lead))


def _compared(read: ReadText, one: Reading, other: Reading, point: Reading) -> bool:
    """Whether the words set the two percentages against each other."""
    if "其中" in other.lead or not _one_rate(read, one, other):
        return False
    if _FROM.search(one.before) and _TO.search(other.lead):
        return True
    said = _said(read, one), _said(read, other)
    if any(_THEN.search(words) or _DUE.search(words[-24:]) for words in said):
        return True
    return bool(_APART.search(point.lead)) and bool(_names(one.lead))


def _both(one: Reading) -> bool:
    """两家相差: the two themselves, and no number of its own."""
    return one.quantity.chinese and one.claim.value == 2 and not evidence.is_portion(one)


def _pairs(read: ReadText, point: Reading) -> Iterator[tuple[Reading, Reading]]:
    """The two percentages that the points may be between, the likeliest alone."""
    group = read.by_sentence().get(point.sentence.index, [])
    ahead = [one for one in group if one.start < point.start and not _both(one)]
    behind = [one for one in group if one.start > point.start]
    levels = [one for one in ahead if _is_level(one)]
    if levels and ahead[-1] is levels[-1]:
        yield from _ahead(read, point, levels, behind[:1])
        yield from _other_told(read, point, levels, behind[:1])
    elif len(behind) > 1 and _FROM.search(behind[0].lead) and _TO.search(behind[1].lead):
        if _is_level(behind[0]) and _is_level(behind[1]) and len(behind[0].lead) < 12:
            yield behind[0], behind[1]
    elif not levels:
        yield from _told_before(read, point)


def _ahead(
    read: ReadText, point: Reading, levels: list[Reading], next_one: list[Reading]
) -> Iterator[tuple[Reading, Reading]]:
    """Both ahead of the points, or 比去年的91.5%提高了2.5个百分点,达到94%."""
    last = levels[-1]
    reached = [one for one in next_one if _is_level(one) and _REACHED.search(one.lead)]
    if reached and re.search(r"比[^,，。;]*$", last.before):
        yield last, reached[0]
    elif len(levels) > 1 and _compared(read, levels[-2], last, point):
        yield levels[-2], last
    elif len(levels) == 1:
        yield from _due_before(read, point, last)


def _other_told(
    read: ReadText, point: Reading, levels: list[Reading], next_one: list[Reading]
) -> Iterator[tuple[Reading, Reading]]:
    """Last year's told right behind the points, or what was told in the sentence before."""
    against = _AGAINST.search(point.lead)
    if against and next_one and _is_level(next_one[0]) and against[1] in next_one[0].lead:
        yield levels[-1], next_one[0]
    earlier = [one for one in read.around(point, 1, -1) if _is_level(one)]
    if len(levels) > 1 or not earlier:
        return
    before, last = earlier[-1], levels[-1]
    if not (_names(before.lead) and _one_rate(read, before, last)):
        return
    if against and against[1] in _said(read, before):
        yield before, last
    elif _THEN.search(_said(read, last)) and re.search("今年|本[年届期]", point.lead):
        yield last, before


def _due_before(read: ReadText, point: Reading, last: Reading) -> Iterator[tuple[Reading, Reading]]:
    """要占到30%。眼下占26%,还差6个百分点."""
    earlier = [one for one in read.around(point, 1, -1) if _is_level(one)]
    if len(earlier) == 1 and _DUE.search(earlier[0].before) and re.search("差|低", point.lead):
        yield earlier[0], last


def _told_before(read: ReadText, point: Reading) -> Iterator[tuple[Reading, Reading]]:
    """去年优秀率60%;今年优秀率70%。相比去年,优秀率上升了10个百分点."""
    earlier = [one for one in read.around(point, 1, -1) if _is_level(one)]
    if len(earlier) != 2 or not re.search(r"比|较|同比", point.lead):
        return
    named = _names(point.lead)
    if (
        named
        and all(_names(one.lead) & named for one in earlier)
        and _THEN.search(read.plain[earlier[0].sentence.start : earlier[1].start])
    ):
        yield earlier[0], earlier[1]


def _sharp(reading: Reading, cut: bool) -> Interval | None:
    """What a percentage stands for if all are rounded, or all cut off."""
    interval = evidence.percent(reading)
    if interval is None or reading.kind != "percent":
        return interval
    value = reading.claim.value
    if reading.claim.approx:
        due = _DUE.search(reading.before)
        return Interval(value, value) if due else interval
    place = Fraction((interval.high - interval.low) * 2, 3)
    return Interval(value, value + place) if cut else Interval(value - place / 2, value + place / 2)


def _gaps(one: Reading, other: Reading) -> list[Interval]:
    """How far apart the two may be: both rounded, both cut off."""
    found = []
    for cut in (False, True):
        ends = [_sharp(one, cut), _sharp(other, cut)]
        low, high = sorted((end for end in ends if end), key=lambda interval: interval.low)
        gap = high - low
        # 三成 may be more than 26% or less: what lies between them counts either way.
        found.append(Interval(gap.low, max(gap.high, low.high - high.low)))
    return found


def _off_by_one(one: Reading, other: Reading, point: Reading) -> bool:
    """由64%升到79%,提高14个百分点: whole percentages a whole point off were subtracted wrongly."""
    three = one, other, point
    if any(told.claim.approx or told.claim.value.denominator > 1 for told in three):
        return False
    apart = abs(one.claim.value - other.claim.value)
    return one.kind == other.kind == "percent" and apart != point.claim.value


def _meets(point: Reading, gaps: list[Interval]) -> bool:
    """Whether the points stated may be one of the gaps, rounded and cut off alike."""
    if point.claim.approx:
        return any(gap.meets(point.interval) for gap in gaps)
    value, place = point.claim.value, (point.interval.high - point.interval.low) * 2 / 3
    rounded, cut = gaps
    return (rounded.low <= value + place / 2 and value - place / 2 <= rounded.high) or (
        cut.low < value + place and value < cut.high
    )


def _explained(read: ReadText, point: Reading) -> bool:
    """Whether any two percentages near it are that far apart."""
    near = [one for one in read.around(point, 1, 1) if evidence.is_portion(one)]
    near = sorted(near, key=lambda one: abs(one.start - point.start))[:MOST_NEAR]
    return any(_meets(point, _gaps(one, other)) for one, other in combinations(near, 2))


def _problem(read: ReadText, point: Reading) -> Problem | None:
    for one, other in _pairs(read, point):
        if not evidence.slipped(_gaps(one, other)[0], point.interval, _SLIP):
            continue
        if point.start > other.start and not _only_moves(read, point, (one, other)):
            continue
        told = _FROM.search(one.before) and _TO.search(other.lead)
        if not (told and _off_by_one(one, other, point)) and _meets(point, _gaps(one, other)):
            return None
        if not told and _explained(read, point):
            return None
        exact = abs(
            one.claim.value * _SCALE.get(one.kind, 1)
            - other.claim.value * _SCALE.get(other.kind, 1)
        )
        message = (
            f"{quoted(one)}与{quoted(other)}相差{shown(exact)}个百分点"
            f"，文中{quoted(point)}，对不上。"
        )
        involved = sorted([one, other, point], key=lambda reading: reading.start)
        return evidence.finding(read, "rate_mismatch", "wrong", involved, message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Percentage points that are not what lies between the two percentages told with them."""
    points = [one for one in read.readings if one.kind == "point" and one.claim.value > 0]
    return [found for point in points if (found := _problem(read, point))]
