"""Doubling and multiples told in words: 翻一番, 是名额的4.5倍."""

from __future__ import annotations

import re
from fractions import Fraction

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_DOUBLED = guarded(
    r"(?P<near>(?:近|接近|将近|差不多|几乎|快要?)(?:是|又)?)?(?:翻了?(?:(?P<times>[一两二三])番|番|了?一?倍)|(?P<many>成倍(?:增长|增加|上升|提高)|倍增))"
    r"(?P<more>还?多|有余|以上)?(?!还差|还缺|差一|差点|不到|不足|未到)"
)
_HOPED = lazy(r"力争|争取|计划|目标|将|规划|确保|要(?!求)|希望|预计|有望|没|未|离|差|到20\d\d年")
_LAST_TIME = lazy(r"去年|上年|前年|同期|上届|上期|上季|上月")
_HALVED = guarded(
    r"(?:减少|下降|降低|压减|压缩|下跌)了?(?P<near>近|约|将近|差不多)?(?:一半|五成)(?![以多强左])|减半|(?:被)?腰斩"
)
_OF_MONEY = lazy(r"经费|资金|投入|金额|产值|收入|支出|补助|标准")
# So far the two numbers may stand from the word.
_FARTHEST = 24
_TIMES = {None: 1, "一": 1, "两": 2, "二": 2, "三": 3}
_THEN = lazy(
    r"去年|上年|前年|同期|上届|上期|上季|上月|年初|原来|此前|当初|起初|20\d\d\s?年|第一|首|刚|成立时|[一二三四五六七八九十\d]月|由|从|前"
)


def _bounds(word: re.Match[str]) -> tuple[Fraction, Fraction]:
    """How many fold may be called so."""
    fold = Fraction(2 ** _TIMES[word["times"]])
    if word["many"]:
        return Fraction(18, 10), Fraction(1000)
    if word["near"]:
        return fold * Fraction(8, 10), fold * Fraction(103, 100)
    if word["more"]:
        return fold * Fraction(98, 100), fold * Fraction(17, 10)
    return fold * Fraction(93, 100), fold * Fraction(14, 10)


def _before(read: ReadText, at: int, back: int) -> list[Reading]:
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None:
        return []
    return [
        one
        for index in range(here.index - back, here.index + 1)
        for one in read.by_sentence().get(index, [])
        if one.end <= at and evidence.is_count(one) and one.sentence.paragraph == here.paragraph
    ]


def _ratios(counts: list[Reading]) -> list[Interval]:
    """Each number over each other of its unit."""
    return [
        one.interval.over(other.interval)
        for one in counts
        for other in counts
        if one is not other and evidence.same_unit(one, other) and other.interval.low > 0
    ]


def _pair(read: ReadText, word: re.Match[str]) -> tuple[Reading, Reading] | None:
    """The value before and the value after: the two numbers right ahead of the word."""
    here = _before(read, word.start(), 0)
    clause = re.split("[,，。;、]", read.plain[max(0, word.start() - 24) : word.start()])[-1]
    if len(here) < 2 or _HOPED.search(clause) or word.start() - here[-1].end > _FARTHEST:
        return None
    earlier, later = here[-2:]
    if _LAST_TIME.search(later.lead) and not _LAST_TIME.search(earlier.lead):
        earlier, later = later, earlier
    of_money = bool(_OF_MONEY.search(clause)) and later.kind != "money"
    apart = of_money or re.search("[。;]", read.plain[here[-1].end : word.start()])
    if apart or not evidence.same_unit(earlier, later) or earlier.interval.low <= 0:
        return None
    told = _THEN.search(earlier.lead) or _THEN.search(later.lead)
    return (earlier, later) if told and "其中" not in later.lead + here[-1].lead else None


def _explained(read: ReadText, word: re.Match[str], room: Interval) -> bool:
    """Whether any two numbers near are as the word says."""
    return any(ratio.meets(room) for ratio in _ratios(_before(read, word.start(), 1)[-8:]))


def _problem(read: ReadText, word: re.Match[str], pair: tuple[Reading, Reading]) -> Problem:
    earlier, later = pair
    made = calculated.fold(later.interval.over(earlier.interval))
    message = f"{quoted(later)}是{quoted(earlier)}的{made}，文中“{word.group()}”，对不上。"
    start = min(earlier.start, later.start)
    quote = read.text[start : word.end()]
    return Problem(quote, start, word.end(), "rate_mismatch", "wrong", message)


def _doubled(read: ReadText, word: re.Match[str]) -> Problem | None:
    """24个增加到36个,翻了一番."""
    pair = _pair(read, word)
    low, high = _bounds(word)
    if pair is None or pair[1].claim.mode == "plan" or _explained(read, word, Interval(low, high)):
        return None
    made = pair[1].interval.over(pair[0].interval)
    return _problem(read, word, pair) if 1 < made.low < 2 * high else None


_HALF = Interval(Fraction(43, 100), Fraction(57, 100))
_NEARLY = Interval(Fraction(4, 10), Fraction(65, 100))


def _halved(read: ReadText, word: re.Match[str]) -> Problem | None:
    """由80户下降到62户,减少了一半."""
    pair = _pair(read, word)
    if pair is None or _explained(read, word, _NEARLY if word["near"] else _HALF):
        return None
    made = pair[1].interval.over(pair[0].interval)
    fits = Fraction(1, 5) < made.low < Fraction(95, 100)
    return _problem(read, word, pair) if fits and _THEN.search(pair[0].lead) else None


_OF = lazy(r"(?:是|为|相当于|等于|达到?)(?P<what>[^,，。;\d]{1,10})的$")


def _base(what: str, counts: list[Reading]) -> Reading | None:
    """The number that `what` names."""
    then = re.search(r"去年|上年|前年|同期|上届|上期|上季度?|上月", what)
    for one in reversed(counts):
        told = one.lead[-24:] + one.after[:8]
        if then and then.group() in told:
            return one
        if not then and evidence.bigrams(what) & evidence.bigrams(told):
            return one
    return None


def _fold(read: ReadText, fold: Reading) -> Problem | None:
    found = _OF.search(fold.lead.rstrip())
    counts = _before(read, fold.start, 0)
    if not found or len(counts) < 2 or fold.claim.approx:
        return None
    last = counts[-1]
    base = _base(found["what"], counts[:-1])
    if base is None or base.interval.low <= 0:
        return None
    room = Fraction(1, 4) if fold.claim.value.denominator == 1 else Fraction(1, 20)
    stated = Interval(fold.interval.low - room, fold.interval.high + room)
    near = _before(read, fold.start, 1)[-8:]
    if any(made.meets(stated) for made in _ratios(near)):
        return None
    made = last.interval.over(base.interval)
    if made.meets(stated) or not evidence.slipped(made, stated):
        return None
    message = (
        f"{quoted(last)}是{quoted(base)}的{calculated.fold(made)}，文中{quoted(fold)}，对不上。"
    )
    return evidence.finding(read, "rate_mismatch", "wrong", [base, last, fold], message)


def find(read: ReadText) -> list[Problem]:
    """翻番 that is none, and multiples that the two numbers do not make."""
    doubled = [_doubled(read, word) for word in _DOUBLED.finditer(read.plain)]
    folds = [_fold(read, one) for one in read.readings if one.kind == "fold"]
    halved = [_halved(read, word) for word in _HALVED.finditer(read.plain)]
    return [problem for problem in (*doubled, *halved, *folds) if problem]
