"""Works out again what a finding says it calculated, from the numbers that it prints.

The reader of a finding has a calculator and the sentence, and so has this: nothing of how the
checker itself comes to its numbers is used here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from halfsky.summary.check.text.numerals import numerals

_BIG = {"万": 10**4, "亿": 10**8, "千": 10**3, "百": 10**2}
_SIGN = re.compile(r"[＝≈]")
_STOPS = re.compile(r"[，。；：“”]")
_TOKENS = re.compile(r"[＋－×÷（）]|[^＋－×÷（）]+")
_SHARE = re.compile(r"(.+)分之(.+)")
_NUMBER = re.compile(r"^(-?\d[\d,]*(?:\.\d+)?)")


@dataclass(frozen=True)
class Calculation:
    """“8.1万元÷135名＝600元” as it stands in a finding."""

    formula: str
    sign: str
    result: str

    def __str__(self) -> str:
        return f"{self.formula}{self.sign}{self.result}"


def calculations(message: str) -> Iterator[Calculation]:
    """Every formula with its result that a sentence prints."""
    for clause in _STOPS.split(message):
        formula, *rest = _SIGN.split(clause)
        if rest and re.search("[＋－×÷]", formula):
            yield Calculation(formula, clause[len(formula)], rest[0])


def fault(one: Calculation) -> str | None:
    """What a calculator shows otherwise; None where all is right."""
    made = _Formula(one.formula).value()
    stated, place = value(one.result), _place(one.result)
    if made is None or stated is None:
        return None if "至" in one.formula and "至" in one.result else "读不出来"
    if one.sign == "＝":
        return None if made == stated else f"算得{float(made)}"
    return None if made != stated and abs(made - stated) <= place / 2 else f"算得{float(made)}"


def value(words: str) -> Fraction | None:
    """The number of “8.1万元”, “三成五”, “三分之一” or “12.5%”; None for anything else."""
    if "至" in words:
        return None
    share = _SHARE.search(words)
    if share:
        below, above = numerals(share[1]), numerals(share[2])
        if share[1] in {"百", "千"}:
            return above[0].value / _BIG[share[1]]
        return above[0].value / below[0].value if below and above else None
    found = _NUMBER.match(words)
    if found:
        return Fraction(found[1].replace(",", "")) * _scale(words[found.end() :])
    told = numerals(words)
    if len(told) != 1 or told[0].start:
        return None
    return told[0].value * _scale(words[told[0].end :])


def _scale(unit: str) -> Fraction:
    unit = unit.strip()
    if "成" in unit[:2]:
        return Fraction(1, 10)
    for sign, part in (("%", 100), ("％", 100), ("‰", 1000)):
        if sign in unit:
            return Fraction(1, part)
    scale = Fraction(1000 if unit.endswith("公里") else 1)
    for sign in unit:
        if sign not in _BIG:
            break
        scale *= _BIG[sign]
    return scale


def _place(words: str) -> Fraction:
    found = _NUMBER.match(words)
    if not found:
        return Fraction(0)
    decimals = len(found[1].partition(".")[2])
    return _scale(words[found.end() :]) * Fraction(1, 10**decimals)


class _Formula:
    """The four kinds of sums, products first, with brackets."""

    def __init__(self, words: str) -> None:
        self.tokens = _TOKENS.findall(words)

    def value(self) -> Fraction | None:
        """What all of it makes."""
        made = self._sum()
        return None if self.tokens else made

    def _sum(self) -> Fraction | None:
        made = self._product()
        while self._next() in {"＋", "－"}:
            sign, more = self.tokens.pop(0), self._product()
            if made is None or more is None:
                return None
            made = made + more if sign == "＋" else made - more
        return made

    def _product(self) -> Fraction | None:
        made = self._one()
        while self._next() in {"×", "÷"}:
            sign, more = self.tokens.pop(0), self._one()
            if made is None or not more:
                return None
            made = made * more if sign == "×" else made / more
        return made

    def _one(self) -> Fraction | None:
        if self._next() != "（":
            return value(self.tokens.pop(0)) if self.tokens else None
        self.tokens.pop(0)
        made = self._sum()
        return made if self.tokens and self.tokens.pop(0) == "）" else None

    def _next(self) -> str:
        return self.tokens[0] if self.tokens else ""
