"""Half and half, one to one: 男女比例一比一,女71人,男49人; 本地与外来各占一半,外来36名,本地24名."""

from __future__ import annotations

import itertools
import re

from halfsky.summary.check.clues import evidence, named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EVEN = (
    r"(?P<even>各占(?:了)?(?:一半|半数|百分之五十|50%|五成|二分之一)|各(?:为|是)?一?半|各(?:承担|负担|分担|出)了?一半|对半(?:开)?|参半|平分秋色"
    r"|(?:数量?|人数|比例)?(?:完全)?(?:相同|相等|一样多|均等)|一样多|相当|持平|(?:是|为|达到?|约)?(?:1|一)(?:比|:|：)(?:1|一)(?![\d.一-十])|五五开)"
)
_ABOUT = r"(?P<about>大致|大体|基本|几乎|差不多|大约|约|近|接近)?"
_SEXES = guarded(
    rf"(?P<one>[男新])(?:[、和与])?(?P<other>[女老])(?P<who>[\u4e00-\u9fff]{{0,6}}?)(?:的?(?:人数|比例|数量|总数))?(?:也|均|正好|刚好|恰好)?{_ABOUT}{_EVEN}"
)
_TWO = guarded(
    rf"(?<![\u4e00-\u9fff])(?P<lead>[^,，。;:、()\n]{{0,12}}(?:中|里|,|，))?(?P<one>[\u4e00-\u9fff]{{2,8}}?)(?:人数)?[和与跟同、](?P<other>[\u4e00-\u9fff]{{2,8}}?)"
    rf"(?:的?(?:参保|参训|报名|参加)?(?:人数|比例|数量|件数|户数|场次|代表|学员|人员|职工))?(?:也|均|正好|刚好|恰好|都|大)?{_ABOUT}{_EVEN}"
)
_HOPED = lazy(r"[未没不]|力争|争取|计划|目标|要求|应|将|希望|预计|去年|上年|同期|往年")
_MAN, _WOMAN = lazy(r"男[\u4e00-\u9fff]{0,6}$"), lazy(r"女[\u4e00-\u9fff]{0,6}$")
_PARTS = lazy(r"另|还有|新|又|增|剩|其余|去年|上年|同期|计划|目标|应|超过")
_SENTENCES = 3
_ROOM, _ROOM_ABOUT = Interval(90, 111), Interval(70, 143)


def _near(read: ReadText, at: int) -> list[Reading]:
    """The counts of the sentences around a place, in its paragraph."""
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None:
        return []
    return [
        one
        for index in range(here.index - 1, here.index + _SENTENCES)
        for one in read.groups.get(index, [])
        if one.sentence.paragraph == here.paragraph and evidence.is_count(one)
    ]


def _named(one: Reading, name: str) -> bool:
    """Whether a number is of those: the name right ahead of it or right behind."""
    if name in "男女":
        mark, other = (_MAN, _WOMAN) if name == "男" else (_WOMAN, _MAN)
        before = one.before.rstrip(" 为是有共")
        behind = one.after[:1] == name
        return (bool(mark.search(before)) and not other.search(before)) or behind
    if len(name) == 1:
        return named_values.name_of(one).startswith(name)
    before = one.before.rstrip(" 为是有共各:")
    own = named_values.name_of(one)
    if len(own) > 1 and name.endswith(own):
        return True
    return before.endswith(name) or one.after.startswith(name)


def _pair(near: list[Reading], word: re.Match[str]) -> tuple[Reading, Reading] | None:
    """The two that stand side by side, each of one of the two names."""
    for one, other in itertools.pairwise(near):
        if one.claim.unit != other.claim.unit or _PARTS.search(other.lead):
            continue
        for first, second in ((word["one"], word["other"]), (word["other"], word["one"])):
            if _named(one, first) and _named(other, second):
                return one, other
    return None


def _problem(read: ReadText, word: re.Match[str]) -> Problem | None:
    ahead = read.plain[max(0, word.start() - 6) : word.start()]
    if _HOPED.search(ahead + word.group()[: -len(word["even"])]) or "对半价" in word.group():
        return None
    if read.plain[word.end() : word.end() + 1] in "的之":
        return None
    pair = _pair(_near(read, word.start()), word)
    if pair is None or pair[1].interval.low <= 0:
        return None
    made = pair[0].interval.over(pair[1].interval).times(100)
    if made.meets(_ROOM_ABOUT if word["about"] else _ROOM):
        return None
    message = f"文中说“{word.group().lstrip(',，')}”，却是{quoted(pair[0])}和{quoted(pair[1])}。"
    return named_values.claim_refuted(read, word.span(), pair, message)


def find(read: ReadText) -> list[Problem]:
    """Two that are said to be half and half, or as many, and are not."""
    words = [*_SEXES.finditer(read.plain), *_TWO.finditer(read.plain)]
    found = [problem for word in words if (problem := _problem(read, word))]
    return found[:1] if len({one.start for one in found}) == 1 else found
