"""More at a later step than at the one before it: 260 forms handed out, 274 came back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from halfsky.summary.check import evidence
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem
from halfsky.summary.check.wording import load

# What was there before, what comes from elsewhere, or what is counted otherwise.
_OTHERS = lazy(
    r"上年|去年|同期|往年|历年|结转|遗留|累计|另|此外|加上|连同|含|包括|新增|又|再|每|均|计划|目标|力争|比|较|人次|超额|预计|其余|外单位|旁听|家属|合计|总计|[两三]级|各|还有|临时|递补|增补|同时|网上|收到电子"
)
# What is told behind it explains the more: 因为有17人临时加入, 含上年结转的5件.
_CAME_IN = lazy(r"临时|加入|补报|追加|替补|上年|结转|含|包括|另外|重复")
_SENTENCE_AND_LAST = 1
_NEAREST = 3
# Beyond twice as many the two are hardly of one thing.
_MOST = 2


@dataclass(frozen=True)
class Chain:
    """The steps of one course of things, each the words that tell it."""

    steps: tuple[re.Pattern[str], ...]
    things: re.Pattern[str] | None

    def step(self, words: str) -> int | None:
        """The latest step that the words tell."""
        found = [at for at, step in enumerate(self.steps) if step.search(words)]
        return found[-1] if found else None


@cache
def chains() -> list[Chain]:
    """All chains of stages.toml."""
    return [
        Chain(
            tuple(re.compile(step) for step in one["steps"]),
            re.compile(one["things"]) if "things" in one else None,
        )
        for one in load("stages.toml")["chain"]
    ]


def _told(reading: Reading) -> str:
    """The clause ahead of the number, and the words behind it up to a mark."""
    return re.split(r"[,，;。]", reading.lead[-24:])[-1] + "|" + reading.after[:8]


def _outdone(whole: Reading, part: Reading) -> bool:
    """Whether by their words the second can be no more than the first, and is."""
    high = whole.interval.high
    if not high < part.interval.low <= high * _MOST or not evidence.same_unit(whole, part):
        return False
    first, second = _told(whole), _told(part)
    for chain in chains():
        if chain.things and not chain.things.search(whole.lead + whole.after + part.lead):
            continue
        before, later = chain.step(first), chain.step(second)
        if before is not None and later is not None and before < later:
            return True
    return False


_AMONG = lazy(
    r"^[\u4e00-\u9fff“”\"]{1,10}(?:当中|之中|里面|里头|中)[,，]?(?![学心国小午医等层部低高级])[^,，。;、]{0,14}$"
)


def _among(read: ReadText, whole: Reading, part: Reading) -> Problem | None:
    """27个分工会中组队参加的有29个."""
    high = whole.interval.high
    more = high < part.interval.low <= high * _MOST and evidence.same_unit(whole, part)
    between = read.plain[whole.end : part.start]
    if not (more and _AMONG.search(between)) or _OTHERS.search(part.lead):
        return None
    message = f"只有{quoted(whole)}，其中却有{quoted(part)}。"
    return evidence.finding(read, "contradiction", "wrong", [whole, part], message)


def _problem(read: ReadText, part: Reading) -> Problem | None:
    before = evidence.before(read, part, _SENTENCE_AND_LAST)
    alike = [one for one in before if evidence.same_unit(one, part)]
    explained = _CAME_IN.search(read.plain[part.end : part.end + 20])
    if explained or any(one.interval.high >= part.interval.low for one in alike):
        return None
    for whole in alike[-_NEAREST:][::-1]:
        if _OTHERS.search(whole.before[-12:] + part.lead[-24:] + part.after[:4]):
            return None
        if {whole.claim.mode, part.claim.mode} == {"result"} and _outdone(whole, part):
            message = f"前一步只有{quoted(whole)}，后一步却有{quoted(part)}，不会比前一步多。"
            return evidence.finding(read, "contradiction", "wrong", [whole, part], message)
    return None


def find(read: ReadText) -> list[Problem]:
    """Numbers of a later step above those of an earlier one."""
    counts = [reading for reading in read.readings if evidence.is_count(reading)]
    return [
        problem
        for whole, part in pairwise(counts)
        if (problem := _among(read, whole, part) or _problem(read, part))
    ]
