"""What stands behind a numeral: 余, 万, the unit, 左右."""

from __future__ import annotations

from typing import NamedTuple

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.wording import unit_at

_BEFORE_UNIT = lazy(
    r"[\s\x00]{0,2}(?P<more>余|多|几|来|\+)?[ \x00]?"
    r"(?P<big>千万|百万|万|亿|[千百](?=[元人名份余多件个册场户家]))?[ \x00]?"
    r"(?P<more2>余|多)?[\s\x00]{0,2}"
)
_BEHIND_UNIT = lazy(
    r"[ \x00]?(?P<more>余|多(?![种项方元次层式样了于出\d]))?"
    r"(?P<after>左右|上下|以上|以下|以内|之多|出头|开外|有余|挂零)?"
)


class Tail(NamedTuple):
    """The words behind a numeral; what is not there is empty."""

    end: int
    big: str = ""
    big_end: int = 0
    unit: str = ""
    more: str = ""
    after: str = ""


def tail_at(text: str, at: int) -> Tail:
    """What stands behind the numeral that ends there."""
    before = _BEFORE_UNIT.match(text, at)
    unit = unit_at(text, before.end()) if before else ""
    behind = _BEHIND_UNIT.match(text, before.end() + len(unit)) if before else None
    if before is None or behind is None:  # pragma: no cover - all of both patterns is optional
        raise AssertionError(at)
    return Tail(
        behind.end(),
        before["big"] or "",
        before.end("big"),
        unit,
        before["more"] or before["more2"] or behind["more"] or "",
        behind["after"] or "",
    )
