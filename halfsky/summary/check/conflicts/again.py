"""A group that is pointed back to with a number it never had: 63名女工参赛 … 全部73名参赛女工."""

from __future__ import annotations

import re
from collections.abc import Sequence

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import bigrams, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# How the words right before a number point back.
_THESE = lazy(r"(?:这|上述|以上|前述|全部|全体|所有|该批)(?:的)?$")
_WHICH = lazy(r"(?P<deed>[\u4e00-\u9fff]{2,10})的(?:这)?$")
_NOT_BACK = lazy(
    r"(?:以上|以下|不足|超过|增加|减少|新增|其余|其他|剩余|剩下|余下|另外|优秀|困难|符合|需要|平均|"
    r"去年|同期|上年|计划|目标|未|没|不|尚|还|每|约|近|部分|获奖|第[一二三四五]|突出|显著|先进).{0,6}$"
)
_NARROWED = lazy(
    r"其中|另|又|还有|再|每|均|去年|上年|比|较|计划|目标|第[一二三四]|增|减|余下|剩|除"
)
_HAN = lazy(r"[^\u4e00-\u9fff]")
_FAR = 10
_MOST = 24
# So much may a slip of the pen raise or lower a number where no digit gives it away.
_NEAR = 1.4


def _earlier(read: ReadText, reading: Reading) -> list[Reading]:
    """Counts of the like that stand before it, the nearest last."""
    found = [
        one
        for one in read.around(reading, _FAR, 0)
        if one.start < reading.start
        and evidence.is_count(one)
        and one.kind == reading.kind
        and evidence.same_unit(one, reading)
    ]
    return found[-_MOST:]


def _digits_slipped(one: Reading, other: Reading) -> bool:
    """126 and 162, 63 and 73, 24 and 42: one digit is another, or two changed places."""
    first, second = str(one.claim.value), str(other.claim.value)
    if one.claim.unit != other.claim.unit or len(first) != len(second) or len(first) < 2:
        return False
    if sorted(first) == sorted(second):
        return True
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def explained(earlier: Sequence[Reading], reading: Reading) -> bool:
    """Whether numbers told before are, make up or leave the number."""
    if any(one.interval.meets(reading.interval) for one in earlier):
        return True
    for at, one in enumerate(earlier):
        for other in earlier[at + 1 :]:
            if (one.interval + other.interval).meets(reading.interval):
                return True
            if (one.interval - other.interval).meets(reading.interval):
                return True
        for end in range(at + 3, min(len(earlier), at + 8) + 1):
            if total([it.interval for it in earlier[at:end]]).meets(reading.interval):
                return True
    return False


def _pointed(reading: Reading) -> tuple[str, bool] | None:
    """The deed by which the number is known and whether 这, 全部 points at it."""
    before = reading.before.rstrip(' “"')
    if _NOT_BACK.search(before[-8:]):
        return None
    these, which = _THESE.search(before), _WHICH.search(before)
    if which:
        return which["deed"], bool(these)
    return ("", True) if these else None


def _same_group(one: Reading, reading: Reading, deed: str) -> int:
    """How surely the two count one group: by noun and by deed."""
    said = _HAN.sub("", one.lead[-20:] + one.after[:16])
    noun = _HAN.sub("", reading.after)[:8]
    if len(noun) < 2:  # 走完全程的384人: known by the deed alone, so by all of its words
        return 3 if len(deed) > 3 and deed[-4:] in said else 0
    if deed and (deed[-2:] not in said or noun[:2] not in said):
        return 0
    return len(bigrams(noun) & bigrams(said)) + 2 * bool(deed)


# 三园女教师合计72人,…五险买齐的64人: of all of them, after each was told by itself.
_ALL_OF_THEM = lazy(
    r"(?:[两二三四五六七八九十各几][个家所]?[\u4e00-\u9fff]{1,4}|全部)[^,，。;\d]{0,8}(?:合计|总计|共|加起来|合起来)"
)


# 东园:…五险买齐的18人 / 西园:…五险买齐的15人: each row is of a place of its own.
_ROW = lazy(r"^\s*(?:[(]?[\d一二三四五六七八九十]+[).、])?(?P<name>[\u4e00-\u9fff]{2,10}):")


