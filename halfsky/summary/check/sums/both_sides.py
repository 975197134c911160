"""What was done and what was not, told by one word and its denial, and all there is.

心愿260名……实现234个……未实现的36个: whatever stands between them, and in whatever order.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NOT = lazy(
    r"(?<![都均样项者])(?:尚未|暂未|仍未|还未|未能|未获|未予|未(?!来|成年|婚|必)|没有|没能|没(?!收)|不予|不(?!是|含|包括|少|足|同|断|仅|但|过|到[\d一二三四五六七八九十]|满|超|重))(?:得到|能|被|按期|及时|参加|予以|有)?(?=(?P<deed>[\u4e00-\u9fff]{1,4}))"
)
_PAIRS = (
    (
        lazy(r"实到|到[会场课]|出席|签到|赴约|参加|实检|应约|[满全出]勤"),
        lazy(r"缺[席课勤考]|请过?了?假|爽约|[没未][来到去](?![\d])|因[^,，。;\d]{2,10}没有?[来去]"),
    ),
    (lazy(r"还清|结清|偿还"), lazy(r"还款期|拖欠|在还")),
    (lazy(r"合格|达标|及格|通过|过关|过了"), lazy(r"不合格|不达标|不及格|待补考|没过|未过")),
    (
        lazy(
            r"整改|办结|完成|解决|答复|销号|落实|点亮|认领|兑现|实现|改造|建成|回复|处理|化解|换届|签[订约妥]|[改办修装]了|改好"
        ),
        lazy(
            r"^.{0,6}(?:还[差剩欠]|[剩尚余]|仍(?:有|在(?:办|整|处|协|调))|在办|正在|待[办改]|限期)|(?:还[差剩欠有]|[剩余]下?|尚[有差]|仍[有剩])[^,，。;\d]{0,4}$"
        ),
    ),
    (
        lazy(r"当选|入选|获奖|得奖|中选|评[出上]|选[出上中]|录[取用]"),
        lazy(r"落选|落榜|淘汰|刷下"),
    ),
    (
        lazy(r"[交缴](?:全|齐|清|足)|全[交缴]|按[时期][交缴]|足额"),
        lazy(r"[欠缺漏少迟][交缴]"),
    ),
)
_ELSE = lazy(
    r"去年|上年|同期|比|较|每|均|平均|增|减|历年|另外|此外|计划|目标|最|新[建增签招]|率|以上|以下|占|约|预计|临时|全部|均|涉及"
)
# 理论和实操都合格44人,理论不合格3人: whoever lacks one of them is not yet all the rest.
_OF_BOTH = lazy(
    r"(?:[两二三几四][项样种门关科者个类轮次证本头边处道级栏]|[\u4e00-\u9fff]{2}[和与及、][\u4e00-\u9fff]{2,6})[^,，。;\d]{0,4}[都均全]"
)
_GOES_ON = lazy(r"其余|其他|其它|另")
_BACK, _LONG, _MOST, _MOST_ADDED, _FAR = 2, 14, 7, 3, 20
_CLOSE = Fraction(3, 4), Fraction(4, 3)


def _words(one: Reading) -> str:
    behind = re.split(r"[,，。;、:]", one.after)[0][:12]
    return one.before[-_LONG:] + "\x00" + behind


def _denied(one: Reading) -> list[str]:
    return [found["deed"] for found in _NOT.finditer(_words(one))]


def _says(deed: str, done: Reading) -> bool:
    """Whether the words of a number say the deed that those of the other deny."""
    words = _words(done)
    if _NOT.search(words):
        return False
    if len(deed) > 1 and deed[:2] in words:
        return True
    before = words.partition("\x00")[0]
    return deed[0] in before[-3:] or bool(re.search(rf"已[^已]{{0,1}}{deed[0]}", before))


def _complement(done: Reading, left: Reading) -> bool:
    if any(_says(deed, done) for deed in _denied(left)):
        return True
    said, other = _words(done), _words(left)
    return any(
        one.search(said) and two.search(other) and not two.search(said) and not _NOT.search(said)
        for one, two in _PAIRS
    )


def _candidates(read: ReadText, left: Reading) -> list[Reading]:
    """The numbers of the like that stand before it."""
    return [
        one
        for one in evidence.before(read, left, _BACK)
        if _alike(one, left) and not one.claim.approx and not one.quantity.chinese
    ][-_MOST:]


def _alike(one: Reading, other: Reading) -> bool:
    return one.claim.unit == other.claim.unit or one.kind == other.kind == "person"


def _undivided(near: list[Reading]) -> list[Reading]:
    """The numbers without those right before what is left that only divide another one."""
    for start in range(1, len(near) - 1):
        if evidence.comes_out(near[start - 1], near[start:]):
            return near[:start]
    return near


def _sides(near: list[Reading], left: Reading) -> tuple[list[Reading], list[Reading]]:
    """What stands before, and those right before what is left of which the opposite is said."""
    at = len(near)
    while at and _complement(near[at - 1], left) and not _ELSE.search(_words(near[at - 1])):
        at -= 1
    if at == 0 and len(near) > 1 and near[0].interval.low > near[1].interval.high:
        at = 1  # 整改清单35项,整改30项: the first is all there is
    return near[:at], near[at:]


def _explained(done: list[Reading], left: Reading, every: list[Reading]) -> bool:
    """Whether the rest, or what is done, makes with some of the others a number near."""
    least = finest(every)
    amounts = {one.start: told_to(one, least) for one in every}
    for sure in (left, *done):
        others = [one for one in every if one is not sure]
        for size in range(1, min(len(others), _MOST_ADDED) + 1):
            for some in combinations(others, size):
                made = total([amounts[one.start] for one in some]) + amounts[sure.start]
                if any(made.meets(amounts[one.start]) for one in others if one not in some):
                    return True
    return False


def _is_all_of_others(read: ReadText, made: Interval, whole: Reading, left: Reading) -> bool:
    """遗属12户,每户登记一名:…到会9人,3人未到: together they are as many as the households."""
    return any(
        one.start < whole.start and one.kind in _GROUPS and made.meets(one.interval)
        for one in evidence.before(read, left, _BACK)
    )


_GROUPS = frozenset({"household", "organisation", "team", "class_group", "place"})


# 头一晚来了51家,第二晚来了43家: each is of its own turn.
_TURN = lazy(r"(?:头|首|第)[一二三四]?[晚天场批轮次期]")
# 超期未办结的3件: only some of what is not done.
_OVERDUE = lazy(r"[超逾][期时]")
_FAR_BACK = 5


def _are_of_turns(whole: Reading, done: Reading) -> bool:
    return bool(_TURN.search(whole.before) and _TURN.search(done.before))


def _is_some(made: Interval, whole: Reading, left: Reading) -> bool:
    """Whether what is left is told of only some, and the others are what is missing."""
    return made.high < whole.interval.low and bool(_OVERDUE.search(left.before[-_LONG:]))


def _is_told(read: ReadText, made: Interval, whole: Reading, left: Reading) -> bool:
    """旧存8件,新收97件,结案94件,未结11件: what they make is told, or is of two before them."""
    told = [one for one in evidence.before(read, left, _FAR_BACK) if _alike(one, left)]
    return any(
        one is not whole and (made.meets(one.interval) or made.meets(whole.interval + one.interval))
        for one in told
    )


def _is_about(made: Interval, whole: Reading) -> bool:
    low, high = (whole.interval.middle * share for share in _CLOSE)
    return low <= made.middle <= high


def _is_set_apart(read: ReadText, whole: Reading, done: Reading) -> bool:
    """女性11人、男性1人;到会9人: one of a list before a semicolon is no whole behind it."""
    parted = ";" in read.plain[whole.end : done.start]
    return parted and "、" in {whole.tail[:1], whole.lead[:1]}


# 两批未到的9人: of the batch before as well.
_OF_SEVERAL = lazy(r"[两三四几][批次期场轮]\w{0,6}$")


def _check(read: ReadText, left: Reading) -> Problem | None:
    if left.claim.approx or _ELSE.search(_words(left)):
        return None
    near = _candidates(read, left)
    ahead, done = _sides(_undivided(near), left)
    larger = [one for one in ahead if done and one.interval.low > done[-1].interval.high]
    if not larger or _GOES_ON.search(read.plain[left.end : left.end + _FAR].split("。")[0]):
        return None
    of_both = any(_OF_BOTH.search(_words(one)) for one in (*done, left))
    if of_both or _OF_SEVERAL.search(read.plain[max(0, left.start - 12) : left.start]):
        return None
    whole = larger[-1]
    if _ELSE.search(whole.before[-8:]) or "其中" in whole.lead:
        return None
    later = [
        one for one in read.around(left, 0, 1) if one.start > left.start and _alike(one, left)
    ][:2]
    made = total([one.interval for one in (*done, left)])
    if made.meets(whole.interval) or not _is_about(made, whole):
        return None
    apart = _is_set_apart(read, whole, done[0]) or _are_of_turns(whole, done[0])
    if apart or _is_all_of_others(read, made, whole, left) or _is_some(made, whole, left):
        return None
    if _explained(done, left, [*near, left, *later]) or _is_told(read, made, whole, left):
        return None
    shape = "＋".join(quoted(one) for one in (*done, left))
    message = f"{shape}{calculated.equals_amount(made, whole)}，文中共{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, *done, left], message)


def find(read: ReadText) -> list[Problem]:
    """What was done and what was not that do not make all there is."""
    found = (
        _check(read, one)
        for one in read.readings
        if evidence.is_count(one)
        and one.kind != "money"
        and (_NOT.search(_words(one)) or any(two.search(_words(one)) for _, two in _PAIRS))
    )
    return [problem for problem in found if problem]
