"""So many of each class, so much for each, and what it makes.

一类12户、二类19户……按一类1500元、二类1000元的标准,共发放3.7万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.text.patterns import guarded
from halfsky.summary.check.text.reading import ReadText

_CLASS = (
    r"(?P<name>(?:[特一二三四五六甲乙丙丁ABCD]|优秀|鼓励)(?:类|等奖|等|级|档|星)"
    r"|[金银铜]奖|[冠亚季]军|优秀奖|鼓励奖)"
)
_COUNT = guarded(
    rf"{_CLASS}(?:奖)?(?:的|有|为|各|困难户|家庭|共)?(?P<number>\d{{1,5}})(?P<unit>[户名人个件项家支对队篇])(?![均每])"
)
_PRICE = guarded(
    rf"{_CLASS}(?:的|困难户|家庭)?(?:每[户名人个件项家支对队篇])?(?:各?奖励?金?|各?奖金|补助|发给?|救助|慰问金?|为)?"
    r"(?P<price>\d[\d.]*)(?P<scale>万元|元)"
)
_TOTAL = guarded(r"(?:共|合计|总计|总共)[\u4e00-\u9fff]{0,8}?(?P<total>\d[\d.]*)(?P<scale>万元|元)")
_SCALE = {"元": 1, "万元": 10_000}
_FEWEST, _NEAR, _BEHIND = 2, 2, 40

Matches = dict[str, re.Match[str]]


def _by_name(found: Iterator[re.Match[str]]) -> Matches:
    """Each class once; none where one of them is told twice."""
    told = list(found)
    named = {one["name"]: one for one in told}
    return named if len(named) == len(told) else {}


def _amount(number: str, scale: str) -> Fraction:
    return Fraction(number.rstrip(".")) * _SCALE[scale]


def _check(
    read: ReadText, counts: Matches, prices: Matches, total: re.Match[str]
) -> Problem | None:
    pairs = [(counts[name], prices[name]) for name in counts]
    made = sum(
        (int(one["number"]) * _amount(two["price"], two["scale"]) for one, two in pairs),
        Fraction(0),
    )
    stated = _amount(total["total"], total["scale"])
    places = len(total["total"].partition(".")[2])
    room = Fraction(_SCALE[total["scale"]], 10**places) if total["scale"] == "万元" else Fraction(0)
    if abs(made - stated) < room or made == stated:
        return None
    if not made <= stated * _NEAR or not stated <= made * _NEAR:
        return None
    shape = "＋".join(f"{one['number']}×{two['price']}" for one, two in pairs)
    if any(two["scale"] != "元" for _, two in pairs):
        return None
    message = f"{shape}＝{shown(made)}元，文中{total['total']}{total['scale']}，对不上。"
    start, end = pairs[-1][1].start(), total.end()
    return Problem(read.text[start:end], start, end, "sum_mismatch", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """Totals that so many of each class and so much for each do not make."""
    problems: list[Problem | None] = []
    start = 0
    for line in read.plain.split("\n"):
        end = start + len(line)
        if "元" in line and ("共" in line or "计" in line):
            problems += _in_line(read, start, end)
        start = end + 1
    return [problem for problem in problems if problem]


def _in_line(read: ReadText, start: int, end: int) -> list[Problem | None]:
    prices = _by_name(_PRICE.finditer(read.plain, start, end))
    if len(prices) < _FEWEST:
        return []
    counts = _by_name(_COUNT.finditer(read.plain, start, end))
    last = max(one.end() for one in prices.values())
    total = next(_TOTAL.finditer(read.plain, last, min(end, last + _BEHIND)), None)
    if total is None or counts.keys() != prices.keys():
        return []
    if re.search(r"[。;]|其中|另", read.plain[last : total.start()]):
        return []
    return [_check(read, counts, prices, total)]
