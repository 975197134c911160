"""Averages: total over count."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product

from halfsky.summary.check.clues import calculated, evidence, measures, picked
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = (
    r"人次|人|名|位|户|场|期|批|班|家|件|次|店|镇|乡镇|企业|单位|站点|站|点|支|队(?![员长])"
    r"|份|册|本|套|箱|盒|间|所|对|个|辆|双|块|篇|条"
)
AVERAGE = lazy(
    rf"(?:(?P<short>人次|人|户|场|期|班|家|件|次|店|镇|校|册)均|平均每(?:一|个)?(?P<long>{_EACH}|组)"
    rf"|每(?P<each>人|名|位|户|场|期|班|家|件|次|站|支|队)[^,，。;]{{0,6}}平均)"
)
STANDARD = lazy(
    r"(?<!平均)每(?:一|个|位|名)?(?P<each>女职工|职工|家庭|家企业|名女职工|名学生|名职工|个班"
    rf"|单位|学员|孩子|{_EACH})(?!月|年|天|日|周|期)"
)
_TOTAL = lazy(r"共|合计|总计|累计|总额|总金额|总价值|总计|折合")
PERIODIC = lazy(r"每(?:月|年|天|日|季|季度|周|学期|小时)|月均|年均|月人均|不等")
_PAID = lazy(r"(?:资金|支出|经费|金额|费用|保费|慰问金|助学金|救助金|缴费|投入)(?:约|近|达|为)?$")
_OVER: tuple[tuple[str, frozenset[str]], ...] = (
    ("人 名 位 人次", frozenset({"person", "attendance"})),
    ("职工 女职工 学员 孩子 名女职工 名学生 名职工", frozenset({"person"})),
    ("户 家庭", frozenset({"household"})),
    ("场 期 批 次", frozenset({"session"})),
    ("班", frozenset({"class_group", "session", "generic"})),
    ("个班", frozenset({"class_group", "generic"})),
    (
        "家 家企业 企业 单位 站 站点 点 间 所 店 个 校",
        frozenset({"organisation", "generic"}),
    ),
    ("镇 乡镇", frozenset({"generic"})),
    ("件", frozenset({"case", "goods"})),
    ("份 册 本 篇", frozenset({"document"})),
    ("套", frozenset({"document", "goods"})),
    ("箱 盒 辆 双 块", frozenset({"goods"})),
    ("条", frozenset({"item"})),
    ("对", frozenset({"couple"})),
    ("支 队", frozenset({"team"})),
    ("组", frozenset({"team", "generic"})),
)
_KINDS = {word: kinds for words, kinds in _OVER for word in words.split()}
# The noun behind 每个: 平均每个乡镇 is over the towns, no other thing counted in 个.
_NOUN = lazy(r"每(?:一)?个(?P<noun>[\u4e00-\u9fff]{2})")


def counted_over(reading: Reading, counts: list[Reading]) -> list[Reading]:
    """Those counts that the average is over, where it names their noun."""
    if re.search(r"每个?班", reading.before):
        return [
            other
            for other in counts
            if other.kind != "generic" or "班" in other.after[:1] + other.before[-2:]
        ]
    found = _NOUN.search(reading.before)
    if not found:
        return counts
    named = [other for other in counts if found["noun"] in other.after[:6] + other.before[-6:]]
    return named or [other for other in counts if not other.after.strip(" ,，;、")]


def is_periodic(reading: Reading) -> bool:
    """每月300元, 58元/天: a sum that comes again and again has no total here."""
    if "每年" in reading.before and re.search(r"今年|全年|本年|[,，]计|共", reading.tail[:16]):
        return False
    return bool(PERIODIC.search(reading.before) or re.match(r"\s*/\s*[天日月年]", reading.tail))


def per_kinds(reading: Reading) -> frozenset[str]:
    """Which kinds of things 每户 and 人均 count over."""
    found = AVERAGE.search(reading.before) or STANDARD.search(reading.before)
    return _per(found) if found else frozenset()


def _per(found: re.Match[str]) -> frozenset[str]:
    word = next((group for group in found.groups() if group), "")
    return _KINDS.get(word, frozenset())


def _near(read: ReadText, reading: Reading) -> list[Reading]:
    """Counts of the sentence and of the one before it, and those after in the sentence."""
    return evidence.before(read, reading) + evidence.behind(read, reading)


def _is_per_head(reading: Reading) -> bool:
    return bool(AVERAGE.search(reading.before) or STANDARD.search(reading.before))


def _closest_near(read: ReadText, reading: Reading, kinds: frozenset[str]) -> list[Reading]:
    """What the average may be of: its own sentence where that has total and count, else more."""
    near = [
        measures.converted(other, reading)
        for other in _near(read, reading)
        if other is not reading and not _is_per_head(other) and not measures.unlike(other, reading)
    ]
    here = [other for other in evidence.in_sentence(near, reading) if other.start < reading.start]
    counted = any(other.kind in kinds and other.kind != reading.kind for other in here)
    totalled = any(other.kind == reading.kind for other in here)
    return here if counted and totalled else near


# 接送大巴可载135人: a capacity is no number of those who came.
_NOT_THERE = lazy(r"再建|拟|将建|可[载坐住容供纳]|核载|限[载乘]|(?<!内)容纳")


def _candidates(
    read: ReadText, reading: Reading, kinds: frozenset[str]
) -> tuple[list[Reading], list[Reading], list[Reading]]:
    """What stands near, and of it what may be the count and the total of an average."""
    near = _closest_near(read, reading, kinds)
    counts = counted_over(
        reading,
        [r for r in near if r.kind in kinds and not _cannot_be_over(r, reading)],
    )
    totals = [
        other
        for other in near
        if other.kind == reading.kind
        or (_people(other, reading) and "person" not in kinds)
        or (reading.claim.unit == "次" and other.kind == "attendance")
    ]
    totals = [
        other
        for other in totals
        if (other not in counts or len(counts) > 1)
        and not (_is_bound(other) or _is_gain(other, reading) or _are_others(other, reading))
        and not _LEFT_OVER.search(other.lead)
    ]
    return near, counts, totals


# 年末结余4200元,…平均每人次300元: what is left was not shared out.
_LEFT_OVER = lazy(r"(?:结余|结转|余额|结存)(?:为|还有|有|共|是)?$")


def _cannot_be_over(count: Reading, reading: Reading) -> bool:
    """Whether the count is of room, or of some singled out behind."""
    some = count.start > reading.end and _SOME.search(count.before)
    return bool(_NOT_THERE.search(count.before) or some)


def _of_men(reading: Reading, counts: list[Reading]) -> bool:
    """女护林员45人,…男护林员人均3800亩: the average is not of the women counted."""
    men = re.match(r"[,，;]?\s?男", reading.before)
    return bool(men) and any("女" in one.words and "男" not in one.words for one in counts)


def _over_one_told_before(read: ReadText, whole: Reading, count: Reading, mean: Reading) -> bool:
    """队员24人。…伤病员14人。7.2万元,平均每名队员3000元: others told before make it."""
    return count.sentence.index != mean.sentence.index and any(
        evidence.same_unit(one, count) and evidence.multiplies(whole, one, mean)
        for one in read.around(mean, 4, 0)
        if one.sentence.paragraph == mean.sentence.paragraph
    )


def _pairs(totals: list[Reading], counts: list[Reading]) -> list[tuple[Reading, Reading]]:
    return [
        (whole, count)
        for whole, count in product(totals, counts)
        if whole is not count
        and count.interval.low > 0
        and not (_people(whole, count) and whole.interval.high < count.interval.low)
    ]


_GOES_ON = lazy(r"^[,，]?(?:提高|增加|上升|涨|升|降|增|减)[到至为]")


def _is_spent(read: ReadText, whole: Reading, reading: Reading) -> bool:
    """慰问金26.4万元,户均1500元;助学46人,人均4000元: what each of others got is told of it."""
    between = read.plain[whole.end : reading.start - len(reading.before)]
    return ";" in between and "均" in between


def _check_average(read: ReadText, reading: Reading) -> Problem | None:
    found = AVERAGE.search(reading.before)
    if not found or _of_other_time(reading) or is_periodic(reading):
        return None
    kinds = frozenset({"attendance"}) if "人次" in found.group() else _per(found)
    near, counts, totals = _candidates(read, reading, kinds)
    pairs = _pairs(totals, counts)
    if reading.kind == "session" and not _times_a_head(reading, totals):
        return None
    summed = _summed_average(near, counts, reading) or _over_several(totals, counts, reading)
    if summed or _of_men(reading, counts):
        return None
    made = [whole.interval.over(count.interval) for whole, count in pairs]
    if not pairs or any(one.meets(_loose(reading)) for one in made):
        return None
    ahead = [pair for pair in pairs if max(pair[0].start, pair[1].start) < reading.start]
    pairs = ahead or pairs
    whole, count = _closest(pairs, reading)
    if whole.sentence.index != count.sentence.index and len(pairs) > 1:
        return None
    computed = whole.interval.over(count.interval)
    if not evidence.slipped(computed, reading.interval) or _is_spent(read, whole, reading):
        return None
    if _of_another(read, reading, whole, computed) or _over_one_told_before(
        read, whole, count, reading
    ):
        return None
    message = (
        f"{quoted(whole)}÷{quoted(count)}{calculated.equals_amount(computed, reading, 2)}"
        f"，文中平均{quoted(reading)}，对不上。"
    )
    kind = evidence.of_another_unit_each(computed, reading)
    return evidence.finding(read, kind, "wrong", [whole, count, reading], message)


def _of_other_time(reading: Reading) -> bool:
    if reading.claim.mode in {"plan", "last_year"} or _GOES_ON.match(reading.tail):
        return True  # 由3150元涨到3400元: the first is what it was
    return bool(re.search(r"去年|上年|上届|全[国省市]|市里|省里", reading.before))


def _is_bound(other: Reading) -> bool:
    """低于1500元的标准: a bound is no total."""
    bound = re.search(r"[低高多少]于|不超过|不足$|上限|标准|最[多少高低大小长短]", other.before)
    return bool(bound or re.match(r"的?(?:标准|上限|以[内上下])", other.after))


# 人均月工资3320元,比去年多180元: what it grew by is not what was shared out.
_GAINED = lazy(
    r"(?:比|较)[^,，。;]{0,8}(?:多|少|增加|减少|增|减|高|低|提高)[出了]?$"
    r"|(?:^|[,，])[又还也只]?(?:多|少|省|降|涨|增|减)[出了]?$"
)
_THEN = lazy(r"(?:比|较|[与同]|相比)(?:去年|上年|前年|上一?[届期月季])[^,，。;]{0,6}$")
# 读满9本的有5位: some of all are singled out by what they did.
_SOME = lazy(r"的(?:只|仅|就|共)?有$")
_BOOKS, _PAPERS = frozenset("册本套"), frozenset("篇")


def _is_gain(other: Reading, reading: Reading) -> bool:
    compared = _GAINED.search(other.before) or _THEN.search(other.before)
    return bool(other.start > reading.end and compared)


def _are_others(other: Reading, reading: Reading) -> bool:
    """人均读书4本,交流笔记363篇: books read are no papers written."""
    units = {other.claim.unit[-1:], reading.claim.unit[-1:]}
    return bool(units & _BOOKS) and bool(units & _PAPERS)


def _of_another(read: ReadText, reading: Reading, whole: Reading, computed: Interval) -> bool:
    """女班…人均2300箱;男班人均2000箱: what they make is the other average."""
    return picked.explains(read, whole, reading, _loose(reading)) or any(
        other is not reading
        and other.kind == reading.kind
        and AVERAGE.search(other.before)
        and computed.meets(_loose(other))
        for other in read.around(reading, 0, 0)
    )


def _times_a_head(reading: Reading, totals: list[Reading]) -> bool:
    """值班1037人次,人均71次: so many times each is person-times over persons."""
    return reading.claim.unit == "次" and any(other.kind == "attendance" for other in totals)


def _summed_average(near: list[Reading], counts: list[Reading], reading: Reading) -> bool:
    """慰问金12.6万元、慰问品4.2万元,168人,人均1000元: all amounts ahead together."""
    amounts = [
        other.interval
        for other in near
        if other.kind == reading.kind and other.start < reading.start
    ]
    return len(amounts) > 1 and any(
        total(amounts[at:]).over(count.interval).meets(_loose(reading))
        for at in range(len(amounts) - 1)
        for count in counts
        if count.interval.low > 0
    )


def _over_several(totals: list[Reading], counts: list[Reading], reading: Reading) -> bool:
    """慰问生育女职工39名、住院女职工17名,2.8万元,人均500元: both counts together."""
    ahead = [count for count in counts if count.start < reading.start]
    return any(
        whole.interval.over(total([count.interval for count in ahead[at:]])).meets(_loose(reading))
        for at in range(len(ahead) - 1)
        for whole in totals
        if total([count.interval for count in ahead[at:]]).low > 0
    )


def _people(one: Reading, other: Reading) -> bool:
    return {one.kind, other.kind} <= {"person", "attendance"}


def _loose(reading: Reading) -> Interval:
    """An average is a quotient: even a whole one has been cut off or rounded."""
    whole = reading.claim.value.denominator == 1 and reading.quantity.scale == 1
    room = Fraction(1) if whole else Fraction(reading.interval.high, 20)
    return Interval(reading.interval.low - room / 2, reading.interval.high + room)


def _closest(pairs: list[tuple[Reading, Reading]], reading: Reading) -> tuple[Reading, Reading]:
    return min(
        pairs,
        key=lambda pair: abs(pair[0].start - reading.start) + abs(pair[1].start - reading.start),
    )


def find(read: ReadText) -> list[Problem]:
    """Averages that do not follow from the stated total and count."""
    problems: list[Problem | None] = []
    for group in read.by_sentence().values():
        for reading in group:
            if not evidence.is_count(reading):
                continue
            problems.append(_check_average(read, reading))
    return [problem for problem in problems if problem]
