"""Numbers of several years in a row, and what is said of them right behind.

2021年、2022年、2023年末分别为2150家、2322家、2438家,后两年分别增长8%和5%,三年间净增288家;
2021年5场,2022年6场,2023年10场,2023年是2021年的2倍.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.miswritten import is_miswritten
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?=年|[、,，/])")
_SEVERAL_YEARS = lazy(r"(?:近|前|后|这|头|过去|最近)?[三四五]年")
_RESPECTIVE = lazy(r"(?:分别|依次|逐年)(?:为|是|有|达到?|:)?$")
_NEXT = lazy(r"^(?:、|和|及|与|[,，])$")
_OF_A_YEAR = lazy(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:末|底)?[\u4e00-\u9fff]{0,6}$")
_GREW = lazy(
    r"^[,，;]\s?(?:(?:后|这|近)?[两三四](?:年|个年度))?[\u4e00-\u9fff]{0,4}"
    r"(?:分别|依次|逐年|同比|环比|比上年)(?:分别|依次)?(?:增长|上升|增加|递增|增幅为?)(?:了)?$"
)
_MORE = lazy(
    r"^[,，;]\s?(?P<years>[两三四五六\d])年(?:间|来|里|内|下来)?(?:共|累计|总共|合计)?"
    r"(?:净增|增加|增长|增|新增)[加了]{0,2}$"
)
_TIMES = lazy(
    r"(?<!\d)(?P<one>20\d\d)年(?:正好|恰好|刚好|约)?(?:是|为|达到?|相当于)(?P<other>20\d\d)年的$"
)
_FEWEST, _FAR, _LARGE = 3, 8, 100


def _starts(group: list[Reading], at: int, words: str) -> bool:
    """Whether a number opens a row of those of several years."""
    if not _RESPECTIVE.search(group[at].lead):
        return False
    return len({*_YEAR.findall(words)}) > 1 or bool(_SEVERAL_YEARS.search(words))


def _alike(one: Reading, other: Reading) -> bool:
    exact = one.claim.approx is None and other.claim.approx is None
    return exact and evidence.is_count(one) and evidence.same_unit(one, other)


def _respective(read: ReadText, group: list[Reading], at: int) -> list[Reading]:
    """分别为2150家、2322家、2438家."""
    if not _starts(group, at, read.plain[group[at].sentence.start : group[at].start]):
        return []
    row = [group[at]]
    for one in group[at + 1 :]:
        if not _NEXT.match(one.lead) or not _alike(one, row[0]):
            break
        row.append(one)
    return row


def _year_by_year(group: list[Reading], at: int) -> list[Reading]:
    """2021年5场,2022年6场,2023年10场."""
    row: list[Reading] = []
    for one in group[at:]:
        found = _OF_A_YEAR.search(one.lead)
        if not found or (row and not (len(one.lead) < 14 and _alike(one, row[0]))):
            break
        row.append(one)
    years = [found["year"] for one in row if (found := _OF_A_YEAR.search(one.lead))]
    return row if years == [str(int(years[0]) + more) for more in range(len(years))] else []


def _rows(read: ReadText) -> Iterator[tuple[list[Reading], list[Reading]]]:
    """Each row of three years and more, with what follows it in its sentence."""
    for group in read.groups.values():
        at = 0
        while at + _FEWEST <= len(group):
            row = _respective(read, group, at) or _year_by_year(group, at)
            if len(row) >= _FEWEST:
                at += len(row)
                yield row, _told_of(group[at : at + _FAR])
            else:
                at += 1


def _told_of(behind: list[Reading]) -> list[Reading]:
    """What is told of a row: up to the next one."""
    told: list[Reading] = []
    for one in behind:
        if _RESPECTIVE.search(one.lead) or "其中" in one.lead or ";" in one.lead:
            break
        told.append(one)
    return told


def _growth(later: Reading, earlier: Reading) -> Interval:
    return later.interval.over(earlier.interval).times(100) - Interval(100, 100)


def _grown(read: ReadText, row: list[Reading], told: list[Reading]) -> Iterator[Problem]:
    """后两年分别增长8%和5%: a rate for each year but the first."""
    many = len(row) - 1
    rates = [one for one in told if one.kind == "percent"][:many]
    firm = len(rates) == many and _GREW.search(rates[0].lead)
    if not firm or not all(_NEXT.match(one.lead) for one in rates[1:]):
        return
    for at, rate in enumerate(rates):
        earlier, later = row[at], row[at + 1]
        if earlier.interval.low <= 0 or rate.claim.approx:
            continue
        made, stated = _growth(later, earlier), evidence.percent(rate)
        if stated is None or made.meets(stated) or _growth(later, row[0]).meets(stated):
            continue
        shape = f"{quoted(later)}÷{quoted(earlier)}－1"
        message = evidence.not_the_rate(shape, made, rate)
        yield evidence.finding(read, "rate_mismatch", "wrong", [earlier, later, rate], message)


_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def _gained(read: ReadText, row: list[Reading], told: list[Reading]) -> Iterator[Problem]:
    """三年间净增288家: from the first to the last."""
    first, last = row[0], row[-1]
    for gap in told:
        found = _MORE.search(gap.lead)
        if not found or not _alike(gap, first):
            continue
        least = finest([first, last, gap])
        made, stated = told_to(last, least) - told_to(first, least), told_to(gap, least)
        years = _NUMBERS.get(found["years"]) or int(found["years"])
        # Of three years the gain may be counted from the year before them.
        firm = years == len(row) - 1 and evidence.slipped(made, stated)
        slip = gap.claim.value >= _LARGE and is_miswritten(made, gap)
        if made.meets(stated) or not (firm or slip):
            continue
        message = (
            f"{quoted(last)}－{quoted(first)}{calculated.equals_amount(made, gap)}"
            f"，文中增加{quoted(gap)}，对不上。"
        )
        yield evidence.finding(read, "sum_mismatch", "wrong", [first, last, gap], message)


def _folded(read: ReadText, row: list[Reading], told: list[Reading]) -> Iterator[Problem]:
    """2023年正好是2021年的2倍."""
    words = read.plain[row[0].sentence.start : row[-1].start]
    years = list(dict.fromkeys(_YEAR.findall(words)))
    for fold in told:
        found = _TIMES.search(fold.lead) if fold.kind == "fold" else None
        if not found or len(years) != len(row) or not {found["one"], found["other"]} <= {*years}:
            continue
        one, other = row[years.index(found["one"])], row[years.index(found["other"])]
        if other.interval.low <= 0 or one.interval.over(other.interval).meets(fold.interval):
            continue
        made = one.interval.over(other.interval)
        told_as = f"{quoted(one)}是{quoted(other)}的{calculated.fold(made)}"
        message = f"{told_as}，文中{quoted(fold)}，对不上。"
        yield evidence.finding(read, "rate_mismatch", "wrong", [one, other, fold], message)


def find(read: ReadText) -> list[Problem]:
    """Growths, gains and multiples that the numbers of the years do not make."""
    if "年" not in read.plain:
        return []
    rules = (_grown, _gained, _folded)
    return [
        problem for row, told in _rows(read) for rule in rules for problem in rule(read, row, told)
    ]
