"""So many, so much for each, and ten or a thousand times that together: 2万人,每人100元,共20万元.

What comes out but for its noughts was meant so: 万 was left out, or a nought.
"""

from __future__ import annotations

from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(r"每一?(?P<unit>[人名位户家个份场期班间件组队对村站套本])[^,，。;\d]{0,8}$")
_OF = {"人": "人名位", "名": "人名位", "位": "人名位", "户": "户", "家": "家"}
_TOTAL = lazy(
    r"^[,，、(]?[^,，。;\d]{0,4}(?:共|合计|总计|计|总|需|约需)[^,，。;\d]{0,8}$"
    r"|^[,，、(]?(?:发放|支出|投入|下拨|补助|资助|慰问)[^,，。;\d]{0,8}$"
)
_ELSE = lazy(r"其中|另|此外|人均|户均|每")
_POWERS = frozenset(Fraction(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))


def _are_of_one_bill(number: Reading, each: Reading, whole: Reading) -> bool:
    """Whether the three follow each other as a count, what each one gets, and all of it."""
    found = _EACH.search(each.before)
    if found is None or each.kind != "money" or whole.kind != "money":
        return False
    counted = number.claim.unit[-1:] in _OF.get(found["unit"], found["unit"])
    total = _TOTAL.search(whole.lead) and not _ELSE.search(whole.lead)
    return counted and bool(total)


def _problem(read: ReadText, told: list[Reading]) -> Problem | None:
    number, each, whole = told
    if not _are_of_one_bill(number, each, whole) or any(one.claim.approx for one in told):
        return None
    if number.sentence.index != whole.sentence.index:
        return None
    made = evidence.exact(number) * evidence.exact(each)
    if not made or evidence.exact(whole) / made not in _POWERS:
        return None
    product = number.interval * each.interval
    message = (
        f"{quoted(number)}×{quoted(each)}{calculated.equals_amount(product, whole)}"
        f"，文中{quoted(whole)}，对不上：差在小数点、“万”或“0”上。"
    )
    kind = evidence.of_another_unit(product, whole)
    return evidence.finding(read, kind, "wrong", told, message)


def find(read: ReadText) -> list[Problem]:
    """Bills that come out but for their noughts."""
    if "每" not in read.plain:
        return []
    groups = read.groups.values()
    found = (_problem(read, group[at : at + 3]) for group in groups for at in range(len(group) - 2))
    return [problem for problem in found if problem]
