"""Compares claims with stored figures: by alias, unit, scope and time; unsure stays unsure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from halfsky.summary.check.report import Claim, Problem, Report, Verdict, shown
from halfsky.summary.check.text.intervals import Interval, printed, printed_large, widened
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import unit_of

Compare = Callable[[Sequence[Claim]], Sequence[Verdict]]


class StoredFigure(NamedTuple):
    """One computed figure of the organisation and period; money in yuan, a rate in percent."""

    code: str
    label: str
    unit: str
    value: Fraction | None
    shown: str
    semantics: str = "during"
    period_label: str = ""


_FOREIGN = {"plan", "last_year", "upper_level"}


def _scaled(claim: Claim) -> Interval:
    """What the printed claim can stand for, in the unit without 万."""
    unit = unit_of(claim.unit)
    scale = unit.scale if unit else 1
    places = 0
    while (claim.value * 10**places).denominator != 1 and places < 6:
        places += 1
    place = Fraction(1, 10**places)
    if scale > 1:
        interval = printed_large(claim.value, place)
    else:
        interval = printed(claim.value, place, claim.unit != "%" and places == 0)
    step = place
    while places == 0 and claim.value and claim.value % (step * 10) == 0:
        step *= 10
    return widened(interval, claim.value, step, claim.approx).times(scale)


def _comparable(claim: Claim, figure: StoredFigure) -> bool:
    ours, theirs = unit_of(figure.unit), unit_of(claim.unit)
    if ours is None or theirs is None:
        return False
    people = {"person", "attendance"}
    bodies = {"organisation", "generic"}
    return ours.kind == theirs.kind or {ours.kind, theirs.kind} in (people, bodies)


_GENERAL_PLACES = {
    "全市",
    "全县",
    "全区",
    "全矿",
    "全院",
    "全校",
    "全厂",
    "全镇",
    "全系统",
    "各级",
    "基层",
    "本级",
    "市级",
}
_GENERAL_TIMES = {"今年", "今年以来", "本年度", "年底", "期末"}
# How a period is told, by how its label ends.
_SPANS = {
    "上半年": lazy(r"上半年|1\s?[-~至]\s?6\s?月"),
    "下半年": lazy(r"下半年|7\s?[-~至]\s?12\s?月"),
    "": lazy(r"度|全年|1\s?[-~至]\s?12\s?月"),
}
_YEAR = lazy(r"(?:19|20)\d\d年")


def _same_scope(claim: Claim) -> bool:
    """Whether nothing in the claim's words narrows it to another body or a shorter time."""
    places = {word for word in claim.scope.split("、") if word}
    return places <= _GENERAL_PLACES


def _same_time(claim: Claim, figure: StoredFigure) -> bool:
    times = {word for word in claim.time.split("、") if word}
    if figure.semantics == "cumulative":
        return True
    if claim.cumulative:
        return False
    return all(
        word in _GENERAL_TIMES or word == figure.period_label or _is_all_of_it(figure, word)
        for word in times
    )


def _is_all_of_it(figure: StoredFigure, word: str) -> bool:
    """Whether a time is that of the figure's period: 1-6月 of a half-year, 全年 of a year."""
    rest = _YEAR.sub("", word)
    ending = next(end for end in _SPANS if figure.period_label.endswith(end))
    spans = [_SPANS[ending]] if figure.period_label else _SPANS.values()
    told = not rest or any(span.fullmatch(rest) for span in spans)
    return told and _in_year_of(figure, word)


def _in_year_of(figure: StoredFigure, word: str) -> bool:
    """A claim that names another year than the figure's period speaks of another time."""
    year = _YEAR.match(word)
    return year is None or not figure.period_label or figure.period_label.startswith(year[0])


def verdict(claim: Claim, figures: dict[str, StoredFigure]) -> Verdict:
    """`cannot_tell` unless the figure, its unit, scope and time are all sure."""
    figure = figures.get(claim.figure or "")
    if figure is None or figure.value is None:
        return "cannot_tell"
    planned = figure.code.startswith("planning.")
    if (claim.mode in _FOREIGN and not (planned and claim.mode == "plan")) or not _comparable(
        claim, figure
    ):
        return "cannot_tell"
    if not _same_scope(claim) or not _same_time(claim, figure):
        return "cannot_tell"
    stored = Interval(figure.value, figure.value)
    return "agrees" if _scaled(claim).meets(stored) else "differs"


def against(figures: Sequence[StoredFigure]) -> Compare:
    """A comparison with these figures, to hand to `compare_report`."""
    by_code = {figure.code: figure for figure in figures}

    def compare(claims: Sequence[Claim]) -> list[Verdict]:
        return [verdict(claim, by_code) for claim in claims]

    return compare


def compare_reports(reports: Sequence[Report], figures: Sequence[StoredFigure]) -> list[Report]:
    """The reports, every number of theirs held against these figures."""
    compare = against(figures)
    return [compare_report(report, compare, figures) for report in reports]


def compare_report(
    report: Report, compare: Compare, figures: Sequence[StoredFigure] = ()
) -> Report:
    """The report with a verdict on every claim and a `database_mismatch` for each that differs."""
    by_code = {figure.code: figure for figure in figures}
    verdicts = compare(report.claims)
    claims = [
        replace(claim, verdict=given) for claim, given in zip(report.claims, verdicts, strict=True)
    ]
    problems = [*report.problems]
    for claim in claims:
        if claim.verdict == "differs":
            problems.append(_mismatch(claim, by_code.get(claim.figure or "")))
    problems.sort(key=lambda problem: (problem.start, problem.end))
    return replace(report, claims=claims, problems=problems)


def _mismatch(claim: Claim, figure: StoredFigure | None) -> Problem:
    stored = figure.shown if figure else "另一个数"
    label = figure.label if figure else claim.label
    message = f"台账里“{label}”是{stored}，文中是{shown(claim.value, 4)}{claim.unit}。"
    return Problem(claim.quote, claim.start, claim.end, "database_mismatch", "wrong", message)
