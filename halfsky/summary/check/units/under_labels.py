"""A label that says the unit, and a number in another: 培训期数：6人, 发放总额：1095次."""

from __future__ import annotations

from collections.abc import Iterator

from halfsky.summary.check.report import Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import Reading, ReadText

_MONEY = frozenset({"money", "number", "percent"})
_LABELS = [
    (
        lazy(
            r"(?<![名缺差空编限定余份])(?:总额|金额|经费|资金|费用|造价|总价|善款|款项|价款)[:：]\s*$"
        ),
        _MONEY,
    ),
    (lazy(r"人数[:：]\s*$"), frozenset({"person", "attendance", "number", "percent"})),
    (lazy(r"户数[:：]\s*$"), frozenset({"household", "visits", "organisation", "number"})),
    (lazy(r"期数[:：]\s*$"), frozenset({"session", "class_group", "number", "generic"})),
    (lazy(r"(?:场数|场次)[:：]\s*$"), frozenset({"session", "number", "generic"})),
    (lazy(r"份数[:：]\s*$"), frozenset({"document", "goods", "number", "case"})),
    (lazy(r"(?:公里数|里程)[:：]\s*$"), frozenset({"place", "number"})),
]


def _misfit(reading: Reading) -> str:
    """The label, if it says another unit."""
    lead = reading.lead[-12:]
    for label, kinds in _LABELS:
        found = label.search(lead)
        if found and reading.kind not in kinds:
            return found.group().rstrip(":： ")
    return ""


def find(read: ReadText) -> Iterator[Problem]:
    """Numbers in another unit than the label before them says."""
    for reading in read.readings:
        label = _misfit(reading)
        if label:
            start, end = reading.start, reading.end
            quote = read.text[start:end]
            message = f"“{label}”不会以“{reading.claim.unit}”计，文中{quote}的单位可能写错。"
            yield Problem(quote, start, end, "unit_error", "wrong", message)
