"""Growth or decline step by step, against the numbers: 逐月减少:九月24人,十月18人,十一月21人."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from halfsky.summary.check.clues import evidence, named_values
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_RISE = r"上升|增加|增长|递增|提高|提升|走高|攀升|增多|扩大|上涨|上扬|壮大|翻新高|增大"
_FALL = r"下降|减少|递减|降低|走低|回落|下滑|缩减|减小|下跌|缩小|压减"
_STEP = (
    r"(?:[逐每连][年月季届期周日]度?|(?P<twice>[年月季期届场周次])(?P=twice)|连续(?P<steps>[两二三四五六七]|\d)?(?:个?[年月届期周季]度?)?"
    r"|每[年月季届期]度?[\u4e00-\u9fff]{0,6}[都均][有在]?|持续|不断|稳步|节节|一路|直线|逐步|依次)"
)
_ADVERBS = r"“?(?:都|均|在|有所|呈|呈现|保持|实现|稳步|持续|不断|明显|大幅|略有|略|稳定){0,2}"
_WORD = guarded(
    rf"(?:{_STEP}{_ADVERBS}(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))"
    r"|一(?P<each>[年月季届期天周场次轮])(?:比一(?P=each)(?:(?P<more>[多高大])|(?P<less>[少低小]))|(?:(?P<more_than>多|高)|(?P<less_than>少|低))[于过]一(?P=each))"
    rf"|呈现?出?(?:明显|持续|稳定|稳步|良好)?的?(?:(?P<rising>{_RISE})|(?P<falling>{_FALL}))的?[趋态走]?势)(?!到|至|了?\d)"
)
_HOPED = lazy(
    r"力争|争取|计划|目标|确保|要(?!求)|希望|预计|有望|没有?|未能?|并非|不是|总体|整体|大体|基本|如果|将"
)
_RATE = lazy(r"(?:率|占比|比例|比重|得分|度|均|水平|标准|积极性|质量|作用)$")
_SUBJECT = lazy(r"[^,，。;:、()\n]*$")
_MONEY = "元万元千元"
_UNITS = {
    "人数": "人名位",
    "人次": "人次",
    "场次": "场期次",
    "户数": "户",
    "件数": "件起",
    **dict.fromkeys(("金额", "经费", "投入", "支出", "资金", "收入"), _MONEY),
}
_TIMES = lazy(r"\d{4}年|[前去今上本]年|第?[一二三四五六七八九十\d]{1,3}[年月季期届周]度?")
_GENERAL = lazy(
    r"人数|人次|场次|次数|户数|件数|金额|数量|总数|总量|总体|全年|[近这]?[一二三四五六七八九两\d]{1,2}个?[年月季][度来里]?|上半年|下半年|工作|呈|呈现|实现|保持"
    r"|可见|可以看出|说明|反映|趋势|态势|显示|[的量数也都均并且还又则“” ]"
)
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_LEAST = 3
# So far the numbers may stand from the word, and those whose names fit its step.
_NEAR, _FAR = 24, 120


class Chain(NamedTuple):
    """Numbers of one thing in the order of their times, and what parts the times: 年, 月, 季."""

    readings: list[Reading]
    parted: str = ""


_AGO = {"今年": 0, "本年": 0, "当年": 0, "去年": 1, "上年": 1, "前年": 2}


def _by_time(run: list[named_values.Named]) -> list[Reading]:
    """The numbers from the earliest to the latest: 今年127人,去年94人,前年81人 goes back."""
    ago = [_AGO.get(one.name.removesuffix("度"), -1) for one in run]
    back = -1 not in ago and all(one < other for one, other in pairwise(ago))
    return [one.reading for one in (reversed(run) if back else run)]


def _chains(read: ReadText) -> list[Chain]:
    """去年27件,今年18件; 困难慰问27户、24户、21户."""
    chains = [
        Chain(_by_time(run), run[-1].name.removesuffix("份").removesuffix("度")[-1])
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
        return not said.strip("“ ") or bool(re.search(r"率|占比|比例|比重|满意度|知晓度", said))
    if _RATE.search(said.strip("“ ")):
        return said.endswith("标准") and unit in _MONEY and "每" in chain[0].lead[-6:]
    if any(unit not in units for name, units in _UNITS.items() if name in said):
        return False
    own = _GENERAL.sub("", said)
    ahead = read.plain[chain[0].sentence.start : chain[0].start]
    bare = not _TIMES.sub("", _GENERAL.sub("", ahead)) or not evidence.bigrams(own)
    known = evidence.bigrams(own) & evidence.bigrams(ahead)
    return bare or word.start() < chain[0].start or bool(known)


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
    """Of 连续三年 the last three only."""
    steps = word["steps"]
    number = _NUMERALS.get(steps, 0) or int(steps) if steps else len(chain)
    return chain[-max(number, 2) :]


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
    pair = _against(
        _last_steps(chain.readings, word),
        any(word[name] for name in ("rise", "more", "more_than", "rising")),
    )
    if pair is None:
        return None
    message = f"文中说“{word.group()}”，却由{quoted(pair[0])}到{quoted(pair[1])}。"
    return named_values.claim_refuted(read, word.span(), chain.readings, message)


_ORDERED = guarded(
    r"(?:[由从按](?P<measure>[^,，。;:\d]{0,8}))?(?:(?P<fall>[高多][到至][低少])|(?P<rise>[低少][到至][高多])(?!再|后|又)|前[三四五六](?P<places>[名位])[^,，。;:\d]{0,10}(?:依次|分别)(?:是|为)?)"
)
_AHEAD_OF_LIST = lazy(r"^[^。;\d\n]{0,40}$")


def _ordered(read: ReadText, chains: list[Chain], word: re.Match[str]) -> Problem | None:
    """由高到低依次为缝制92%、裁剪78%、包装85%."""
    behind = [chain for chain in chains if chain.readings[0].start >= word.end()]
    first = min(behind, key=lambda chain: chain.readings[0].start, default=None)
    if first is None or len(first.readings) < _LEAST:
        return None
    between = read.plain[word.end() : first.readings[0].start]
    if not _AHEAD_OF_LIST.match(between) or any(
        word.end() <= one.start < first.readings[0].start for one in read.readings
    ):
        return None
    if not _of_subject(read, first.readings, word):
        return None
    pair = _against(first.readings, bool(word["rise"]))
    if pair is None:
        return None
    message = f"文中说“{word.group()}”，却由{quoted(pair[0])}到{quoted(pair[1])}。"
    return named_values.claim_refuted(read, word.span(), first.readings, message)


def find(read: ReadText) -> list[Problem]:
    """Numbers that do not go on the way that the word beside them says."""
    words = list(_WORD.finditer(read.plain))
    chains = _chains(read) if words else []
    found = []
    for word in words:
        near = [problem for chain in chains if (problem := _problem(read, chain, word))]
        found += near[-1:]
    ordered = list(_ORDERED.finditer(read.plain))
    lists = [Chain(run) for run in named_values.every_run(read)] if ordered else []
    refuted = [_ordered(read, lists, word) for word in ordered]
    return [*found, *(problem for problem in refuted if problem)]
