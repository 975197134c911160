"""Rates of marks or opinions told one by one, with all who got none of the better ones.

优秀22人、良好33人、合格15人、不合格4人,优良率64.3%: so many of all of them.
And 合格52人,不合格12人,合格率77%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from halfsky.summary.check.clues import evidence, scales
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES
from halfsky.summary.check.rates.named_shares import sharp
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_RATE = lazy(
    r"(?:^|[的为是总,，])(?P<name>优秀|优良|良好|合格|及格|达标|称职|满意)(?:率|度|面|比例|占比|的占|占)"
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|超过|不足|不到|大约|将近|计|:|\s)*$"
)
_OTHERWISE = lazy(
    r"去年|上年|上届|同期|各|提高|增|降|比(?![例重])|目标|要求|以上|补考|复训|首次|一次"
)
# Which rungs a rate may be of: the likeliest first.
_RUNGS = {
    "优秀": ("marks", ({0},)),
    "优良": ("marks", ({0, 1},)),
    "良好": ("marks", ({1}, {0, 1})),
    **dict.fromkeys(("合格", "及格", "达标", "称职"), ("marks", ({0, 1, 2, 3}, {2}))),
    "满意": ("content", ({0, 1}, {0, 1, 2}, {0, 1, 2, 3}, {1})),
}
_LOWEST = {"marks": {4}, "content": {4, 5}}
_SCALE_LONG_ENOUGH = 3
Graded = tuple[Reading, int]


def _label(one: Reading) -> str:
    return CLAUSES.split(one.before.strip("、,，;: "))[-1]


def _run(read: ReadText, rate: Reading, scale: str) -> list[Graded]:
    """The last counts ahead that are on different rungs and follow one another."""
    run: list[Graded] = []
    ahead = [one for one in read.around(rate, 1, 0) if one.start < rate.start]
    for one in reversed(ahead):
        rung = scales.rung_ending(scale, _label(one)) if evidence.is_count(one) else None
        if rung is None or (run and not evidence.same_unit(one, run[0][0])):
            if run:
                break
            continue
        if rung in {other for _, other in run}:
            break
        run.insert(0, (one, rung))
    return run


def _is_all(run: list[Graded], scale: str) -> bool:
    """Whether the run leaves nobody out: to the lowest rung, or three rungs in the order."""
    rungs = [rung for _, rung in run]
    in_order = len(run) >= _SCALE_LONG_ENOUGH and rungs == sorted(rungs)
    return len(run) > 1 and (bool(_LOWEST[scale] & set(rungs)) or in_order)


def _sum(run: list[Graded], rungs: set[int]) -> Interval | None:
    told = [one.interval for one, rung in run if rung in rungs]
    return total(told) if told else None


def _readings_of(run: list[Graded], name: str) -> Iterator[Interval]:
    """What the rate may be of the counts: the likeliest first."""
    for rungs in _RUNGS[name][1]:
        some = _sum(run, rungs)
        if some is not None:
            yield some


def _explained(
    read: ReadText, rate: Reading, run: list[Graded], name: str, stated: Interval
) -> bool:
    """Whether any count near, as the whole or as the part, makes the rate."""
    near = [
        one
        for one in read.around(rate, 2, 1)
        if evidence.is_count(one) and evidence.kin(one, run[0][0]) and one.interval.low > 0
    ]
    wholes = [total([one.interval for one, _ in run]), *(one.interval for one in near)]
    parts = [*_readings_of(run, name), *(one.interval for one in near)]
    return any(
        part.high <= whole.low and part.over(whole).times(100).meets(stated)
        for whole in wholes
        for part in parts
    )


def _problem(read: ReadText, rate: Reading) -> Problem | None:
    clause = CLAUSES.split(rate.lead.strip())[-1]
    found, stated = _RATE.search(clause), sharp(rate)
    if not found or stated is None or _OTHERWISE.search(clause):
        return None
    name = found["name"]
    scale = _RUNGS[name][0]
    run = _run(read, rate, scale)
    some = next(_readings_of(run, name), None)
    if some is None or not _is_all(run, scale):
        return None
    all_of_them = total([one.interval for one, _ in run])
    if all_of_them.low <= 0 or _explained(read, rate, run, name, stated):
        return None
    made = some.over(all_of_them).times(100)
    if not evidence.slipped_rate(made, stated) or evidence.is_about(rate, made, stated):
        return None
    best = next(rungs for rungs in _RUNGS[name][1] if _sum(run, rungs) is not None)
    return _finding(read, rate, run, best, made)


def _finding(
    read: ReadText, rate: Reading, run: list[Graded], rungs: set[int], made: Interval
) -> Problem:
    better = "＋".join(quoted(one) for one, rung in run if rung in rungs)
    every = "＋".join(quoted(one) for one, _ in run)
    message = evidence.not_the_rate(f"（{better}）÷（{every}）", made, rate)
    return evidence.finding(
        read, "rate_mismatch", "wrong", [*(one for one, _ in run), rate], message
    )


def find(read: ReadText) -> list[Problem]:
    """Rates that the counts of all rungs do not make."""
    if not re.search("优|良好|合格|及格|达标|称职|满意", read.plain):
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one) for one in shares if one.claim.mode == "result"]
    return [problem for problem in found if problem]