def _of_another_row(read: ReadText, one: Reading, reading: Reading) -> bool:
    """Whether the paragraphs of the two open with different names of one sort."""
    rows = [_ROW.match(read.openings[it.sentence.paragraph]) for it in (one, reading)]
    first, second = rows
    if not first or not second or first["name"] == second["name"]:
        return False
    return first["name"][-1] == second["name"][-1]


def _of_all_of_them(read: ReadText, one: Reading, reading: Reading) -> bool:
    """Whether the number is of all together and the one told before of one of them."""
    told = read.plain[reading.sentence.start : reading.start]
    apart = one.sentence.index != reading.sentence.index
    return apart and reading.interval.low > one.interval.high and bool(_ALL_OF_THEM.search(told))


def _is_apart(read: ReadText, one: Reading, reading: Reading) -> bool:
    """Whether the number told before is of fewer, of a plan, or of another row."""
    if _NARROWED.search(one.before) or one.claim.mode != "result":
        return True
    return _of_another_row(read, one, reading) or _of_all_of_them(read, one, reading)


# 对今年新建的8间逐间验收: a plan with what there is.
_TAKEN_UP = lazy(
    r"(?:^|[对将把让使为给])[^,，。;\d]{0,4}(?:今年|已经?|此前|前期|现有|符合)[^,，。;\d]{1,14}的$|将[^,，。;\d]{2,14}的$"
)


def _is_told(reading: Reading) -> bool:
    """Whether it is a result, or a plan with things that were counted before."""
    if reading.claim.mode == "result":
        return True
    return reading.claim.mode == "plan" and bool(_TAKEN_UP.search(reading.before.rstrip(' “"')))


_LEAST_NOUN = 3


def _same_words(read: ReadText, one: Reading, reading: Reading, deed: str) -> bool:
    """新建母婴关爱室9间 … 今年新建的8间母婴关爱室: the deed and the whole name are told again."""
    noun = re.match(r"[\u4e00-\u9fff]*", reading.after.lstrip("余多的"))
    ahead = read.plain[max(one.sentence.start, one.start - 24) : one.start]
    said = _HAN.sub("", ahead + one.after[:12])
    size = len(noun.group()[:8].split("的")[0]) if noun else 0
    named = size >= _LEAST_NOUN and noun is not None and noun.group()[:4] in said
    known = all(word in said for word in _words_of(deed))
    return named and known and evidence.slipped(one.interval, reading.interval, _NEAR)


def _words_of(deed: str) -> list[str]:
    """The last two characters of a deed, which name it, and the time ahead of them."""
    return [deed[-2:], *re.findall(r"今年|本年|上半年|下半年|本[月季]", deed)] if deed else ["\n"]


def _original(read: ReadText, reading: Reading) -> Reading | None:
    """The number told before of the group that the reading points at, where it is another."""
    pointed = _pointed(reading)
    if pointed is None or reading.claim.value < 5 or not _is_told(reading):
        return None
    deed, these = pointed
    earlier = _earlier(read, reading)
    if not earlier or explained(earlier, reading):
        return None
    for one in reversed(earlier):
        if one.sentence.index == reading.sentence.index and not these:
            continue
        sure = _same_group(one, reading, deed)
        if not sure:
            continue
        if _is_apart(read, one, reading):
            continue
        slip = _digits_slipped(one, reading)
        near = these and evidence.slipped(one.interval, reading.interval, _NEAR)
        if (slip and sure > 0) or (near and sure > 1) or _same_words(read, one, reading, deed):
            return one
        return None
    return None


def find(read: ReadText) -> list[Problem]:
    """Numbers that point back to a group and are not its number."""
    found = []
    for reading in read.readings:
        if not evidence.is_count(reading) or not reading.before:
            continue
        one = _original(read, reading)
        if one is not None:
            message = f"前文说的是{quoted(one)}，这里回指同一批却成了{quoted(reading)}。"
            found.append(evidence.finding(read, "contradiction", "wrong", [one, reading], message))
    return found
