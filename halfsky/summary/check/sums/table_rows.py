"""The tables of a text as rows of cells, with what stands over each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from halfsky.summary.check.report import Kind, Problem
from halfsky.summary.check.text.patterns import lazy
from halfsky.summary.check.text.reading import ReadText
from halfsky.summary.check.text.tables import NO_CELL, SPANNED

TOTAL = lazy(
    r"^\s*(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数|全年|全[市县区镇乡厂校矿院局](?:合计)?)\s*(?:[(][^()]*[)])?\s*$"
)
_NUMBER = lazy(
    r"^\s*(?P<n>[-+]?\d[\d,]*(?:\.\d+)?)\s*(?![年月日号周]|季度)(?P<unit>[\u4e00-\u9fff]{0,3})\s*$"
)
_MOST_ROWS = 200


@dataclass(frozen=True)
class Cell:
    """A cell of a table row with its place in the text."""

    words: str
    start: int
    end: int
    mark: str = ""  # of a field that is part of a cell to the left or above

    @property
    def number(self) -> Fraction | None:
        found = _NUMBER.match(self.words)
        return Fraction(found["n"].replace(",", "").replace("+", "")) if found else None


def _row(plain: str, start: int, end: int) -> list[Cell]:
    cells = []
    at = start
    bar = "\t" if "\t" in plain[start:end] else "|"
    for words in plain[start:end].split(bar):
        lead = len(words) - len(words.lstrip())
        mark = words if words in {NO_CELL, SPANNED} else ""
        cells.append(Cell(words.strip(), at + lead, at + lead + len(words.strip()), mark))
        at += len(words) + 1
    if bar == "|":
        cells = cells[1:] if cells and not cells[0].words else cells
        cells = cells[:-1] if cells and not cells[-1].words else cells
    return cells


_GAP, _SENTENCE = lazy(r"[ \u3000]+"), lazy(r"[,，。;:；：、]")
_MOST_CELLS = 12


def _spaced(line: str, start: int) -> list[Cell]:
    """A row whose cells only gaps part: 城东分会 14人 7000元."""
    words = line.strip()
    if " " not in words or _SENTENCE.search(words):
        return []
    begin = start + len(line) - len(line.lstrip())
    cells: list[Cell] = []
    for word in _GAP.split(words):
        at = line.index(word, begin - start) + start
        begin = at + len(word)
        cells.append(Cell(word, at, begin))
    told = sum(cell.number is not None for cell in cells)
    headed = not told and len(cells) > 2
    return cells if len(cells) <= _MOST_CELLS and (told or headed) else []


def _aligned(row: list[Cell], rows: list[list[Cell]]) -> list[Cell]:
    """A row of totals that has no running number: 合计 6 153 under 1 红峰厂 2 51."""
    if not rows or not row or len(row) != len(rows[-1]) - 1 or not TOTAL.match(row[0].words):
        return row
    numbered = rows[-1][0].number is not None and rows[-1][1].number is None
    return [row[0], Cell("", row[0].end, row[0].end), *row[1:]] if numbered else row


def _cornered(grid: list[list[Cell]], row: list[Cell]) -> bool:
    """Whether the row is the first under headings whose corner is empty: 7月 8月 合计."""
    if len(grid) != 1 or len(grid[0]) != len(row) - 1 or row[0].number is not None:
        return False
    heads, numbers = grid[0], [cell.number for cell in row[1:]]
    return None not in numbers and all(cell.number is None for cell in heads)


@lru_cache(maxsize=1)
def grids(plain: str) -> list[list[list[Cell]]]:
    """Runs of lines with the same number of cells; many rules ask for those of one text."""
    grids: list[list[list[Cell]]] = [[]]
    at = 0
    for line in plain.split("\n"):
        marked = "\t" in line or "|" in line
        row = _row(plain, at, at + len(line)) if marked else _spaced(line, at)
        row = _aligned(row, grids[-1])
        if row and _cornered(grids[-1], row):
            head = grids[-1][0]
            grids[-1] = [[Cell("", head[0].start, head[0].start), *head]]
        ruled = row and all(re.fullmatch(r":?-*:?", cell.words) for cell in row)
        if not ruled:
            if len(row) < 2 or (grids[-1] and len(grids[-1][-1]) != len(row)):
                grids.append([])
            if len(row) > 1:
                grids[-1].append(row)
        at += len(line) + 1
    return [grid[:_MOST_ROWS] for grid in grids if len(grid) > 1]


def heading_rows(grid: list[list[Cell]]) -> int:
    """How many rows stand over the first number."""
    for at, row in enumerate(grid):
        if any(cell.number is not None for cell in row):
            return at
    return 0


def headings(grid: list[list[Cell]]) -> list[str]:
    """The words over each column, of all heading rows; what spans several is over each of them."""
    heads = [""] * len(grid[0])
    for row in grid[: max(1, heading_rows(grid))]:
        if all(cell.mark == SPANNED for cell in row[1:]):  # the title of the table
            continue
        words = ""
        for column, cell in enumerate(row):
            words = words if cell.mark == SPANNED else cell.words
            heads[column] += words
    return heads


def total_name(row: list[Cell]) -> str:
    """合计 or the like, if the row is one of totals: before its first number."""
    for cell in row:
        if cell.number is not None:
            return ""
        if TOTAL.match(cell.words):
            return cell.words
    return ""


def finding(
    read: ReadText, cells: list[Cell], message: str, kind: Kind = "sum_mismatch"
) -> Problem:
    """A fault of some cells, the first and the last of which it runs between."""
    start, end = cells[0].start, cells[-1].end
    about = frozenset(cell.start for cell in cells)
    return Problem(read.text[start:end], start, end, kind, "wrong", message, about)
