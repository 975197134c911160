"""A portion right behind the two numbers it is of: 150名,发到手138名,兑现率96%.

The whole may end the sentence before: 有效卷500份。选“比以前好”的385份,满意率79%.
"""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import core, likeness
from halfsky.summary.check.rates import explained_otherwise
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

# What says that the portion is of the numbers just told.
_OF_THESE = lazy(
    r"^[,，;。:(]?\s?(?:[\u4e00-\u9fff]{1,6}(?:率|度|进度|比例|占比|面)"
    r"|占[^,，。;]{0,10}|(?:是|为)[^,，。;]{2,10}的|也就是说?|就是|即|合|相当于|等于|才|刚好|正好|恰好|仅|只|也就|大概是|折合|结余|剩余|节余|剩|完成)?"
    r"(?:已|也|为|是|达到?|在|有|的|到|只|仅|才|占|约|近|超过|不足|不到|大约|将近|了|总数|比例|:|\s)*$"
)
_LEFT = lazy(r"结余|剩余|节余|剩|退出|流失|缺|未|空置|没")
_CHANGED = lazy(r"增|升|提高|涨|多|降|减|少|压|调|缩|翻|比")
_EACH = lazy(r"平均|每|各|人均|户均")
# 其中, or a deed: what is told now is taken out of what was told before.
_TAKEN = lazy(r"其中|已|实|完成|通过|收回|收到|合格|参加|采纳|办|落实|有|到|的|女|了")
_PEOPLE = lazy(r"职工|会员|人员|教师|姐妹|员工|群众|学员")
_NEAR = 15


def _explains(read: ReadText, portion: Reading, stated: Interval) -> bool:
    """Whether another number of the sentence, or a sum of its neighbours, makes the portion."""
    near = [one for one in read.around(portion, 2, 0) if evidence.is_count(one)]
    near = [one for one in near if one.start < portion.start][-12:]
    here = evidence.in_sentence(near, portion)[-5:]
    parts = [(one, evidence.firm(one)) for one in here]
    for start in range(len(here)):
        for end in range(start + 2, len(here) + 1):
            run = here[start:end]
            if all(evidence.same_unit(one, run[0]) for one in run):
                parts.append((run[0], total([evidence.firm(one) for one in run])))
    return any(
        part.over(evidence.firm(other)).times(100).meets(stated)
        for one, part in parts
        for other in near
        if other.interval.low > 0 and other is not one and evidence.kin(one, other)
    )


def _apart(portion: Reading, whole: Reading, part: Reading) -> bool:
    """Whether the words speak of people where things are counted, or of each one."""
    of_people = _PEOPLE.search(portion.lead)
    if of_people and whole.kind not in {"person", "attendance", "household"}:
        return True
    return bool(_EACH.search(part.lead) or _EACH.search(whole.before))


def _pair(group: list[Reading], at: int) -> tuple[Reading, Reading] | None:
    """Whole and part, the two numbers right before the one at `at`."""
    if at < 2:
        return None
    whole, part = group[at - 2 : at]
    if evidence.is_portion(whole) and at > 2:
        whole = _named_whole(group, at) or whole
    if not (evidence.is_count(whole) and evidence.is_count(part)) or part.lead.startswith("、"):
        return None
    if not evidence.kin(whole, part) or "couple" in {whole.kind, part.kind}:
        return None
    if whole.interval.low <= 0 or part.interval.high > whole.interval.low:
        return None
    if _apart(group[at], whole, part) or _another_named(group, at, whole):
        return None
    # 总部412人,北站280人,南站233人: one of several is no part of the one before it.
    third = group[at - 3] if at > 2 else None
    if third is not None and third.kind == whole.kind == part.kind and not _TAKEN.search(part.lead):
        return None
    return whole, part


_WHAT = lazy(r"(?:占|是|为)(?P<what>[^,，。;]{2,10}?)(?:总数|人数|总人数|数)?的$")


def _named_whole(group: list[Reading], at: int) -> Reading | None:
    """采纳210条,采纳率60%;实施168条,占采纳数的80%: the portion names its whole."""
    whole, between = group[at - 3 : at - 1]
    found = _WHAT.search(group[at].lead.rstrip())
    if not found or not evidence.is_count(whole):
        return None
    told = f"{whole.lead[-16:]} {whole.after[:8]} {between.lead}"
    return whole if evidence.bigrams(found["what"]) & evidence.bigrams(told) else None


def _another_named(group: list[Reading], at: int, whole: Reading) -> bool:
    """女职工3840人,占职工4800人的八成;护理2304人,占女职工的…: of the count told of just that."""
    found = _WHAT.search(group[at].lead.rstrip())
    what = core(found["what"]) if found else ""
    return any(
        one is not whole and evidence.is_count(one) and likeness(what, one) == _JUST_THIS
        for one in group[:at]
    )


_JUST_THIS = 3


def _is_of_the_rest(portion: Reading, part: Reading) -> bool:
    """预算6000元,花了4800元,节约30%: the portion is what is left."""
    return bool(_LEFT.search(portion.lead)) and not _LEFT.search(part.before)


