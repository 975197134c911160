"""Growth or decline step by step, against the numbers: 逐月减少:九月24人,十月18人,十一月21人."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from halfsky.summary.check import evidence, named_values
from halfsky.summary.check.evidence import quoted
from halfsky.summary.check.patterns import guarded, lazy
from halfsky.summary.check.reading import Reading, ReadText
from halfsky.summary.check.report import Problem

_RISE = r"上升|增加|增长|递增|提高|提升|走高|攀升|增多|扩大|上涨|上扬|壮大|翻新高|增大"
_FALL = r"下降|减少|递减|降低|走低|回落|下滑|缩减|减小|下跌|缩小|压减"
_STEP = (
    r"(?:[逐每连][年月季届期周日]度?|[年月季]年|[年月季]{2}|连续(?P<steps>[两二三四五六七]|\d)?(?:个?[年月届期周季]度?)?"
    r"|持续|不断|稳步|节节|一路|直线|逐步|依次)"
)
_ADVERBS = r"“?(?:都|均|在|有所|呈|呈现|保持|实现|稳步|持续|不断|明显|大幅|略有|略|稳定){0,2}"
_WORD = guarded(
    rf"(?:{_STEP}{_ADVERBS}(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))"
    r"|一(?P<each>[年月季届期天周])比一(?P=each)(?:(?P<more>[多高大])|(?P<less>[少低小])))(?!到|至|了?\d)"
)
_HOPED = lazy(
    r"力争|争取|计划|目标|确保|要(?!求)|希望|预计|有望|没有?|未能?|并非|不是|总体|整体|大体|基本|如果|将"
)
_RATE = lazy(r"(?:率|占比|比例|比重|得分|度|均|水平|标准|积极性|质量|作用)$")
_SUBJECT = lazy(r"[^,，。;:、()\n]*$")
_UNITS = {
    "人数": "人名位",
    "人次": "人次",
    "场次": "场期次",
    "户数": "户",
    "件数": "件起",
    "金额": "元万元",
}
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
# So far the numbers may stand from the word, and those whose names fit its step.
_NEAR, _FAR = 24, 120


@dataclass(frozen=True)
class Chain:
    """Numbers of one thing in the order of their times, and what parts the times: 年, 月, 季."""

    readings: list[Reading]
    parted: str = ""


def _chains(read: ReadText) -> list[Chain]:
    """去年27件,今年18件; 困难慰问27户、24户、21户."""
    chains = [
        Chain([one.reading for one in run], run[-1].name.removesuffix("份").removesuffix("度")[-1])
        for run in named_values.named_lists(read, 2)
        if run[0].is_time
    ]
    chains += [Chain(run) for run in named_values.plain_runs(read)]
    return chains


def _of_subject(read: ReadText, chain: list[Reading], word: re.Match[str]) -> bool:
    """Whether the word speaks of these numbers: 户数逐年减少 of 27户、24户、21户."""
    found = _SUBJECT.search(read.plain, max(0, word.start() - 30), word.start())
    said = found.group() if found else ""
    unit = chain[0].claim.unit
    if evidence.is_portion(chain[0]):
        return not said.strip("“ ") or bool(re.search(r"率|占比|比例|比重", said))
    if _RATE.search(said.strip("“ ")):
        return False
    return all(unit in units for name, units in _UNITS.items() if name in said)


def _stands_by(read: ReadText, chain: Chain, word: re.Match[str]) -> bool:
    """Whether the word stands right before or right behind the numbers, or names their times."""
    start, end = chain.readings[0].start, chain.readings[-1].end
    if end > word.start() and word.end() > start:
        return False
    first, last = min(end, word.end()), max(start, word.start())
    between = read.plain[first:last]
    if "\n" in between or len(re.findall("[。;]", between)) > 1:
        return False
    if chain.parted and chain.parted in word.group():
        return len(between) <= _FAR
    return len(between) <= _NEAR and not any(first <= it.start < last for it in read.readings)


def _last_steps(chain: list[Reading], word: re.Match[str]) -> list[Reading]:
    """Of 连续两年 the last three only."""
    steps = word["steps"]
    number = _NUMERALS.get(steps, 0) or int(steps) if steps else len(chain)
    return chain[-number - 1 :]


def _against(chain: list[Reading], rising: bool) -> tuple[Reading, Reading] | None:
    for one, other in pairwise(chain):
        low, high = (one, other) if rising else (other, one)
        if evidence.firm(high).high < evidence.firm(low).low:
            return one, other
    return None


def _problem(read: ReadText, chain: Chain, word: re.Match[str]) -> Problem | None:
    if not _stands_by(read, chain, word) or not _of_subject(read, chain.readings, word):
        return None
    if _HOPED.search(read.plain[max(0, word.start() - 8) : word.start()]):
        return None
    pair = _against(_last_steps(chain.readings, word), bool(word["rise"] or word["more"]))
    if pair is None:
        return None
    message = f"文中说“{word.group()}”，却由{quoted(pair[0])}到{quoted(pair[1])}。"
    return named_values.claim_refuted(read, word.span(), chain.readings, message)


def find(read: ReadText) -> list[Problem]:
    """Numbers that do not go on the way that the word beside them says."""
    words = list(_WORD.finditer(read.plain))
    chains = _chains(read) if words else []
    found = []
    for word in words:
        near = [problem for chain in chains if (problem := _problem(read, chain, word))]
        found += near[-1:]
    return found
