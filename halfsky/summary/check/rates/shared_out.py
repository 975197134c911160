"""Averages told beside what is shared out and what it is shared among, also among days and months.

宣传点96处，发放资料2.88万份，平均每处资料280份; 服务90天，送红薯1350公斤，日均18公斤; 1至10月接待
2400人次，月均300人次. Nothing near, however put together, may make the average.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from halfsky.summary.check.clues import calculated, evidence, picked
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.rates import named_wholes
from halfsky.summary.check.rates.told_spans import UNITS_OF_TIME, spans
from halfsky.summary.check.report import Kind, Problem, shown
from halfsky.summary.check.text.intervals import Exact, Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MEAN = lazy(
    r"(?:(?P<short>人次|人|户|日|天|月|年|季|周|场|次|期|班|家|件|店|镇|校|册|笔|批|堂|队|车|组|站|点|村|处"
    r"|(?<![各两三四五六七八九十\d])(?:起|趟|单|份|亩|台|套|间|桌|条|本|篇|辆|栋|块))均"
    r"(?P<did>[\u4e00-\u9fff]{0,8})"
    r"|(?:平均|折合)(?:下来)?(?:到)?每(?:一|1)?(?P<long>[\u4e00-\u9fff]{1,12})"
    r"|每(?P<each>[天日月年周人名位户场次期班家])(?:[\u4e00-\u9fff]{1,3})?平均[\u4e00-\u9fff]{0,4})\s?$"
)
# 平均每个中心16名、每个项目32名: the second is of other things.
_CHAINED = lazy(r"^[、和及]\s?(?:(?!每)[\u4e00-\u9fff]){0,6}$")
_OTHERS = lazy(r"去年|上年|前年|同期|上届|全[国省市]|目标|计划|要求|不低于|标准|其中|最|男|另|比")
_TOTAL_IS_EACH = lazy(
    r"每[^,，。;]{0,6}$|均[^,，。;]{0,4}$|平均[^,，。;]{0,8}$|最[多高少低长][^,，。;]{0,4}$"
)
_PERIODIC = lazy(r"[人户](?:均|平均)[^,，。;]{0,4}每[月年天日周季]")
# 为公司人均1650箱的113.9%, 人均高1起: what is compared with, and by how much.
_COMPARED_WITH = lazy(r"^的(?:\s?\d[\d.]*\s?[%倍]|[一二两三四五六七八九十]{1,2}(?:倍|成|分之))")
_GAP = lazy(r"[高低多少增减][出了加长]{0,2}$")
_CHANGES = lazy(r"\s?(?:-|~|至|到|提高|增加|上升|降|减)")
# 从60人到95人不等: a bound of what differed from day to day.
_DIFFERED = lazy(r"^\s?不等|^\s?[-~至到]\s?$")
# 演练14次,人均到场9次: each came to so many of them.
_CAME_TO = lazy(r"均(?:到[场课会]?|参[加与训]?|出[勤席]|[上听]课|听|上)了?$")
_BESIDES = lazy(r"连同|原有|另有|加上|不含")
_PART = lazy(r"其中|附设|含")
_GAINED = lazy(
    r"(?:比|较)[^,，。;]{0,8}(?:多|少|增加|减少|增|减)了?$|(?:^|[,，])(?:净?增|多|少|减)[加少]?了?$"
)
# 两项合计支出1.93万元: more than what these got.
_OF_SEVERAL_ITEMS = lazy(r"[两二三四五几多各]项(?:共|合计|共计|总计|加起来|一共)[^,，。;]{0,10}$")
_ALL = lazy(r"全员|全体|全部|人人")
_SUM_OF = lazy(r"[,，、]?(?:共|合计|总共|一共)(?:计|有)?$")
_SUMMED = lazy(r"共|累计|合计|总")
_PEOPLE = {"person", "attendance"}
_OF_PEOPLE = lazy(r"[\u4e00-\u9fff]{0,4}[工员]")
_SIZES = ({"person", "attendance"}, {"household", "visits"}, {"session", "attendance", "visits"})
_LOOK_BACK = 90


class _Mean(NamedTuple):
    """An average and the word for what it is for each of."""

    reading: Reading
    over: str


def _means(group: list[Reading]) -> Iterator[_Mean]:
    """The averages of a sentence; 平均每处资料300份、咨询52人次 are two."""
    last: _Mean | None = None
    for reading in group:
        if not evidence.is_count(reading):
            last = None
            continue
        found = _MEAN.search(reading.before)
        if found:
            over = next(word for word in (found["short"], found["long"], found["each"]) if word)
            last = _Mean(reading, over)
            yield last
        elif last and _CHAINED.match(reading.lead.strip()) and last.reading.end < reading.start:
            last = _Mean(reading, last.over)
            yield last
        else:
            last = None


def _unit(one: Reading) -> str:
    return one.claim.unit.lstrip("万亿")


def _alike(one: Reading, mean: Reading) -> bool:
    """Whether a total may be of what the average is of."""
    if one.kind == mean.kind == "money" or _unit(one) == _unit(mean):
        return True
    return any({one.kind, mean.kind} <= sizes for sizes in _SIZES)


_NOUN_ALONE = "镇店校村厂站点队组车"


def _may_be_among(one: Reading, over: str) -> bool:
    """Whether a count counts what each of is spoken of."""
    unit, noun = _unit(one), over[1:]
    if over.startswith("人次"):
        return one.kind == "attendance"
    if one.before.endswith("各"):  # 两个班上课各20节
        return False
    if over[0] in "人名位" or _OF_PEOPLE.match(over):
        return one.kind in _PEOPLE
    words = one.before[-6:] + one.after[:8]
    beside = one.before[-3:] + one.after[:8]
    told = words if over[0] in "个处" or one.kind in _PEOPLE else beside
    named = bool(evidence.bigrams(over) & evidence.bigrams(told))
    if over[0] == "个":
        return named
    alone = len(over) == 1 and over in _NOUN_ALONE and over in words
    return over[0] == unit[:1] or alone or (len(noun) > 0 and named)


def _room(mean: Reading) -> Interval:
    """What an average may stand for: it is rounded or cut off, 约 and 近 more widely."""
    value = mean.claim.value * mean.quantity.scale
    whole = mean.claim.value.denominator == 1 and mean.quantity.scale == 1
    place = Fraction(1) if whole else mean.interval.high - value
    low: Exact = value - place / 2
    high: Exact = value + place
    if mean.kind == "money" and not whole:
        low, high = min(low, mean.interval.low), max(high, mean.interval.high)
    if mean.claim.approx == "ge":
        high += value * 3 / 10
    elif mean.claim.approx == "le":
        low -= value * 4 / 10
    elif mean.claim.approx:
        low, high = low - value / 10, high + value / 10
    return Interval(low, high)


def amounts(totals: list[Reading]) -> Iterator[Interval]:
    """Each total, sums of those in a row, and what one leaves of another."""
    for at, one in enumerate(totals):
        yield one.interval
        run = [one.interval]
        for before, other in pairwise(totals[at : at + 6]):
            if before.kind != other.kind:
                break
            run.append(other.interval)
            yield total(run)
        for other in totals:
            if other is not one and one.interval.low > other.interval.high:
                yield one.interval - other.interval


def _explained(mean: Reading, totals: list[Reading], among: list[Interval]) -> bool:
    wide = _room(mean)
    return any(
        amount.over(number).meets(wide)
        for amount in amounts(totals)
        for number in among
        if number.low > 0
    )


def _totals(read: ReadText, mean: Reading, ahead: int) -> list[Reading]:
    return [
        one
        for one in read.around(mean, 2, ahead)
        if one is not mean
        and evidence.is_count(one)
        and _alike(one, mean)
        and one.sentence.paragraph == mean.sentence.paragraph
        and not _TOTAL_IS_EACH.search(one.before)
    ]


def _is_total(one: Reading, mean: Reading) -> bool:
    return (
        one.claim.approx is None
        and one.claim.mode == "result"
        and one.interval.low > mean.interval.high
        and not _OTHERS.search(one.before[-10:])
        and not _OF_SEVERAL_ITEMS.search(one.before)
        and not _GAINED.search(one.before)
        and not _DIFFERED.match(one.tail)
    )


def _shared(read: ReadText, mean: Reading) -> Reading | None:
    """What is shared out: the nearest total ahead of the average since the last semicolon.

    Without one ahead the one behind: 人均走访14次,63名协管员共走访1512户次.
    """
    start = max(mean.sentence.start, read.plain.rfind(";", 0, mean.start))
    totals = [one for one in _totals(read, mean, 0) if _is_total(one, mean)]
    near = [one for one in totals if one.start >= start]
    if not near and mean.kind == "money":
        near = [one for one in totals if one.sentence.index == mean.sentence.index]
    ahead = [one for one in near if one.start < mean.start]
    behind = [one for one in near if one.start > mean.end and _SUMMED.search(one.before)]
    if ahead:
        return ahead[-1]
    return behind[0] if len(behind) == 1 else None


def _of_time(read: ReadText, one: _Mean, totals: list[Reading]) -> tuple[list[Reading], str] | None:
    mean = one.reading
    start = max(mean.sentence.start, mean.start - _LOOK_BACK)
    own = list(spans(read.plain[start : mean.start], one.over[0]))
    whole = _shared(read, mean)
    if whole is None or len(own) != 1:
        return None
    earlier = read.around(mean, 1, -1)
    opening = min([mean.sentence.start, *(other.sentence.start for other in earlier)])
    wide = [*own, *spans(read.plain[opening : mean.sentence.end], one.over[0])]
    wide += [other.interval for other in read.around(mean, 1, 0) if other.interval.high <= 400]
    if _explained(mean, totals, wide):
        return None
    made = whole.interval.over(own[0])
    if not evidence.slipped(made, mean.interval):
        return None
    return [whole], _written(whole, own[0], one)


_SAID_OF = {"月": "个月", "日": "天", "季": "个季度"}


def _written(whole: Reading, span: Interval, one: _Mean) -> str:
    number = shown(span.low) if span.exact else f"{shown(span.low)}至{shown(span.high)}"
    exact = evidence.exact(whole)
    made = calculated.equals_amount(Interval(exact, exact).over(span), one.reading, 2)
    return f"{quoted(whole)}÷{number}{_SAID_OF.get(one.over, one.over)}{made}"


def _among(mean: Reading, whole: Reading, counts: list[Reading]) -> Reading | None:
    """The one count ahead that it is shared among; of several the one told as their sum."""
    ahead = [
        one
        for one in counts
        if one.start < max(mean.start, whole.start)
        and one.sentence.paragraph == mean.sentence.paragraph
        and not _TOTAL_IS_EACH.search(one.before)
    ]
    near = [one for one in ahead if one.sentence.index == mean.sentence.index] or ahead
    if len({one.interval for one in near}) > 1:
        mains = [one for one in near if not _PART.search(one.lead[-10:])]
        apart = ";" in mean.lead or near[-1] in mains
        if len(mains) == 1 and mains[0] is near[0] and apart:
            near = mains
    if len({one.interval for one in near}) > 1:
        here = near[0].sentence.index == mean.sentence.index
        near = [one for one in near if here and _SUM_OF.match(one.lead)]
    sure = len(near) == 1 and near[0].claim.approx is None and near[0].claim.mode == "result"
    return near[0] if sure else None


def _opening(read: ReadText, mean: Reading) -> int:
    """Where the words of an average begin: behind the last semicolon."""
    return max(mean.sentence.start, read.plain.rfind(";", 0, mean.start))


def _apart(read: ReadText, number: Reading, whole: Reading, mean: Reading) -> bool:
    """Whether the average is of others than those told before: 全员参保,人均50元; 另有…."""
    opening, earlier = _opening(read, mean), number.start < _opening(read, mean)
    if earlier and (whole.start < opening or _ALL.search(read.plain[opening : mean.start])):
        return True
    # 慰问176户,26.4万元,户均1500元;助学46人,人均…: what was shared out is not told.
    if whole.start < opening and "均" in read.plain[whole.end : mean.start - len(mean.before)]:
        return True
    between = read.plain[min(number.start, whole.start) : max(mean.end, whole.end)]
    return bool(_BESIDES.search(between))


def _made_otherwise(
    mean: Reading, told: tuple[Reading, Reading], totals: list[Reading], counts: list[Reading]
) -> bool:
    """Whether others make the average; where all stands in one sentence, its own sums alone."""
    number = told[1]
    among = [one.interval for one in counts]
    sums, near = totals, counts
    here = number.sentence.index == mean.sentence.index
    if here and max(one.end for one in told) <= mean.start:
        near = evidence.in_sentence(counts, mean)
        sums = evidence.in_sentence(totals, mean)
        wide = _room(mean)
        if any(one.interval.over(each).meets(wide) for one in totals for each in among):
            return True
    return _explained(mean, sums, [*among, *amounts(near)])


# 产值258万元,人均分红8600元; 2万元,户均500元 of 40户 told long before.
_INCOME = lazy(r"分红|工资|收入|增收|奖金|薪|利润|补贴")
_EARNED = lazy(r"产值|产量|销售额?|营收|营业额|投入|投资|成交额|贷款")
_WHO = lazy(r"女?(?:职工|员工|教师|工人|干部|工)[^,，。;]{0,8}$")


def _of_another_thing(mean: Reading, whole: Reading, number: Reading) -> bool:
    """Whether what each got is not what was told of all, or those who came are not who got it."""
    if _INCOME.search(mean.before) and _EARNED.search(whole.before):
        return not _INCOME.search(whole.before)
    # 培训940人次。女职工考取证书57本,人均0.2本: of the women, and not of those who came.
    far = number.sentence.index != mean.sentence.index and number.kind == "attendance"
    return far and bool(_WHO.search(whole.before))


def _makes_far(read: ReadText, mean: Reading, whole: Reading, number: Reading) -> bool:
    """Whether a number of the like told long before makes just what each got."""
    return any(
        evidence.same_unit(one, number) and evidence.multiplies(whole, one, mean)
        for one in read.around(mean, _FAR_BACK, 0)
        if evidence.is_count(one) and number.sentence.index != mean.sentence.index
    )


_FAR_BACK = 8


def _said_otherwise(read: ReadText, mean: Reading, whole: Reading, number: Reading) -> bool:
    """Whether one alone is no number of many, they came to some of them, or the average is
    corrected behind: 人均1800元,这话是年中说的;年底…人均到了2200元."""
    if number.claim.value <= 1:
        return True
    if whole.kind == "session" and _CAME_TO.search(mean.before):
        return True
    if _told_of_these(read, mean, whole, number) or picked.explains(read, whole, mean, _room(mean)):
        return True
    return whole.start > mean.end and any(
        other is not mean
        and other.kind == mean.kind
        and "均" in other.before
        and evidence.multiplies(whole, number, other)
        for other in read.around(mean, 0, 1)
    )


def _told_of_these(read: ReadText, mean: Reading, whole: Reading, number: Reading) -> bool:
    """21人,74人次,人均3.5次,而全校人均8.4次: the first average is of these, not the second."""
    made = whole.interval.over(number.interval)
    ahead = [one for one in read.around(mean, 0, 0) if one.start < mean.start]
    means = [one for one in ahead if _alike(one, mean) and _MEAN.search(one.before)]
    return any(made.meets(_room(one)) for one in means)


def _of_things(
    read: ReadText, one: _Mean, totals: list[Reading]
) -> tuple[list[Reading], str] | None:
    mean, whole = one.reading, _shared(read, one.reading)
    if whole is None:
        return None
    near = [other for other in read.around(mean, 2, 1) if evidence.is_count(other)]
    counts = [
        named_wholes.grown(other, near)
        for other in near
        if other not in {mean, whole} and _may_be_among(other, one.over) and other.interval.low > 0
    ]
    number = _among(mean, whole, counts)
    if number is None or _apart(read, number, whole, mean):
        return None
    if _of_another_thing(mean, whole, number) or _makes_far(read, mean, whole, number):
        return None
    if _said_otherwise(read, mean, whole, number):
        return None
    if _made_otherwise(mean, (whole, number), totals, counts):
        return None
    made = whole.interval.over(number.interval)
    if not evidence.slipped(made, mean.interval):
        return None
    quotient = calculated.equals_amount(made, mean, 2)
    return [whole, number], f"{quoted(whole)}÷{quoted(number)}{quotient}"


def _problem(read: ReadText, one: _Mean) -> Problem | None:
    mean = one.reading
    if mean.claim.mode != "result" or _OTHERS.search(mean.before):
        return None
    if _PERIODIC.search(mean.before) or _CHANGES.match(mean.tail):
        return None
    if _COMPARED_WITH.match(read.plain[mean.end : mean.end + 8]) or _GAP.search(mean.before):
        return None
    if "每" in one.over:  # 平均每人每轮1000元: of two numbers at once
        return None
    totals = _totals(read, mean, 1)
    timed = one.over[0] in UNITS_OF_TIME
    found = _of_time(read, one, totals) if timed else _of_things(read, one, totals)
    if found is None:
        return None
    others, words = found
    message = f"{words}，文中平均{quoted(mean)}，对不上。"
    involved = sorted([*others, mean], key=lambda one: one.start)
    kind: Kind = "rate_mismatch"
    if len(others) > 1:
        kind = evidence.of_another_unit_each(others[0].interval.over(others[1].interval), mean)
    return evidence.finding(read, kind, "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Averages that what is shared out and among what do not make."""
    if "均" not in read.plain:
        return []
    means = (mean for group in read.by_sentence().values() for mean in _means(group))
    return [problem for mean in means if (problem := _problem(read, mean))]
