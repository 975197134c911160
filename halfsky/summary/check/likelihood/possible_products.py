"""So many, so much for each, so much in all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from halfsky.summary.check.clues.relations import Relation, addable
from halfsky.summary.check.clues.told import Told
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy

_EACH = lazy(r"每|均|标准|单价|各|一[户人份家个套村班队位名场批台次期只件双顶对桌]|/|×|乘|@")


def _is_each(one: Told) -> bool:
    return bool(_EACH.search(one.lead[-14:] + one.after[:4]))


# 一学年两学期 are two terms, but 今年3月 is one month.
_TIMES = lazy(
    r"(?<![\d.])(?<!年(?=[\d一二三四五六七八九十]{1,3}月))"
    r"(\d{1,2}|[两二三四五六七八九十]|十[一二])个?(?:月|学期|季度|年|天|周|期|次|批|轮|餐|场)(?!份)"
)
# 每人每月15元, 全年…: nobody says that a year has twelve months.
_MONTHS = (("全年", 12), ("一年", 12), ("半年", 6), ("季度", 3))
_NUMERALS = {"两": 2, "十一": 11, "十二": 12} | {
    sign: at for at, sign in enumerate("零一二三四五六七八九十")
}


def _times_near(one: Told, other: Told) -> set[int]:
    """How many months or times the text between and around the two tells: 每人每月200元,10个月."""
    first, last = sorted((one, other), key=lambda told: told.at)
    plain = one.read.plain
    start = max(first.reading.sentence.start, first.reading.start - 30)
    words = plain[start : min(last.reading.sentence.end, last.reading.end + 16)]
    printed = [found[1] for found in _TIMES.finditer(words)]
    times = {int(one) if one.isdigit() else _NUMERALS[one] for one in printed}
    if "每月" in words or "月均" in words:
        times |= {months for said, months in _MONTHS if said in words}
    return {time for time in times if 1 < time < 32}


# So many figures do not come out by chance, however far apart the numbers are.
_TELLING, _FAR, _SENTENCES = 4, 24, 8


def _figures(one: Told) -> int:
    """How many figures of it say something: three of 3600, four of 79.74万."""
    return len(one.printed.strip("0"))


def far_products(counts: list[Told]) -> Iterator[Relation]:
    """5316名参检 … 筛查费每人150元,共79.74万元: far apart, but exact to the last figure."""
    for place, each in enumerate(counts):
        if not _is_each(each):
            continue
        around = counts[max(0, place - _FAR) : place + _FAR]
        pool = [one for one in around if abs(one.sentence - each.sentence) <= _SENTENCES]
        wholes = [
            one
            for one in pool
            if addable(one, each) and one.low > each.high and _figures(one) >= _TELLING
        ]
        for whole in wholes:
            for number in pool:
                if number.kind not in {"money", each.kind} and not _is_near(number, whole, each):
                    made = number.interval * each.interval
                    if made.exact and made.meets(whole.interval):
                        yield Relation("product", whole, (number, each), made, whole.interval)


def _is_near(number: Told, whole: Told, each: Told) -> bool:
    """Whether `products` looks at them."""
    return all(
        abs(one.at - each.at) <= _NEAR
        and abs(one.sentence - each.sentence) <= 2
        and one.paragraph == each.paragraph
        for one in (number, whole)
    )


_NEAR = 9


def products(counts: list[Told]) -> Iterator[Relation]:
    """So many, so much for each, so much in all; also for so many months."""
    for place, each in enumerate(counts):
        if not _is_each(each):
            continue
        pool = [
            other
            for other in counts[max(0, place - 9) : place + 8]
            if other is not each
            and abs(other.at - each.at) <= _NEAR
            and abs(other.sentence - each.sentence) <= 2
            and other.paragraph == each.paragraph
        ]
        for number in pool:
            if number.kind == "money":
                continue
            for whole in pool:
                if number is whole or whole.low < each.low:
                    continue
                if addable(whole, each) or {whole.kind, each.kind} == {"person", "attendance"}:
                    yield from _made(whole, number, each)


def _made(whole: Told, number: Told, each: Told) -> Iterator[Relation]:
    made = number.interval * each.interval
    yield Relation("product", whole, (number, each), made, whole.interval)
    if number.low > 0 and made.high * 2 <= whole.interval.high:
        for times in sorted(_times_near(each, whole)):
            yield Relation("timed", whole, (number, each), made.times(times), whole.interval)


def crossed_bills(counts: list[Told]) -> Iterator[Relation]:
    """示范班3个、普通班6个,示范班每班3万元,普通班每班1.5万元, 18万元 in all: numbers first."""
    for place, whole in enumerate(counts):
        near = [
            one
            for one in counts[max(0, place - 9) : place]
            if one.paragraph == whole.paragraph and whole.sentence - one.sentence <= 1
        ]
        eaches = [one for one in near if one.kind == whole.kind and _is_each(one)]
        for size in (2, 3, 4):
            run = eaches[-size:]
            if len(run) < size or any(each.low > whole.low for each in run):
                break
            numbers = [one for one in near if one.at < run[0].at and one.kind != whole.kind]
            numbers = numbers[-size:]
            if len(numbers) < size or len({one.unit for one in numbers}) > 1:
                continue
            pairs = list(zip(numbers, run, strict=True))
            made = total([number.interval * each.interval for number, each in pairs])
            parts = tuple(told for pair in pairs for told in pair)
            yield Relation("bill", whole, parts, made, whole.interval)


def bills(counts: list[Told]) -> Iterator[Relation]:
    """20名每人3000元、16名每人2000元, 9.2万元 in all; also 9人、12人 each 500元."""
    for place, whole in enumerate(counts):
        around = counts[max(0, place - 12) : place + 13]
        near = [
            one
            for one in around
            if one.paragraph == whole.paragraph and one is not whole and one.value != 1
        ]
        pairs = [
            (number, each)
            for number, each in pairwise(near)
            if each.at - number.at <= 2
            and each.kind == whole.kind
            and number.kind != each.kind
            and _is_each(each)
            and each.low <= whole.low
        ]
        for first in range(len(pairs)):
            for last in range(first + 2, min(first + 6, len(pairs)) + 1):
                run = pairs[first:last]
                made = total([number.interval * each.interval for number, each in run])
                parts = tuple(told for pair in run for told in pair)
                if any(part.at > whole.at for part in parts) and parts[0].at < whole.at:
                    continue
                yield Relation("bill", whole, parts, made, whole.interval)
