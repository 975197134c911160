"""A number as a statement: what is counted, by which deed, when, where and in which part."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache, cached_property

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.statements import places_named
from halfsky.summary.check.text import passages
from halfsky.summary.check.text.intervals import Exact, Interval
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load

_MARKS = lazy(r"[“”\"'‘’《》\s\x00]")
# Words that name neither thing nor deed.
_EMPTY = lazy(
    r"我[市县区省镇矿院校厂局处司会]?|[全本各][市县区省镇矿院校厂局系公集]?司?|各级|工会|总|目前|截至|截止|今年以来|今年|本年度?"
    r"|全年|上半年|下半年|一年来|半年来|以来|年度|\d{4}年|\d{1,2}月份?|累计|共计|合计|总计|共有|共|已经|已|先后|现有|现|达到|达"
    r"|约|近|余|多|为|是|有|了|过|的|在|对|从|由|于|和|与|及|并|其中|其|就|才|仅|只|都|均|也|还|又|将|把|向|给|我们|[,，、;:()。\d]"
)
_BACK = lazy(
    r"(?:的|这|那|上述|以上|该|此次|这批|前述|所有|全部|全体|通过|依托|借助|利用|参加|对|为|给|把|将|在)(?:这|全部|所有)?$"
)
# As many decimal places as an amount is looked at.
_MOST_PLACES = 4
_GENERAL_TIMES = frozenset({"今年", "今年以来", "本年度", "先后", "当天", "日常", "全年"})
_FIRST_SIGN = 0xE000


@cache
def _meanings() -> tuple[re.Pattern[str], dict[str, str]]:
    known: dict[str, str] = {}
    for at, group in enumerate(load("meanings.toml")["same"]):
        for word in group.split("|"):
            known.setdefault(word, chr(_FIRST_SIGN + at))
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), known


def canonical(words: str) -> str:
    """Words that mean the same as one sign, the others as they stand."""
    pattern, known = _meanings()
    return pattern.sub(lambda found: known[found.group()], words)


def bare(words: str) -> str:
    """Canonical words without those that name nothing."""
    return _EMPTY.sub("", canonical(_MARKS.sub("", words)))


def is_sign(character: str) -> bool:
    """Whether a character stands for a group of words that mean the same."""
    return "\ue000" <= character < "\uf000"


def signs_of(words: str) -> frozenset[str]:
    """What bare words name: canonical signs alone, other characters in pairs."""
    found = {sign for sign in words if is_sign(sign)}
    found |= {
        words[at : at + 2]
        for at in range(len(words) - 1)
        if not is_sign(words[at]) and not is_sign(words[at + 1])
    }
    return frozenset(found)


@cache
def roles() -> dict[str, re.Pattern[str]]:
    """The marks by which a number shows its part in a sum, by the part's name."""
    return {name: re.compile(marks) for name, marks in load("meanings.toml")["roles"].items()}


# These may also be told behind the number: 3件尚未办结.
_BEHIND = {"rest", "down", "done", "part"}


def _speaking(signs: frozenset[str]) -> bool:
    """Whether more than one sign is more than the edge of a word beside the number."""
    return sum("|" not in sign for sign in signs) > 1


