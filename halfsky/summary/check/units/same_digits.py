"""Units given away by multiplying: 82户,每户600元,共4.92亿元 has the digits of 4.92万元."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.calculated import equals
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_EACH = lazy(r"(?:每|人均|户均|平均|均|各)[^,，。;、\d]{0,14}$")
_OF_MONEY = lazy(r"(?:费用?|经费|补助|补贴|奖金?|支出|投入|拨款|资金|款|收费|标准|慰问金?|工资)")
_TOTALLED = lazy(
    r"(?:共计|合计|共|总计|总额|计)(?:[发支付用花需收缴交补奖][去了放付出]?|投入|支出|开支|赔付|慰问金?)?\s*$"
)
_IN_ALL = lazy(r"共|合计|总|累计|计|支出|投入|发放|花费|得款|折合|价值|款|金|费")
# 元 for 万元, 万元 for 元, 亿元 for 万元.
_SLIPS = {Fraction(10) ** power for power in (-8, -4, 4, 8)}
# As much as may stand between what is multiplied and what comes of it.
_NEAR = 4
_MOST_EACH = 1_000_000
_LEAST = 1000
_TEN_THOUSAND = 10_000
_LONGEST = 24
_KINDS_OF_ONE = {"money", "percent", "permille", "tenth", "fraction", "fold", "point", "score"}


def _amount(reading: Reading) -> Fraction:
    return Fraction(reading.claim.value) * reading.quantity.scale


def _digits(amount: Fraction) -> int:
    """How many digits are written before the noughts begin: 3 of 49200."""
    while amount.denominator > 1:
        amount *= 10
    return len(str(amount.numerator).rstrip("0"))


def _is_each(reading: Reading) -> bool:
    return reading.kind == "money" and _EACH.search(reading.before) is not None


def _counts(group: list[Reading], at: int) -> Iterator[Reading]:
    """The counts that stand near the standard at `at`."""
    for other in group[max(0, at - _NEAR) : at + _NEAR + 1]:
        whole = other.claim.value.denominator == 1 and other.claim.value > 1
        if other.kind not in _KINDS_OF_ONE and whole:
            yield other


def _totals(group: list[Reading], at: int) -> Iterator[Reading]:
    for other in group[max(0, at - _NEAR) : at + _NEAR + 1]:
        if other is not group[at] and _EACH.search(other.before) is None:
            yield other


def _problem(read: ReadText, reading: Reading, message: str) -> Problem:
    start, end = reading.start, reading.end
    return Problem(read.text[start:end], start, end, "unit_error", "wrong", message)


def _multiplied(read: ReadText, involved: list[Reading], wrong: Reading) -> Problem:
    """The product that a calculator shows, beside the number whose unit it gives away."""
    count, each, total = involved
    made = _amount(count) * _amount(each)
    in_ten_thousands = made >= _TEN_THOUSAND
    shown = equals(made / _TEN_THOUSAND, "万元", 4) if in_ten_thousands else equals(made, "元")
    unit = "单位（元、万元、亿元）可能写错。"
    doubt = unit if wrong is total else f"对不上，{quoted(wrong)}的{unit}"
    message = f"{quoted(count)}×{quoted(each)}{shown}，文中{quoted(total)}，{doubt}"
    start, end = wrong.start, wrong.end
    about = frozenset(one.start for one in involved)
    return Problem(read.text[start:end], start, end, "unit_error", "wrong", message, about)


def _sums(group: list[Reading], at: int) -> list[tuple[Reading, Fraction]]:
    """What each count makes with the standard at `at`, exactly."""
    return [(count, _amount(count) * _amount(group[at])) for count in _counts(group, at)]


def _wrong_one(group: list[Reading], at: int, total: Reading) -> Reading:
    """Which number is the slip: 738万人, 每人60元, 共44280元 has 万 too much with the people."""
    each = group[at]
    if _amount(each) >= _MOST_EACH:
        return each
    for count, _ in _sums(group, at):
        written = count.claim.value * _amount(each) == _amount(total)
        if written and count.quantity.scale > 1 and total.quantity.scale == 1:
            return count
    return total


def _slipped(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """共支出3.9元 of 650人, 每份60元: ten thousand times too small."""
    counted = _sums(group, at)
    sums = [amount for _, amount in counted]
    for total in _totals(group, at):
        amount = _amount(total)
        if total.kind != "money" or amount <= 0 or amount in sums:
            continue
        if _digits(amount) < 2 and not _IN_ALL.search(total.before):
            continue
        for count, made in counted:
            if made and amount / made in _SLIPS:
                return _multiplied(read, [count, group[at], total], _wrong_one(group, at, total))
    return None


def _other_kind(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """38名……发放补贴5.7万人,每人1500元: the number is that of the money."""
    sums = _sums(group, at)
    amounts = {amount for _, amount in sums}
    totals = list(_totals(group, at))
    if any(total.kind == "money" and _amount(total) in amounts for total in totals):
        return None
    for total in totals:
        amount = _amount(total)
        if total.kind in _KINDS_OF_ONE or amount < _LEAST or not evidence.is_count(total):
            continue
        telling = _digits(amount) >= 3 or total.quantity.scale > 1
        made = any(amount == one and count is not total for count, one in sums)
        if telling and made and _OF_MONEY.search(total.before):
            return _problem(
                read, total, f"按文中的数相乘，{quoted(total)}是钱数，单位应为“元”或“万元”。"
            )
    return None


def _count_in_money(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """礼包41元,每份180元,共7380元: 元 times 元 makes no 元."""
    each = group[at]
    near = [one for one in _totals(group, at) if one.kind == "money"]
    made = {_amount(one) for one in near if _TOTALLED.search(one.before)}
    if any(amount in made for _, amount in _sums(group, at) if amount) and len(near) < 2:
        return None
    for count in near:
        value = count.claim.value
        whole = value.denominator == 1 and 1 < value < _LEAST and count.claim.unit == "元"
        if whole and _amount(each) != 1 and value * _amount(each) in made:
            return _problem(read, count, f"{quoted(count)}是个数，不是钱数，单位写错了。")
    return None


_APIECE = lazy(r"(?:每[人户位名]|人均|户均)(?:约|为|是|缴纳?|交|捐)?$")


def _each_in_heads(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """每人50名,全校112人参加,共缴费5600元: what makes money of heads is money."""
    each = group[at]
    if each.kind not in {"person", "household"} or not _APIECE.search(each.before.rstrip()):
        return None
    paid = {_amount(one) for one in group[at + 1 : at + _NEAR] if one.kind == "money"}
    if any(_digits(amount) >= 2 and amount in paid for _, amount in _sums(group, at)):
        return _problem(read, each, f"按文中的数相乘，{quoted(each)}是钱数，单位应为“元”。")
    return None


_MEAN = lazy(r"(?:平均每|每[个项户家人名场]平均|户均|人均|平均)[^,，。;、\d]{0,6}$")


def _averaged(read: ReadText, group: list[Reading], at: int) -> Problem | None:
    """9个项目,380万元,平均每个项目42.2元: the quotient in 万元, and 万 left out."""
    each = group[at]
    tenths = each.claim.value.denominator
    if each.claim.unit != "元" or tenths == 1 or not _MEAN.search(each.before):
        return None
    for total in group[max(0, at - _NEAR) : at]:
        if total.kind != "money" or total.quantity.scale != _TEN_THOUSAND:
            continue
        for count in _counts(group, at):
            if _rounds_to(total.claim.value / count.claim.value, each.claim.value):
                why = f"按文中的数相除，{quoted(each)}漏了“万”字。"
                return _problem(read, each, why)
    return None


def _rounds_to(quotient: Fraction, stated: Fraction) -> bool:
    """Whether the quotient, rounded to the decimals of what is stated, is that."""
    written = (places for places in range(1, 7) if (stated * 10**places).denominator == 1)
    decimals = next(written, 7)
    return abs(quotient - stated) * 2 <= Fraction(1, 10**decimals)


def find(read: ReadText) -> list[Problem]:
    """Numbers that multiplying shows to be right in their digits and wrong in their unit."""
    found = []
    for group in read.by_sentence().values():
        if len(group) > _LONGEST:
            continue
        for at, reading in enumerate(group):
            if not _is_each(reading):
                heads = _each_in_heads(read, group, at)
                found += [heads] if heads else []
                continue
            problem = (
                _slipped(read, group, at)
                or _other_kind(read, group, at)
                or _count_in_money(read, group, at)
                or _averaged(read, group, at)
            )
            if problem:
                found.append(problem)
    return found
