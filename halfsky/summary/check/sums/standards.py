"""Standards per head: so many times so much must give the stated total."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.picked import OF_A_PLACE, ends_a_range
from halfsky.summary.check.rates.averages import AVERAGE, STANDARD, is_periodic, per_kinds
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.tight_products import is_of_another_sort
from halfsky.summary.check.text.intervals import Interval, apart, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TOTAL = lazy(r"共|合计|总计|累计|总额|总金额|总价值|折合|(?:^|[,，])\s*计(?=$)")
_PAID = lazy(
    r"(?:资金|支出|经费|金额|费用|保费|慰问金|助学金|救助金|缴费|收入|收缴|收取|补助|支付|投入)(?:约|近|达|为)?$"
)
_GIVEN = lazy(r"安排|列支|拿出|发放|投入|拨付|补助|支出|价值|折合|筹集|筹措|募集")
_GATHERED = lazy(r"收托|参赛|参加|参训|选手|学员|招收|接收|培训|吸引|队员|总人数|订阅|发放|配发")
_AT_MOST = lazy(r"不超过|至多|最多|不少于|至少|限报|限|不低于|可容纳|容纳|原则上|要求|必须|最高")


# 每户每次400元: it is given as many times as are told elsewhere.
_EACH_TIME = lazy(r"每[\u4e00-\u9fff]{1,4}?每[次场期批班课回轮节]")


_ONCE = lazy(r"以往|过去|往年|原来|去年|上年")
# 实际参加196人,缺席4人: the words behind say why it is not as many.
_MISSING = lazy(r"^[^。;]{0,8}(?:缺席|缺口|空缺|请假|未到|临时|最后一|末[一批组期班])")


def _states_standard(reading: Reading) -> bool:
    words = reading.before
    if _EACH_TIME.search(words) or _ONCE.search(words):
        return False
    stated = STANDARD.search(words) and not AVERAGE.search(words) and not _AT_MOST.search(words)
    return bool(stated and not is_periodic(reading)) and reading.claim.mode != "plan"


def _gathered(group: list[Reading], at: int, other: Reading) -> bool:
    """9个班,每班30名,收托320名: the total of people right behind the size of each group."""
    reading = group[at]
    beside = group[at + 1] is other and reading.kind in {"person", "attendance"}
    firm = reading.claim.approx is None
    return beside and firm and "其中" not in other.lead and bool(_GATHERED.search(other.before))


def _totals(group: list[Reading], at: int) -> list[Reading]:
    """Amounts of the sentence that may be what the standard makes in all."""
    reading = group[at]
    later = [other for other in group[at + 1 :] if evidence.same_unit(other, reading)]
    totals = [other for other in later if _TOTAL.search(other.before)]
    totals += [other for other in later[:1] if not totals and _PAID.search(other.before)]
    totals += [other for other in later[:1] if not totals and _gathered(group, at, other)]
    totals += [
        other
        for other in group[:at]
        if evidence.same_unit(other, reading)
        and not STANDARD.search(other.before)
        and (_TOTAL.search(other.before) or _GIVEN.search(other.before))
    ][-1:]
    return totals


def _counts(read: ReadText, group: list[Reading], at: int) -> list[Reading]:
    """Numbers of those who get the standard: before it, else behind it in the sentence."""
    reading = group[at]
    kinds = per_kinds(reading)
    ahead = (other for other in evidence.before(read, reading) if not ends_a_range(other))
    counts = [other for other in ahead if other.kind in kinds]
    counts += [other for other in group[at + 1 :] if other.kind in kinds]
    if counts or not kinds & {"household", "document"}:
        return counts
    # 23名家属每户1000元, 1098名护士每份120元: one for each of the people named.
    people = [other for other in group[:at] if other.kind == "person"]
    return people[-1:] if len(people) == 1 or "household" in kinds else []


# 手术的3人每人2000元,其他的按票据发放,合计…: the total is of the others too.
_OF_THE_OTHERS = lazy(r"[,，;](?:其他|其余|其它|另外)(?![^,，。;]{0,8}\d)")


def _check_one(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """N户,每户X元(和Y元),共Z元."""
    reading = group[at]
    counts, totals = _counts(read, group, at), _totals(group, at)
    if not totals or not counts:
        return None
    later = [other for other in group[at + 1 :] if evidence.same_unit(other, reading)]
    each = [reading, *[other for other in later if other.start < totals[0].start]]
    if ("分别" in reading.before and len(each) > 1) or is_of_another_sort(reading, totals[0]):
        return None
    if _OF_THE_OTHERS.search(read.plain, reading.end, max(reading.end, totals[0].start)):
        return None
    if _MISSING.search(read.plain[totals[0].end : totals[0].end + 24]):
        return None
    if _made_before(read, each, totals[0]) or _is_of_several(read, reading, totals[0]):
        return None
    if _comes_out(group, each, counts) or _SHARED_COST.search(_words(read, group)):
        return None
    made, whole = _sum(each), totals[0].interval
    count = min(reversed(counts), key=lambda one: apart((made * one.interval).low, whole.low))
    if not _bound(read, reading, counts) and not _nearly(each, count, totals[0]):
        return None
    return _finding(read, each, count, totals[0])


_BEFORE, _LONGEST_RUN = 4, 5


def _made_before(read: ReadText, each: list[Reading], whole: Reading) -> bool:
    """Whether a number told some sentences before, or a run of them, makes the total."""
    rates = [_sum(each), each[0].interval]
    near = read.around(each[0], _BEFORE, 0)
    counts = [one for one in near if evidence.is_count(one) and one.kind != "money"]
    runs = [
        total([one.interval for one in counts[start:end]])
        for start in range(len(counts))
        for end in range(start + 1, min(start + _LONGEST_RUN, len(counts)) + 1)
    ]
    return any((rate * run).meets(whole.interval) for run in runs for rate in rates)


def _is_of_several(read: ReadText, each: Reading, whole: Reading) -> bool:
    """Whether the total sums up another standard too: 大学每人3000元;专科每人2000元,共…."""
    if not _TOTAL.search(whole.before):
        return False
    return any(
        other is not each and evidence.same_unit(other, each) and STANDARD.search(other.before)
        for other in read.around(each, 1, 1)
        if other.start < whole.start
    )


# 雇主和工会各担一半: only a part of the standard was paid from this sum.
_SHARED_COST = lazy(r"一半|分担|个人出|个人承担|自付|另一半|其中[^,，。;]{0,4}承担")


def _words(read: ReadText, group: list[Reading]) -> str:
    return read.plain[group[0].sentence.start : group[-1].end]


def _bound(read: ReadText, reading: Reading, counts: list[Reading]) -> bool:
    """Whether the count is surely meant: in the sentence, else alone of its kind before it."""
    if evidence.in_sentence(counts, reading):
        return True
    earlier = [other for other in evidence.before(read, reading, 4) if other.kind == counts[0].kind]
    return len(earlier) == 1


def _nearly(each: list[Reading], count: Reading, whole: Reading) -> bool:
    """Whether the product misses the total by a digit and not by another count."""
    made = _sum(each) * count.interval
    return whole.interval.low * 4 <= made.high * 5 and made.low * 4 <= whole.interval.high * 5


def _comes_out(group: list[Reading], each: list[Reading], counts: list[Reading]) -> bool:
    """Whether some standard, or all together, times some count is an amount of the sentence."""
    rates = [_sum(each), *[part.interval for part in each]]
    amounts = [
        other
        for other in group
        if evidence.same_unit(other, each[0]) and not STANDARD.search(other.before)
    ]
    heads = [count.interval for count in counts]
    heads += [one.interval + other.interval for one, other in combinations(counts[-4:], 2)]
    return any(
        (rate * head).meets(amount.interval)
        for rate, head, amount in product(rates, heads, amounts)
    )


def _sum(readings: list[Reading]) -> Interval:
    return total([reading.interval for reading in readings])


def _finding(read: ReadText, each: list[Reading], count: Reading, whole: Reading) -> Problem | None:
    if len(each) > 2 or count.sentence.index < whole.sentence.index - 1:
        return None
    if len(each) == 2 and "和" not in each[1].lead and "、" not in each[1].lead:
        return None
    shape = "＋".join(quoted(part) for part in each)
    shape = f"（{shape}）" if len(each) > 1 else shape
    return _differs(
        read, f"{quoted(count)}×{shape}", _sum(each) * count.interval, whole, [count, *each]
    )


_FARTHEST, _NOUGHTS = 2.5, 0.06


def _is_slip(computed: float, stated: float) -> bool:
    """Whether the two are near, or off by nothing but noughts."""
    ratio = max(computed, stated) / min(computed, stated) if computed and stated else 0.0
    return 0 < ratio <= _FARTHEST or any(
        abs(ratio / 10**power - 1) <= _NOUGHTS for power in (1, 2, 3, 4, 8)
    )


def _differs(
    read: ReadText, shape: str, computed: Interval, whole: Reading, factors: list[Reading]
) -> Problem | None:
    made = computed.low / Fraction(whole.quantity.scale)
    near = evidence.slipped(computed, whole.interval)
    if not near and not evidence.one_digit_off(made, whole.claim.value):
        return None
    if not _is_slip(float(computed.middle), float(whole.interval.middle)):
        return None
    message = f"{shape}{calculated.equals_amount(computed, whole)}，文中{quoted(whole)}，对不上。"
    involved = sorted([*factors, whole], key=lambda item: item.start)
    kind = evidence.of_another_unit(computed, whole)
    return evidence.finding(read, kind, "wrong", involved, message)


def _check_several(read: ReadText, group: list[Reading], rates: list[int]) -> Problem | None:
    """本科19名每人3000元,专科12名每人2000元,合计8.7万元: each standard has its own count."""
    totals = [other for other in _totals(group, rates[-1]) if other.start > group[rates[-1]].start]
    pairs = _by_name(group, rates) or [(group[at - 1], group[at]) for at in rates if at]
    own = all(count.kind in per_kinds(rate) for count, rate in pairs) and len(pairs) == len(rates)
    if not totals or not own or any(_of_other_heads(rate) for _, rate in pairs):
        return None
    computed = total([count.interval * rate.interval for count, rate in pairs])
    if computed.meets(totals[0].interval):
        return None
    shape = "＋".join(f"{quoted(count)}×{quoted(rate)}" for count, rate in pairs)
    return _differs(read, shape, computed, totals[0], [item for pair in pairs for item in pair])


def _of_other_heads(rate: Reading) -> bool:
    """12名,前6名每人500元: whether the standard is of others than the number before it."""
    return len(rate.lead) > 12 or bool(OF_A_PLACE.search(rate.lead))


_EACH_NAMED = lazy(r"([\u4e00-\u9fff]{2})每[\u4e00-\u9fff]$")


def _by_name(group: list[Reading], rates: list[int]) -> list[tuple[Reading, Reading]]:
    """大学33人、高中25人,大学每人3000元、高中每人1500元: each standard names its own."""
    pairs = []
    for at in rates:
        name = _EACH_NAMED.search(group[at].before)
        counts = [
            other
            for other in group[:at]
            if name and name[1] in other.before and other.kind in per_kinds(group[at])
        ]
        if len(counts) != 1:
            return []
        pairs.append((counts[0], group[at]))
    return pairs


def find(read: ReadText) -> list[Problem]:
    """Standards per head that do not give the stated total."""
    problems: list[Problem | None] = []
    groups = (part for group in read.by_sentence().values() for part in evidence.segments(group))
    for group in groups:
        rates = [
            at
            for at, reading in enumerate(group)
            if evidence.is_count(reading) and _states_standard(reading)
        ]
        if len(rates) == 1:
            problems.append(_check_one(read, group, rates[0]))
        elif rates:
            problems.append(_check_several(read, group, rates))
    return [problem for problem in problems if problem]
