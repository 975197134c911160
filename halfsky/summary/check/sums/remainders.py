"""What is done and what is not make up all there is: 14户申请,批准11户,未获批5户."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.sums import no_sums, sums
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_REST = lazy(r"^[,，、;。]?\s*(?:其余|余下|剩余|剩下|其他|其它|余)[^,，。;\d]{0,6}$")
_NOT_YET = lazy(
    r"尚未|暂未|仍未|未能|未(?!来|成年|婚|必)|没有|没(?!收)|正在|仍在|还在|在办|暂缓|暂不|暂时|待(?!遇|岗|业)|限期"
    r"|不(?![少漏落断仅但过同足满])"
)
_DONE = lazy(
    r"已(?!婚|有|发现)|完成|当场|按期|办结|审结|结案|解决|整改|到位|落实|成功|通过|批准|采纳|立案|确定"
)
_DENIED = lazy(r"(?:尚未|暂未|仍未|未能|未获|未|没有|没|不)(?P<deed>[\u4e00-\u9fff]{2})")
_OUT, _ON = lazy(r"淘汰|落选|退出|刷下|未过"), lazy(r"进入|晋级|入围|留下|闯进|杀入|进(?=[决复])")
_ELSE = lazy(
    r"去年|上年|同期|比|较|每|均|平均|增|减|累计|历年|另外|此外|同时|其中|计划|目标|最|新[建增签招]|转化|连同|加上"
    r"|重复|交叉|又|两者|两项|都|兼|预计|不足"
)
_LONGEST = 5
_OPEN = lazy(r"尚|未|没|正在|仍|在办|暂|待|还|观望|说不清|其余|其他|余下|不")


def _words(one: Reading) -> str:
    return one.before[-20:] + "\x00" + one.after[:14]


def _is_said(deed: str, words: str) -> bool:
    return deed in words or deed[-1] in words.replace("\x00", "")[-8:]


def _complement(done: Reading, left: Reading) -> bool:
    """Whether the one says of a deed that it is done and the other that it is not."""
    said, other = _words(done), _words(left)
    denied = _DENIED.search(other)
    if denied and not _NOT_YET.search(said) and _is_said(denied["deed"], said):
        return True
    if _OUT.search(said) and _ON.search(other):
        return True
    return bool(_DONE.search(said) and not _NOT_YET.search(said) and _NOT_YET.search(other))


def _runs(counted: list[Reading], at: int) -> Iterator[tuple[Reading, list[Reading]]]:
    """Each number ahead with all those of the like that stand between it and counted[at]."""
    left = counted[at]
    run = [left]
    for one in reversed(counted[max(0, at - _LONGEST - 1) : at]):
        if not evidence.same_unit(one, left):
            continue
        if len(run) > 1:
            yield one, run
        run = [one, *run]


def _closes(run: list[Reading]) -> bool:
    *earlier, left = run
    if _REST.search(left.lead):
        return True
    return any(_complement(done, left) for done in earlier)


def _goes_on(counted: list[Reading], at: int) -> bool:
    """Whether another number of what is not done follows: 已办28件、在办8件、暂缓4件."""
    following = [one for one in counted[at + 1 : at + 3] if evidence.same_unit(one, counted[at])]
    return bool(following) and bool(
        _OPEN.search(_words(following[0])) or following[0].lead[:1] in {"、", ""}
    )


# So many of the numbers next to it are looked at for another explanation.
_MOST_NEAR = 24


# 超期未办结的3件: only some of what is not done.
_OVERDUE = lazy(r"[超逾][期时]")
# 不应检的89人: they were never due.
_NOT_DUE = lazy(r"不应[检到参筛交]|不需|无需|不必|不用")
_BESIDES = lazy(r"^[,，;。]?\s*(?:另外?|还)有$")


def _told_behind(read: ReadText, left: Reading, found: list[tuple[Reading, list[Reading]]]) -> bool:
    """当场整改7处,限期整改3处。另有1处…: the next sentence tells the rest."""
    behind = [one for one in read.around(left, 0, 1) if one.start > left.start]
    more = [one for one in behind if _BESIDES.search(one.lead) and evidence.same_unit(one, left)]
    return any(evidence.comes_out(whole, [*run, one]) for one in more[:1] for whole, run in found)


def _comes_out(
    read: ReadText, counted: list[Reading], at: int, found: list[tuple[Reading, list[Reading]]]
) -> bool:
    """Whether some number near is what some of the run make."""
    left, later = counted[at], counted[at + 1 : at + 3]
    near = [one for one in read.around(left, 4, 1) if evidence.same_unit(one, left)]
    near = sorted(near, key=lambda one: abs(one.start - left.start))[:_MOST_NEAR]
    # 收回310张: one form for each of the people who answered.
    people = left.kind == "person"
    forms = [one for one in read.around(left, 2, 0) if people and one.kind == "document"]
    for whole, run in found:
        bounds = combinations(range(len(run) + 1), 2)
        runs = [run[start:end] for start, end in bounds if end - start > 1]
        runs += [[*run, *later[:many]] for many in (1, 2)]
        if any(evidence.comes_out(whole, some) for some in runs):
            return True
        summed = total([part.interval for part in run])
        # 132家,符合条件的110家,已建108家,其余22家: what is left is of another whole.
        larger = whole.interval + left.interval
        if any(evidence.comes_out(one, run) for one in forms):
            return True
        if any(summed.meets(one.interval) or larger.meets(one.interval) for one in near):
            return True
    return False


# 偏高的12人,不适的15人,两项都有的6人: some are in two of the parts.
_OF_BOTH = lazy(r"[两二三][项样种门科][^,，。;\d]{0,4}都有的?")
_OPENS = lazy(r"其中|集中在|包括|分别|预计")
_USED = lazy(r"用|支|花|付|发")


def _may_be_whole(whole: Reading, run: list[Reading]) -> bool:
    """Whether the number is told in another way than the first of the run, and of the like."""
    first, left = run[0], run[-1]
    if any(part.claim.unit != whole.claim.unit and part.kind != "person" for part in run):
        return False
    if left.kind == "money" and not any(_USED.search(part.before) for part in run[:-1]):
        return False
    if _OPENS.search(whole.lead) or (_REST.search(left.lead) and whole.lead[:1] == "、"):
        return False
    if no_sums.are_in_a_row(whole, first):
        return False
    siblings = whole.lead[:1] == first.lead[:1] and len(whole.lead) <= len(first.lead) + 4
    return not (siblings and _REST.search(left.lead))


def _check(read: ReadText, counted: list[Reading], at: int) -> Problem | None:
    left = counted[at]
    if _OF_BOTH.search(read.plain[left.sentence.start : left.sentence.end]):
        return None
    found = list(_runs(counted, at))
    if _NOT_DUE.search(_words(left)) or _told_behind(read, left, found):
        return None
    if _OVERDUE.search(left.before[-8:]):
        return None
    problem = _broken(read, left, found)
    if problem is None or _goes_on(counted, at) or _comes_out(read, counted, at, found):
        return None
    return problem


def _broken(
    read: ReadText, left: Reading, found: list[tuple[Reading, list[Reading]]]
) -> Problem | None:
    """The nearest number that a run should make up and does not."""
    for whole, run in found:
        between = read.plain[whole.end : left.start]
        if whole.sentence.index < left.sentence.index - 1 or _ELSE.search(between):
            return None
        if any(part.interval.low >= whole.interval.low for part in run):
            return None
        if not _may_be_whole(whole, run):
            return None
        if whole.claim.mode != left.claim.mode or PER_HEAD.search(whole.before[-6:]):
            return None
        if _closes(run) and sums.near(tuple(run), whole, *sums.FIFTH):
            return sums.mismatch(read, whole, tuple(run))
    return None


def find(read: ReadText) -> list[Problem]:
    """What is done and what is left that do not make up all there is."""
    found = []
    groups = read.by_sentence()
    for index, group in groups.items():
        earlier = groups.get(index - 1, [])
        if earlier and earlier[-1].sentence.paragraph != group[0].sentence.paragraph:
            earlier = []
        counted = [one for one in [*earlier, *group] if evidence.is_count(one)]
        for at in range(max(2, len(counted) - len(group)), len(counted)):
            left = counted[at]
            if _NOT_YET.search(_words(left)) or _REST.search(left.lead) or _ON.search(_words(left)):
                found.append(_check(read, counted, at))
    return [problem for problem in found if problem]
