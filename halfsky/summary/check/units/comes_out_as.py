"""Numbers that come out, but as something else: 案38元,其中调解21件、仲裁12件、诉讼5件."""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.units import head_nouns
from halfsky.summary.check.units.unlike_units import alike

_LEAST = 13
_MOST_PARTS = 8
_OPENS = lazy(r"其中|分别|包括|含|[:(]")
_CLOSES = lazy(r"[共合总]计?[^,，。;\d]{0,6}$")
_NEXT = lazy(r"^\s*(?:[,，、;和]|以及|及)")
_EACH = lazy(
    r"(?:每(?P<each>[一个]?[\u4e00-\u9fff]{1,4}?)|(?P<mean>[人户场家班组点]|车间)均)[^,，。;\d]{0,10}$"
)
_CAME = lazy(r"(?:培训|参加|参训|到场|听课|受训)\s*$")
_RECEIVING = {"person", "household", "attendance", "organisation", "couple", "team", "visits"}
_NO_COUNT = {"percent", "tenth", "fraction", "permille", "fold", "point", "score"}


def _is_count(reading: Reading) -> bool:
    """Whether this is a plain count."""
    return reading.kind not in _NO_COUNT and not reading.quantity.chinese


def _is_whole(reading: Reading) -> bool:
    """Whether this is a plain count, told exactly."""
    exact = _is_count(reading) and reading.interval.exact
    return exact and _number(reading).denominator == 1


def _is_thing(reading: Reading) -> bool:
    """Whether this counts things or deeds, and nobody who gets them."""
    return _is_whole(reading) and reading.kind not in {*_RECEIVING, "money"}


def _number(reading: Reading) -> Fraction:
    return reading.claim.value * reading.quantity.scale


def _runs(group: list[Reading], first: int) -> list[list[Reading]]:
    """The lists of at least two that begin with `first`, each number joined to the one before."""
    run, found = [group[first]], []
    for other in group[first + 1 : first + _MOST_PARTS]:
        if not _NEXT.match(other.lead) or len(other.lead) > 24 or _EACH.search(other.lead):
            break
        run.append(other)
        found.append(list(run))
    return found


def _units(run: list[Reading]) -> set[str]:
    return {head_nouns.bare_unit(one) for one in run}


def _is_weighed(total: Reading) -> bool:
    """收到茶样63吨,其中绿茶41份、红茶22份: no measure is the sum of pieces."""
    return head_nouns.measure(head_nouns.bare_unit(total)) is not None


def _summed(read: ReadText, group: list[Reading]) -> list[Problem]:
    """A total in another unit than all its parts, which come to it."""
    found = []
    for at, total in enumerate(group[:-2]):
        first = group[at + 1]
        if not _OPENS.search(first.lead) or _number(total) < _LEAST or not _is_whole(total):
            continue
        if total.kind not in {*_RECEIVING, "money"} and not _is_weighed(total):
            continue
        for run in _runs(group, at + 1):
            same = len(_units(run)) == 1 and all(map(_is_thing, run))
            if same and sum(map(_number, run)) == _number(total) and not alike(total, first):
                found.append(_problem(read, total, first, "之和"))
    return found


_SLIPS = {Fraction(10) ** power for power in (-8, -4, 4, 8)}


def _scaled(read: ReadText, group: list[Reading]) -> list[Problem]:
    """募集36.5亿元,其中县总20万元、企业12万元、个人4.5万元: the parts make the total in 万元."""
    found = []
    for at, total in enumerate(group[:-2]):
        if total.kind != "money" or not _OPENS.search(group[at + 1].lead):
            continue
        for run in _runs(group, at + 1):
            made = sum(map(_number, run))
            alike_all = (
                all(one.kind == "money" for one in run)
                and len({one.quantity.scale for one in run}) == 1
            )
            if alike_all and made and _number(total) / made in _SLIPS:
                found.append(_problem(read, total, run[-1], "之和"))
    return found


def _odd_part(read: ReadText, group: list[Reading]) -> list[Problem]:
    """制衣企业9人,电子企业14家,食品企业6家,共29家: one part alone in another unit."""
    found = []
    for at, total in enumerate(group):
        if at < 3 or not _CLOSES.search(total.lead) or not _is_whole(total):
            continue
        for first in range(max(0, at - _MOST_PARTS), at - 2):
            run = group[first:at]
            odd = [one for one in run if not alike(one, total)]
            same = {head_nouns.bare_unit(one) for one in run if one not in odd}
            if len(odd) != 1 or same != {head_nouns.bare_unit(total)}:
                continue
            if all(map(_is_whole, run)) and sum(map(_number, run)) == _number(total):
                found.append(_problem(read, odd[0], total, "相加"))
    return found


def _problem(read: ReadText, odd: Reading, beside: Reading, how: str) -> Problem:
    message = (
        f"按{quoted(beside)}等{how}算，{quoted(odd)}应以“{beside.claim.unit}”计，单位可能写错。"
    )
    return evidence.misfit(read, odd, message)


def _made(read: ReadText, group: list[Reading]) -> list[Problem]:
    """180名女职工栽下香樟540公斤,人均3棵: so many times so much, in another unit."""
    found = []
    for at, each in enumerate(group):
        if not _EACH.search(each.lead) or not _is_whole(each) or each.claim.value < 2:
            continue
        near = filter(_is_whole, group[max(0, at - 4) : at] + group[at + 1 : at + 3])
        numbers = [one for one in near if _is_counted_by(each, one)]
        for made in filter(_is_count, _beside(group, at)):
            for number in numbers:
                times = _number(number) * _number(each)
                comes_out = made.interval.low <= times <= made.interval.high
                if comes_out and times >= 2 * _LEAST and _unlike(made, each):
                    found += _one_of(read, made, each, number)
    return found


def _beside(group: list[Reading], at: int) -> list[Reading]:
    """The number that 每班…, 人均… explains: right before it, or summed up right behind it."""
    after = group[at + 1 : at + 2]
    return group[max(0, at - 1) : at] + [one for one in after if _CLOSES.search(one.lead)]


def _unlike(made: Reading, each: Reading) -> bool:
    """Whether the two count different things: no price makes so many 个."""
    return not alike(made, each) or (each.kind == "money") != (made.kind == "money")


def _one_of(read: ReadText, made: Reading, each: Reading, number: Reading) -> list[Problem]:
    """What was given to each, or what it makes: the one that is no money, if the other is."""
    how = f"与{quoted(number)}相乘"
    if made.kind == "money":
        odd, beside = (made, each) if _CAME.search(made.lead) else (each, made)
        return [_problem(read, odd, beside, how)]
    summed = each.kind == "money" and made.start > each.end
    if each.kind in {*_RECEIVING, "money"} and not summed:
        return []
    return [_problem(read, made, each, how)]


def _is_counted_by(each: Reading, number: Reading) -> bool:
    """Whether 每车间 or 人均 speaks of what the number counts."""
    told = _EACH.search(each.lead)
    if told is None:
        return False
    by = told["each"] or told["mean"]
    by = by.removeprefix("一") if len(by) > 1 else by
    by = by.removeprefix("个") if len(by) > 1 else by
    return (
        by[0] in number.claim.unit
        or by in number.after[:8]
        or (by[0] == "人" and number.kind == "person")
    )


def find(read: ReadText) -> list[Problem]:
    """Numbers whose value the numbers beside them confirm, and whose unit they do not."""
    found = []
    for group in read.by_sentence().values():
        if len(group) > 2:
            found += _summed(read, group) + _scaled(read, group)
            found += _odd_part(read, group) + _made(read, group)
    return found
