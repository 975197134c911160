"""The words that make a number a rough one: 近1400, 1400多."""

from __future__ import annotations

from halfsky.summary.check.report import Claim
from halfsky.summary.check.text.patterns import lazy

_BEFORE = lazy(
    r"(?P<word>超过|超|逾|突破|不少于|不低于|至少|高于|多于|不足|不到|不超过|至多|少于|低于|不满"
    r"|将近|接近|近|大约|大概|约)(?:为|有|占|合)?\s?\Z"
)
_AFTER = lazy(r"余|多|几|来|\+|左右|上下|以上|以下|以内|之多|出头|开外|有余|挂零")
_UNIT_LENGTH = 3


def rough_words(text: str, claim: Claim) -> tuple[str, str]:
    """What stands before and behind a rough number; two empty strings for an exact one."""
    if claim.approx is None:
        return "", ""
    before = _BEFORE.search(text[max(0, claim.start - 6) : claim.start])
    after = _AFTER.search(text[claim.start : claim.end + _UNIT_LENGTH])
    if after and after.start() > claim.end - claim.start:
        after = None
    return before["word"] if before else "", after[0] if after else ""
