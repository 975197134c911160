"""Several standards, each with its number, and what they make: 一等4名每人1000元,二等8名每人600元.

The number stands before its standard or behind it, or all numbers stand first and the standards
follow in their order; the amount stands behind them all or ahead of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.exactness import place
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# A number and the standard for each of so many.
Line = tuple[Reading, Reading]

_EACH = lazy(
    r"(?:每(?:一|个|名|位|所|处|家)?[\u4e00-\u9fff]{1,4}?[\u4e00-\u9fff]{0,8}|各[\u4e00-\u9fff]{0,4}|单价|标准为?|一[人位户份个套]|[@×x*]|购买|[\u4e00-\u9fff]档(?:价|每[人份名])?)(?:为|约|是|:)?$"
)
_AHEAD = lazy(
    r"拿出|投入|下拨|拨[出付款]|发放|预算|奖金|共|总|筹集|送去|慰问金|合计|列支|花[费去了]|支出|经费"
)
_BEHIND = lazy(
    r"共|合计|总|发放|奖金|计$|支出|造表|拨款|下拨|花[费去了]|付|发出|拨出|列支|投入|足额配齐|金额|兑现|缴纳|收费"
)
_NO = lazy(
    r"去年|上年|同期|比(?!武|赛|拼)|较|均|原来?|提高|预计|不超过|以上|左右|不等|一半|分担|自付|折|优惠|另|还有|意向|承诺|来年"
)
_LONGEST, _BACK, _SHORT, _FARTHEST = 6, 3, 9, 1.5


# 每月付补助4000元 is what all of them make in a month.
_SUMMED = lazy(r"每[月季年天期次][^,，。;]{0,6}(?:共|合计|需|付|发放|支出|增支)[^,，。;]{0,6}$")
_BEFORE_EACH = lazy(r"(?P<name>[\u4e00-\u9fff]{2})(?:奖)?[每各][^,，。;:、每各]{0,7}$")
_NAMED = lazy(r"(?:^|[,，。;:、])(?P<name>[\u4e00-\u9fffA-Z]{2})[^,，。;:、]{0,7}$")


# 两种套餐: kinds of things get nothing.
_OF_KINDS = {"种", "类", "档", "项", "级", "次"}
_DUE = lazy(r"应|计划|拟")
_ENDS = lazy(r"共|合计|总|计$")


def _is_each(one: Reading) -> bool:
    words = one.lead[-14:]
    return bool(_EACH.search(words)) and not (_SUMMED.search(words) or one.claim.approx)


def _exact(each: Reading) -> Interval:
    """What a standard stands for: nobody rounds it."""
    value = each.claim.value * each.quantity.scale
    return each.interval if each.claim.approx else Interval(value, value)


def _is_number(one: Reading, each: Reading) -> bool:
    return (
        evidence.is_count(one)
        and one.kind != "money"
        and one.claim.unit not in _OF_KINDS
        and not _DUE.search(one.before[-6:])
        and not evidence.same_unit(one, each)
        and not one.claim.approx
    )


def _lines(counted: list[Reading], at: int) -> list[Line]:
    """Numbers and standards by turns from counted[at] on, whichever of them is first."""
    best: list[Line] = []
    for first in (0, 1):
        lines: list[Line] = []
        for start in range(at, min(at + 2 * _LONGEST, len(counted) - 1), 2):
            one, other = counted[start : start + 2]
            number, each = (one, other) if first == 0 else (other, one)
            if not (_is_each(each) and _is_number(number, each)):
                break
            if lines and not _alike(lines[0], (number, each)):
                break
            lines.append((number, each))
        if len(lines) > len(best):
            best = lines
    return best


def _alike(line: Line, other: Line) -> bool:
    return evidence.same_unit(line[1], other[1])


def _run(counted: list[Reading], at: int) -> list[Reading]:
    """The numbers of one kind from counted[at] on."""
    run: list[Reading] = []
    for one in counted[at : at + _LONGEST]:
        other_kind = (one.kind == "money") != (counted[at].kind == "money")
        parted = other_kind or (_is_each(one) and not _is_each(counted[at]))
        if run and (parted or len(one.lead) > _SHORT or _ENDS.search(one.lead)):
            break
        run.append(one)
    return run


def _goes_on(each: Reading) -> bool:
    """Whether a standard follows another: 、600元, B类2名."""
    short = len(each.lead) <= _SHORT - 5 and each.kind != "money"
    return each.lead[:1] == "、" or _is_each(each) or short


_IN_TURN = lazy(r"奖金?(?:分别|依次)(?:是|为|奖)?$")


def _in_turn(eaches: list[Reading]) -> bool:
    """奖金分别为300元、200元、100元: what each of the winners gets."""
    return eaches[0].kind == "money" and bool(_IN_TURN.search(eaches[0].before))


def _crossed(counted: list[Reading], at: int) -> list[Line]:
    """金奖4名、银奖8名,依次为每人1000元、600元; also the standards first, and then the numbers."""
    one = _run(counted, at)
    other = _run(counted, at + len(one))[: len(one)]
    if len(one) < 2 or len(other) < len(one):
        return []
    first_each = _is_each(one[0]) or one[0].kind == "money"
    numbers, eaches = (other, one) if first_each else (one, other)
    firm = (_is_each(eaches[0]) or _in_turn(eaches)) and all(
        evidence.same_unit(each, eaches[0]) and (_goes_on(each) or each is eaches[0])
        for each in eaches
    )
    firm = firm and all(_is_number(number, eaches[0]) for number in numbers)
    lines = list(zip(numbers, eaches, strict=True)) if firm else []
    near = counted[max(0, at - _LONGEST) : at + 2 * len(one)]
    earlier = [told for told in near if told not in eaches]
    return lines if all(_may_pair(*line, earlier) for line in lines) else []


def _names(number: Reading, each: Reading) -> bool:
    """Whether the words beside a number say what the standard is for."""
    return any(_is_named(names, number, each) for names in (_NAMED, _BEFORE_EACH))


def _is_named(names: re.Pattern[str], number: Reading, each: Reading) -> bool:
    found = names.search(each.lead)
    return found is not None and found["name"] in number.before[-8:] + "|" + number.after[:8]


def _may_pair(number: Reading, each: Reading, numbers: list[Reading]) -> bool:
    """Whether no other number is named as what the standard is for."""
    return _names(number, each) or not any(_names(one, each) for one in numbers)


def _by_name(counted: list[Reading], at: int) -> list[Line]:
    """五星6人、四星15人、三星9人……五星每人2000元,四星每人1000元: each standard names its own."""
    lines: list[Line] = []
    if at and _is_each(counted[at - 1]):
        return []
    for each in counted[at : at + _LONGEST]:
        if not (_is_each(each) or (lines and len(each.lead) <= _SHORT)):
            break
        own = [
            one
            for one in counted[max(0, at - 2 * _LONGEST) : at]
            if _names(one, each) and _is_number(one, each)
        ]
        if len(own) > 1:
            own = [one for one in own if _is_named(_NAMED, one, each)]
        if len(own) != 1:
            break
        lines.append((own[0], each))
    return lines


def _amounts(counted: list[Reading], lines: list[Line]) -> Iterator[Reading]:
    """What the lines may make: the amount right behind them, or one ahead of them."""
    told = [one for line in lines for one in line]
    first, last = min(told, key=lambda one: one.start), max(told, key=lambda one: one.start)
    each = lines[0][1]
    at, end = counted.index(first), counted.index(last)
    for one in counted[end + 1 : end + 3]:
        if evidence.same_unit(one, each) and not _is_each(one):
            near = one.sentence.index - last.sentence.index <= 1
            if near and _BEHIND.search(one.before[-10:]) and not _NO.search(one.before[-10:]):
                yield one
            return
    between = [one for one in counted[at:end] if one not in told]
    for one in reversed([*counted[max(0, at - 3) : at], *between]):
        if evidence.same_unit(one, each):
            near = first.sentence.index - one.sentence.index <= 1
            if near and _AHEAD.search(one.before[-8:]) and not _NO.search(one.before[-10:]):
                yield one
            return


def _explained(read: ReadText, whole: Reading, lines: list[Line], made: Interval) -> bool:
    """Whether some of the lines, or they and an amount told near, make it."""
    each = lines[0][1]
    products = [number.interval * _exact(one) for number, one in lines]
    told = [one for line in lines for one in line]
    runs = [
        total(products[start:end])
        for start in range(len(products))
        for end in range(start + 1, len(products) + 1)
    ]
    if any(run.meets(whole.interval) for run in runs):
        return True
    if _are_all_for_each(lines, whole):
        return True
    if any(_otherwise(read, lines, step).meets(whole.interval) for step in (1, -1)):
        return True
    near = [
        one.interval
        for one in read.around(whole, _BACK, _BACK)
        if one is not whole and one not in told and evidence.same_unit(one, each)
    ]
    return any(
        made.meets(one) or (made + one).meets(whole.interval) or (whole.interval + one).meets(made)
        for one in near
    )


def _are_all_for_each(lines: list[Line], whole: Reading) -> bool:
    """42户,春节每户800元,中秋每户300元,两节合计4.62万元: each of one number had all of them."""
    for_each = sum((_exact(each) for _, each in lines[1:]), _exact(lines[0][1]))
    return any((number.interval * for_each).meets(whole.interval) for number, _ in lines)


def _wide(whole: Reading) -> Interval:
    """The amount, rounded whichever way: 42.734万元 is told as 42.74万元 too."""
    if whole.interval.exact:
        return whole.interval
    value, room = whole.claim.value * whole.quantity.scale, place(whole)
    return Interval(value - room, value + room, value)


def _otherwise(read: ReadText, lines: list[Line], step: int) -> Interval:
    """What the standards make of the numbers on their other side."""
    counted = [one for one in read.around(lines[0][1], 2, 2) if evidence.is_count(one)]
    made = []
    for _, each in lines:
        at = counted.index(each) + step if each in counted else -1
        if 0 <= at < len(counted):
            made.append(counted[at].interval * _exact(each))
    return total(made)


def _leaves_out(counted: list[Reading], lines: list[Line]) -> bool:
    """Whether one more standard stands right behind those of the lines: 示范岗每个1500元."""
    last = max((each for _, each in lines), key=lambda one: one.start)
    following = counted[counted.index(last) + 1 :][:1]
    return any(_is_each(one) and _alike((one, one), (last, last)) for one in following)


def _check(read: ReadText, counted: list[Reading], lines: list[Line]) -> Problem | None:
    told = [one for line in lines for one in line]
    words = read.plain[min(one.start for one in told) - 8 : max(one.end for one in told)]
    if _NO.search(words) or len({number.start for number, _ in lines}) < len(lines):
        return None
    if _leaves_out(counted, lines):
        return None
    made = total([number.interval * _exact(each) for number, each in lines])
    for whole in _amounts(counted, lines):
        if made.meets(_wide(whole)) or _explained(read, whole, lines, made):
            return None
        if not evidence.slipped(made, whole.interval, _FARTHEST):
            return None
        shape = "＋".join(f"{quoted(number)}×{quoted(each)}" for number, each in lines)
        message = f"{shape}{calculated.equals_amount(made, whole)}，文中{quoted(whole)}，对不上。"
        involved = sorted([whole, *told], key=lambda one: one.start)
        kind = evidence.of_another_unit(made, whole)
        return evidence.finding(read, kind, "wrong", involved, message)
    return None


_AMONG = lazy(r"其中|包括|分别")
_LUMP = lazy(r"^[,，;、][^,，。;\d]{1,16}?(?:共|合计)?$")
_CLOSE = Fraction(4, 5), Fraction(5, 4)


def _with_lump(read: ReadText, counted: list[Reading], lines: list[Line]) -> Problem | None:
    """下拨21万元,其中9个站每站1.2万元,4个队每队1.5万元;机关共6万元: one item has no standard."""
    told = sorted((one for line in lines for one in line), key=lambda one: one.start)
    at, end = counted.index(told[0]), counted.index(told[-1])
    around = [*counted[max(0, at - 1) : at], *counted[end + 1 : end + 2]]
    if len(around) < 2 or any(one.sentence.index != told[0].sentence.index for one in around):
        return None
    whole, lump = around
    alike = all(evidence.same_unit(one, lines[0][1]) and not _is_each(one) for one in around)
    listed = _AMONG.search(told[0].lead) and _LUMP.match(lump.lead)
    following = counted[end + 2 : end + 3]
    more = any(evidence.same_unit(one, lump) and one.sentence == lump.sentence for one in following)
    words = read.plain[whole.start : lump.end]
    if not alike or not listed or more or _NO.search(words) or whole.claim.approx:
        return None
    made = total([*(number.interval * _exact(each) for number, each in lines), _exact(lump)])
    low, high = (whole.interval.middle * share for share in _CLOSE)
    if made.meets(_wide(whole)) or not low <= made.middle <= high:
        return None
    shape = "＋".join(f"{quoted(number)}×{quoted(each)}" for number, each in lines)
    amounts = f"{shape}＋{quoted(lump)}{calculated.equals_amount(made, whole)}"
    message = f"{amounts}，文中{quoted(whole)}，对不上。"
    return evidence.finding(read, "sum_mismatch", "wrong", [whole, *told, lump], message)


def find(read: ReadText) -> list[Problem]:
    """Bills of several standards that do not come out."""
    paragraphs: dict[int, list[Reading]] = {}
    for one in read.readings:
        if evidence.is_count(one):
            paragraphs.setdefault(one.sentence.paragraph, []).append(one)
    found = []
    for counted in paragraphs.values():
        done = -1
        for at in range(len(counted) - 1):
            if counted[at].start <= done:
                continue
            ways = _lines(counted, at), _crossed(counted, at), _by_name(counted, at)
            lines = max(ways, key=len)
            if len(lines) > 1:
                done = max(one.start for line in lines for one in line)
                found.append(_check(read, counted, lines) or _with_lump(read, counted, lines))
    return [problem for problem in found if problem]
