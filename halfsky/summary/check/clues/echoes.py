"""What a text tells again: an opening and a closing say in short what the sections say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from halfsky.summary.check.clues.told import Told, canonical, signs_of
from halfsky.summary.check.text.patterns import lazy

_EVERYBODY = ("女职工", "职工", "会员", "女会员", "人员", "干部", "企业", "工会", "女职工组织")
# How a sentence begins that says in short what was told before.
CLOSING = lazy(
    r"总的来?看|总的来?说|总体(?:来看|上|看)|回顾|回头看|综上|总之|小结|总结|结论|概括|汇总|归纳|"
    r"一年来|半年来|一年下来|年底统计|年终统计|从上表|从表中|由表|如上|以上|上述|结尾|最后|全年看|算下来|合起来|加起来"
)
_FAR = 24
_LONG = 3


@cache
def everybody() -> frozenset[str]:
    """Words for whoever the text is about: sharing these alone says little."""
    return frozenset().union(*(signs_of(canonical(word)) for word in _EVERYBODY))


def _rare(told: Told) -> bool:
    """Whether a number is so long that two things hardly have it by chance."""
    return len(told.printed.rstrip("0")) >= _LONG


class Echoes:
    """Which numbers of the text are told again elsewhere, by the places of the numbers."""

    def __init__(self, everyone: list[Told]) -> None:
        self.sentences: dict[int, list[Told]] = defaultdict(list)
        self.units: dict[tuple[str, str], int] = defaultdict(int)
        self._of: dict[int, list[Told]] = defaultdict(list)
        for told in everyone:
            self.sentences[told.sentence].append(told)
            self.units[told.kind, told.unit] += 1
        self.last = everyone[-1].sentence if everyone else 0
        for one, other in self._pairs(everyone):
            self._of[one.at].append(other)
            self._of[other.at].append(one)

    @staticmethod
    def _pairs(everyone: list[Told]) -> Iterator[tuple[Told, Told]]:
        """Numbers of one value, unit and thing in two sentences."""
        alike: dict[tuple[str, str, float, float], list[Told]] = defaultdict(list)
        general = everybody()
        for other in everyone:
            found = alike[other.kind, other.unit, other.low, other.high]
            for one in found[-_FAR:]:
                apart = one.sentence != other.sentence
                if apart and (_rare(other) or (one.topical & other.topical) - general):
                    yield one, other
            found.append(other)

    def of(self, told: Told) -> list[Told]:
        """The numbers that tell the same again."""
        return self._of.get(told.at, [])

    def apart(self, told: Told, other: Told) -> int:
        """How many numbers tell the same again, `other` left out."""
        return sum(one is not other for one in self.of(told))

    def beside(self, told: Told) -> tuple[int, int]:
        """How many of the other numbers of its sentence are told elsewhere, and how many are."""
        others = [one for one in self.sentences[told.sentence] if one is not told]
        return sum(bool(self.of(one)) for one in others), len(others)

    def across(self, one: Told, other: Told) -> int:
        """How many numbers the sentences of the two have in common."""
        return sum(
            mate is not one
            and any(echo.sentence == other.sentence and echo is not other for echo in self.of(mate))
            for mate in self.sentences[one.sentence]
        )


@lru_cache(maxsize=2)
def echoes_of(first: Told) -> Echoes:
    """What is told again in the text of which this is the first number."""
    return Echoes(first.everyone)
