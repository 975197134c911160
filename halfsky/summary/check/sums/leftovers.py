"""What is left of a number told before: 棉被400床,养护站160床,项目部135床,剩150床.

Where no part of what is told between, added to the rest, makes any number told before, one of them
is wrong.
"""

from __future__ import annotations

from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums.no_sums import are_in_a_row
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_REST = lazy(
    r"(?:还[剩差欠缺余]|剩下|剩余|余下|其余|其它|其他|尚[余缺差欠]|仍[有剩](?:未)?|结余|节余|(?:^|[,，;。、(])(?:发完|用完)?[剩余]|篮里还剩)"
    r"(?:的|了|有|下|还有|为|资金|经费|约){0,2}[\u4e00-\u9fff]{0,4}$"
)
_ELSE = lazy(
    r"其中|去年|上年|同期|比|较|每|均|平均|累计|另|同时|又|年初|上[期月季]|原有|新|含|约|左右|各|以上|以下|最|占|@|×"
)
_MOST, _SENTENCES, _MOST_WAYS, _REACH = 6, 2, 8, 60


def _explained(rest: Reading, earlier: list[Reading], later: list[Reading]) -> bool:
    """Whether some of what is told before and beside the rest makes a number told before."""
    near = earlier[-_MOST_WAYS:]
    least = finest([rest, *near, *later])
    exact = {one.start: told_to(one, least) for one in (rest, *near, *later)}
    for at, whole in enumerate(near):
        following = near[at + 1 :]
        if evidence.comes_out(whole, following) or evidence.comes_out(whole, following[:-1]):
            return True
        between = [*(near if rest.kind == "money" else near[at:]), *later]
        between = [one for one in between if one is not whole]
        for size in range(len(between) + 1):
            for some in combinations(between, size):
                summed = total([exact[one.start] for one in (rest, *some)])
                stated = exact[whole.start]
                if summed.meets(stated):
                    return True
                others = [one for one in near if one is not whole and one not in some]
                if any((stated + exact[one.start]).meets(summed) for one in others):
                    return True
    return False


def _told_elsewhere(read: ReadText, whole: Reading, parts: list[Reading]) -> bool:
    """Whether what the parts make, alone or with the whole, is told before or right behind."""
    least = finest([whole, *parts])
    made = total([told_to(one, least) for one in parts])
    sums = made, made + told_to(whole, least)
    return any(
        evidence.is_count(one) and any(made.meets(told_to(one, least)) for made in sums)
        for one in read.readings
        if one not in parts and one.start < parts[-1].end + _REACH
    )


def _belongs(read: ReadText, told: list[Reading], rest: Reading) -> bool:
    """Whether nothing between the last part and the rest speaks of something else."""
    last = told[-1]
    between = [one for one in read.around(rest, 1, 0) if last.start < one.start < rest.start]
    if last.sentence.index == rest.sentence.index and not between:
        return True
    return len(between) < _MOST_BETWEEN and bool(_REST_FIRST.search(rest.before))


_MOST_BETWEEN = 3
_REST_FIRST = lazy(
    r"^[,，;。\s]*(?:[现至]?[在今]?[^,，。;\d]{0,2})(?:还|剩|余|其余|其他|其它|尚|仍|结余|节余)"
)
# 其余5个街道: a number of something else.
_OF_PLACES = lazy(
    r"^(?:街道|乡镇|[镇村县市区]|社区|单位|部门|企业|车间|班组|科室|分厂|项目部|[园校月])"
)


def _is_sibling(whole: Reading, told: list[Reading]) -> bool:
    """Whether the largest number is one of the list itself."""
    first = told[0]
    if are_in_a_row(whole, first):
        return True
    return whole.lead[:1] == first.lead[:1] and len(whole.lead) <= len(first.lead) + 2


def _amount(one: Reading, account: list[Reading]) -> Interval:
    return told_to(one, finest(account))


def _check(read: ReadText, like: list[Reading], at: int) -> Problem | None:
    rest = like[at]
    if not _REST.search(rest.lead) or _ELSE.search(rest.before[-12:]) or rest.claim.approx:
        return None
    near = [
        one
        for one in like[max(0, at - _MOST) : at]
        if rest.sentence.index - one.sentence.index <= _SENTENCES
    ]
    if len(near) < 2:
        return None
    whole = max(near, key=lambda one: one.interval.low)
    told = near[near.index(whole) + 1 :]
    if not told or _ELSE.search("".join(one.lead[-12:] for one in told)):
        return None
    parts = [*told, rest]
    account = [whole, *parts]
    made, stated = total([_amount(one, account) for one in parts]), _amount(whole, account)
    if made.meets(stated) or _explained(rest, near, like[at + 1 : at + 3]):
        return None
    if (
        _is_sibling(whole, told)
        or _OF_PLACES.search(rest.after)
        or _told_elsewhere(read, whole, parts)
    ):
        return None
    if not _belongs(read, told, rest):
        return None
    if any(one.claim.approx for one in account) or not _is_near(made, stated):
        return None
    shape = "＋".join(quoted(one) for one in parts)
    message = f"{shape}{calculated.equals_sum(parts, whole)}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", account, message)


def _is_near(made: Interval, stated: Interval) -> bool:
    return made.low * 4 <= stated.high * 5 and stated.low * 4 <= made.high * 5


def find(read: ReadText) -> list[Problem]:
    """Rests that nothing told before leaves."""
    paragraphs = alike_by_paragraph(read)
    found = (_check(read, like, at) for like in paragraphs for at in range(2, len(like)))
    return [problem for problem in found if problem]
