"""Rates told in turn: 女工80人、125人,参加76人、110人,受检率分别为95%、88%."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_IN_TURN = lazy(r"分别|依次|各(?:为|是|有|达)?\s?$")
_NEXT = lazy(r"^\s?(?:[\u4e00-\u9fff]{0,4}[、,，]|和|与|及)[\u4e00-\u9fff]{0,3}$")
_RATE = lazy(r"率|占比|比例|占")


def _run(group: list[Reading], at: int) -> list[Reading]:
    """The numbers from `at` on that follow one another in a list."""
    run = [group[at]]
    for one in group[at + 1 :]:
        if one.kind != run[0].kind or not _NEXT.match(one.lead):
            break
        run.append(one)
    return run


def _before(group: list[Reading], at: int, many: int) -> list[Reading] | None:
    """The list of as many counts that ends right ahead of `at`."""
    if at < many:
        return None
    run = group[at - many : at]
    alike = all(evidence.is_count(one) and evidence.same_unit(one, run[0]) for one in run)
    listed = all(_NEXT.match(one.lead) for one in run[1:])
    return run if alike and listed and not _NEXT.fullmatch(run[0].lead) else None


def _checked(read: ReadText, group: list[Reading], at: int) -> list[Problem]:
    rates = _run(group, at)
    many = len(rates)
    parts = _before(group, at, many) if many > 1 else None
    wholes = _before(group, at - many, many) if parts else None
    if parts is None or wholes is None or not evidence.same_unit(parts[0], wholes[0]):
        return []
    if not _RATE.search(rates[0].lead) or not _IN_TURN.search(rates[0].lead):
        return []
    found = []
    for whole, part, rate in zip(wholes, parts, rates, strict=True):
        stated = evidence.percent(rate)
        if stated is None or whole.interval.low <= 0 or part.interval.low > whole.interval.high:
            return []
        made = part.interval.over(whole.interval).times(100)
        if not made.meets(stated) and evidence.slipped_rate(made, stated):
            message = evidence.not_the_rate(f"{quoted(part)}÷{quoted(whole)}", made, rate)
            involved = [whole, part, rate]
            found.append(evidence.finding(read, "rate_mismatch", "wrong", involved, message))
    return found


def find(read: ReadText) -> list[Problem]:
    """Rates told in turn that the numbers told in turn before do not make."""
    return [
        problem
        for group in read.by_sentence().values()
        for at in range(4, len(group))
        if evidence.is_portion(group[at]) and re.search("分别|依次|各", group[at].lead)
        for problem in _checked(read, group, at)
    ]
