"""A price that several bear: 标准每餐18元,自付6元,工会补10元,食堂让3元; and its shares.

Who bears is told by the verb; the price stands right ahead of what each bears.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_BEARS = (
    r"(?:承担|负担|自付|自理|自费|自筹|自缴|自掏|补贴|补助|补|让利|让|出|掏|支付|付|垫|报销|减免|支持"
    r"|资助|列支|解决|配套)了?(?:费用|其中的)?$"
)
_IS_BORNE = lazy(_BEARS)
_BORNE = lazy(r"^[,，、;:(]?\s?(?:其中|由)?[\u4e00-\u9fff]{0,8}?" + _BEARS)
_OWN = lazy(r"自|个人|本人|职工|女工|员工|家长|家庭|学员|会员|她")
_PRICE = lazy(r"每|单价|标准|费|价|保费|人均|一[人份餐次张套]")
_ELSE = lazy(r"另|还有|比|较|原|去年|上年|最|不超过|以上|以内|共|合计")
_FEWEST, _LONG, _CLOSE = 2, 14, 2
_HUNDRED = Interval(100, 100)


def _run(group: list[Reading], at: int) -> list[Reading]:
    """What each bears, in a row."""
    run: list[Reading] = []
    for one in group[at:]:
        same = not run or (one.kind == run[0].kind and one.claim.unit == run[0].claim.unit)
        if not same or len(one.lead) > _LONG or not _BORNE.match(one.lead) or one.claim.approx:
            break
        run.append(one)
    return run


def _is_shared(run: list[Reading]) -> bool:
    """Whether several bear it, one of them for himself."""
    return len(run) > 1 and sum(bool(_OWN.search(one.lead)) for one in run) == 1


def _goes_on(group: list[Reading], run: list[Reading]) -> bool:
    """Whether one more number of the like follows, which may be borne by another one."""
    at = group.index(run[-1]) + 1
    return any(one.kind == run[0].kind and ";" not in one.lead for one in group[at : at + 1])


def _check_shares(read: ReadText, run: list[Reading]) -> Problem | None:
    """由市总承担50%、企业承担30%、个人承担25%."""
    made = total([one.interval for one in run])
    if len(run) <= _FEWEST or made.meets(_HUNDRED):
        return None
    plain = sum((one.claim.value for one in run), Fraction(0))
    shape = "＋".join(quoted(one) for one in run)
    message = f"{shape}{calculated.equals(plain, '%', 4)}，各方承担之和应为100%。"
    return evidence.finding(read, "sum_mismatch", "wrong", run, message)


def _check_price(read: ReadText, price: Reading, run: list[Reading]) -> Problem | None:
    told = [price, *run]
    if price.claim.approx or not _PRICE.search(price.lead[-_LONG:]) or price.kind != "money":
        return None
    if _IS_BORNE.search(price.before) or any(one.interval.low >= price.interval.low for one in run):
        return None
    least = finest(told)
    made, stated = total([told_to(one, least) for one in run]), told_to(price, least)
    small, large = sorted((made.middle, stated.middle))
    if made.meets(stated) or large > small * _CLOSE:
        return None
    shape = "＋".join(quoted(one) for one in run)
    message = f"{shape}{calculated.equals_sum(run, price)}，文中{quoted(price)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", told, message)


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    run = _run(group, at)
    if not _is_shared(run) or _ELSE.search("".join(one.lead for one in run)):
        return None
    if _goes_on(group, run) or any(one.clause == two.clause for one, two in pairwise(run)):
        return None
    if run[0].kind == "percent":
        return _check_shares(read, run)
    price = group[at - 1] if at else None
    return _check_price(read, price, run) if price and price.kind == run[0].kind else None


def find(read: ReadText) -> list[Problem]:
    """Prices that those who bear them do not make up."""
    found: list[Problem | None] = []
    for group in read.groups.values():
        starts = [at for at in range(len(group)) if _BORNE.match(group[at].lead)]
        first = [at for at in starts if at - 1 not in starts]
        found += [_check(read, group, at) for at in first]
    return [problem for problem in found if problem]
