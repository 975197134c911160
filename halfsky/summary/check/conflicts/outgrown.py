"""A part that has outgrown its whole: more this year than in all years, more people than visits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.told import bare, signs_of
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text import passages
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_SINCE = lazy(
    r"自?(?:\d{4}年|[\u4e00-\u9fff]{0,6})(?:成立|开办|启动|建立|实施|开展|设立|组建|创办|运行|推行)?以来|历年|几年来|[三四五六七八九十]年来"
)
_SINCE_THIS_YEAR = lazy(r"今年以来|年初以来|上半年以来|月(?:份)?以来|本年以来|去年以来")
_IN_ALL = lazy(r"累计|总共|共计|共|总计")
_THIS_YEAR = lazy(r"今年|本年度?|\d{4}年(?:一年|全年|度)?|上半年|全年|当年|一年")
_NARROWED = lazy(
    r"去年|上年|同期|计划|目标|预计|力争|全[省国]|全市|全系统|其余|另外|此外|另有|应(?!急)"
)
_EVERYWHERE = frozenset({"女职", "职工", "女工", "工会", "人员", "企业", "单位"})
_SENTENCES = 1
# Beyond three times as many the two are not of one thing.
_MOST = 3


def _of_one_thing(one: Reading, other: Reading) -> bool:
    """Whether the two share a word, or the second names nothing of its own."""
    first, second = (signs_of(bare(each.lead[-24:] + each.after[:16])) for each in (one, other))
    return bool((first & second) - _EVERYWHERE)


def _countable(one: Reading, other: Reading) -> bool:
    """Whether the first may never be more than the second, if it is a part of it."""
    alike = evidence.same_unit(one, other) and one.claim.unit == other.claim.unit
    return alike or (one.kind, other.kind) == ("person", "attendance")


def _exceeds(part: Reading, whole: Reading) -> bool:
    high = whole.interval.high
    return high < part.interval.low < high * _MOST


def _of_all_years(whole: Reading) -> bool:
    words = whole.lead[-40:]
    since = _SINCE.search(words) and not _SINCE_THIS_YEAR.search(words)
    return bool(since and _IN_ALL.search(words[-20:]))


def _of_this_year(part: Reading) -> bool:
    words = part.lead[-40:]
    return bool(_THIS_YEAR.search(words)) and not (
        _SINCE.search(words) or _IN_ALL.search(words[-8:]) or passages.cumulative(words)
    )


def _past_all_years(read: ReadText, pairs: list[tuple[Reading, Reading]]) -> Iterator[Problem]:
    """今年1860名参保,自2010年以来累计1520人次."""
    for one, other in pairs:
        for part, whole in ((one, other), (other, one)):
            plain = not _NARROWED.search(part.lead[-24:] + whole.lead[-24:])
            if not (plain and _countable(part, whole) and _exceeds(part, whole)):
                continue
            if _of_all_years(whole) and _of_this_year(part) and _of_one_thing(one, other):
                message = f"历年累计只有{quoted(whole)}，当年却有{quoted(part)}。"
                yield evidence.finding(read, "contradiction", "wrong", [one, other], message)


_TAKING_PART = lazy(r"参加|参与|咨询|接受|受训|培训|参训|体检|检查|收听|观看|就诊|走访|慰问|服务")
_VISITS_IN_ALL = lazy(r"^[,，、;]?(?:累计|共计?|先后|总计|合计|全年)[\u4e00-\u9fff]{0,10}$")


def _past_all_visits(read: ReadText, pairs: list[tuple[Reading, Reading]]) -> Iterator[Problem]:
    """356名女职工参加心理咨询,累计咨询289人次."""
    for one, other in pairs:
        told = one.kind == "person" and other.kind == "attendance" and _exceeds(one, other)
        deed = _TAKING_PART.search(one.after + one.before[-8:])
        if not (told and deed and _VISITS_IN_ALL.search(other.before)):
            continue
        if _of_one_thing(one, other) and not _NARROWED.search(one.lead[-24:] + other.lead):
            message = f"{quoted(other)}少于{quoted(one)}，人次不会少于人数。"
            yield evidence.finding(read, "contradiction", "wrong", [one, other], message)


_COMPETING = lazy(
    r"(?:选手|队伍|队员|名|人|位|支|件)?[^,，。;\d]{0,8}(?:参赛|参加[^,，。;\d]{0,6}(?:赛|竞赛|评选)|角逐|同台竞技)"
)
_WINNING = lazy(
    r"获奖|获得[^,，。;\d]{0,4}奖|荣获[^,，。;\d]{0,4}奖|受到表彰|捧回[^,，。;\d]{0,4}奖"
)


def _past_all_in_it(read: ReadText, pairs: list[tuple[Reading, Reading]]) -> Iterator[Problem]:
    """46名选手参加比赛,52名选手获奖."""
    for one, other in pairs:
        told = one.claim.unit == other.claim.unit and _exceeds(other, one)
        won = _WINNING.search(other.after) or _WINNING.search(other.before)
        if told and won and _COMPETING.search(one.after) and not _NARROWED.search(other.lead):
            message = f"参赛的只有{quoted(one)}，获奖的却有{quoted(other)}。"
            yield evidence.finding(read, "contradiction", "wrong", [one, other], message)


def _pairs(counts: list[Reading]) -> list[tuple[Reading, Reading]]:
    """Neighbours, and neighbours but one, of one paragraph."""
    near = [*pairwise(counts), *zip(counts, counts[2:], strict=False)]
    return [
        (one, other)
        for one, other in near
        if one.sentence.paragraph == other.sentence.paragraph
        and other.sentence.index - one.sentence.index <= _SENTENCES
        and {one.claim.mode, other.claim.mode} == {"result"}
    ]


def find(read: ReadText) -> list[Problem]:
    """Parts that are more than what they are a part of."""
    pairs = _pairs([reading for reading in read.readings if evidence.is_count(reading)])
    return [
        problem
        for rule in (_past_all_years, _past_all_visits, _past_all_in_it)
        for problem in rule(read, pairs)
    ]
