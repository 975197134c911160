"""Growth whose words name what it is on: the quarter before, 春季班, 第二年.

二季度540,环比增长20%;三季度675,环比增长25%: each is on the one before it in the chain.
秋季比春季增长, 比第二年增长: the time named has one count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_TIME = lazy(
    r"第?[一二三四1234]季度|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|第[一二三四五六1-6][年期批轮届次]"
    r"|上半年|下半年|前年|去年|今年|上年|(?:19|20)\d\d年|[春夏秋冬]季班?|年初|年末"
)
_WAYS = "增长|上升|增加|提高|增|升|涨|多|下降|减少|降低|降|减|回落|少"
_LAST = "(?:比|较)[上前](?:一)?(?:季度|季|月|期|批|轮|次|年)(?:度)?"
_ON_LAST = lazy(rf"^[,，(]?\s?(?:环比|{_LAST})\s?(?P<way>{_WAYS})(?:了|约|近|达)*$")
_ON_NAMED = lazy(
    r"^[,，(]?\s?(?P<own>[^,，。;:比较]{0,6})[比较](?P<base>[^,，。;:]{1,6}?)\s?"
    rf"(?P<way>{_WAYS})(?:了|约|近|达)*$"
)
_ON_SOME = lazy(rf"^[,，(]?\s?(?:又|再)?(?P<way>{_WAYS})(?:了|约|近|达)*$")
_DOWN = lazy(r"下降|减少|降低|降|减|回落|少")
_STOPS = lazy(r"[;。]")
_NUMBER = lazy(r"\d+|[一二三四五六七八九]")
_DIGITS = {sign: at for at, sign in enumerate("一二三四五六七八九", 1)}
_FOLLOWING = (
    ("上半年", "下半年"),
    ("前年", "去年", "今年"),
    ("春季", "夏季", "秋季", "冬季"),
    ("年初", "年末"),
)
# 第二年人数比第一年增长: of people, not of the classes told before.
_KINDS = {
    "人数": {"person", "attendance"},
    "人次": {"person", "attendance"},
    "金额": {"money"},
    "经费": {"money"},
    "户数": {"household"},
}
# So many counts of times are remembered.
_MOST = 24


@dataclass(frozen=True)
class _Timed:
    """A count and the time it is told of, with its place in the row of such times."""

    time: str
    row: str
    place: int | None
    count: Reading


def _timed(time: str, count: Reading) -> _Timed:
    for names in _FOLLOWING:
        if time.rstrip("班") in names:
            return _Timed(time, names[0], names.index(time.rstrip("班")), count)
    found = _NUMBER.search(time)
    if not found:
        return _Timed(time, time, None, count)
    place = _DIGITS.get(found[0]) or (int(found[0]) if found[0].isdigit() else None)
    return _Timed(time, _NUMBER.sub("", time).strip("第份"), place, count)


def _last_time(words: str) -> str:
    found = [one.group() for one in _TIME.finditer(_STOPS.split(words)[-1])]
    return found[-1].rstrip("份班") if found else ""


def _sole(told: list[_Timed]) -> _Timed | None:
    return told[-1] if len({one.count.interval for one in told}) == 1 else None


def _named_pair(
    found: re.Match[str], now: _Timed | None, told: list[_Timed]
) -> tuple[_Timed, _Timed] | None:
    """秋季比春季增长: the counts of the two times; the first may stand right ahead."""
    base_time, own_time = _last_time(found["base"]), _last_time(found["own"])
    if own_time:
        now = _sole([one for one in told if one.time == own_time])
    if not base_time or now is None:
        return None
    kinds = next((kinds for word, kinds in _KINDS.items() if word in found["own"]), None)
    if kinds is not None and now.count.kind not in kinds:
        return None
    base = _sole(
        [
            one
            for one in told
            if one.time == base_time and one is not now and evidence.same_unit(one.count, now.count)
        ]
    )
    return (now, base) if base else None


def _chained_pair(now: _Timed | None, told: list[_Timed]) -> tuple[_Timed, _Timed] | None:
    """三季度675,环比增长: the one before it in the row."""
    if now is None or now.place is None:
        return None
    base = _sole(
        [
            one
            for one in told
            if one.row == now.row
            and one.place == now.place - 1
            and evidence.same_unit(one.count, now.count)
            and now.count.sentence.index - one.count.sentence.index < 2
        ]
    )
    return (now, base) if base else None


def _grown(now: Interval, base: Interval, down: bool) -> Interval | None:
    change = base - now if down else now - base
    if change.high <= 0 or base.low <= 0:
        return None
    low = Fraction(change.low, base.high if change.low >= 0 else base.low)
    said = change.over(base).times(100).said
    return Interval(low * 100, Fraction(change.high, base.low) * 100, said)


def _on_another(pair: tuple[_Timed, _Timed], told: list[_Timed], down: bool, on: Interval) -> bool:
    """Whether the growth is on another time, or two counts of one unit share the time."""
    now = pair[0]
    for one in told:
        if one is now or not evidence.same_unit(one.count, now.count):
            continue
        made = _grown(now.count.interval, one.count.interval, down)
        if one.time == now.time or (made and made.meets(on)):
            return True
    return False


def _pair(
    change: Reading, told: list[_Timed], last: Reading
) -> tuple[tuple[_Timed, _Timed], bool, bool] | None:
    """The two times, whether it went down, and whether the words leave no other base."""
    lead = _STOPS.split(change.lead)[-1].strip()
    now = next((one for one in reversed(told) if one.count is last), None)
    if found := _ON_LAST.match(lead):
        pair, sure = _chained_pair(now, told), True
    elif found := _ON_NAMED.match(lead):
        pair, sure = _named_pair(found, now, told), True
    elif found := _ON_SOME.match(lead):
        pair, sure = _chained_pair(now, told), False
    else:
        return None
    return (pair, bool(_DOWN.search(found["way"])), sure) if pair else None


def _problem(read: ReadText, change: Reading, told: list[_Timed], last: Reading) -> Problem | None:
    stated, found = evidence.percent(change), _pair(change, told, last)
    if stated is None or found is None:
        return None
    (now, base), down, sure = found
    made = _grown(now.count.interval, base.count.interval, down)
    if made is None or made.meets(stated) or not evidence.slipped_rate(made, stated):
        return None
    others = [one for one in told if not sure or one.time == now.time]
    if evidence.is_about(change, made, stated) or _on_another((now, base), others, down, stated):
        return None
    more, less, way = (base, now, "下降") if down else (now, base, "增长")
    message = (
        f"（{quoted(more.count)}－{quoted(less.count)}）÷{quoted(base.count)}"
        f"{calculated.equals_percent(made)}，文中{way}{quoted(change)}，对不上。"
    )
    involved = sorted([base.count, now.count, change], key=lambda one: one.start)
    return evidence.finding(read, "rate_mismatch", "wrong", involved, message)


def _in_paragraphs(read: ReadText) -> Iterator[list[Reading]]:
    paragraphs: dict[int, list[Reading]] = {}
    for one in read.readings:
        paragraphs.setdefault(one.sentence.paragraph, []).append(one)
    yield from paragraphs.values()


def find(read: ReadText) -> list[Problem]:
    """Growth that the counts of the times its words name do not make."""
    if not re.search(r"环比|[比较]|[增升降]", read.plain):
        return []
    found = []
    for paragraph in _in_paragraphs(read):
        told: list[_Timed] = []
        for at, one in enumerate(paragraph):
            if one.claim.mode == "plan":
                continue
            if evidence.is_count(one) and (time := _last_time(one.lead)):
                told = [*told[-_MOST:], _timed(time, one)]
            elif evidence.is_portion(one) and at:
                found.append(_problem(read, one, told, paragraph[at - 1]))
    return [problem for problem in found if problem]