def _made(portion: Reading, whole: Reading, part: Reading) -> Interval:
    """What the part is of the whole, or what is left of it where the words say so."""
    made = evidence.firm(part).over(evidence.firm(whole)).times(100)
    return Interval(100, 100) - made if _is_of_the_rest(portion, part) else made


def _agrees(portion: Reading, stated: Interval, made: Interval) -> bool:
    """Whether it comes out, or lies so far off that the two are not meant."""
    if portion.claim.approx == "ge" and made.low >= stated.low:
        return True
    if portion.claim.approx == "le" and made.high <= stated.high:
        return True
    far = made.low - _NEAR > stated.high or stated.low > made.high + _NEAR
    return far or made.meets(stated)


@cache
def _loose() -> re.Pattern[str]:
    """Rates of other things than those counted (满意率)."""
    return re.compile("|".join(load("words.toml")["loose_rates"]))


_RATE = lazy(r"(?P<name>[\u4e00-\u9fff]{2})[率度]")


def _says_so(portion: Reading, part: Reading) -> bool:
    lead = portion.lead
    if not _OF_THESE.search(lead) or _CHANGED.search(lead):
        return False
    if not _loose().search(lead):
        return True
    # 实到288人,到课率: a rate that is often polled is of the counts whose words it takes up.
    named = _RATE.search(lead)
    return bool(named and set(named["name"]) & set(part.before[-6:] + part.after[:4]))


def _across(read: ReadText, group: list[Reading]) -> list[Reading]:
    """The two numbers that open a sentence, behind the one that ends the sentence before."""
    index = group[0].sentence.index
    earlier = read.by_sentence().get(index - 1, [])[-1:]
    two = group[:2]
    if not earlier or len(two) < 2 or earlier[0].sentence.paragraph != two[0].sentence.paragraph:
        return []
    whole, part = earlier[0], two[0]
    sure = evidence.same_unit(whole, part) and not (
        _ANEW.search(part.lead) or _EACH_OF.search(whole.lead) or whole.lead.startswith("、")
    )
    return [whole, *two] if sure else []


# What is told anew is out of something else than the sentence before ended with.
_ANEW = lazy(r"另|还有|此外|同时|又|再|新|去年|上年|下半年|明年|目标|计划")
_EACH_OF = lazy(r"其中|未|没|尚|剩|余|缺|不合格|退|比[^,，。;]*$|较[^,，。;]*$")


_BARE_SHARE = lazy(
    r"^[,，;(]?\s?(?:刚好|正好|恰好|也就|大概|大约|约|只|仅|才)?占(?:比|了|到|总数|比例)?(?:的)?[^\u4e00-\u9fff]*$"
)
_OWN_RATE = lazy(
    r"(?P<name>[\u4e00-\u9fff]{2})(?:率|度|面|进度|比例)(?:为|是|达到?|只有|约|仅|:|\s)*$"
)


def _is_sure(portion: Reading, whole: Reading, part: Reading) -> bool:
    """Whether the words of the portion are of this part, and of no other whole."""
    lead = portion.lead.rstrip()
    if evidence.same_unit(whole, part) and _BARE_SHARE.match(lead):
        return True
    named = _WHAT.search(lead)
    if named:
        return likeness(core(named["what"]), whole) > 0
    rate = _OWN_RATE.search(lead)
    return bool(
        rate
        and evidence.same_unit(whole, part)
        and set(rate["name"]) & set(part.before[-8:] + part.after[:6])
        and not _LEFT.search(lead)
    )


def _problem(read: ReadText, group: list[Reading], at: int, sure: bool) -> Problem | None:
    portion = group[at]
    stated = evidence.percent(portion) if evidence.is_portion(portion) else None
    pair = _pair(group, at)
    if stated is None or pair is None or not _says_so(portion, pair[1]):
        return None
    whole, part = pair
    if _is_sure(portion, whole, part) is not sure:
        return None
    made = _made(portion, whole, part)
    named = whole is not group[at - 2]
    if _agrees(portion, stated, made) or (not named and _explains(read, portion, stated)):
        return None
    if explained_otherwise.any_of(read, portion, part, whole, stated):
        return None
    rest = "100%－" if _is_of_the_rest(portion, part) else ""
    message = evidence.not_the_rate(f"{rest}{quoted(part)}÷{quoted(whole)}", made, portion)
    return evidence.finding(read, "rate_mismatch", "wrong", [whole, part, portion], message)


def _found(read: ReadText, sure: bool) -> list[Problem]:
    found = [
        _problem(read, group, at, sure)
        for group in read.by_sentence().values()
        for at in range(2, len(group))
    ]
    across = (_across(read, group) for group in read.by_sentence().values())
    found += [_problem(read, three, 2, sure) for three in across if three]
    return [problem for problem in found if problem]


def find(read: ReadText) -> list[Problem]:
    """Portions that the two numbers told right before them do not make."""
    return find_sure(read) + find_unsure(read)


def find_sure(read: ReadText) -> list[Problem]:
    """Those whose own words are of this part and of no other whole."""
    return _found(read, sure=True)


def find_unsure(read: ReadText) -> list[Problem]:
    """The others, which only the weighing can tell."""
    return _found(read, sure=False)
