"""So many, so much for each, and ten or a thousand times that together: 2万人,每人100元,共20万元.

What comes out but for its noughts was meant so: 万 was left out, or a nought.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(r"每一?(?P<unit>[人名位户家个份场期班间件组队对村站套本])[^,，。;\d]{0,8}$")
_OF = {"人": "人名位", "名": "人名位", "位": "人名位", "户": "户", "家": "家"}
_SUM = (
    "共|合计|总计|计|总|需|发放|支出|投入|下拨|补助|资助|慰问|保费|会费|学费|奖金|补贴|价值|金额"
    "|经费|费用|支付|交纳|缴纳|收缴"
)
_TOTAL = lazy(rf"^[,，、(]?[^,，。;\d]{{0,6}}(?:{_SUM})[^,，。;\d]{{0,8}}$")
_ELSE = lazy(r"其中|另|此外|人均|户均|每|各")
_POWERS = frozenset(Fraction(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
# Of a number further off the digits must be so many, or they come out by chance.
_BACK, _DIGITS = 2, 3


def _counted(number: Reading, each: Reading) -> bool:
    """Whether the number counts those of whom each gets so much."""
    found = _EACH.search(each.before)
    return found is not None and number.claim.unit[-1:] in _OF.get(found["unit"], found["unit"])


def _is_bill(each: Reading, whole: Reading) -> bool:
    money = each.kind == whole.kind == "money" and _EACH.search(each.before)
    return bool(money and _TOTAL.search(whole.lead)) and not _ELSE.search(whole.lead)


def _digits(number: Reading) -> int:
    return len(str(evidence.exact(number).numerator).rstrip("0"))


def _numbers(read: ReadText, each: Reading, whole: Reading, beside: list[Reading]) -> list[Reading]:
    """The count right beside; or else those told before of which the digits say enough."""
    near = [one for one in beside if _counted(one, each)]
    if near:
        return near[-1:]
    before = [one for one in read.around(whole, _BACK, 0) if one.start < each.start]
    return [one for one in before if _counted(one, each) and _digits(one) >= _DIGITS]


def _bills(group: list[Reading]) -> Iterator[tuple[Reading, Reading, list[Reading]]]:
    """What each gets, the total, the numbers beside: 2万人,每人100元,20万元; 每份120元,578份."""
    for at in range(1, len(group)):
        whole, before = group[at], group[at - 1]
        if _is_bill(before, whole):
            yield before, whole, group[max(0, at - 2) : at - 1]
        elif at > 1 and _counted(before, group[at - 2]) and _is_bill(group[at - 2], whole):
            yield group[at - 2], whole, [before]


def _problem(
    read: ReadText, each: Reading, whole: Reading, beside: list[Reading]
) -> Problem | None:
    numbers = _numbers(read, each, whole, beside)
    stated, of_each = evidence.exact(whole), evidence.exact(each)
    if any(one.claim.approx for one in (each, whole)) or not of_each:
        return None
    if any(evidence.exact(one) * of_each == stated for one in read.around(whole, _BACK, 0)):
        return None
    for number in numbers:
        made = evidence.exact(number) * of_each
        if made and not number.claim.approx and stated / made in _POWERS:
            return _said(read, number, each, whole)
    return None


def _said(read: ReadText, number: Reading, each: Reading, whole: Reading) -> Problem:
    product = number.interval * each.interval
    message = (
        f"{quoted(number)}×{quoted(each)}{calculated.equals_amount(product, whole)}"
        f"，文中{quoted(whole)}，对不上：差在小数点、“万”或“0”上。"
    )
    kind = evidence.of_another_unit(product, whole)
    told = sorted([number, each, whole], key=lambda one: one.start)
    return evidence.finding(read, kind, "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """Bills that come out but for their noughts."""
    if "每" not in read.plain:
        return []
    bills = (bill for group in read.groups.values() for bill in _bills(group))
    return [problem for bill in bills if (problem := _problem(read, *bill))]
