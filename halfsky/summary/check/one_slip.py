"""One slip, one finding: of findings about one number those go that another one accounts for.

A wrong total makes every rate of it wrong as well. Where one number, put right, mends two findings
only the first is told, and says so; and where a number is told elsewhere as that which makes a
rate come out, the finding names it. What each finding calculated is read from what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.calculated import printed_to
from halfsky.summary.check.clues.evidence import is_portion, quoted
from halfsky.summary.check.clues.nearness import digits_apart
from halfsky.summary.check.rates.stating import GROWTH
from halfsky.summary.check.report import Problem, shown
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MADE = lazy(r"[＝≈](-?\d[\d,]*(?:\.\d+)?)")
_STATED = lazy(r"(?:文中|合计为|表中)(?:合计|共|平均|结余|相差)?的?(-?\d[\d,]*(?:\.\d+)?)")
_LEAST = 3
_MENDED = "也对得上"
_HAN = lazy(r"[\u4e00-\u9fff]")
_AROUND, _BEHIND, _SMALL = 16, 8, 10
_ADVICE = lazy(r"，应为[\d.]+%。$|，截尾为[\d.]+%，四舍五入为[\d.]+%，都对不上。$")


def _exact(one: Reading) -> Fraction:
    return Fraction(evidence.exact(one))


def _told(value: Fraction, like: Reading) -> str:
    """An amount in the unit of a printed one."""
    return shown(value / like.quantity.scale, 4) + like.claim.unit.strip()


def _numbers(read: ReadText, problem: Problem) -> list[Reading]:
    return [one for one in read.readings if one.start in problem.about]


def _printed(pattern: re.Pattern[str], message: str) -> Fraction | None:
    found = pattern.findall(message)
    return Fraction(found[-1].replace(",", "")) if found else None


@dataclass(frozen=True)
class _Sum:
    """A finding of parts and their total, and what the parts make."""

    problem: Problem
    numbers: list[Reading]
    total: Reading
    made: Fraction
    shape: str = ""

    @classmethod
    def of(cls, read: ReadText, problem: Problem) -> _Sum | None:
        """The finding as a sum; None where it prints none."""
        numbers = _numbers(read, problem)
        if problem.kind == "contradiction":
            return cls._exceeded(read, problem)
        made, stated = _printed(_MADE, problem.message), _printed(_STATED, problem.message)
        totals = [one for one in numbers if one.claim.value == stated]
        if problem.kind != "sum_mismatch" or made is None or not totals or "×" in problem.message:
            return None
        total = totals[0] if totals[0] is numbers[0] else totals[-1]
        return cls(problem, numbers, total, made * total.quantity.scale)

    @classmethod
    def _exceeded(cls, read: ReadText, problem: Problem) -> _Sum | None:
        """342户,其中规模以上38户,小微企业394户: one of the parts is more than all."""
        numbers = [one for one in read.readings if problem.start <= one.start < problem.end]
        if len(numbers) < _LEAST or "比总数" not in problem.message:
            return None
        whole, *parts = numbers
        if any(one.claim.unit != whole.claim.unit for one in parts):
            return None
        made = sum((_exact(one) for one in parts), Fraction(0))
        shape = "＋".join(quoted(one) for one in parts)
        return cls(problem, numbers, whole, made, f"{shape}＝{_told(made, whole)}，")

    def right(self, one: Reading) -> Fraction:
        """What one of its numbers must be, if all the others are right."""
        if one is self.total:
            return self.made
        return _exact(one) - (self.made - _exact(self.total))


def _is_divided_by(message: str, one: Reading) -> bool:
    """Whether a number is printed as what another is divided by; in a table without its unit."""
    return f"÷{quoted(one)}" in message or bool(
        re.search(rf"÷{re.escape(one.shown)}(?![\d.])", message)
    )


@dataclass(frozen=True)
class _Rate:
    """A finding of a rate or a growth: its two counts, the one it is of, and what is stated."""

    problem: Problem
    counts: list[Reading]
    base: Reading
    stated: Reading

    @classmethod
    def of(cls, read: ReadText, problem: Problem) -> _Rate | None:
        """The finding as a rate of two numbers; None where it is none."""
        if problem.kind != "rate_mismatch":
            return None
        numbers = _numbers(read, problem)
        counts = [one for one in numbers if not is_portion(one)]
        rates = [one for one in numbers if is_portion(one)]
        if len(counts) != 2 or len(rates) != 1:
            return None
        base = [one for one in counts if _is_divided_by(problem.message, one)]
        return cls(problem, counts, base[-1], rates[0]) if base else None

    @property
    def grows(self) -> bool:
        """Whether it is of what one count has more or less than the other."""
        return "－" in self.problem.message and bool(GROWTH.search(self.stated.lead.rstrip()))

    @property
    def made(self) -> Fraction:
        """What the one count is of the other, in percent."""
        return _exact(self.part) / _exact(self.base) * 100

    @property
    def part(self) -> Reading:
        """The count that is told as so much of the other."""
        return next(one for one in self.counts if one is not self.base)

    def fits(self, one: Reading, value: Fraction) -> bool:
        """Whether it comes out once a number is told as something else."""
        stated = evidence.percent(self.stated)
        said = {count.start: _exact(count) for count in self.counts} | {one.start: value}
        base, other = said[self.base.start], said[self.part.start]
        if stated is None or base <= 0:
            return False
        if self.grows:
            other = abs(other - base)
        made = other / base * 100
        return Interval(made, made).meets(stated)


def _put_right(found: _Sum, rate: _Rate) -> tuple[Reading, Fraction] | None:
    """The number that mends both findings, and what it must be."""
    common = [one for one in found.numbers if one in rate.counts]
    for one in common:
        value = found.right(one)
        if value > 0 and rate.fits(one, value):
            return one, value
    # 覆盖389户 of 342户 in all, which are 38户 and 394户: the rate was taken to be of the latter.
    if rate.base in common and rate.fits(rate.base, found.made):
        return found.total, found.made
    return None


def _exceeds(read: ReadText, problem: Problem, one: Reading, value: Fraction) -> bool:
    """Whether a finding is that a number is more than all, which what it must be is not."""
    if problem.kind != "contradiction" or one.start not in problem.about:
        return False
    others = [_exact(it) for it in _numbers(read, problem) if it.start != one.start]
    return len(others) == 1 and value <= others[0] < _exact(one)


def _rates(read: ReadText, problems: Iterable[Problem]) -> list[_Rate]:
    return [rate for one in problems if (rate := _Rate.of(read, one))]


def _accounted(
    read: ReadText, found: _Sum, rates: Iterable[_Rate], problems: Sequence[Problem]
) -> tuple[str, list[Problem]]:
    """What puts a sum right, and the other findings that are of the same slip.

    Where one rate asks for another number than the next it is not known which of them is wrong.
    """
    mended = [(rate, right) for rate in rates if (right := _put_right(found, rate))]
    if len({one.start for _, (one, _) in mended}) != 1:
        return "", []
    rate, (one, value) = mended[0]
    gone = [it for it in problems if it is not found.problem and it is not rate.problem]
    gone = [it for it in gone if _exceeds(read, it, one, value)]
    words = f"{found.shape}把{quoted(one)}改成{_told(value, one)}，{quoted(rate.stated)}也对得上"
    return words, [*(rate.problem for rate, _ in mended), *gone]


def _with_sums(read: ReadText, problems: Sequence[Problem]) -> list[Problem]:
    """Without the rates that a wrong sum accounts for."""
    rates, kept = _rates(read, problems), list(problems)
    for one in problems:
        found = _Sum.of(read, one)
        if found is None or one not in kept:
            continue
        words, gone = _accounted(read, found, rates, kept)
        if words:
            kept = [_more(it, words) if it is one else it for it in kept if it not in gone]
    return kept


def _points(read: ReadText, rate: _Rate, problem: Problem) -> str:
    """What puts right a rate and the points it is told to have gained, if it is one number."""
    numbers = _numbers(read, problem)
    points = [one for one in numbers if one.kind == "point"]
    others = [one for one in numbers if one.kind == "percent" and one is not rate.stated]
    if rate.stated not in numbers or len(points) != 1 or len(others) != 1:
        return ""
    places = evidence.places(rate.stated)
    value = Fraction(round(rate.made * 10**places), 10**places)
    apart = abs(value - others[0].claim.value)
    if rate.grows or not Interval(apart, apart).meets(points[0].interval):
        return ""
    made = f"{printed_to(value, places)}%"
    return f"把{quoted(rate.stated)}改成{made}，{quoted(points[0])}也对得上"


def _with_points(read: ReadText, problems: Sequence[Problem]) -> list[Problem]:
    """Without the points that a wrong rate accounts for."""
    for rate in _rates(read, problems):
        one = rate.problem
        for other in problems:
            words = _points(read, rate, other) if other is not one else ""
            if words:
                advised = _more(replace(one, message=_unadvised(one)), words)
                return [advised if it is one else it for it in problems if it is not other]
    return list(problems)


def _unadvised(problem: Problem) -> str:
    return _ADVICE.sub("，对不上。", problem.message)


def _more(problem: Problem, words: str) -> Problem:
    return replace(problem, message=f"{problem.message[:-1]}；{words}。")


def _is_told_of(problem: Problem, other: Problem) -> bool:
    """Whether another finding already tells what one finds: of the same numbers, and better."""
    if problem is other:
        return False
    if evidence.ABOVE_ALL in problem.message:
        return other.kind == "contradiction" and other.about < problem.about
    if other.kind == "unit_error" and problem.kind == "rate_mismatch":
        return "百分点" in other.message and other.end == problem.end
    both = problem.kind == "unit_error" and other.kind in {"unit_error", "rate_mismatch"}
    return both and "×" in problem.message and "÷" in other.message and problem.about == other.about


def _without_advice(problems: Sequence[Problem]) -> Iterator[Problem]:
    """A rate is not put right where one of its counts is in doubt."""
    doubted = [
        one.about
        for one in problems
        if one.kind in {"sum_mismatch", "contradiction"} and _MENDED not in one.message
    ]
    for one in problems:
        in_doubt = one.kind == "rate_mismatch" and any(one.about & about for about in doubted)
        yield replace(one, message=_unadvised(one)) if in_doubt else one


def _words(one: Reading) -> str:
    return one.lead[-_AROUND:] + one.after[:_BEHIND]


def _is_slip(one: Fraction, other: Fraction) -> bool:
    digits, swapped = digits_apart(shown(one, 4), shown(other, 4))
    return digits == 1 or swapped


def _told_otherwise(one: Reading, other: Reading) -> bool:
    """Whether two numbers a slip apart tell the same thing."""
    if one.claim.unit != other.claim.unit or one.claim.value < _SMALL:
        return False
    common = set(_HAN.findall(_words(one))) & set(_HAN.findall(_words(other)))
    return len(common) > 1 and _is_slip(one.claim.value, other.claim.value)


def _other_tellings(read: ReadText, rate: _Rate) -> Iterator[tuple[Reading, Reading]]:
    """Each count of a rate with the number elsewhere that makes the rate come out."""
    known = rate.problem.about
    for one in rate.counts:
        for other in (it for it in read.readings if it.start not in known):
            if _told_otherwise(one, other) and rate.fits(one, _exact(other)):
                yield one, other


def _added(read: ReadText, rate: _Rate) -> Iterator[str]:
    """新建90间,年末206间,比上年的126间增长71.4%: what came to it makes it come out."""
    for other in read.around(rate.stated, 0, 0) if rate.grows else ():
        made = _exact(rate.base) + _exact(other)
        if other.claim.unit == rate.base.claim.unit and other.start not in rate.problem.about:
            value = Fraction(made, rate.part.quantity.scale)
            if _is_slip(value, rate.part.claim.value) and rate.fits(rate.part, made):
                said = _told(made, rate.part)
                sums = f"{quoted(rate.base)}＋{quoted(other)}＝{said}"
                yield f"{sums}，按{said}算，{quoted(rate.stated)}正好对得上"


def _elsewhere(read: ReadText, problem: Problem) -> Problem:
    """A rate with the other telling that makes it come out: 169人 here, 196人 there."""
    rate = _Rate.of(read, problem)
    if rate is None:
        return problem
    others = list(_other_tellings(read, rate))
    if len({_exact(other) for _, other in others}) != 1:
        words = next(_added(read, rate), "")
        return _more(replace(problem, message=_unadvised(problem)), words) if words else problem
    one, other = others[0]
    where, said = "前文" if other.start < one.start else "后文", quoted(other)
    words = f"{where}是{said}，按{said}算，{quoted(rate.stated)}正好对得上"
    about = problem.about | {other.start}
    return _more(replace(problem, message=_unadvised(problem), about=about), words)


_REACHES = lazy(r"^[,，;、]?\s*(?:总数|总量|累计|共|将|可|力争|使)?(?:达到|达|增至|增加到|升至)$")


def _nearer_total(read: ReadText, problem: Problem) -> Problem:
    """按应建2000家测算,已建1930家,需新建30家,达到1950家: the sum is of what is reached."""
    found = _Sum.of(read, problem)
    if found is None or problem.kind != "sum_mismatch" or found.total is not found.numbers[0]:
        return problem
    _, *parts = found.numbers
    if not parts or "＋" not in problem.message:
        return problem
    behind = [one for one in read.around(parts[-1], 0, 0) if one.start >= parts[-1].end][:1]
    for one in behind:
        alike = one.claim.unit == found.total.claim.unit and _REACHES.match(one.lead)
        nearer = abs(_exact(one) - found.made) < abs(_exact(found.total) - found.made)
        if alike and nearer and _exact(one) != found.made:
            told = evidence.not_the_sum(read, parts, one)
            return replace(told, grade=problem.grade)
    return problem


def once(read: ReadText, problems: Sequence[Problem]) -> list[Problem]:
    """The findings of a text, each slip told once, and nothing advised that is not certain."""
    kept = [one for one in problems if not any(_is_told_of(one, other) for other in problems)]
    kept = [_nearer_total(read, one) for one in kept]
    merged = _with_points(read, _with_sums(read, kept))
    return [_elsewhere(read, one) for one in _without_advice(merged)]
