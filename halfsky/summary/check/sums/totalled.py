"""A list of named numbers beside its total: 电工班28人、数控班19人、缝纫班33人，学员计115人."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.families import crossing
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import no_sums, sums
from halfsky.summary.check.text.intervals import has_subtotal, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# Nothing but a name stands before each number of such a list.
_NAME_ONLY = lazy(
    r"^(?:人|名)?[,，、和及与:\s]{0,2}(?P<name>[\u4e00-\u9fff\d]{1,7}?)(?:各?有|为|的)?$"
)
_OPENS = lazy(r"(?:^|[,，。;:、])\s*(?P<name>[\u4e00-\u9fff\d至-]{1,8}?)(?:有|为|的)?$")
_TOTAL = lazy(
    r"[两三四五六七八九十](?:个|种|类|项|次|批|轮|季|期|届|大)[\u4e00-\u9fff]{0,6}$|"
    r"(?:合为|合计|共计|总计|累计|总共|一共|合共)[\u4e00-\u9fff]{0,6}$|[\u4e00-\u9fff](?:共|计)$|"
    r"(?:^|[,，;])(?:全年|一季度|二季度|三季度|四季度|上半年|下半年)[\u4e00-\u9fff]{0,6}$"
)
_ELSE = lazy(
    r"其中|另|又|还|再|比|较|增|减|去年|上年|同期|每|均|平均|最|余|剩|未|不|尚|计划|目标|以上|覆盖|"
    r"涉及|参与|参加|受益|惠及|服务|获|多|少|超|首|第|历年|以来|重复|兼|交叉|报损|损|年初|期初|上期|剔|退|调|转|出|没|无|领|用|累计"
)
_HAN = lazy(r"[^\u4e00-\u9fff]")
_MARKS = lazy(r"[,，。;:]")
_NEAR = (Fraction(7, 8), Fraction(8, 7))


def _like(one: Reading, other: Reading) -> bool:
    same = one.claim.unit == other.claim.unit or evidence.same_unit(one, other)
    return same and one.claim.mode == other.claim.mode and one.interval.exact


def _lists(group: list[Reading]) -> list[tuple[int, int]]:
    """Bounds of the runs of three or more numbers that nothing but a name parts."""
    found, start = [], 0
    for at in range(1, len(group) + 1):
        goes_on = (
            at < len(group)
            and _like(group[at], group[at - 1])
            and _NAME_ONLY.match(group[at].lead)
            and not _ELSE.search(group[at].lead)
            and not _TOTAL.search(group[at].lead)
        )
        if not goes_on:
            if at - start >= 3:
                found.append((start, at))
            start = at
    return found


def _distinct_names(listed: list[Reading]) -> bool:
    opens = _OPENS.search(listed[0].lead)
    if not opens or _ELSE.search(listed[0].lead[-12:]):
        return False
    found = [_NAME_ONLY.match(part.lead) for part in listed[1:]]
    names = [opens["name"], *(one["name"] for one in found if one)]
    return len({*names}) == len(listed) and not crossing(names)


def _one_shape(listed: list[Reading]) -> bool:
    """进社区, 进企业, 进校园 or 运行班, 机务班, 水情班: names of places that part one whole."""
    names = [found["name"] for one in listed if (found := _OPENS.search(one.lead))]
    ends = Counter(name[-1] for name in names).most_common(1)
    alike = len({name[0] for name in names}) == 1 or ends[0][1] >= len(names) - 1
    return len(names) == len(listed) and _distinct_names(listed) and alike


def _told_again(listed: list[Reading], whole: Reading) -> bool:
    """走访四个分场的女职工家庭,一分场13户…,走访家庭46户: the total says the opening again."""
    opening = listed[0].lead[-40:].rpartition(_mark(listed[0].lead))[0]
    said = _HAN.sub("", whole.before)
    pairs = evidence.bigrams(said)
    return len(said) > 3 and len(pairs & evidence.bigrams(opening)) * 3 >= 2 * len(pairs)


def _mark(lead: str) -> str:
    """The last mark of a lead, behind which the first name of a list stands."""
    marks = [found.group() for found in _MARKS.finditer(lead)]
    return marks[-1] if marks else ","


def _off(read: ReadText, whole: Reading, listed: list[Reading]) -> Problem | None:
    """The finding where the list comes near its total and misses it."""
    if no_sums.may_overlap(read, whole, listed[-1]) or any(
        part.lead.endswith("各") for part in listed
    ):
        return None
    amounts = [part.interval for part in listed]
    summed = total(amounts)
    if summed.meets(whole.interval) or not whole.interval.exact or has_subtotal(amounts):
        return None
    if any(part.interval.high >= whole.interval.low for part in listed):
        return None
    if not sums.near(tuple(listed), whole, *_NEAR):
        return None
    return sums.mismatch(read, whole, tuple(listed))


def _before_total(read: ReadText, group: list[Reading], start: int, end: int) -> Problem | None:
    """The total follows its list."""
    if end == len(group):
        return None
    whole, listed = group[end], group[start:end]
    if not _like(whole, listed[0]):
        return None
    told = _TOTAL.search(whole.lead) or _told_again(listed, whole)
    if not told or (_ELSE.search(whole.lead) and not _told_again(listed, whole)):
        return None
    return _off(read, whole, listed)


def _whole_before(read: ReadText, group: list[Reading], start: int) -> Reading | None:
    """The number right ahead of a list, in its sentence or at the end of the one before."""
    if start:
        return group[start - 1]
    earlier = read.groups.get(group[0].sentence.index - 1)
    if not earlier or earlier[-1].sentence.paragraph != group[0].sentence.paragraph:
        return None
    return earlier[-1]


def _behind_total(read: ReadText, group: list[Reading], start: int, end: int) -> Problem | None:
    """The list follows its total and no more of the like follows it."""
    if end < len(group) and _like(group[end], group[end - 1]):
        return None
    listed = group[start:end]
    whole = _whole_before(read, group, start)
    if whole is None or not _like(whole, listed[0]) or not _one_shape(listed):
        return None
    if _ELSE.search(whole.before[-8:]) or len(listed[-1].after.strip(" ,，、;")) > 4:
        return None
    return _off(read, whole, listed)


def find(read: ReadText) -> list[Problem]:
    """Lists that come near their totals and do not make them up."""
    found = []
    for group in read.groups.values():
        for start, end in _lists(group) if len(group) > 2 else ():
            problem = next(filter(None, _tried(read, group, start, end)), None)
            if problem:
                found.append(problem)
    return found


def _tried(read: ReadText, group: list[Reading], start: int, end: int) -> Iterator[Problem | None]:
    """The ways to take a run: with its total behind, ahead, as its last number, as its first."""
    if _distinct_names(group[start:end]):
        yield _before_total(read, group, start, end)
        yield _behind_total(read, group, start, end)
    if end - start > 3 and _distinct_names(group[start : end - 1]):
        listed, whole = group[start : end - 1], group[end - 1]
        if _told_again(listed, whole):
            yield _off(read, whole, listed)
    if end - start > 3:
        yield _behind_total(read, group, start + 1, end)
