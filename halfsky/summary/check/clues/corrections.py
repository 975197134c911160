"""Notices that put a number right: 参训318人有误,应为381人 tells both, and neither is a slip."""

from __future__ import annotations

from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText

_PUT_RIGHT = lazy(r"更正|勘误|订正|有误[,，]|误[写作为印登报]|笔误")


def puts_right(read: ReadText, start: int, end: int) -> bool:
    """Whether what stands there is put right by its own words."""
    return bool(_PUT_RIGHT.search(read.plain, start, end))
