"""So many with so many apiece, and all of them: 18个科室各推荐3名选手,共56名."""

from __future__ import annotations

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_EACH = lazy(
    r"(?:各(?!类|种|项|级|地|单|基)[^,，。;\d]{0,6}|每(?:一|个|名|位)?[\u4e00-\u9fff]{1,6}?)$"
)
# 集团本部及所属4家公司各签1份: the four are not all.
_AND = lazy(r"本部|及|和(?!谐)")
_TOTAL = lazy(
    r"共|合计|总计|总共|一共|计(?!划)|总数|全部|发放|支出|投入|金额|总额|收托|参赛|选手|上场|参加"
)
_ELSE = lazy(
    r"其中|另|还|加上|以及|去年|上年|同期|比|较|不少于|至少|不超过|以上|左右|最|名额|限|至多|要求|月|天"
    r"|年|周|不等|一半|自付|连同|先后|累计|结业|合格|获"
)


def _check(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    number, each, whole = group[at - 2 : at + 1]
    if not _may_multiply(number, each, whole):
        return None
    made = number.interval * each.interval
    if evidence.multiplies(whole, number, each) or _explained(read, number, each, whole):
        return None
    if not (made.low * 4 <= whole.interval.high * 5 and whole.interval.low * 4 <= made.high * 5):
        return None
    shape = f"{quoted(number)}×{quoted(each)}＝{evidence.amount(made, whole)}"
    message = f"{shape}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [number, each, whole], message)


def _may_multiply(number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether the words make the three a number of things, what each has, and all of it."""
    told = (number, each, whole)
    if not (_EACH.search(each.lead) and _TOTAL.search(whole.lead)):
        return False
    if any(one.claim.approx or not evidence.is_count(one) for one in told):
        return False
    people = {each.kind, whole.kind} <= {"person", "attendance"}
    if not (evidence.same_unit(each, whole) or people) or evidence.same_unit(number, each):
        return False
    if number.kind == "money" or number.claim.value < 2 or _AND.search(number.lead[-10:]):
        return False
    modes = {one.claim.mode for one in told}
    return len(modes) == 1 and not _ELSE.search(each.lead + each.tail + whole.lead)


def _explained(read: ReadText, number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether another number of things makes the whole, or the product is told elsewhere."""
    made = number.interval * each.interval
    near = [one for one in read.around(whole, 2, 1) if one not in (number, each, whole)]
    counts = [one for one in near if evidence.is_count(one)]
    return any(
        evidence.multiplies(whole, one, each)
        or (evidence.same_unit(one, whole) and made.meets(one.interval))
        or (evidence.same_unit(one, whole) and (made + one.interval).meets(whole.interval))
        for one in counts
    )


def find(read: ReadText) -> list[Problem]:
    """Products of so many apiece that do not come out."""
    found = (
        _check(read, group, at)
        for group in read.by_sentence().values()
        for at in range(2, len(group))
    )
    return [problem for problem in found if problem]
