"""Units of bare numbers in table cells: from the row's label, a unit column, or the heading."""

from __future__ import annotations

from functools import lru_cache

from halfsky.summary.check.patterns import lazy
from halfsky.summary.check.wording import unit_of

_IN_BRACKETS = lazy(r"[(]\s?(?:单位[:]?)?\s?([^()\s\d]{1,5})\s?[)]")
# 各镇参保人数统计(单位:人), 单位:万元: of a table without units of its own.
_CAPTION = lazy(r"(?:[(]\s?(?:单位:)?|单位:)\s?([^()\s\d:]{1,5})\s?[)]?\s*$")
_NO_FIGURE = lazy(r"序号|编号|年份|名次|率|比例|占比|电话")
_FARTHEST = 60


def _line_bounds(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


@lru_cache(maxsize=1)
def _tabbed(text: str) -> str:
    """The text with bars as tabs: both part cells."""
    return text.replace("|", "\t")


def _named(cell: str) -> str:
    """The known unit a cell brings, in brackets or as its whole content."""
    found = _IN_BRACKETS.search(cell)
    word = found[1] if found else cell.strip()
    return word if unit_of(word) else ""


def cell_unit(text: str, start: int, end: int) -> str:
    """The unit of a number that fills a table cell (parted by tabs or bars); empty if unknown."""
    line_start, line_end = _line_bounds(text, start)
    text = _tabbed(text)
    line = text[line_start:line_end]
    if "\t" not in line or line_end - line_start > 2000:
        return ""
    left = text[line_start:start].rpartition("\t")[2]
    right = text[end:line_end].partition("\t")[0]
    if left.strip() or right.strip():
        return ""
    column = text.count("\t", line_start, start)
    for cell in line.split("\t")[:column][::-1]:
        if _named(cell):
            return _named(cell)
    return _from_heading(text, line_start, column)


def _captioned(line: str) -> str:
    """The unit that the line over a table tells for all of it."""
    found = _CAPTION.search(line)
    return found[1] if found and unit_of(found[1]) else ""


def _from_heading(text: str, line_start: int, column: int) -> str:
    """The nearest cell above, in the same column, that names a unit."""
    at = line_start
    for _ in range(_FARTHEST):
        if at == 0:
            return ""
        above_start, above_end = _line_bounds(text, at - 1)
        cells = text[above_start:above_end].split("\t")
        if len(cells) < 2:
            return _captioned(cells[0])
        if _NO_FIGURE.search(cells[column] if column < len(cells) else ""):
            return ""
        if column < len(cells) and _named(cells[column]):
            return _named(cells[column])
        at = above_start
    return ""
