"""More than half, half, less than half: words that the two numbers beside them may refute."""

from __future__ import annotations

import re

from halfsky.summary.check.clues import calculated, evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText

WORDS = guarded(
    r"(?P<more>(?<!时间)(?<!任务)(?<![未不])过了?半数?(?![百天年月小个])|超过?了?(?:一半|半数)|半数以上|一半以上|一半还多|一多半|大半(?![天年夜个])|占(?:了)?(?:绝?大)?(?:多数|部分))"
    r"|(?P<less>(?:不足|不到|未到|没到|少于|低于)(?:一半|半数)|[未不没]过半数?|(?:未|没有?)超过(?:一半|半数))"
    r"|(?P<half>(?:正好|刚好|恰好|占(?:了)?|为|是|就是|相当于)(?:总数|总人数)?的?(?:一半|半数)(?![以还多]))"
)
# What must be so, or is hoped for, is no statement.
NORM = lazy(
    r"应|须|需|方可|方能|才能|即可|[方才为即始]有效|力争|争取|计划|目标|要求|规定|条件|如果|凡|以上的"
)
LEAST, MOST = 20, 80


def _counts(read: ReadText, at: int, back: int) -> list[Reading]:
    """Counts ahead of `at`, in its sentence and those just before it in the paragraph."""
    here = next((one for one in read.sentences if one.start <= at < one.end), None)
    if here is None:
        return []
    return [
        one
        for index in range(here.index - back, here.index + 1)
        for one in read.by_sentence().get(index, [])
        if one.end <= at and evidence.is_count(one) and one.sentence.paragraph == here.paragraph
    ]


def _holds(sort: str, made: Interval) -> bool:
    if sort == "more":
        return made.high > 50
    if sort == "less":
        return made.low < 50
    return made.high >= 45 and made.low <= 55


def _percent(part: Interval, whole: Interval) -> Interval:
    return part.over(whole).times(100)


def _explained(counts: list[Reading], sort: str) -> bool:
    """Whether any part of any whole near it, or a sum of neighbours, is as the word says."""
    parts = [(one, one.interval) for one in counts]
    for start in range(len(counts)):
        for end in range(start + 2, min(start + 5, len(counts)) + 1):
            run = counts[start:end]
            if all(evidence.same_unit(one, run[0]) for one in run):
                parts.append((run[0], total([one.interval for one in run])))
    return any(
        part.high <= whole.interval.low and _holds(sort, _percent(part, whole.interval))
        for one, part in parts
        for whole in counts
        if whole is not one and whole.interval.low > 0 and evidence.kin(one, whole)
    )


# 一线女工过半数有夜盲: the word opens a statement of its own.
_ENDS = lazy(r"(?:了|的|强|多)?(?:\s|$|[,，。;、!?)”\"])")
_SAID = lazy(
    r"[^\u4e00-\u9fff]|(?:参与|参加|提交|出席|到会|报名|响应)(?:者|人员)?|人数|总数|比例|占比|不过|也|算|还|又|才|就|已经|已|均|都|共|只|仅|却|便|实现|刚|数|的|了|是|占|达到|达"
)


# 女学员中党员过半, 满意和非常满意的过半
_OF_MORE = lazy(r"[\u4e00-\u9fff]中[\u4e00-\u9fff]|[和与及]")


def _of_another(between: str, part: Reading) -> bool:
    """4个现场女关员超过一半: what is more than half has a subject of its own."""
    own = _SAID.sub("", re.split("[,，、]", between)[-1])
    apart = not re.search("[,，]", between) and len(own) > 2
    words = part.lead[-16:] + part.after[:6]
    return (
        apart
        or (bool(own) and not set(own) & set(words))
        or (own[:1] == "女" and "女" not in words)
        or bool(_OF_MORE.search(own))
    )


# 还有8家没有建会,驿站夜间开放的只有5个,占一半: what is lacking is the whole of nothing.
LACKING = lazy(r"(?:还有|仍有|尚有|另有|剩下?|差)$")


def _pair(read: ReadText, word: re.Match[str]) -> tuple[Reading, Reading] | None:
    """Whole and part, the two numbers right before the word."""
    near = _counts(read, word.start(), 1)
    if len(near) < 2:
        return None
    whole, part = near[-2:]
    between = read.plain[part.end : word.start()]
    after = read.plain[word.end() : word.end() + 10]
    if not _ENDS.match(after):
        return None
    if len(between) > 16 or re.search("[。;!?\n]", between) or NORM.search(between + after):
        return None
    if _of_another(between, part):
        return None
    if not evidence.kin(whole, part) or part.interval.high > whole.interval.low:
        return None
    if LACKING.search(whole.before):
        return None
    apart = part.sentence.index != whole.sentence.index
    return None if apart and "、" in part.lead else (whole, part)


def _of_share(read: ReadText, part: Reading, word: re.Match[str], sort: str) -> bool:
    """4份,下降55.6%,超过一半: the word is of the share told between the part and it."""
    return any(
        part.end <= one.start < word.start()
        and (share := evidence.percent(one)) is not None
        and _holds(sort, share)
        for one in read.around(part, 0, 1)
    )


def _problem(read: ReadText, word: re.Match[str]) -> Problem | None:
    sort = word.lastgroup or ""
    pair = _pair(read, word)
    if pair is None:
        return None
    whole, part = pair
    made = _percent(part.interval, whole.interval)
    if _holds(sort, made) or made.high < LEAST or made.low > MOST:
        return None
    if _explained(_counts(read, word.start(), 2)[-8:], sort) or _of_share(read, part, word, sort):
        return None
    message = (
        f"{quoted(part)}÷{quoted(whole)}{calculated.equals_percent(made)}"
        f"，文中“{word.group()}”，对不上。"
    )
    start = whole.start if whole.sentence.index == part.sentence.index else part.start
    quote = read.text[start : word.end()]
    return Problem(quote, start, word.end(), "rate_mismatch", "wrong", message)


def find(read: ReadText) -> list[Problem]:
    """过半, 不足一半 and the like that the part and the whole beside them refute."""
    return [found for word in WORDS.finditer(read.plain) if (found := _problem(read, word))]
