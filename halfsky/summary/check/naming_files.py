"""Names of files as people tell them apart: the name, with its folders where two are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

STANDARD_INPUT = "标准输入"
_SEPARATOR = re.compile(r"[\\/]+")


def short_names(names: Sequence[str]) -> list[str]:
    """甲/总结.docx and 乙/总结.docx where two files have one name, else 总结.docx."""
    paths = [[part for part in _SEPARATOR.split(name) if part] for name in names]
    deep = [1] * len(names)
    for _folder in range(max(map(len, paths), default=0)):
        shown = [_shown(path, depth) for path, depth in zip(paths, deep, strict=True)]
        alike = Counter(shown)
        deep = [depth + (alike[name] > 1) for name, depth in zip(shown, deep, strict=True)]
    return _counted([_shown(path, depth) for path, depth in zip(paths, deep, strict=True)])


def _shown(path: list[str], depth: int) -> str:
    name = "/".join(path[-depth:])
    return STANDARD_INPUT if name in {"", "-"} else name


def _counted(names: list[str]) -> list[str]:
    """The names, those of one file given twice counted off."""
    alike = Counter(names)
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name}（{seen[name]}）" if alike[name] > 1 else name)
    return found
