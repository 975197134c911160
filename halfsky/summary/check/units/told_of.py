"""Units whose things are named nowhere: 看望产后女工34辆, 调解成功58斤."""

from __future__ import annotations

import re
from functools import cache

from halfsky.summary.check.clues import evidence
from halfsky.summary.check.clues.evidence import quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import guarded
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.text.wording import load
from halfsky.summary.check.units import head_nouns

_BACK, _AHEAD, _NEAR = 400, 30, 60
_LONGEST = 6
_FILL = " 共约"
_PERSONS = {"人", "单位", "队伍"}


@cache
def _words() -> dict[str, re.Pattern[str]]:
    rows: dict[str, str] = load("told_of.toml")["words"]
    return {unit: guarded(words) for unit, words in rows.items()}


@cache
def _ends(name: str) -> frozenset[str]:
    return frozenset(load("told_of.toml")[name].split())


def _given_before(read: ReadText, reading: Reading, words: str) -> bool:
    """送绿豆汤,共送6200双: the clause before ends with the thing, and that has other units."""
    before = read.plain[max(0, reading.start - _NEAR) : reading.start].rstrip()
    clauses = re.split(r"[,，。;]", before)
    if len(clauses) < 2 or words.strip(_FILL) != clauses[-1].strip(_FILL):
        return False
    thing = head_nouns.head(clauses[-2].strip())
    return thing is not None and not head_nouns.kinds()[thing].takes(
        head_nouns.bare_unit(reading), ""
    )


def _names_no_thing(read: ReadText, reading: Reading) -> bool:
    """Whether the words right before the number name no thing: a verb, a year, people, nothing."""
    words = head_nouns.named(reading)
    if not words:
        return True
    ends = {words[-length:] for length in range(1, _LONGEST + 1)}
    if ends & _ends("given"):
        return _given_before(read, reading, words)
    if ends & _ends("plain"):
        return True
    head = head_nouns.head(words)
    return head is not None and head_nouns.kinds()[head].name in _PERSONS


def _nowhere_told(read: ReadText, reading: Reading) -> bool:
    unit = head_nouns.bare_unit(reading)
    words = _words().get(unit)
    if (
        words is None
        or reading.quantity.chinese
        or not head_nouns.closes(read, reading)
        or not _names_no_thing(read, reading)
    ):
        return False
    before = read.plain[max(0, reading.start - _BACK) : reading.start]
    after = read.plain[reading.end : reading.end + _AHEAD]
    if words.search(before) or words.search(after):
        return False
    return all(other is reading or head_nouns.bare_unit(other) != unit for other in read.readings)


def find(read: ReadText) -> list[Problem]:
    """Numbers in units of things that the text does not speak of."""
    return [
        evidence.misfit(
            read,
            reading,
            f"文中没有以“{reading.claim.unit}”计的东西，{quoted(reading)}的单位可能写错。",
        )
        for reading in read.readings
        if _nowhere_told(read, reading)
    ]