class Told:
    """One number with the words that say what it is; `at` counts the numbers of the text."""

    def __init__(self, read: ReadText, reading: Reading, at: int, everyone: list[Told]) -> None:
        self.read, self.reading, self.at, self.everyone = read, reading, at, everyone
        self.interval, self.kind = reading.interval, reading.kind
        self.low, self.high = float(reading.interval.low), float(reading.interval.high)
        self.unit, self.value = reading.claim.unit, reading.claim.value
        self.sentence, self.paragraph = reading.sentence.index, reading.sentence.paragraph

    @cached_property
    def firm(self) -> Interval:
        """What the number most likely stands for."""
        return evidence.firm(self.reading)

    @cached_property
    def middle(self) -> Fraction:
        """The middle of what the number may stand for."""
        return self.interval.middle

    @cached_property
    def printed(self) -> str:
        """The number as it is printed, without the decimal point."""
        return self.as_printed(self.value * self.reading.quantity.scale)

    @cached_property
    def _digits(self) -> tuple[Fraction, int]:
        """What an amount is divided by, and ten to the places, to stand as this one does."""
        printed, power = self.value, 1
        for _ in range(_MOST_PLACES):
            if printed.denominator == 1:
                break
            printed, power = printed * 10, power * 10
        return Fraction(self.reading.quantity.scale), power

    def as_printed(self, amount: Exact) -> str:
        """An amount in the digits in which this number is printed, without the decimal point."""
        scale, power = self._digits
        if amount < 0:
            return ""
        # Rounded half up, in whole numbers: twice as fast as fractions.
        top = 2 * amount.numerator * scale.denominator * power
        below = amount.denominator * scale.numerator
        return str((top + below) // (2 * below))

    @cached_property
    def before(self) -> str:
        return _MARKS.sub("", self.reading.before)

    @cached_property
    def after(self) -> str:
        return _MARKS.sub("", self.reading.after).rstrip(",，;、:")

    @cached_property
    def lead(self) -> str:
        return _MARKS.sub("", self.reading.lead)

    @cached_property
    def ahead(self) -> str:
        return bare(self.before[-24:])

    @cached_property
    def behind(self) -> str:
        return bare(self.after[:16])

    @cached_property
    def near(self) -> str:
        """The bare words on both sides of the number."""
        return bare(self.before[-16:])[-10:] + "|" + bare(self.after[:14])[:10]

    @cached_property
    def signs(self) -> frozenset[str]:
        return signs_of(self.near)

    @cached_property
    def topical(self) -> frozenset[str]:
        """What it is of: where the words beside it name nothing (合计53户), those before in the
        sentence do."""
        if _speaking(self.signs):
            return self.signs
        return self.signs | signs_of(bare(self.said_before))

    @cached_property
    def frequencies(self) -> Counter[str]:
        """Beside how many numbers of the text each sign stands; kept with the first of them."""
        if self.at:
            return self.everyone[0].frequencies
        return Counter(sign for told in self.everyone for sign in told.signs)

    @cached_property
    def context(self) -> frozenset[str]:
        """What the sentence around the number names."""
        sentence = self.reading.sentence
        start = max(sentence.start, self.reading.start - 60)
        end = min(sentence.end, self.reading.end + 24)
        return signs_of(bare(self.read.plain[start:end]))

    @cached_property
    def roles(self) -> frozenset[str]:
        ahead = self.before[-14:]
        words = ahead if len(ahead) > 2 else self.lead[-10:]
        tail = self.after[:5]
        return frozenset(
            name
            for name, marks in roles().items()
            if marks.search(words) or (name in _BEHIND and marks.search(tail))
        )

    def is_any(self, *names: str) -> bool:
        """Whether it has one of these roles."""
        return not self.roles.isdisjoint(names)

    @cached_property
    def is_portion(self) -> bool:
        return evidence.is_portion(self.reading)

    @cached_property
    def is_aside(self) -> bool:
        """Whether it stands in brackets."""
        said = self.read.plain[self.reading.sentence.start : self.reading.start]
        return said.rfind("(") > said.rfind(")")

    @cached_property
    def times(self) -> frozenset[str]:
        start = max(self.reading.sentence.start, self.reading.start - 80)
        return passages.times_in(self.read.plain[start : self.reading.clause[1]]) - _GENERAL_TIMES

    @cached_property
    def places(self) -> frozenset[str]:
        start = max(self.reading.sentence.start, self.reading.start - 60)
        return places_named(self.read.plain[start : self.reading.start])

    @cached_property
    def points_back(self) -> bool:
        """征集到的680条, 这38件: the things are known."""
        return bool(_BACK.search(self.before)) and len(self.after) > 1

    @cached_property
    def said_before(self) -> str:
        """The sentence up to the number, forty characters at most."""
        start = max(self.reading.sentence.start, self.reading.start - 40)
        return self.read.plain[start : self.reading.start]


def between(one: Told, other: Told) -> str:
    """The text from one number to a later one."""
    return one.read.plain[one.reading.end : other.reading.start]


def tell(read: ReadText) -> list[Told]:
    """The numbers of the text as statements; of a sentence without end only the first eighty."""
    readings = [reading for group in read.groups.values() for reading in group]
    everyone: list[Told] = []
    for at, reading in enumerate(readings):
        everyone.append(Told(read, reading, at, everyone))
    return everyone
