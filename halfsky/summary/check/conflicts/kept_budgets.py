"""Within the budget, over it, nothing left: words that the amounts beside them refute."""

from __future__ import annotations

import itertools
import re

from halfsky.summary.check.clues import evidence, named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_WITHIN = guarded(
    r"(?:[未没无不]有?|并[未没]有?)(?:突破|超出|超过|超)(?:了)?(?:年初|年度|原定|原|总|既定)?的?(?:[预概]算|支(?!持)|(?=\d[\d.,]*[万亿]?元的[预概]算))"
    r"|(?:控制|压缩|保持)在(?:年初|年度|原定|总)?[预概]算(?:之内|以内|内|范围内?)"
    r"|(?:[略稍尚]有|有所)(?:结余|节余|盈余|剩余)|低于(?:年初|年度|原定)?[预概]算"
    r"|(?:结余|节余|剩余)(?:部分|资金|经费)(?=[^,，。;\d]{0,4}(?:上交|上缴|退回|结转|用于|留作|转入))|节约了?(?:资金|经费|开支)(?=[,，。;]|$)"
)
_OVER = guarded(
    r"(?:超出|突破|超过)了?(?:年初|年度|原定|总)?[预概]算(?=[,，。;、!\n]|$)|(?:略有|稍有|有所|出现)超支(?=[,，。;、!\n]|$)|入不敷出|收不抵支"
)
_GENERAL = lazy(
    r"整个|做到了?|[比较]预算|严格|牢牢|始终|全部|全年|总体|整体|本次|此次|这次|活动|项目|经费|资金|费用|开支|支出|总额|总|工程|培训|慰问|演出|汇演|实际|均|都|也|并|决算|[的上,，。;:、()（）“”\s]"
)
_BUDGET = lazy(
    r"(?:预算|概算|计划投[资入]|原定投[资入])(?:安排|总额|经费|资金|金额|下达|批复|核定)?(?:为|是|共|合计|有)?$"
)
_BUDGET_AFTER = lazy(r"^的?(?:年度|原定|总)?预算")
_SPENT = lazy(
    r"(?:实际|全年|总|共|合计|累计|决算|最终|最后|实)?(?:支出|开支|投资|投入|花费|花去|花了|用去|使用|用了|支付|列支|决算|报销|开销|支|用)(?:合计|共|总额|经费|资金|金额)?(?:为|是|了|共|约)?$"
)
_SURE = lazy(r"实际|决算|共|合计|总|最终|实支|实际上")
_PART = lazy(r"其中|每|人均|户均|单价|追加|调剂|结余|超支|上年|去年")
_ADDED = lazy(r"追加|调剂|补充|增拨|另拨|上年结[转余]|自筹|赞助|捐")
_SENTENCES = 3


def _here(read: ReadText, at: int) -> int:
    return next((one.index for one in read.sentences if one.start <= at < one.end), -1)


def _money(read: ReadText, word: re.Match[str]) -> list[Reading]:
    """The amounts told near a word, in its paragraph."""
    index = _here(read, word.start())
    if index < 0:
        return []
    paragraph = read.sentences[index].paragraph
    return [
        one
        for place in range(index - _SENTENCES, index + 1)
        for one in read.groups.get(place, [])
        if one.kind == "money" and one.sentence.paragraph == paragraph
    ]


_SPENT_BEFORE = lazy(r"(?:支出|开支|花费|用去|使用|花去|花了|费用|共计|合计|总额)[^,，。;\d]{0,4}$")


def _right_beside(read: ReadText, word: re.Match[str]) -> tuple[Reading, Reading] | None:
    """开支6.4万元,未超出|5.8万元的预算."""
    group = read.groups.get(_here(read, word.start()), [])
    for one, other in itertools.pairwise(group):
        spent = one.kind == "money" and _SPENT_BEFORE.search(one.lead[-14:])
        if spent and other.start - word.end() in (0, 1) and not _PART.search(one.lead[-12:]):
            return (other, one) if _BUDGET_AFTER.match(other.after[:6]) else None
    return None


