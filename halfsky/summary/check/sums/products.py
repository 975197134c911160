"""Products: 130箱×36元=4680元, and so many groups of so many people."""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TIMES = lazy(r"^[\s,，]*(?:[×*xX✕✖]|乘以?|按)\s*(?:每\S{1,2})?$")
_EQUALS = lazy(r"^\s*(?:/[人名户份件条双箱盒个套桶袋瓶])?\s*(?:=|＝|等于|计|合计|共计|共)\s*$")


def _check_written(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """A×B=C written out."""
    one, other, result = group[at - 2 : at + 1]
    if not _TIMES.match(other.lead) or not _EQUALS.match(result.lead):
        return None
    if result.kind not in {one.kind, other.kind}:
        return None
    computed = one.interval * other.interval
    if computed.meets(result.interval):
        return None
    return _differs(read, one, other, result)


def _differs(read: ReadText, one: Reading, other: Reading, result: Reading) -> Problem:
    computed = one.interval * other.interval
    message = (
        f"{quoted(one)}×{quoted(other)}{calculated.equals_amount(computed, result)}"
        f"，文中{quoted(result)}，对不上。"
    )
    return evidence.finding(read, "sum_mismatch", "wrong", [one, other, result], message)


_GROUPS = {
    "班": {"generic", "class_group", "session"},
    "队": {"team", "generic"},
    "支": {"team"},
    "组": {"generic", "class_group"},
    "桌": {"goods", "class_group"},
    "期": {"session"},
    "批": {"session"},
    "场": {"session"},
    "车": {"goods"},
    "间": {"organisation", "generic"},
    "家": {"organisation"},
    "户": {"household"},
}
_EACH = lazy(
    r"^[,，、]?\s*每(?:个|支|一)?(?P<each>[班队支组桌期批场车间家户])(?:代表队|企业|家庭)?(?:各|派出?|限|为|有|共|选派|安排|组织)?[\u4e00-\u9fff]{0,4}$"
)
_WHOLE = lazy(
    r"^[,，;]\s*(?:[一二三四五六七八九十]期)?(?:共计?|合计|总计|累计|收托|共收托|参赛|参加|参训|培训|学员|选手|招收|接收|服务|组织)[^,，。;\d每]{0,12}$"
)


# 每场男女各30人, 双方各5人: each has twice as many.
OF_EITHER = lazy(r"(?:男[、和与]?女[\u4e00-\u9fff]{0,4}|双方|两[队边方班])(?:均|都)?各$")


def _check_groups(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """9个班,每班30名,收托子女320名."""
    count, each, whole = group[at - 2 : at + 1]
    found = _EACH.match(each.lead[-9:].lstrip()) or _EACH.match(each.before)
    if count.lead.endswith(("各", "各派", "各出", "各组")):
        return None  # 四厂各一队,每队12人
    if OF_EITHER.search(each.before):
        return None
    if not found or count.kind not in _GROUPS[found["each"]]:
        return None
    people = {each.kind, whole.kind} <= {"person", "attendance"}
    if not people or not _WHOLE.match(whole.lead) or count.claim.approx or each.claim.approx:
        return None
    modes = {count.claim.mode, each.claim.mode, whole.claim.mode}
    if len(modes) > 1 or (count.interval * each.interval).meets(whole.interval):
        return None
    return _differs(read, count, each, whole)


def find(read: ReadText) -> list[Problem]:
    """Products that do not come out."""
    problems: list[Problem | None] = []
    for group in read.by_sentence().values():
        for at in range(2, len(group)):
            problems.append(_check_written(read, group, at))
            problems.append(_check_groups(read, group, at))
    return [problem for problem in problems if problem]
