"""What each place has, said in the same words each time, and what all of them have.

保洁132人中女工121人,客服28人中女工25人,…全公司职工260人,女工181人: the numbers behind 女工.
"""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD, alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.all_together import TOGETHER
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_BARE = lazy(r"(?:[合总共小]计|一共|总共|共|计|了|有|为|约|是|的|达|到|:|\s)+$")
_ALL = lazy(
    r"全(?:县|市|区|镇|乡|村|园|园区|公司|集团|局|矿|厂|系统|段|院|校|行|社|街道|部|站|馆|域|程)|[各几][\u4e00-\u9fff]{1,2}(?:合计|共|总)"
)
_ELSE = lazy(
    r"去年|上年|同期|比|较|每|均|平均|最|计划|目标|任务|率|占|约|去重|重复|累计|年底|历年|以来"
)
_FARTHEST = Fraction(4, 3)
_LONGEST, _LEAST, _REACH = 24, 3, 50


def _label(one: Reading) -> str:
    """The last two characters that say what is counted."""
    return _BARE.sub("", one.before.strip())[-2:]


def _items(like: list[Reading], at: int) -> list[Reading]:
    """The numbers before a total that stand behind the same word."""
    whole, label = like[at], _label(like[at])
    found = [
        one
        for one in like[max(0, at - _LONGEST) : at]
        if _label(one) == label and one.claim.mode == whole.claim.mode and not one.claim.approx
    ]
    return (
        []
        if any(_ELSE.search(one.before[-10:]) or "其中" in one.before for one in found)
        else found
    )


def _explained(read: ReadText, items: list[Reading], whole: Reading, made: Interval) -> bool:
    least = finest([*items, whole])
    stated = told_to(whole, least)
    amounts = [told_to(one, least) for one in items]
    if any(
        total(amounts[start:end]).meets(stated)
        for start in range(len(amounts))
        for end in range(start + 1, len(amounts) + 1)
    ):
        return True
    if any(
        total([*amounts[:at], *amounts[at + 1 :]]).meets(amounts[at]) for at in range(len(amounts))
    ):
        return True
    near = [
        r.interval for r in read.around(whole, 1, 1) if r not in items and evidence.kin(r, whole)
    ]
    return any(
        made.meets(one) or made.meets(stated + one) or stated.meets(made + one)
        for one in near
        if one != stated
    )


_TWO_CHARACTERS = lazy(r"[\u4e00-\u9fff]{2}")


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    whole = like[at]
    if whole.claim.approx or len(_label(whole)) < 2 or not _TWO_CHARACTERS.fullmatch(_label(whole)):
        return None
    items = _items(like, at)
    if len(items) < _LEAST or PER_HEAD.search(whole.before):
        return None
    words = read.plain[max(items[-1].end, whole.start - _REACH) : whole.start]
    if whole.start - items[-1].end > _REACH or _ELSE.search(words) or "其中" in words:
        return None
    if not (TOGETHER.search(words) or _ALL.search(words)):
        return None
    if max(one.interval.high for one in items) >= whole.interval.low:
        return None
    least = finest([*items, whole])
    made, stated = total([told_to(one, least) for one in items]), told_to(whole, least)
    small, large = sorted((made.middle, stated.middle))
    if made.meets(stated) or large > small * _FARTHEST or _explained(read, items, whole, made):
        return None
    return evidence.not_the_sum(read, items, whole)


def find(read: ReadText) -> list[Problem]:
    """Totals that the numbers behind the same word do not make."""
    found = (
        _check(read, like, at)
        for like in alike_by_paragraph(read)
        for at in range(_LEAST, len(like))
    )
    return [problem for problem in found if problem]
