"""Shares of one whole that leave nothing out and do not make a hundred.

Asked to tick one answer only: 46%, 31%, 18%, 15%. And what the rest is: 占35%, 占50%, 其余160名
of 800. Shares without a word that closes the list may be of any of several answers; but who is
satisfied is not dissatisfied too, so that rungs of one scale never make more.
"""

from __future__ import annotations

import re
from fractions import Fraction

from halfsky.summary.check.clues import calculated, counted_twice, evidence, scales
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.intervals import Interval, total
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

# 36至45岁, 5年以上: a rung may be called by numbers.
_RUNG = r"(?:[^,，。;\d]|\d{1,4}(?=\d|岁|周岁|[至到~-]|年|小时|学时|公里|千|万|元|以|及|\s?[~-]))"
_FOLLOWS = lazy(
    rf"^[)的]?\s?[、,，;和及]{_RUNG}{{0,18}}(?:[,，]占)?$"
    r"|^用[于在作][^,，。;\d]{1,8}[,，、;][^,，。;\d]{0,6}$"
)
# What is said of each alone, or of one part, or of another time is no share of one whole.
_APART = lazy(
    r"率|各(?![界地类种])|增|降|升|提高|减|比(?!例|重|较[满愿同支差好想])|完成|超|去年|上年|前年|目标|又|次|均|最|达"
)
_ONE_ANSWER = lazy(
    r"单选|选(?:择)?(?:了)?(?:其中)?[一1]项|[一1]人[一1]|没有(?:其他|别的|旁的|更|空)|无其他|无空|没人空|无人空"
    r"|人人[填答选]|全部?答|三者|四者|只有(?:这|是)|没有别"
)
_SEVERAL_ANSWERS = lazy(r"可选|不止一|任选|兼|重叠|交叉|部分|主要")
_REST = lazy(r"其余|余下|剩下|其他|其它|剩余")
_FAR = 30


def _label(share: Reading) -> str:
    return re.split(r"[,，。;:、]", share.lead.strip())[-1]


def _continues(run: list[Reading], one: Reading) -> bool:
    return not run or (one.end > run[-1].end and bool(_FOLLOWS.match(one.lead)))


def _runs(group: list[Reading]) -> list[list[Reading]]:
    """The shares of a sentence that follow one another."""
    runs: list[list[Reading]] = [[]]
    for one in group:
        if not evidence.is_portion(one) or one.kind == "permille":
            runs.append([])
        elif _continues(runs[-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run for run in runs if len(run) > 1]


def _of_one_whole(run: list[Reading]) -> bool:
    return not any(_APART.search(_label(one)) for one in run)


def _about(read: ReadText, run: list[Reading]) -> str:
    sentence = run[0].sentence
    return read.plain[max(0, sentence.start - _FAR) : min(sentence.end, run[-1].end + 2 * _FAR)]


def _is_closed(read: ReadText, run: list[Reading]) -> bool:
    """Whether the words say that nothing is left out and nobody counted twice."""
    words = _about(read, run)
    if counted_twice.is_said(words) or _SEVERAL_ANSWERS.search(words):
        return False
    labels = [_label(one) for one in run]
    last = run[-1].lead
    if _REST.search(last) or _ONE_ANSWER.search(words):
        return True
    ladder = "以下" in labels[0] + labels[-1] and "以上" in labels[0] + labels[-1]
    polled = "不满意" in labels[-1] and "满意" in labels[0]
    return len(run) > 2 and (ladder or polled)


def _on_one_scale(run: list[Reading]) -> bool:
    """Whether each share is of another rung of one scale: 满意, 一般, 不满意."""
    for scale in scales.names():
        rungs = [scales.rung(scale, _label(one)) for one in run]
        if None not in rungs and len(set(rungs)) == len(rungs):
            return True
    return False


_PAYS = lazy(r"承担|负担|分担|出资|自付|自负|自筹|自掏|支付|出(?=了?$)|补贴|资助|列支|筹集?")


def _each_pays(run: list[Reading]) -> bool:
    """由市总承担50%、企业承担30%、个人承担25%: nobody pays what another has paid."""
    return len(run) > 2 and all(_PAYS.search(_label(one)) for one in run)


def _exclude_each_other(read: ReadText, run: list[Reading]) -> bool:
    if counted_twice.is_said(_about(read, run)):
        return False
    return _on_one_scale(run) or _each_pays(run)


def _made(run: list[Reading]) -> Interval:
    """What all the shares make; each is rounded, or each is cut off."""
    halves = any(one.claim.value.denominator == _HALF for one in run if one.kind == "tenth")
    told = [_of_half_tenths(one) if halves else evidence.percent(one) for one in run]
    return total([share for share in told if share is not None])


# Who says 三成半 does not say 四成 of less than thirty-seven and a half.
_HALF = 2
_TO_HALF = Fraction(5, 2)


def _of_half_tenths(one: Reading) -> Interval | None:
    if one.kind != "tenth" or one.claim.approx:
        return evidence.percent(one)
    value = one.claim.value * 10
    return Interval(value - _TO_HALF, value + 2 * _TO_HALF)


def _closed(read: ReadText, run: list[Reading]) -> Problem | None:
    made = _made(run)
    if made.low <= 100 <= made.high or not 60 <= made.low <= 160:
        return None
    if not (made.low > 100 and _exclude_each_other(read, run)) and not _is_closed(read, run):
        return None
    words = "＋".join(quoted(one) for one in run)
    summed = sum((one.claim.value * evidence.PORTIONS.get(one.kind, 1) for one in run), Fraction(0))
    message = f"{words}{calculated.equals(summed, '%')}，各项之和应是100%。"
    return evidence.finding(read, "sum_mismatch", "wrong", run, message)


def _rest(read: ReadText, group: list[Reading], run: list[Reading]) -> Problem | None:
    """800名,愿意的占35%,不愿意的占50%,其余160名: so many are the rest."""
    first, last = group.index(run[0]), group.index(run[-1])
    if not first or last + 1 >= len(group):
        return None
    whole, rest = group[first - 1], group[last + 1]
    if not (evidence.is_count(rest) and evidence.same_unit(whole, rest)):
        return None
    if not re.match(r"^[,，;]?\s?(?:其余|余下|剩下|剩余)(?:的|都)?$", rest.lead):
        return None
    left = Interval(100, 100) - _made(run)
    told = rest.interval.times(100)
    if left.low <= 0 or (whole.interval * left).meets(told):
        return None
    words = "－".join(["100%", *(quoted(one) for one in run)])
    # The share of the rest in hundredths, as the shares are told in percent.
    made = (whole.interval * left).over(Interval(100, 100))
    due = f"{quoted(whole)}×（{words}）{calculated.equals_amount(made, rest)}"
    message = f"{due}，文中{rest.lead.strip(',，;；')}{quoted(rest)}，对不上。"
    return evidence.finding(read, "rate_mismatch", "wrong", [whole, *run, rest], message)


def find(read: ReadText) -> list[Problem]:
    """Shares that leave nothing out and make more or less than a hundred."""
    found = []
    for group in read.by_sentence().values():
        for run in _runs(group):
            if _of_one_whole(run):
                found += [_closed(read, run) or _rest(read, group, run)]
    return [problem for problem in found if problem]
