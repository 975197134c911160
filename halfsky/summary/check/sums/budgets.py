"""What was received, what was spent, what is left: 收入14万元, 支出12.4万元, 结余2.6万元."""

from __future__ import annotations

import re
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_KEPT = lazy(r"(?:结余|余额|结存|节余|尚余|剩余|(?<!其)余|节约)(?:资金|经费)?(?:为|有|约)?$")
_RECEIVED = lazy(
    r"预算|收入|可用|拨款|筹集|募集|募得|筹得|到账|拨入|下达|共|合计|总额|经费|资金|安排"
)
_SPENT = lazy(r"支出|用去|使用|花费|开支|支付|已用|决算|共|合计|发放|实际|花去|花了")
_EARLIER = lazy(r"上年|年初|期初|去年|结转|从|其中|项目|单|[文慰培体]")
_MORE = lazy(r"上年|年初|期初|去年|结转|追加|另|还|又|结余|余额")
_NO = lazy(r"其中|每|均|比|较|计划|同期|单价|标准")
_FARTHEST, _MOST = 3, 10


# 借出4笔共9000元,还回2笔共4000元: neither received nor spent.
_LENT, _LONG = lazy(r"(?:借出|贷出|还回|归还|收回借款)[^,，。;]*$"), 16


def _of_sum(one: Reading, words: re.Pattern[str]) -> bool:
    return bool(words.search(one.lead[-16:])) and not _NO.search(one.lead[-10:])


def _account(money: list[Reading]) -> tuple[Reading | None, Reading | None]:
    """All that was received, and the most that was spent of it."""
    sums_received = [one for one in money if _of_sum(one, _RECEIVED)]
    received = max(sums_received, key=_middle, default=None)
    spent = [
        one
        for one in money
        if received and _of_sum(one, _SPENT) and _middle(one) < _middle(received)
    ]
    return received, max(spent, key=_middle, default=None)


def _middle(one: Reading) -> Fraction:
    return one.interval.middle


def _check(read: ReadText, kept: Reading) -> Problem | None:
    if kept.kind != "money" or not _KEPT.search(kept.before) or _EARLIER.search(kept.before[-14:]):
        return None
    money = [
        one
        for one in evidence.before(read, kept, _FARTHEST)
        if one.kind == "money"
        and not PER_HEAD.search(one.before[-8:])
        and not _LENT.search(read.plain, max(one.sentence.start, one.start - _LONG), one.start)
    ]
    received, spent = _account(money)
    if received is None or spent is None or _comes_out(received, spent, money, kept):
        return None
    left = received.interval - spent.interval
    if left.high <= 0 or not evidence.slipped(left, kept.interval):
        return None
    message = (
        f"{quoted(received)}－{quoted(spent)}{calculated.equals_amount(left, kept)}，"
        f"文中结余{quoted(kept)}，对不上。"
    )
    involved = sorted([received, spent, kept], key=lambda one: one.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def _comes_out(received: Reading, spent: Reading, money: list[Reading], kept: Reading) -> bool:
    """Whether something else near explains what is kept."""
    others = [one for one in money if one is not received][-_MOST:]
    added = [one for one in others if _MORE.search(one.lead[-14:])]
    ways: list[tuple[list[Reading], list[Reading]]] = [([received], [one]) for one in others]
    ways += [([received], [spent, one]) for one in others if one is not spent]
    ways += [([received], others[start:]) for start in range(len(others))]
    ways += [([received, one], [spent]) for one in added]
    return any(evidence.comes_out(kept, plus, minus) for plus, minus in ways)


# 收入合计￥30000 … 支出合计￥28750 … 结余:￥2250, however many lines stand between.
_ALL_RECEIVED = lazy(
    r"(?:收入(?:合计|总计|共计|总额|共)|(?:合计|总|共)收入|进账合计)[^,，。;\d]{0,4}$"
)
_ALL_SPENT = lazy(
    r"(?:支出(?:合计|总计|共计|总额|共)|(?:合计|总|共)支出|出账合计)[^,，。;\d]{0,4}$"
)
_LEFT = lazy(r"(?:结余|余额|结存|节余)[^,，。;\d]{0,6}$")
_OPENED = lazy(r"上年|年初|期初|上期|结转|去年")
_LINES, _FAR = 16, 500


def _check_lines(read: ReadText, money: list[Reading], at: int) -> Problem | None:
    """What both totals leave, with what there was at first or without it."""
    kept = money[at]
    if not _LEFT.search(kept.lead[-12:]) or _OPENED.search(kept.lead[-12:]):
        return None
    near = [one for one in money[max(0, at - _LINES) : at] if kept.start - one.start < _FAR]
    received = [one for one in near if _ALL_RECEIVED.search(one.lead[-12:])]
    spent = [one for one in near if _ALL_SPENT.search(one.lead[-12:])]
    if len(received) != 1 or len(spent) != 1:
        return None
    account = [received[0], spent[0], kept]
    least = finest(account)
    come, gone, left = (told_to(one, least) for one in account)
    opened = [told_to(one, least) for one in near if _OPENED.search(one.lead[-12:])]
    ways = [come - gone, *(come - gone + one for one in opened)]
    if any(way.meets(left) for way in ways) or not evidence.slipped(ways[-1], left):
        return None
    shown = (
        f"{quoted(received[0])}－{quoted(spent[0])}{calculated.equals_amount(come - gone, kept)}"
    )
    message = f"{shown}，文中结余{quoted(kept)}，对不上。"
    involved = sorted(account, key=lambda one: one.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Money left that is not what was received less what was spent."""
    found = (_check(read, one) for group in read.by_sentence().values() for one in group[-40:])
    money = [one for one in read.readings if one.kind == "money"]
    lines = (_check_lines(read, money, at) for at in range(2, len(money)))
    return [problem for problem in (*found, *lines) if problem]
