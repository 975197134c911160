"""Prizes told one by one beside what they make of all that entered.

84名护士参赛,评出状元3名、能手12名,获奖比例21%: all of them by what entered.
"""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.naming import CLAUSES
from halfsky.summary.check.rates.named_shares import sharp
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_RATE = lazy(
    r"(?:获奖|得奖|受奖|受表彰|表彰|评优|中奖)(?:率|面|比例|占比)"
    r"(?:的|则|也|已|都|为|是|有|在|约|近|只|仅|才|了|达到|达|到|至|超过|不足|不到|大约|将近|计|:|\s)*$"
)
_OTHERWISE = lazy(r"去年|上届|女|各|提高|比(?![例重])|不获奖")
_PRIZE = lazy(r"奖|状元|能手|标兵|优胜|冠军|亚军|季军|十佳|之星|明星|先进|优秀|鼓励")
_ENTERED = lazy(
    r"参赛|参加|参评|报名|选手|收到|收稿|收件|征集|投稿|来稿|上交|交来|作品|征文|稿件|申报|同台|上场|提交"
)
_OF_GROUPS = lazy(r"团体|集体|组织奖|单位")


def _counts(read: ReadText, rate: Reading) -> list[Reading]:
    return [
        one
        for one in read.around(rate, 2, 0)
        if one.start < rate.start
        and evidence.is_count(one)
        and one.sentence.paragraph == rate.sentence.paragraph
        and one.claim.mode != "last_year"
    ][-20:]


def _prizes(counts: list[Reading]) -> list[Reading]:
    """The last prizes told one right after the other."""
    run: list[Reading] = []
    for one in reversed(counts):
        is_prize = one.kind != "money" and _PRIZE.search(one.before[-8:] + one.after[:3])
        if is_prize and (not run or evidence.same_unit(one, run[0])):
            run.insert(0, one)
        elif run:
            break
    return run


def _some_of(run: list[Reading]) -> Iterator[Interval]:
    """The prizes together, and any of them that follow each other."""
    for first in range(len(run)):
        for end in range(first + 1, len(run) + 1):
            yield total([one.interval for one in run[first:end]])


def _explained(stated: Interval, run: list[Reading], counts: list[Reading]) -> bool:
    wholes = [one for one in counts if one.interval.low > 0]
    return any(
        some.over(whole.interval).times(100).meets(stated)
        for whole in wholes
        for some in [*_some_of(run), *(one.interval for one in counts if one is not whole)]
        if evidence.kin(whole, run[0])
    )


def _problem(read: ReadText, rate: Reading) -> Problem | None:
    clause, stated = CLAUSES.split(rate.lead.strip())[-1], sharp(rate)
    if stated is None or not _RATE.search(clause) or _OTHERWISE.search(clause):
        return None
    counts = _counts(read, rate)
    run = _prizes(counts)
    if len(run) < 2 or _OF_GROUPS.search(read.plain[max(0, run[0].start - 16) : run[-1].end]):
        return None
    entered = [
        one
        for one in counts
        if one.end <= run[0].start
        and evidence.same_unit(one, run[0])
        and _ENTERED.search(one.before[-12:] + one.after[:12])
    ]
    won = total([one.interval for one in run])
    if not entered or won.low > entered[-1].interval.high or _explained(stated, run, counts):
        return None
    made = won.over(entered[-1].interval).times(100)
    if not evidence.slipped_rate(made, stated) or evidence.is_about(rate, made, stated):
        return None
    won_by = "＋".join(quoted(one) for one in run)
    message = evidence.not_the_rate(f"（{won_by}）÷{quoted(entered[-1])}", made, rate)
    return evidence.finding(read, "rate_mismatch", "wrong", [entered[-1], *run, rate], message)


def find(read: ReadText) -> list[Problem]:
    """Rates of prizes that the prizes told do not make."""
    if "奖" not in read.plain and "表彰" not in read.plain:
        return []
    shares = (one for one in read.readings if evidence.is_portion(one))
    found = [_problem(read, one) for one in shares if one.claim.mode == "result"]
    return [problem for problem in found if problem]
