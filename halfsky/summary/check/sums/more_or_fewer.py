"""By how much two numbers told side by side differ: 上年慰问206户，这回251户，多走了45户.

The gap is told right behind the two, or behind 比 and the one it is counted from, and says of
itself that it is one: 多走了, 少收, 相差, 净增.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import finest, told_to
from halfsky.summary.check.clues.parts import alike_by_paragraph
from halfsky.summary.check.rates import told_against
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Exact
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_WORD = (
    r"(?:(?<![最很至更不许])[多少](?!年|数|次|名|人|家|处)[\u4e00-\u9fff]{0,2}?(?:了|出来?)?"
    r"|(?:净|(?<!新))(?:增|减)[加少添长收]?(?:了|出)?|相差|差距|差额|高出|低了?|超出)"
)
_GAP = lazy(rf"(?:^|[,，;。(]|[\u4e00-\u9fff])(?P<word>{_WORD})(?:约|有|达)?$")
_RIGHT_BEHIND = lazy(
    rf"^[人名户]?[)]?[,，;]?\s?(?:今年|本[年月季期]|同比|环比|两者|二者|两边|前后|一年|又|也|便|就|足足|整整|相比|合计|实际)?(?:总[量数额]|人数|数量|次数|户数|场次|件数|金额|支出|收入|[比较][^男女,，。;\d]{{1,4}}|[一二三四]季度比[一二三四]季度)?净?{_WORD}(?:约|有|达)?$"
)

_SAID_AGAINST = lazy(
    rf"(?:^|[,，;。])(?P<own>[\u4e00-\u9fff]{{0,10}}?)(?:要|就|又)?(?:比|较)(?P<other>[\u4e00-\u9fff]{{1,10}}?)(?:的)?(?P<word>{_WORD})(?:约|有|达)?$"
)
_OWN_MORE = lazy(rf"^[,，;]\s?(?P<own>[\u4e00-\u9fff]{{2,6}}?){_WORD}$")
_MADE = lazy(r"^[,，]\s?(?:为|是|有|达到?|共|计|即|就是)$")
_FLOW = lazy(r"新(?:招|增|收|进|来|入)|调[入出]|退|转[入出]|流失|离|加入|脱困|迁")
_COMPARED = lazy(r"比|较|同比")
_AGAINST = lazy(r"(?:比(?!赛|武|例)|较)[^,，。;\d]{0,14}$")
_APART = lazy(r"^[,，;]\s?(?:两者|二者|两边|前后|两个口径)?(?:相差|差距|只?差)[了出着]?$")
_APART_OR_MARGIN = lazy(
    r"^[,，;]\s?(?:两者|二者|两边|前后|两个口径)?(?:相差|差距|差额|只?差了?)[\u4e00-\u9fff]?$"
)
_THEN = (
    r"去年|上年|前年|往年|同期|上[届期回次轮周月]|上一|上季|上学期|年初|期初|原[来先有本]|从前|以前|过去|头年"
    r"|起初|当初|第一|头一|首|上半年|一季度|前一"
)
_EARLIER = lazy(_THEN)
_TIMES = lazy(
    rf"{_THEN}|今年|本[年月季期届次周轮]|这[回次届一]|如今|现在|眼下|[一二三四]季度|下半年|[一二三四五六七八九十\d]+月|第[二三四]"
)
_NO = lazy(r"其中|另|累计|每|均|平均|占|率|约|近|左右|余|目标|计划|任务|指标|应|预计")
_SHORT, _BACK, _MOST, _MOST_NEAR = 12, 2, 6, 8


# What a gap is told of.
Pairs = Iterator[tuple[Reading, Reading]]


def _is_gap(one: Reading) -> bool:
    return bool(_GAP.search(one.before)) and one.claim.approx is None and not _NO.search(one.before)


def _beside(earlier: list[Reading], name: str) -> list[Reading]:
    """The numbers that stand beside a name."""
    return [one for one in earlier if name in one.before + one.after[:8]]


def _named(like: list[Reading], at: int) -> Pairs:
    """丁班比乙班多6人: the numbers that stand beside the two names."""
    found = _SAID_AGAINST.search(like[at].lead)
    if not found or _EARLIER.search(found["other"]):
        return
    earlier = [one for one in like[:at] if not _GAP.search(one.before)][-_MOST:]
    other = _beside(earlier, found["other"])
    own = _beside(earlier, found["own"]) if found["own"] else earlier[-1:]
    following = like[at + 1] if at + 1 < len(like) else None
    if following and _MADE.match(following.lead) and earlier:
        yield (other or earlier)[-1], following
    elif len(own) == 1 and len(other) == 1:
        yield other[0], own[0]


def _more_than_the_last(like: list[Reading], at: int) -> Pairs:
    """十月538人次……九月476人次,十月多出26人次."""
    found = _OWN_MORE.match(like[at].lead)
    own = _beside(like[: at - 1], found["own"]) if found else []
    if len(own) == 1 and _TIMES.search(own[0].before) and _TIMES.search(like[at - 1].before):
        yield like[at - 1], own[0]


def _around(like: list[Reading], at: int) -> Pairs:
    """比去年多11个。去年达标38个,今年达标59个: what it was before stands behind the gap."""
    gap, behind = like[at], like[at + 1 : at + 3]
    then = _EARLIER.search(gap.before)
    if not then or not _COMPARED.search(gap.before):
        return
    for place, one in enumerate(behind):
        if then.group() not in one.before or _GAP.search(one.before):
            continue
        others = [*behind[1 - place :][:1], *like[max(0, at - 1) : at]]
        others = [r for r in others if r is not one and not _EARLIER.search(r.before)]
        if others:
            yield one, others[0]
        return


def _counted_from(like: list[Reading], at: int) -> Pairs:
    """27人……比上年的24人净增2人: the number counted from stands right ahead of the gap."""
    gap, other = like[at], like[at - 1]
    ends = len(gap.lead) < _SHORT and _RIGHT_BEHIND.search(gap.lead)
    if _AGAINST.search(other.before) and ends:
        near = like[max(0, at - 1 - _MOST) : at - 1]
        yield min(near, key=lambda r: _off(r, other, gap)), other


def _off(one: Reading, other: Reading, gap: Reading) -> Exact:
    return abs(abs(one.interval.middle - other.interval.middle) - gap.interval.middle)


def _side_by_side(like: list[Reading], at: int) -> Pairs:
    """去年1846人,今年2019人,多查163人."""
    one, other, gap = like[at - 2 : at + 1]
    if _AGAINST.search(gap.before) or _SAID_AGAINST.search(gap.lead):
        then = _EARLIER.search(gap.before)
        if not then or then.group() not in one.lead + other.lead:
            return
    timed = _TIMES.search(one.lead) and _TIMES.search(other.lead)
    if _APART_OR_MARGIN.search(gap.lead) or (_RIGHT_BEHIND.search(gap.lead) and timed):
        yield one, other


def _is_apart(one: Reading, gap: Reading) -> bool:
    return bool(_APART.search(gap.lead)) and one.sentence.index == gap.sentence.index


def _pairs(like: list[Reading], at: int) -> Pairs:
    """The two numbers that a gap may be told of, the surest way to take it first."""
    yield from _named(like, at)
    if at > 1:
        yield from _more_than_the_last(like, at)
        yield from _counted_from(like, at)
        yield from _side_by_side(like, at)
    yield from _around(like, at)


def _explained(read: ReadText, one: Reading, other: Reading, gap: Reading) -> bool:
    """Whether either of the two and any number near differ by as much, or two with a third."""
    near = [
        r
        for r in read.around(gap, _BACK, 1)
        if evidence.same_unit(r, gap) and r not in (one, other, gap)
    ]
    near = sorted(near, key=lambda r: abs(r.start - gap.start))[:_MOST_NEAR]
    least = finest([one, other, gap, *near])
    pair = [told_to(r, least) for r in (one, other)]
    amounts, stated = [told_to(r, least) for r in near], told_to(gap, least)
    if any((a - b).meets(stated) or (b - a).meets(stated) for a in pair for b in amounts):
        return True
    if any(told_against.both_ways(read, gap, a - b) for a, b in permutations(pair)):
        return True
    return gap.kind == "money" and any(
        (a + c).meets(b + stated) or (a + c + stated).meets(b)
        for c in amounts
        for a, b in permutations([*pair, *amounts], 2)
        if a is not c and b is not c
    )


def _check(read: ReadText, one: Reading, other: Reading, gap: Reading) -> Problem | None:
    account = [one, other, gap]
    words = one.before + "|" + other.before
    if any(r.claim.approx for r in account) or _NO.search(words) or _FLOW.search(words):
        return None
    if _GAP.search(one.before) or _GAP.search(other.before):
        return None
    if one.sentence.index < gap.sentence.index - 1:
        return None
    least = finest(account)
    large, small = sorted((one, other), key=lambda r: -r.interval.middle)
    made, stated = told_to(large, least) - told_to(small, least), told_to(gap, least)
    if made.low <= 0 or made.meets(stated):
        return None
    firm = _is_apart(one, gap) and other.sentence.index == gap.sentence.index
    if not firm and (not evidence.slipped(made, stated) or _explained(read, one, other, gap)):
        return None
    message = (
        f"{quoted(large)}－{quoted(small)}{calculated.equals_amount(made, gap)}，"
        f"文中相差{quoted(gap)}，对不上。"
    )
    involved = sorted(account, key=lambda r: r.start)
    return evidence.finding(read, "sum_mismatch", "wrong", involved, message)


def find(read: ReadText) -> list[Problem]:
    """Gaps that the two numbers beside them do not leave."""
    found = (
        _check(read, *pair, like[at])
        for like in alike_by_paragraph(read)
        for at in range(len(like))
        if _is_gap(like[at])
        for pair in [*_pairs(like, at)][:1]
    )
    return [problem for problem in found if problem]
