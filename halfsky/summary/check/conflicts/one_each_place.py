"""One for each group or place, in another number than there are: 36个班组,每班组一名,共63名."""

from __future__ import annotations

import re

from halfsky.summary.check.clues.evidence import bigrams, exact, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_PLACES = (
    r"班组|科室|车间|乡镇|街道|社区|村|镇|网点|门店|学校|校区|园区|支部|分会|工作室|窗口|站点|区队"
    r"|项目部|分厂|厂|校|楼栋|楼层|病区|病房|站|小组|企业|单位|部门|家庭|宿舍"
)
_EACH = guarded(
    rf"(?:每[个位所家间]?|一)(?:劳模|女工)?(?P<of>{_PLACES})(?:均|都)?(?:各)?(?:配备?"
    rf"|设立?|建成?立?|安排|明确|选派|选|订|发)?了?"
    r"(?P<noun>[\u4e00-\u9fff]{0,2}?)(?<!至少)(?<!少于)(?:一"
    r"|1)(?P<thing>[名个台间站室支套块只辆本份员岗人])"
)
_TOTAL = lazy(r"(?:共|合计|总计|总共|一共|实有|现有)[^,，。;\d]{0,12}$")
_EXPLAINED = lazy(
    r"至少|不少于|以上|两[名个台间]|另|备用|其余|还有|除|有的|部分|以外|最多|轮|增配|兼"
    r"|分别|不含|包括|其中"
)
_UNITS = {"站": "个座处", "室": "间个", "员": "名人个", "岗": "个", "人": "名人", "名": "名人"}
_SENTENCES, _MOST, _LEAST = 1, 3, 3


def _near(read: ReadText, at: int) -> list[Reading]:
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None or at >= here.plan_from:
        return []
    return [
        one
        for index in range(here.index - _SENTENCES, here.index + _SENTENCES + 1)
        for one in read.groups.get(index, ())
        if one.sentence.paragraph == here.paragraph
        and one.claim.mode == "result"
        and not one.claim.approx
    ]


def _problem(read: ReadText, each: re.Match[str]) -> Problem | None:
    near = [one for one in _near(read, each.start()) if not each.start() <= one.start < each.end()]
    of, units = each["of"], _UNITS.get(each["thing"], each["thing"])
    places = [
        one
        for one in near
        if one.claim.value >= _LEAST
        and (
            one.claim.unit == of
            or re.match(rf"(?:女工|劳模)?[\u4e00-\u9fff]{{0,2}}{of}", one.after)
        )
    ]
    noun = bigrams(read.plain[each.end() - 1 : each.end() + 8])
    wholes = [
        one
        for one in near
        if one.claim.unit in units
        and one not in places
        and _TOTAL.search(one.lead[-20:])
        and (
            noun & bigrams(one.lead[-12:] + one.after[:8])
            or each["thing"] in one.lead[-6:] + one.after[:4]
        )
    ]
    if len(places) != 1 or len(wholes) != 1:
        return None
    number, whole = places[0], wholes[0]
    have, given = exact(number), exact(whole)
    start = min(number.start, whole.start, each.start())
    end = max(number.end, whole.end)
    if have == given or max(have, given) > _MOST * min(have, given):
        return None
    if _EXPLAINED.search(read.plain[max(number.sentence.start, start - 12) : end + 20]):
        return None
    if any(exact(one) == given for one in near if one is not whole):
        return None
    message = f"{quoted(number)}各一{each['thing']}，不会共{quoted(whole)}。"
    about = frozenset({number.start, whole.start})
    return Problem(read.text[start:end], start, end, "contradiction", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Things of which each group or place has one, in another number than there are of them."""
    found = (_problem(read, each) for each in _EACH.finditer(read.plain))
    return list({problem.end: problem for problem in found if problem}.values())
