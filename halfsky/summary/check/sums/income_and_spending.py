"""What is left, or lacking, of what came in: 收费10500元,支出13800元,不足的3300元由工会补贴;
全年能用的是17150元…一共支出12250元,账上还剩4900元.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_LACKING = lazy(
    r"^[,，;](?:不足|不够|超支|差额|缺口|亏空|亏损|透支|短缺|入不敷出|缺|差)(?:了|的|额)?"
    r"(?:部分|资金|费用|经费)?(?:为|是|有|达)?$"
)
_LEFT = lazy(
    r"^[,，;]\s?(?:账上|账面|年末|年底|期末|现|目前|最后|两抵|收支相抵)?[,，]?(?:还|尚|净)?"
    r"(?:剩余|剩下?|结余|结存|节余|余下?|盈余)(?:了|有|为)?$"
)
_SPENT = lazy(
    r"(?:支出|开支|支付|花费|花销|花|支)(?:合计|共计|总计|总额|一共|共)?(?:了|去|掉|为|是|出)?$"
)
_ALL = (
    r"(?:(?:能用|可用|可支配|可使用)的?(?:资金|经费|钱|总额)?(?:共计?|合计)?"
    r"|(?:收入|进账|收费|筹集|收)(?:合计|共计|总计|总额|一共|共)?)(?:了|是|为|有|:)*$"
)
_RECEIVED = lazy(_ALL)
_OPENING = lazy(r"结余|结存|结转|年初|期初|原有|上年")
_ELSE = lazy(r"去年|上年|其中|每|人均|均|另|约|近|余额|计划|预计|预算")
_MOST, _LAST = 12, 3


def _like(one: Reading, other: Reading) -> bool:
    if one.claim.approx or one.claim.mode != other.claim.mode:
        return False
    if one.kind == "money" or other.kind == "money":
        return one.kind == other.kind
    return one.claim.unit == other.claim.unit and one.claim.unit in {"万", "块", "块钱"}


def _runs(amounts: list[Interval]) -> Iterator[Interval]:
    """Each amount and those that stand in a row together."""
    for start in range(len(amounts)):
        for end in range(start + 1, len(amounts) + 1):
            yield total(amounts[start:end])


def _explained(ahead: list[Reading], gap: Reading) -> bool:
    """Whether any numbers ahead that stand in a row, less the last few, leave as much."""
    least = finest([*ahead, gap])
    amounts, stated = [told_to(one, least) for one in ahead[-_MOST:]], told_to(gap, least)
    gone = [total(amounts[-many:]) for many in range(1, _LAST + 1)]
    return any(
        (one - other).meets(stated) or (other - one).meets(stated)
        for one in _runs(amounts)
        for other in gone
    )


def _ends(read: ReadText, group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """What came in and what went, the latter right ahead of what is left."""
    gap, spent = group[at], group[at - 1]
    if not (_like(spent, gap) and _SPENT.search(spent.before)) or _ELSE.search(spent.before):
        return None
    lacking = _LACKING.match(gap.lead)
    if not lacking and not _LEFT.match(gap.lead):
        return None
    ahead = [one for one in _ahead(read, spent) if _RECEIVED.search(one.before)]
    received = [one for one in ahead if _like(one, gap) and not _ELSE.search(one.before)][-1:]
    if not received or (lacking and received[0].sentence.index != gap.sentence.index):
        return None
    return None if _leaves_out(read, received[0], spent) else (received[0], spent)


def _leaves_out(read: ReadText, received: Reading, spent: Reading) -> bool:
    """Whether what was there before is told and not in what came in."""
    around = [one for one in read.around(spent, 3, 0) if one.start < spent.start]
    around = [one for one in around if one is not received]
    told = [one for one in around if _OPENING.search(one.before) and one.kind == received.kind]
    if not told or "用" in received.before[-8:]:
        return False
    ahead = [one for one in around if one.start < received.start and one.kind == received.kind]
    amounts = [one.interval for one in ahead]
    sums = [total(amounts[at:]) for at in range(len(amounts) - 1)]
    return not any(one.meets(received.interval) for one in sums)


def _ahead(read: ReadText, last: Reading) -> list[Reading]:
    """Those of its sort in the paragraph."""
    return [
        one
        for one in read.around(last, 2, 0)
        if one.start < last.start
        and one.sentence.paragraph == last.sentence.paragraph
        and one.kind == last.kind
    ]


def _check(read: ReadText, received: Reading, spent: Reading, gap: Reading) -> Problem | None:
    least = finest([received, spent, gap])
    came, went, stated = (told_to(one, least) for one in (received, spent, gap))
    lacking = bool(_LACKING.match(gap.lead))
    made = went - came if lacking else came - went
    if made.low <= 0 or made.meets(stated) or not evidence.slipped(made, stated):
        return None
    if _explained([*_ahead(read, spent), spent], gap):
        return None
    large, small = (spent, received) if lacking else (received, spent)
    message = (
        f"{quoted(large)}－{quoted(small)}{calculated.equals_amount(made, gap)}"
        f"，文中{'不足' if lacking else '剩余'}{quoted(gap)}，对不上。"
    )
    involved = [received, spent, gap]
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """What is left or lacking that income and spending do not leave."""
    if "支" not in read.plain and "花" not in read.plain:
        return []
    problems: list[Problem | None] = []
    for group in read.groups.values():
        for at in range(1, len(group)):
            ends = _ends(read, group, at)
            problems.append(_check(read, *ends, group[at]) if ends else None)
    return [problem for problem in problems if problem]
