"""More among them than all of them together: 来信75封,回复75封,其中第三年收到82封."""

from __future__ import annotations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Exact, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(r"[每均]|最[多高大少]")
# Beyond so many times as much the two are hardly of one thing.
_MOST = 3
# 奖励46名,其中一条建议使86名女工受益: others than those counted before.
_TO_OTHERS = lazy(r"使|让|惠及|受益|服务|覆盖|带动|影响")
_APART = frozenset({"last_year", "plan", "upper_level"})


def _all_together(like: list[Reading]) -> Exact:
    """As many as they are together; 418人,其中全职253人、兼职165人 are 418."""
    counted = list({one.claim.value: one.interval for one in like}.values())
    most = max(counted, key=lambda one: one.high)
    for size in (2, 3, 4):
        for at in range(len(counted) - size + 1):
            parts = counted[at : at + size]
            rest = counted[:at] + counted[at + size :]
            if most in rest and total(parts).meets(most):
                return total(rest).high
    return total(counted).high


def _problem(read: ReadText, earlier: list[Reading], part: Reading) -> Problem | None:
    """What 其中 tells, against whatever of the like the sentence has told before it."""
    told = part.lead.rpartition("其中")[2]
    if ";" in told:
        # 其中四星的若干;驿站132个: a new statement begins behind the semicolon.
        return None
    if part.claim.mode in _APART or _EACH.search(told) or _TO_OTHERS.search(told):
        return None
    like = [one for one in earlier if evidence.same_unit(one, part)]
    kin = [one for one in earlier if evidence.kin(one, part)]
    if not like or any(one.interval.high >= part.interval.low for one in kin):
        return None
    if any(one.claim.mode in _APART or _EACH.search(one.lead[-12:]) for one in like):
        return None
    # 收到75封,回复75封: told twice, they are the same ones.
    whole = _all_together(like)
    if not whole < part.interval.low <= whole * _MOST:
        return None
    message = f"前面一共只有{quoted(like[-1])}，其中却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [like[-1], part], message)


# Its items stand side by side: behind a comma begins what is told of the whole (占…, 另测…).
_NEXT = lazy(r"^、(?!其中|占|另|比|共)[\u4e00-\u9fff“”]{2,10}$")


_BY_HOW_MANY = lazy(r"(?:增加?|减少?|上升|下降|多|少|结余|节余|净增)了?$")


def _list_behind(group: list[Reading], at: int) -> list[Reading]:
    """The numbers of the list that begins with 其中: 其中掘进队158人、采煤队502人."""
    behind = [group[at]]
    for one in group[at + 1 :]:
        if not _NEXT.match(one.lead) or one.claim.unit != group[at].claim.unit:
            break
        behind.append(one)
    return behind[1:]


def _of_list(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """One of a list of parts above the whole right ahead of it."""
    whole, first = group[at - 1], group[at]
    if not evidence.same_unit(whole, first) or {whole.claim.mode, first.claim.mode} != {"result"}:
        return None
    if first.interval.high > whole.interval.high or _BY_HOW_MANY.search(whole.before):
        return None  # 结余16万元,其中培训44万元: of what was told before that
    if not first.lead.lstrip(",，( ").startswith("其中") or _EACH.search(whole.lead[-12:]):
        return None
    for part in _list_behind(group, at):
        if _EACH.search(part.lead) or _TO_OTHERS.search(part.lead):
            return None
        if whole.interval.high < part.interval.low <= whole.interval.high * _MOST:
            message = f"前面一共只有{quoted(whole)}，其中却有{quoted(part)}。"
            return evidence.finding(read, "contradiction", "wrong", [whole, part], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Parts above everything they may be a part of."""
    found = [
        _problem(read, [one for one in group[:at] if evidence.is_count(one)], part)
        or _of_list(read, group, at)
        for group in read.groups.values()
        for at, part in enumerate(group)
        if at and "其中" in part.lead and evidence.is_count(part)
    ]
    return [problem for problem in found if problem]
