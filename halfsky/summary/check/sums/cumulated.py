"""Totals that go on from year to year: 至去年底累计1640人次,今年又办220人次,至今累计1860人次."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_FROM = lazy(
    r"(?:(?:去|上|前)年(?:年?底|末)?|上[期月季周][^,，。;\d]{0,2}|年初|此前|之前|历年|以前|截至[^,，。;]{0,10}|到[^,，。;]{0,8}(?:止|为止|底)|至[^,，。;]{0,6}底|前[^,，。;\d]{1,4}|已)"
    r"[^。;]{0,12}(?:累计|共|总数)|累计"
)
_MORE = lazy(
    r"今年|本[年月季期周]|当[年月]|又|新增|再|[一二三四五六七八九十\d]+月|下半年|[一二三四]季度"
)
_TO = lazy(r"累计|总数|至此|至今|总共|历年共|共(?:有|计)?[^,，。;\d]{0,6}$")
_ELSE = lazy(
    r"其中|比|较|同期|每|均|计划|目标|占|率|减|退|撤|注销|终止|另|最|还剩|尚|余|重复|不含|涉及|惠及|覆盖"
)
_PEOPLE = {"person", "attendance"}
_MOST, _SENTENCES = 3, 2


def _alike(one: Reading, other: Reading) -> bool:
    return evidence.same_unit(one, other) or {one.kind, other.kind} <= _PEOPLE


def _words(one: Reading) -> str:
    return one.lead[-22:]


def _runs(like: list[Reading]) -> Iterator[tuple[Reading, list[Reading], Reading]]:
    """A total of earlier, what came since, and the total of now."""
    for at, opening in enumerate(like):
        if not _FROM.search(_words(opening)) or _ELSE.search(opening.before[-12:]):
            continue
        for end in range(at + 2, min(at + 2 + _MOST, len(like))):
            closing, moved = like[end], like[at + 1 : end]
            if closing.sentence.index - opening.sentence.index > _SENTENCES:
                break
            if not _TO.search(closing.before) or _ELSE.search(closing.before[-12:]):
                continue
            if all(_MORE.search(_words(one)) and not _TO.search(one.before) for one in moved):
                yield opening, moved, closing
            break


def _check(
    read: ReadText, opening: Reading, moved: list[Reading], closing: Reading
) -> Problem | None:
    if any(_ELSE.search(one.before[-12:] + one.after[:4]) for one in moved):
        return None
    account = [opening, *moved, closing]
    least = finest(account)
    first, last = told_to(opening, least), told_to(closing, least)
    amounts = [told_to(one, least) for one in moved]
    for size in range(1, len(amounts) + 1):
        for some in combinations(amounts, size):
            if total([first, *some]).meets(last) or total(list(some)).meets(last):
                return None
    made = total([first, *amounts])
    others = [one for one in read.around(opening, 1, 1) if one not in account]
    if any((total([told_to(one, least), *amounts])).meets(first) for one in others):
        return None
    if any(one.claim.approx for one in account) or not _is_near(made, last):
        return None
    shape = "＋".join(quoted(one) for one in account[:-1])
    message = (
        f"{shape}{calculated.equals_sum(account[:-1], closing)}，文中{quoted(closing)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", account, message)


def _is_near(made: Interval, stated: Interval) -> bool:
    return made.low * 2 <= stated.high * 3 and stated.low * 2 <= made.high * 3


def _sort(reading: Reading) -> str:
    return "person" if reading.kind in _PEOPLE else reading.kind


def find(read: ReadText) -> list[Problem]:
    """Totals of years that are not what they were and what came since."""
    if "累计" not in read.plain:
        return []
    found = []
    for like in alike_by_paragraph(read, _sort):
        for opening, moved, closing in _runs(like):
            if all(_alike(one, closing) for one in (opening, *moved)):
                found.append(_check(read, opening, moved, closing))
    return [problem for problem in found if problem]
