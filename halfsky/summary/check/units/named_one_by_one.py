"""Things named one by one behind their number, which is no money: 分9元,分别是书法、口琴等."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.clues.evidence import finding, quoted
from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText
from halfsky.summary.check.units import head_nouns

_NAMED = lazy(
    r"[,，:]?(?:分别|依次|即)(?:是|为|叫|有|开设|设在|设为|教|学)?:?(?P<names>[^,，。;:()\d]{3,80}?)(?P<more>等)?(?=[,，。;\n]|$)"
)
_BETWEEN = lazy(r"[、和与及]")
_NO_NAMES = lazy(r"[元钱款费吨斤公里米亩%]|一|二|三|四|五|六|七|八|九|十|多少|出|承担")
_MOST = 30


def _is_measure(reading: Reading) -> bool:
    return reading.kind == "money" or head_nouns.measure(head_nouns.bare_unit(reading)) is not None


def _are_named(read: ReadText, reading: Reading) -> bool:
    """Whether as many names follow as the number says."""
    found = _NAMED.match(read.plain, reading.end)
    if found is None or _NO_NAMES.search(found["names"]):
        return False
    names = len(_BETWEEN.split(found["names"]))
    told = reading.claim.value
    return names > 1 and (told >= names if found["more"] else told == names)


def find(read: ReadText) -> Iterator[Problem]:
    """Small whole amounts of money, weights or lengths that are named one by one."""
    for reading in read.readings:
        few = reading.quantity.scale == 1 and reading.claim.value <= _MOST
        if few and _is_measure(reading) and _are_named(read, reading):
            why = f"后面逐个列出名称，{quoted(reading)}的单位可能写错。"
            yield finding(read, "unit_error", "wrong", [reading], why)
