"""Quotation marks as Chinese print sets them: “ ” outside, ‘ ’ inside."""

from __future__ import annotations

_DEEPER = {"“": "‘", "”": "’"}


def nested(sentence: str) -> str:
    """The sentence with its inner quotation marks single: “‘十七’大”.

    Where the marks do not pair, as in words quoted from one mark on, it stays as it is.
    """
    depth, made = 0, []
    for sign in sentence:
        depth += sign == "“"
        made.append(_DEEPER.get(sign, sign) if depth > 1 else sign)
        depth -= sign == "”"
        if depth < 0:
            return sentence
    return sentence if depth else "".join(made)
