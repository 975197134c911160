"""More than so many groups of so many can hold: 2个班,每班上限25名,无一班超员,实际收托64名."""

from __future__ import annotations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_LIMIT = lazy(
    r"每个?(?P<per>班|车|批|场|期|队|组|间|桌|趟|室|站|点)[^,，。;\d]{0,6}?(?:上限(?:为|是)?|不超过|不多于|最多[^,，。;\d]{0,2}|至多[^,，。;\d]{0,2}|限额?|只能?[坐住收容]{0,2}|限[乘坐报收]|核载|[未没]有?超过)$"
)
_KEPT = lazy(
    r"无一[\u4e00-\u9fff]{0,2}超|[未没无]有?(?:一[\u4e00-\u9fff])?(?:出现)?超[员额载编过出]|均[未不]超|不超员|严格(?:控制|执行|按)|[均都全]部?(?:符合|达到|控制)"
)
_TOTAL = lazy(
    r"(?:收托|招收|实收|实际[\u4e00-\u9fff]{0,4}|入托|录取|接送|到课|参加|共收|乘坐|入住|开班人数|在册|运送|安排)[^,，。;\d]{0,4}$"
)
_OTHERS = lazy(r"(?<![未不没])(?:分批|轮换|轮流|轮住|两期|两批|先后|累计)|人次")
_DENIED = lazy(r"(?:从未|没有|[未没不])[^,，。]{0,8}")
_PEOPLE = "人名位"


def _groups(group: list[Reading], at: int, per: str) -> Reading | None:
    """How many of them there are: the number nearest before, of that unit."""
    for one in reversed(group[:at]):
        if one.claim.unit == per or (one.claim.unit in "个辆间" and one.after.startswith(per)):
            return one
        if one.claim.unit == "辆" and per == "车":
            return one
    return None


def _problem(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    limit = group[at]
    found = _LIMIT.search(limit.lead) if limit.claim.unit in _PEOPLE else None
    number = _groups(group, at, found["per"]) if found else None
    if number is None or number.claim.approx:
        return None
    near = read.around(limit, 1, 4)
    behind = [
        one
        for one in near
        if one.start > limit.end
        and one.claim.unit in _PEOPLE
        and one.sentence.paragraph == limit.sentence.paragraph
    ]
    whole = number.interval * limit.interval
    for total in behind:
        words = read.plain[number.start : total.end + 24]
        sure = _TOTAL.search(total.lead) and _KEPT.search(words)
        if not sure or _OTHERS.search(_DENIED.sub("", words)):
            continue
        if total.interval.low > whole.high and evidence.slipped(total.interval, whole):
            made = f"{quoted(number)}每个至多{quoted(limit)}，共{calculated.in_unit(whole, total)}"
            message = f"{made}，文中却有{quoted(total)}。"
            return evidence.finding(read, "contradiction", "wrong", [number, limit, total], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Totals beyond what the groups may hold."""
    found = [
        _problem(read, group, at) for group in read.groups.values() for at in range(1, len(group))
    ]
    return [problem for problem in found if problem]
