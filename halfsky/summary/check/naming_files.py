"""Names of files as people tell them apart: the name, with the folders where two are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

STANDARD_INPUT = "标准输入"
_SEPARATOR = re.compile(r"[\\/]+")


def short_names(names: Sequence[str]) -> list[str]:
    """甲/总结.docx and 乙/总结.docx where two files have one name, else 总结.docx."""
    paths = [tuple(filter(None, _SEPARATOR.split(name))) or ("-",) for name in names]
    shown = [_apart(own, [other for other in paths if other != own]) for own in paths]
    return _numbered([STANDARD_INPUT if name == "-" else name for name in shown])


def _apart(own: tuple[str, ...], others: list[tuple[str, ...]]) -> str:
    """The shortest end of a path that is no other's; what all of those share is left out."""
    for length in range(1, len(own) + 1):
        alike = [other for other in others if other[-length:] == own[-length:]]
        if not alike:
            return _shortened(own, others, length)
    return "/".join(own)


def _shortened(own: tuple[str, ...], others: list[tuple[str, ...]], length: int) -> str:
    namesakes = [other for other in others if other[-1] == own[-1]]
    if length > 2 and all(other[1 - length :] == own[1 - length :] for other in namesakes):
        return f"{own[-length]}/……/{own[-1]}"
    return "/".join(own[-length:])


def _numbered(names: list[str]) -> list[str]:
    """The same file given twice, or two uploads of one name, told apart by their order."""
    often, seen = Counter(names), Counter[str]()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(f"{name}（第{seen[name]}份）" if often[name] > 1 else name)
    return apart