def _account(money: list[Reading]) -> tuple[Reading, Reading] | None:
    """The one budget and the one sum that was spent of it."""
    budgets = [
        one
        for one in money
        if (_BUDGET.search(one.lead[-14:]) or _BUDGET_AFTER.match(one.after[:6]))
        and not _PART.search(one.lead[-8:])
    ]
    spent = [
        one
        for one in money
        if one not in budgets and _SPENT.search(one.lead[-14:]) and not _PART.search(one.lead[-12:])
    ]
    sure = [one for one in spent if _SURE.search(one.lead[-14:])] or spent
    return (budgets[0], sure[0]) if len(budgets) == 1 and len(sure) == 1 else None


def _whole(read: ReadText, word: re.Match[str]) -> bool:
    """Whether the clause of the word speaks of all that was spent."""
    clause = re.split("[,，。;\n]", read.plain[max(0, word.start() - 24) : word.start()])[-1]
    return not _GENERAL.sub("", clause)


def _problem(read: ReadText, word: re.Match[str], within: bool) -> Problem | None:
    money = _money(read, word) if _whole(read, word) else []
    account = _right_beside(read, word) or _account(money)
    if account is None or any(_ADDED.search(one.lead) for one in money):
        return None
    budget, spent = account
    more = evidence.firm(spent).low > evidence.firm(budget).high
    less = evidence.firm(spent).high <= evidence.firm(budget).low
    if not (more if within else less):
        return None
    sign = "多于" if within else "不多于"
    message = f"支出{quoted(spent)}，{sign}预算{quoted(budget)}，文中“{word.group()}”，对不上。"
    return named_values.claim_refuted(read, word.span(), [budget, spent], message)


_NOTHING = guarded(
    r"(?P<before>[^,，。;:\n]{0,10})(?:(?:没有|无|并无|未有|毫无|没)(?:任何)?(?:结余|节余|余额|剩余)(?!的)|分文不剩|一分不剩|分文未剩)"
)
_KEPT = lazy(
    r"(?:年末|年度|年终|期末|当年|本年|全年|资金|经费)?(?:结余|节余|余额)(?:资金|经费)?(?:为|有|共)?$"
)
_OTHERS = lazy(r"上年|去年|年初|期初|往年|前年|补助|专项|项目|其中|此前|互助|基金")


def _nothing_left(read: ReadText, word: re.Match[str]) -> Problem | None:
    """年度结余2万元 … 全部用完,没有结余."""
    index = _here(read, word.start())
    if index < 0 or _OTHERS.search(word["before"]):
        return None
    sentence = read.sentences[index]
    words = read.plain[max(sentence.start, word.start() - 30) : word.start()]
    near = [
        one
        for place in range(index - _SENTENCES, index + _SENTENCES)
        for one in read.groups.get(place, [])
        if one.kind == "money" and one.sentence.paragraph == sentence.paragraph
    ]
    kept = [
        one
        for one in near
        if _KEPT.search(one.lead[-10:])
        and one.interval.low > 0
        and not _OTHERS.search(one.lead[-16:])
    ]
    if len(kept) != 1 or _OTHERS.search(words) or abs(kept[0].start - word.start()) < 3:
        return None
    message = f"文中结余{quoted(kept[0])}，又说“{word.group().strip()}”，对不上。"
    return named_values.claim_refuted(read, word.span(), kept, message)


def find(read: ReadText) -> list[Problem]:
    """What is said of a budget and refuted by its amounts."""
    found = [_problem(read, word, True) for word in _WITHIN.finditer(read.plain)]
    found += [_problem(read, word, False) for word in _OVER.finditer(read.plain)]
    found += [_nothing_left(read, word) for word in _NOTHING.finditer(read.plain)]
    return [problem for problem in found if problem]
