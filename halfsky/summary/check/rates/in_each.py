"""So many in every ten: 每十人当中有六人, 每四人一人, beside the two numbers it is made of."""

from __future__ import annotations

import re
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.numerals import numerals
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]{1,4})"
_OF_EACH = r"(?:名|人|位|个|户|家|件|份|条)"
_IN_EACH = guarded(
    rf"每(?P<of>{_NUMBER})\s?{_OF_EACH}(?P<who>[\u4e00-\u9fff]{{0,8}}?)(?:当中|之中|中|里面|里头|里)?"
    rf"(?:就|便|大约|约|大致|差不多)?(?:有|只有|仅有|就有|不到|拥有|配有?)?(?P<many>{_NUMBER})\s?{_OF_EACH}(?!一)"
)
# 每百人配1名 is a rule; what follows 按 or 要 is what ought to be.
_NORM = lazy(r"按|应|须|要求|规定|标准|目标|力争|至少|不少于|不低于|原则|配备标准|计划|每")
_SAYS = lazy(r"也就是|就是|相当于|等于|平均|即|合|换句话|算下来|意味|这样|,$|，$|^$")
LEAST = Fraction(1, 10)


def _value(printed: str) -> Fraction | None:
    found = numerals(printed)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(printed)
    return found[0].value if whole else None


def _before(read: ReadText, at: int) -> list[Reading]:
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None:
        return []
    groups = read.by_sentence()
    near = [one for one in groups.get(here.index, []) if one.end <= at and evidence.is_count(one)]
    if len(near) < 2:
        earlier = groups.get(here.index - 1, [])
        near = [*(one for one in earlier if evidence.is_count(one)), *near]
    return near[-6:]


def _said(of: Fraction, many: Fraction) -> Interval:
    """What `many` in every `of` may stand for: half a one either way."""
    room = many / 20 if many.denominator > 1 else Fraction(3, 5)
    return Interval(max(many - room, LEAST) / of, (many + room) / of)


_SENTENCES = 3


def _problem(read: ReadText, found: re.Match[str]) -> Problem | None:
    of, many = _value(found["of"]), _value(found["many"])
    clause = re.split("[,，。;:]", read.plain[max(0, found.start() - 16) : found.start()])[-1]
    if of is None or many is None or not 0 < many <= of or of < 3 or _NORM.search(clause):
        return None
    near = _before(read, found.start())
    if len(near) < 2 or found.start() - near[-1].end > 24:
        return None
    said = _said(of, many)
    if many == 1:
        said = Interval(Fraction(1) / (of + Fraction(3, 5)), Fraction(1) / (of - Fraction(3, 5)))
    pairs = [
        one.interval.over(other.interval)
        for one in near
        for other in near
        if one is not other and other.interval.low > 0 and evidence.kin(one, other)
    ]
    whole, part = near[-2:]
    pairs += [
        part.interval.over(one.interval)
        for one in read.around(part, _SENTENCES, 0)
        if evidence.is_count(one) and one.interval.low > 0 and evidence.kin(one, part)
    ]
    if any(made.meets(said) for made in pairs) or not evidence.kin(whole, part):
        return None
    if part.interval.high > whole.interval.low:
        return None
    made = part.interval.over(whole.interval)
    if not evidence.slipped(made, said):
        return None
    message = (
        f"{quoted(part)}÷{quoted(whole)}{calculated.equals_amount(made, part, 4)}"
        f"，文中“{found.group()}”是{shown(many / of, 4)}，对不上。"
    )
    start = whole.start if whole.sentence.index == part.sentence.index else part.start
    quote = read.text[start : found.end()]
    return Problem(quote, start, found.end(), "rate_mismatch", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """So many in every so many, which the part and the whole told before do not make."""
    return [bad for found in _IN_EACH.finditer(read.plain) if (bad := _problem(read, found))]
