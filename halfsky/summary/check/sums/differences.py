"""By how much two numbers differ, told beside them: 账面1280包,实盘1264包,盘亏14包."""

from __future__ import annotations

import re
from itertools import combinations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.parts import PER_HEAD
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# What should have been, or was before; and what is.
_DUE = lazy(r"账面|账上|应|计划|目标|任务|指标|需|不少于|不低于|核定|定额|编制|预算|下达")
_DONE = lazy(
    r"实|完成|已|现有|达到|做到|落实|到位|参加|帮扶|举办|培训|使用|支出|用去|盘点|清点|建成|新建"
)
_APART = lazy(
    r"(?:超出?(?:年度|原定|年初)?(?:计划|目标|任务|指标|预算|定额|编制)?|超额(?:完成)?|多(?:完成|出)?"
    r"|盘盈|盘亏|溢出|短少|短缺|节约|节余"
    r"|(?:离|距|比)?[^,，。;\d]{0,8}(?:还差|尚差|相差|差|还缺|尚缺|缺口|短缺|缺|少))(?:了|额|口)?(?:为|有|达|约)?$"
)
_ELSE = lazy(r"去年|上年|同期|其中|另|每|均|累计|历年|增|减|新|平均")
_GROWN = lazy(
    r"(?:增加|减少|增|减|净增|净减|扩大|缩减|新增|追加|新[建开设添办成立发展吸收]{1,2}|增设|添置?|续建|改建)(?:了|加)?(?![到至为])[\u4e00-\u9fff]{0,8}$"
)
_FROM = lazy(
    r"^(?:[,，(]?\s?|(?:[\u4e00-\u9fff]{0,6}[,，])?(?:使得?|至此|这样|令)[^,，。;\d]{0,12})[由从][^,，。;\d]{0,10}$"
)
_TO = lazy(r"^[^,，。;\d]{0,8}(?:[到至成为])[^,，。;\d]{0,3}$")


def _explained(read: ReadText, told: list[Reading]) -> bool:
    """Whether the difference is that of any other two numbers near."""
    apart = told[-1]
    near = [one for one in read.around(apart, 1, 1) if evidence.same_unit(one, apart)]
    near = [one for one in near if one is not apart][:14]
    return any(
        evidence.comes_out(larger, [smaller, apart])
        or evidence.comes_out(smaller, [larger, apart])
        or evidence.comes_out(apart, [larger, smaller])
        for larger, smaller in combinations(near, 2)
    )


def _differs(read: ReadText, one: Reading, other: Reading, apart: Reading) -> Problem | None:
    larger, smaller = sorted((one, other), key=lambda r: -r.interval.middle)
    made = larger.interval - smaller.interval
    if made.high <= 0 or not evidence.slipped(made, apart.interval):
        return None
    if _explained(read, [one, other, apart]):
        return None
    message = (
        f"{quoted(larger)}－{quoted(smaller)}{calculated.equals_amount(made, apart)}，"
        f"文中{quoted(apart)}，对不上。"
    )
    involved = sorted([one, other, apart], key=lambda r: r.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def _check(read: ReadText, like: list[Reading]) -> Problem | None:
    one, other, apart = like
    between = other.lead + apart.lead
    if any(PER_HEAD.search(r.before[-6:]) for r in like) or _ELSE.search(between):
        return None
    if _APART.search(apart.lead) and _DUE.search(one.lead[-14:]) and _DONE.search(other.lead):
        return _differs(read, one, other, apart)
    return None


def _check_grown(read: ReadText, like: list[Reading]) -> Problem | None:
    """增加4家,由年初的22家增至27家."""
    apart, one, other = like
    if not _GROWN.search(apart.before) or re.search(r"比|较|去年|同期", apart.lead[-12:]):
        return None
    if _FROM.match(one.lead) and _TO.search(other.lead):
        return _differs(read, one, other, apart)
    return None


def find(read: ReadText) -> list[Problem]:
    """Differences that the numbers beside them do not make."""
    found = []
    for group in read.by_sentence().values():
        counted = [one for one in group if evidence.is_count(one)]
        for at in range(2, len(counted)):
            like = counted[at - 2 : at + 1]
            if all(evidence.same_unit(one, like[0]) for one in like[1:]):
                found += [_check(read, like), _check_grown(read, like)]
    return [problem for problem in found if problem]
