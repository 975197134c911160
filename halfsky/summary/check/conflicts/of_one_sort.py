"""All of one sort, and some of the opposite: 34名全部为女职工 beside 非职工4名."""

from __future__ import annotations

import re
from typing import NamedTuple

from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# What they all are, and what by that none of them is.
_SORTS = (
    (
        r"女(?:性|职工|同志|工|会员|员工|教师|教工|志愿者|选手|代表|民警|干部|骨干|委员)?",
        r"男(?![孩生童婴宝女])|非女",
    ),
    (r"(?:女)?(?:本[厂院校单区]|在职|正式)?职工", r"非(?:女)?职工|家属|社会人员"),
    (
        r"(?:来自|都在)?(?:生产)?一线(?:女?职工|女工|岗位)?",
        r"机关|科室|管理(?:岗|人员|层)|二线|后勤",
    ),
    (r"(?:中共|共产)?党员", r"非党员|群众|团员|民主党派"),
    (r"在职(?:女?职工|人员|女工)?", r"退休|离职"),
    (r"已婚(?:女?职工|女工|人员)?", r"未婚"),
    (r"未婚(?:女?职工|女工|青年)?", r"已婚"),
    (r"单身(?:女?职工|青年)?", r"已婚"),
    (r"专职(?:干部|人员)?", r"兼职"),
    (r"兼职(?:干部|人员)?", r"专职"),
    (r"本地(?:女工|人|户籍|职工)?", r"外来|外地|外省"),
    (r"外来(?:女工|务工人员|务工女工)?", r"本地"),
    (r"(?:大学)?本科(?:以上)?(?:学历)?", r"专科|大专|中专|高中|初中"),
    (r"新(?:任|当选|会员)[^,，。;]{0,3}", r"连任|留任|老会员"),
    (r"免费", r"收费|自费"),
)
_ALL = r"(?:全部|全都?|全是|都|均|清一色)(?:都)?(?:为|是|属|属于|系)?(?:的)?"
_CLAIMS = tuple(
    (guarded(rf"{_ALL}(?:为|是|属于|系|由)(?P<sort>{sort})(?=[,，。;、(和]|$)"), lazy(other))
    for sort, other in _SORTS
)
_GROUP = lazy(
    r"(?P<ahead>[\u4e00-\u9fff]{0,4})(?P<whole>\d+)[名位人](?P<who>[^,，。;:\n\d]{0,12})[,，]?$"
)
_WHO = lazy(r"(?P<who>[^,，。;:\n\d]{0,12})[,，]?$")
_NOT_THEM = lazy(
    r"另|其他|以外|还有|除|去年|上年|往年|此外|家属|不含|不计|原来?|过去|曾|观众|现场|嘉宾"
    r"|听众|邀请|服务对象|受益|比|其中的?丈夫"
)
_NOT_MEANT = lazy(r"不是|并非|几乎|基本|差不多|大多|原先|过去|要求|应|原则|不全|未必|近乎")
_NUMBERS = re.compile(r"\d+")
_FAR = 140


class _Claim(NamedTuple):
    """Where all are said to be of one sort, how many they are and what they are called."""

    start: int
    end: int
    whole: int
    who: frozenset[str]


def _claim(read: ReadText, found: re.Match[str]) -> _Claim:
    ahead = read.plain[max(0, found.start() - 28) : found.start()]
    group = _GROUP.search(ahead)
    if group:
        start = found.start() - len(ahead) + group.start("whole")
        who = frozenset(bigrams(group["ahead"]) | bigrams(group["who"]))
        return _Claim(start, found.end(), int(group["whole"]), who)
    named = _WHO.search(ahead)
    return _Claim(found.start(), found.end(), 0, frozenset(bigrams(named["who"] if named else "")))


def _people(read: ReadText, claim: _Claim) -> list[Reading]:
    """The counts of people told behind the claim, in its paragraph."""
    here = next((one for one in read.sentences if one.start <= claim.start < one.end), None)
    if here is None or claim.start >= here.plan_from:
        return []
    return [
        one
        for index in range(here.index, here.index + 3)
        for one in read.groups.get(index, ())
        if claim.end <= one.start <= claim.end + _FAR
        and one.kind == "person"
        and one.sentence.paragraph == here.paragraph
    ]


def _other(read: ReadText, claim: _Claim, opposite: re.Pattern[str]) -> Reading | None:
    """The first count of the opposite sort, in the group that is spoken of."""
    for at, one in enumerate(_people(read, claim)):
        between = read.plain[claim.end : one.start]
        named = opposite.search(one.lead[-14:]) or opposite.match(one.after)
        meant = named and one.claim.mode == "result" and one.claim.value > 0
        if not meant or _NOT_THEM.search(between):
            continue
        if claim.whole and one.claim.value >= claim.whole:
            continue
        # At once behind, or behind what names the group again.
        numbered = claim.whole and str(claim.whole) in _NUMBERS.findall(between)
        named_again = claim.who & bigrams(between + one.after[:6])
        if numbered or named_again or (not at and one.sentence.start <= claim.start):
            return one
    return None


def _problem(read: ReadText, claim: _Claim, one: Reading) -> Problem:
    said = read.text[claim.start : claim.end]
    message = f"文中说“{said}”，却有{quoted(one)}不是这样。"
    quote, about = read.text[claim.start : one.end], frozenset({one.start})
    return Problem(quote, claim.start, one.end, "contradiction", "wrong", message, about)


def find(read: ReadText) -> list[Problem]:
    """Some of the opposite sort among those who are all of one."""
    found: list[Problem] = []
    for pattern, opposite in _CLAIMS:
        for said in pattern.finditer(read.plain):
            if _NOT_MEANT.search(read.plain[max(0, said.start() - 8) : said.end()]):
                continue
            claim = _claim(read, said)
            one = _other(read, claim, opposite)
            if one and all(one.end != other.end for other in found):
                found.append(_problem(read, claim, one))
    return found
