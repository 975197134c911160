"""Sums: whether the parts of a whole, and the items before a total, add up to it."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence, families, parts
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.parts import Division
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import cut_otherwise, excess, no_sums
from halfsky.summary.check.text.columns import in_row
from halfsky.summary.check.text.intervals import Exact, Interval, apart, has_subtotal, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TOTAL = lazy(
    r"(?:合成|小计|合计|共计|总计|总共|一共|两项合计|三项合计|合起来|加起来|总数|总额)(?:[^,，。;、]{0,12})$"
)
_KINDS = r"(?:[一二三四五六七八九十两\d]{1,2}[\u4e00-\u9fff]{1,2}|前后|两者|上述)"
_PLAIN_TOTAL = lazy(
    rf"^[,，;]?\s*(?:{_KINDS}|全年(?=共|累计))?(?:共|累计)(?!同)(?:[^,，。;、0-9]{{0,8}})$"
)
_OWN_TOTAL = lazy(r"^\s*共(?!同|有|青)[^,，。;、0-9]{0,6}$")
_NEW_SCOPE = lazy(
    r"全年|全市|全县|全区|上半年|今年|截至|截止|目前|历年|以来|至今|使|[二三四五六七八九十两]年(?:来)?(?:累计|共)|去年|同时|此外|另外|另有|还|支出(?!合计|共计|总计)|结余|余额"
)


def sum_text(listed: tuple[Reading, ...] | list[Reading]) -> str:
    """28名＋31名, as the text prints them."""
    return "＋".join(quoted(part) for part in listed)


def mismatch(read: ReadText, whole: Reading, listed: tuple[Reading, ...]) -> Problem | None:
    """The finding that the parts do not make up the whole; None when they do."""
    if evidence.comes_out(whole, listed):
        return None
    amounts = [part.interval for part in listed]
    if has_subtotal(amounts):
        return None
    summed = total(amounts)
    if not evidence.slipped(summed, whole.interval):
        return None
    verb = "超过" if summed.middle > whole.interval.middle else "少于"
    made = calculated.equals_sum(listed, whole)
    message = f"{sum_text(listed)}{made}，{verb}文中的{quoted(whole)}，对不上。"
    involved = sorted([whole, *listed], key=lambda item: item.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def near(listed: tuple[Reading, ...], whole: Reading, below: Fraction, above: Fraction) -> bool:
    """Whether the sum lies near the whole: a list gone wrong, and not another list."""
    summed = total([part.interval for part in listed])
    return whole.interval.low * below <= summed.high and summed.low <= whole.interval.high * above


def _one_part_slipped(listed: tuple[Reading, ...], whole: Reading) -> bool:
    """Whether one part with a digit less, or another digit, would make the sum come out."""
    excess = _sum(listed).low - whole.interval.low
    return any(
        0 < part.interval.low - excess < part.interval.low
        and _digits_apart(part.interval.low, part.interval.low - excess) == 1
        for part in listed
        if part.interval.exact
    )


def _digits_apart(one: Exact, other: Exact) -> int:
    """How many digits part two whole numbers; ten where more than their number differs."""
    if one.denominator != 1 or other.denominator != 1:
        return 10
    long, short = str(one), str(other)
    if len(long) == len(short):
        return sum(a != b for a, b in zip(long, short, strict=True))
    dropped = any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return 1 if dropped else 10


_FIFTH_LESS, _QUARTER_MORE = Fraction(4, 5), Fraction(5, 4)
FIFTH = (_FIFTH_LESS, _QUARTER_MORE)
_HALF, _HALF_MORE = Fraction(1, 2), Fraction(3, 2)


def _check_division(read: ReadText, division: Division) -> Problem | None:
    whole, listed = division.whole, division.parts
    if excess.is_no_whole(whole) or no_sums.is_movement(whole, listed, division.opening):
        return None
    if division.opening == "bare" and no_sums.is_sorted(whole):
        return None
    if all(one.before.endswith("由") for one in (whole, *listed[:1])):
        return None  # 读书会由5个社区承办,健康讲座由6个社区承办
    over = [part for part in listed if part.interval.low > whole.interval.high]
    apart = bool(over) and not (no_sums.is_summed(over[0]) or no_sums.is_row(whole, listed[0]))
    if apart and division.opening != "bare" and excess.is_excess(read, whole, over[0]):
        message = f"其中的{quoted(over[0])}比总数{quoted(whole)}还多。"
        return evidence.finding(read, "contradiction", "wrong", [whole, over[0]], message)
    if over or len(listed) < 2 or _otherwise(read, division):
        return None
    summed = total([part.interval for part in listed])
    if summed.middle > whole.interval.middle:
        return mismatch(read, whole, listed) if _exceeds(division) else None
    short = _falls_short(division) and not no_sums.is_of_this_year(listed[0], whole)
    short = short and not no_sums.leaves_others(read, listed[-1])
    short = short and not no_sums.leaves_blanks(read, whole, listed[-1])
    return mismatch(read, whole, listed) if short else None


def _exceeds(division: Division) -> bool:
    """Whether parts that make more than the whole prove an error."""
    if division.opening == "bare":
        return near(division.parts, division.whole, _FIFTH_LESS, _QUARTER_MORE)
    firm = division.complete or division.opening == "closed"
    if firm:
        return True
    if any(_FITTED.search(part.before) for part in division.parts[1:]):
        return False
    return (
        not _overlap(division.parts)
        and not _nested(division.parts)
        and (
            near(division.parts, division.whole, _HALF, _HALF_MORE)
            or _one_part_slipped(division.parts, division.whole)
        )
    )


def _falls_short(division: Division) -> bool:
    """Whether parts that make less than the whole prove an error: only of a list without gaps."""
    if division.opening == "bare":
        return near(division.parts, division.whole, _FIFTH_LESS, _QUARTER_MORE)
    firm = division.complete or division.opening == "closed"
    return firm and (
        near(division.parts, division.whole, _HALF, _HALF_MORE)
        or _one_part_slipped(division.parts, division.whole)
    )


# 配了专职保洁员的26间: a trait, which the things of another place may have too.
# 签了合同的117家,把合同贴上墙的只有69家: who did the one may have done the other.
_FITTED = lazy(r"配[了备有]|装有|挂有|带有|只有$")


_MANY = 30


def _otherwise(read: ReadText, division: Division) -> bool:
    """Whether another cut of the list, or another number as its whole, comes out right."""
    whole, listed = division.whole, division.parts
    later = [
        other
        for other in read.around(whole, 0, 1)
        if other.start > listed[-1].start and evidence.same_unit(other, whole)
    ][:3]
    running = listed[0].interval
    for size, part in enumerate([*listed[1:], *later], 2):
        running = running + part.interval
        if size != len(listed) and running.meets(whole.interval):
            return True
    if no_sums.may_overlap(read, whole, listed[-1]) or cut_otherwise.comes_out(read, division):
        return True
    summed = _sum(listed)
    told = no_sums.repeats_or_divides(listed) or no_sums.is_told(summed, later, listed[-1])
    if told or any((summed - other.interval).meets(whole.interval) for other in later[:1]):
        return True
    earlier = [
        other
        for other in read.around(whole, 1, 0)
        if other.start < whole.start and evidence.same_unit(other, whole)
    ]
    big = [part.claim.value for part in listed if part.claim.value > _MANY]
    if len(set(big)) < len(big) or no_sums.is_of_this_year(listed[0], whole, listed[1:]):
        # 158间,其中今年新建26间,乡镇104间,街道54间; 到期66份,续签的57份都在这66份之内:
        # one of them is told twice.
        return True
    if any(
        summed.meets(other.interval) or (summed + whole.interval).meets(other.interval)
        for other in earlier
    ):
        return True
    if len(listed) == 3 and not division.complete and _is_account(whole, listed):
        # 开班55人,转走6人,插班4人,结业53人 is an account, no list.
        return True
    return _nested(listed) and any(
        _sum([*listed[:at], *listed[at + 1 :]]).meets(whole.interval) for at in range(len(listed))
    )


def _is_account(whole: Reading, moved: tuple[Reading, ...]) -> bool:
    out, came, left = moved
    return evidence.comes_out(left, [whole, came], [out])


def _sum(listed: list[Reading] | tuple[Reading, ...]) -> Interval:
    return total([part.interval for part in listed])


def _nested(listed: tuple[Reading, ...]) -> bool:
    """Whether a later part divides the first one, so that their sum means nothing."""
    return "其中" in "".join(part.lead for part in listed[1:])


def _overlap(listed: tuple[Reading, ...]) -> bool:
    """Parts that name traits of different kinds may hold the same people."""
    if any(part.kind not in {"person", "attendance"} for part in listed):
        return False
    named = [part for part in listed if not parts.is_rest(part)]
    return families.crossing([part.before + part.after for part in named])


def _sums_kinds(group: list[Reading], at: int) -> bool:
    """三类困难女职工共166名: the number of kinds stands just ahead in the clause."""
    kinds, reading = group[at - 1], group[at]
    beside = at > 0 and kinds.quantity.chinese and kinds.clause == reading.clause
    return bool(beside and re.search(r"共(?:有|计|为)?$", reading.before))


def _is_total(group: list[Reading], at: int) -> bool:
    """共计20期, or the 3080人 that follows it in the same breath."""
    reading = group[at]
    if _NEW_SCOPE.search(reading.lead) or not evidence.is_count(reading):
        return False
    if no_sums.NO_TOTAL.search(reading.lead[-24:]):
        return False
    if _TOTAL.search(reading.before) or _sums_kinds(group, at):
        return True
    return at > 0 and reading.lead.strip(" 、,，和") == "" and _is_total(group, at - 1)


def _listed_before(group: list[Reading], at: int, explicit: bool) -> list[Reading]:
    """The addable numbers ahead of a total, without those that divide another."""
    last = group[at]
    run: list[Reading] = []
    for place in range(at - 1, -1, -1):
        reading = group[place]
        if _multiplied(reading) or re.search(r"最[高低多少大小]", reading.lead):
            continue
        if evidence.is_portion(reading) or (_is_total(group, place) and place < at - 1):
            break
        if evidence.same_unit(reading, last) or _visits(reading, last):
            # 三个片区合计19个: what is summed over is no part of the sum.
            if not (reading.quantity.chinese and reading.clause == last.clause):
                run.insert(0, reading)
        elif run and not explicit:
            break
    return _undivided(run)


def _visits(reading: Reading, last: Reading) -> bool:
    """64人、82人、74人,共220人次: people of several events add up to person-times."""
    return reading.kind == "person" and last.kind == "attendance"


def _multiplied(reading: Reading) -> bool:
    """A factor of 320双×5元=1600元."""
    return bool(re.search(r"[×*xX@]\s*$", reading.lead) or re.match(r"\s*[×*]", reading.tail))


def _undivided(run: list[Reading]) -> list[Reading]:
    """The numbers up to the first 其中."""
    inside = False
    kept = []
    for reading in run:
        inside = inside or "其中" in reading.lead
        if not inside:
            kept.append(reading)
    return kept


# 羊8200只、牛640头、猪3160头,合计12000头只: the sum is of both.
_OF_TWO_UNITS = lazy(r"[头只匹羽台套件](?![\u4e00-\u9fff])")


def _check_total(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    reading = group[at]
    explicit = _is_total(group, at)
    plain = _PLAIN_TOTAL.search(reading.lead) or _OWN_TOTAL.search(reading.before)
    if not evidence.is_count(reading) or not (explicit or plain) or "小计" in group[at - 1].before:
        return None
    listed = _listed_before(group, at, explicit)
    if _NEW_SCOPE.search(reading.lead) and not _whole_year(group[:at], reading, listed):
        return None
    if not _one_list(listed, reading, explicit) or _some_make_up(listed, reading):
        return None
    if no_sums.is_of_women(listed, reading):
        return None
    if _with_one_before(read, listed, reading) or _OF_TWO_UNITS.match(reading.after):
        return None
    # 劳模1名、单亲3名、患病2名,合计50名: a list without a break leaves no doubt what is summed.
    firm = explicit and all(re.match(r"\s*(?:、|和|及)", part.lead) for part in listed[1:])
    listed = listed if firm else _nearest_run(listed, reading)
    another = no_sums.is_another(group[:at], listed, reading)
    if another or no_sums.no_list(read, group[:at], listed, reading):
        return None
    if not firm and not evidence.slipped(_sum(listed), reading.interval):
        return None
    message = (
        f"{sum_text(listed)}{calculated.equals_sum(listed, reading)}"
        f"，文中合计{quoted(reading)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", [*listed, reading], message)


def _with_one_before(read: ReadText, listed: list[Reading], reading: Reading) -> bool:
    """Whether 几项合计 takes in a number of a sentence before: 捐款42900元。……加上…,几项合计."""
    if not re.search(r"[几多各]项|加上|连同|[两三四五六七]天", reading.before + reading.lead):
        return False
    summed = _sum(listed)
    return any(
        (summed + other.interval).meets(reading.interval)
        for other in read.around(reading, 2, -1)
        if evidence.same_unit(other, reading)
    )


def _nearest_run(listed: list[Reading], reading: Reading) -> list[Reading]:
    """The end of the list whose sum comes nearest the total: 收到186篇 is no prize."""
    runs = [listed[at:] for at in range(len(listed) - 1)]
    return min(runs, key=lambda run: apart(_sum(run).low, reading.interval.low))


def _one_list(listed: list[Reading], reading: Reading, explicit: bool) -> bool:
    """Whether the numbers before a total are two and more items of one list."""
    if any(_TWICE.search(part.lead) or _PRICED.search(part.before) for part in listed):
        return False
    if any(cut_otherwise.is_apiece(part) for part in listed) or any(
        map(cut_otherwise.is_for_one, listed)
    ):
        return False
    equal = any(part.interval.meets(reading.interval) for part in listed)
    return len(listed) > 1 and not equal and _parallel(listed, reading, explicit)


_MOST_CHOSEN = 6
# 绿豆单价6元、白糖单价5元: so much for one.
_PRICED = lazy(r"每|人均|户均|平均|标准|[单定售均票]价")
# 两次均走访的有20家: some were counted twice.
_TWICE = lazy(r"一[场次节期堂课]不[落缺]|全勤|均|各[送派办捐发出]|都(?!市)|重复|重叠")


def _some_make_up(listed: list[Reading], reading: Reading) -> bool:
    """Whether some of the numbers make the total: 121人参检118人,56人参检41人,合计159人."""
    if any(evidence.comes_out(reading, listed[at:]) for at in range(len(listed) - 1)):
        return True
    return len(listed) <= _MOST_CHOSEN and any(
        evidence.comes_out(reading, chosen)
        for size in range(2, len(listed))
        for chosen in combinations(listed, size)
    )


def _whole_year(earlier: list[Reading], reading: Reading, listed: list[Reading]) -> bool:
    """Whether 全年共… sums what stands before it: both halves, or three items and more."""
    leads = "".join(other.lead for other in earlier)
    if re.search(r"上半年.*下半年|一季度.*二季度", leads):
        return True
    return bool(re.match(r"^[,，;]\s*全年(?:共|合计|累计)", reading.lead)) and len(listed) >= 3


def _parallel(listed: list[Reading], reading: Reading, explicit: bool) -> bool:
    """Whether the numbers read as one list: short leads, the same unit, no other result between."""
    units = {part.claim.unit for part in listed}
    if any(_visits(part, reading) for part in listed) and len(units) > 1:
        return False
    if len(units) > 1 and not (explicit and {part.kind for part in listed} == {"money"}):
        return False
    return explicit or all(
        len(part.lead) <= 16 and not _NEW_SCOPE.search(part.lead) for part in listed[1:]
    )


# 支出:活动费2.35万元;…。支出合计5.54万元: the total has a sentence of its own.
_OPENING_TOTAL = lazy(r"^[^,，。;]{0,8}(?:合计|总计|共计)[:为]?\s*$")


def _has_own_sentence(read: ReadText, last: Reading, reading: Reading) -> bool:
    """Whether a sentence of the same paragraph opens with the total of the one before."""
    together = last.sentence.paragraph == reading.sentence.paragraph
    apart = together and "\t" not in read.plain[reading.sentence.start : reading.start]
    return apart and bool(_OPENING_TOTAL.search(reading.lead))


def find(read: ReadText) -> list[Problem]:
    """Parts and totals that do not add up."""
    problems: list[Problem | None] = []
    problems += [_check_division(read, division) for division in parts.divisions(read)]
    groups = read.by_sentence()
    for index, group in groups.items():
        # What stands in a table grids.py adds up by its columns.
        told = [at for at in range(2, len(group)) if not in_row(read.plain, group[at].start)]
        problems += [_check_total(read, group, at) for at in told]
        listed = groups.get(index - 1, [])
        if len(listed) > 1 and _has_own_sentence(read, listed[-1], group[0]):
            joined = [*listed, group[0]]
            problems.append(_check_total(read, joined, len(joined) - 1))
    return [problem for problem in problems if problem]
