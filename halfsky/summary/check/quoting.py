"""How words are quoted: “ ” outside, ‘ ’ inside, and cut between words and numbers."""

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


def unbroken(text: str, at: int, step: int) -> int:
    """The next place, in steps, that lies inside no number and no word of Latin letters."""
    while 0 < at < len(text) and _joined(text[at - 1]) and _joined(text[at]):
        at += step
    return at


def _joined(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,%")
