"""An opening or a closing that says in short what the sections say, but for one number."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.echoes import Echoes, everybody
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.clues.nearness import digits_apart
from halfsky.summary.check.clues.told import Told, tell
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

_NARROWED = lazy(
    r"其中|另|又|还|再(?!就业)|第[一二三四]|每|均|去年|上年|同期|计划|目标|应(?!急)|未(?!婚)|尚|剩|余下|其余|部分|仅|"
    r"比(?![赛武例拼])|较|增(?!强)|减|(?<![模虚])拟|将|新增|不足|超过|首|专职|累计|上报|愿|申请|[为作做]底|为基数|为分母|[怎只]么?只?[见剩]|中[,，有]|中$|里[,，有]|里$|优秀"
)
# A slip of the pen raises or lowers a number by no more, or changes a digit.
_NEAR = 1.6
_ALIKE = 0.7
_LEAST = 5
_FAR = 24


def _plain(told: Told) -> bool:
    """Whether nothing narrows it, and nothing else is told in its clause before it."""
    reading = told.reading
    if reading.claim.mode != "result" or told.low < _LEAST or reading.claim.approx:
        return False
    return not _NARROWED.search(told.before[-20:] + told.after[:3])


# 标兵每人600元,先进每人200元,5600元: each bill has its own total.
_OF_A_BILL = lazy(r"每[人名户位件][^。;\n]{0,24}$")


def _slip(one: Told, other: Told) -> bool:
    if all(_OF_A_BILL.search(it.read.plain[: it.reading.start][-40:]) for it in (one, other)):
        return False
    if one.interval.meets(other.interval) or one.unit != other.unit:
        return False
    digits, swapped = digits_apart(one.printed, other.printed)
    near = max(one.low, other.low) <= min(one.low, other.low) * _NEAR
    return near or swapped or (digits == 1 and len(one.printed) == len(other.printed))


def _likeness(one: Told, other: Told) -> float:
    """How alike the two look: their digits first, then their size."""
    digits, swapped = digits_apart(one.printed, other.printed)
    return 2.0 * (swapped or digits == 1) + min(one.low, other.low) / max(one.low, other.low)


def _is_likely(echoes: Echoes, one: Told, short: Told) -> bool:
    """Whether the words they share are many, or few and their digits all but the same."""
    shared, likeness = _shared(one, short), _likeness(one, short)
    ends = echoes.last - max(one.sentence, short.sentence) <= 1
    return likeness > _ALIKE and (shared > 1 or (shared == 1 and (ends or likeness > 2)))


def _says_in_short(echoes: Echoes, told: Told) -> bool:
    """Whether most other numbers of its sentence are told elsewhere."""
    again, others = echoes.beside(told)
    return (again > 1 and again * 5 >= others * 3) or again == others == 1


def _shared(one: Told, other: Told) -> int:
    """How many words the two have in common, if no time or place parts them."""
    women = ["女" in told.before + told.after for told in (one, other)]
    if one.kind == "person" and women[0] != women[1]:
        return 0
    apart = one.places and other.places and not one.places & other.places
    if apart or (one.times and other.times and not one.times & other.times):
        return 0
    shared = (one.topical & other.topical) - everybody()
    return sum("|" not in sign for sign in shared)


def _known(echoes: Echoes, told: Told, alike: list[Told]) -> bool:
    """Whether another number says the same, or two or more earlier ones make it up."""
    if echoes.of(told):
        return True
    rest = [one for one in alike if one is not told and one.sentence != told.sentence]
    if any(one.interval.meets(told.interval) for one in rest):
        return True
    rest = [one for one in rest if _shared(one, told)]
    return any(
        (one.interval + two.interval).meets(told.interval)
        or (one.interval - two.interval).meets(told.interval)
        for at, one in enumerate(rest)
        for two in rest[at + 1 :]
    )


def _out_of_others(told: Told) -> bool:
    """8件提案已答复6件: a number of the like stands before it in its clause."""
    start = told.reading.clause[0]
    return any(
        start <= one.reading.start < told.reading.start and one.kind == told.kind
        for one in told.everyone[max(0, told.at - 3) : told.at]
    )


def _pairs(echoes: Echoes, told: list[Told]) -> Iterator[tuple[Told, Told]]:
    for short in told:
        if not _plain(short) or not _says_in_short(echoes, short):
            continue
        alike = [one for one in told if (one.kind, one.unit) == (short.kind, short.unit)][-_FAR:]
        if _known(echoes, short, alike):
            continue
        found = [
            one
            for one in alike
            if one.sentence != short.sentence
            and _plain(one)
            and not any(echo.sentence == short.sentence for echo in echoes.of(one))
            and _slip(one, short)
            and _is_likely(echoes, one, short)
        ]
        if found and not _out_of_others(short):
            best = max(found, key=lambda one: (_shared(one, short), _likeness(one, short)))
            one, other = sorted([best, short], key=lambda it: it.at)
            yield one, other


def find(read: ReadText) -> list[Problem]:
    """Numbers that are another where the text says in short what it says at length."""
    told = [one for one in tell(read) if evidence.is_count(one.reading) or one.is_portion]
    echoes = Echoes(told)
    told = [one for one in told if not one.is_portion]
    found = []
    for one, other in dict.fromkeys(_pairs(echoes, told)):
        message = f"同一件事前文是{quoted(one.reading)}，这里是{quoted(other.reading)}。"
        about = [one.reading, other.reading]
        found.append(evidence.finding(read, "contradiction", "wrong", about, message))
    return found
