"""Units that a deed or a label before a number rules out: 编印800人, 听课的143元, 课酬38小时."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded, lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load
from halfsky.summary.check.units import head_nouns

_FEW = 100


class Deed(NamedTuple):
    """A deed or a label: how its words end, what it is of, and the units this never has.

    Some labels name instead the `only` units there are (用时: hours), if any stands there.
    """

    words: re.Pattern[str]
    of: str
    never: frozenset[str]
    only: frozenset[str]
    unless: re.Pattern[str] | None
    large: bool
    broken: bool
    few: bool

    def takes(self, unit: str) -> bool:
        """Whether what was done is ever counted in the unit."""
        if self.only:
            return not unit or unit in self.only
        return unit not in self.never

    def rules_out(self, reading: Reading, unit: str, words: str) -> bool:
        """Whether what `words` say was done cannot be counted in the unit of `reading`."""
        if self.large and reading.quantity.scale == 1:
            return False
        if self.broken and reading.claim.value.denominator == 1:
            return False
        if self.few and reading.claim.value * reading.quantity.scale >= _FEW:
            return False
        if self.takes(unit):
            return False
        if not self.words.search(words):
            return False
        return self.unless is None or not self.unless.search(reading.before)


@cache
def _deeds() -> list[Deed]:
    return [
        Deed(
            guarded(rf"(?:{row['words']})$"),
            row["of"],
            head_nouns.units(row.get("never", "")),
            head_nouns.units(row.get("only", "")),
            guarded(row["unless"]) if "unless" in row else None,
            row.get("large", False),
            row.get("broken", False),
            row.get("few", False),
        )
        for row in [*load("deeds.toml")["deed"], *load("labels.toml")["label"]]
    ]


_WHO = lazy(r"[\u4e00-\u9fff]{2,4}")


def _is_counted(read: ReadText, reading: Reading) -> bool:
    """48名学员|共1.152万元: who stands between the two is counted by the first."""
    if reading.kind != "money":
        return False
    start = reading.start - len(reading.lead)
    beside = any(one.end == start for one in read.around(reading, 0, 0))
    return beside and _WHO.fullmatch(_between(reading)) is not None


_OF_WHICH = lazy(r"^[,，(:]?其中[^,，。;\d]*$|^、")


def _is_share(read: ReadText, reading: Reading) -> bool:
    """扩音器65台,其中班主任|60台: how many of a thing named before came to whom."""
    if reading.kind == "money" or not _OF_WHICH.match(reading.lead):
        return False
    return any(
        one.end <= reading.start
        and one.claim.unit == reading.claim.unit
        and one.interval.high >= reading.interval.low
        for one in read.around(reading, 0, 0)
    )


def _between(reading: Reading) -> str:
    return head_nouns.led_up_to(reading.lead).strip()


def _ruling_out(reading: Reading) -> list[Deed]:
    """The deeds and labels before the number that its unit does not fit."""
    unit, words = head_nouns.bare_unit(reading), head_nouns.led_up_to(reading.lead)
    return [deed for deed in _deeds() if deed.rules_out(reading, unit, words)]


def find(read: ReadText) -> list[Problem]:
    """Numbers that close their clause in a unit that the deed or label before them rules out."""
    return [
        evidence.misfit(
            read,
            reading,
            f"{deed.of}不会以“{reading.claim.unit}”计，文中{quoted(reading)}的单位可能写错。",
        )
        for reading in read.readings
        if head_nouns.closes(read, reading)
        and not _is_counted(read, reading)
        and not _is_share(read, reading)
        and not head_nouns.tells_its_unit(read, reading)
        for deed in _ruling_out(reading)
    ]
