"""What the arithmetic shares: which numbers may be compared, and how a finding is put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from halfsky.summary.check.clues.calculated import equals_percent, equals_sum, printed_to
from halfsky.summary.check.report import Grade, Kind, Problem, shown
from halfsky.summary.check.text.intervals import Exact, Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

PORTIONS = {"percent": 1, "permille": 1, "tenth": 10, "fraction": 100}
_NO_COUNTS = frozenset({*PORTIONS, "point", "fold", "score", "number"})
_FAMILIES = [
    {"person", "attendance", "household", "visits"},
    {"organisation", "generic", "document", "item", "case", "class_group", "team"},
    {"session", "item"},
    {"goods", "document", "generic"},
    {"money"},
    {"couple", "person"},
]


# A form or a sample stands for the person who filled it in.
_FORMS = lazy(r"问卷|样本|答卷|测评表|评价表|[发收效]卷")


def is_portion(reading: Reading) -> bool:
    """A percentage, a 成 or a fraction."""
    return reading.kind in PORTIONS


def is_count(reading: Reading) -> bool:
    """A count of things or an amount: anything a part, a whole or a base can be."""
    return reading.kind not in _NO_COUNTS


def percent(reading: Reading) -> Interval | None:
    """The portion in percent (六成 is sixty); None for a number without %."""
    if reading.kind == "permille":
        return reading.interval.over(Interval(10, 10))
    factor = PORTIONS.get(reading.kind)
    return reading.interval.times(factor) if factor else None


def makes(part: Reading, whole: Reading, portion: Reading) -> bool:
    """Whether so many of so many are the portion that is printed."""
    stated = percent(portion)
    if stated is None or whole.interval.low <= 0:
        return False
    return part.interval.over(whole.interval).times(100).meets(stated)


# Of two amounts printed in 万元 both are seldom rounded far, and the one up and the other down.
_FIRM_ROOM = Fraction(3, 10)


_ABOUT = lazy(r"(?<![履签预特])约|(?<![最附])近|不足|不到|超|逾|多|大概|差不多")
_ABOUT_BEHIND = lazy(r"^(?:以上|以下|左右|多|强|弱|还多|有余)")
_ROOM_ABOUT = 5


def is_about(portion: Reading, made: Interval, stated: Interval) -> bool:
    """Whether a portion is told as about so much, and is about right: 约占三分之二 of 65%."""
    if not (_ABOUT.search(portion.lead[-8:]) or _ABOUT_BEHIND.match(portion.tail)):
        return False
    room = Interval(stated.low - _ROOM_ABOUT, stated.high + _ROOM_ABOUT)
    return made.meets(room)


def exact(reading: Reading) -> Fraction:
    """The number as it is printed, in its smallest unit."""
    return reading.claim.value * reading.quantity.scale


def firm(reading: Reading) -> Interval:
    """What a number most likely stands for: an amount of money for little more than is printed."""
    if reading.claim.approx or reading.interval.exact or reading.kind != "money":
        return reading.interval
    value = exact(reading)
    room = min((reading.interval.high - value) * _FIRM_ROOM, value / 100)
    return Interval(value - room, value + room, value)


_FROM = lazy(r"[由从][^,，。;]{0,8}$")


def is_what_there_was(one: Reading) -> bool:
    """由上年的70家增加到81家: the first of the two, of which no rate of now is made."""
    return bool(_FROM.search(one.before))


def kin(one: Reading, other: Reading) -> bool:
    """Whether the two count things of comparable kinds (人 and 户, 家 and 个)."""
    if one.kind == other.kind:
        return True
    if {one.kind, other.kind} == {"person", "document"}:
        return bool(_FORMS.search(one.words + other.words))
    return any({one.kind, other.kind} <= family for family in _FAMILIES)


_ROOM_FOR_ONE = lazy(r"床位|铺位|托位|座位|席位|车位|工位|学位|名额|床铺|位子")


def has_room_for(whole: Reading, part: Reading) -> bool:
    """Whether the one counts places, each for one of the other: 托位90个, 收托78名."""
    return part.kind == "person" and bool(_ROOM_FOR_ONE.search(whole.words))


# Things that are counted in one unit only are added to none of another: 册 to 张, 场 to 期.
OF_ONE_UNIT = frozenset({"goods", "document", "session", "item", "place", "hours"})


# A 家 may also be counted as a 个.
COUNTED_ALIKE = frozenset({"organisation", "generic"})


def same_unit(one: Reading, other: Reading) -> bool:
    """Whether the two can be added: 人 and 名, 件 and 起, 元 and 万元."""
    if one.kind != other.kind:
        return one.kind in COUNTED_ALIKE and other.kind in COUNTED_ALIKE
    return one.kind not in OF_ONE_UNIT or one.claim.unit == other.claim.unit


def ratio(part: Reading, whole: Reading) -> Interval | None:
    """`part` over `whole` in percent; None when the whole may be nought."""
    if whole.interval.low <= 0:
        return None
    return part.interval.over(whole.interval).times(100)


def larger(part: Reading, pool: Iterable[Reading]) -> list[Reading]:
    """Counts of comparable things that `part` could be a part of."""
    return [
        other
        for other in pool
        if other is not part and kin(part, other) and other.interval.high >= part.interval.low
    ]


def before(read: ReadText, reading: Reading, sentences_back: int = 1) -> list[Reading]:
    """Counts ahead of `reading`, in its sentence and up to `sentences_back` before it.

    Earlier sentences count only inside the same paragraph.
    """
    return [
        other
        for other in read.around(reading, sentences_back, 0)
        if other.start < reading.start
        and other.sentence.paragraph == reading.sentence.paragraph
        and is_count(other)
    ]


def behind(read: ReadText, reading: Reading) -> list[Reading]:
    """Counts that follow `reading` in its sentence."""
    return [
        other
        for other in read.around(reading, 0, 0)
        if other.start > reading.start and is_count(other)
    ]


def in_sentence(readings: Iterable[Reading], reading: Reading) -> list[Reading]:
    return [other for other in readings if other.sentence.index == reading.sentence.index]


def comes_out(whole: Reading, added: Iterable[Reading], taken: Iterable[Reading] = ()) -> bool:
    """Whether a sum makes the whole: who rounds one number rounds all, and so who cuts off."""
    added, taken = list(added), list(taken)
    summed = total([one.interval for one in added]) - total([one.interval for one in taken])
    if not summed.meets(whole.interval):
        return False
    if any(one.claim.approx for one in (whole, *added, *taken)):
        return True
    for habit in (0, 1):
        summed = total([one.quantity.by_habit[habit] for one in added])
        summed = summed - total([one.quantity.by_habit[habit] for one in taken])
        if summed.overlaps(whole.quantity.by_habit[habit]):
            return True
    return False


def multiplies(whole: Reading, number: Reading, each: Reading) -> bool:
    """Whether so many of so much make the whole."""
    if any(one.claim.approx for one in (whole, number, each)):
        return (number.interval * each.interval).meets(whole.interval)
    return any(
        (number.quantity.by_habit[habit] * each.quantity.by_habit[habit]).overlaps(
            whole.quantity.by_habit[habit]
        )
        for habit in (0, 1)
    )


def segments(group: list[Reading]) -> list[list[Reading]]:
    """The numbers of a sentence, parted where semicolons part it."""
    found: list[list[Reading]] = []
    for reading in group:
        if not found or ";" in reading.lead:
            found.append([])
        found[-1].append(reading)
    return found


def finding(
    read: ReadText, kind: Kind, grade: Grade, involved: Sequence[Reading], message: str
) -> Problem:
    """A problem over all `involved`; `message` is one sentence.

    Of a sum or a rate only those of the last one's sentence are shown: the others are told well
    before. Two tellings that contradict each other are shown from the one to the other.
    """
    near = involved if kind == "contradiction" else in_sentence(involved, involved[-1])
    start = min(reading.start for reading in near)
    end = max(reading.end for reading in near)
    about = frozenset(reading.start for reading in involved)
    return Problem(read.text[start:end], start, end, kind, grade, message, about)


# How far off a slip of the pen is: larger gaps are two things, read as one.
SLIP = 2.5
EXCESS = 2.0
_POINTS = 15


def slipped(computed: Interval, stated: Interval, factor: float = SLIP) -> bool:
    """Whether the two lie so near that one may be a slip for the other, or are off by noughts.

    This weighs likelihood, not sums: plain floats will do.
    """
    low, high = abs(float(computed.low)), abs(float(computed.high))
    least, most = float(stated.low), float(stated.high)
    if low <= most * factor and least <= high * factor:
        return True
    if not high or not most:
        return False
    ratio = max(low, least) / min(high, most)
    noughts = any(abs(ratio / 10**power - 1) <= 0.25 for power in (1, 2, 3, 4))
    return noughts or one_digit_off(computed.low, stated.low)


def slipped_rate(computed: Interval, stated: Interval) -> bool:
    """The same of percentages, where a few points may be much of a small rate."""
    near = computed.low - _POINTS <= stated.high and stated.low <= computed.high + _POINTS
    return near or slipped(computed, stated)


def one_digit_off(one: Exact, other: Exact) -> bool:
    """Whether a digit too many or too few parts the two (6 and 16, 118 and 18)."""
    if one.denominator != 1 or other.denominator != 1:
        return False
    short, long = sorted((str(one), str(other)), key=len)
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


_BARE = lazy(r"[\d.,，]+")


def quoted(reading: Reading) -> str:
    """The number as it stands in the text, on one line, with the unit that its heading names."""
    words = re.sub(r"\s+", "", reading.shown)
    return words + reading.claim.unit if _BARE.fullmatch(words) else words


def bare(reading: Reading) -> str:
    """The number without its unit."""
    return shown(reading.claim.value, 4)


def bigrams(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def not_the_sum(read: ReadText, added: Sequence[Reading], whole: Reading) -> Problem:
    """What some numbers make together, which the total behind them does not say."""
    shape = "＋".join(quoted(one) for one in added)
    message = f"{shape}{equals_sum(added, whole)}，文中合计{quoted(whole)}，对不上。"
    return finding(read, "sum_mismatch", "wrong", [*added, whole], message)


# 完成计划的120%: what is done of a plan may be more than all of it.
_MAY_EXCEED = lazy(r"完成|计划|目标|任务|指标|超|预算")


ABOVE_ALL = "部分比总数还多"


def is_above_all(made: Interval, stated: Reading) -> bool:
    """Whether what should be so many percent of all is more than all."""
    said = made.said
    if said is None or not said > _ALL >= stated.interval.high:
        return False
    return is_portion(stated) and not _MAY_EXCEED.search(stated.lead)


def not_the_rate(formula: str, made: Interval, stated: Reading) -> str:
    """What a formula makes in percent, which is not what the text says; and what it should say.

    A number cut off and a number rounded are told apart only where they differ. More than all
    advises nothing: one of the two counts is wrong.
    """
    made_of, wrong = f"{formula}{equals_percent(made)}，", f"文中{quoted(stated)}，"
    said = made.said
    if is_above_all(made, stated):
        return f"{made_of}{ABOVE_ALL}，{wrong}对不上。"
    if not made.exact or said is None or stated.kind != "percent" or stated.claim.approx:
        return f"{made_of}{wrong}对不上。"
    decimals = places(stated)
    cut, nearest = printed_to(said, decimals, cut_off=True), printed_to(said, decimals)
    if cut != nearest:
        return f"{made_of}{wrong}截尾为{cut}%，四舍五入为{nearest}%，都对不上。"
    is_all = (said * 10**decimals).denominator == 1
    return f"{made_of}{wrong}应为{shown(said, decimals) if is_all else cut}%。"


_ALL = 100
_DECIMALS = lazy(r"[.．]\s?(\d+)")


def places(reading: Reading) -> int:
    """How many decimals are printed, also where the last is a nought: one of 86.0%."""
    found = _DECIMALS.search(reading.shown)
    return len(found[1]) if found else 0


def of_another_unit(made: Interval, whole: Reading) -> Kind:
    """82户×600元 is 4.92万元, and no 4.92亿元: ten thousand times too much is a unit gone wrong."""
    small, large = sorted((made.middle, whole.claim.value * whole.quantity.scale))
    apart = large / small if small > 0 else Fraction(0)
    gone_wrong = any(abs(apart / factor - 1) < _ROUNDED for factor in _UNITS_APART)
    return "unit_error" if gone_wrong else "sum_mismatch"


def of_another_unit_each(computed: Interval, stated: Reading) -> Kind:
    """380万元 for 9个 are no 42.2元 each but 42.2万元: ten thousand times too little is a unit."""
    small, large = sorted((float(computed.middle), float(stated.interval.middle)))
    apart = large / small if small > 0 else 0.0
    if any(abs(apart / float(factor) - 1) < _ROUNDED for factor in _UNITS_APART):
        return "unit_error"
    return "rate_mismatch"


_ROUNDED = 0.01
_UNITS_APART = {Fraction(10**4), Fraction(10**8)}


def misfit(read: ReadText, reading: Reading, message: str, grade: Grade = "wrong") -> Problem:
    """A number in a unit that what it counts does not have."""
    start, end = reading.start, reading.end
    return Problem(read.text[start:end], start, end, "unit_error", grade, message)


def upper_words(read: ReadText, reading: Reading) -> bool:
    """Whether the sentence speaks of the upper level when it comes to the number."""
    words = read.plain[max(reading.sentence.start, reading.start - 200) : reading.start]
    upper = [found.start() for found in re.finditer(r"全国|全省|省总|全总|全自治区", words)]
    own = [found.start() for found in re.finditer(r"我[市县区院矿厂]|本[市县区院]", words)]
    return max(upper, default=-1) > max(own, default=-1)


_IS_A_SHARE = lazy(r"^\s?[,，(]占[^,，。;]{0,10}(?:总数|总人数|职工|女工|会员|人数)的?\s?$")


def is_a_share(one: Reading) -> bool:
    """体检5913人,占女职工总数的90.6%: what is a share of all is not all of whom the next tells."""
    return bool(_IS_A_SHARE.match(one.tail))
